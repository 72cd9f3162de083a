"""A small year: stations, desks, losses, wrong clocks, and an oracle that saw everything."""

from pathlib import Path

import pytest

from benchmarks.country import S3, WEBDAV, Measured, calls_of_bundle, calls_of_looking, country, requests
from benchmarks.simulated_year import simulate
from benchmarks.year_city import Scale


@pytest.mark.parametrize(
    "scale",
    [
        Scale(stations=2, desks=1, items=5, days=3, lost=0.6),
        pytest.param(Scale(stations=6, desks=2, items=60, days=4, kept=1), marks=pytest.mark.heavy),
        pytest.param(Scale(), marks=pytest.mark.heavy),
    ],
)
def test_a_year_ends_as_an_oracle_says(tmp_path: Path, scale: Scale) -> None:
    figures = simulate(tmp_path, scale)
    assert figures.lost > 0
    assert figures.again > 0
    assert figures.events > scale.items


@pytest.mark.parametrize(
    "scale",
    [
        Scale(stations=2, desks=1, items=6, days=3, hub=1, bad=0.08, province=1, kept=1),
        pytest.param(Scale(desks=2, items=120, hub=0.7, province=1, kept=1), marks=pytest.mark.heavy),
    ],
)
def test_a_year_by_sync_over_a_line_that_does_harm_ends_alike_also_above(tmp_path: Path, scale: Scale) -> None:
    figures = simulate(tmp_path, scale)
    harmed = sum(count for what, count in figures.hub.items() if what.startswith("line: "))
    assert figures.hub_days > 0
    assert harmed > 0
    assert figures.items_above >= scale.stations


def test_a_country_is_reckoned_from_a_year_and_from_the_hubs_own_calls() -> None:
    spent = {"receiving, secretariat": 20.0, "sealing replies": 5.0, "reviewing": 5.0}
    figures = {"spent": spent, "stored": {"sekretariat": 3_000_000}, "evidence_bytes": 1_000_000}
    year = Measured({"items": 100}, figures)
    one, all_of_them = country(year, cities=1), country(year)
    assert one["terabytes_all_cities"] == all_of_them["terabytes_a_city"] == 0.1
    assert all_of_them["desk_milliseconds_an_item"] == 300
    assert all_of_them["index_gigabytes_a_city"] == 1
    small, large = calls_of_bundle(1), calls_of_bundle(3)
    assert large["put"] - small["put"] == large["read"] - small["read"] == large["delete"] - small["delete"] == 2
    desk, office = calls_of_looking(5)
    assert (requests(desk, WEBDAV), requests(office, WEBDAV)) == (1 + 5 + 5, 1)
    assert all_of_them["looking"]["requests_of_the_offices"] == 103 * 2_000 * 12
    assert requests(large, S3) < requests(large, WEBDAV)
