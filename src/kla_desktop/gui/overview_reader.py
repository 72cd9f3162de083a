"""Reads the figures that rail, status line and Beranda show, once after every change, for all who want them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kla_desktop.gui.change_bus import ChangeBus
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.jobs.events import Lane
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
        bus.changed.connect(lambda _changes, _initiator: self.ask())

    @property
    def current(self) -> browse.Overview | None:
        """The last reading."""
        return self._current

    def ask(self) -> None:
        """Read soon."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Read no more."""
        self._timer.stop()

    def _begin(self) -> None:
        if self._reading:
            self._again = True
            return
        self._reading = True
        work = self._workspace
        self._bridge.run(
            Lane.QUERY,
            lambda _p: browse.overview(work),
            done=self._have,
            failed=lambda _f: self._over(),
            initiator=self,
        )

    def _have(self, overview: browse.Overview) -> None:
        self._current = overview
        self._over()
        self.read.emit(overview)

    def _over(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.ask()
