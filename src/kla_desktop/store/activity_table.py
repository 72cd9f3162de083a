"""Activities as the items tell them, and proposals of activities: this laptop's own, made anew for the days touched."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kla_desktop.model.activity import Activity, Because, Piece, Proposed, Why
from kla_desktop.model.ids import ActivityId, EvidenceId, IndicatorSlug, PlaceCode, StationId
from kla_desktop.store.database import Database, chunked, marks
from kla_desktop.store.evidence_table import tallied

_SHOTS: Final = ("photo", "video")
_HEAD: Final = 1500
"""Letters of an item's text that the rule reads."""
_STANDS: Final = "NOT e.withdrawn AND e.superseded_by IS NULL"


@dataclass(frozen=True, slots=True)
class Touched:
    """An item to look at again: the day it is of, and the one it was of before."""

    serial: int
    day: str
    before: str


class ActivityTable:
    """Reads `evidence.activity`; writes `proposal`, `proposal_item` and `regroup` inside transactions of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def activities(self, ids: Sequence[str] = ()) -> list[Activity]:
        """Activities with their items, newest first; all, or those of some ids (by whatever station)."""
        where = f"e.activity IN ({marks(len(ids))})" if ids else "e.activity <> ''"
        rows = self._db.rows(
            f"""SELECT e.station, e.activity, e.activity_title, e.grouped, e.id, e.sort_key,
                CASE WHEN e.place <> '' THEN e.place ELSE coalesce(s.place, '') END
                FROM evidence e LEFT JOIN station s ON s.id = e.station
                WHERE {where} AND {_STANDS} ORDER BY e.kind NOT IN ('photo', 'video'), e.sort_key, e.n""",
            list(ids),
        )
        held: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
        for row in rows:
            held.setdefault((row[0], row[1]), []).append(row)
        under = self._indicators([row[4] for row in rows])
        made = [_activity(own, under) for own in held.values()]
        return sorted(made, key=lambda one: (one.day, one.id), reverse=True)

    def members(self, activity: str, station: StationId) -> list[EvidenceId]:
        """All items of one station's activity, also those withdrawn or replaced, in the order of their times."""
        sql = "SELECT id FROM evidence WHERE activity = ? AND station = ? ORDER BY sort_key, n"
        return [EvidenceId(row[0]) for row in self._db.rows(sql, (activity, station))]

    def title(self, activity: str, station: StationId) -> str | None:
        """What a station calls its activity, None where it has none of that id."""
        row = self._db.one(
            "SELECT activity_title, max(grouped) FROM evidence WHERE activity = ? AND station = ?", (activity, station)
        )
        return str(row[0]) if row and row[0] is not None else None

    def of_rows(self, *, proposed: bool) -> dict[int, tuple[str, str]]:
        """For each row number of an item in an activity (or a proposal): the activity's id and its title."""
        if proposed:
            sql = """SELECT i.n, p.key, p.title FROM proposal_item i JOIN proposal p ON p.key = i.proposal
                JOIN evidence e ON e.n = i.n WHERE e.activity = '' AND e.grouped < 0"""
        else:
            sql = f"""SELECT e.n, e.station || e.activity, e.activity_title FROM evidence e
                WHERE e.activity <> '' AND {_STANDS}"""
        return {int(n): (str(key), str(title)) for n, key, title in self._db.rows(sql)}

    def tally(self, evidence: EvidenceId) -> tuple[int, dict[IndicatorSlug, int]]:
        """How many other items of this item's activity or proposal are tagged, and under what."""
        tags = self._db.rows(
            f"""WITH me AS (SELECT n, id, station, activity FROM evidence WHERE id = ?),
                joined (id) AS (SELECT p.proposal FROM me CROSS JOIN proposal_item p ON p.n = me.n),
                others (id) AS (
                    SELECT e.id FROM me CROSS JOIN evidence e ON e.activity = me.activity AND e.station = me.station
                        WHERE e.activity <> '' AND {_STANDS}
                    UNION SELECT e.id FROM joined j CROSS JOIN proposal_item p ON p.proposal = j.id
                        CROSS JOIN evidence e ON e.n = p.n
                    UNION SELECT e.id FROM joined j CROSS JOIN proposal p ON p.key = j.id
                        CROSS JOIN evidence e ON e.activity = p.joins WHERE e.activity <> '' AND {_STANDS})
                SELECT t.evidence, t.indicator FROM others o CROSS JOIN tag t ON t.evidence = o.id
                WHERE t.evidence <> ?""",
            (evidence, evidence),
        )
        return tallied(tags)

    def starting_with(self, prefix: str, station: StationId) -> list[ActivityId]:
        """Ids of a station's activities, and of proposals, that begin so; at most six."""
        rows = self._db.rows(
            """SELECT activity FROM evidence WHERE activity <> '' AND station = ? AND substr(activity, 1, ?) = ?
               UNION SELECT key FROM proposal WHERE substr(key, 1, ?) = ? LIMIT 6""",
            (station, len(prefix), prefix, len(prefix), prefix),
        )
        return [ActivityId(row[0]) for row in rows]

    # --- proposals
    def proposals(self) -> list[Activity]:
        """Proposals with their items, newest first."""
        rows = self._db.rows(
            """SELECT p.key, p.day, p.title, p.place, p.because, p.joins, e.id, e.station FROM proposal p
               JOIN proposal_item i ON i.proposal = p.key JOIN evidence e ON e.n = i.n
               WHERE e.activity = '' AND e.grouped < 0
               ORDER BY p.day DESC, p.key DESC, e.kind NOT IN ('photo', 'video'), e.sort_key, e.n"""
        )
        held: dict[str, list[tuple[Any, ...]]] = {}
        for row in rows:
            held.setdefault(row[0], []).append(row)
        under = self._indicators([row[6] for row in rows])
        return [
            Activity(
                ActivityId(key), StationId(own[0][7]), own[0][2], own[0][1], PlaceCode(own[0][3]),
                tuple(EvidenceId(row[6]) for row in own), _merged(under.get(row[6], ()) for row in own),
                _because(own[0][4]), proposed=True, joins=ActivityId(own[0][5]) if own[0][5] else None,
            )
            for key, own in held.items()
        ]  # fmt: skip

    def count_waiting(self) -> int:
        """How many items have to be looked at."""
        return int(self._db.value("SELECT count(*) FROM regroup"))

    def touched(self, limit: int) -> list[Touched]:
        """Items to look at again, those of the earliest days first."""
        rows = self._db.rows(
            """SELECT r.serial, coalesce(substr(e.sort_key, 1, 10), r.day), r.day FROM regroup r
               LEFT JOIN evidence e ON e.n = r.n ORDER BY 2 LIMIT ?""",
            (limit,),
        )
        return [Touched(int(serial), str(day), str(before)) for serial, day, before in rows]

    def pieces(self, station: StationId, first: str, last: str) -> list[Piece]:
        """A station's items from one day to another as the rule sees them, without those that people left alone."""
        rows = self._db.rows(
            f"""SELECT e.id, e.kind, e.name, e.title, coalesce((SELECT folder FROM source q WHERE q.evidence = e.id
                    ORDER BY folder, name LIMIT 1), ''), e.claims, e.created_at, e.place, e.lat, e.lon, e.camera,
                    e.letter, substr(t.text || char(10) || t.read, 1, {_HEAD}), e.activity, e.activity_title
                FROM evidence e LEFT JOIN item_text t ON t.n = e.n
                WHERE e.station = ? AND e.sort_key >= ? AND e.sort_key < ? AND {_STANDS}
                    AND (e.activity <> '' OR e.grouped < 0)""",
            (station, first, last + "~"),
        )
        return [_piece(row) for row in rows]

    def replace(self, first: str, last: str, found: Iterable[Proposed], own: Sequence[Touched]) -> bool:
        """Put proposals in the place of those of some days; `own` were looked at. True if it made a difference."""
        made = [one for one in found if first <= one.day <= last]
        before = self._of_days(first, last)
        self._db.write("DELETE FROM proposal WHERE day BETWEEN ? AND ?", (first, last))
        numbers = self._numbers([item for one in made for item in one.items])
        for one in made:
            told = json.dumps([[reason.why.value, reason.detail] for reason in one.because], ensure_ascii=False)
            self._db.write(
                "INSERT OR REPLACE INTO proposal VALUES (?,?,?,?,?,?)",
                (one.key, one.day, one.title, one.place, told, one.joins or ""),
            )
            self._db.write_many(
                "INSERT OR REPLACE INTO proposal_item VALUES (?,?)", [(numbers[item], one.key) for item in one.items]
            )
        self._db.write(
            """DELETE FROM proposal WHERE (SELECT count(*) FROM proposal_item i WHERE i.proposal = key)
               < CASE WHEN joins = '' THEN 2 ELSE 1 END"""
        )
        for chunk in chunked([one.serial for one in own]):
            self._db.write(f"DELETE FROM regroup WHERE serial IN ({marks(len(chunk))})", list(chunk))
        return self._of_days(first, last) != before

    def newest_serial(self) -> int:
        """The last of what waits, as `looked_at` takes it."""
        return int(self._db.value("SELECT coalesce(max(serial), 0) FROM regroup"))

    def looked_at(self, first: str, last: str, newest: int) -> None:
        """Let nothing wait any longer that was of these days and still is: all of them were looked at together."""
        self._db.write(
            """DELETE FROM regroup WHERE serial <= ? AND day BETWEEN ? AND ? AND n IN
               (SELECT n FROM evidence WHERE sort_key >= ? AND substr(sort_key, 1, 10) BETWEEN ? AND ?)""",
            (newest, first, last, first, first, last),
        )

    def _of_days(self, first: str, last: str) -> list[tuple[Any, ...]]:
        return self._db.rows(
            """SELECT p.key, p.day, p.title, p.joins, i.n FROM proposal p JOIN proposal_item i ON i.proposal = p.key
               WHERE p.day BETWEEN ? AND ? ORDER BY i.n""",
            (first, last),
        )

    def _numbers(self, ids: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for chunk in chunked(list(ids)):
            for key, n in self._db.rows(f"SELECT id, n FROM evidence WHERE id IN ({marks(len(chunk))})", list(chunk)):
                found[key] = int(n)
        return found

    def _indicators(self, ids: Sequence[str]) -> dict[str, list[IndicatorSlug]]:
        found: dict[str, list[IndicatorSlug]] = {}
        for chunk in chunked(list(ids)):
            sql = f"SELECT evidence, indicator FROM tag WHERE evidence IN ({marks(len(chunk))}) ORDER BY position"
            for evidence, indicator in self._db.rows(sql, list(chunk)):
                found.setdefault(evidence, []).append(IndicatorSlug(indicator))
        return found


def _activity(rows: Sequence[tuple[Any, ...]], under: dict[str, list[IndicatorSlug]]) -> Activity:
    newest = max(rows, key=lambda row: (row[3], row[2]))
    days = [row[5][:10] for row in rows]
    places = [row[6] for row in rows if row[6]]
    return Activity(
        ActivityId(rows[0][1]), StationId(rows[0][0]), newest[2], _most(days), PlaceCode(_most(places)),
        tuple(EvidenceId(row[4]) for row in rows), _merged(under.get(row[4], ()) for row in rows),
        (Because(Why.HAND),), proposed=False,
    )  # fmt: skip


def _most(values: Sequence[str]) -> str:
    return min(set(values), key=lambda value: (-values.count(value), value), default="")


def _merged(lists: Iterable[Iterable[IndicatorSlug]]) -> tuple[IndicatorSlug, ...]:
    return tuple(dict.fromkeys(slug for each in lists for slug in each))


def _because(text: str) -> tuple[Because, ...]:
    known = set(Why)
    return tuple(Because(Why(why), str(detail)) for why, detail in json.loads(text) if why in known)


def _piece(row: tuple[Any, ...]) -> Piece:
    return Piece(
        id=EvidenceId(row[0]),
        is_shot=row[1] in _SHOTS,
        kind=row[1],
        name=row[2],
        title=row[3],
        folder=row[4],
        claims=tuple(json.loads(row[5])),
        taken_in=row[6],
        place=row[7],
        gps=(row[8], row[9]) if row[8] is not None else None,
        camera=row[10],
        letter=row[11],
        text=row[12] or "",
        activity=ActivityId(row[13]) if row[13] else None,
        activity_title=row[14],
    )
