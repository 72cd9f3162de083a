"""Receipts on a stick: those for this station that are not here yet are taken in without being asked for."""

from dataclasses import dataclass
from pathlib import Path

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.receive import Received, ReceiveRequest, receive
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress
from kla_desktop.transport.folder import BUNDLE_SUFFIX, list_bundles


@dataclass(frozen=True, slots=True)
class CollectRequest:
    """The stick's top folder."""

    drive: Path


def collect_replies(ws: Workspace, request: CollectRequest, progress: Progress) -> Received:
    """Receive what lies in `KLA/balasan` for this station; nothing on the stick changes.

    Only from whom a station (or a coordinator, upward) hands over to: what stations bring to a secretariat is taken in
    when somebody there says so. A stick that is not there or cannot be read brings nothing. Raises Fixable(DISK_FULL);
    and Cancelled.
    """
    nothing = Received((), (), (), Changes.NOTHING)
    if ws.is_desk or ws.store.above is None:
        return nothing
    try:
        found = [one for one in list_bundles(request.drive) if one.is_reply]
    except Fixable as error:
        if error.code in {ErrorCode.DRIVE_GONE, ErrorCode.DRIVE_ERROR, ErrorCode.FOLDER_READ_ONLY}:
            return nothing
        raise
    fresh = [one.path for one in found if ws.store.local.arrival(one.path.name.removesuffix(BUNDLE_SUFFIX)) is None]
    if not fresh:
        return nothing
    done = receive(ws, ReceiveRequest(tuple(fresh)), progress)
    others = {ErrorCode.BUNDLE_NOT_FOR_US, ErrorCode.DRIVE_GONE, ErrorCode.FILE_MISSING}
    refused = tuple(one for one in done.refused if one.error.code not in others)
    return Received(done.accepted, done.held, refused, done.changes)
