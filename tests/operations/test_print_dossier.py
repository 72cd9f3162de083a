"""Printing from a real library: what is chosen, what is shown, and what happens when the disk does not play along."""

import contextlib
import csv
import errno
import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.ids import EvidenceId, SlotSlug
from kla_desktop.model.station import Role
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.dispatch import next_head
from kla_desktop.operations.dossier_making import DossierChoice
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.saved_file import saved
from kla_desktop.operations.summary import COLUMNS, evidence_csv, summary_pdf_bytes
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Cancelled, SilentProgress, Step
from tests.fakes import fixed_tools
from tests.printing.made import jpeg

SILENT = SilentProgress()
NAMES = ("IMG-20261121-WA0001.jpg", "IMG-20261121-WA0002.jpg", "IMG_20250305_081500.jpg", "notulen 2026-11-20.txt")


@dataclass(frozen=True)
class Desk:
    ws: Workspace
    ids: tuple[EvidenceId, ...]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A secretariat with three photos under 06 (accepted, returned, of another year) and a text under 02."""
    folder = tmp_path_factory.mktemp("meja")
    files = folder / "berkas"
    files.mkdir()
    for shade, name in enumerate(NAMES[:3]):
        (files / name).write_bytes(jpeg(1200, 900, shade=shade * 60, position=True))
    (files / NAMES[3]).write_text("Notulen rapat gugus tugas\nHadir: 31 orang\n", encoding="utf-8")
    new = bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi", "DP3AP2KB", passphrase="kata sandi")
    bootstrap.create(folder / "pustaka", new)
    with bootstrap.opened(folder / "pustaka", "kata sandi", tools=fixed_tools()) as ws:
        added = {Path(each.path).name: each.id for each in ingest(ws, IngestRequest((str(files),)), SILENT).added}
        ids = tuple(added[name] for name in NAMES)
        six, two = ws.catalogue.by_number[6], ws.catalogue.by_number[2]
        photos = next(slot.slug for slot in six.slots if slot.kind == "photo")
        tag(ws, TagRequest(ids[:3], (six.slug,), SlotSlug(photos)), SILENT)
        tag(ws, TagRequest((ids[3],), (two.slug,)), SILENT)
        describe(ws, DescribeRequest(ids[:1], title="Musrenbang anak <b>RW 05</b>", place="Mekarjaya"), SILENT)
        review(ws, ReviewRequest(ids[:1], Verdict.ACCEPT), SILENT)
        review(ws, ReviewRequest(ids[1:2], Verdict.RETURN, reason="undated"), SILENT)
        yield Desk(ws, ids)


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(str(path))
    with contextlib.closing(document):
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_prints_the_whole_city(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "dosir.pdf"
    printed = print_dossier(desk.ws, PrintRequest(out), SILENT)
    document = pypdfium2.PdfDocument(str(out))
    assert (printed.path, printed.pages, printed.items) == (out, len(document), 4)
    assert printed.changes is Changes.NOTHING
    text = text_of(out)
    assert printed.code in text
    for words in (
        "Musrenbang anak <b>RW 05</b>", "dikembalikan", "tanpa tanggal", "Mekarjaya", "Hadir: 31 orang",
        "5 Maret 2025", "perkiraan dari nama berkas", "Sekretariat Gugus Tugas KLA · DP3AP2KB",
    ):  # fmt: skip
        assert words in text, words
    for each in desk.ws.find(desk.ids):
        assert each.digest.sha256 in text
    assert list(tmp_path.iterdir()) == [out]


def test_pictures_come_from_the_originals_without_their_position(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "dosir.pdf"
    print_dossier(desk.ws, PrintRequest(out), SILENT)
    images = [
        obj
        for page in pypdfium2.PdfDocument(str(out))
        for obj in page.get_objects()
        if obj.type == pdfium.FPDF_PAGEOBJ_IMAGE
    ]
    assert sorted(image.get_px_size() for image in images) == [(1200, 900)] * 3
    data = out.read_bytes()
    for secret in (b"Exif", b"RAHASIA"):
        assert secret not in data


def test_chooses_by_indicator_place_year_and_verdict(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "dosir.pdf"
    for request, items in (
        (PrintRequest(out, DossierChoice(indicator="6")), 3),
        (PrintRequest(out, DossierChoice(indicator="06", only_accepted=True)), 1),
        (PrintRequest(out, DossierChoice(year=2025)), 1),
        (PrintRequest(out, DossierChoice(place="Mekarjaya")), 1),
        (PrintRequest(out, DossierChoice(place="Kota Depok")), 4),
        (PrintRequest(out, DossierChoice(only_accepted=True)), 1),
    ):
        assert print_dossier(desk.ws, request, SILENT).items == items, request


def test_what_is_there_but_not_accepted_is_not_called_missing(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "dosir.pdf"
    six = desk.ws.catalogue.by_number[6].slug
    minutes = desk.ids[3]
    tag(desk.ws, TagRequest((minutes,), (six,)), SILENT)
    try:
        print_dossier(desk.ws, PrintRequest(out, DossierChoice(indicator="6", only_accepted=True)), SILENT)
        assert "ada, tidak dicetak" in text_of(out).replace("\r\n", " ")
    finally:
        tag(desk.ws, TagRequest((minutes,), (six,), remove=True), SILENT)


def test_four_to_a_page_and_english(desk: Desk, tmp_path: Path) -> None:
    one = print_dossier(desk.ws, PrintRequest(tmp_path / "1.pdf"), SILENT)
    four = print_dossier(desk.ws, PrintRequest(tmp_path / "4.pdf", DossierChoice(photos_per_page=4, lang="en")), SILENT)
    assert one.pages - four.pages == 2
    assert one.code == four.code
    assert "Supporting evidence" in text_of(tmp_path / "4.pdf")


def test_the_same_library_at_the_same_time_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        print_dossier(desk.ws, PrintRequest(tmp_path / name), SILENT)
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    assert len(digests) == 1


def test_a_lost_original_is_printed_from_its_thumbnail(desk: Desk, tmp_path: Path) -> None:
    sha256 = desk.ws.find(desk.ids[:1])[0].digest.sha256
    path = desk.ws.store.objects.path(desk.ws.store.objects.name_of(sha256))
    aside = path.with_suffix(".aside")
    path.rename(aside)
    try:
        out = tmp_path / "dosir.pdf"
        print_dossier(desk.ws, PrintRequest(out, DossierChoice(indicator="6", only_accepted=True)), SILENT)
    finally:
        aside.rename(path)
    (image,) = [
        obj
        for page in pypdfium2.PdfDocument(str(out))
        for obj in page.get_objects()
        if obj.type == pdfium.FPDF_PAGEOBJ_IMAGE
    ]
    assert max(image.get_px_size()) <= 512


def test_withdrawn_items_are_not_printed(desk: Desk, tmp_path: Path) -> None:
    withdraw(desk.ws, WithdrawRequest((desk.ids[3],)), SILENT)
    try:
        with pytest.raises(Fixable) as caught:
            print_dossier(desk.ws, PrintRequest(tmp_path / "dosir.pdf", DossierChoice(indicator="2")), SILENT)
        assert caught.value.code is ErrorCode.NOTHING_TO_PRINT
    finally:
        withdraw(desk.ws, WithdrawRequest((desk.ids[3],), reinstate=True), SILENT)


def refused(ws: Workspace, request: PrintRequest) -> Fixable:
    with pytest.raises(Fixable) as caught:
        print_dossier(ws, request, SILENT)
    return caught.value


def test_what_cannot_be_printed_is_said(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "dosir.pdf"
    for request, code in (
        (PrintRequest(out, DossierChoice(indicator="24")), ErrorCode.NOTHING_TO_PRINT),
        (PrintRequest(out, DossierChoice(year=1999)), ErrorCode.NOTHING_TO_PRINT),
        (PrintRequest(out, DossierChoice(indicator="2", only_accepted=True)), ErrorCode.NOTHING_TO_PRINT),
        (PrintRequest(out, DossierChoice(indicator="99")), ErrorCode.NO_SUCH_INDICATOR),
        (PrintRequest(out, DossierChoice(place="Atlantis")), ErrorCode.NO_SUCH_PLACE),
        (PrintRequest(tmp_path / "tidak ada" / "x.pdf"), ErrorCode.FOLDER_MISSING),
        (PrintRequest(tmp_path), ErrorCode.FILE_IN_USE),
    ):
        assert refused(desk.ws, request).code is code, request
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(desk: Desk, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert refused(desk.ws, PrintRequest(tmp_path / "x.pdf")).code is ErrorCode.FOLDER_READ_ONLY
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize(
    ("misfortune", "code"),
    [
        (OSError(errno.ENOSPC, "full"), ErrorCode.DISK_FULL),
        (PermissionError(errno.EACCES, "no"), ErrorCode.FOLDER_READ_ONLY),
        (OSError(errno.EROFS, "read only"), ErrorCode.FOLDER_READ_ONLY),
        (PermissionError(errno.EACCES, "open in a reader", "a.tmp", None, "a.pdf"), ErrorCode.FILE_IN_USE),
        (FileNotFoundError(errno.ENOENT, "pulled out"), ErrorCode.FOLDER_MISSING),
    ],
)
def test_a_disk_that_fails_on_the_way_leaves_the_old_file(tmp_path: Path, misfortune: OSError, code: ErrorCode) -> None:
    out = tmp_path / "dosir.pdf"
    out.write_bytes(b"lama")

    def failing() -> None:
        with saved(out) as stream:
            stream.write(b"baru")
            raise misfortune

    with pytest.raises(Fixable) as caught:
        failing()
    assert caught.value.code is code
    assert out.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [out]


class Impatient:
    """Asks to stop at some page."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.steps: list[Step] = []

    def step(self, step: Step) -> None:
        self.steps.append(step)

    def checkpoint(self) -> None:
        if self.steps and self.steps[-1].done >= self.page:
            raise Cancelled


def test_stopping_leaves_nothing_and_the_old_file(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "dosir.pdf"
    out.write_bytes(b"lama")
    with pytest.raises(Cancelled):
        print_dossier(desk.ws, PrintRequest(out), Impatient(4))
    assert out.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [out]


def test_says_how_far_it_is(desk: Desk, tmp_path: Path) -> None:
    watcher = Impatient(10_000)
    printed = print_dossier(desk.ws, PrintRequest(tmp_path / "dosir.pdf"), watcher)
    told = [(step.done, step.total, step.doing) for step in watcher.steps]
    assert told == [(page, printed.pages, "printing") for page in range(printed.pages + 1)]


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data[3:].decode("utf-8"), newline="")))


def test_the_table_of_a_bundle(desk: Desk) -> None:
    items = desk.ws.find(desk.ids)
    rows = table(evidence_csv(desk.ws, items, carried={desk.ids[0], desk.ids[3]}))
    assert tuple(rows[0]) == COLUMNS
    assert [row["no"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["id_bukti"] for row in rows] == list(desk.ids)
    assert [bool(row["berkas_dalam_bundel"]) for row in rows] == [True, False, False, True]
    first = rows[0]
    assert first["berkas_dalam_bundel"] == f"IMG-20261121-WA0001__{items[0].digest.short}.jpg"
    assert first["judul"] == "Musrenbang anak <b>RW 05</b>"
    assert first["indikator"] == desk.ws.catalogue.by_number[6].slug
    assert first["jenis_bukti_diminta"].startswith(f"{first['indikator']}/")
    assert first["tanggal"].startswith("2026-11-21")
    assert (first["sumber_tanggal"], first["tempat"], first["jenis"]) == ("file_name", "Mekarjaya", "photo")
    assert (first["ukuran_byte"], first["sha256"]) == (str(items[0].digest.size), items[0].digest.sha256)


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "\tx", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(desk: Desk, evil: str) -> None:
    item = replace(desk.ws.find(desk.ids[:1])[0], title=evil)
    (row,) = table(evidence_csv(desk.ws, [item]))
    assert row["judul"] == f"'{evil}"


def test_the_summary_of_a_bundle(desk: Desk) -> None:
    head = next_head(desk.ws, desk.ws.me)
    data = summary_pdf_bytes(desk.ws, head, desk.ws.find(desk.ids), carried=set(desk.ids[:3]))
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert "diserahkan 3 data dukung" in text
    assert "Musrenbang anak <b>RW 05</b>" in text
    assert "23 November 2026" in text
    assert head.id in text
