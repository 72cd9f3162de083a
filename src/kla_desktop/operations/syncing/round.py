"""What both sides of a sync round share: the paced hub, who stops it, how far it is, and what failed."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId
from kla_desktop.operations.hub.access import HubAccess, hub_name
from kla_desktop.operations.receive import Received, ReceiveRequest, receive
from kla_desktop.operations.stopper import Stopper
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.transfer_table import PutOff
from kla_desktop.system.progress import Progress, Step
from kla_desktop.transport.paced_remote import PacedRemote, Throttle
from kla_desktop.transport.patience import Patience
from kla_desktop.transport.remote import Remote, RemoteError, TryLater
from kla_desktop.transport.stubborn_remote import StubbornRemote

PUT_OFF_SECONDS, _LONGEST_PUT_OFF = 900.0, 86_400.0


@dataclass(frozen=True, slots=True)
class SyncRequest:
    """How a round goes.

    `packs`: seal first what waits. `credits`: broken connections that are made good at once before anything was moved;
    each part that arrives earns another. `now`: whatever the queue says about later. `workers`: parts at a time.
    """

    packs: bool = False
    credits: int = 0
    now: bool = False
    workers: int = 2
    throttle: Throttle | None = None
    patience: Patience | None = None


@dataclass(frozen=True, slots=True)
class SyncFailure:
    """What did not come about; `bundle` is empty if it was the whole round."""

    bundle: BundleId | None
    error: Fixable


@dataclass(slots=True)
class Round:
    """One round under way."""

    ws: Workspace
    access: HubAccess
    request: SyncRequest
    progress: Progress
    remote: Remote
    stopper: Stopper
    now: str
    sent: list[BundleId] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    failed: list[SyncFailure] = field(default_factory=list)
    removed: int = 0
    moved: int = 0
    """Bytes that arrived on either side in this round."""
    _done: int = 0
    _total: int = 0
    _bundles: tuple[int, int] = (0, 0)
    _doing: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        """The hub as people know it."""
        return hub_name(self.access.choice)

    @property
    def arriving(self) -> Path:
        """Where downloads gather."""
        folder = self.ws.store.arriving
        folder.mkdir(exist_ok=True)
        return folder

    def chance(self) -> float:
        """A number in 0…1."""
        return int(self.ws.tools.new_id()[-8:], 16) / (1 << 32)

    def is_due(self, next_at: str) -> bool:
        """Whether something may be tried now. A clock that was set back does not make anything wait for long."""
        return self.request.now or next_at <= self.now or next_at > self.ws.later(2 * _LONGEST_PUT_OFF)

    def begin(self, doing: str, total: int, bundles: tuple[int, int]) -> None:
        """Say what is coming: bytes, and which bundle of how many. What is fetched will be opened."""
        if doing == "fetching":
            self.ws.parcels.prepare()
        with self._lock:
            self._done, self._total, self._doing, self._bundles = 0, total, doing, bundles
        self.watch(0)

    def watch(self, count: int) -> None:
        """Count bytes that pass (less than 0: they have to go again). Raises Cancelled."""
        self.stopper.check()
        with self._lock:
            self._done += count
            at, of = self._bundles
            self.progress.step(Step(at, of, self._doing, min(self._done, self._total), self._total))

    def fail(self, bundle: BundleId | None, error: Fixable) -> None:
        """Note a failure."""
        self.failed.append(SyncFailure(bundle, error))

    def put_off(self, place: str, size: int, error: Fixable, seconds: float = PUT_OFF_SECONDS) -> None:
        """Leave something on the hub alone for a while, longer each time."""
        ws = self.ws
        before = ws.store.transfers.put_off(place)
        tries = before.tries + 1 if before and before.size == size else 1
        wait = min(seconds * 4 ** (tries - 1), _LONGEST_PUT_OFF)
        with ws.transaction():
            ws.store.transfers.keep_put_off(PutOff(place, size, tries, ws.later(wait), error.code.value))

    def is_put_off(self, place: str, size: int) -> bool:
        """Whether to leave it alone now."""
        held = self.ws.store.transfers.put_off(place)
        return held is not None and held.size == size and not self.is_due(held.next_at)

    def take_in(self, path: Path) -> Received:
        """Receive one fetched file; it is gone from `arriving` afterwards."""
        result = receive(self.ws, ReceiveRequest((path,)), self.progress)
        path.unlink(missing_ok=True)
        self.received.append(result)
        return result


@contextlib.contextmanager
def begun(ws: Workspace, access: HubAccess, request: SyncRequest, progress: Progress) -> Iterator[Round]:
    """Open the hub for one round. A stop by the user is Cancelled, whatever it broke off."""
    patience = request.patience or Patience()
    inner = access.connect(patience)
    throttle = request.throttle or Throttle(lambda: access.choice.limit * 1000.0)
    with Stopper(progress, inner) as stopper:
        remote = StubbornRemote(PacedRemote(inner, throttle, stopper.check), stopper.wait, patience.pause)
        try:
            yield Round(ws, access, request, progress, remote, stopper, ws.now())
        finally:
            inner.close()


def is_of_one(error: Fixable) -> bool:
    """Whether a failure concerns one bundle alone, so that the others may go on."""
    return not isinstance(error, RemoteError) or error.code in {ErrorCode.HUB_OCCUPIED, ErrorCode.HUB_MISSING}


def asked_wait(error: Fixable) -> float | None:
    """Seconds that the server itself asked to wait."""
    return error.after if isinstance(error, TryLater) else None


def changes_of(received: list[Received], others: Changes) -> Changes:
    """Gather what was touched."""
    changes = others
    for one in received:
        changes |= one.changes
    return changes
