"""The secretariat's answer: receipts, reviews and requests for each station, sealed as bundles of the same format."""

from collections.abc import Iterator
from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import EvidenceId, RequestId, StationId
from kla_desktop.model.journal import Event, Kind, position
from kla_desktop.model.station import Trust
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
    made: list[PackedBundle] = []
    for station in ws.store.offices.stations():
        progress.checkpoint()
        wanted = not request.stations or station.id in request.stations
        if station.trust not in (Trust.ACCEPTED, Trust.REVOKED) or not wanted or not station.keys:
            continue
        rows = ws.store.offices.bundles(sender=ws.me, recipient=station.id)
        acknowledged = ws.store.local.acknowledged_by(station.id)
        since = max((row.until for row in rows if row.number <= acknowledged), default=-1)
        told = max((row.until for row in rows), default=-1)
        events = list(_concerning(ws, station.id, since))
        newest = max((position(event.epoch, event.seq) for event in events if event.subject != ws.me), default=-1)
        if newest <= (since if request.everything else told):
            continue
        load = Load(events, ws.store.journal.last_position(ws.me), ())
        made.append(dispatch(ws, next_head(ws, station.id), station.keys[-1].seal, load, progress))
    return Replied(tuple(made), Changes.BUNDLES if made else Changes.NOTHING)


def _concerning(ws: Workspace, station: StationId, since: int) -> Iterator[Event]:
    """Our events that concern one station and that it has not acknowledged; nobody else's business is in them."""
    events = list(ws.store.journal.of_station(ws.me, since))
    reviewed = {EvidenceId(event.subject) for event in events if event.kind == Kind.REVIEWED}
    paired = {EvidenceId(one) for event in events if event.kind == Kind.COMPARED for one in _pair(event)}
    named = list(reviewed | paired)
    owners = {evidence: item.station for evidence, item in ws.store.evidence.find(named).items()}
    asked = {request.id for request in ws.store.offices.requests(station)}
    for event in events:
        match event.kind:
            case Kind.FOUNDED | Kind.KEY_ADDED | Kind.KEY_CLOSED:
                yield event
            case Kind.STATION_ACCEPTED | Kind.STATION_REVOKED | Kind.CREDENTIAL if event.subject == station:
                yield event
            case Kind.RECEIVED if event.data["sender"] == station:
                yield event
            case Kind.COMPARED if {owners.get(EvidenceId(one)) for one in _pair(event)} == {station}:
                yield event
            case Kind.REVIEWED if owners.get(EvidenceId(event.subject)) == station:
                yield event
            case Kind.REQUESTED | Kind.REQUEST_CLOSED if RequestId(event.subject) in asked:
                yield event
            case _:
                pass


def _pair(event: Event) -> tuple[str, str]:
    return event.subject, str(event.data["other"])
