"""New evidence is grouped by event and compared with all that is here, a little at a time, while nothing else runs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.jobs.events import Event, Lane, Started
from kla_desktop.model.changes import Changes
from kla_desktop.operations.find_reuse import FindReuseRequest, find_reuse
from kla_desktop.operations.propose_activities import ProposeActivitiesRequest, propose_activities
from kla_desktop.system.progress import Progress

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus
    from kla_desktop.operations.workspace import Workspace

AT_ONCE = 32
"""Rows a job; some half a second."""
GROUPED_AT_ONCE = 1000
REST_MS, AFTER_FAILURE_MS = 2000, 300_000


@dataclass(frozen=True, slots=True)
class _CaughtUp:
    done: int
    waiting: int
    changes: Changes


def _catch_up(ws: "Workspace", progress: Progress) -> _CaughtUp:
    grouped = propose_activities(ws, ProposeActivitiesRequest(limit=GROUPED_AT_ONCE), progress)
    compared = find_reuse(ws, FindReuseRequest(limit=AT_ONCE), progress)
    return _CaughtUp(
        grouped.looked_at + compared.compared,
        grouped.waiting + compared.waiting,
        grouped.changes | compared.changes,
    )


class Comparing(QObject):
    """Starts a job when evidence has come, and the next as long as some waits; waits for intake to end."""

    def __init__(
        self, workspace: "Workspace", bridge: JobBridge, bus: "ChangeBus", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ws, self._bridge = workspace, bridge
        self._intake: set[int] = set()
        self._working = self._started = False
        self._timer = QTimer(self, interval=REST_MS, singleShot=True)
        self._timer.timeout.connect(self._begin)
        bridge.begun.connect(self._job_begun)
        bridge.ended.connect(self._job_ended)
        bus.changed.connect(self._library_changed)

    def start(self) -> None:
        """Begin with what waits."""
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
        if event.lane is Lane.INTAKE:
            self._intake.add(event.job)

    @Slot(object)
    def _job_ended(self, event: Event) -> None:
        self._intake.discard(event.job)

    @Slot()
    def _begin(self) -> None:
        if self._working or not self._started:
            return
        if self._intake:
            self._timer.start(REST_MS)
            return
        self._working = True
        ws = self._ws
        self._bridge.run(
            Lane.READING,
            lambda progress: _catch_up(ws, progress),
            done=self._done,
            failed=lambda _failure: self._again(AFTER_FAILURE_MS),
            stopped=lambda: self._again(AFTER_FAILURE_MS),
            initiator=self,
        )

    def _done(self, result: _CaughtUp) -> None:
        self._working = False
        if result.waiting and result.done and self._started:
            self._timer.start(0)

    def _again(self, rest: int) -> None:
        self._working = False
        if self._started:
            self._timer.start(rest)
