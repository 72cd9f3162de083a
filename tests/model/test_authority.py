"""The table kind × writer × owner of docs/formats.md."""

import dataclasses
from collections.abc import Callable

import pytest

from kla_desktop.model.authority import ABOUT_SELF, OWNER, Breach, Standing, first_breach
from kla_desktop.model.authority import COORDINATOR as COORDINATOR_KINDS
from kla_desktop.model.evidence import fold_evidence
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.voices import Voices
from tests.world import COORDINATOR, Writer, city

SENDER, OTHER = StationId("station-0"), StationId("station-1")


def standing(
    *,
    owner: StationId | None = None,
    addressee: StationId | None = None,
    coordinates: bool = False,
    sender: StationId = SENDER,
) -> Standing:
    roots = frozenset({sender} if coordinates else ())
    return Standing(sender, lambda _: owner, lambda _: addressee, Voices(roots))


def one(kind: Kind, subject: str = "x", station: StationId = SENDER, **data: object) -> Event:
    return Event(station, 0, 1, 1, "Siti", "2026-11-24T08:00:00Z", subject, kind.value, data, "d")


OWNED = [
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
]
SELF = [Kind.FOUNDED, Kind.KEY_ADDED, Kind.KEY_CLOSED, Kind.ENROLLED, Kind.HUB_JOINED]


def test_no_kind_is_missing_here() -> None:
    assert (frozenset(OWNED), frozenset(SELF)) == (OWNER, ABOUT_SELF)


@pytest.mark.parametrize("kind", OWNED)
def test_a_station_speaks_of_its_own_subjects_alone(kind: Kind) -> None:
    assert first_breach([one(kind)], standing(owner=SENDER)) is None
    assert first_breach([one(kind)], standing(owner=None)) is None
    assert _breach([one(kind)], standing(owner=OTHER)) is Breach.NOT_OWNER


@pytest.mark.parametrize("kind", SELF)
def test_a_station_introduces_itself_alone(kind: Kind) -> None:
    assert first_breach([one(kind, SENDER)], standing()) is None
    assert _breach([one(kind, OTHER)], standing()) is Breach.NOT_OWNER


@pytest.mark.parametrize("kind", sorted(COORDINATOR_KINDS))
def test_judging_is_the_coordinators(kind: Kind) -> None:
    assert _breach([one(kind)], standing(owner=SENDER)) is Breach.NOT_COORDINATOR
    assert first_breach([one(kind)], standing(owner=OTHER, coordinates=True)) is None


def test_a_request_is_answered_by_whom_it_was_put_to() -> None:
    assert first_breach([one(Kind.FULFILLED)], standing(addressee=SENDER)) is None
    assert _breach([one(Kind.FULFILLED)], standing(addressee=OTHER)) is Breach.NOT_ADDRESSED


@pytest.mark.parametrize("kind", list(Kind))
def test_nobody_relays(kind: Kind) -> None:
    assert _breach([one(kind, station=OTHER)], standing(coordinates=True)) is Breach.FOREIGN_WRITER


def test_a_station_compares_two_items_of_its_own_the_coordinator_any() -> None:
    event = one(Kind.COMPARED, "b", other="a", verdict="different", note="")
    owners = {"a": SENDER, "b": SENDER}
    own = Standing(SENDER, owners.get, lambda _: None)
    assert first_breach([event], own) is None
    for foreign in ("a", "b"):
        mixed = {**owners, foreign: OTHER}
        told = Standing(SENDER, mixed.get, lambda _: None)
        assert _breach([event], told) is Breach.NOT_OWNER
        assert first_breach([event], dataclasses.replace(told, voices=Voices(frozenset({SENDER})))) is None


def test_owner_and_judges_restrict() -> None:
    event = one(Kind.RESTRICTED, why="child_face")
    assert first_breach([event], standing(owner=SENDER)) is None
    assert first_breach([event], standing(owner=OTHER, coordinates=True)) is None
    assert _breach([event], standing(owner=OTHER)) is Breach.NOT_OWNER


CITY, RIVAL, PROVINCE = StationId("city"), StationId("rival"), StationId("province")
HOMES = {SENDER: (CITY,), OTHER: (RIVAL,), CITY: (PROVINCE,), RIVAL: (PROVINCE,)}


def levels(sender: StationId, *, above: bool = False, owner: StationId | None = None) -> Standing:
    """The province as it judges a city's bundle; or the city as it judges the province's (`above`)."""
    root, up = (CITY, (PROVINCE,)) if above else (PROVINCE, ())
    below = frozenset() if above else frozenset({CITY, RIVAL})
    voices = Voices(frozenset({root}), {}, up, below, {hub: {} for hub in (*up, *below)})
    return Standing(sender, lambda _: owner, lambda _: owner, voices, frozenset(), lambda one: HOMES.get(one, ()), root)


OF_ITEMS = [Kind.REVIEWED, Kind.RESTRICTED, Kind.RELAYED, Kind.WANTED, Kind.REQUEST_CLOSED]


@pytest.mark.parametrize("kind", OF_ITEMS)
def test_a_hub_below_speaks_of_its_own_stations_alone(kind: Kind) -> None:
    event = one(kind, station=CITY)
    assert first_breach([event], levels(CITY, owner=SENDER)) is None
    assert first_breach([event], levels(CITY, owner=CITY)) is None
    for foreign in (OTHER, RIVAL, PROVINCE):
        assert _breach([event], levels(CITY, owner=foreign)) is not None


@pytest.mark.parametrize("kind", [Kind.STATION_ACCEPTED, Kind.STATION_REVOKED, Kind.DELEGATED, Kind.HUB_ACCEPTED])
def test_a_hub_below_claims_nobody_that_another_accepted(kind: Kind) -> None:
    for subject, fine in [(SENDER, True), ("new", True), (OTHER, False), (RIVAL, False), (PROVINCE, False)]:
        found = _breach([one(kind, subject, CITY)], levels(CITY))
        assert (found is None) == fine, subject


def test_the_hub_above_judges_and_asks_but_decides_nothing_about_our_stations() -> None:
    for kind in (Kind.REVIEWED, Kind.WANTED, Kind.RESTRICTED):
        assert first_breach([one(kind, station=PROVINCE)], levels(PROVINCE, above=True, owner=SENDER)) is None
    asked = dataclasses.replace(one(Kind.REQUESTED, "r", PROVINCE), data={"station": SENDER})
    assert first_breach([asked], levels(PROVINCE, above=True)) is None
    accepted = one(Kind.STATION_ACCEPTED, CITY, PROVINCE)
    assert first_breach([accepted], levels(PROVINCE, above=True)) is None
    for kind in (Kind.STATION_ACCEPTED, Kind.STATION_REVOKED, Kind.CREDENTIAL, Kind.RELAYED):
        found = _breach([one(kind, SENDER, PROVINCE)], levels(PROVINCE, above=True, owner=SENDER))
        assert found is Breach.NOT_COORDINATOR
    assert _breach([one(Kind.TAGGED, station=PROVINCE)], levels(PROVINCE, above=True, owner=SENDER)) is Breach.NOT_OWNER


def test_what_a_city_says_in_its_provinces_bundle_is_refused() -> None:
    from_above = dataclasses.replace(levels(PROVINCE, above=True, owner=SENDER), relays=frozenset({Kind.REVIEWED}))
    assert _breach([one(Kind.REVIEWED, station=RIVAL)], from_above) is Breach.NOT_COORDINATOR
    assert _breach([one(Kind.TAGGED, station=SENDER)], from_above) is Breach.FOREIGN_WRITER
    introduced = dataclasses.replace(from_above, relays=frozenset({Kind.FOUNDED}))
    assert _breach([one(Kind.FOUNDED, RIVAL, RIVAL)], introduced) is Breach.FOREIGN_WRITER
    assert first_breach([one(Kind.FOUNDED, PROVINCE, PROVINCE)], introduced) is None


def test_unknown_kinds_are_kept() -> None:
    event = dataclasses.replace(one(Kind.TAGGED), kind="consented")
    assert first_breach([event], standing()) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda events: [events[1], events[0]],
        lambda events: [events[0], events[0]],
        lambda events: [events[0], dataclasses.replace(events[1], lamport=events[0].lamport)],
    ],
)
def test_numbers_only_grow(change: Callable[[list[Event]], list[Event]]) -> None:
    writer = Writer(SENDER, city(1, stations=1)[0].rng)
    events = [writer.say(Kind.WITHDRAWN, "x"), writer.say(Kind.REINSTATED, "x")]
    assert first_breach(events, standing()) is None
    assert _breach(change(events), standing()) is Breach.OUT_OF_ORDER


def test_what_a_stranger_says_of_an_item_never_counts() -> None:
    desk, honest, forger = city(3, stations=2)
    item = next(event.subject for event in honest.events if event.kind == Kind.CAPTURED)
    told = [event for event in (*honest.events, *desk.events) if event.subject == item]
    forged = [
        forger.say(Kind.TAGGED, item, indicator="paud-hi", slot=None),
        forger.say(Kind.WITHDRAWN, item),
        forger.say(Kind.DESCRIBED, item, title="Palsu"),
        forger.say(Kind.RESTRICTED, item, why="child_face"),
        forger.say(Kind.REVIEWED, item, indicator="paud-hi", sha256="0" * 64, verdict="accept", reason="", note=""),
    ]
    desks = Voices(frozenset({COORDINATOR}))
    assert fold_evidence([*told, *forged], desks) == fold_evidence(told, desks)


def _breach(events: list[Event], how: Standing) -> Breach | None:
    found = first_breach(events, how)
    return found[1] if found else None
