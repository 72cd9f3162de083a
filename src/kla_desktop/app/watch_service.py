"""Keeps a library's watched folders in step with the library: settled files become ingest jobs, one batch at a time.

    service = WatchService(ws, submit, on_report)
    service.start()
    service.add_folder("/home/siti/Unduhan")       # in a job: it writes to the library
    service.close()

`submit(work, ended)` is called on the watcher's thread: run `work` as a job of the INTAKE lane and call `ended` once
with its outcome. Until then the watcher waits, so a slow library slows the watcher and nothing piles up. Watching only
reads; a folder that is gone is waited for. Photos are glanced at: whoever has the service runs `derive` later.
"""

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from kla_desktop.app.awaited import awaited
from kla_desktop.app.retrying import Retries
from kla_desktop.media.crew import PoolClosed
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, stored
from kla_desktop.system.progress import Progress
from kla_desktop.system.volumes import Volumes
from kla_desktop.watching.moved import found_again
from kla_desktop.watching.report import FolderReport, NotNow, WatchTimes
from kla_desktop.watching.scan import Fingerprint, FolderState, FoundFile
from kla_desktop.watching.watcher import Watcher

_log = logging.getLogger(__name__)
FIRST_RETRY_SECONDS = 20.0
"""After the start, what failed in an earlier run is tried again."""


class Outcome(StrEnum):
    """What became of a job."""

    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    """The user cancelled it: its files wait until the next rescan that the user asks for."""


Work = Callable[[Progress], Ingested]


Submit = Callable[[Work, Callable[[Outcome], None]], None]


class WatchService:
    """One per open library that may be written to. `on_report` is called on the watcher's thread."""

    def __init__(
        self,
        ws: Workspace,
        submit: Submit,
        on_report: Callable[[FolderReport], None],
        *,
        times: WatchTimes | None = None,
        volumes: Volumes | None = None,
        native: bool = True,
    ) -> None:
        self._ws, self._submit, self._on_report = ws, submit, on_report
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._reports: dict[str, FolderReport] = {}
        self._retries = Retries(ws, FIRST_RETRY_SECONDS)
        self._parked: set[str] = set()
        self._warm = False
        self._watcher = Watcher(
            [restored(path) for path in ws.store.local.watched()],
            self._take,
            self._report,
            self._known,
            skip=(str(ws.store.folder),),
            times=times,
            volumes=volumes,
            native=native,
            on_turn=self._turn,
        )

    def start(self) -> None:
        """Begin to watch."""
        self._watcher.start()

    def close(self) -> None:
        """Stop; returns within a second."""
        self._closed.set()
        self._watcher.close()

    def folders(self) -> list[str]:
        """Return the watched folders in the order in which they were added."""
        return [restored(path) for path in self._ws.store.local.watched()]

    def reports(self) -> dict[str, FolderReport]:
        """Return how each folder stood last, by path; a folder just added may be missing."""
        with self._lock:
            return dict(self._reports)

    def add_folder(self, folder: str) -> None:
        """Watch `folder` from now on, and whenever this library is open; it need not be there yet."""
        with self._ws.transaction():
            self._ws.store.local.watch(stored(folder), self._ws.now())
        self._watcher.add_folder(folder)

    def remove_folder(self, folder: str) -> None:
        """Watch `folder` no longer; what it brought stays."""
        with self._ws.transaction():
            self._ws.store.local.unwatch(stored(folder))
        self._watcher.remove_folder(folder)
        with self._lock:
            self._reports.pop(folder, None)

    def rescan(self) -> None:
        """Look at every folder now, and try again what failed or was cancelled."""
        with self._lock:
            again = [*self._parked, *self._retries.take_all()]
            self._parked.clear()
        for path in again:
            self._watcher.retry(path)
        self._watcher.poke()

    # on the watcher's thread
    def _known(self, folder: str) -> Mapping[str, Fingerprint]:
        return {restored(name): seen for name, seen in self._ws.store.local.seen_in(stored(folder)).items()}

    def _take(self, files: list[FoundFile]) -> None:
        request = IngestRequest(found=tuple(files), glance=True, gentle=True)

        def work(progress: Progress) -> Ingested:
            result = ingest(self._ws, request, progress)
            self._retries.heard(result)
            return result

        if self._closed.is_set():
            raise NotNow("the library is being closed")
        outcome = awaited(self._submit, work, self._closed)
        if outcome is None:
            raise NotNow("the library is being closed")
        if outcome is Outcome.FAILED:
            raise RuntimeError("a batch could not be taken in")  # so that its files come again
        if outcome is Outcome.STOPPED:
            with self._lock:
                self._parked.update(file.path for file in files)

    def _report(self, report: FolderReport) -> None:
        if report.state is FolderState.MISSING:
            report = self._follow(report)
        with self._lock:
            before = self._reports.get(report.folder)
            if report.moved_to:
                self._reports.pop(report.folder, None)
            else:
                self._reports[report.folder] = report
        scanned = before is None or before.scans != report.scans
        odd = [(one.path, str(one.kind)) for one in report.odd if one.path != report.folder]
        changed = self._retries.note_odd(odd)
        if scanned and report.state is FolderState.PRESENT:
            changed = self._retries.look_for(report.folder) or changed
        if report.waiting and not self._warm:
            self._warm = True
            threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()
        if not self._closed.is_set():
            self._on_report(replace(report, failures_changed=changed))

    def _follow(self, report: FolderReport) -> FolderReport:
        """A folder that was given another name beside its old one is the same folder, and goes on being watched."""
        old = report.folder
        sources = [
            (restored(source.folder), restored(source.name), source.inode)
            for source in self._ws.store.local.sources_below(stored(old), 5)
        ]
        new = found_again(old, sources)
        if not new or new in self.folders():
            return report
        with self._ws.transaction():
            self._ws.store.local.move_watched(stored(old), stored(new), os.sep)
        self._watcher.add_folder(new)
        self._watcher.remove_folder(old)
        return replace(report, moved_to=new)

    def _turn(self) -> None:
        """Hand files that are due for another try to the watcher, or straight to the library if it watches them not."""
        elsewhere = [path for path in self._retries.take_due() if not self._watcher.retry(path)]
        if elsewhere and not self._closed.is_set():
            request = IngestRequest(tuple(elsewhere), glance=True, gentle=True)

            def work(progress: Progress) -> Ingested:
                result = ingest(self._ws, request, progress)
                self._retries.heard(result)
                return result

            self._submit(work, lambda _how: None)

    def _warm_up(self) -> None:
        """Start a worker while the first files settle, so that they are seen a second sooner."""
        with contextlib.suppress(PoolClosed):
            self._ws.probes.probe("a.txt", b"a")
