"""What a text leans to by its plain words, as a table learned from labelled passages has it.

The lexicon knows what names a matter; this knows the company that a matter's words keep, and so hears of one that
nobody names. Each word leans more or less to every indicator and to "none of them"; rare words weigh more. A long text
is read in pieces and leans as its best piece does, a little less for each further piece.
"""

import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.ids import IndicatorSlug
from kla_desktop.model.lexicon import NONE_OF_THEM, Leaning, Leanings
from kla_desktop.suggesting.habits import Habits, rarity_here
from kla_desktop.suggesting.words import BREAK, Word, roots
from kla_desktop.wording.roots import is_root

_POINTS: Final = 40.0
"""Points of a text that leans wholly to one indicator; the lexicon's points are on the same scale."""
_AHEAD: Final = 0.33
"""How far "none of them" may be ahead of an indicator that still gains points."""
_AHEAD_LESS: Final = 0.09
"""How much of this goes with each doubling of the pieces: among many, one leans somewhere by chance."""
_LEAST, _MOST = -12.0, 30.0
_PIECE: Final = 15
"""Words of a piece, which ends with a sentence if that is near. In one of 40 a matter is lost among its neighbours."""
_UNHEARD: Final = 300.0
"""Added to the squared length of a piece: a few known words lean less than many that agree, and noise hardly."""
_FEWEST: Final = 2
"""Known words without which a piece leans nowhere: one alone is a folder's name or a passing mention."""
_SHOWN, _SHOWN_RARITY = 0.7, 2.8
"""Points from which a word is named as a reason, if it is no word of all texts."""


@dataclass(frozen=True, slots=True)
class Lean:
    """Points for one indicator, below 0 against it, and the words that brought them with the points of each."""

    points: float
    words: tuple[tuple[float, str], ...]


class Leaner:
    """A table of leanings made ready; some 10 µs a word."""

    def __init__(self, catalogue: Catalogue, leanings: Leanings | None) -> None:
        self._words = leanings.words if leanings else {}
        self._start = leanings.start if leanings else {}
        self._slugs = [each.slug for each in catalogue.indicators if each.slug in self._start]

    def weigh(self, words: Sequence[Word], habits: Habits) -> Mapping[IndicatorSlug, Lean]:
        """Return for each indicator where the text leans; nothing where too little is known."""
        pieces = [known for piece in _pieces(words) if len(known := self._known(piece)) >= _FEWEST]
        if not pieces:
            return {}
        ahead = _AHEAD - _AHEAD_LESS * math.log2(len(pieces))
        best: dict[IndicatorSlug, tuple[float, int]] = {}
        for place, piece in enumerate(pieces):
            for slug, lead in self._leads(piece, habits).items():
                best[slug] = max(best.get(slug, (-math.inf, 0)), (lead, -place))
        return {
            slug: Lean(
                points := min(_MOST, max(_LEAST, _POINTS * (lead + ahead))),
                self._reasons(pieces[-place], slug, habits) if points > 0 else (),
            )
            for slug, (lead, place) in best.items()
        }

    def _known(self, piece: Sequence[Word]) -> dict[str, Word]:
        """The words of a piece that the table has, each once, by the name it has there."""
        found: dict[str, Word] = {}
        for word in piece:
            name = known_as(word.text)
            if name in self._words:
                found.setdefault(name, word)
        return found

    def _leads(self, piece: Mapping[str, Word], habits: Habits) -> dict[IndicatorSlug, float]:
        length = _length(self._words[name] for name in piece)
        sums: dict[str, float] = {}
        for name, word in piece.items():
            each = self._words[name]
            rarity = rarity_here(habits, word.text, each.rarity)
            for slug, toward in each.towards.items():
                sums[slug] = sums.get(slug, 0.0) + rarity * toward
        none = sums.get(NONE_OF_THEM, 0.0) / length + self._start[NONE_OF_THEM]
        return {slug: sums.get(slug, 0.0) / length + self._start[slug] - none for slug in self._slugs}

    def _reasons(self, piece: Mapping[str, Word], slug: IndicatorSlug, habits: Habits) -> tuple[tuple[float, str], ...]:
        length = _length(self._words[name] for name in piece)
        found = []
        for name, word in piece.items():
            each = self._words[name]
            points = _POINTS * rarity_here(habits, word.text, each.rarity) / length * each.towards.get(slug, 0.0)
            if points >= _SHOWN and each.rarity >= _SHOWN_RARITY:
                found.append((points, word.text))
        return tuple(sorted(found, reverse=True))


@functools.lru_cache(maxsize=16384)
def known_as(word: str) -> str:
    """Return the name under which the table has a word: its longest root that a dictionary knows, or itself."""
    if is_root(word):
        return word
    return max(filter(is_root, roots(word)), key=len, default=word)


def telling(words: Sequence[Word]) -> list[str]:
    """Return the names of the words that can lean at all, each once; not what digits are part of."""
    names = dict.fromkeys(known_as(each.text) for each in words if _can_tell(each))
    return [name for name in names if name.isalpha()]


def _can_tell(word: Word) -> bool:
    return word.text != BREAK and len(word.text) > 1 and not word.text.isdigit()


def _length(held: Iterable[Leaning]) -> float:
    return math.sqrt(_UNHEARD + sum(each.rarity**2 for each in held))


def _pieces(words: Sequence[Word]) -> Iterator[list[Word]]:
    piece: list[Word] = []
    for word in words:
        if _can_tell(word):
            piece.append(word)
        if len(piece) >= 2 * _PIECE or (word.text == BREAK and len(piece) >= _PIECE):
            yield piece
            piece = []
    yield piece
