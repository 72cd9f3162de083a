"""Any set of events, in any order, split into any bundles, with repetitions, tells the same everywhere."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_desktop.model.bundle import fold_bundle
from kla_desktop.model.evidence import fold_evidence
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.likeness import fold_comparisons
from kla_desktop.model.request import fold_request
from kla_desktop.model.station import fold_station
from kla_desktop.model.voices import Voices
from kla_desktop.store import replay
from tests.world import COORDINATOR, city, everything, new_store

DESKS = Voices(frozenset({COORDINATOR}))


@given(seed=st.integers(0, 2**32), order=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_folds_do_not_care_for_order_or_repetition(seed: int, order: random.Random) -> None:
    events = everything(city(seed, stations=3))
    shuffled = [*events, *order.choices(events, k=len(events) // 3)]
    order.shuffle(shuffled)
    for subject in {event.subject for event in events}:
        here = [event for event in events if event.subject == subject]
        there = [event for event in shuffled if event.subject == subject]
        assert fold_evidence(here, DESKS) == fold_evidence(there, DESKS)
        owner = here[0].station if here[0].kind == Kind.CAPTURED else None
        assert fold_comparisons(here, owner, DESKS) == fold_comparisons(there, owner, DESKS)
        assert fold_bundle(here, DESKS) == fold_bundle(there, DESKS)
        assert fold_request(here, DESKS) == fold_request(there, DESKS)
        assert fold_station(here, COORDINATOR, DESKS) == fold_station(there, COORDINATOR, DESKS)


@pytest.mark.parametrize("seed", [7, 20261124, 99])
def test_twenty_stations_in_any_split_give_the_same_tables(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    events = everything(city(seed))
    store = new_store(tmp_path, StationId("bystander"))  # deeds are a station's own and never arrive out of order
    try:
        shuffled = [*events, *rng.choices(events, k=len(events) // 2)]
        rng.shuffle(shuffled)
        while shuffled:
            size = rng.randint(1, 40)
            store.adopt(_unique(shuffled[:size]))
            shuffled = shuffled[size:]
        assert all(replay.compare(store, events).values())
        assert store.evidence.state_counts()
    finally:
        store.close()


def _unique(events: list[Event]) -> list[Event]:
    return list({event.identity: event for event in events}.values())


def test_a_verdict_does_not_pass_to_other_bytes() -> None:
    writers = city(5, stations=1, deeds=0)
    desk, writer = writers
    item = next(event.subject for event in writer.events if event.kind == "captured")
    desk.say(
        Kind.REVIEWED,
        item,
        indicator="paud-hi",
        sha256="0" * 64,
        verdict="accept",
        reason="",
        note="",
    )
    writer.say(Kind.TAGGED, item, indicator="paud-hi", slot=None)
    about = [event for event in everything(writers) if event.subject == item]
    found = fold_evidence([e for e in about if e.kind != "reviewed" or e.data["sha256"] == "0" * 64], DESKS)
    assert found is not None
    assert {tag.verdict.value for tag in found.tags} == {"open"}
