"""The secretariat's answer: receipts, reviews and requests for each station, sealed as bundles of the same format."""

from collections.abc import Iterator
from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Event
from kla_desktop.model.station import Station, Trust
from kla_desktop.operations.desk_bundles import by_writer, tell_coordinator, tell_desk, told_until
from kla_desktop.operations.dispatch import Load, PackedBundle, dispatch, next_head, one_at_a_time, telling_all
from kla_desktop.operations.parcels.parcel import Sealer
from kla_desktop.operations.station_news import StationNews, with_news
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress

_ANSWERED = (Trust.ACCEPTED, Trust.HUB, Trust.REVOKED)


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


@one_at_a_time
def reply(ws: Workspace, request: ReplyRequest, progress: Progress) -> Replied:
    """Make the bundles. Raises Fixable: WRONG_ROLE, DISK_FULL; and Cancelled."""
    ws.need_secretariat()
    if ws.is_desk:
        sent = tell_coordinator(ws, progress, everything=request.everything)
        return Replied(sent, Changes.BUNDLES if sent else Changes.NOTHING)
    made: list[PackedBundle] = []
    waiting: list[_Told] = []
    for station in ws.store.offices.stations():
        progress.checkpoint()
        wanted = not request.stations or station.id in request.stations
        if not wanted or not station.keys:
            continue
        if station.trust is Trust.DESK:
            made += tell_desk(ws, station, progress, everything=request.everything)
        elif station.trust in _ANSWERED:
            since = told_until(ws, station.id, acknowledged=True)
            told = since if request.everything else told_until(ws, station.id, acknowledged=False)
            waiting.append(_Told(station, since, told))
    with Sealer(ws.parcels.take) as sealer:
        for one, events, until in _with_news(ws, waiting):
            progress.checkpoint()
            head, load = telling_all(ws, next_head(ws, one.id)), Load(by_writer(events), until, ())
            made.append(dispatch(ws, head, one.keys[-1].seal, load, progress, sealer=sealer))
    return Replied(tuple(made), Changes.BUNDLES if made else Changes.NOTHING)


def count_unanswered(ws: Workspace) -> int:
    """Count the stations that a coordinator has news for which no bundle holds yet."""
    stations = [one for one in ws.store.offices.stations() if one.keys and one.trust in _ANSWERED]
    told = {one.id: told_until(ws, one.id, acknowledged=False) for one in stations}
    places = ws.store.journal.arrivals(ws.me, told.values())
    return len(with_news(ws, {one: places[until] for one, until in told.items()}))


@dataclass(frozen=True, slots=True)
class _Told:
    """Our positions up to which a station acknowledged what it was told, and up to which it was told."""

    station: Station
    since: int
    told: int


def _with_news(ws: Workspace, waiting: list[_Told]) -> Iterator[tuple[Station, Iterator[Event], int]]:
    """Stations for which there is something new, with all that they have not acknowledged, and how far that goes."""
    until = ws.store.journal.last_position(ws.me)
    places = ws.store.journal.arrivals(ws.me, [at for one in waiting for at in (one.since, one.told)])
    fresh = with_news(ws, {one.station.id: places[one.told] for one in waiting})
    if answered := [one for one in waiting if one.station.id in fresh]:
        first = min(places[one.since] for one in answered) + 1
        news = StationNews(ws, range(first, ws.store.journal.newest_place() + 1))
        yield from ((one.station, news.of(one.station, places[one.since]), until) for one in answered)
