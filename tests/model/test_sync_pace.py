"""When sync tries again, and how large the parts are."""

import itertools

import pytest

from kla_desktop.model.sync_pace import LARGEST_PART, SLOWEST_PART, part_size_for, smoothed, wait_after


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_a_hub_in_trouble_is_asked_at_most_eight_times_in_any_hour(chance: float) -> None:
    moments = [0.0, *itertools.accumulate(wait_after(tries, chance) for tries in range(1, 60))]
    for begin in moments:
        assert sum(begin <= moment < begin + 3600 for moment in moments) <= 8


def test_waits_differ_by_chance_and_respect_what_the_server_asks() -> None:
    assert wait_after(3, 0.0) < wait_after(3, 1.0)
    assert wait_after(1, 0.0, asked=600) == 600
    assert wait_after(6, 0.0, asked=5) == 900
    assert wait_after(1, 0.0, asked=10_000_000) <= 6 * 3600


def test_parts_fit_the_line() -> None:
    assert part_size_for(10_000) == SLOWEST_PART
    assert part_size_for(200_000) == 1 << 20
    assert part_size_for(50_000_000) == LARGEST_PART
    assert part_size_for(0) == 1 << 20
    assert part_size_for(50_000_000, most=1 << 20) == 1 << 20
    assert smoothed(0, 1000, 1) == 1000
    assert 100 < smoothed(100, 1000, 1) < 1000
