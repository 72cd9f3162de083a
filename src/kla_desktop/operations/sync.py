"""One round of sync with the hub: everything that waits goes out and everything that has come is taken in.

A round may be broken off at any moment and given again: what lies on the hub or here already is never sent twice. The
hub can only say that bytes lie there; delivered is what a signed receipt says.
"""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId
from kla_desktop.model.sync_pace import wait_after
from kla_desktop.operations.enrol import above_keys
from kla_desktop.operations.hub.access import (
    HubAccess,
    answered,
    change_state,
    check_mark,
    hub_access,
    hub_state,
    other_ways,
    sides,
)
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import HeldBundle, ReceivedBundle, RefusedBundle
from kla_desktop.operations.relay import RelayRequest, relay
from kla_desktop.operations.syncing.coordinator import coordinator_round, waiting_replies
from kla_desktop.operations.syncing.round import Round, SyncFailure, SyncRequest, asked_wait, begun, changes_of
from kla_desktop.operations.syncing.station import station_round, waiting
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress
from kla_desktop.transport.remote import RemoteError


@dataclass(frozen=True, slots=True)
class Synced:
    """What a round brought. `waiting`: bundles that do not lie whole on the hub yet.

    `wait`: seconds until it should be tried again because something is the matter; None if nothing is.
    """

    sent: tuple[BundleId, ...]
    received: tuple[ReceivedBundle, ...]
    held: tuple[HeldBundle, ...]
    refused: tuple[RefusedBundle, ...]
    failed: tuple[SyncFailure, ...]
    waiting: int
    moved: int
    wait: float | None
    changes: Changes


def sync(ws: Workspace, request: SyncRequest, progress: Progress) -> Synced:
    """Do one round. What goes wrong with the hub is in the result, and the queue remembers when to try again.

    Raises Fixable: HUB_UNSET, NOT_ENROLLED, DISK_FULL; and Cancelled.
    """
    facing = sides(ws)
    if not facing:
        raise Fixable(ErrorCode.HUB_UNSET)
    done = _sync(facing[0], request, progress)
    for side in facing[1:]:
        if request.now or hub_state(side).next_at <= ws.now():
            done = _joined(done, _sync(side, request, progress))
    return done


def _joined(one: Synced, other: Synced) -> Synced:
    """Bring both sides of a coordinator together; each remembers for itself when it is to be tried again."""
    return Synced(
        sent=(*one.sent, *other.sent),
        received=(*one.received, *other.received),
        held=(*one.held, *other.held),
        refused=(*one.refused, *other.refused),
        failed=(*one.failed, *other.failed),
        waiting=one.waiting + other.waiting,
        moved=one.moved + other.moved,
        wait=one.wait,
        changes=one.changes | other.changes,
    )


def _sync(ws: Workspace, request: SyncRequest, progress: Progress) -> Synced:
    access = hub_access(ws)
    if ws.faces_up:
        above_keys(ws)
    packed = _pack(ws, progress) if request.packs and ws.faces_up else Changes.NOTHING
    done = _round(ws, access, packed, request, progress)
    for other in other_ways(ws, access) if done.is_silent else ():
        tried = _round(ws, other, packed, request, progress)
        if not tried.is_silent:
            answered(ws, other.choice.address)
            done = tried
            break
    return _told(done.work, done.changes, done.broken)


@dataclass(frozen=True, slots=True)
class _Done:
    """A round that is over, and what broke it off."""

    work: Round
    changes: Changes
    broken: Fixable | None

    @property
    def is_silent(self) -> bool:
        """Nobody answered at this address."""
        return self.broken is not None and self.broken.code is ErrorCode.HUB_UNREACHABLE and not self.work.moved


def _round(ws: Workspace, access: HubAccess, packed: Changes, request: SyncRequest, progress: Progress) -> _Done:
    with begun(ws, access, request, progress) as work:
        changes = packed
        broken: Fixable | None = None
        try:
            if ws.faces_up and not hub_state(ws).marked:
                change_state(ws, marked=check_mark(ws, work.remote) is not None)
            changes |= station_round(work) if ws.faces_up else coordinator_round(work)
        except Fixable as error:
            if work.stopper.stopped:
                raise
            if not isinstance(error, RemoteError) and error.code is not ErrorCode.HUB_OTHER:
                raise
            broken = error
            work.fail(None, error)
            changes |= Changes.BUNDLES
        return _Done(work, changes, broken)


def _pack(ws: Workspace, progress: Progress) -> Changes:
    try:
        if ws.is_coordinator:
            return relay(ws, RelayRequest(), progress).changes
        return pack(ws, PackRequest(), progress).changes
    except Fixable as error:
        if error.code is not ErrorCode.NOTHING_TO_PACK:
            raise
        return Changes.NOTHING


def waiting_for_hub(ws: Workspace) -> int:
    """Count the bundles that do not lie whole on the hub yet."""
    return len(waiting(ws) if ws.faces_up else waiting_replies(ws))


def _told(work: Round, changes: Changes, broken: Fixable | None) -> Synced:
    ws, wait = work.ws, None
    before = hub_state(ws)
    if broken is not None:
        tries = before.tries + 1 if not work.moved else 1
        wait = wait_after(tries, work.chance(), asked_wait(broken))
        change_state(ws, tries=tries, next_at=ws.later(wait), reason=broken.code.value)
    else:
        change_state(ws, tries=0, next_at="", reason="", last_success=work.now)
    left = waiting_for_hub(ws)
    return Synced(
        sent=tuple(work.sent),
        received=tuple(one for taken in work.received for one in taken.accepted if not one.again_since),
        held=tuple(one for taken in work.received for one in taken.held),
        refused=tuple(one for taken in work.received for one in taken.refused),
        failed=tuple(work.failed),
        waiting=left,
        moved=work.moved,
        wait=wait,
        changes=changes_of(work.received, changes),
    )
