"""Sync as the window sees it: the service without Qt, what Qt knows of the network, and what is said of a round."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation

from kla_desktop.app.sync_service import SyncService, SyncState, Work
from kla_desktop.gui.job_bridge import Failure, JobBridge
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.operations.collect_replies import CollectRequest, collect_replies
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.hub.access import SetHubRequest, change_hub, forget_hub, set_hub, try_hub
from kla_desktop.operations.receive import Received
from kla_desktop.operations.seek_hub import SeekRequest, seek_hub
from kla_desktop.operations.sync import Synced
from kla_desktop.system.progress import SilentProgress

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus
    from kla_desktop.operations.workspace import Workspace

_Reach = QNetworkInformation.Reachability


class HubSync(QObject):
    """Wraps the sync service, whose thread knows nothing of Qt. `failed` callbacks get a Failure."""

    changed = Signal(object)
    """A SyncState: how sync stands now."""
    came = Signal(object)
    """A Received: what a round, or a stick plugged in, brought."""
    _asked = Signal(object, object)
    _said = Signal(object)

    def __init__(
        self, workspace: "Workspace", bridge: JobBridge, bus: "ChangeBus", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ws, self._bridge = workspace, bridge
        self._started = False
        self._asked.connect(self._begin)
        self._said.connect(self.changed)
        self._service = SyncService(workspace, self._asked.emit, self._said.emit)
        bus.changed.connect(self._library_changed)

    def start(self) -> None:
        """Begin to sync; once."""
        if self._started:
            return
        self._started = True
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            known = QNetworkInformation.instance()
            known.reachabilityChanged.connect(self._network_changed)
            self._network_changed(known.reachability())
        self._service.start()

    def close(self) -> None:
        """Stop; returns within two seconds."""
        self._service.close()

    @property
    def state(self) -> SyncState:
        """How sync stands."""
        return self._service.state

    def try_now(self) -> None:
        """Try at once."""
        self._service.try_now()

    def pause(self) -> None:
        """Rest until `resume`."""
        self._bridge.run(Lane.INTERACTIVE, lambda _p: self._service.pause(), initiator=self)

    def resume(self) -> None:
        """Go on."""
        self._bridge.run(Lane.INTERACTIVE, lambda _p: self._service.resume(), initiator=self)

    def use(self, request: SetHubRequest, done: Callable[[], None], failed: Callable[[Failure], None]) -> None:
        """Use this hub from now on, and try it at once."""
        self._service.stop_round()
        self._change(lambda: set_hub(self._ws, request, SilentProgress()), done, failed)

    def change(self, failed: Callable[[Failure], None], **values: object) -> None:
        """Change limit, network or packing."""
        self._change(lambda: change_hub(self._ws, **values), lambda: None, failed)

    def forget(self, done: Callable[[], None], failed: Callable[[Failure], None]) -> None:
        """Use no hub any more."""
        self._service.stop_round()
        self._change(lambda: forget_hub(self._ws), done, failed)

    def test(self, done: Callable[[bool], None], failed: Callable[[Failure], None]) -> None:
        """Ask the hub whether all is well; `done` is told whether somebody made it a hub before."""
        self._bridge.run(
            Lane.TRANSFER,
            lambda progress: try_hub(self._ws, progress),
            done=lambda told: done(told.is_hub),
            failed=failed,
            initiator=self,
        )

    def find(self, done: Callable[[], None], failed: Callable[[Failure], None]) -> None:
        """Look for the secretariat's own hub on this network, and use it where it is."""

        def found(_result: object) -> None:
            self._service.try_now()
            done()

        self._bridge.run(
            Lane.TRANSFER,
            lambda progress: seek_hub(self._ws, SeekRequest(), progress),
            done=found,
            failed=failed,
            initiator=self,
        )

    def look_at_stick(self, drive: Path) -> None:
        """Take in the receipts that wait on a stick for this station; bundles may be wanted next."""
        self._ws.parcels.prepare()
        self._bridge.run(
            Lane.PARCEL,
            lambda progress: collect_replies(self._ws, CollectRequest(drive), progress),
            done=self._received,
            failed=lambda _failure: None,
            initiator=self,
        )

    def _change(self, work: Callable[[], object], done: Callable[[], None], failed: Callable[[Failure], None]) -> None:
        def changed(_result: object) -> None:
            self._service.try_now()
            done()

        self._bridge.run(Lane.INTERACTIVE, lambda _p: work(), done=changed, failed=failed, initiator=self)

    @Slot(object)
    def _network_changed(self, reach: _Reach) -> None:
        """Only a clear "there is none" keeps the service from trying: what else systems say is often wrong."""
        self._service.network(online=None if reach is _Reach.Unknown else reach is not _Reach.Disconnected)

    @Slot(object, object)
    def _library_changed(self, changes: Changes, initiator: object) -> None:
        if initiator is not self and changes & (Changes.BUNDLES | Changes.REVIEWS | Changes.STATIONS):
            self._service.poke()

    @Slot(object, object)
    def _begin(self, work: Work, ended: Callable[[Synced | None], None]) -> None:
        """Start a job on the GUI thread; the service waits on its own for `ended`."""

        def done(result: Synced) -> None:
            ended(result)
            self._received(Received(result.received, result.held, result.refused, result.changes))

        try:
            self._bridge.run(
                Lane.TRANSFER,
                work,
                done=done,
                failed=lambda _failure: ended(None),
                stopped=lambda: ended(None),
                initiator=self,
                label=self.tr("Menyinkronkan dengan hub"),
                parks=True,
            )
        except RuntimeError:  # the window is being closed
            ended(None)

    def _received(self, result: Received) -> None:
        fresh = [one for one in result.accepted if not one.again_since]
        if any(one.new for one in fresh):
            self._bridge.run(
                Lane.PARCEL,
                lambda progress: derive(self._ws, DeriveRequest(), progress),
                initiator=self,
                label=self.tr("Membaca isi bukti"),
                parks=True,
            )
        if fresh or result.held or result.refused:
            self.came.emit(result)
