"""What looks alike: for each picture and text a row of numbers to look it up by, and the pairs that were found.

This laptop's own: it can be forgotten and made anew from thumbnails and texts (`forget`). All rows of numbers are kept
in memory once they are needed, about 200 bytes an item; a look-up runs over all of them, some 20 ms for 100,000.
"""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.likeness import Comparison, PairVerdict
from kla_desktop.store.database import Database, chunked, marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PICTURE, TEXT = "picture", "text"
_PLACES: Final = {PICTURE: 96, TEXT: 64}
"""Numbers a row, those of `media.likeness.WORDS` and `model.likeness.TEXT_WORDS`."""
_AT_ONCE: Final = 16384
_NUMBERS: Final = 1 << 16
_LEAST_SCORE: Final = 500
"""In eighths of a bit of surprise. Reused pictures have 750 and more; below this it is chance."""
_IMAGINED, _IMAGINED_EACH = 4096, 7
"""A small library is judged as if so many other pictures were in it, and each number among theirs so often."""
_LEAST_EQUAL: Final = 16
"""Of 64: two texts with nine words in ten alike share some 45."""


@dataclass(frozen=True, slots=True)
class Look:
    """A row: `words` are numbers of two bytes each, none where there is nothing to look up."""

    n: int
    sha256: str
    way: str
    words: bytes


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two different files that show the same. `how` is a wording key, `changes` what is written differently."""

    one: str
    other: str
    how: str
    distance: int
    changes: tuple[tuple[str, str], ...] = ()


class LikenessTable:
    """Tables `look` and `likeness`, and the numbers in memory. Written inside transactions of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._lock = threading.Lock()
        self._memory = {way: _Memory(places) for way, places in _PLACES.items()}

    def count_waiting(self) -> int:
        """How many rows are still to be made or compared."""
        return int(self._db.value("SELECT count(*) FROM look WHERE state < 2"))

    def texts_of(self, digests: Sequence[str]) -> dict[str, tuple[str, str]]:
        """The text of some files, and what machines read of them; those without either are left out."""
        found: dict[str, tuple[str, str]] = {}
        for chunk in chunked(list(digests)):
            for sha256, text, read in self._db.rows(
                f"""SELECT e.sha256, x.text, x.read FROM evidence e JOIN item_text x ON x.n = e.n
                WHERE e.sha256 IN ({marks(len(chunk))}) ORDER BY e.n DESC""",
                list(chunk),
            ):
                found[sha256] = str(text), str(read)
        return found

    def unmade(self, limit: int) -> list[Look]:
        """Rows whose numbers are still to be made, oldest first. They appear by themselves with `derived`."""
        return self._in_state(0, limit)

    def made(self, rows: Sequence[Look]) -> None:
        """Keep the numbers of some rows; they wait to be compared."""
        self._db.write_many("UPDATE look SET words = ?, state = 1 WHERE n = ?", [(row.words, row.n) for row in rows])

    def waiting(self, limit: int) -> list[Look]:
        """Rows that are to be compared with all older ones, oldest first."""
        return self._in_state(1, limit)

    def compared(self, rows: Sequence[Look], pairs: Sequence[Likeness]) -> None:
        """Keep what was found about some rows; they wait no longer."""
        self._db.write_many(
            "INSERT OR REPLACE INTO likeness VALUES (?, ?, ?, ?, ?)",
            [
                (one, other, pair.how, pair.distance, json.dumps(changes, ensure_ascii=False))
                for pair in pairs
                for one, other, changes in (
                    (pair.one, pair.other, pair.changes),
                    (pair.other, pair.one, [change[::-1] for change in pair.changes]),
                )
            ],
        )
        self._db.write_many("UPDATE look SET state = 2 WHERE n = ?", [(row.n,) for row in rows])

    def candidates(self, row: Look, most: int) -> list[str]:
        """Digests of older rows that share much with this one, the likeliest first."""
        if not row.words:
            return []
        with self._lock:
            memory = self._memory[row.way]
            self._catch_up(row.way, memory)
            found = memory.best(row, most)
        return self._digests(found)

    def pairs(self, digests: Sequence[str] | None = None) -> list[Likeness]:
        """All pairs, each once; or those of some digests, each of which is then `one`."""
        select = "SELECT one, other, how, distance, changes FROM likeness"
        if digests is None:
            return [_pair(row) for row in self._db.rows(f"{select} WHERE one < other")]
        return [
            _pair(row)
            for chunk in chunked(list(digests))
            for row in self._db.rows(f"{select} WHERE one IN ({marks(len(chunk))}) ORDER BY distance", list(chunk))
        ]

    def count_open(self) -> int:
        """How many pairs of standing items, equal or alike, nobody has decided about."""
        live = "NOT {0}.withdrawn AND {0}.superseded_by IS NULL"
        both = f"a.id > b.id AND {live.format('a')} AND {live.format('b')}"
        undecided = "NOT EXISTS (SELECT 1 FROM comparison c WHERE c.evidence = a.id AND c.other = b.id)"
        alike = self._db.value(
            f"""SELECT count(*) FROM likeness l JOIN evidence a ON a.sha256 = l.one
            JOIN evidence b ON b.sha256 = l.other WHERE {both} AND {undecided}"""
        )
        equal = self._db.value(
            f"""SELECT count(*) FROM (SELECT sha256 FROM evidence GROUP BY sha256 HAVING count(*) > 1) d
            JOIN evidence a ON a.sha256 = d.sha256 JOIN evidence b ON b.sha256 = d.sha256
            WHERE {both} AND {undecided}"""
        )
        return int(alike or 0) + int(equal or 0)

    def comparison(self, evidence: EvidenceId, other: EvidenceId) -> Comparison | None:
        """The standing decision about a pair, its ids as `model.likeness.pair` orders them."""
        row = self._db.one("SELECT * FROM comparison WHERE evidence = ? AND other = ?", (evidence, other))
        return _comparison(row) if row else None

    def comparisons(self) -> list[Comparison]:
        """All standing decisions."""
        return [_comparison(row) for row in self._db.rows("SELECT * FROM comparison ORDER BY at, evidence, other")]

    def is_sound(self) -> bool:
        """Whether every file read has its rows, every row its shape, and every pair both its directions."""
        return not self._db.value(
            """SELECT EXISTS (SELECT 1 FROM derived d
                WHERE (SELECT count(*) FROM look k WHERE k.sha256 = d.sha256) < 2 - (d.undrawn <> 0))
            OR EXISTS (SELECT 1 FROM look WHERE length(words) % 2 OR length(words) > 192)
            OR EXISTS (SELECT 1 FROM likeness a WHERE NOT EXISTS
                (SELECT 1 FROM likeness b WHERE b.one = a.other AND b.other = a.one AND b.distance = a.distance))"""
        )

    def forget(self) -> None:
        """Forget rows and pairs; they are made anew from thumbnails and texts."""
        self._db.write("DELETE FROM look")
        self._db.write("DELETE FROM likeness")
        for way in _PLACES:
            drawn = "WHERE NOT undrawn" if way == PICTURE else ""
            self._db.write(f"INSERT INTO look (sha256, way) SELECT sha256, ? FROM derived {drawn}", (way,))
        with self._lock:
            self._memory = {way: _Memory(places) for way, places in _PLACES.items()}

    def _in_state(self, state: int, limit: int) -> list[Look]:
        return [
            Look(row[0], row[1], row[2], bytes(row[3]))
            for row in self._db.rows(
                "SELECT n, sha256, way, words FROM look WHERE state = ? ORDER BY n LIMIT ?", (state, limit)
            )
        ]

    def _catch_up(self, way: str, memory: "_Memory") -> None:
        """Read rows that came since. A row taken away stays in memory: its digest no longer names anything."""
        while True:
            rows = self._db.rows(
                "SELECT n, words FROM look WHERE way = ? AND n > ? AND state > 0 AND words <> x'' ORDER BY n LIMIT ?",
                (way, memory.last, _AT_ONCE),
            )
            memory.add([(int(n), bytes(words)) for n, words in rows])
            if len(rows) < _AT_ONCE:
                return

    def _digests(self, numbers: Sequence[int]) -> list[str]:
        known = {
            row[0]: str(row[1])
            for row in self._db.rows(f"SELECT n, sha256 FROM look WHERE n IN ({marks(len(numbers))})", list(numbers))
        }
        return [known[n] for n in numbers if n in known]


class _Memory:
    """One way's numbers: a table with a row an item and a column a number; 0 in pictures is an empty place."""

    def __init__(self, places: int) -> None:
        self._places = places
        self.last = -1
        self._count = 0
        self._table: NDArray[np.uint16] | None = None
        self._rows: NDArray[np.int64] | None = None
        self._often: NDArray[np.int64] | None = None

    def add(self, rows: Sequence[tuple[int, bytes]]) -> None:
        import numpy as np  # noqa: PLC0415 - takes a while; only where something is compared

        if not rows:
            return
        if self._table is None or self._rows is None or self._often is None:
            self._table, self._rows = np.zeros((1024, self._places), np.uint16), np.zeros(1024, np.int64)
            self._often = np.zeros(_NUMBERS, np.int64)
        need = self._count + len(rows)
        if need > len(self._table):
            room = max(need, len(self._table) * 5 // 4)
            self._table = np.concatenate([self._table, np.zeros((room - len(self._table), self._places), np.uint16)])
            self._rows = np.concatenate([self._rows, np.zeros(room - len(self._rows), np.int64)])
        for n, words in rows:
            numbers = np.frombuffer(words, "<u2")[: self._places]
            self._table[self._count, : len(numbers)] = numbers
            self._rows[self._count] = n
            self._count += 1
            self._often[numbers] += 1
        self.last = rows[-1][0]

    def best(self, row: Look, most: int) -> list[int]:
        """Rows older than this one that share the most with it, by their numbers in the database."""
        import numpy as np  # noqa: PLC0415 - as above

        if self._table is None or self._rows is None:
            return []
        older = int(np.searchsorted(self._rows[: self._count], row.n))
        numbers = np.frombuffer(row.words, "<u2")[: self._places]
        if row.way == TEXT:
            scores = (self._table[:older] == numbers).sum(axis=1)
            least = _LEAST_EQUAL
        else:
            weights = self._weights(numbers)
            scores = np.empty(older, np.int32)
            for start in range(0, older, _AT_ONCE):  # in pieces that the processor's cache holds
                piece = self._table[start : min(older, start + _AT_ONCE)]
                scores[start : start + len(piece)] = weights[piece].sum(axis=1, dtype=np.int32)
            least = _LEAST_SCORE
        enough = np.flatnonzero(scores >= least)
        if len(enough) > most:
            enough = enough[np.argpartition(scores[enough], -most)[-most:]]
        ranked = enough[np.argsort(-scores[enough], kind="stable")]
        return [int(n) for n in self._rows[ranked]]

    def _weights(self, numbers: "NDArray[np.uint16]") -> "NDArray[np.uint8]":
        """For every number what sharing it tells: the rarer, the more; less where one bit differs, nothing else."""
        import numpy as np  # noqa: PLC0415 - as above

        assert self._often is not None
        weights = np.zeros(_NUMBERS, np.uint8)
        near = (numbers[:, None] ^ (1 << np.arange(16, dtype=np.uint16))[None, :]).ravel()
        for which, share in ((near, 0.6), (numbers, 1.0)):
            surprise = np.log2((self._count + _IMAGINED) / (self._often[which] + _IMAGINED_EACH))
            weights[which] = np.clip(surprise * 8 * share, 0, 255).astype(np.uint8)
        weights[0] = 0
        return weights


def _pair(row: tuple[Any, ...]) -> Likeness:
    one, other, how, distance, changes = row
    return Likeness(one, other, how, distance, tuple((before, after) for before, after in json.loads(changes)))


def _comparison(row: tuple[Any, ...]) -> Comparison:
    evidence, other, verdict, note, station, actor, at = row
    return Comparison(
        EvidenceId(evidence), EvidenceId(other), PairVerdict(verdict), note, StationId(station), actor, at
    )
