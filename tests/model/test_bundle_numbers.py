"""Up to which running number everything has come, whatever was lost and whatever order the rest came in."""

import random

import pytest

from kla_desktop.model.bundle import Come, missing, reached


@pytest.mark.parametrize(
    ("came", "up_to"),
    [
        ([], 0),
        ([Come(1), Come(2)], 2),
        ([Come(1), Come(3)], 1),
        ([Come(1), Come(3, 2)], 3),
        ([Come(1), Come(4, 3)], 1),
        ([Come(4, 1)], 4),
        ([Come(1), Come(5, 2, 4)], 1),  # of two that repeat together the first is lost
        ([Come(1), Come(4), Come(5, 2, 4)], 5),
        ([Come(1), Come(4, 2), Come(4), Come(6, 5)], 6),  # a number that came twice
        ([Come(10**14, 10**13)], 0),
    ],
)
def test_a_later_bundle_closes_a_gap_from_the_number_on_that_it_names(came: list[Come], up_to: int) -> None:
    assert reached(came) == up_to
    assert reached(came[::-1]) == up_to


def test_missing_are_those_whose_contents_no_other_brought() -> None:
    assert missing([Come(1), Come(4)], 4) == 2
    assert missing([Come(1), Come(4, 3)], 4) == 1
    assert missing([Come(1), Come(4, 2)], 4) == 0
    assert missing([Come(2), Come(9)], 5) == 3
    assert missing([], 10**14) == 10**14 - 1


@pytest.mark.parametrize("seed", range(200))
def test_what_is_acknowledged_has_come_whatever_is_lost_and_in_any_order(seed: int) -> None:
    """A sender repeats what is not acknowledged, as one bundle or several; a receiver never says more than it has."""
    chance = random.Random(seed)
    said: list[int] = []  # with which bundle a thing was told whole for the first time
    came: list[Come] = []
    here: set[int] = set()
    acknowledged, on_the_way, number = 0, list[tuple[Come, frozenset[int]]](), 0
    for _ in range(30):
        parts = chance.randint(1, 3)
        since, first = acknowledged + 1, number + 1
        said += [number + parts] * parts
        open_things = [thing for thing, by in enumerate(said) if by >= since]
        for part in range(parts):
            number += 1
            last = part == parts - 1
            repeats = (since, first if parts > 1 else 0) if last and since < first else (0, 0)
            bundle = Come(number, *repeats), frozenset(open_things[part::parts])
            on_the_way.append(bundle)
        chance.shuffle(on_the_way)
        for brought, things in [on_the_way.pop() for _ in range(chance.randint(0, len(on_the_way)))]:
            if chance.random() < 0.6:
                came.append(brought)
                here |= things
        assert {thing for thing, by in enumerate(said) if by <= reached(came)} <= here
        if chance.random() < 0.5:
            acknowledged = reached(came)
    came.append(Come(number + 1, acknowledged + 1))
    assert reached(came) == number + 1
