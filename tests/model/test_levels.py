"""Hubs above one another: whatever arrives first, every holder of the same events tells the same of every level."""

import random
from pathlib import Path

import pytest

from kla_desktop.model.evidence import Verdict, fold_evidence
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.station import Trust
from kla_desktop.model.voices import Voices, homes_of, is_under, told_voices
from kla_desktop.store import replay
from kla_desktop.store.store import Store, StoreKeys
from tests.world import INDICATORS, Writer, capture

MINISTRY, PROVINCE = StationId("ministry"), StationId("province")


def country(seed: int) -> dict[str, Writer]:
    """A ministry, its province, two cities with a desk each, two villages in each; everybody judges and asks."""
    rng = random.Random(seed)
    names = [MINISTRY, PROVINCE, *(f"{kind}-{at}" for at in range(2) for kind in ("city", "desk"))]
    names += [f"village-{city}-{at}" for city in range(2) for at in range(2)]
    who = {name: Writer(StationId(name), random.Random(rng.random())) for name in names}
    for writer in who.values():
        writer.say(Kind.FOUNDED, writer.id, role="sekretariat", place="32.76", agency=f"Dinas {writer.id}")
    joined(who[MINISTRY], who[PROVINCE])
    for at in range(2):
        city, desk = who[f"city-{at}"], who[f"desk-{at}"]
        joined(who[PROVINCE], city)
        city.say(
            Kind.DELEGATED, desk.id, sign="s", seal="k", rights=["review", "request"], until=None, actor="", place="",
        )  # fmt: skip
        desk.hear(city)
        for number in range(2):
            village = who[f"village-{at}-{number}"]
            village.say(Kind.ENROLLED, village.id, coordinator=city.id, enrolment={})
            accept(city, village)
            if at == number == 1:  # moves to the other city
                village.say(Kind.ENROLLED, village.id, coordinator="city-0", enrolment={})
                accept(who["city-0"], village)
            for count in range(2):
                item = capture(village, count)
                birth = village.events[-1]
                for indicator in rng.sample(INDICATORS, 2):
                    village.say(Kind.TAGGED, item, indicator=indicator, slot=None)
                for writer in rng.sample([city, desk, who[PROVINCE], who[MINISTRY], who[f"city-{1 - at}"]], 4):
                    writer.hear(village)
                    judge(writer, birth, rng.choice(INDICATORS), rng.choice(["accept", "return", "open"]))
                if rng.random() < 0.7:
                    city.say(Kind.RELAYED, item)
                    if rng.random() < 0.6:
                        who[PROVINCE].say(Kind.RELAYED, item)
                        who[MINISTRY].say(Kind.WANTED, item, sha256=birth.data["sha256"])
    return who


def accept(upper: Writer, lower: Writer) -> None:
    upper.say(Kind.STATION_ACCEPTED, lower.id, role="petugas", place="", agency="", sign=f"s-{lower.id}", seal="k")


def joined(upper: Writer, lower: Writer) -> None:
    accept(upper, lower)
    upper.say(Kind.HUB_ACCEPTED, lower.id)
    lower.say(Kind.HUB_JOINED, lower.id, above=upper.id, place="32.76", agency="")


def judge(writer: Writer, birth: Event, indicator: str, verdict: str) -> None:
    writer.say(
        Kind.REVIEWED, birth.subject, indicator=indicator, sha256=birth.data["sha256"], verdict=verdict,
        reason="buram" if verdict == "return" else "", note="", was={"verdict": "open", "reason": "", "note": ""},
    )  # fmt: skip


def events_of(who: dict[str, Writer]) -> list[Event]:
    return [event for writer in who.values() for event in writer.events]


def voices_at(root: str, who: dict[str, Writer]) -> Voices:
    return told_voices(frozenset({StationId(root)}), events_of(who))


@pytest.mark.parametrize(
    ("root", "me"),
    [(MINISTRY, MINISTRY), (PROVINCE, "province-desk"), ("city-0", "city-0"), ("city-1", "village-1-0")],
)
@pytest.mark.parametrize("seed", [3, 20261126])
def test_any_order_and_split_tells_the_same_at_every_level(tmp_path: Path, root: str, me: str, seed: int) -> None:
    rng = random.Random(seed)
    events = events_of(country(seed))
    store = Store(tmp_path, StoreKeys(bytes([1]) * 32, bytes([2]) * 32))
    try:
        with store.transaction():
            store.local.set("station", me)
            store.local.set("coordinator", root)
        shuffled = [*events, *rng.choices(events, k=len(events) // 2)]
        rng.shuffle(shuffled)
        while shuffled:
            size = rng.randint(1, 25)
            store.adopt(list({event.identity: event for event in shuffled[:size]}.values()))
            shuffled = shuffled[size:]
        alike = replay.compare(store, sorted(events, key=lambda event: event.identity))
        assert [name for name, same in alike.items() if not same and name != "deed"] == []  # deeds come in order
        words = [row[0] for row in store.database.rows("SELECT elsewhere FROM tag WHERE elsewhere <> ''")]
        assert words
    finally:
        store.close()


def test_levels_are_told_from_joining_and_accepting() -> None:
    who = country(1)
    city = voices_at("city-0", who)
    assert (city.above, city.below) == ((PROVINCE, MINISTRY), frozenset())
    province = voices_at(PROVINCE, who)
    assert province.above == (MINISTRY,)
    assert province.below == {"city-0", "city-1"}
    assert voices_at(MINISTRY, who).below == {PROVINCE, "city-0", "city-1"}
    about = [event for event in events_of(who) if event.subject == "village-0-0"]
    assert homes_of(about, province) == ("city-0",)
    assert homes_of(about, city) == ("city-0",)
    assert homes_of(about, voices_at("city-1", who)) == ()


def test_a_village_belongs_to_whom_it_joined_last_and_is_still_under_whom_it_left() -> None:
    who = country(1)
    village, province = who["village-0-0"], voices_at(PROVINCE, who)
    accept(who["city-1"], village)
    about = [event for event in events_of(who) if event.subject == village.id]
    assert homes_of(about, province) == ("city-0",), "to be accepted by another city alone moves nobody"
    village.say(Kind.ENROLLED, village.id, coordinator="city-1", enrolment={})
    about = [event for event in events_of(who) if event.subject == village.id]
    assert homes_of(about, province) == ("city-1", "city-0")
    assert homes_of(random.Random(1).sample(about, len(about)), province) == ("city-1", "city-0")
    homes = {village.id: homes_of(about, province), StationId("city-1"): (PROVINCE,), StationId("city-0"): (PROVINCE,)}
    for hub in ("city-0", "city-1", PROVINCE):
        assert is_under(village.id, StationId(hub), lambda one: homes.get(one, ()))
    assert not is_under(village.id, MINISTRY, lambda one: homes.get(one, ()))


def test_each_level_has_its_own_verdict_and_sees_those_concerned() -> None:
    who = country(1)
    village, city, rival = who["village-0-0"], who["city-0"], who["city-1"]
    item = capture(village, 9)
    birth = village.events[-1]
    village.say(Kind.TAGGED, item, indicator="paud-hi", slot=None)
    for writer, verdict in [(city, "accept"), (who[PROVINCE], "return"), (rival, "return"), (who["desk-0"], "accept")]:
        writer.hear(village)
        judge(writer, birth, "paud-hi", verdict)
    city.say(Kind.RELAYED, item)
    about = [event for event in events_of(who) if event.subject == item]

    def seen(root: str) -> tuple[Verdict, dict[str, Verdict]]:
        found = fold_evidence(about, voices_at(root, who))
        assert found is not None
        (tag,) = found.tags
        return tag.verdict, {one.hub: one.verdict for one in tag.elsewhere}

    assert seen("city-0") == (Verdict.ACCEPT, {PROVINCE: Verdict.RETURN})
    assert seen(PROVINCE) == (Verdict.RETURN, {"city-0": Verdict.ACCEPT})
    unpassed = [event for event in about if event.kind != Kind.RELAYED]
    found = fold_evidence(unpassed, voices_at(MINISTRY, who))
    assert found is not None
    assert found.tags[0].elsewhere == (), "a hub below speaks of what it passed up alone"


def test_a_station_of_a_hub_below_is_known_as_such(tmp_path: Path) -> None:
    store = Store(tmp_path, StoreKeys(bytes([1]) * 32, bytes([2]) * 32))
    try:
        with store.transaction():
            store.local.set("station", PROVINCE)
            store.local.set("coordinator", PROVINCE)
        store.adopt(events_of(country(1)))
        trusts = {str(one.id): (one.trust, one.home) for one in store.offices.stations()}
        assert trusts["city-0"] == (Trust.HUB, PROVINCE)
        assert trusts["village-1-0"] == (Trust.BELOW, "city-1")
        assert trusts["village-1-1"] == (Trust.BELOW, "city-0"), "it has moved"
        assert trusts[MINISTRY] == (Trust.ABOVE, None)
    finally:
        store.close()
