"""T25 between two levels: a city's bundles reach its province in any order, repeated, and some of them never.

Whatever the order, the province shows in the end what it shows when the same bundles come one after the other.
"""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.relay import RelayRequest
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from tests.kept_workers import kept
from tests.operations.country import Country, country
from tests.operations.town import SILENT, photo, tagged
from tests.year_oracle import FACTS

TABLES = ("tag", "request", "comparison", "station")
"""What must not depend on the order; a receipt tells which bundle was the first to bring an item, and when."""


def bundles_of_a_year(here: Country, folder: Path, count: int, chance: random.Random) -> list[Path]:
    """What the city hands up while its village tags, changes its mind and takes back, and two desks judge."""
    (city,), (village,) = here.cities, here.villages
    desk = here.desk_of(city, "meja")
    made: list[Path] = []
    while len(made) < count:
        shade = len(made) + 1
        if shade % 3:
            tagged(village, photo(here.folder / f"{shade}.png", shade))
        own = [EvidenceId(row[0]) for row in village.store.database.rows("SELECT id FROM evidence ORDER BY n")]
        tag(village, TagRequest((chance.choice(own),), (chance.choice(village.catalogue.indicators).slug,)), SILENT)
        if shade % 7 == 0:
            withdraw(village, WithdrawRequest((own[-1],)), SILENT)
        here.carry(village, city)
        here.carry(city, desk)
        for judge in (city, desk):
            held = judge.store.evidence.find(chance.sample(own, min(len(own), 3))).values()
            items = [item for item in held if item.tags]
            verdict = chance.choice([Verdict.ACCEPT, Verdict.ACCEPT, Verdict.RETURN])
            if items:
                review(judge, ReviewRequest(tuple(item.id for item in items), verdict, reason="buram"), SILENT)
        here.carry(desk, city)
        wanted = RelayRequest(blobs=chance.random() < 0.5)
        made += [
            Path(shutil.copy(bundle.path, folder / f"{len(made) + number:03}.kla"))
            for number, bundle in enumerate(here.made_for(city, here.province, wanted))
        ]
    return made


def shown(ws: Workspace) -> dict[str, list[str]]:
    facts = sorted(map(repr, ws.store.database.rows(FACTS)))
    return {**{name: replay.dump(ws.store.database, name) for name in TABLES}, "evidence": facts}


def after(province: Path, bundles: Sequence[Path], *, sound: bool = False) -> dict[str, list[str]]:
    """What a copy of the province's library shows after some bundles."""
    copy = province.with_name("salinan")
    shutil.copytree(province, copy)
    try:
        with bootstrap.opened(copy) as ws:
            for bundle in bundles:
                assert receive(ws, ReceiveRequest((bundle,)), SILENT).refused == ()
            if sound:
                assert replay.differences(ws.store) == []
            assert (
                len(ws.store.database.rows("SELECT bundle FROM arrival")) == len(set(bundles)) + 1
            )  # its introduction
            return shown(ws)
    finally:
        shutil.rmtree(copy)


@pytest.mark.parametrize(
    ("count", "missing", "sets", "orders"), [(5, 1, 1, 3), pytest.param(20, 5, 10, 100, marks=pytest.mark.heavy)]
)
def test_any_order_with_repeats_and_gaps_ends_alike(
    tmp_path: Path, count: int, missing: int, sets: int, orders: int
) -> None:
    chance = random.Random(seed := 2525)
    print(f"seed {seed}")
    folder = tmp_path / "bundel"
    folder.mkdir()
    with kept():
        with country(tmp_path, cities=1, villages=1) as here:
            (held,) = here.carry(here.cities[0], here.province).held
            assert held.station == here.cities[0].me
            here.accept(here.province, here.cities[0])
            bundles = bundles_of_a_year(here, folder, count, chance)
            province = here.province.store.folder
        for _ in range(sets):
            left = sorted(chance.sample(bundles, len(bundles) - missing))
            expected = after(province, left, sound=True)
            assert expected["evidence"]
            for number in range(orders):
                order = [*left, *chance.choices(left, k=missing)]
                chance.shuffle(order)
                assert after(province, order, sound=number == 0) == expected
