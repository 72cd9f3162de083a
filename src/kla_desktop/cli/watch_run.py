"""`kla watch run`: take in what settles in the watched folders until Ctrl+C."""

import queue
import threading
from collections.abc import Sequence

from kla_desktop.cli.console import Console
from kla_desktop.model.catalogue import Text
from kla_desktop.model.changes import Changes
from kla_desktop.operations.ingest import FailedFile, Ingested, IngestRequest, ingest
from kla_desktop.operations.intake.batch import note_failures
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import shown
from kla_desktop.system.progress import Cancelled
from kla_desktop.watching.changes import Known
from kla_desktop.watching.report import FolderReport
from kla_desktop.watching.scan import FolderState, FoundFile
from kla_desktop.watching.watcher import Watcher
from kla_desktop.wording.deeds import deed

_LOOK_SECONDS = 0.2
_WATCHING = Text("Memantau; Ctrl+C untuk selesai.", "Watching; Ctrl+C to end.")
_AWAY = Text("sedang tidak terpasang", "not there at the moment")


def run_watcher(
    ws: Workspace, folders: Sequence[str], known: Known, skip: Sequence[str], console: Console
) -> list[Ingested]:
    """Watch until the user stops it, and return what became of the files; stopping is how this ends, not an error."""
    settled: queue.Queue[list[FoundFile]] = queue.Queue(1)
    odd: dict[str, str] = {}
    ended = threading.Event()

    def on_settled(files: list[FoundFile]) -> None:
        while not ended.is_set():
            try:
                settled.put(files, timeout=_LOOK_SECONDS)
            except queue.Full:
                continue
            return

    def on_state(report: FolderReport) -> None:
        odd.update({one.path: str(one.kind) for one in report.odd})
        if report.state is not FolderState.PRESENT:
            console.note(f"{shown(report.folder)}: {console.say(_AWAY)}")

    watcher = Watcher(folders, on_settled, on_state, known, skip=skip)
    results: list[Ingested] = []
    watcher.start()
    console.note(console.say(_WATCHING))
    try:
        while not console.stopping.is_set():
            try:
                files = settled.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                continue
            done = ingest(ws, IngestRequest(found=tuple(files)), console.progress)
            results.append(done)
            for path in [*(one.path for one in done.added), *(one.path for one in done.skipped)]:
                odd.pop(path, None)
            console.note(deed("captured", len(done.added), console.lang))
    except Cancelled:
        pass
    finally:
        ended.set()
        watcher.close()
    with ws.transaction():
        note_failures(ws, odd.items())
    left = tuple(FailedFile(path, reason) for path, reason in odd.items())
    return [*results, Ingested((), (), left, Changes.NOTHING)]
