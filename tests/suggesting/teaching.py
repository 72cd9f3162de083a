"""Learns from labelled passages what words lean to: ridge regression on passages as vectors of rare words.

The terms of the lexicon teach too, a few at a time as if they were a passage, with a lower voice: what names a matter
has words that speak for it where the name is not said in full. The same passages always teach the same.
`benchmarks/teach.py` writes it where the program reads it.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kla_desktop.model.lexicon import NONE_OF_THEM, Leaning, Leanings
from kla_desktop.suggesting.leaning import telling
from kla_desktop.suggesting.words import read_words
from kla_desktop.wording.roots import is_root
from tests.suggesting.passages import CATALOGUE, LEXICON, passages

STIFFNESS = 0.6
"""How little single passages count."""
START = 0.3
"""How much all passages have in common before the first word."""
TERMS = 4
"""So many terms of the lexicon are read as one passage."""
TERMS_COUNT = 0.3
"""What such a passage counts beside one that somebody might have written."""
LEAST = 0.03
"""Leanings smaller than this are left out; they change nothing that can be measured."""
_NO_WORDS = re.compile(r"[~*/]|\.\.+")
"""What the terms of the lexicon are written with beside words."""


@dataclass(frozen=True, slots=True)
class _Lesson:
    """The words of something that was read, what it is about, and how much it counts."""

    words: Sequence[str]
    towards: str
    counts: float


def learned(taught: Iterable[str]) -> Leanings:
    """Learn from some sets and the lexicon."""
    lessons = _without_names([*_of_passages(taught), *_of_terms()])
    spread = Counter(word for each in lessons for word in each.words)
    rarity = {word: round(math.log((len(lessons) + 1) / (count + 0.5)), 2) for word, count in spread.items()}
    towards = [NONE_OF_THEM, *(each.slug for each in CATALOGUE.indicators)]
    weights = _fitted(
        _vectors([each.words for each in lessons], rarity),
        np.array([[each.towards == slug for slug in towards] for each in lessons], float),
        np.array([each.counts for each in lessons]),
    )
    words = {
        word: Leaning(
            rarity[word],
            {slug: round(float(each), 2) for slug, each in zip(towards, row, strict=True) if abs(each) >= LEAST},
        )
        for word, row in zip(rarity, weights[:-1], strict=True)
    }
    start = {slug: round(START * float(each), 3) for slug, each in zip(towards, weights[-1], strict=True)}
    return Leanings("permen-12-2022", start, {word: words[word] for word in sorted(words)})


def _of_passages(taught: Iterable[str]) -> Iterator[_Lesson]:
    for passage in itertools.chain.from_iterable(map(passages, taught)):
        towards = NONE_OF_THEM if passage.number is None else CATALOGUE.by_number[passage.number].slug
        yield _Lesson(telling(read_words(passage.text, is_name=passage.genre == "filename")), towards, 1.0)


def _of_terms() -> Iterator[_Lesson]:
    assert LEXICON is not None
    known = {each.slug: (*each.sure, *each.child, *each.likely) for each in LEXICON.indicators}
    for towards, terms in (*known.items(), *((NONE_OF_THEM, terms) for terms in LEXICON.other.values())):
        for some in range(0, len(terms), TERMS):
            words = telling(read_words(_NO_WORDS.sub(" ", " . ".join(terms[some : some + TERMS]))))
            if len(words) > 1:
                yield _Lesson(words, towards, TERMS_COUNT)


def _without_names(lessons: Sequence[_Lesson]) -> list[_Lesson]:
    """Leave out what one lesson alone has and no dictionary knows: somebody's name, or a slip of a scan."""
    spread = Counter(word for each in lessons for word in each.words)
    return [replace(each, words=[word for word in each.words if spread[word] > 1 or is_root(word)]) for each in lessons]


def _vectors(told: Sequence[Sequence[str]], rarity: dict[str, float]) -> np.ndarray:
    column = {word: place for place, word in enumerate(rarity)}
    vectors = np.zeros((len(told), len(column) + 1))
    for row, words in enumerate(told):
        each = np.array([rarity[word] for word in words])
        vectors[row, [column[word] for word in words]] = each / (np.linalg.norm(each) or 1.0)
    vectors[:, -1] = START
    return vectors


def _fitted(vectors: np.ndarray, wanted: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Solve in passages, of which there are fewer than words."""
    alike = vectors @ vectors.T + np.diag(STIFFNESS / counts)
    return np.asarray(vectors.T @ np.linalg.solve(alike, wanted))
