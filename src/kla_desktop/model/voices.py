"""Whose word counts: the coordinator's, and that of the desks it has delegated, within what and when it said.

A desk's event counts if a grant of the coordinator covers it: the right is in the grant, the event was written by a
desk that had heard of the grant (its Lamport number is higher), not after the grant's last day, and not beyond the
position with which the coordinator closed it. All of that stands in the events themselves, so every holder of the same
events judges alike, whichever came first. Delegation is not passed on: a desk delegates nobody.
"""

from collections.abc import Iterable, Mapping
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
    Kind.RECEIVED: Right.RECEIVE,
}
"""Which right an event of a desk needs."""
DESK_KINDS = frozenset({Kind.DELEGATED, Kind.DELEGATION_CLOSED})


@dataclass(frozen=True, slots=True)
class Grant:
    """One delegation. `until` is its last day (local time at UTC+07:00) or empty, `end` the last position to count."""

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


@dataclass(frozen=True, slots=True)
class Voices:
    """The coordinators and their desks."""

    roots: frozenset[StationId]
    grants: Mapping[StationId, tuple[Grant, ...]] = field(default_factory=dict)

    def hears(self, event: Event) -> bool:
        """Whether this review, comparison, restriction, request or receipt counts."""
        if event.station in self.roots:
            return True
        right = RIGHT_OF.get(event.kind)
        return right is not None and any(grant.covers(event, right) for grant in self.grants.get(event.station, ()))

    def rights(self, station: StationId) -> frozenset[str]:
        """What a station was ever delegated to do; whether one event counts is what `hears` says."""
        return frozenset(right for grant in self.grants.get(station, ()) for right in grant.rights)

    def standing(self, today: str) -> tuple[Grant, ...]:
        """The newest grant of each desk that may work on a day."""
        newest = (grants[-1] for _, grants in sorted(self.grants.items()))
        return tuple(grant for grant in newest if grant.stands(today))


def told_voices(roots: frozenset[StationId], events: Iterable[Event]) -> Voices:
    """Tell the desks from the coordinators' `delegated` and `delegation_closed`, in any order and repetition."""
    grants: dict[StationId, list[Grant]] = {}
    for event in in_order({event.identity: event for event in events}.values()):
        if event.station not in roots or event.subject in roots:
            continue
        desk, data = StationId(event.subject), event.data
        if event.kind == Kind.DELEGATED:
            rights = frozenset(str(right) for right in data["rights"])
            grant = Grant(desk, rights, event.lamport, str(data["until"] or ""), data["sign"], data["seal"])
            grants.setdefault(desk, []).append(grant)
        elif event.kind == Kind.DELEGATION_CLOSED:
            end = position(data["epoch"], data["last_seq"])
            grants[desk] = [_closed(grant, end) for grant in grants.get(desk, ())]
    return Voices(roots, {desk: tuple(given) for desk, given in grants.items() if given})


def _closed(grant: Grant, end: int) -> Grant:
    first = end if grant.end is None else min(grant.end, end)
    return Grant(grant.desk, grant.rights, grant.since, grant.until, grant.sign, grant.seal, first)
