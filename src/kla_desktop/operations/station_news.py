"""What this coordinator has to say to each station, out of one reading of the journal for all of them.

A city has a hundred stations; reading the journal again for each made a reply a hundred times as long.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import merge

from kla_desktop.model.ids import EvidenceId, RequestId, StationId
from kla_desktop.model.journal import Event, Kind, position
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


class StationNews:
    """Events that we, our desks or the hubs above said, by the station that each concerns. Read when made.

    `until` is our own position up to which everything is in it.
    """

    def __init__(self, ws: Workspace, since: int) -> None:
        self.until = ws.store.journal.last_position(ws.me)
        self._homes = {one.id: one.home for one in ws.store.offices.stations()}
        self._events = _said(ws, since)
        own = [(position(e.epoch, e.seq), at) for at, e in enumerate(self._events) if e.station == ws.me]
        self._positions, self._places = [one for one, _ in own], [at for _, at in own]
        self._to_all: list[int] = []
        self._to: dict[StationId, list[int]] = defaultdict(list)
        self._to_owner: dict[StationId, list[int]] = defaultdict(list)
        self._wanted: dict[StationId, list[int]] = defaultdict(list)
        self._sort_out(ws)

    def of(self, station: Station, since: int) -> Iterator[Event]:
        """What concerns a station (or hub below, with its stations) after our position `since`; nobody else's business.

        In the order of arrival.
        """
        theirs = self._stations_of(station)
        lists: list[Sequence[int]] = [self._to_all, self._to[station.id]]
        lists += [self._to_owner[one] for one in theirs]
        if station.trust is Trust.HUB:
            lists += [self._wanted[one] for one in theirs]
        known = bisect_right(self._positions, since)
        first = self._places[known - 1] + 1 if known else 0
        yield from (self._events[at] for at in merge(*lists) if at >= first)

    def _sort_out(self, ws: Workspace) -> None:
        """Put each event's place into the lists of those whom it concerns."""
        spoken = {EvidenceId(event.subject) for event in self._events if event.kind in _OF_ITEMS}
        paired = {EvidenceId(one) for event in self._events if event.kind == Kind.COMPARED for one in _pair(event)}
        owners = {evidence: item.station for evidence, item in ws.store.evidence.find(list(spoken | paired)).items()}
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

    def _stations_of(self, station: Station) -> frozenset[StationId]:
        """The station itself, and of a hub below all that belong to it."""
        if station.trust is not Trust.HUB:
            return frozenset({station.id})
        homes = {one: (home,) for one, home in self._homes.items() if home}
        return frozenset(one for one in homes if is_under(one, station.id, lambda at: homes.get(at, ())))


def _said(ws: Workspace, since: int) -> list[Event]:
    """What we, our desks and the hubs above said after our position `since`, as far as it may be passed on."""
    me, voices = ws.me, ws.store.voices
    upward = frozenset(voices.upward())
    return [
        event
        for event in ws.store.journal.after((me, since) if since >= 0 else None, (me, *voices.grants, *upward))
        if event.station == me
        or (event.station in upward and event.kind in _FROM_ABOVE)
        or (event.kind != Kind.RECEIVED and RIGHT_OF.get(event.kind) in voices.rights(event.station))
    ]


def _pair(event: Event) -> tuple[str, str]:
    return event.subject, str(event.data["other"])
