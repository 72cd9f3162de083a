"""Whose word counts, and at which level: coordinators, the desks they delegated, and the hubs above and below.

A library has its own level: the coordinator it belongs to (itself at a secretariat) and that one's desks. Above may
stand the hub that the coordinator has joined (a city's province), and what that one has joined; below a coordinator
the hubs that it has accepted, and what those have. A verdict of another level never takes the place of one's own: it
is shown beside it.

A desk's event counts if a grant of its coordinator covers it: the right is in the grant, the event was written by a
desk that had heard of the grant (its Lamport number is higher), not after the grant's last day, and not beyond the
position with which the coordinator closed it. All of that stands in the events themselves, so every holder of the same
events judges alike, whichever came first. Delegation is not passed on: a desk delegates nobody.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kla_desktop.model.capture import local_text
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Event, Kind, in_order, position


class Right(StrEnum):
    """What a desk may be delegated to do."""

    REVIEW = "review"
    REQUEST = "request"
    RECEIVE = "receive"


ALL_RIGHTS = tuple(Right)
RIGHT_OF: Mapping[str, Right] = {
    Kind.REVIEWED: Right.REVIEW,
    Kind.COMPARED: Right.REVIEW,
    Kind.RESTRICTED: Right.REVIEW,
    Kind.REQUESTED: Right.REQUEST,
    Kind.REQUEST_CLOSED: Right.REQUEST,
    Kind.WANTED: Right.REQUEST,
    Kind.RECEIVED: Right.RECEIVE,
}
"""Which right an event of a desk needs."""
DESK_KINDS = frozenset({Kind.DELEGATED, Kind.DELEGATION_CLOSED})
HUB_KINDS = frozenset({Kind.HUB_ACCEPTED, Kind.HUB_JOINED})
VOICE_KINDS = DESK_KINDS | HUB_KINDS
"""From these events it is told whose word counts."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One delegation by the hub `hub`.

    `until` is its last day (local time at UTC+07:00) or empty, `end` the last position to count.
    """

    hub: StationId
    desk: StationId
    rights: frozenset[str]
    since: int
    until: str
    sign: str
    seal: str
    end: int | None = None

    def covers(self, event: Event, right: Right) -> bool:
        """Whether it lets this event of its desk count."""
        in_time = not self.until or local_text(event.at)[:10] <= self.until
        ended = self.end is not None and position(event.epoch, event.seq) > self.end
        return right in self.rights and event.lamport > self.since and in_time and not ended

    def stands(self, today: str) -> bool:
        """Whether the desk may still be sealed to and may still work, on a local day YYYY-MM-DD."""
        return self.end is None and (not self.until or today <= self.until)


Grants = Mapping[StationId, tuple[Grant, ...]]
"""The grants of each desk, the newest last."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The coordinator of one's own level with its desks, and the hubs above and below with theirs."""

    roots: frozenset[StationId]
    grants: Grants = field(default_factory=dict)
    above: tuple[StationId, ...] = ()
    """The hubs above, the nearest first."""
    below: frozenset[StationId] = frozenset()
    others: Mapping[StationId, Grants] = field(default_factory=dict)
    """The desks of the hubs above and below, by hub."""

    def hears(self, event: Event) -> bool:
        """Whether this review, comparison, restriction, request or receipt counts at one's own level."""
        return self.level(event) in self.roots

    def level(self, event: Event) -> StationId | None:
        """The hub at whose level this word counts; None if nowhere."""
        if event.station in self.roots or event.station in self.others:
            return event.station
        right = RIGHT_OF.get(event.kind)
        if right is None:
            return None
        for grants in (self.grants, *self.others.values()):
            for grant in grants.get(event.station, ()):
                if grant.covers(event, right):
                    return grant.hub
        return None

    def rights(self, station: StationId) -> frozenset[str]:
        """What a station was ever delegated to do at one's own level; whether one event counts is what `hears` says."""
        return frozenset(right for grant in self.grants.get(station, ()) for right in grant.rights)

    def other_hub(self, station: StationId, kind: str) -> StationId | None:
        """The hub above or below that a station is, or for which it was ever delegated to say this kind."""
        if station in self.others:
            return station
        for hub, grants in self.others.items():
            if any(RIGHT_OF.get(kind) in grant.rights for grant in grants.get(station, ())):
                return hub
        return None

    def upward(self) -> tuple[StationId, ...]:
        """Everybody who speaks for a hub above."""
        return tuple(station for hub in self.above for station in (hub, *self.others[hub]))

    def standing(self, today: str, hub: StationId | None = None) -> tuple[Grant, ...]:
        """The newest grant of each desk that may work on a day, of one's own coordinator or of another hub."""
        grants = self.grants if hub is None or hub in self.roots else self.others.get(hub, {})
        newest = (given[-1] for _, given in sorted(grants.items()))
        return tuple(grant for grant in newest if grant.stands(today))


def told_voices(roots: frozenset[StationId], events: Iterable[Event]) -> Voices:
    """Tell hubs and desks from the events of VOICE_KINDS, in any order and repetition."""
    ordered = in_order({event.identity: event for event in events}.values())
    above = _above(roots, ordered)
    below = _below(roots, above, ordered)
    others = {hub: _grants(frozenset({hub}), roots, ordered) for hub in (*above, *sorted(below))}
    return Voices(roots, _grants(roots, roots, ordered), above, below, others)


def _above(roots: frozenset[StationId], ordered: list[Event]) -> tuple[StationId, ...]:
    """Follow what each hub said last that it has joined."""
    joined = {
        event.station: StationId(event.data["above"])
        for event in ordered
        if event.kind == Kind.HUB_JOINED and event.subject == event.station
    }
    found: list[StationId] = []
    for root in sorted(roots):
        hub = joined.get(root)
        while hub and hub not in roots and hub not in found:
            found.append(hub)
            hub = joined.get(hub)
    return tuple(found)


def _below(roots: frozenset[StationId], above: tuple[StationId, ...], ordered: list[Event]) -> frozenset[StationId]:
    accepted: dict[StationId, list[StationId]] = {}
    for event in ordered:
        if event.kind == Kind.HUB_ACCEPTED:
            accepted.setdefault(event.station, []).append(StationId(event.subject))
    found: set[StationId] = set()
    waiting = list(roots)
    while waiting:
        for hub in accepted.get(waiting.pop(), ()):
            if hub not in found and hub not in roots and hub not in above:
                found.add(hub)
                waiting.append(hub)
    return frozenset(found)


def _grants(hubs: frozenset[StationId], roots: frozenset[StationId], ordered: list[Event]) -> Grants:
    grants: dict[StationId, list[Grant]] = {}
    for event in ordered:
        if event.station not in hubs or event.subject in roots or event.subject in hubs:
            continue
        desk, data = StationId(event.subject), event.data
        if event.kind == Kind.DELEGATED:
            rights = frozenset(str(right) for right in data["rights"])
            until = str(data["until"] or "")
            grant = Grant(event.station, desk, rights, event.lamport, until, data["sign"], data["seal"])
            grants.setdefault(desk, []).append(grant)
        elif event.kind == Kind.DELEGATION_CLOSED:
            end = position(data["epoch"], data["last_seq"])
            grants[desk] = [_closed(grant, end) for grant in grants.get(desk, ())]
    return {desk: tuple(given) for desk, given in grants.items() if given}


def _closed(grant: Grant, end: int) -> Grant:
    first = end if grant.end is None else min(grant.end, end)
    return Grant(grant.hub, grant.desk, grant.rights, grant.since, grant.until, grant.sign, grant.seal, first)


HomesOf = Callable[[StationId], Collection[StationId]]
"""The hubs that a station belongs or belonged to; empty for one that nobody has accepted as far as is known here."""


def homes_of(events: Iterable[Event], voices: Voices) -> tuple[StationId, ...]:
    """Tell from the events about a station whose it is, and then whose it was before.

    The first to accept it counts, the own coordinator before others, and of the later ones whom it joined by its own
    word (`enrolled`): the last of these is whose it is.
    """
    ordered = in_order(events)
    claims = [
        event.station
        for event in ordered
        if event.kind == Kind.STATION_ACCEPTED and (event.station in voices.roots or event.station in voices.below)
    ]
    first = min(claims, key=lambda hub: hub not in voices.roots, default=None)
    moves = [hub for hub in reversed(joined_by_itself(ordered)) if hub in claims]
    return tuple(dict.fromkeys([*moves, *([first] if first is not None else [])]))


def joined_by_itself(events: Iterable[Event]) -> list[StationId]:
    """Whom a station said, in the events about it, that it has joined; the last is in force."""
    return [
        StationId(event.data["coordinator"])
        for event in in_order(events)
        if event.kind == Kind.ENROLLED and event.station == event.subject
    ]


def is_under(station: StationId, hub: StationId, homes: HomesOf) -> bool:
    """Whether a station belongs to a hub, directly or through hubs between.

    Of a station that nobody has accepted, as far as is known here, any hub may say that it is its own.
    """
    seen: set[StationId] = set()
    waiting = [station]
    while waiting:
        at = waiting.pop()
        if at == hub:
            return True
        above = () if at in seen else homes(at)
        if at == station and not above and at not in seen:
            return True
        seen.add(at)
        waiting += above
    return False
