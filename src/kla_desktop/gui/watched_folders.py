"""The watched folders as pages see them: add and remove live, hear how each stands; new files become intake jobs."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kla_desktop.app.watch_service import Outcome, WatchService, Work
from kla_desktop.gui.job_bridge import Failure, JobBridge
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.operations.ingest import Ingested
from kla_desktop.watching.report import FolderReport

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus
    from kla_desktop.operations.workspace import Workspace


class WatchedFolders(QObject):
    """Wraps the watch service, whose thread knows nothing of Qt."""

    reported = Signal(object)
    """A FolderReport: how one folder stands now."""
    changed = Signal()
    """A folder was added or removed."""
    moved = Signal(str, str)
    """A folder was found under another name: from, to."""
    arrived = Signal(object)
    """Ingested: what a batch of new files became."""
    _asked = Signal(object, object)
    _said = Signal(object)

    def __init__(
        self, workspace: "Workspace", bridge: JobBridge, bus: "ChangeBus", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._bus = bridge, bus
        self._asked.connect(self._begin)
        self._said.connect(self._report)
        self._service = WatchService(workspace, self._asked.emit, self._said.emit)
        self._started = self._paused = False
        self._held: list[tuple[Work, Callable[[Outcome], None]]] = []

    def start(self) -> None:
        """Begin to watch; once."""
        if not self._started:
            self._started = True
            self._service.start()

    def close(self) -> None:
        """Stop; returns within a second."""
        self._service.close()

    def folders(self) -> list[str]:
        """Return the watched folders in the order in which they were added."""
        return self._service.folders()

    def reports(self) -> dict[str, FolderReport]:
        """Return how each folder stood last, by path."""
        return self._service.reports()

    def add(self, folder: str, failed: Callable[[Failure], None] | None = None) -> None:
        """Watch a folder from now on."""
        whole = os.path.abspath(folder)  # noqa: PTH100 - surrogates in foreign names
        self._bridge.run(
            Lane.INTERACTIVE,
            lambda _p: self._service.add_folder(whole),
            done=self._told,
            failed=failed,
            initiator=self,
        )

    def remove(self, folder: str, failed: Callable[[Failure], None] | None = None) -> None:
        """Watch a folder no longer; what it brought stays."""
        self._bridge.run(
            Lane.INTERACTIVE,
            lambda _p: self._service.remove_folder(folder),
            done=self._told,
            failed=failed,
            initiator=self,
        )

    @property
    def paused(self) -> bool:
        """Whether new files wait until `pause(on=False)`."""
        return self._paused

    def pause(self, *, on: bool) -> None:
        """Let new files wait, or take in what has waited; nothing is overlooked meanwhile."""
        self._paused = on
        held, self._held = self._held, self._held if on else []
        if not on:
            for work, ended in held:
                self._begin(work, ended)

    def rescan(self) -> None:
        """Look at every folder now."""
        self._service.rescan()

    def _report(self, report: FolderReport) -> None:
        self.reported.emit(report)
        if report.moved_to:
            self.moved.emit(report.folder, report.moved_to)
            self._told(None)
        if report.failures_changed:
            self._bus.changed.emit(Changes.EVIDENCE, self)

    def _told(self, _nothing: object) -> None:
        self.changed.emit()
        self._bus.changed.emit(Changes.SETTINGS, self)

    @Slot(object, object)
    def _begin(self, work: Work, ended: Callable[[Outcome], None]) -> None:
        """Start a batch on the GUI thread; the service waits on its own for `ended`."""
        if self._paused:
            self._held.append((work, ended))
            return

        def done(result: Ingested) -> None:
            ended(Outcome.DONE)
            self.arrived.emit(result)

        try:
            self._bridge.run(
                Lane.INTAKE,
                work,
                done=done,
                failed=lambda _failure: ended(Outcome.FAILED),
                stopped=lambda: ended(Outcome.STOPPED),
                initiator=self,
                label=self.tr("Berkas baru dari folder pantauan"),
            )
        except RuntimeError:  # the window is being closed
            ended(Outcome.STOPPED)
