"""The whole road on sample evidence: two stations, a stick, a secretariat, a returned photo mended, a dossier.

Everything is real: libraries, keys, sealed bundles, signatures. Only the evidence is invented.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from kla_desktop.app import bootstrap
from kla_desktop.app.samples.make import SampleSet, make_samples
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, SlotSlug, StationId
from kla_desktop.model.listing import Filter, Item, Order
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.ask import AskRequest, ask
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.dossier_making import DossierChoice
from kla_desktop.operations.enrol import (
    EnrolmentRequest,
    EnrolRequest,
    TrustRequest,
    change_trust,
    enrol,
    stations,
    words_of,
    write_enrolment,
)
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.operations.receive import Received, ReceiveRequest, receive
from kla_desktop.operations.replace import ReplaceRequest, replace
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.report_coverage import CoverageRequest, report_coverage
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, stored
from kla_desktop.system.progress import Progress
from kla_desktop.watching.once import settle_once
from kla_desktop.wording.formats import counted, size

RETURNED = "IMG-20260611-WA0003.jpg"
"""The sample that the secretariat sends back: a forwarded photo without a date of its own."""
_REASON = Text("tanpa tanggal", "no date")
_LEFT_OPEN = 3
"""Items the secretariat leaves for whoever opens the window on it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the road: a word for programs, a sentence for people."""

    name: str
    said: Text


@dataclass(frozen=True, slots=True)
class Walked:
    """What came of it, and where it lies."""

    dossier: Path
    library: Path
    stations: tuple[tuple[StationId, str, Path], ...]
    """(id, office, library) of the two stations."""
    stops: tuple[Stop, ...]


Tell = Callable[[Stop], None]


def walk(folder: Path, lang: str, progress: Progress, tell: Tell) -> Walked:
    """Walk the road in a new or empty folder; `tell` hears each step when it is done.

    Raises Fixable: LIBRARY_EXISTS, FOLDER_READ_ONLY, DISK_FULL; and Cancelled.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Fixable(ErrorCode.LIBRARY_EXISTS, path=str(folder))
    stick = folder / "usb"
    try:
        stick.mkdir(parents=True)
    except OSError as error:
        raise Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(folder)) from error
    with _libraries(folder) as (desk, village, agency):
        road = _Road(folder, stick, lang, progress, tell, desk, village, agency)
        return road.walk()


@contextlib.contextmanager
def _libraries(folder: Path) -> Iterator[tuple[Workspace, Workspace, Workspace]]:
    people = (
        ("sekretariat", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi Anggraini", "DP3AP2KB")),
        ("kelurahan", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti Aminah")),
        ("dinas", bootstrap.NewLibrary(Role.FOCAL_POINT, "32.76", "Wahyu Nugroho", "Dinas Kesehatan")),
    )
    with contextlib.ExitStack() as stack:
        opened = []
        for name, new in people:
            bootstrap.create(folder / name, new)
            opened.append(stack.enter_context(bootstrap.opened(folder / name)))
        yield opened[0], opened[1], opened[2]


@dataclass(slots=True)
class _Road:
    folder: Path
    stick: Path
    lang: str
    progress: Progress
    tell: Tell
    desk: Workspace
    village: Workspace
    agency: Workspace
    stops: list[Stop] = field(default_factory=list)

    def walk(self) -> Walked:
        self._enrol()
        self._take_in(self.village, "kelurahan", watched=True)
        self._take_in(self.agency, "agency", watched=False)
        for station in (self.village, self.agency):
            self._hand_in(station)
        self._meet()
        returned = self._judge()
        self._answer()
        mended = self._mend(returned)
        self._hand_in(self.village)
        self._take_bundles(self.desk, (self.stick,))
        review(self.desk, ReviewRequest((mended,), Verdict.ACCEPT), self.progress)
        self._done("mended", "Perbaikannya sampai di sekretariat dan disahkan.", "The mended photo arrived: accepted.")
        self._answer()
        dossier = self._print()
        return Walked(
            dossier,
            self.folder / "sekretariat",
            (
                (self.village.me, "Kelurahan Pancoran Mas", self.folder / "kelurahan"),
                (self.agency.me, "Dinas Kesehatan", self.folder / "dinas"),
            ),
            tuple(self.stops),
        )

    def _done(self, name: str, indonesian: str, english: str) -> None:
        stop = Stop(name, Text(indonesian, english))
        self.stops.append(stop)
        self.tell(stop)
        self.progress.checkpoint()

    def _enrol(self) -> None:
        file = self.folder / "depok.kla-daftar"
        words = " ".join(write_enrolment(self.desk, EnrolmentRequest(file), self.progress).words)
        for station in (self.village, self.agency):
            enrol(station, EnrolRequest(file), self.progress)
        self._done(
            "enrolled",
            f"Dua laptop mendaftar dengan berkas undangan sekretariat. Enam kata sekretariat: {words}.",
            f"Two laptops joined by the secretariat's enrolment file. The secretariat's six words: {words}.",
        )

    def _take_in(self, ws: Workspace, samples: str, *, watched: bool) -> None:
        files = self.folder / "berkas" / samples
        made = make_samples(files, samples)
        taken = self._watch(ws, files) if watched else [ingest(ws, IngestRequest((str(files),)), self.progress)]
        ids = {Path(one.path): one.id for batch in taken for one in batch.added}
        twins = sum(len(batch.skipped) for batch in taken)
        how = ("dari folder pantauan", "from a watched folder") if watched else ("dari folder", "from a folder")
        self._done(
            "ingested",
            f"{made.name}: {len(ids)} berkas masuk {how[0]}, {twins} ternyata sama.",
            f"{made.name}: {len(ids)} files taken in {how[1]}, {twins} were the same.",
        )
        tagged = self._tag(ws, made, ids)
        seen = report_coverage(ws, CoverageRequest())
        gaps = sum(1 for cell in seen.totals if not cell.tagged)
        self._done(
            "tagged",
            f"{made.name}: {tagged} bukti ditandai; {gaps} dari {len(seen.totals)} indikator belum punya bukti.",
            f"{made.name}: {tagged} items tagged; {gaps} of {len(seen.totals)} indicators have no evidence yet.",
        )

    def _watch(self, ws: Workspace, folder: Path) -> list[Ingested]:
        with ws.transaction():
            ws.store.local.watch(stored(str(folder)), ws.now())

        def known(path: str) -> dict[str, tuple[int, int, int]]:
            return {restored(name): seen for name, seen in ws.store.local.seen_in(stored(path)).items()}

        return [
            ingest(ws, IngestRequest(tuple(file.path for file in batch.files)), self.progress)
            for batch in settle_once([str(folder)], known)
        ]

    def _tag(self, ws: Workspace, made: SampleSet, ids: dict[Path, EvidenceId]) -> int:
        meanings: dict[tuple[str, str], list[EvidenceId]] = {}
        for sample in made.samples:
            found = ids.get(sample.path)
            if found is None:
                continue
            describe(ws, DescribeRequest((found,), title=sample.title, note=sample.note), self.progress)
            if sample.slot_slug:
                meanings.setdefault((sample.indicator_slug, sample.slot_slug), []).append(found)
        for (indicator, slot), items in meanings.items():
            tag(ws, TagRequest(tuple(items), (IndicatorSlug(indicator),), SlotSlug(slot)), self.progress)
        return sum(len(items) for items in meanings.values())

    def _hand_in(self, ws: Workspace) -> None:
        pack(ws, PackRequest(), self.progress)
        copied = hand_over(ws, HandOverRequest(self.stick), self.progress).copied
        total = sum(one.size for one in copied)
        office = ws.station.agency or ws.places.label(ws.station.place)
        self._done(
            "handed_over",
            f"{office}: {counted(len(copied), 'bundle', 'id')} disalin ke USB dan diperiksa ({size(total, 'id')}).",
            f"{office}: {counted(len(copied), 'bundle', 'en')} copied to the stick, read back ({size(total, 'en')}).",
        )

    def _take_bundles(self, ws: Workspace, paths: Sequence[Path]) -> Received:
        received = receive(ws, ReceiveRequest(tuple(paths)), self.progress)
        derive(ws, DeriveRequest(), self.progress)
        for bundle in received.refused:
            raise bundle.error
        return received

    def _meet(self) -> None:
        held = self._take_bundles(self.desk, (self.stick,)).held
        self._done(
            "held",
            f"Sekretariat belum mengenal pengirimnya: {len(held)} bundel ditahan, tetap terkunci.",
            f"The secretariat does not know the senders yet: {len(held)} bundles are held, still sealed.",
        )
        for station in (self.village, self.agency):
            own = words_of(station.station.keys[-1])
            heard = next(one for one in stations(self.desk) if one.id == station.me)
            if words_of(heard.keys[-1]) != own:
                raise Fixable(ErrorCode.BUNDLE_FORGED)
            waiting = change_trust(self.desk, TrustRequest(station.me), self.progress).waiting
            received = self._take_bundles(self.desk, waiting)
            office = station.station.agency or station.places.label(station.station.place)
            items, twins = (sum(getattr(one, what) for one in received.accepted) for what in ("new", "duplicates"))
            self._done(
                "received",
                f"{office}: enam kata cocok ({' '.join(own)}); {items} bukti diterima, {twins} sudah ada.",
                f"{office}: the six words agree ({' '.join(own)}); {items} items received, {twins} held twice.",
            )

    def _judge(self) -> EvidenceId:
        items = browse.page(self.desk, Filter(to_review=True, order=Order.OLDEST), 1000)
        bad = next(item for item in items if item.name == RETURNED)
        good = [item.id for item in items if item.id != bad.id][:-_LEFT_OPEN]
        review(self.desk, ReviewRequest(tuple(good), Verdict.ACCEPT), self.progress)
        reason = _REASON.said(self.lang)
        review(self.desk, ReviewRequest((bad.id,), Verdict.RETURN, reason=reason), self.progress)
        self._done(
            "reviewed",
            f"Sekretariat mengesahkan {len(good)} bukti dan mengembalikan satu: “{bad.title}”, {_REASON.id}.",
            f"The secretariat accepted {len(good)} items and returned one: “{bad.title}”, {_REASON.en}.",
        )
        self._ask(items)
        return bad.id

    def _ask(self, items: Sequence[Item]) -> None:
        """Ask the agency for the first thing missing under an indicator it works on."""
        seen = report_coverage(self.desk, CoverageRequest())
        theirs = {entry.indicator for item in items if item.station == self.agency.me for entry in item.tags}
        cell = next(cell for cell in seen.totals if cell.indicator in theirs and cell.missing)
        label = self.desk.catalogue.find(cell.indicator)
        due = f"{self.desk.tools.clock.now().year}-12-11"
        asking = AskRequest(self.agency.me, cell.indicator, cell.missing[0], due)
        ask(self.desk, asking, self.progress)
        self._done(
            "requested",
            f"Sekretariat meminta satu bukti dari Dinas Kesehatan: {label.label('id')}.",
            f"The secretariat asked the health agency for one thing: {label.label('en')}.",
        )

    def _answer(self) -> None:
        made = reply(self.desk, ReplyRequest(), self.progress).bundles
        lying = {
            one.bundle: one.path for one in hand_over(self.desk, HandOverRequest(self.stick), self.progress).copied
        }
        for station in (self.village, self.agency):
            theirs = [lying[bundle.id] for bundle in made if bundle.recipient == station.me]
            self._take_bundles(station, theirs)
        self._done(
            "replied",
            f"Tanda terima dan tinjauan dibawa pulang dengan USB yang sama: {counted(len(made), 'bundle', 'id')}.",
            f"Receipts and reviews went home on the same stick: {counted(len(made), 'bundle', 'en')}.",
        )

    def _mend(self, returned: EvidenceId) -> EvidenceId:
        item = self.village.find([returned])[0]
        source = next((self.folder / "berkas" / "kelurahan").rglob(RETURNED))
        better = source.with_name("IMG_20260611_130210.jpg")
        _with_date(source, better)
        taken = ingest(self.village, IngestRequest((str(better),)), self.progress)
        mended = replace(self.village, ReplaceRequest(item.id, taken.added[0].id), self.progress).evidence
        reason = item.tags[0].reason
        self._done(
            "replaced",
            f"Kelurahan membaca alasannya (“{reason}”) dan mengganti foto dengan aslinya yang bertanggal.",
            f"The kelurahan read the reason (“{reason}”) and replaced the photo by the dated original.",
        )
        return mended

    def _print(self) -> Path:
        out = self.folder / ("dossier.pdf" if self.lang == "en" else "berkas-penilaian.pdf")
        done = print_dossier(self.desk, PrintRequest(out, DossierChoice(lang=self.lang)), self.progress)
        self._done(
            "printed",
            f"Berkas penilaian: {done.items} bukti pada {done.pages} halaman, {out}.",
            f"The dossier: {done.items} items on {done.pages} pages, {out}.",
        )
        return out


def _with_date(source: Path, target: Path) -> None:
    """Write the photo as the phone had it: with the time of its taking."""
    exif = Image.Exif()
    stamp = "2026:06:11 13:02:10"
    exif[0x0132] = stamp
    details = exif.get_ifd(0x8769)
    details[0x9003], details[0x9011] = stamp, "+07:00"
    with Image.open(source) as photo:
        photo.save(target, "JPEG", quality=92, exif=exif.tobytes())
