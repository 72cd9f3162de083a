"""Stacked hubs: deliveries in any order, twice and late, end alike everywhere."""

import random
from pathlib import Path

import pytest

from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.listing import Item, ItemTag
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.relay import RelayRequest
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from tests.kept_workers import kept
from tests.operations.country import Country, country, introduce
from tests.operations.town import SILENT, photo, tagged


@pytest.mark.heavy
@pytest.mark.parametrize("seed", [1, 3])
def test_any_order_of_deliveries_ends_alike(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    with kept(), country(tmp_path, cities=2, villages=2, ministry=True) as here:
        assert here.ministry is not None
        introduce(here)
        here.carry(here.province, here.ministry)
        here.accept(here.ministry, here.province)
        sent: list[tuple[StationId, Path]] = []
        for turn in range(6):
            act(here, rng, turn)
            sent += made_by_all(here, rng)
            for _ in range(5):
                deliver(here, rng.choice(sent))
        before = -1
        while len(sent) != before:
            before = len(sent)
            rng.shuffle(sent)
            for one in sent:
                deliver(here, one)
            sent += made_by_all(here, rng)
        for one in sent:
            deliver(here, one)
        check_alike(here)


def act(here: Country, rng: random.Random, turn: int) -> None:
    """Something happens everywhere."""
    for count, village in enumerate(here.villages):
        own = all_items(village)
        if turn % 2 == 0:
            tagged(village, photo(here.folder / f"{turn}-{count}.png", 20 * turn + count))
        else:
            chosen = rng.choice(own)
            if rng.random() < 0.3:
                withdraw(village, WithdrawRequest((chosen,)), SILENT)
            slug = rng.choice(village.catalogue.indicators).slug
            tag(village, TagRequest((chosen,), (slug,)), SILENT)
    for ws in [*here.cities, here.province, here.ministry]:
        assert ws is not None
        for item in ws.find(rng.choices(all_items(ws) or [], k=2) if all_items(ws) else []):
            if item.tags:
                verdict = rng.choice([Verdict.ACCEPT, Verdict.ACCEPT, Verdict.RETURN])
                review(ws, ReviewRequest((item.id,), verdict, reason="kurang jelas"), SILENT)


def all_items(ws: Workspace) -> list[EvidenceId]:
    return [EvidenceId(row[0]) for row in ws.store.database.rows("SELECT id FROM evidence ORDER BY id")]


def made_by_all(here: Country, rng: random.Random) -> list[tuple[StationId, Path]]:
    made: list[tuple[StationId, Path]] = []
    for upper in here.everybody:
        for lower in here.everybody:
            if lower.store.above == upper.me:
                limit = rng.choice([1, 1000, 10**9])
                wanted = RelayRequest(blobs=rng.random() < 0.5, max_size=limit)
                both = (*here.made_for(lower, upper, wanted), *here.made_for(upper, lower))
                made += [(bundle.recipient, bundle.path) for bundle in both]
    return made


def deliver(here: Country, sent: tuple[StationId, Path]) -> None:
    recipient, path = sent
    if path.is_file():
        received = receive(here.at(recipient), ReceiveRequest((path,)), SILENT)
        assert not received.refused, [one.error.code for one in received.refused]


def check_alike(here: Country) -> None:
    """Of an item that went up every level knows the same: its facts, and the word of each level."""
    for ws in here.everybody:
        assert not replay.differences(ws.store)
    told = 0
    for village in here.villages:
        above = [here.at(str(village.store.above)), here.province, *([here.ministry] if here.ministry else [])]
        for item in village.find(all_items(village)):
            for ws in above:
                found = ws.store.evidence.find([item.id]).get(item.id)
                if found is None:
                    break
                told += 1
                assert facts(found) == facts(item)
                for one, other in zip(
                    sorted(found.tags, key=by_indicator), sorted(item.tags, key=by_indicator), strict=True
                ):
                    assert words_of_levels(ws, one) == words_of_levels(village, other)
    assert told > len(here.villages)


def by_indicator(one: ItemTag) -> str:
    return one.indicator


def facts(item: Item) -> tuple[object, ...]:
    names = ("station", "digest", "name", "title", "captured_at", "superseded_by", "claims")
    return (*(getattr(item, name) for name in names), sorted(one.indicator for one in item.tags))


def words_of_levels(ws: Workspace, one: ItemTag) -> set[tuple[str, str]]:
    """The verdicts that a holder knows, by level."""
    own = {State.ACCEPTED: "accept", State.RETURNED: "return"}.get(one.state)
    said = {(str(word.hub), str(word.verdict)) for word in one.elsewhere}
    return said | ({(str(ws.store.coordinator), own)} if own else set())
