"""What was only glanced at when it came in is read through, a little at a time, as soon as nothing more comes in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.jobs.events import Event, Lane, Started
from kla_desktop.model.changes import Changes
from kla_desktop.operations.derive import DerivedNow, DeriveRequest, derive

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus
    from kla_desktop.operations.workspace import Workspace

AT_ONCE = 40
"""Objects a job; some two seconds, which new files may have to wait."""
REST_MS, AFTER_FAILURE_MS = 400, 300_000


class Deriving(QObject):
    """Starts a job when evidence has come and at the start, and the next as long as some waits.

    It keeps back while files come in or bundles are worked on: those are seen first.
    """

    def __init__(
        self, workspace: "Workspace", bridge: JobBridge, bus: "ChangeBus", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ws, self._bridge = workspace, bridge
        self._others: set[int] = set()
        self._working = self._started = False
        self._timer = QTimer(self, interval=REST_MS, singleShot=True)
        self._timer.timeout.connect(self._begin)
        bridge.begun.connect(self._job_begun)
        bridge.ended.connect(self._job_ended)
        bus.changed.connect(self._library_changed)

    def start(self) -> None:
        """Begin with what waits, from an earlier run too."""
        self._started = True
        self._timer.start()

    def close(self) -> None:
        """Begin nothing more."""
        self._started = False
        self._timer.stop()

    @Slot(object, object)
    def _library_changed(self, changes: Changes, initiator: object) -> None:
        if changes & Changes.EVIDENCE and initiator is not self and self._started:
            self._timer.start(REST_MS)

    @Slot(object)
    def _job_begun(self, event: Started) -> None:
        if event.lane in {Lane.INTAKE, Lane.PARCEL}:
            self._others.add(event.job)

    @Slot(object)
    def _job_ended(self, event: Event) -> None:
        self._others.discard(event.job)

    @Slot()
    def _begin(self) -> None:
        if self._working or not self._started:
            return
        if self._others:
            self._timer.start(REST_MS)
            return
        self._working = True
        ws = self._ws
        self._bridge.run(
            Lane.INTAKE,
            lambda progress: derive(ws, DeriveRequest(limit=AT_ONCE), progress),
            done=self._done,
            failed=lambda _failure: self._again(AFTER_FAILURE_MS),
            stopped=lambda: self._again(AFTER_FAILURE_MS),
            initiator=self,
        )

    def _done(self, result: DerivedNow) -> None:
        self._working = False
        if result.count >= AT_ONCE and self._started:
            self._timer.start(0)

    def _again(self, rest: int) -> None:
        self._working = False
        if self._started:
            self._timer.start(rest)
