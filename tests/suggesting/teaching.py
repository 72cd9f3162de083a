"""Learns from labelled passages what words lean to: ridge regression on passages as vectors of rare words.

The same passages always teach the same. `benchmarks/teach.py` writes it where the program reads it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from kla_desktop.model.lexicon import NONE_OF_THEM, Leaning, Leanings
from kla_desktop.suggesting.leaning import telling
from kla_desktop.suggesting.words import read_words
from tests.suggesting.passages import CATALOGUE, passages

STIFFNESS = 1.0
"""How little single passages count."""
START = 0.3
"""How much all passages have in common before the first word."""
LEAST = 0.03
"""Leanings smaller than this are left out; they change nothing that can be measured."""


def learned(taught: Iterable[str]) -> Leanings:
    """Learn from some sets."""
    known = [passage for name in taught for passage in passages(name)]
    told = [telling(read_words(each.text, is_name=each.genre == "filename")) for each in known]
    spread = Counter(word for words in told for word in words)
    rarity = {word: round(math.log((len(told) + 1) / (count + 0.5)), 2) for word, count in spread.items()}
    towards = [NONE_OF_THEM, *(each.slug for each in CATALOGUE.indicators)]
    wanted = [NONE_OF_THEM if each.number is None else CATALOGUE.by_number[each.number].slug for each in known]
    weights = _fitted(_vectors(told, rarity), np.array([[each == slug for slug in towards] for each in wanted], float))
    words = {
        word: Leaning(
            rarity[word],
            {slug: round(float(each), 2) for slug, each in zip(towards, row, strict=True) if abs(each) >= LEAST},
        )
        for word, row in zip(rarity, weights[:-1], strict=True)
    }
    start = {slug: round(START * float(each), 3) for slug, each in zip(towards, weights[-1], strict=True)}
    return Leanings("permen-12-2022", start, {word: words[word] for word in sorted(words)})


def _vectors(told: Sequence[Sequence[str]], rarity: dict[str, float]) -> np.ndarray:
    column = {word: place for place, word in enumerate(rarity)}
    vectors = np.zeros((len(told), len(column) + 1))
    for row, words in enumerate(told):
        each = np.array([rarity[word] for word in words])
        vectors[row, [column[word] for word in words]] = each / (np.linalg.norm(each) or 1.0)
    vectors[:, -1] = START
    return vectors


def _fitted(vectors: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Solve in passages, of which there are fewer than words."""
    alike = vectors @ vectors.T + STIFFNESS * np.eye(len(vectors))
    return np.asarray(vectors.T @ np.linalg.solve(alike, wanted))
