"""Reads the figures that rail, status line and Beranda show, once after every change, for all who want them."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kla_desktop.gui.change_bus import ChangeBus
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.pacing import rest_ms
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.operations import browse

if TYPE_CHECKING:
    from kla_desktop.operations.workspace import Workspace

REST_MS = 60
"""Changes that follow each other closely are read once."""


class OverviewReader(QObject):
    """`current` is None until the first reading is there."""

    read = Signal(object)
    """The new `browse.Overview`."""

    def __init__(
        self, workspace: "Workspace", bridge: JobBridge, bus: ChangeBus, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._bridge = workspace, bridge
        self._current: browse.Overview | None = None
        self._reading = self._again = False
        self._timer = QTimer(self, interval=REST_MS, singleShot=True)
        self._timer.timeout.connect(self._begin)
        self._begun = self._took = 0.0
        bus.changed.connect(lambda changes, _initiator: self._told(changes))

    @property
    def current(self) -> browse.Overview | None:
        """The last reading."""
        return self._current

    def ask(self) -> None:
        """Read soon."""
        self._within(REST_MS)

    def _told(self, changes: Changes) -> None:
        """What somebody did is shown at once; what came in may wait for what comes next."""
        passed = round((time.monotonic() - self._begun) * 1000)
        self._within(max(REST_MS, rest_ms(self._took, REST_MS) - passed) if changes == Changes.EVIDENCE else REST_MS)

    def _within(self, rest: int) -> None:
        if not 0 <= self._timer.remainingTime() <= rest:
            self._timer.start(rest)

    def stop(self) -> None:
        """Read no more."""
        self._timer.stop()

    def _begin(self) -> None:
        if self._reading:
            self._again = True
            return
        self._reading, self._begun = True, time.monotonic()
        work = self._workspace
        self._bridge.run(
            Lane.QUERY,
            lambda _p: browse.overview(work),
            done=self._have,
            failed=lambda _f: self._over(),
            initiator=self,
        )

    def _have(self, overview: browse.Overview) -> None:
        self._current, self._took = overview, time.monotonic() - self._begun
        self._over()
        self.read.emit(overview)

    def _over(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.ask()
