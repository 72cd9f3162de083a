"""The secretariat's own hub as the window sees it: served while the window is open, if the switch is on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kla_desktop.app.coordinator_service import ANY, CoordinatorService, ServeRequest, Serving
from kla_desktop.gui.job_bridge import Failure, JobBridge
from kla_desktop.jobs.events import Lane
from kla_desktop.operations.hub.house import House, HouseRequest, house, make_house
from kla_desktop.system.progress import SilentProgress

if TYPE_CHECKING:
    from kla_desktop.operations.workspace import Workspace

_GATHER_MS = 1500


class HubServing(QObject):
    """Wraps the service, whose threads know nothing of Qt."""

    changed = Signal(object)
    """A Serving: how it stands now."""
    switched = Signal()
    """There is a hub now, or no longer."""
    brought = Signal()
    """Stations put something into their inboxes."""
    _heard = Signal()

    def __init__(self, workspace: "Workspace", bridge: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._bridge = workspace, bridge
        self._service = CoordinatorService(workspace, self._heard.emit)
        self._bytes = 0
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._tell)
        self._heard.connect(self._note)

    @property
    def state(self) -> Serving:
        """How it stands."""
        return self._service.state

    @property
    def house(self) -> House | None:
        """Certificate and addresses; None if it was never switched on."""
        return house(self._ws) if self._ws.is_coordinator else None

    def start(self) -> None:
        """Serve, if the switch was left on."""
        made = self.house
        if made is not None and made.open:
            self.switch(on=True)

    def switch(
        self, *, on: bool, done: Callable[[], None] = lambda: None, failed: Callable[[Failure], None] = lambda _: None
    ) -> None:
        """Serve from now on, or no longer."""

        def work(_progress: object) -> None:
            if on:
                made = make_house(self._ws, HouseRequest(), SilentProgress()).house
                state = self._service.start(ServeRequest(ANY, made.port, announce=made.announced), made)
                make_house(self._ws, HouseRequest(state.addresses, state.port, open=True), SilentProgress())
            else:
                self._service.stop()
                make_house(self._ws, HouseRequest(open=False), SilentProgress())

        def ended(_result: object) -> None:
            self.changed.emit(self.state)
            self.switched.emit()
            done()

        def broke(failure: Failure) -> None:
            self.changed.emit(self.state)
            failed(failure)

        self._bridge.run(Lane.INTERACTIVE, work, done=ended, failed=broke, initiator=self)

    def announce(self, *, on: bool) -> None:
        """Say on the local network that the hub is here, or no longer."""

        def work(_progress: object) -> None:
            made = make_house(self._ws, HouseRequest(announced=on), SilentProgress()).house
            if self.state.running:
                self._service.start(ServeRequest(ANY, made.port, announce=on), made)

        self._bridge.run(Lane.INTERACTIVE, work, done=lambda _: self.changed.emit(self.state), initiator=self)

    def close(self) -> None:
        """End; requests under way are cut after two seconds."""
        self._gather.stop()
        self._service.stop()

    @Slot()
    def _note(self) -> None:
        if not self._gather.isActive():
            self._gather.start()

    @Slot()
    def _tell(self) -> None:
        state = self.state
        size = sum(guest.size for guest in state.guests)
        grown, self._bytes = size > self._bytes, size
        self.changed.emit(state)
        if grown:
            self.brought.emit()
