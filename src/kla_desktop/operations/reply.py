"""The secretariat's answer: receipts, reviews and requests for each station, sealed as bundles of the same format."""

from collections.abc import Iterator
from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.station import Station, Trust
from kla_desktop.model.voices import DESK_KINDS, RIGHT_OF, is_under
from kla_desktop.operations.desk_bundles import by_writer, tell_coordinator, tell_desk, told_until
from kla_desktop.operations.dispatch import Load, PackedBundle, dispatch, next_head
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress

_WHO = DESK_KINDS | {Kind.FOUNDED, Kind.KEY_ADDED, Kind.KEY_CLOSED, Kind.HUB_JOINED}
_OF_STATION = frozenset({Kind.STATION_ACCEPTED, Kind.STATION_REVOKED, Kind.CREDENTIAL, Kind.HUB_ACCEPTED})
_OF_ITEMS = frozenset({Kind.REVIEWED, Kind.RESTRICTED, Kind.WANTED})
_FROM_ABOVE = (
    _OF_ITEMS | DESK_KINDS | {Kind.FOUNDED, Kind.HUB_JOINED, Kind.REQUESTED, Kind.REQUEST_CLOSED}
)  # fmt: skip
"""What is passed on of the hubs above; what they compare is their own business."""


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """For whom: certain stations, or (empty) all with news; `everything` repeats what is unacknowledged."""

    stations: tuple[StationId, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Replied:
    """One bundle for each station with news."""

    bundles: tuple[PackedBundle, ...]
    changes: Changes


def reply(ws: Workspace, request: ReplyRequest, progress: Progress) -> Replied:
    """Make the bundles. Raises Fixable: WRONG_ROLE, DISK_FULL; and Cancelled."""
    ws.need_secretariat()
    if ws.is_desk:
        sent = tell_coordinator(ws, progress)
        return Replied(sent, Changes.BUNDLES if sent else Changes.NOTHING)
    made: list[PackedBundle] = []
    for station in ws.store.offices.stations():
        progress.checkpoint()
        wanted = not request.stations or station.id in request.stations
        if not wanted or not station.keys:
            continue
        if station.trust is Trust.DESK:
            made += tell_desk(ws, station, progress, everything=request.everything)
            continue
        if station.trust not in (Trust.ACCEPTED, Trust.HUB, Trust.REVOKED):
            continue
        since = told_until(ws, station.id, acknowledged=True)
        told = since if request.everything else told_until(ws, station.id, acknowledged=False)
        if all(event.subject == event.station for event in _concerning(ws, station, told)):
            continue
        events = by_writer(_concerning(ws, station, since))
        load = Load(events, ws.store.journal.last_position(ws.me), ())
        made.append(dispatch(ws, next_head(ws, station.id), station.keys[-1].seal, load, progress))
    return Replied(tuple(made), Changes.BUNDLES if made else Changes.NOTHING)


def _concerning(ws: Workspace, station: Station, since: int) -> Iterator[Event]:
    """What concerns one station (or hub below, with its stations) after our position `since`; nobody else's business.

    It is said by us, by our desks, or by the hubs above.
    """
    voices, upward = ws.store.voices, frozenset(ws.store.voices.upward())
    events = [
        event
        for event in ws.store.journal.after((ws.me, since) if since >= 0 else None, (ws.me, *voices.grants, *upward))
        if event.station == ws.me
        or (event.station in upward and event.kind in _FROM_ABOVE)
        or (event.kind != Kind.RECEIVED and RIGHT_OF.get(event.kind) in voices.rights(event.station))
    ]
    spoken = {EvidenceId(event.subject) for event in events if event.kind in _OF_ITEMS}
    paired = {EvidenceId(one) for event in events if event.kind == Kind.COMPARED for one in _pair(event)}
    theirs = _stations_of(ws, station)
    owners = {evidence: item.station for evidence, item in ws.store.evidence.find(list(spoken | paired)).items()}
    asked = {request.id for one in theirs for request in ws.store.offices.requests(one)}
    for event in events:
        match event.kind:
            case Kind.RECEIVED:
                concerns = event.data["sender"] == station.id
            case Kind.COMPARED:
                concerns = {owners.get(EvidenceId(one)) for one in _pair(event)} == {station.id}
            case Kind.REVIEWED | Kind.RESTRICTED:
                concerns = owners.get(EvidenceId(event.subject)) in theirs
            case Kind.WANTED:
                concerns = station.trust is Trust.HUB and owners.get(EvidenceId(event.subject)) in theirs
            case Kind.REQUESTED | Kind.REQUEST_CLOSED:
                concerns = event.subject in asked
            case _:
                concerns = event.kind in _WHO or (event.kind in _OF_STATION and event.subject == station.id)
        if concerns:
            yield event


def _stations_of(ws: Workspace, station: Station) -> frozenset[StationId]:
    """The station itself, and of a hub below all that belong to it."""
    if station.trust is not Trust.HUB:
        return frozenset({station.id})
    homes = {one.id: one.home for one in ws.store.offices.stations()}
    return frozenset(one for one, home in homes.items() if home and is_under(one, station.id, homes.get))


def _pair(event: Event) -> tuple[str, str]:
    return event.subject, str(event.data["other"])
