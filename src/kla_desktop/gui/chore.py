"""A chore of the window: work that evidence brings along, done a little at a time on a lane while others rest."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.jobs.events import Event, Lane, Started
from kla_desktop.jobs.runner import Ticket
from kla_desktop.model.changes import Changes
from kla_desktop.system.progress import Progress

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus

T = TypeVar("T")
AFTER_FAILURE_MS = 300_000
CALM_MS = 1000
"""After so long without a job of a lane that it rests for, a chore goes on."""


class Chore(QObject, Generic[T]):
    """Starts `work` at the start and when something of `on` has changed, and again as long as `goes_on` says so.

    It keeps back while jobs of the lanes `after` run, and looks again every `rest_ms`. When a job of the lanes
    `rests_for` begins in the middle of it, it rests at its next checkpoint until those have been calm for a while: what
    it computes would make the window's thread wait for its turn.
    """

    def __init__(
        self,
        bridge: JobBridge,
        bus: "ChangeBus",
        parent: QObject,
        *,
        lane: Lane,
        after: Collection[Lane],
        rests_for: Collection[Lane] = (),
        on: Changes = Changes.EVIDENCE,
        rest_ms: int,
        work: Callable[[Progress], T],
        goes_on: Callable[[T], bool],
    ) -> None:
        super().__init__(parent)
        self._bridge, self._lane = bridge, lane
        self._after, self._rests_for = frozenset(after), frozenset(rests_for)
        self._ticket: Ticket | None = None
        self._work, self._goes_on, self._rest_ms, self._on = work, goes_on, rest_ms, on
        self._others: set[int] = set()
        self._working = self._started = self._came = False
        self._timer = QTimer(self, interval=rest_ms, singleShot=True)
        self._timer.timeout.connect(self._begin)
        self._calm = QTimer(self, interval=CALM_MS, singleShot=True)
        self._calm.timeout.connect(self._go_on)
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
        self._calm.stop()
        self._go_on()

    @Slot(object, object)
    def _library_changed(self, changes: Changes, initiator: object) -> None:
        if changes & self._on and initiator is not self and self._started:
            self._came = True
            self._timer.start(self._rest_ms)

    @Slot(object)
    def _job_begun(self, event: Started) -> None:
        if event.lane in self._after:
            self._others.add(event.job)
        if event.lane in self._rests_for:
            self._calm.start()
            if self._ticket is not None:
                self._ticket.pause()

    @Slot(object)
    def _job_ended(self, event: Event) -> None:
        self._others.discard(event.job)

    @Slot()
    def _begin(self) -> None:
        if self._working or not self._started:
            return
        if self._others or self._calm.isActive():
            self._timer.start(self._rest_ms)
            return
        self._working, self._came = True, False
        self._ticket = self._bridge.run(
            self._lane,
            self._work,
            done=self._done,
            failed=lambda _failure: self._again(AFTER_FAILURE_MS),
            stopped=lambda: self._again(AFTER_FAILURE_MS),
            initiator=self,
        )

    @Slot()
    def _go_on(self) -> None:
        if self._ticket is not None:
            self._ticket.resume()

    def _done(self, result: T) -> None:
        self._working, self._ticket = False, None
        if self._started and (self._came or self._goes_on(result)):
            self._timer.start(0)

    def _again(self, rest: int) -> None:
        self._working, self._ticket = False, None
        if self._started:
            self._timer.start(rest)
