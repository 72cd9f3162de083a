"""What who may do at the hub that a secretariat serves: a list of what is allowed, everything else is refused. Pure.

Every name of the hub is made of `0-9 a-z - .` and needs no escape, so an address with anything else in it, an escaped
slash or a backslash for instance, is none of ours and is refused before anybody decodes it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from kla_desktop.model.hub_account import Door, Visitor
from kla_desktop.model.ids import StationId
from kla_desktop.transport.hub import COMMIT, INBOX, OUTBOX, PART_NAME, START
from kla_desktop.transport.remote import TEMPORARY, is_segment, is_temporary

METHODS = ("OPTIONS", "PROPFIND", "HEAD", "GET", "MKCOL", "PUT", "MOVE", "DELETE")
_LONGEST = 512
_DEEPEST = 6
_TARGET = re.compile(r"/[0-9a-z./-]*")
_TEMPORARY_PART = re.compile(r"[0-9]{6}-[0-9a-f]{8}")
_TEMPORARY_COMMIT = re.compile(r"bundle-[0-9a-f]{8}\.json")
_REPLY = re.compile(r"[0-9a-z][0-9a-z-]{0,63}\.kla")


class Kind(StrEnum):
    """What kind of place an address names."""

    ROOT = "root"
    MARK = "mark"
    INBOXES = "inboxes"
    INBOX = "inbox"
    PART = "part"
    TEMPORARY = "temporary"
    OUTBOX = "outbox"
    REPLY = "reply"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Spot:
    """An address below the root, judged: only segments that we would make."""

    kind: Kind
    segments: tuple[str, ...]

    @property
    def station(self) -> StationId:
        """Whose folder it lies in, "" for none."""
        return StationId(self.segments[1]) if len(self.segments) > 1 else StationId("")

    @property
    def path(self) -> str:
        """The address as a server reads it."""
        return "/" + "/".join(self.segments)


def read_target(target: str) -> Spot | None:
    """Judge the raw request target; None for what cannot be a name of the hub."""
    if len(target) > _LONGEST or _TARGET.fullmatch(target) is None:
        return None
    segments = tuple(target[1:].removesuffix("/").split("/")) if target != "/" else ()
    folders, last = segments[:-1], segments[-1:]
    if len(segments) > _DEEPEST or not all(is_segment(one) and "." not in one for one in folders):
        return None
    if not all(is_segment(one) or is_temporary(one) for one in last):
        return None
    return Spot(_kind(segments), segments)


def _kind(segments: tuple[str, ...]) -> Kind:
    match segments:
        case ():
            return Kind.ROOT
        case ("kla-hub.json",):
            return Kind.MARK
        case ("inbox",):
            return Kind.INBOXES
        case ("inbox", _) | ("inbox", _, _) if all("." not in one for one in segments):
            return Kind.INBOX
        case ("inbox", _, _, start) if START.fullmatch(start):
            return Kind.INBOX
        case ("inbox", _, _, start, name) if START.fullmatch(start):
            if PART_NAME.fullmatch(name) or name == COMMIT:
                return Kind.PART
            stem = name.removesuffix(TEMPORARY)
            ours = _TEMPORARY_PART.fullmatch(stem) or _TEMPORARY_COMMIT.fullmatch(stem)
            return Kind.TEMPORARY if ours and name.endswith(TEMPORARY) else Kind.OTHER
        case ("outbox", name) if "." not in name:
            return Kind.OUTBOX
        case ("outbox", _, name) if _REPLY.fullmatch(name):
            return Kind.REPLY
        case _:
            return Kind.OTHER


_STATION = {
    "PROPFIND": {Kind.ROOT, Kind.MARK, Kind.INBOX, Kind.OUTBOX, Kind.PART, Kind.TEMPORARY, Kind.REPLY},
    "HEAD": {Kind.MARK, Kind.PART, Kind.TEMPORARY, Kind.REPLY},
    "GET": {Kind.MARK, Kind.PART, Kind.TEMPORARY, Kind.REPLY},
    "MKCOL": {Kind.INBOXES, Kind.INBOX},
    "PUT": {Kind.TEMPORARY},
    "MOVE": {Kind.TEMPORARY},
    "DELETE": {Kind.TEMPORARY},
}
_INTAKE = {
    **_STATION,
    "PROPFIND": {Kind.ROOT, Kind.MARK, Kind.INBOX, Kind.OUTBOX, Kind.PART, Kind.TEMPORARY},
    "HEAD": {Kind.MARK, Kind.PART, Kind.TEMPORARY},
    "GET": {Kind.MARK},
}
_COMMON = frozenset({Kind.ROOT, Kind.MARK, Kind.INBOXES})


def refusal(visitor: Visitor, method: str, spot: Spot) -> HTTPStatus | None:
    """Say why a request is refused, None if it is allowed. Foreign folders look the same, there or not."""
    if method not in METHODS:
        return HTTPStatus.METHOD_NOT_ALLOWED
    if method == "OPTIONS":
        return None
    if visitor.door is Door.DESK:
        changes = method in {"MKCOL", "PUT", "MOVE", "DELETE"}
        return HTTPStatus.FORBIDDEN if changes and spot.kind is Kind.ROOT else None
    allowed = (_STATION if visitor.door is Door.STATION else _INTAKE)[method]
    if spot.kind not in allowed or (spot.kind not in _COMMON and spot.station != visitor.station):
        return HTTPStatus.FORBIDDEN
    return None


def refusal_to_move(visitor: Visitor, spot: Spot, to: Spot) -> HTTPStatus | None:
    """Say why an object may not get another name: an unfinished one becomes whole, in its own folder, no more."""
    if spot.segments[:-1] != to.segments[:-1] or not to.segments:
        return HTTPStatus.FORBIDDEN
    if visitor.door is Door.DESK:
        return None if is_temporary(spot.segments[-1]) and is_segment(to.segments[-1]) else HTTPStatus.FORBIDDEN
    commits = spot.segments[-1].startswith("bundle-")
    number = spot.segments[-1][:6]
    wanted = COMMIT if commits else number
    return None if to.kind is Kind.PART and to.segments[-1] == wanted else HTTPStatus.FORBIDDEN


def shown_path(spot: Spot | None) -> str:
    """Name the kind of place for the access log: nothing in it tells a bundle."""
    return spot.kind.value if spot else "none"


FOLDERS = (INBOX, OUTBOX)
"""What a hub has from the beginning."""
