"""Terms of the lexicon made ready to be found in words.

A term is words with spaces. `~kawin` is any word on that root, `porno*` any that begins so, `a/b` one of several; `..`
lets up to three words stand between, `...` up to twelve. No term reaches over the end of a sentence.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, TypeVar

from kla_desktop.suggesting.words import BREAK, SMALL, Word, deletions, folded, forms, read_words, roots
from kla_desktop.wording.roots import is_root

Label = TypeVar("Label")
_GAPS: Final = {"..": 3, "...": 12}
_SHORTEST_PREFIX: Final = 3
_FUZZY_FROM: Final = 7
"""Letters from which a word one slip away is taken for the word meant."""
_JOINED_FROM: Final = 9
"""Letters from which a term written without its spaces (#sekolahramahanak) is known."""


class Found(NamedTuple, Generic[Label]):
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
    """Finds all terms in a list of words. Built once; reading is about 15 µs a word not seen before, a few µs after."""

    def __init__(self, terms: Iterable[tuple[str, Label]], capitals: Iterable[str] = ()) -> None:
        self._by_first: dict[str, _Beginning[Label]] = {}
        self._exact: set[str] = set()
        self._roots: set[str] = set()
        self._capitals = frozenset(capitals)
        self._known: dict[str, tuple[str, ...]] = {}
        beginnings: set[str] = set()
        joined: dict[str, list[_Pattern[Label]]] = {}
        for term, label in terms:
            for pattern in _patterns(term, label):
                self._by_first.setdefault(pattern.atoms[0], _Beginning()).add(pattern)
                for atom in pattern.atoms:
                    self._keep(atom, beginnings)
                whole = "".join(pattern.atoms)
                if len(pattern.atoms) > 1 and len(whole) >= _JOINED_FROM and whole.isalpha() and not any(pattern.gaps):
                    joined.setdefault(whole, []).append(_Pattern((whole,), (), label))
        self._prefixes = sorted(beginnings)
        self._begun = {prefix[:_SHORTEST_PREFIX] for prefix in beginnings}
        self._near: dict[str, list[str]] = {}
        self._ends: set[str] = set()
        for word in self._exact:
            if len(word) >= _FUZZY_FROM and word.isalpha():
                self._ends.add(_ends(word))
                for key in (word, *deletions(word)):
                    self._near.setdefault(key, []).append(word)
        for whole, patterns in joined.items():
            for pattern in patterns:
                self._by_first.setdefault(whole, _Beginning()).add(pattern)
            self._exact.add(whole)

    def _keep(self, atom: str, beginnings: set[str]) -> None:
        if atom.startswith("~"):
            self._roots.add(atom[1:])
        elif atom.endswith("*"):
            beginnings.add(atom[:-1])
        else:
            self._exact.add(atom)

    def _atoms(self, words: Sequence[Word]) -> list[tuple[str, ...]]:
        """All by which each word is known here; nothing for most words."""
        known = self._known.get
        held = [known(word.text) for word in words]
        atoms = [self._learned(word.text) if here is None else here for here, word in zip(held, words, strict=True)]
        for place, here in enumerate(atoms):
            if here and not words[place].capitals and words[place].text in self._capitals:
                atoms[place] = ()
        return atoms

    def _learned(self, text: str) -> tuple[str, ...]:
        if len(self._known) > 50_000:  # noqa: PLR2004 - a bound for a window that is open for weeks
            self._known.clear()
        known = self._known[text] = tuple(dict.fromkeys(self._read(text)))
        return known

    def _read(self, text: str) -> Iterator[str]:
        if text == BREAK:
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
        if not found and len(text) >= _FUZZY_FROM - 1 and (meant := self._meant(forms(text)[-1])):
            yield from () if any(map(is_root, roots(text))) else meant

    def _meant(self, text: str) -> list[str]:
        """Words one slip away, for what no dictionary has.

        Beginning and end must agree, since affixes differ there by meaning.
        """
        if _ends(text) not in self._ends:
            return []
        near = {meant for key in {*deletions(text), text} for meant in self._near.get(key, ())}
        return sorted(meant for meant in near if _ends(meant) == _ends(text) and abs(len(meant) - len(text)) <= 1)

    def find(self, words: Sequence[Word]) -> list[Found[Label]]:
        """Return every term found, also those inside others."""
        atoms = self._atoms(words)
        found: list[Found[Label]] = []
        for start, here in enumerate(atoms):
            if not here:
                continue
            within: dict[int, dict[str, None]] = {}
            for atom in here:
                beginning = self._by_first.get(atom)
                if beginning is None:
                    continue
                found += [Found(start, start + 1, (start,), pattern.label) for pattern in beginning.single]
                for gap, by_second in beginning.longer.items():
                    following = within.get(gap)
                    if following is None:
                        ahead = atoms[start + 1 : start + gap + 2]
                        following = within[gap] = dict.fromkeys(itertools.chain.from_iterable(ahead))
                    for second in following:
                        for pattern in by_second.get(second, ()):
                            own = self._match(words, atoms, start, pattern)
                            if own:
                                found.append(Found(start, own[-1] + 1, own, pattern.label))
        return found

    @staticmethod
    def _match(
        words: Sequence[Word], atoms: Sequence[Sequence[str]], start: int, pattern: _Pattern[Label]
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


def _ends(word: str) -> str:
    """Return the beginning and end of a word that no slip may touch."""
    return word[0] + word[-2:]


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
    by_length = sorted(found, key=lambda each: -len(each.own))
    kept: list[Found[Label]] = []
    owners: dict[int, list[Found[Label]]] = {}
    for each in by_length:
        over: Sequence[Found[Label]] = owners.get(each.own[0], ())
        if len(each.own) == 1:
            inside = bool(over) and len(over[0].own) > 1
        else:
            inside = any(len(other.own) > len(each.own) and set(each.own).issubset(other.own) for other in over)
        if not inside:
            kept.append(each)
            for place in each.own:
                owners.setdefault(place, []).append(each)
    return kept
