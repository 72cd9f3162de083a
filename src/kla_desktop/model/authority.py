"""Who may say what. The table kind × writer × owner of docs/formats.md, as a function.

A station's event may concern only a subject that it created, or a request addressed to it. Reviews, requests and
receipts belong to the coordinator and the desks that it has delegated, words about other stations to the coordinator.
The hub above may judge and ask too; a hub below may, of stations and evidence of its own.
A bundle carries only its sender's own events; the coordinator's may carry others' too, each within its writer's rights:
to a station those of its desks and of the hubs above, to a desk everybody's, to the hub above those of its desks (what
its stations said goes there in the bundles that they signed). Whatever breaks this is refused whole.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.voices import DESK_KINDS, RIGHT_OF, HomesOf, Voices, is_under


class Breach(StrEnum):
    """How an event breaks the table."""

    FOREIGN_WRITER = "foreign_writer"
    NOT_OWNER = "not_owner"
    NOT_COORDINATOR = "not_coordinator"
    NOT_ADDRESSED = "not_addressed"
    OUT_OF_ORDER = "out_of_order"


OWNER = frozenset(
    {
        Kind.CAPTURED,
        Kind.SOURCED,
        Kind.READ,
        Kind.DESCRIBED,
        Kind.TAGGED,
        Kind.UNTAGGED,
        Kind.WITHDRAWN,
        Kind.REINSTATED,
        Kind.SUPERSEDED,
        Kind.GROUPED,
        Kind.UNGROUPED,
        Kind.BUNDLED,
        Kind.HANDED_OVER,
    }
)
ABOUT_SELF = frozenset({Kind.FOUNDED, Kind.KEY_ADDED, Kind.KEY_CLOSED, Kind.ENROLLED, Kind.HUB_JOINED})
COORDINATOR = frozenset(
    {
        Kind.REVIEWED,
        Kind.RECEIVED,
        Kind.REQUESTED,
        Kind.REQUEST_CLOSED,
        Kind.STATION_ACCEPTED,
        Kind.STATION_REVOKED,
        Kind.CREDENTIAL,
        Kind.DELEGATED,
        Kind.DELEGATION_CLOSED,
        Kind.HUB_ACCEPTED,
        Kind.RELAYED,
        Kind.WANTED,
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the receiver knows when it judges: the sender, whose word counts, and who owns which subject.

    `owner_of` answers from the journal already held; None for a subject never heard of. `addressee_of` likewise for
    requests, `homes_of` for stations. `relays` are the kinds that the sender may bring of other writers; None for all.
    """

    sender: StationId
    owner_of: Callable[[str], StationId | None]
    addressee_of: Callable[[str], StationId | None]
    voices: Voices = field(default_factory=lambda: Voices(frozenset()))
    relays: frozenset[str] | None = frozenset()
    homes_of: HomesOf = field(default=lambda _: ())
    me: StationId | None = None

    def brings(self, writer: StationId, kind: str) -> bool:
        """Whether the sender may bring such an event of another writer; who somebody is only of hubs above."""
        if self.relays is None:
            return True
        return kind in self.relays and (kind not in ABOUT_SELF or writer in self.voices.above)

    def may(self, station: StationId, kind: str, about: StationId | None = None) -> bool:
        """Whether a station may say what belongs to coordinators and, in part, to desks, of the station `about`."""
        if station in self.voices.roots or RIGHT_OF.get(kind) in self.voices.rights(station):
            return True
        hub = self.voices.other_hub(station, kind)
        if hub is None:
            return False
        if hub in self.voices.above:
            return kind in RIGHT_OF or kind in DESK_KINDS or about == self.me or about in self.voices.roots
        taken = about in self.voices.roots or about in self.voices.above
        return not taken and (about is None or is_under(about, hub, self.homes_of))


def first_breach(events: Iterable[Event], standing: Standing) -> tuple[Event, Breach] | None:
    """Judge the events of one bundle in the order they stand in; None if every one is within the sender's rights.

    An event about a subject nobody has heard of is let through:
    it waits, visibly, for the event that creates it, and `fold_evidence` still counts it only if the owner wrote it.
    """
    newest: dict[StationId, tuple[int, int, int]] = {}
    for event in events:
        before = newest.get(event.station, (-1, 0, 0))
        numbers = (event.epoch, event.seq, event.lamport)
        if numbers[:2] <= before[:2] or event.lamport <= before[2]:
            return event, Breach.OUT_OF_ORDER
        newest[event.station] = numbers
        breach = _breach(event, standing)
        if breach:
            return event, breach
    return None


def _breach(event: Event, standing: Standing) -> Breach | None:
    writer, kind = event.station, event.kind
    if writer != standing.sender and not standing.brings(writer, kind):
        return Breach.FOREIGN_WRITER
    if kind in OWNER:
        return None if standing.owner_of(event.subject) in (None, writer) else Breach.NOT_OWNER
    if kind == Kind.RESTRICTED:
        owns = standing.owner_of(event.subject) in (None, writer)
        return None if owns or standing.may(writer, kind, standing.owner_of(event.subject)) else Breach.NOT_OWNER
    if kind == Kind.COMPARED:
        owners = {standing.owner_of(event.subject), standing.owner_of(str(event.data["other"]))}
        judges = all(standing.may(writer, kind, owner) for owner in owners)
        return None if judges or owners <= {None, writer} else Breach.NOT_OWNER
    if kind in ABOUT_SELF:
        return None if event.subject == writer else Breach.NOT_OWNER
    if kind in COORDINATOR:
        return None if standing.may(writer, kind, _about(event, standing)) else Breach.NOT_COORDINATOR
    if kind == Kind.FULFILLED:
        addressee = standing.addressee_of(event.subject)
        return None if addressee in (None, writer) else Breach.NOT_ADDRESSED
    return None


def _about(event: Event, standing: Standing) -> StationId | None:
    """Whose business a word of a coordinator is; None for a subject never heard of."""
    match event.kind:
        case Kind.REVIEWED | Kind.RELAYED | Kind.WANTED:
            return standing.owner_of(event.subject)
        case Kind.RECEIVED:
            return StationId(str(event.data.get("sender", "")))
        case Kind.REQUESTED:
            return StationId(str(event.data.get("station", "")))
        case Kind.REQUEST_CLOSED:
            return standing.addressee_of(event.subject)
        case _:
            return StationId(event.subject)
