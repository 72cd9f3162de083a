"""What this station's own tags have taught, as counts: for suggestions only, and made anew from the journal at will.

`habit` holds one lesson an item, so that it can be taken back exactly; `habit_word` and `habit_tally` hold the sums. A
row with an empty indicator counts items with any tag.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from kla_desktop.model.ids import EvidenceId, IndicatorSlug, StationId
from kla_desktop.model.journal import Kind
from kla_desktop.store.database import Database, chunked, marks

_TAUGHT_BY = (Kind.TAGGED, Kind.UNTAGGED, Kind.WITHDRAWN, Kind.REINSTATED, Kind.SUPERSEDED)
ANY = ""
_LESSONS = """WITH lesson AS (
    SELECT '' AS indicator, words FROM habit
    UNION ALL SELECT one.value, words FROM habit, json_each(habit.indicators) one)"""
_WORDS = f"""{_LESSONS} SELECT word.value, indicator, count(*) FROM lesson, json_each(words) word GROUP BY 1, 2"""
_TALLIES = f"""{_LESSONS}, part AS (
    SELECT indicator, 1 AS items, 0 AS offered, 0 AS taken FROM lesson
    UNION ALL SELECT offered, 0, 1, offered IN (SELECT value FROM json_each(indicators)) FROM habit WHERE offered <> '')
    SELECT indicator, sum(items), sum(offered), sum(taken) FROM part GROUP BY 1"""


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One item's indicators and words, and the indicator that words alone would have offered first ("" for none)."""

    indicators: tuple[str, ...]
    words: tuple[str, ...]
    offered: str


class HabitTable:
    """Written inside transactions of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def touched(self, station: StationId, after: int, limit: int) -> list[tuple[int, EvidenceId]]:
        """Arrival numbers and items of a station's events after one that may change what its tags teach."""
        kinds = [kind.value for kind in _TAUGHT_BY]
        rows = self._db.rows(
            f"""SELECT n, subject FROM journal WHERE n > ? AND station = ? AND kind IN ({marks(len(kinds))})
                ORDER BY n LIMIT ?""",
            (after, station, *kinds, limit),
        )
        return [(int(n), EvidenceId(subject)) for n, subject in rows]

    def teach(self, evidence: EvidenceId, lesson: LessonRow | None) -> None:
        """Put a lesson in the place of the item's earlier one; None takes that back."""
        row = self._db.one("SELECT indicators, words, offered FROM habit WHERE evidence = ?", (evidence,))
        if row is not None:
            self._count(LessonRow(tuple(json.loads(row[0])), tuple(json.loads(row[1])), row[2]), -1)
            self._db.write("DELETE FROM habit WHERE evidence = ?", (evidence,))
        if lesson is not None and lesson.indicators:
            self._count(lesson, 1)
            self._db.write(
                "INSERT INTO habit VALUES (?,?,?,?)",
                (evidence, json.dumps(lesson.indicators), json.dumps(lesson.words), lesson.offered),
            )

    def _count(self, lesson: LessonRow, by: int) -> None:
        indicators = (ANY, *lesson.indicators)
        self._db.write_many(
            "INSERT INTO habit_word VALUES (?,?,?) ON CONFLICT (word, indicator) DO UPDATE SET n = n + excluded.n",
            [(word, indicator, by) for word in lesson.words for indicator in indicators],
        )
        taken = by if lesson.offered in lesson.indicators else 0
        tallies = [(indicator, by, 0, 0) for indicator in indicators]
        if lesson.offered:
            tallies.append((lesson.offered, 0, by, taken))
        self._db.write_many(
            """INSERT INTO habit_tally VALUES (?,?,?,?) ON CONFLICT (indicator) DO UPDATE SET
               items = items + excluded.items, offered = offered + excluded.offered, taken = taken + excluded.taken""",
            tallies,
        )
        if by < 0:
            self._db.write("DELETE FROM habit_tally WHERE items <= 0 AND offered <= 0")
            for chunk in chunked(list(lesson.words)):
                self._db.write(f"DELETE FROM habit_word WHERE n <= 0 AND word IN ({marks(len(chunk))})", list(chunk))

    def counts(self, words: Sequence[str]) -> list[tuple[str, IndicatorSlug, int]]:
        """(word, indicator, items) for those of the words that were ever learned."""
        found: list[tuple[str, IndicatorSlug, int]] = []
        for chunk in chunked(list(words)):
            sql = f"SELECT word, indicator, n FROM habit_word WHERE word IN ({marks(len(chunk))})"
            found += self._db.each(sql, list(chunk))
        return found

    def tallies(self) -> dict[str, tuple[int, int, int]]:
        """(items, offered, taken) by indicator."""
        rows = self._db.rows("SELECT indicator, items, offered, taken FROM habit_tally")
        return {str(row[0]): (int(row[1]), int(row[2]), int(row[3])) for row in rows}

    def is_sound(self) -> bool:
        """Whether the sums are those of the lessons."""
        held = (_WORDS, "SELECT word, indicator, n FROM habit_word"), (_TALLIES, "SELECT * FROM habit_tally")
        return all(sorted(self._db.rows(told)) == sorted(self._db.rows(kept)) for told, kept in held)

    def forget(self) -> None:
        """Take everything back."""
        for name in ("habit", "habit_word", "habit_tally"):
            self._db.write(f"DELETE FROM {name}")
