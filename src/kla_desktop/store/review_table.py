"""Reading the secretariat's queue: what waits for a word, what was said, and by whom today."""

from kla_desktop.model.ids import EvidenceId, IndicatorSlug, PlaceCode, StationId
from kla_desktop.model.listing import Judged, ToJudge
from kla_desktop.store.database import Database

_RETURNED_ELSEWHERE = """t.elsewhere LIKE '%"verdict":"return"%'"""
_STANDS = {
    Judged.WAITING: "t.verdict = 'open'",
    Judged.DISPUTED: f"(t.disputed <> '' OR (t.verdict = 'accept' AND {_RETURNED_ELSEWHERE}))",
    Judged.ACCEPTED: "t.verdict = 'accept'",
    Judged.RETURNED: "t.verdict = 'return'",
}
_FROM = """FROM tag t JOIN evidence e ON e.id = t.evidence LEFT JOIN station s ON s.id = e.station
    WHERE NOT e.withdrawn AND e.superseded_by IS NULL"""


class ReviewTable:
    """The read side of `tag` for those who judge. Items withdrawn or replaced are nobody's business any more."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def lines(self, stands: Judged, station: StationId | None = None) -> list[ToJudge]:
        """All items that stand so, of one station or of all, the longest here first."""
        clause, values = (" AND e.station = ?", (station,)) if station else ("", ())
        return [
            ToJudge(
                row[0], EvidenceId(row[1]), IndicatorSlug(row[2]), PlaceCode(row[3]), row[4], row[5], StationId(row[6])
            )
            for row in self._db.each(
                f"""SELECT e.n, e.id, t.indicator, CASE WHEN e.place <> '' THEN e.place ELSE coalesce(s.place, '') END,
                    coalesce(s.agency, ''), e.kind, coalesce(s.home, '')
                    {_FROM} AND {_STANDS[stands]}{clause} ORDER BY e.n, t.position""",
                values,
            )
        ]

    def returned_elsewhere(self, station: StationId) -> list[EvidenceId]:
        """Items of a station that another level returned, the newest first."""
        rows = self._db.rows(
            f"SELECT DISTINCT e.id, e.n {_FROM} AND {_RETURNED_ELSEWHERE} AND e.station = ? ORDER BY e.n DESC",
            (station,),
        )
        return [EvidenceId(row[0]) for row in rows]

    def count(self, stands: Judged) -> int:
        """How many stand so."""
        return int(self._db.value(f"SELECT count(*) {_FROM} AND {_STANDS[stands]}"))

    def said_since(self, moment: str, reviewer: str) -> int:
        """How many words of a reviewer are in force since a moment (ISO 8601 in UTC)."""
        sql = "SELECT count(*) FROM tag WHERE verdict <> 'open' AND reviewed_at >= ? AND reviewer = ?"
        return int(self._db.value(sql, (moment, reviewer)))
