"""How much a text speaks for each indicator, and by which words. Works on one text at a time; knows no library.

Two are heard: the terms of the lexicon, and the leanings of plain words (suggesting.leaning); their points add up.

Every term counts by its class; said again it counts a little more, never more than twice. Words of no indicator
(tenders, taxes, livestock …) take away; idioms in which nobody speaks of a child do not count, nor what is short for
them in the same text: a "gugus tugas reforma agraria" is "gugus tugas" from its second mention on. A long text must say
more before it counts: one mention in passing does not make a budget speech evidence.
"""

import itertools
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kla_desktop.model.catalogue import Catalogue, Indicator
from kla_desktop.model.ids import IndicatorSlug
from kla_desktop.model.lexicon import IndicatorWords, Lexicon
from kla_desktop.suggesting.habits import Habits
from kla_desktop.suggesting.leaning import Lean, Leaner
from kla_desktop.suggesting.terms import Found, TermIndex, longest
from kla_desktop.suggesting.words import BREAK, Word, read_words

_POINTS: Final[Mapping[str, float]] = {
    "sure": 6.0, "child": 4.5, "likely": 3.0, "near": 2.0, "hint": 0.7, "general": 2.6, "against": -4.0,
}  # fmt: skip
_FAR: Final = 0.15
"""What is left of a `child` or `near` term with no word about children around it."""
_NAMED, _NAMED_SHARE = 4.5, 0.15
"""Points from which another indicator counts as named, and what is then left of `general` words."""
_AROUND: Final = 14
"""Words on either side that count as close."""
_OPENING, _OPENING_WORDS = 1.25, 30
"""Titles and first sentences say what a text is about."""
_PER_WORD: Final = 0.25
"""What each further word of a longer term adds."""
_FURTHER_TERM: Final = 0.8
"""What each further term of an indicator weighs, beside the one before it."""
_OTHER_POINTS, _OTHER_SHARE, _OTHER_MOST = 2.0, 0.45, 14.0
_LONE: Final = 3.0
"""How much more words of other matters take away from an indicator for which one term alone speaks."""
_NO_CHILD: Final = 0.55
"""What is left of weaker words in a text that speaks of no child."""


@dataclass(frozen=True, slots=True)
class _Label:
    """What a term stands for: an indicator and class, or "children", "masked", or a matter of no indicator."""

    term: str
    kind: str
    slug: IndicatorSlug | None = None


_UNSAID: Final = Lean(0.0, ())


@dataclass(frozen=True, slots=True)
class Said:
    """How much one text speaks for an indicator (points, at least 0), and the words that did, weightiest first."""

    points: float
    words: tuple[str, ...]


class Judge:
    """The words of one catalogue made ready; building takes some 50 ms, a page of text about 2 ms."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon | None) -> None:
        known = {each.slug: each for each in lexicon.indicators} if lexicon else {}
        terms: list[tuple[str, _Label]] = []
        for indicator in catalogue.indicators:
            terms += _labelled(known.get(indicator.slug) or _from_catalogue(indicator))
        if lexicon:
            terms += [(term, _Label(term, "children")) for term in lexicon.children]
            terms += [(term, _Label(term, "masked")) for term in lexicon.masked]
            terms += [(term, _Label(term, "other")) for name in lexicon.other for term in lexicon.other[name]]
        capitals = lexicon.capitals if lexicon else ()
        self._index = TermIndex(terms, capitals)
        self._leaner = Leaner(catalogue, lexicon.leanings if lexicon else None)

    def weigh(self, text: str, habits: Habits, *, is_name: bool = False) -> dict[IndicatorSlug, Said]:
        """Return what the text says for each indicator it speaks for at all."""
        words = read_words(text, is_name=is_name)
        if not words:
            return {}
        named, leans = self._named(words, is_name=is_name), self._leaner.weigh(words, habits)
        both = {slug: _added(named.get(slug, _UNSAID), leans.get(slug, _UNSAID)) for slug in {**named, **leans}}
        return {
            slug: Said(each.points, _distinct(word for _, word in each.words))
            for slug, each in both.items()
            if each.points > 0
        }

    def _named(self, words: Sequence[Word], *, is_name: bool) -> dict[IndicatorSlug, Lean]:
        """What the terms of the lexicon say."""
        every = self._index.find(words)
        taken = {place for found in every if found.label.kind == "masked" for place in found.own}
        children = sorted(each.start for each in every if each.label.kind == "children" and each.start not in taken)
        found = longest(every)
        others = {each.label.term for each in found if each.label.kind == "other"}
        meant = {each.label.term for each in every if each.label.slug and taken.issuperset(each.own)}
        found = [each for each in found if not taken.intersection(each.own) and each.label.term not in meant]
        against = min(_OTHER_MOST, _OTHER_POINTS * len(others)) * _OTHER_SHARE
        scored = _Scored(words, children, is_name=is_name)
        for each in _once(found):
            scored.add(each)
        length = sum(word.text != BREAK for word in words)
        return dict(scored.result(against, length))


class _Scored:
    """Points gathered by indicator and term."""

    def __init__(self, words: Sequence[Word], children: Sequence[int], *, is_name: bool) -> None:
        self._words, self._children, self._is_name = words, children, is_name
        self._own: dict[IndicatorSlug, dict[str, list[float]]] = {}
        self._general: dict[IndicatorSlug, dict[str, list[float]]] = {}
        self._shown: dict[IndicatorSlug, dict[str, tuple[float, str]]] = {}

    def add(self, found: Found[_Label]) -> None:
        label = found.label
        assert label.slug is not None
        points = _POINTS[label.kind]
        if label.kind in {"child", "near"} and not self._is_close(found):
            points *= _FAR
        if label.kind in {"likely", "hint"} and not self._children:
            points *= _NO_CHILD
        if points > 0:
            points *= 1 + _PER_WORD * (found.length - 1)
            if found.start < _OPENING_WORDS and not self._is_name:
                points *= _OPENING
        held = self._general if label.kind == "general" else self._own
        held.setdefault(label.slug, {}).setdefault(label.term, []).append(points)
        shown = self._shown.setdefault(label.slug, {})
        if points > shown.get(label.term, (0.0, ""))[0]:
            shown[label.term] = points, _spoken(self._words, found.own)

    def _is_close(self, found: Found[_Label]) -> bool:
        place = bisect_left(self._children, found.start - _AROUND)
        return any(each not in found.own and each < found.end + _AROUND for each in self._children[place:])

    def result(self, against: float, length: int) -> Iterator[tuple[IndicatorSlug, Lean]]:
        dulled = 1 + 0.22 * math.log2(max(1.0, length / 120))
        own = {slug: _sum(terms) for slug, terms in self._own.items()}
        for slug in {**self._own, **self._general}:
            others = max((points for other, points in own.items() if other != slug), default=0.0)
            general = _sum(self._general.get(slug, {})) * (_NAMED_SHARE if others >= _NAMED else 1.0)
            lone = len(self._own.get(slug, ())) + len(self._general.get(slug, ())) == 1
            points = (own.get(slug, 0.0) + general - against * (_LONE if lone else 1.0)) / dulled
            if points > 0:
                shown = (each for each in self._shown[slug].values() if each[0] >= _POINTS["hint"])
                yield slug, Lean(points, tuple(shown))


def _added(named: Lean, leans: Lean) -> Lean:
    return Lean(named.points + leans.points, tuple(sorted((*named.words, *leans.words), reverse=True)))


def _once(found: Iterable[Found[_Label]]) -> Iterable[Found[_Label]]:
    """What is of an indicator; where several of its terms are the very same words, the weightiest of them."""
    kept: dict[tuple[IndicatorSlug, tuple[int, ...]], Found[_Label]] = {}
    for each in found:
        if each.label.slug is not None:
            place = each.label.slug, each.own
            kept[place] = max(kept.get(place, each), each, key=lambda one: abs(_POINTS[one.label.kind]))
    return kept.values()


def _sum(terms: Mapping[str, Sequence[float]]) -> float:
    """Add up the terms: after the strongest each counts a little less, since many words may be about one thing."""
    each = sorted(map(_often, terms.values()), reverse=True)
    return sum(points * (_FURTHER_TERM**place if points > 0 else 1) for place, points in enumerate(each))


def _often(points: Sequence[float]) -> float:
    """The strongest mention, a little more for each further one, twice at the most."""
    best = max(points) if max(points) > 0 else min(points)
    return best * min(2.0, 1 + 0.35 * math.log2(len(points)))


def _spoken(words: Sequence[Word], own: Sequence[int]) -> str:
    parts = [words[own[0]].text]
    for before, place in itertools.pairwise(own):
        parts += ["…", words[place].text] if place > before + 1 else [words[place].text]
    said = " ".join(parts)
    return said.upper() if len(own) == 1 and words[own[0]].capitals and len(said) <= 8 else said  # noqa: PLR2004


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for word in words:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)


def _labelled(words: IndicatorWords) -> list[tuple[str, _Label]]:
    return [
        (term, _Label(term, kind, words.slug))
        for kind in _POINTS
        for term in getattr(words, kind)
    ]  # fmt: skip


def _from_catalogue(indicator: Indicator) -> IndicatorWords:
    """Make do with the catalogue's own keywords where nobody wrote words for an indicator."""
    phrases = tuple(word for word in (*indicator.keywords, indicator.short_id, *indicator.aliases) if _is_plain(word))
    return IndicatorWords(
        indicator.slug,
        sure=tuple(_plain(word) for word in phrases if " " in _plain(word)),
        likely=tuple(_plain(word) for word in phrases if " " not in _plain(word)),
    )


def _plain(text: str) -> str:
    return " ".join(word.text for word in read_words(text) if word.text != BREAK)


def _is_plain(text: str) -> bool:
    return bool(_plain(text))
