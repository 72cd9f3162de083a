"""Stacked hubs: a city's coordinator hands up to its province what it accepted, and the province's word comes down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.station import Trust
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from tests.operations.country import Country, country
from tests.operations.town import SILENT, photo, tagged


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Country]:
    with country(tmp_path, cities=1, villages=1) as found:
        yield found


def judge(ws: Workspace, item: EvidenceId, verdict: Verdict) -> None:
    review(ws, ReviewRequest((item,), verdict, reason="kurang jelas" if verdict is Verdict.RETURN else ""), SILENT)


def states(ws: Workspace, item: EvidenceId) -> tuple[State, list[str]]:
    (tag,) = ws.find([item])[0].tags
    return tag.state, [f"{one.verdict} {one.reviewer}" for one in tag.elsewhere]


def test_what_the_city_accepted_goes_up_signed_by_the_village_and_a_return_comes_down(here: Country) -> None:
    province, (city,), (village,) = here.province, here.cities, here.villages
    one, two = tagged(village, photo(here.folder / "a.png", 1), photo(here.folder / "b.png", 2))
    here.carry(village, city)
    judge(city, one, Verdict.ACCEPT)
    (held,) = here.carry(city, province).held
    assert held.station == city.me
    here.accept(province, city)
    (item,) = province.find([one])
    assert (item.station, item.has_bytes) == (village.me, False)
    assert states(province, one) == (State.RECEIVED, ["accept Petugas kota 1"])
    assert two not in province.store.evidence.find([two])
    known = province.store.offices.station(village.me)
    assert known is not None
    assert (known.trust, known.home) == (Trust.BELOW, city.me)
    judge(province, one, Verdict.RETURN)
    here.carry(province, city)
    here.carry(city, village)
    assert states(city, one) == (State.ACCEPTED, ["return Petugas provinsi"])
    assert states(village, one) == (State.ACCEPTED, ["return Petugas provinsi"])
    (row,) = city.store.offices.bundles(sender=city.me, recipient=province.me)
    assert row.received_by == "Petugas provinsi"
    for ws in (province, city, village):
        assert not replay.differences(ws.store)
