"""Proposals of activities, judged on days that were made up with who was where."""

import itertools

from kla_desktop.model.activity import Piece
from kla_desktop.model.activity_rule import propose
from tests.model.activity_days import Day, days

COMMON = frozenset({"pancoran", "mas", "depok"})


def _pairs(pieces: list[tuple[Piece, str]]) -> set[tuple[str, str]]:
    return {
        (one.id, other.id) for (one, event), (other, of) in itertools.combinations(pieces, 2) if event and event == of
    }


def _proposed(pieces: list[Piece]) -> set[tuple[str, str]]:
    return {pair for group in propose(pieces, COMMON) for pair in itertools.combinations(sorted(group.items), 2)}


def figures(chosen: list[Day]) -> tuple[float, float, list[str]]:
    """Precision and recall over pairs of files, and each day's in words."""
    right = wrong = missed = 0
    lines = []
    for day in chosen:
        true, found = _pairs(day.pieces), _proposed([piece for piece, _ in day.pieces])
        lines.append(
            f"{len(true & found):4} right {len(found - true):3} wrong {len(true - found):3} missed  {day.name}"
        )
        right, wrong, missed = right + len(true & found), wrong + len(found - true), missed + len(true - found)
    return right / max(1, right + wrong), right / max(1, right + missed), lines


def test_most_of_an_event_is_found_and_hardly_anything_else() -> None:
    chosen = list(days())
    assert len(chosen) >= 25
    precision, recall, lines = figures(chosen)
    assert precision >= 0.95, "\n".join(lines)
    assert recall >= 0.8, "\n".join(lines)


if __name__ == "__main__":
    precision, recall, lines = figures(list(days()))
    print("\n".join(lines))
    print(f"{precision:.3f} {recall:.3f}")
