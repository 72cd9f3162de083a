"""Who may say what. The table kind × writer × owner of docs/formats.md, as a function.

A station's event may concern only a subject that it created, or a request addressed to it. Reviews, requests and
receipts belong to the coordinator and the desks that it has delegated, words about other stations to the coordinator.
A bundle carries only its sender's own events; the coordinator's may carry others' too, each within its writer's rights:
to a station those of its desks, to a desk everybody's. Whatever breaks this is refused whole.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.voices import RIGHT_OF, Voices


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
ABOUT_SELF = frozenset({Kind.FOUNDED, Kind.KEY_ADDED, Kind.KEY_CLOSED, Kind.ENROLLED})
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
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the receiver knows when it judges: the sender, whose word counts, and who owns which subject.

    `owner_of` answers from the journal already held; None for a subject never heard of. `addressee_of` likewise for
    requests. `relays` are the kinds that the sender may bring of other writers; None for all.
    """

    sender: StationId
    owner_of: Callable[[str], StationId | None]
    addressee_of: Callable[[str], StationId | None]
    voices: Voices = field(default_factory=lambda: Voices(frozenset()))
    relays: frozenset[str] | None = frozenset()

    def may(self, station: StationId, kind: str) -> bool:
        """Whether a station may say what belongs to the coordinator and, in part, to desks."""
        return station in self.voices.roots or RIGHT_OF.get(kind) in self.voices.rights(station)


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
    if writer != standing.sender and standing.relays is not None and kind not in standing.relays:
        return Breach.FOREIGN_WRITER
    if kind in OWNER:
        return None if standing.owner_of(event.subject) in (None, writer) else Breach.NOT_OWNER
    if kind == Kind.RESTRICTED:
        owns = standing.owner_of(event.subject) in (None, writer)
        return None if owns or standing.may(writer, kind) else Breach.NOT_OWNER
    if kind == Kind.COMPARED:
        owners = {standing.owner_of(event.subject), standing.owner_of(str(event.data["other"]))}
        return None if standing.may(writer, kind) or owners <= {None, writer} else Breach.NOT_OWNER
    if kind in ABOUT_SELF:
        return None if event.subject == writer else Breach.NOT_OWNER
    if kind in COORDINATOR:
        return None if standing.may(writer, kind) else Breach.NOT_COORDINATOR
    if kind == Kind.FULFILLED:
        addressee = standing.addressee_of(event.subject)
        return None if addressee in (None, writer) else Breach.NOT_ADDRESSED
    return None
