"""What this coordinator has to say to each station, out of one reading of the journal for all of them.

A city has a hundred stations; reading the journal again for each made a reply a hundred times as long. Whether there is
anything to say at all shows from the last of it, most often.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import merge

from kla_desktop.model.ids import EvidenceId, RequestId, StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.station import Station, Trust
from kla_desktop.model.voices import DESK_KINDS, RIGHT_OF, is_under
from kla_desktop.operations.workspace import Workspace

_WHO = DESK_KINDS | {Kind.FOUNDED, Kind.KEY_ADDED, Kind.KEY_CLOSED, Kind.HUB_JOINED}
_OF_STATION = frozenset({Kind.STATION_ACCEPTED, Kind.STATION_REVOKED, Kind.CREDENTIAL, Kind.HUB_ACCEPTED})
_OF_ITEMS = frozenset({Kind.REVIEWED, Kind.RESTRICTED, Kind.WANTED})
_ASKED = frozenset({Kind.REQUESTED, Kind.REQUEST_CLOSED})
_TO_OWNER = frozenset({Kind.REVIEWED, Kind.RESTRICTED}) | _ASKED
_FROM_ABOVE = (
    _OF_ITEMS | _ASKED | DESK_KINDS | {Kind.FOUNDED, Kind.HUB_JOINED}
)  # fmt: skip
"""What is passed on of the hubs above; what they compare is their own business."""
_PIECE = 1000
"""Events that are read at first, and four times as many each time after."""


def with_news(ws: Workspace, told: Mapping[StationId, int]) -> frozenset[StationId]:
    """Say for which stations there is more than what we say of ourselves, each after a place in the order of arrival.

    The journal is read backwards, and of what is said of items only what concerns those for whom nothing was found yet.
    """
    stations = {one.id: one for one in ws.store.offices.stations() if one.id in told}
    homes, found = _homes(ws), set[StationId]()
    high, size = ws.store.journal.newest_place() + 1, _PIECE
    while waiting := [one for one in stations.values() if one.id not in found and told[one.id] + 1 < high]:
        low = max(high - size, min(told[one.id] for one in waiting) + 1)
        owners = frozenset[StationId]().union(*(_stations_of(one, homes) for one in waiting))
        news = StationNews(ws, range(low, high), owners)
        found |= {one.id for one in waiting if any(e.subject != e.station for e in news.of(one, told[one.id]))}
        high, size = low, size * 4
    return frozenset(found)


class StationNews:
    """Events that we, our desks or the hubs above said, by the station that each concerns.

    Read when made, over a stretch of the order of arrival; if `owners` are given, only their items are heard of.
    """

    def __init__(self, ws: Workspace, places: range, owners: Collection[StationId] | None = None) -> None:
        self._homes = _homes(ws)
        said = _said(ws, places, owners)
        self._places, self._events = [place for place, _ in said], [event for _, event in said]
        self._to_all: list[int] = []
        self._to: dict[StationId, list[int]] = defaultdict(list)
        self._to_owner: dict[StationId, list[int]] = defaultdict(list)
        self._wanted: dict[StationId, list[int]] = defaultdict(list)
        self._sort_out(ws)

    def of(self, station: Station, since: int) -> Iterator[Event]:
        """What concerns a station (or hub below, with its stations) after a place; nobody else's business.

        In the order of arrival.
        """
        theirs = _stations_of(station, self._homes)
        lists: list[Sequence[int]] = [self._to_all, self._to[station.id]]
        lists += [self._to_owner[one] for one in theirs]
        if station.trust is Trust.HUB:
            lists += [self._wanted[one] for one in theirs]
        first = bisect_right(self._places, since)
        yield from (self._events[at] for at in merge(*lists) if at >= first)

    def _sort_out(self, ws: Workspace) -> None:
        """Put each event's place into the lists of those whom it concerns."""
        spoken = {EvidenceId(event.subject) for event in self._events if event.kind in _OF_ITEMS}
        paired = {EvidenceId(one) for event in self._events if event.kind == Kind.COMPARED for one in _pair(event)}
        owners = ws.store.evidence.owners(list(spoken | paired))
        asked = {request.id: request.station for request in ws.store.offices.requests()}
        for at, event in enumerate(self._events):
            subject = event.subject
            owner = asked.get(RequestId(subject)) if event.kind in _ASKED else owners.get(EvidenceId(subject))
            if event.kind == Kind.COMPARED and owners.get(EvidenceId(str(event.data["other"]))) != owner:
                continue  # between two stations: the secretariat's business
            if (found := self._whose(event, owner)) is not None:
                found.append(at)

    def _whose(self, event: Event, owner: StationId | None) -> list[int] | None:
        """The list that an event belongs into, None if it concerns nobody."""
        if event.kind in _WHO:
            return self._to_all
        if event.kind in _OF_STATION:
            return self._to[StationId(event.subject)]
        if event.kind == Kind.RECEIVED:
            return self._to[StationId(event.data["sender"])]
        if owner is None:
            return None
        if event.kind == Kind.COMPARED:
            return self._to[owner]
        if event.kind == Kind.WANTED:
            return self._wanted[owner]
        return self._to_owner[owner] if event.kind in _TO_OWNER else None


def _homes(ws: Workspace) -> dict[StationId, tuple[StationId, ...]]:
    """The hub that each station of a hub below belongs to."""
    return {one.id: (one.home,) for one in ws.store.offices.stations() if one.home}


def _stations_of(station: Station, homes: Mapping[StationId, tuple[StationId, ...]]) -> frozenset[StationId]:
    """The station itself, and of a hub below all that belong to it."""
    if station.trust is not Trust.HUB:
        return frozenset({station.id})
    return frozenset(one for one in homes if is_under(one, station.id, lambda at: homes.get(at, ())))


def _said(ws: Workspace, places: range, owners: Collection[StationId] | None) -> list[tuple[int, Event]]:
    """What we, our desks and the hubs above said, as far as it may be passed on, with its places."""
    me, voices = ws.me, ws.store.voices
    upward = frozenset(voices.upward())
    return [
        (place, event)
        for place, event in ws.store.journal.said(places, (me, *voices.grants, *upward), owners)
        if event.station == me
        or (event.station in upward and event.kind in _FROM_ABOVE)
        or (event.kind != Kind.RECEIVED and RIGHT_OF.get(event.kind) in voices.rights(event.station))
    ]


def _pair(event: Event) -> tuple[str, str]:
    return event.subject, str(event.data["other"])
