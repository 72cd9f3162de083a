"""Keeps the search index equal to the tables: what was touched is told to it at the end of each transaction.

A row of `words` is named by a number that orders as the dates do (`indexed.key`), so that the newest hits come first
at no cost however many there are; withdrawn and replaced items stand under negative numbers, out of the way. Facts to
filter by (state, indicator, place, station, kind) are words of the same row; those that very many items share are told
by the number as well. All of it can be told anew.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kla_desktop.model.capture import local_text
from kla_desktop.model.search_traits import TRAITS, traits_of
from kla_desktop.model.search_words import (
    FIRST_FACT,
    MOST_FACTS,
    date_facts,
    fact,
    is_plain,
    minute_of,
    name_words,
    next_key,
    order_key,
    skeleton,
    traits_in,
    words_in,
)
from kla_desktop.store.database import Database, DatabaseError, chunked, marks
from kla_desktop.store.filters import group_of

RULES = 2
"""Of how words are cut, facts made and rows numbered. After a change of these every library is told anew, in pieces."""
_BATCH = 500
_AT_ONCE = 64
"""Items told together at the end of a transaction: their words, cut, are ten times as large as their texts."""
_KNOWN = 50_000
_MOST_PIECES, _MERGED = 8, 500
_SELECT = """SELECT e.n, e.title, e.names, e.note, coalesce(x.text, ''), coalesce(x.read, ''), e.captured_at,
    e.sort_key, e.year, e.withdrawn OR e.superseded_by IS NOT NULL, e.state, e.media, e.place, coalesce(s.place, ''),
    e.station, e.kind, coalesce((SELECT group_concat(t.indicator || char(31) || coalesce(t.slot, '') || char(31) ||
    t.verdict, char(30)) FROM tag t WHERE t.evidence = e.id), ''), e.id, e.name, i.key, i.digest
    FROM evidence e LEFT JOIN item_text x ON x.n = e.n LEFT JOIN station s ON s.id = e.station
    LEFT JOIN indexed i ON i.n = e.n"""
_SHOWN = "sort_key, id, title, names, note"
_GAP = """SELECT a.key + :step FROM indexed a WHERE a.key {beyond} :key AND (a.key - :key) % :step = 0
    AND NOT EXISTS (SELECT 1 FROM indexed b WHERE b.key = a.key + :step) ORDER BY a.key {way} LIMIT 1"""
_GAPS = {True: _GAP.format(beyond=">=", way="ASC"), False: _GAP.format(beyond="<=", way="DESC")}


class SearchIndex:
    """The writing side of the search. Everything happens inside a transaction of the caller unless said otherwise."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._touched: dict[str, None] = {}
        self._known: set[str] = set()
        self._codes: dict[str, str] = {}
        self._full: dict[tuple[int, int], int] = {}

    def touch(self, evidence: Iterable[str]) -> None:
        """Something that can be searched has changed; `flush` tells it."""
        self._touched.update(dict.fromkeys(evidence))

    def touch_station(self, station: str) -> None:
        """A station's place has changed, and with it where its items are found: they are told anew by and by."""
        self._db.write("INSERT OR IGNORE INTO unindexed SELECT n FROM evidence WHERE station = ?", (station,))

    def flush(self) -> None:
        """Tell the index what was touched; the last thing before a transaction is committed."""
        touched, self._touched = list(self._touched), {}
        for chunk in chunked(touched, _AT_ONCE):
            self._tell(self._db.rows(f"{_SELECT} WHERE e.id IN ({marks(len(chunk))})", chunk))

    def forget(self) -> None:
        """The transaction was rolled back: nothing was touched, and no word is known for sure."""
        self._touched.clear()
        self._known.clear()
        self._codes.clear()

    def code_of(self, name: str) -> str | None:
        """Return the letter that stands for a fact in the index, or None for one that no item has."""
        code = self._codes.get(name)
        if code is None:
            number = self._db.value("SELECT code FROM fact WHERE name = ?", (name,))
            if number is None:
                return None
            code = self._codes[name] = chr(FIRST_FACT + number)
        return code

    @property
    def waiting(self) -> int:
        """How many items are not in the index yet, or not as they now stand."""
        return int(self._db.value("SELECT count(*) FROM unindexed"))

    def check_rules(self) -> None:
        """Have everything told anew if an older program cut the words; makes its own transaction."""
        if self._db.value("SELECT value FROM setting WHERE key = 'search_rules'") == json.dumps(RULES):
            return
        with self._db.transaction():
            self._db.write("INSERT OR IGNORE INTO unindexed SELECT n FROM evidence")
            self._db.write("INSERT OR REPLACE INTO setting VALUES ('search_rules', ?)", (json.dumps(RULES),))

    def catch_up(self) -> int:
        """Tell the next items that wait, in a transaction of its own; return how many, 0 when none waits any more.

        A killed run loses nothing but its last piece: what was told is there, the rest still waits.
        """
        with self._db.transaction():
            waiting = [row[0] for row in self._db.rows("SELECT n FROM unindexed ORDER BY n LIMIT ?", (_BATCH,))]
            if waiting:
                self._tell(self._db.rows(f"{_SELECT} WHERE e.n IN ({marks(len(waiting))})", waiting))
                self._db.write(f"DELETE FROM unindexed WHERE n IN ({marks(len(waiting))})", waiting)
        return len(waiting)

    def is_scattered(self) -> bool:
        """Whether the index lies in many pieces, into each of which every question has to look."""
        return int(self._db.value("SELECT count(DISTINCT segid) FROM words_idx")) > _MOST_PIECES

    def tidy(self) -> Iterator[None]:
        """Merge the pieces of the index step by step, each a short transaction of its own, until it is one."""
        step = -_MERGED
        while True:
            with self._db.transaction():
                before = self._db.connection.total_changes
                self._db.write("INSERT INTO words (words, rank) VALUES ('merge', ?)", (step,))
                done = self._db.connection.total_changes - before < 2  # noqa: PLR2004 - as FTS5 documents it
            if done:
                return
            step = _MERGED
            yield

    def empty(self) -> None:
        """Throw the index away and let every item wait; makes its own transaction. `catch_up` fills it again."""
        with self._db.transaction():
            self._db.write("INSERT INTO words (words) VALUES ('delete-all')")
            self._db.write("DELETE FROM indexed")
            self._db.write("DELETE FROM term")
            self._db.write("INSERT INTO term_part (term_part) VALUES ('rebuild')")
            self._db.write("INSERT OR IGNORE INTO unindexed SELECT n FROM evidence")
            self.forget()

    def is_sound(self) -> bool:
        """Whether the index holds every item as it now stands, those apart that still wait. Reads every text."""
        with self._db.transaction():
            try:
                self._db.write("INSERT INTO words (words, rank) VALUES ('integrity-check', 0)")
                self._db.write("INSERT INTO term_part (term_part, rank) VALUES ('integrity-check', 1)")
            except DatabaseError:
                return False
        held = self._db.value("SELECT count(*) FROM indexed")
        if held != self._db.value("SELECT count(*) FROM words_docsize"):
            return False
        last = 0
        while True:
            rows = self._db.rows(f"{_SELECT} WHERE e.n > ? ORDER BY e.n LIMIT ?", (last, _BATCH))
            if not rows:
                return True
            last = rows[-1][0]
            stale = [row[0] for row in rows if row[-1] != _digest(row)]
            if stale and len(stale) != self._db.value(
                f"SELECT count(*) FROM unindexed WHERE n IN ({marks(len(stale))})", stale
            ):
                return False

    def _tell(self, rows: Sequence[tuple[Any, ...]]) -> None:
        fresh = [(row, digest) for row, digest in ((row, _digest(row)) for row in rows) if row[-1] != digest]
        gone = [(row[-2],) for row, _ in fresh if row[-2] is not None]
        self._db.write_many("DELETE FROM words WHERE rowid = ?", gone)
        self._db.write_many("DELETE FROM indexed WHERE key = ?", gone)
        keys = self._keys([row for row, _ in fresh])
        said = [_columns(row) for row, _ in fresh]
        letters = [self._letters(row) for row, _ in fresh]
        self._db.write_many(
            f"INSERT INTO indexed (key, n, digest, {_SHOWN}) VALUES (?,?,?,?,?,?,?,?)",
            [(key, row[0], digest, *_shown(row)) for key, (row, digest) in zip(keys, fresh, strict=True)],
        )
        self._db.write_many(
            "INSERT INTO words (rowid, title, name, note, text, read, facts) VALUES (?,?,?,?,?,?,?)",
            [(key, *map(" ".join, words), facts) for key, words, facts in zip(keys, said, letters, strict=True)],
        )
        self._learn(set().union(*(words for columns in said for words in columns)))

    def _letters(self, row: tuple[Any, ...]) -> str:
        letters = []
        for name in _facts(row):
            code = self.code_of(name)
            if code is None:
                self._db.write(
                    "INSERT INTO fact (name) SELECT ? WHERE (SELECT count(*) FROM fact) < ?", (name, MOST_FACTS)
                )
                code = self.code_of(name)
            letters.append(code or "")
        return " ".join(letters)

    def _keys(self, rows: Sequence[tuple[Any, ...]]) -> list[int]:
        keys: list[int] = []
        wished = [(-1 if row[9] else 1) * order_key(row[7], row[8], row[0], _traits(row)) for row in rows]
        taken: set[int] = set()
        for chunk in chunked(wished):
            taken |= {
                row[0] for row in self._db.rows(f"SELECT key FROM indexed WHERE key IN ({marks(len(chunk))})", chunk)
            }
        for wish in wished:
            key = self._free(wish, taken) if wish in taken else wish
            taken.add(key)
            keys.append(key)
        return keys

    def _free(self, key: int, taken: set[int]) -> int:
        """Find the next key that no row has. Where a minute is full is remembered: thousands may come into it."""
        full = (minute_of(key), traits_in(key))
        key = self._full.get(full, key)
        while True:
            while key in taken:
                key = next_key(key)
            if not self._db.value("SELECT 1 FROM indexed WHERE key = ?", (key,)):
                break
            key = self._db.value(_GAPS[key > 0], {"key": key, "step": TRAITS if key > 0 else -TRAITS})
        self._full[full] = next_key(key)
        return key

    def _learn(self, words: set[str]) -> None:
        """Keep the words themselves, to expand queries by."""
        new = [word for word in words - self._known if is_plain(word)]
        if not new:
            return
        last = self._db.value("SELECT max(n) FROM term") or 0
        self._db.write_many(
            "INSERT OR IGNORE INTO term (word, skeleton) VALUES (?,?)", [(word, skeleton(word)) for word in sorted(new)]
        )
        self._db.write("INSERT INTO term_part (rowid, word) SELECT n, word FROM term WHERE n > ?", (last,))
        if len(self._known) + len(new) > _KNOWN:
            self._known.clear()
        self._known.update(new)


def _digest(row: tuple[Any, ...]) -> int:
    told = repr((RULES, row[1:-2])).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big", signed=True)


def _columns(row: tuple[Any, ...]) -> tuple[list[str], ...]:
    """The words of each column."""
    title, names, note, text, read = row[1:6]
    return words_in(title), name_words(json.loads(names)), words_in(note), words_in(text), words_in(read)


def _facts(row: tuple[Any, ...]) -> list[str]:
    state, media, place, home, station, kind, tags = row[10:17]
    facts = [fact("s", state), fact("g", group_of(media)), fact("k", kind), fact("o", station)]
    facts += date_facts(local_text(row[6]))
    facts += [fact("p", area) for area in sorted({*_areas(place), *_areas(home)})]
    if row[5]:
        facts.append(fact("m"))
    for tag in filter(None, tags.split("\x1e")):
        indicator, slot, verdict = tag.split("\x1f")
        facts.append(fact("i", indicator))
        if slot:
            facts.append(fact("j", f"{indicator}/{slot}"))
        if verdict == "open":
            facts.append(fact("r"))
    return list(dict.fromkeys(facts))


def _shown(row: tuple[Any, ...]) -> tuple[str, ...]:
    """What a hit is shown with, beside its texts: to look it up for fifty of them is a third of a search."""
    title, names, note = row[1:4]
    sort_key, evidence, name = row[7], row[17], row[18]
    return sort_key, evidence, title or name, names, note


def _traits(row: tuple[Any, ...]) -> int:
    state, media, kind = row[10], row[11], row[15]
    return traits_of(state, group_of(media), kind, machine_read=bool(row[5]))


def _areas(code: str) -> list[str]:
    """A place and all that it lies in, as the codes tell."""
    parts = code.split(".") if code else []
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]
