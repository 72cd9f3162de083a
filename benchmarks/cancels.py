"""How long a long work goes on after *Batal*: `cancels.py [--rounds N] [--photos N] [KIND …]`, each kind of the window.

A kind runs on the window's own runner over a copy of a prepared library: once to its end, then cancelled at moments
spread over the time that took. Told are the seconds from pressing Batal to the job's last event: median and longest.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import libraries
import workload
from hub_rows import Dav
from libraries import SILENT

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kla_desktop.app import bootstrap
from kla_desktop.jobs.events import Advanced, Event, Failed, Lane, Stopped
from kla_desktop.jobs.runner import Runner
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.export_evidence import ExportEvidenceRequest, export_evidence
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.hub.access import SetHubRequest, set_hub
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.operations.read_pages import ReadPagesRequest, read_pages
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.save_copies import SaveCopiesRequest, save_copies
from kla_desktop.operations.sync import sync
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress

LIMIT = 1.0
"""Seconds that a person is promised."""
LATE = 0.5
"""Seconds after which it is told what the work is still at."""
MOST = 8.0
"""Seconds of a work within which it is cancelled, however long it is."""
_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Prepared:
    """`empty`: a village with nothing in it; `tagged`, `packed`: photos that wait; `desk` knows its station."""

    photos: Path
    papers: Path
    empty: Path
    tagged: Path
    packed: Path
    bundle: Path
    glanced: Path
    scanned: Path
    desk: Path
    hub: Dav


@dataclass(frozen=True, slots=True)
class Kind:
    """One work of the window: which prepared library it begins with, and what is done there; `out` is its own."""

    library: Callable[[Prepared], Path]
    work: Callable[[Prepared, Workspace, Path, Progress], object]
    lane: Lane = Lane.PARCEL


def _sync(made: Prepared, ws: Workspace, out: Path, progress: Progress) -> object:
    made.hub.emptied(out.name)()
    set_hub(ws, SetHubRequest(f"{made.hub.address}/{out.name}"), SILENT)
    return sync(ws, SyncRequest(now=True), progress)


def _copies(_made: Prepared, ws: Workspace, out: Path, progress: Progress) -> object:
    ids = tuple(item.id for item in ws.store.evidence.items(range(1, 100_000)))
    return save_copies(ws, SaveCopiesRequest(ids, out), progress)


KINDS = {
    "intake": Kind(
        lambda made: made.empty,
        lambda made, ws, _out, progress: ingest(ws, IngestRequest((str(made.photos), str(made.papers))), progress),
        Lane.INTAKE,
    ),
    "reading what came": Kind(
        lambda made: made.glanced, lambda _made, ws, _out, progress: derive(ws, DeriveRequest(), progress)
    ),
    "reading pages": Kind(
        lambda made: made.scanned,
        lambda _made, ws, _out, progress: read_pages(ws, ReadPagesRequest(), progress),
        Lane.READING,
    ),
    "bundle": Kind(lambda made: made.tagged, lambda _made, ws, _out, progress: pack(ws, PackRequest(), progress)),
    "to a stick": Kind(
        lambda made: made.packed,
        lambda _made, ws, out, progress: hand_over(ws, HandOverRequest(out), progress),
        Lane.TRANSFER,
    ),
    "receive": Kind(
        lambda made: made.desk,
        lambda made, ws, _out, progress: receive(ws, ReceiveRequest((made.bundle,)), progress),
    ),
    "sync": Kind(lambda made: made.packed, _sync, Lane.TRANSFER),
    "dossier": Kind(
        lambda made: made.tagged,
        lambda _made, ws, out, progress: print_dossier(ws, PrintRequest(out / "dosir.pdf"), progress),
    ),
    "list to Excel": Kind(
        lambda made: made.tagged,
        lambda _made, ws, out, progress: export_evidence(ws, ExportEvidenceRequest(out / "daftar.xlsx"), progress),
    ),
    "copies": Kind(lambda made: made.tagged, _copies, Lane.TRANSFER),
    "check": Kind(
        lambda made: made.tagged, lambda _made, ws, _out, progress: check_library(ws, CheckRequest(), progress)
    ),
    "backup": Kind(
        lambda made: made.tagged,
        lambda _made, ws, out, progress: back_up(ws, BackUpRequest(out / "cadangan.kla-cadangan"), progress),
    ),
}


def prepare(folder: Path, count: int) -> Prepared:
    """Make the libraries; not timed."""
    photos = workload.photos(folder / "photos", count)
    papers = [note.path for note in workload.minutes(folder / "papers", count)]
    empty = libraries.village(folder / "empty")
    (folder / "known").mkdir()
    tagged, desk = libraries.acquainted(folder / "known", papers[0])
    with bootstrap.opened(tagged) as ws:
        libraries.take_tagged(ws, photos)
    packed = copied(tagged, folder / "packed")
    with bootstrap.opened(packed) as ws:
        bundle = pack(ws, PackRequest(), SILENT).bundles[0].path
    glanced = libraries.village(folder / "glanced")
    with bootstrap.opened(glanced) as ws:
        ingest(ws, IngestRequest((str(folder / "photos"),), glance=True), SILENT)
    scanned = libraries.village(folder / "scanned")
    with bootstrap.opened(scanned) as ws:
        ingest(ws, IngestRequest((str(_pages(folder / "pages")),)), SILENT)
    (folder / "hub").mkdir()
    return Prepared(
        folder / "photos", folder / "papers", empty, tagged, packed, bundle, glanced, scanned, desk, Dav(folder / "hub")
    )


def _pages(folder: Path) -> Path:
    from tests.paper.pages import WHEEL, fonts_there, make_page
    from tests.paper.spoil import scan_grey

    folder.mkdir()
    for number in range(3):
        page = make_page(number, 300, seed=31, family="" if fonts_there() else WHEEL)
        shot = scan_grey(page.image, 300, number)
        (folder / f"{number}-{shot.name}").write_bytes(shot.data)
    return folder


def copied(library: Path, to: Path) -> Path:
    """Copy a library; sealed files, which are never changed, are linked."""

    def one(source: str, target: str) -> None:
        link = os.sep + "objects" + os.sep in source
        (os.link if link else shutil.copy2)(source, target)

    shutil.copytree(library, to, copy_function=one)
    return to


def places_of(lane: str) -> list[str]:
    """Where the thread of a lane is in our code, innermost first."""
    threads = {one.ident for one in threading.enumerate() if one.name.startswith(lane)}
    frame = next((frame for ident, frame in sys._current_frames().items() if ident in threads), None)  # noqa: SLF001
    found = []
    while frame is not None:
        if "kla_desktop" in frame.f_code.co_filename:
            found.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return found


class Heard:
    """What a runner said: when the first step came, and how it ended."""

    def __init__(self) -> None:
        self.begun, self.last = threading.Event(), None
        self.first_at = 0.0

    def __call__(self, event: Event) -> None:
        if isinstance(event, Advanced) and not self.begun.is_set():
            self.first_at = time.perf_counter()
            self.begun.set()
        self.last = event


@contextmanager
def started(kind: Kind, made: Prepared, scratch: Path) -> Iterator[tuple[Heard, object]]:
    """Run a kind over a copy of its library."""
    out = scratch / f"out-{time.monotonic_ns()}"
    out.mkdir()
    library = copied(kind.library(made), scratch / f"library-{time.monotonic_ns()}")
    heard = Heard()
    runner = Runner(heard)
    with bootstrap.opened(library) as ws:
        try:
            yield heard, runner.start(kind.lane, lambda progress: kind.work(made, ws, out, progress))
        finally:
            runner.close()
    shutil.rmtree(library)
    shutil.rmtree(out)


def measure(kind: Kind, made: Prepared, scratch: Path, rounds: int) -> tuple[float, list[float]]:
    """Return how long the work takes, and the seconds after each Batal that came in time."""
    with started(kind, made, scratch) as (heard, ticket):
        heard.begun.wait(_PATIENCE)
        ticket.wait(MOST)
        whole = time.perf_counter() - heard.first_at
    if isinstance(heard.last, Failed):
        raise heard.last.error
    took = []
    for number in range(rounds):
        with started(kind, made, scratch) as (heard, ticket):
            heard.begun.wait(_PATIENCE)
            time.sleep(min(whole, MOST) * number / rounds)
            pressed = time.perf_counter()
            ticket.cancel()
            if not ticket.wait(LATE):
                print("   ", " < ".join(places_of(f"kla-{kind.lane.value}")[:6]))
            if not ticket.wait(_PATIENCE):
                raise RuntimeError("it never stopped")
            after = time.perf_counter() - pressed
        if isinstance(heard.last, Stopped):
            took.append(after)
    return whole, took


def main(words: list[str]) -> int:
    """Measure; exit code 1 when a kind goes on longer than a second."""
    parser = argparse.ArgumentParser(prog="cancels.py", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[[], *KINDS], metavar="KIND")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--photos", type=int, default=60)
    options = parser.parse_args(words)
    late = 0
    with tempfile.TemporaryDirectory(prefix="kla-cancels-") as place:
        os.environ |= {"HOME": place, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
        os.environ |= {f"XDG_{name}_HOME": str(Path(place) / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        made = prepare(Path(place), options.photos)
        print(f"{'kind':<20} {'takes':>7} {'stops: median':>14} {'longest':>8}   (load {os.getloadavg()[0]:.0f})")
        try:
            for name in options.kinds or KINDS:
                whole, took = measure(KINDS[name], made, Path(place), options.rounds)
                middle, longest = (statistics.median(took), max(took)) if took else (0.0, 0.0)
                late += longest > LIMIT
                print(f"{name:<20} {whole:6.1f}s {middle:13.2f}s {longest:7.2f}s   {len(took)} of {options.rounds}")
        finally:
            made.hub.close()
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
