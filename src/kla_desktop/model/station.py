"""A station (one office's library) as the events about it tell it, and what a holder thinks of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kla_desktop.model.ids import PlaceCode, StationId
from kla_desktop.model.journal import Event, Kind, in_order
from kla_desktop.model.voices import Voices, homes_of


class Role(StrEnum):
    """Who sits at a station."""

    OFFICER = "petugas"
    FOCAL_POINT = "focal"
    SECRETARIAT = "sekretariat"


class Trust(StrEnum):
    """What this holder thinks of a station."""

    SELF = "self"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    COORDINATOR = "coordinator"
    DESK = "desk"
    """A further desk of the secretariat, delegated by the coordinator."""
    HUB = "hub"
    """The coordinator of a hub below, accepted here: it relays what it accepted."""
    ABOVE = "above"
    """The coordinator of a hub above."""
    BELOW = "below"
    """A station of a hub below, known from what that hub relayed."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Public keys: `sign` as in a minisign public key file, `seal` as an age recipient."""

    sign: str
    seal: str


@dataclass(frozen=True, slots=True)
class Station:
    """One office's library. `keys` are those in force; after the number `last` a revoked one does not count."""

    id: StationId
    role: str
    place: PlaceCode
    agency: str
    actor: str
    keys: tuple[Keys, ...]
    trust: Trust
    last: tuple[int, int] | None
    home: StationId | None = None
    """The hub that accepted it; None for one that nobody has accepted as far as is known here."""


def fold_station(  # noqa: C901 - one case a kind
    events: Iterable[Event],
    me: StationId,
    voices: Voices,
) -> Station | None:
    """Tell a station from its own events and from the word on it of the coordinator, or of the hub that it is of."""
    ordered = in_order(events)
    if not ordered:
        return None
    subject = StationId(ordered[0].subject)
    role, place, agency, actor = "", PlaceCode(""), "", ""
    keys: list[Keys] = []
    home = next(iter(homes_of(ordered, voices)), None)
    speakers = voices.roots if home is None else frozenset({*voices.roots, home})
    trust = _first_trust(subject, me, voices)
    accepted_as = Trust.HUB if subject in voices.below else Trust.ACCEPTED
    last: tuple[int, int] | None = None
    closed = {event.data["sign"] for event in ordered if event.station == subject and event.kind == Kind.KEY_CLOSED}
    for event in ordered:
        data = event.data
        if event.station == subject:
            match event.kind:
                case Kind.FOUNDED:
                    role, place, agency, actor = data["role"], PlaceCode(data["place"]), data["agency"], event.actor
                case Kind.KEY_ADDED:
                    keys.append(Keys(data["sign"], data["seal"]))
                case _:
                    pass
        elif event.station in speakers:
            own = event.station in voices.roots
            if event.kind == Kind.STATION_ACCEPTED:
                role, place, agency = role or data["role"], place or PlaceCode(data["place"]), agency or data["agency"]
                actor = actor or str(data.get("actor", ""))
                accepted = Keys(data["sign"], data["seal"])
                keys = keys if accepted in keys else [*keys, accepted]
                trust, last = (trust if subject == me else accepted_as if own else Trust.BELOW), None
            elif event.kind == Kind.STATION_REVOKED and subject != me and own:
                trust, last = Trust.REVOKED, (int(data["epoch"]), int(data["last_seq"]))
            elif event.kind == Kind.DELEGATED:
                delegated = Keys(data["sign"], data["seal"])
                keys = keys if delegated in keys else [*keys, delegated]
                role, actor = role or Role.SECRETARIAT, actor or str(data.get("actor", ""))
                place = place or PlaceCode(str(data.get("place", "")))
                agency = agency or str(data.get("agency", ""))
                trust, last = (trust if subject == me else Trust.DESK if own else Trust.BELOW), None
            elif event.kind == Kind.DELEGATION_CLOSED and subject != me and own:
                trust, last = Trust.REVOKED, (int(data["epoch"]), int(data["last_seq"]))
    left = tuple(key for key in dict.fromkeys(keys) if key.sign not in closed)
    return Station(subject, role, place, agency, actor, left, trust, last, home)


def _first_trust(subject: StationId, me: StationId, voices: Voices) -> Trust:
    if subject == me:
        return Trust.SELF
    if subject in voices.roots:
        return Trust.COORDINATOR
    return Trust.ABOVE if subject in voices.above else Trust.UNKNOWN
