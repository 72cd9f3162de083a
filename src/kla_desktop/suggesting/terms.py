"""Terms of the lexicon made ready to be found in words.

A term is words with spaces. `~kawin` is any word on that root, `porno*` any that begins so, `a/b` one of several; `..`
lets up to three words stand between, `...` up to twelve. No term reaches over the end of a sentence.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from kla_desktop.suggesting.words import BREAK, SMALL, Word, deletions, folded, forms, read_words, roots
from kla_desktop.wording.roots import is_root

Label = TypeVar("Label")
_GAPS: Final = {"..": 3, "...": 12}
_SHORTEST_PREFIX: Final = 3
_FUZZY_FROM: Final = 7
"""Letters from which a word one slip away is taken for the word meant."""
_JOINED_FROM: Final = 9
"""Letters from which a term written without its spaces (#sekolahramahanak) is known."""


@dataclass(frozen=True, slots=True)
class Found(Generic[Label]):
    """A term at a place: word numbers [start, end), those that are the term's own, and what it was labelled with."""

    start: int
    end: int
    own: tuple[int, ...]
    label: Label

    @property
    def length(self) -> int:
        """Words of its own: longer terms win over those inside."""
        return len(self.own)


@dataclass(frozen=True, slots=True)
class _Pattern(Generic[Label]):
    atoms: tuple[str, ...]
    gaps: tuple[int, ...]
    label: Label


class _Beginning(Generic[Label]):
    """The patterns with one first atom: single ones, and others by the gap after it and their second atom."""

    __slots__ = ("longer", "single")

    def __init__(self) -> None:
        self.single: list[_Pattern[Label]] = []
        self.longer: dict[int, dict[str, list[_Pattern[Label]]]] = {}

    def add(self, pattern: _Pattern[Label]) -> None:
        if pattern.gaps:
            self.longer.setdefault(pattern.gaps[0], {}).setdefault(pattern.atoms[1], []).append(pattern)
        else:
            self.single.append(pattern)


class TermIndex(Generic[Label]):
    """Finds all terms in a list of words. Built once; reading is about 20 µs a word not seen before, a few µs after."""

    def __init__(self, terms: Iterable[tuple[str, Label]], capitals: Iterable[str] = ()) -> None:
        self._by_first: dict[str, _Beginning[Label]] = {}
        self._exact: set[str] = set()
        self._roots: set[str] = set()
        self._prefixes: set[str] = set()
        self._capitals = frozenset(capitals)
        self._known: dict[Word, frozenset[str]] = {}
        joined: dict[str, list[_Pattern[Label]]] = {}
        for term, label in terms:
            for pattern in _patterns(term, label):
                self._by_first.setdefault(pattern.atoms[0], _Beginning()).add(pattern)
                for atom in pattern.atoms:
                    self._keep(atom)
                whole = "".join(pattern.atoms)
                if len(pattern.atoms) > 1 and len(whole) >= _JOINED_FROM and whole.isalpha() and not any(pattern.gaps):
                    joined.setdefault(whole, []).append(_Pattern((whole,), (), label))
        self._begun = {prefix[:_SHORTEST_PREFIX] for prefix in self._prefixes}
        self._near: dict[str, list[str]] = {}
        for word in self._exact:
            if len(word) >= _FUZZY_FROM and word.isalpha():
                for key in (word, *deletions(word)):
                    self._near.setdefault(key, []).append(word)
        for whole, patterns in joined.items():
            for pattern in patterns:
                self._by_first.setdefault(whole, _Beginning()).add(pattern)
            self._exact.add(whole)

    def _keep(self, atom: str) -> None:
        if atom.startswith("~"):
            self._roots.add(atom[1:])
        elif atom.endswith("*"):
            self._prefixes.add(atom[:-1])
        else:
            self._exact.add(atom)

    def atoms(self, word: Word) -> frozenset[str]:
        """Return all by which a word is known here; empty for most words."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > 50_000:  # noqa: PLR2004 - a bound for a window that is open for weeks
                self._known.clear()
            known = self._known[word] = frozenset(self._read(word))
        return known

    def _read(self, word: Word) -> Iterator[str]:
        text = word.text
        if text == BREAK:
            return
        if text in self._capitals and not word.capitals:
            return
        found = False
        for form in forms(text):
            if form in self._exact:
                found = True
                yield form
        for root in roots(text):
            if root in self._roots:
                found = True
                yield "~" + root
        if text[:_SHORTEST_PREFIX] in self._begun:
            begun = [prefix for prefix in self._prefixes if text.startswith(prefix)]
            found = found or bool(begun)
            yield from (prefix + "*" for prefix in begun)
        if not found and len(text) >= _FUZZY_FROM - 1 and not any(map(is_root, roots(text))):
            yield from self._meant(forms(text)[-1])

    def _meant(self, text: str) -> Iterator[str]:
        """Words one slip away from one that no dictionary has.

        Beginning and end must agree, since affixes differ there by meaning.
        """
        tried = {*deletions(text), text}
        for meant in {meant for key in tried for meant in self._near.get(key, ())}:
            if meant[0] == text[0] and meant[-2:] == text[-2:] and abs(len(meant) - len(text)) <= 1:
                yield meant

    def find(self, words: Sequence[Word]) -> list[Found[Label]]:
        """Return every term found, also those inside others."""
        atoms = [self.atoms(word) for word in words]
        found: list[Found[Label]] = []
        for start, here in enumerate(atoms):
            for atom in here:
                beginning = self._by_first.get(atom)
                if beginning is None:
                    continue
                found += [Found(start, start + 1, (start,), pattern.label) for pattern in beginning.single]
                for gap, by_second in beginning.longer.items():
                    following = set().union(*atoms[start + 1 : start + gap + 2])
                    for second in following & by_second.keys():
                        for pattern in by_second[second]:
                            own = self._match(words, atoms, start, pattern)
                            if own:
                                found.append(Found(start, own[-1] + 1, own, pattern.label))
        return found

    @staticmethod
    def _match(
        words: Sequence[Word], atoms: Sequence[frozenset[str]], start: int, pattern: _Pattern[Label]
    ) -> tuple[int, ...]:
        own = [start]
        for atom, gap in zip(pattern.atoms[1:], pattern.gaps, strict=True):
            place = own[-1] + 1
            for candidate in range(place, min(place + gap + 1, len(words))):
                if words[candidate].text == BREAK:
                    return ()
                if atom in atoms[candidate]:
                    own.append(candidate)
                    break
            else:
                return ()
        return tuple(own)


def _patterns(term: str, label: Label) -> Iterator[_Pattern[Label]]:
    parts: list[list[str]] = []
    gaps: list[int] = []
    gap = 0
    for word in term.split():
        if word in _GAPS:
            gap = _GAPS[word]
            continue
        for piece in _pieces(word):
            parts.append(piece)
            gaps.append(gap)
            gap = 0
    for atoms in itertools.product(*parts):
        yield _Pattern(tuple(atoms), tuple(gaps[1:]), label)


def _pieces(word: str) -> list[list[str]]:
    """Return the atoms of one written word: its alternatives, or several words where it is read as several."""
    if word in SMALL:
        return []
    if word[0] == "~" or word.endswith("*") or "/" in word:
        return [word.casefold().split("/")]
    if word.isascii() and word.isalnum():
        return [[part] for part in folded(word)]
    return [[each.text] for each in read_words(word)]


def longest(found: Sequence[Found[Label]]) -> list[Found[Label]]:
    """Leave out what lies wholly inside a term with more words of its own."""
    by_length = sorted(found, key=lambda each: -each.length)
    kept: list[Found[Label]] = []
    owners: dict[int, list[Found[Label]]] = {}
    for each in by_length:
        inside = any(
            other.length > each.length and set(each.own) <= set(other.own) for other in owners.get(each.own[0], ())
        )
        if not inside:
            kept.append(each)
            for place in each.own:
                owners.setdefault(place, []).append(each)
    return kept
