"""What the window does for the object store by itself: send what came, make room, and look now and then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode
from kla_desktop.operations.hub.access import hub_choice
from kla_desktop.operations.storage.access import storage_choice, storage_state
from kla_desktop.operations.storage.move import MoveRequest, move_objects
from kla_desktop.operations.storage.verify import Verified, VerifyRequest, verify_storage
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.network import present_network
from kla_desktop.system.progress import Progress
from kla_desktop.transport.reach import has_way
from kla_desktop.transport.remote import TryLater

SECONDS = 30.0
"""How long a round sends, so that a sync with the hub gets its turn."""
_LOOK_EVERY = timedelta(days=7)
_READ = 20


@dataclass(frozen=True, slots=True)
class Tended:
    """`goes_on`: there is more to send. `looked`: what a look brought, if one was due."""

    goes_on: bool
    looked: Verified | None
    changes: Changes


_NOTHING = Tended(goes_on=False, looked=None, changes=Changes.NOTHING)


def tend_storage(ws: Workspace, progress: Progress) -> Tended:
    """Do a round, unless it is paused, or the network is another than the user allowed the hub.

    Raises what `move_objects` and `verify_storage` raise; TryLater if there is no way there.
    """
    choice, hub = storage_choice(ws), hub_choice(ws)
    if choice is None or choice.paused:
        return _NOTHING
    if not has_way(choice.address):
        raise TryLater(ErrorCode.HUB_UNREACHABLE)
    far = not choice.address.startswith("file:")
    if far and hub and hub.only_on and present_network() != hub.only_on:
        return _NOTHING
    moved = move_objects(ws, MoveRequest(SECONDS), progress)
    looked = verify_storage(ws, VerifyRequest(_READ), progress) if _is_due(ws) else None
    goes_on = bool(moved.sent and moved.waiting > moved.failed)
    return Tended(goes_on, looked, moved.changes | (looked.changes | Changes.SETTINGS if looked else Changes.NOTHING))


def _is_due(ws: Workspace) -> bool:
    """Whether the last look is long ago; a clock that was set back does not put it off for long."""
    try:
        since = ws.tools.clock.now() - datetime.fromisoformat(storage_state(ws).looked_at)
    except ValueError:
        return True
    return abs(since) > _LOOK_EVERY
