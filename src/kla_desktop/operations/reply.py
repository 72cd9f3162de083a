"""The secretariat's answer: receipts, reviews and requests for each station, sealed as bundles of the same format."""

from collections.abc import Iterator
from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import EvidenceId, RequestId, StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.station import Trust
from kla_desktop.model.voices import RIGHT_OF
from kla_desktop.operations.desk_bundles import by_writer, tell_coordinator, tell_desk, told_until
from kla_desktop.operations.dispatch import Load, PackedBundle, dispatch, next_head
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


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
        if station.trust not in (Trust.ACCEPTED, Trust.REVOKED):
            continue
        since = told_until(ws, station.id, acknowledged=True)
        told = since if request.everything else told_until(ws, station.id, acknowledged=False)
        if all(event.subject == ws.me for event in _concerning(ws, station.id, told)):
            continue
        events = by_writer(_concerning(ws, station.id, since))
        load = Load(events, ws.store.journal.last_position(ws.me), ())
        made.append(dispatch(ws, next_head(ws, station.id), station.keys[-1].seal, load, progress))
    return Replied(tuple(made), Changes.BUNDLES if made else Changes.NOTHING)


def _concerning(ws: Workspace, station: StationId, since: int) -> Iterator[Event]:
    """Our events and our desks' that concern one station, after our position `since`; nobody else's business."""
    voices = ws.store.voices
    events = [
        event
        for event in ws.store.journal.after((ws.me, since) if since >= 0 else None, (ws.me, *voices.grants))
        if event.station == ws.me
        or (event.kind != Kind.RECEIVED and RIGHT_OF.get(event.kind) in voices.rights(event.station))
    ]
    reviewed = {EvidenceId(event.subject) for event in events if event.kind == Kind.REVIEWED}
    paired = {EvidenceId(one) for event in events if event.kind == Kind.COMPARED for one in _pair(event)}
    restricted = {EvidenceId(event.subject) for event in events if event.kind == Kind.RESTRICTED}
    named = list(reviewed | paired | restricted)
    owners = {evidence: item.station for evidence, item in ws.store.evidence.find(named).items()}
    asked = {request.id for request in ws.store.offices.requests(station)}
    for event in events:
        match event.kind:
            case Kind.FOUNDED | Kind.KEY_ADDED | Kind.KEY_CLOSED:
                yield event
            case Kind.DELEGATED | Kind.DELEGATION_CLOSED:
                yield event
            case Kind.STATION_ACCEPTED | Kind.STATION_REVOKED | Kind.CREDENTIAL if event.subject == station:
                yield event
            case Kind.RECEIVED if event.data["sender"] == station:
                yield event
            case Kind.COMPARED if {owners.get(EvidenceId(one)) for one in _pair(event)} == {station}:
                yield event
            case Kind.REVIEWED | Kind.RESTRICTED if owners.get(EvidenceId(event.subject)) == station:
                yield event
            case Kind.REQUESTED | Kind.REQUEST_CLOSED if RequestId(event.subject) in asked:
                yield event
            case _:
                pass


def _pair(event: Event) -> tuple[str, str]:
    return event.subject, str(event.data["other"])
