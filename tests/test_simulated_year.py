"""A small year: stations, desks, losses, wrong clocks, and an oracle that saw everything."""

from pathlib import Path

import pytest

from benchmarks.simulated_year import Scale, country, simulate


@pytest.mark.parametrize(
    "scale",
    [
        Scale(stations=2, desks=1, items=5, days=3, lost=0.6),
        pytest.param(Scale(), marks=pytest.mark.heavy),
    ],
)
def test_a_year_ends_as_an_oracle_says(tmp_path: Path, scale: Scale) -> None:
    figures = simulate(tmp_path, scale)
    assert figures.lost > 0
    assert figures.again > 0
    assert figures.events > scale.items


def test_a_country_is_reckoned_from_its_offices() -> None:
    assert country(cities=1)["terabytes_all_cities"] == country()["terabytes_a_city"]
