"""Several desks at one secretariat: their words count everywhere alike, whatever arrives first."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_desktop.model.authority import Breach, Standing, first_breach
from kla_desktop.model.evidence import Evidence, Verdict, fold_evidence
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.voices import DESK_KINDS, told_voices
from kla_desktop.store import replay
from kla_desktop.store.store import Store
from tests.world import COORDINATOR, INDICATORS, Writer, city, everything, new_store

ROOTS = frozenset({COORDINATOR})
ALL = ["review", "request", "receive"]


def delegate(root: Writer, desk: Writer, *, rights: list[str] | None = None, until: str | None = None) -> None:
    root.say(
        Kind.DELEGATED, desk.id, sign=f"s-{desk.id}", seal=f"k-{desk.id}", rights=ALL if rights is None else rights,
        until=until, actor=f"Petugas {desk.id}",
    )  # fmt: skip


def judge(desk: Writer, birth: Event, verdict: str, was: str = "open", indicator: str = "paud-hi") -> None:
    desk.say(
        Kind.REVIEWED, birth.subject, indicator=indicator, sha256=birth.data["sha256"], verdict=verdict,
        reason="buram" if verdict == "return" else "", note="", was={"verdict": was, "reason": "", "note": ""},
    )  # fmt: skip


def secretariat(seed: int, stations: int = 4, desks: int = 4) -> list[Writer]:
    """A city whose items are judged, asked for and receipted by several desks at once; some have no right to."""
    rng = random.Random(seed)
    root, *writers = city(seed, stations, deeds=6)
    births = [event for writer in writers for event in writer.events if event.kind == Kind.CAPTURED]
    tables = [Writer(StationId(f"desk-{index}"), random.Random(rng.random())) for index in range(desks)]
    for index, desk in enumerate(tables):
        desk.say(Kind.FOUNDED, desk.id, role="sekretariat", place="32.76", agency="DP3AP2KB")
        judge(desk, rng.choice(births), "return")  # nobody asked it to yet
        until = None if index < 2 else rng.choice(["2027-12-31", "2020-01-01"])
        delegate(root, desk, rights=ALL if index < 2 else rng.sample(ALL, rng.randint(1, 3)), until=until)
        desk.hear(root)
        for birth in rng.choices(births, k=20):
            verdict, was = rng.choice(["accept", "return", "open"]), "open"
            judge(desk, birth, verdict, was, rng.choice(INDICATORS))
        desk.say(
            Kind.REQUESTED, f"ask-{desk.id}", station=writers[0].id, indicator="paud-hi", slot=None, due=None, note=""
        )
        bundle = f"bundle-{rng.randrange(stations)}"
        desk.say(Kind.RECEIVED, bundle, sender=writers[0].id, number=1, epoch=0, to=9, items=[])
        late = f"late-{desk.id}"
        desk.say(Kind.RECEIVED, late, sender=writers[0].id, number=2, epoch=0, to=9, items=[{"evidence": "x"}])
        if index < 2:
            judge(desk, births[0], "accept" if index else "return")
        elif rng.random() < 0.7:
            root.say(Kind.DELEGATION_CLOSED, desk.id, epoch=0, last_seq=rng.randint(1, len(desk.events)))
            if rng.random() < 0.5:
                delegate(root, desk)
                desk.hear(root)
                judge(desk, rng.choice(births), "accept")
    writers[0].say(Kind.REINSTATED, births[0].subject)
    writers[0].say(Kind.TAGGED, births[0].subject, indicator="paud-hi", slot=None)
    return [root, *writers, *tables]


@given(seed=st.integers(0, 2**32), order=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_voices_do_not_care_for_order_or_repetition(seed: int, order: random.Random) -> None:
    events = everything(secretariat(seed))
    shuffled = [*events, *order.choices(events, k=len(events) // 3)]
    order.shuffle(shuffled)
    here, there = told_voices(ROOTS, events), told_voices(ROOTS, shuffled)
    assert here == there
    for subject in {event.subject for event in events}:
        about = [event for event in shuffled if event.subject == subject]
        assert fold_evidence(about, here) == fold_evidence(about[::-1], here)


@pytest.mark.parametrize("seed", [3, 11, 20261126])
def test_desks_in_any_order_of_deliveries_show_the_same_tables(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    events = everything(secretariat(seed))
    found = []
    for holder in range(3):
        store = new_store(tmp_path / str(holder), StationId("bystander"))
        try:
            deliver(store, events, rng)
            assert all(replay.compare(store, events).values())
            found.append({name: replay.dump(store.database, name) for name in replay.PROJECTED})
        finally:
            store.close()
    assert found[0] == found[1] == found[2]
    assert any("Petugas desk-" in row for row in found[0]["tag"])
    assert any('"verdict"' in row for row in found[0]["tag"])


def deliver(store: Store, events: list[Event], rng: random.Random) -> None:
    shuffled = [*events, *rng.choices(events, k=len(events) // 2)]
    rng.shuffle(shuffled)
    while shuffled:
        size = rng.randint(1, 30)
        store.adopt(list({event.identity: event for event in shuffled[:size]}.values()))
        shuffled = shuffled[size:]


def two_desks() -> tuple[Writer, Writer, Writer, Writer, Event]:
    rng = random.Random(1)
    root, one, two = (Writer(StationId(name), rng) for name in (COORDINATOR, "desk-1", "desk-2"))
    village = Writer(StationId("village"), rng)
    birth = village.say(
        Kind.CAPTURED, "item", sha256="a" * 64, size=1, kind="photo", media="jpeg", name="a.jpg", claims=[]
    )
    village.say(Kind.TAGGED, "item", indicator="paud-hi", slot=None)
    for desk in (one, two):
        delegate(root, desk)
        desk.hear(root)
    return root, one, two, village, birth


def item_of(*writers: Writer) -> Evidence:
    events = everything(writers)
    found = fold_evidence([e for e in events if e.subject == "item"], told_voices(ROOTS, events))
    assert found is not None
    return found


def test_two_desks_that_disagree_are_both_named_until_one_looks_again() -> None:
    root, one, two, village, birth = two_desks()
    judge(one, birth, "accept")
    two.lamport += 5
    judge(two, birth, "return")
    (tag,) = item_of(root, one, two, village).tags
    assert (tag.verdict, tag.reviewer) == (Verdict.RETURN, "Petugas desk-2")
    assert [(other.verdict, other.reviewer) for other in tag.disputed] == [(Verdict.ACCEPT, "Petugas desk-1")]
    one.hear(two)
    judge(one, birth, "accept", was="return")
    (tag,) = item_of(root, one, two, village).tags
    assert (tag.verdict, tag.reviewer, tag.disputed) == (Verdict.ACCEPT, "Petugas desk-1", ())


def test_what_was_said_before_between_and_after_delegations_does_not_count() -> None:
    root, one, _, village, birth = two_desks()
    early = Writer(StationId("desk-3"), random.Random(2))
    judge(early, birth, "accept")
    early.lamport = 1
    delegate(root, early)
    (tag,) = item_of(root, early, village).tags
    assert tag.verdict is Verdict.OPEN
    judge(one, birth, "accept")
    root.say(Kind.DELEGATION_CLOSED, one.id, epoch=0, last_seq=len(one.events))
    judge(one, birth, "return")
    (tag,) = item_of(root, one, village).tags
    assert tag.verdict is Verdict.ACCEPT


def test_a_desk_does_not_delegate_and_a_right_not_given_does_not_count() -> None:
    root, one, two, village, birth = two_desks()
    friend = Writer(StationId("desk-3"), random.Random(2))
    delegate(one, friend)
    friend.hear(one)
    judge(friend, birth, "accept")
    reader = Writer(StationId("desk-4"), random.Random(2))
    delegate(root, reader, rights=["receive"])
    reader.hear(root)
    judge(reader, birth, "accept")
    (tag,) = item_of(root, one, two, village, friend, reader).tags
    assert tag.verdict is Verdict.OPEN
    voices = told_voices(ROOTS, everything([root, one]))
    standing = Standing(one.id, lambda _: None, lambda _: None, voices)
    breach = first_breach([event for event in one.events if event.kind in DESK_KINDS], standing)
    assert breach is not None
    assert breach[1] is Breach.NOT_COORDINATOR


def test_the_last_day_is_judged_by_the_event_alone() -> None:
    root, one, _, village, birth = two_desks()
    delegate(root, one, until="2026-11-30")
    root.say(Kind.DELEGATION_CLOSED, one.id, epoch=0, last_seq=0)
    delegate(root, one, until="2026-11-30")
    one.hear(root)
    judge(one, birth, "accept")
    for at, verdict in (("2026-11-30T16:59:59Z", Verdict.ACCEPT), ("2026-11-30T17:00:00Z", Verdict.OPEN)):
        one.events[-1] = one.events[-1].__class__(
            **{**{name: getattr(one.events[-1], name) for name in one.events[-1].__slots__}, "at": at}
        )
        (tag,) = item_of(root, one, village).tags
        assert tag.verdict is verdict
