"""Look for the secretariat's own hub on the local network, when its address has changed: by its certificate alone."""

from dataclasses import dataclass

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.hub.access import HubSet, SetHubRequest, set_hub
from kla_desktop.operations.hub.passes import given_hub
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress
from kla_desktop.transport.hub_finding import GROUP, PORT, find_hub

_PIECE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class SeekRequest:
    """How long to listen, in seconds. `interface` and `group`: where; the usual if not said."""

    seconds: float = 10
    interface: str = ""
    group: tuple[str, int] = (GROUP, PORT)


def seek_hub(ws: Workspace, request: SeekRequest, progress: Progress) -> HubSet:
    """Use the hub with the enrolment file's certificate where it says it is.

    Raises Fixable: HUB_UNSET (the file names no such hub), HUB_UNREACHABLE (it was not heard); and Cancelled.
    """
    given = given_hub(ws) if ws.faces_up else None
    if given is None or not given.pin:
        raise Fixable(ErrorCode.HUB_UNSET)
    found = None
    for _ in range(max(1, round(request.seconds / _PIECE_SECONDS))):
        progress.checkpoint()
        found = find_hub(given.pin, _PIECE_SECONDS, interface=request.interface, group=request.group)
        if found is not None:
            break
    if found is None:
        raise Fixable(ErrorCode.HUB_UNREACHABLE)
    return set_hub(ws, SetHubRequest(found.address, pin=found.pin), progress)
