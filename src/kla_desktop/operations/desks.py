"""Several desks at one secretariat: the coordinator delegates them, seals to them, and ends what it gave.

A desk is a library of its own with its own keys. What it may do, and until when, is an event of the coordinator
(docs/formats.md, "Desks"); `model.voices` says which of a desk's words count.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kla_desktop.model.capture import local_text
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import MAX_SEQ, Draft, Kind, epoch_and_seq
from kla_desktop.model.station import Role, Station, Trust
from kla_desktop.model.voices import ALL_RIGHTS, Grant, Right
from kla_desktop.operations.describe import read_date
from kla_desktop.operations.enrol import COORDINATES, acceptance, introduction
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.keys import BadKey, VerifyKey, read_recipient
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class DelegateRequest:
    """Which station becomes a desk, with what rights, until which local day (`until`: a date, or empty for no end)."""

    station: StationId
    until: str = ""
    rights: tuple[Right, ...] = ALL_RIGHTS


@dataclass(frozen=True, slots=True)
class CloseDeskRequest:
    """Whose delegation ends now.

    `last` is the desk's last number that still counts, as the desk itself shows it; None: the last that we hold.
    """

    station: StationId
    last: int | None = None


@dataclass(frozen=True, slots=True)
class DeskChanged:
    """The desk; `waiting` are its sealed bundles that can be received now."""

    station: StationId
    waiting: tuple[Path, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as lists show it; `works` says whether its newest delegation is in force today."""

    station: Station
    grant: Grant
    works: bool


def today_of(ws: Workspace) -> str:
    """The local day as delegations count it, YYYY-MM-DD."""
    return local_text(ws.now())[:10]


def desks(ws: Workspace) -> list[Desk]:
    """Everybody who was ever delegated."""
    today, grants = today_of(ws), ws.store.voices.grants
    return [
        Desk(station, grants[station.id][-1], grants[station.id][-1].stands(today))
        for station in ws.store.offices.stations()
        if station.id in grants
    ]


def desk_seals(ws: Workspace) -> tuple[str, ...]:
    """Whom to seal to besides whom we hand over to: its desks that may receive, as it signed and its file name them."""
    today, voices, above = today_of(ws), ws.store.voices, ws.store.above
    known = voices.others.get(above, voices.grants) if above else voices.grants
    seals = [grant.seal for grant in voices.standing(today, above) if Right.RECEIVE in grant.rights]
    enrolment = ws.store.local.setting("enrolment") or {}
    seals += [
        one["seal"]
        for one in enrolment.get("desks", ())
        if one["desk"] not in known and (not one["until"] or today <= one["until"])
    ]
    return tuple(dict.fromkeys(seal for seal in seals if _is_recipient(seal)))


def _is_recipient(seal: str) -> bool:
    try:
        read_recipient(seal)
    except BadKey:
        return False
    return True


def delegate(ws: Workspace, request: DelegateRequest, progress: Progress) -> DeskChanged:
    """Make a library that introduced itself by a bundle a desk; given again, it renews.

    Raises Fixable: WRONG_ROLE, NO_SUCH_STATION, BAD_DATE.
    """
    progress.checkpoint()
    ws.need_coordinator()
    stated = introduction(ws, request.station)
    if stated["role"] != Role.SECRETARIAT or stated.get(COORDINATES) or not request.rights:
        raise Fixable(ErrorCode.WRONG_ROLE)
    try:
        VerifyKey.from_text(stated["sign"])
        read_recipient(stated["seal"])
    except BadKey as error:
        raise Fixable(ErrorCode.NO_SUCH_STATION, station=request.station) from error
    data: dict[str, Any] = {key: stated[key] for key in ("sign", "seal", "actor", "place", "agency")}
    data |= {"rights": sorted(request.rights), "until": read_date(request.until) or None}
    held = ws.store.local.held(request.station)
    known = ws.store.offices.station(request.station)
    fresh = known is None or known.trust not in (Trust.ACCEPTED, Trust.DESK)
    accepted = acceptance(ws, request.station, stated) if fresh else []
    ws.record([*accepted, Draft(Kind.DELEGATED, request.station, data)])
    return DeskChanged(request.station, tuple(ws.store.held_folder / one.file for one in held), Changes.STATIONS)


def close_desk(ws: Workspace, request: CloseDeskRequest, progress: Progress) -> DeskChanged:
    """End a delegation. Raises Fixable: WRONG_ROLE, NO_SUCH_STATION."""
    progress.checkpoint()
    ws.need_coordinator()
    if request.station not in ws.store.voices.grants:
        raise Fixable(ErrorCode.NO_SUCH_STATION, station=request.station)
    epoch, seq = epoch_and_seq(ws.store.journal.last_position(request.station))
    if request.last is not None:
        seq = max(seq, min(request.last, MAX_SEQ))
    ws.record([Draft(Kind.DELEGATION_CLOSED, request.station, {"epoch": epoch, "last_seq": seq})])
    touched = Changes.STATIONS | Changes.REVIEWS | Changes.TAGS | Changes.BUNDLES
    return DeskChanged(request.station, (), touched)
