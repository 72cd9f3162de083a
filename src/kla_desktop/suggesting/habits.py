"""What a station's own tags teach: which words went with which indicators, and which suggestions were passed over.

Counts only, so that learning is at once and can be taken back exactly. Nothing leaves the laptop.
"""

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kla_desktop.model.ids import IndicatorSlug
from kla_desktop.suggesting.words import forms, read_sentences

MAX_WORDS: Final = 160
"""Words of one item that are learned; its names come first."""
_SHORTEST: Final = 3
_MOST_POINTS: Final = 10.0
_STRONGEST: Final = 6
"""So many of an item's words may speak, the most telling ones."""
_TELLING: Final = 1.0
"""Least log-odds with which a word says anything."""
_CLEAREST: Final = 3.0
"""Log-odds beyond which a word is not believed the more."""
_DOUBT: Final = 3.0
"""Items as which it counts that a word may stand under an indicator as often as under any."""
_SURE_FROM: Final = 3
"""Items from which a word speaks with full voice."""
_LEAST_ITEMS: Final = 2
_AS_MANY_AS: Final = 50
"""For how many of a station's own items the passages count that taught the words, where the two tell of one word."""


@dataclass(frozen=True, slots=True)
class Tally:
    """For one indicator: items tagged, times suggested first, and times that was taken."""

    items: int = 0
    offered: int = 0
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Habits:
    """Counts for the words of one item: `words[word][slug]` items, `spread[word]` items with any tag, tallies."""

    words: Mapping[str, Mapping[IndicatorSlug, int]] = field(default_factory=dict)
    spread: Mapping[str, int] = field(default_factory=dict)
    tallies: Mapping[IndicatorSlug, Tally] = field(default_factory=dict)
    items: int = 0


@dataclass(frozen=True, slots=True)
class Taught:
    """How much habit speaks for an indicator, by which words, and in how many tagged items they stood."""

    points: float
    words: tuple[str, ...]
    items: int


def learnable(names: Iterable[str], text: str) -> tuple[str, ...]:
    """Return the distinct words of an item worth counting: those of its names, then those its text begins with."""
    found: dict[str, None] = {}
    for piece, is_name in [*((name, True) for name in names), (text[:6000], False)]:
        for word in itertools.chain.from_iterable(read_sentences(piece, is_name=is_name)):
            bare = forms(word.text)[-1]
            if len(bare) >= _SHORTEST and not bare[0].isdigit():
                found.setdefault(bare)
            if len(found) >= MAX_WORDS:
                return tuple(found)
    return tuple(found)


def recall(habits: Habits) -> dict[IndicatorSlug, Taught]:
    """Return what the counts say about the item whose words they are for.

    A word is believed to stand under an indicator as often as under any until items say otherwise, so that what stands
    in most files (who met, where) does not speak for the one indicator that has few of them.
    """
    if habits.items < _LEAST_ITEMS:
        return {}
    spoken: dict[IndicatorSlug, list[tuple[float, str, int]]] = {}
    tagged = {slug: tally.items for slug, tally in habits.tallies.items()}
    for word, counts in habits.words.items():
        spread = habits.spread.get(word, 0)
        usual = (spread + 1) / (habits.items + 10)
        for slug, count in counts.items():
            if count < _LEAST_ITEMS and spread > count:
                continue
            under = tagged.get(slug, 0)
            inside = (count + _DOUBT * usual) / (under + _DOUBT)
            outside = (spread - count + 0.5) / (habits.items - under + 2)
            odds = math.log(inside / outside)
            if odds > _TELLING:
                sure = min(1.0, (count + 2) / (_SURE_FROM + 2))
                spoken.setdefault(slug, []).append((min(odds, _CLEAREST) * sure, word, count))
    found: dict[IndicatorSlug, Taught] = {}
    for slug, said in spoken.items():
        said.sort(reverse=True)
        points = min(_MOST_POINTS, sum(each[0] for each in said[:_STRONGEST]))
        found[slug] = Taught(points, tuple(word for _, word, _ in said[:3]), max(count for _, _, count in said[:3]))
    return found


def rarity_here(habits: Habits, word: str, taught: float) -> float:
    """Return how rare a word is by the passages that taught it and the items tagged here, taken together.

    What stands in this station's files whatever they are about says little of any; its own names are for habits.
    """
    if not habits.items or not (seen := habits.spread.get(forms(word)[-1])):
        return taught
    known = _AS_MANY_AS * math.exp(-taught)
    return min(taught, math.log((_AS_MANY_AS + habits.items) / (known + seen)))


def trust(habits: Habits, slug: IndicatorSlug) -> float:
    """Return what is left of a suggestion by words alone that this station keeps passing over: 1 to 0.4."""
    tally = habits.tallies.get(slug)
    if tally is None or not tally.offered:
        return 1.0
    return max(0.4, (tally.taken + 3) / (tally.offered + 3))
