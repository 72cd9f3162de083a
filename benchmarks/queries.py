"""Questions for the search row: so many of each kind, with a printed seed."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from workload import needle_of

SEED = 5
STATES = ("new", "tagged")


def make(
    words: Sequence[str], count: int, each: int, slugs: Sequence[str], places: Sequence[str]
) -> list[dict[str, Any]]:
    """Questions by turns of all kinds, newest and best first, without filters and with one, two, three of them.

    `words` stand from the most to the least frequent one; `count` is how many items there are.
    """
    chance = random.Random(SEED)

    def one(low: int, high: int) -> str:
        return words[chance.randrange(low, min(high, len(words)))]

    kinds: dict[str, Callable[[], str]] = {
        "needle": lambda: needle_of(chance.randrange(count)),
        "rare": lambda: one(5000, 20_000) + " ",
        "mid": lambda: one(100, 1000) + " ",
        "common": lambda: one(0, 20) + " ",
        "two words": lambda: f"{one(20, 500)} {one(20, 500)} ",
        "common and rare": lambda: f"{one(0, 20)} {one(2000, 20_000)} ",
        "phrase": lambda: f'"{one(0, 200)} {one(0, 200)}"',
        "2 letters": lambda: one(0, 20_000)[:2],
        "3 letters": lambda: one(0, 20_000)[:3],
        "5 letters": lambda: one(0, 20_000)[:5],
        "substring": lambda: _inside(one(0, 20_000)),
        "slip": lambda: _slip(one(0, 20_000)),
    }
    filters: dict[str, Callable[[], dict[str, Any]]] = {
        "": dict,
        " + indicator": lambda: {"indicator": chance.choice(slugs)},
        " + place, year": lambda: {"place": chance.choice(places), "year": chance.randrange(2022, 2027)},
        " + state, kind": lambda: {"states": [chance.choice(STATES)], "group": chance.choice(("photo", "document"))},
    }
    asked = []
    for _ in range(each):
        for kind, text in kinds.items():
            asked += [{"kind": kind, "order": order, "text": text()} for order in ("newest", "best")]
        for kind in ("rare", "mid", "common", "two words", "3 letters"):
            for name, filtered in filters.items():
                if name:
                    order = chance.choice(("newest", "best"))
                    asked.append({"kind": kind + name, "order": order, "text": kinds[kind](), **filtered()})
    return asked


def _inside(word: str) -> str:
    return "*" + word[1:6] if len(word) > 4 else word


def _slip(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] + "q" + word[middle + 1 :] + " "
