"""A query's terms as what may stand in the index for them, and the FTS5 expressions made of that."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kla_desktop.model.query import Term
from kla_desktop.model.search_names import SearchNames
from kla_desktop.model.search_words import FIRST_FACT, fact
from kla_desktop.model.snippets import Mark, Wanted
from kla_desktop.model.spellings import BEFORE_DATES, written_otherwise
from kla_desktop.store.database import Database
from kla_desktop.store.search_index import SearchIndex
from kla_desktop.store.search_terms import Terms
from kla_desktop.wording.roots import is_root, root_of

_SHORT = 3
"""Beginnings up to so many letters have an index of their own; longer ones are looked up in the list of words."""
_LONG = 5
"""Letters from which a word may be two that were written together."""
_YEAR, _MONTH = 4, 2
_NEVER = f'"{chr(FIRST_FACT)}"'
"""A letter that no fact has. Words asked with NOT this are found together, and compared with filters then; else FTS5
looks up each row of either word in the long list of a place."""


@dataclass(frozen=True, slots=True)
class Way:
    """One term and what is searched for it: the very words, what they name, words of the same root, words alike."""

    raw: tuple[Wanted, ...]
    named: tuple[tuple[str, ...], ...] = ()
    """Letters of facts; those of one tuple have to hold together."""
    kin: tuple[Wanted, ...] = ()
    alike: tuple[Wanted, ...] = ()
    typed: str = ""
    """The single word that was typed, if others may stand for it."""
    begun: bool = False
    without: bool = False
    columns: str = ""
    """The columns to look in, as FTS5 names them; all of them if empty."""
    said: tuple[Mark, ...] = ()
    """The term as it is marked in a snippet, in place of `raw`."""

    @property
    def asked(self) -> tuple[Wanted, ...]:
        """All words that are searched for."""
        return (*self.raw, *self.kin, *self.alike)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All words that may be marked in a snippet."""
        inside = self.typed if self.said and self.said[0][1] == "around" else ""
        others = [(words, "") for words, _ in (*self.kin, *self.alike) if not (inside and inside in words[0])]
        return (*(self.said or ((words, "after" if begun else "") for words, begun in self.raw)), *others)


class WayFinder:
    """Reads terms with the library's words, its facts, and the names of the catalogue."""

    def __init__(self, database: Database, index: SearchIndex) -> None:
        self._db, self._index = database, index
        self._terms = Terms(database)
        self._tell_names: Callable[[], SearchNames] = SearchNames
        self._names: SearchNames | None = None

    def learn(self, names: Callable[[], SearchNames]) -> None:
        """Ask `names` for what indicators and places are called, once a question needs it."""
        self._tell_names, self._names = names, None

    @property
    def names(self) -> SearchNames:
        """What indicators and places are called."""
        if self._names is None:
            self._names = self._tell_names()
        return self._names

    def read(self, terms: Sequence[Term]) -> list[Way]:
        """Say for each term what may stand for it."""
        terms = self._telling(terms)
        words = [term.word for term in terms]
        alone = sum(not term.without for term in terms) == 1
        months = any(self._is_of_date(word) for word in words if not word.isdigit())
        ways = [
            self._way(term, words[place - 1] if place else "", alone=alone, months=months)
            for place, term in enumerate(terms)
        ]
        return self._joined(ways)

    def _telling(self, terms: Sequence[Term]) -> list[Term]:
        """Leave out what only says that a date follows: "tahun 2024" is of that year, whether a text says so or not."""
        words = [term.word for term in terms] + [""]
        return [
            term
            for term, following in zip(terms, words[1:], strict=True)
            if term.without or term.word not in BEFORE_DATES or not self._is_of_date(following)
        ]

    def _is_of_date(self, word: str) -> bool:
        return word.isdigit() or any(name.startswith("t:") for name in self.names.meant(word, begun=False))

    def _joined(self, ways: list[Way]) -> list[Way]:
        """Let two words stand for one that the library has: "wali kota" for "walikota"."""
        for place, (first, second) in enumerate(itertools.pairwise(ways)):
            whole = first.typed + second.typed
            if not (first.typed and second.typed and len(whole) >= _LONG) or first.without or second.without:
                continue
            if whole in self._terms.known([whole]):
                other = ((whole,), False)
                ways[place] = replace(ways[place], kin=(*ways[place].kin, other))
                ways[place + 1] = replace(second, kin=(*second.kin, other))
        return ways

    def letters(self, names: Iterable[str]) -> tuple[str, ...]:
        """The letters of facts in the index; those that no item has are left out."""
        return tuple(code for code in map(self._index.code_of, names) if code)

    def everything(self) -> str:
        """An expression that all items fulfil: each is in one state or another."""
        names = [row[0] for row in self._db.rows("SELECT name FROM fact WHERE name >= 's:' AND name < 's;'")]
        return any_of([quoted(letter) for letter in self.letters(names)])

    def alike(self, way: Way) -> Way:
        """Widen a term by words of the library that look like it, or hold it inside."""
        if way.without or not way.typed:
            return way
        found = self._terms.alike(way.typed)
        inside = way.begun and len(way.typed) > _SHORT
        if inside:
            found += self._terms.containing(way.typed)
        known = {words[0] for words, _ in (*way.raw, *way.kin)}
        others = [
            word
            for word in dict.fromkeys(found)
            if word not in known and not (way.begun and word.startswith(way.typed))
        ]
        apart = [words for words in self._terms.apart(way.typed) if (words, False) not in way.kin]
        return replace(
            way,
            alike=(*(((word,), False) for word in others), *((words, False) for words in apart)),
            said=(((way.typed,), "around"),) if inside else way.said,
        )

    def _way(self, term: Term, before: str, *, alone: bool, months: bool) -> Way:
        if term.inside:
            held = tuple(((word,), False) for word in self._terms.containing(term.words[0]))
            return Way(held, without=term.without, said=((term.words, "around"),))
        if not term.word:
            dated = () if term.quoted else self._dated(term.words)
            written = () if term.quoted else tuple((words, False) for words in written_otherwise(term.words))
            return Way(((term.words, term.prefix and not dated), *written), dated, without=term.without)
        word = term.word
        year = word.isdigit() and len(word) == _YEAR
        return Way(
            self._raw(word, begun=term.prefix and not year),
            tuple((letter,) for letter in self.letters(self._named(term, before, alone=alone, months=months))),
            () if term.without else self._kin(term),
            typed=word,
            begun=term.prefix,
            without=term.without,
            said=((term.words, "after" if term.prefix and not year else ""),),
        )

    def _raw(self, word: str, *, begun: bool) -> tuple[Wanted, ...]:
        """A long beginning is asked as the words that begin so: their hits come in the order of the index."""
        if begun and len(word) > _SHORT and not word.isdigit():
            words = self._terms.starting(word)
            if words:
                return tuple(((one,), False) for one in words)
        return (((word,), begun),)

    def _named(self, term: Term, before: str, *, alone: bool, months: bool) -> list[str]:
        word = term.word
        found = list(self.names.meant(word, begun=term.prefix and len(word) >= _SHORT))
        found += self.names.numbered(word, before, alone=alone)
        if word.isdigit() and len(word) == _YEAR:
            found.append(fact("y", word))
        elif months and word.isdigit() and len(word) <= _MONTH:
            found.append(fact("d", word.zfill(2)))
        return found

    def _dated(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """A date in figures: 11/06/2024, 2024-06-11, 06/2024."""
        if not all(word.isdigit() for word in words) or len(words) not in (2, 3):
            return ()
        parts = words if len(words[0]) == _YEAR else words[::-1]
        if len(parts[0]) != _YEAR or any(len(part) > _MONTH for part in parts[1:]):
            return ()
        names = [fact(kind, part.zfill(2)) for kind, part in zip("ytd", parts, strict=False)]
        letters = self.letters(names)
        return (letters,) if len(letters) == len(names) else ()

    def _kin(self, term: Term) -> tuple[Wanted, ...]:
        """Words of the library with the same root, and how else it may be written. Names have no root."""
        word = term.word
        written = tuple((words, False) for words in written_otherwise((word,)))
        return (*written, *self._of_root(term))

    def _of_root(self, term: Term) -> tuple[Wanted, ...]:
        word = term.word
        if len(word) < _SHORT or word in self.names.place_words:
            return ()
        root = root_of(word)
        if root == word and not is_root(word):
            return ()
        return tuple(
            ((other,), False)
            for other in self._terms.made_of(root)
            if other != word and not (term.prefix and other.startswith(word))
        )


def narrower(ways: Sequence[Way]) -> Iterator[list[Way]]:
    """The same query read more strictly, the strictest first: what is found so comes first among the best."""
    if any(way.named or way.kin or way.alike for way in ways):
        yield [way if way.without else replace(way, named=(), kin=(), alike=()) for way in ways]
    if any(way.alike for way in ways):
        yield [replace(way, alike=()) for way in ways]


def in_titles(ways: Sequence[Way]) -> list[list[Way]]:
    """The same query for the very words in titles, names and notes alone."""
    strict = [
        way if way.without else replace(way, named=(), kin=(), alike=(), columns="title name note") for way in ways
    ]
    return [strict]


def expression(ways: Sequence[Way], filters: Sequence[str], everything: str) -> str:
    """Make one FTS5 expression; "" if nothing can fulfil it. All words are quoted, so none of them is syntax."""
    wanted = [_group(way) for way in ways if not way.without]
    if not all(wanted):
        return ""
    if len(wanted) > 1 and filters:
        wanted = [f"(({' AND '.join(wanted)}) NOT {_NEVER})"]
    wanted += filters
    refused = [group for group in (_group(way) for way in ways if way.without) if group]
    said = " AND ".join(wanted or [everything])
    return f"({said}) NOT {any_of(refused)}" if refused and said else said


def any_of(expressions: Sequence[str]) -> str:
    """One of these."""
    return f"({' OR '.join(expressions)})" if len(expressions) > 1 else "".join(expressions)


def _group(way: Way) -> str:
    said = [f'"{" ".join(words)}"{"*" if begun else ""}' for words, begun in way.asked]
    said += ["(" + " AND ".join(map(quoted, letters)) + ")" for letters in way.named]
    group = any_of(said)
    return f"{{{way.columns}}} : {group}" if way.columns and group else group


def quoted(letter: str) -> str:
    """The letter of a fact as a string of FTS5."""
    return '"' + letter + '"'
