"""Full-text search: a query's words widened and put to the index, hits newest or best first, with snippets.

The index hands out hits in the order of their dates, so that reading can stop as soon as enough are there, however many
there are. Up to RANK_LIMIT of them are counted, and ranked if the best are wanted; of more the newest come first.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Filter, Found, Hits, ItemText, Order, Rows
from kla_desktop.model.query import read_query
from kla_desktop.model.search_names import SearchNames
from kla_desktop.model.search_traits import TRAITS
from kla_desktop.model.snippets import pattern_of, snippet
from kla_desktop.store.database import Database, chunked, marks
from kla_desktop.store.filters import Facts, facts_of
from kla_desktop.store.search_index import SearchIndex
from kla_desktop.store.search_ways import Way, WayFinder, any_of, expression, in_titles, narrower, quoted

RANK_LIMIT = 2000
"""Beyond so many matches ranking costs more than it tells: newest first instead, and they are not counted further."""
FEW = 3
"""With fewer hits than this, words of the library that look alike are searched for as well."""
PATIENCE = 0.004
"""Seconds after which a search that has enough to show stops counting and ranking, when it is asked as somebody types.
To read fifty hits and cut their snippets takes half of the 10 ms that an answer may take."""
_ENOUGH = 50
_PIECE = 10
_HEAD = 20_000
_RANK = "bm25(words, 8.0, 4.0, 3.0, 1.0, 0.7, 0.1)"
_LAST_LAYER = 9
_LOOKED = 3000
"""Among so many hits of the words enough must have the traits that are wanted; else the index is asked for these too:
to compare its two lists costs more a hit than to look at a number, and less than to look at all of them."""
_SCORED = 200
"""So many matches of each word bm25 is asked about; for each it reads how long the text is, from all over the disk."""


@dataclass(frozen=True, slots=True)
class _Answer:
    keys: list[int]
    ways: Sequence[Way]
    exact: bool = True
    ranked: bool = False
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asking:
    """How a question is put: the filter, its expressions, and how long it may take."""

    facts: Facts
    filters: tuple[str, ...]
    common: tuple[str, ...]
    """Expressions for what very many items share; not asked while hits are sifted by their numbers."""
    everything: str
    order: Order
    until: float | None
    stop: Callable[[], bool] | None
    sifts: bool = False
    """Whether what very many items share is looked at in the number of each hit, rather than asked of the index."""

    @property
    def is_unfiltered(self) -> bool:
        """Whether nothing but words is asked for."""
        facts = self.facts
        return not (self.filters or self.common) and facts.lowest <= 1 and facts.clause == "1"

    def weary(self, found: int) -> bool:
        """Whether to stop counting."""
        if self.stop and self.stop():
            return True
        return found >= _ENOUGH and self.late()

    def late(self) -> bool:
        """Whether the time allowed is over."""
        return self.until is not None and time.monotonic() > self.until

    def select(self, ways: Sequence[Way], sign: int) -> tuple[str, tuple[Any, ...]] | None:
        """SQL for the hits of one sign (in force, or withdrawn) in the order of their dates."""
        filters = self.filters if self.sifts else (*self.filters, *self.common)
        said = expression(ways, filters, self.everything)
        if not said:
            return None
        facts = self.facts
        low, high = (facts.lowest, facts.highest) if sign > 0 else (-facts.highest, -facts.lowest)
        join = (
            "CROSS JOIN indexed i ON i.key = words.rowid CROSS JOIN evidence e ON e.n = i.n"
            if facts.clause != "1"
            else ""
        )
        way = "DESC" if (sign > 0) is (self.order is not Order.OLDEST) else "ASC"
        sql = f"""SELECT words.rowid FROM words {join} WHERE words MATCH ? AND words.rowid BETWEEN ? AND ?
            AND {facts.clause} ORDER BY words.rowid {way}"""
        return sql, (said, low, high, *facts.values)


class Search:
    """Hits in titles, names, texts, places, indicators, dates and notes; and the texts themselves."""

    def __init__(self, database: Database, index: SearchIndex) -> None:
        self._db, self._index = database, index
        self._finder = WayFinder(database, index)

    def learn(self, names: Callable[[], SearchNames]) -> None:
        """Take over what indicators and places are called, from whoever has the catalogue; asked when needed."""
        self._finder.learn(names)

    # --- the texts
    def set_text(self, texts: Sequence[tuple[str, str]]) -> None:
        """Keep the text that files hold, as (text, evidence id) rows; inside a transaction of the caller."""
        self._set("text", texts)

    def set_read_text(self, texts: Sequence[tuple[str, str]]) -> None:
        """Keep what a machine read from pictures of text, as (text, evidence id) rows; beside the files' own."""
        self._set("read", texts)

    def text_of(self, evidence: EvidenceId) -> ItemText:
        """The words of an item, those read by machine apart."""
        row = self._db.one(
            "SELECT text, read FROM item_text WHERE n = (SELECT n FROM evidence WHERE id = ?)", (evidence,)
        )
        return ItemText(*row) if row else ItemText()

    def _set(self, column: str, texts: Sequence[tuple[str, str]]) -> None:
        other = "read" if column == "text" else "text"
        self._db.write_many(
            f"INSERT INTO item_text (n, {column}, {other}) SELECT n, ?, '' FROM evidence WHERE id = ? "
            f"ON CONFLICT (n) DO UPDATE SET {column} = excluded.{column}",
            [(_storable(text), evidence) for text, evidence in texts],
        )
        self._index.touch([evidence for _, evidence in texts])

    # --- questions
    @staticmethod
    def asks(wanted: Filter) -> bool:
        """Whether the filter holds words to search for."""
        return bool(read_query(wanted.text))

    def find(
        self,
        wanted: Filter,
        limit: int = 50,
        *,
        patience: float | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Hits:
        """Search with words and filters; `wanted.order` says newest, oldest, last added or best first.

        `patience` (seconds) lets counting stop early once there is enough to show; `stop` is asked now and then whether
        anybody still wants the answer, and ends the search with what was found until then.
        """
        answer = self._answer(wanted, patience, stop)
        items = self._items(answer, limit)
        total = len(answer.keys)
        return Hits(total, tuple(items), answer.exact, answer.ranked, answer.similar)

    def rows(self, wanted: Filter, stop: Callable[[], bool] | None = None) -> Rows:
        """Row numbers and sort keys of the hits in list order, at most RANK_LIMIT of them."""
        answer = self._answer(wanted, None, stop)
        keys = answer.keys[:RANK_LIMIT]
        found: dict[int, tuple[int, str]] = {}
        for chunk in chunked(keys):
            sql = f"SELECT key, n, sort_key FROM indexed WHERE key IN ({marks(len(chunk))})"
            found |= {key: (n, sort_key) for key, n, sort_key in self._db.rows(sql, chunk)}
        rows = [found[key] for key in keys if key in found]
        if wanted.order is Order.NEWEST:  # the index tells minutes apart, the list seconds
            rows.sort(key=lambda row: (row[1], row[0]), reverse=True)
        elif wanted.order is Order.OLDEST:
            rows.sort(key=lambda row: (row[1], row[0]))
        elif wanted.order is Order.ADDED:
            rows.sort(reverse=True)
        return Rows(rows, answer.exact, answer.ranked, answer.similar)

    def snippets(self, text: str, rows: Sequence[int]) -> dict[int, Found]:
        """The snippets of some items by row number, as `find` gives them; those unknown are left out."""
        ways = self._finder.read(read_query(text))
        keys: list[int] = []
        for chunk in chunked(list(rows)):
            keys += [
                row[0] for row in self._db.rows(f"SELECT key FROM indexed WHERE n IN ({marks(len(chunk))})", chunk)
            ]
        found = {one.row: one for one in self._items(_Answer(keys, ways), len(keys))}
        if not any(one.snippet for one in found.values()):
            wider = _Answer(keys, [self._finder.alike(way) for way in ways])
            found = {one.row: one for one in self._items(wider, len(keys))}
        return found

    # --- the answer
    def _answer(self, wanted: Filter, patience: float | None, stop: Callable[[], bool] | None) -> _Answer:
        ways = self._finder.read(read_query(wanted.text))
        until = time.monotonic() + patience if patience is not None else None
        asking = self._asking(wanted, ways, until, stop) if ways else None
        if asking is None:
            return _Answer([], ways)
        keys, exact, used = self._hits(ways, asking)
        similar: tuple[str, ...] = ()
        if exact and len(keys) < FEW:
            wider = [way if way.without or self._count(way, FEW) == FEW else self._finder.alike(way) for way in ways]
            more, whole, other = self._hits(wider, asking) if wider != ways else ([], True, used)
            if len(more) > len(keys):
                keys, exact, used, ways = more, whole, other, wider
                similar = tuple(" ".join(words) for way in wider for words, _ in way.alike)
        best = self._ranked(keys, ways, used) if wanted.order is Order.BEST and exact else None
        return _Answer(keys if best is None else best, ways, exact, best is not None, similar)

    def _asking(
        self, wanted: Filter, ways: Sequence[Way], until: float | None, stop: Callable[[], bool] | None
    ) -> _Asking | None:
        """Decide what the index filters by and what SQL does; None if something is asked that no item has."""
        everything = self._finder.everything() if all(way.without for way in ways) else ""
        facts = facts_of(wanted)
        filters, common = (
            tuple(any_of([quoted(letter) for letter in self._finder.letters(group)]) for group in groups)
            for groups in (facts.groups, facts.common)
        )
        if not all((*filters, *common)):
            return None
        return _Asking(facts, filters, common, everything, wanted.order, until, stop, sifts=bool(common))

    def _hits(self, ways: Sequence[Way], asking: _Asking) -> tuple[list[int], bool, _Asking]:
        """The keys of the hits, whether all are there, and in which way it was asked."""
        found = self._stream(ways, asking)
        if found is None:
            asking = replace(asking, sifts=False)
            found = self._stream(ways, asking) or ([], True)
        return (*found, asking)

    def _keys(self, ways: Sequence[Way], asking: _Asking, sign: int) -> Iterator[int]:
        asked = asking.select(ways, sign)
        if asked is not None:
            for (key,) in self._db.each(*asked):
                yield key

    def _stream(self, ways: Sequence[Way], asking: _Asking) -> tuple[list[int], bool] | None:
        """Read the keys of hits in the order of their dates, at most one more than RANK_LIMIT; whether all are there.

        None if it sifts them by their numbers and few pass.
        """
        found: list[int] = []
        exact = True
        traits, sifts = asking.facts.traits, asking.sifts
        for sign in asking.facts.signs:
            got: list[int] = []
            for looked, key in enumerate(self._keys(ways, asking, sign), 1):
                if not sifts or abs(key) % TRAITS in traits:
                    got.append(key)
                if len(got) > RANK_LIMIT or (looked % _PIECE == 0 and asking.weary(len(got))):
                    exact = False
                    break
                if looked == _LOOKED and sifts and len(got) < _ENOUGH:
                    return None
            found += got
        if len(asking.facts.signs) > 1:
            found.sort(key=abs, reverse=asking.order is not Order.OLDEST)
        return found[: RANK_LIMIT + 1], exact and len(found) <= RANK_LIMIT

    def _ranked(self, keys: Sequence[int], ways: Sequence[Way], asking: _Asking) -> list[int] | None:
        """Order all hits: first those with the very words typed, then their kin, then what looks alike.

        Within these by how much of a text the words are (bm25), as long as the words are rare: what it asks the index
        for common ones takes longer than the search itself. Then titles and names come first, and newest first in both.
        None when time is over before.
        """
        if len(keys) < 2:  # noqa: PLR2004 - nothing to order
            return list(keys)
        rare = len(keys) <= _SCORED and (
            (len(ways) == 1 and asking.is_unfiltered)  # its hits are the keys
            or all(self._count(way, _SCORED + 1) <= _SCORED for way in ways if not way.without)
        )
        tiers = [*([] if rare else in_titles(ways)), *narrower(ways)]
        layers: dict[int, int] = {}
        for layer, stricter in enumerate(tiers):
            if asking.late():  # before reading lists that may hold little in common
                return None
            for sign in asking.facts.signs:
                for place, key in enumerate(self._keys(stricter, asking, sign)):
                    layers.setdefault(key, layer)
                    if place % _PIECE == 0 and asking.late():
                        return None
        scores: dict[int, float] = {}
        if rare:
            said = expression([way for way in ways if not way.without], (), asking.everything)
            asked = self._db.each(f"SELECT rowid, {_RANK} FROM words WHERE words MATCH ?", (said,))
            for place, (key, score) in enumerate(asked):
                scores[key] = score
                if place % _PIECE == 0 and asking.late():
                    return None
        return sorted(keys, key=lambda key: (layers.get(key, _LAST_LAYER), scores.get(key, 0.0), -abs(key)))

    def _count(self, way: Way, limit: int) -> int:
        """How many items in force hold a term, counted to a limit."""
        said = expression([way], (), "")
        sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? AND rowid > 0 LIMIT ?)"
        return int(self._db.value(sql, (said, limit))) if said else 0

    # --- hits
    def _items(self, answer: _Answer, limit: int) -> list[Found]:
        keys = answer.keys[:limit]
        pattern = pattern_of([way.marks for way in answer.ways if not way.without])
        found: dict[int, Found] = {}
        for chunk in chunked(keys):
            for key, number, evidence, title, note, names, text, read, more in self._db.rows(
                f"""SELECT i.key, i.n, i.id, i.title, i.note, i.names, substr(x.text, 1, {_HEAD}),
                    substr(x.read, 1, {_HEAD}), max(length(x.text), length(x.read)) > {_HEAD}
                    FROM indexed i LEFT JOIN item_text x ON x.n = i.n WHERE i.key IN ({marks(len(chunk))})""",
                chunk,
            ):
                said = ItemText(text or "", read or "")
                own, by_machine = snippet(pattern, said.text) or snippet(pattern, note), snippet(pattern, said.read)
                if more and not own and not by_machine:
                    said = self.text_of(EvidenceId(evidence))
                    own, by_machine = snippet(pattern, said.text), snippet(pattern, said.read)
                if not own and not by_machine:
                    own = next(
                        filter(None, (snippet(pattern, name) for name in json.loads(names) if name != title)), ""
                    )
                found[key] = Found(number, EvidenceId(evidence), title, own or by_machine, bool(by_machine and not own))
        return [found[key] for key in keys if key in found]


def _storable(text: str) -> str:
    """Lone surrogates cannot be written to a database."""
    return text.encode("utf-8", "replace").decode("utf-8")
