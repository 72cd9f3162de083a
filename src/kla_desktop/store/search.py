"""Full-text search: a user's words turned into an FTS5 expression, hits with snippets, bounded ranking."""

import re

from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Found
from kla_desktop.store.database import Database

_TOKEN = re.compile(r'"([^"]+)"|(\S+)')
RANK_LIMIT = 2000
"""Beyond so many matches bm25 costs more than it tells: newest first instead."""


def match_expression(text: str) -> str:
    """Quote every word (so that no input is FTS5 syntax), phrases as phrases, the last word as a prefix."""
    terms: list[str] = []
    for phrase, word in _TOKEN.findall(text):
        cleaned = re.sub(r"[^\w]+", " ", phrase or word).strip()
        if cleaned:
            terms.append(f'"{cleaned}"')
    if terms and not text.rstrip().endswith('"') and not text.endswith(" "):
        terms[-1] += "*"
    return " ".join(terms)


class Search:
    """Hits in titles, names, texts, places and notes."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, text: str, limit: int = 50) -> tuple[int, list[Found]]:
        """Return how many items match (counted up to RANK_LIMIT + 1) and the best of them."""
        expression = match_expression(text)
        if not expression:
            return 0, []
        total = self._db.value(
            "SELECT count(*) FROM (SELECT 1 FROM words JOIN evidence e ON e.n = words.rowid "
            "WHERE words MATCH ? AND NOT e.withdrawn LIMIT ?)",
            (expression, RANK_LIMIT + 1),
        )
        order = "bm25(words, 4.0, 2.0, 1.0, 1.0, 1.0)" if total <= RANK_LIMIT else "words.rowid DESC"
        rows = self._db.rows(
            f"""SELECT e.n, e.id, CASE WHEN e.title <> '' THEN e.title ELSE e.name END,
                snippet(words, -1, char(2), char(3), '…', 12)
                FROM words JOIN evidence e ON e.n = words.rowid
                WHERE words MATCH ? AND NOT e.withdrawn ORDER BY {order} LIMIT ?""",
            (expression, limit),
        )
        return int(total), [Found(row[0], EvidenceId(row[1]), row[2], row[3]) for row in rows]

    def set_text(self, texts: list[tuple[str, str]]) -> None:
        """Add the text read from files, as (text, evidence id) rows; inside a transaction of the caller."""
        self._db.write_many(
            "UPDATE words SET text = ? WHERE rowid = (SELECT n FROM evidence WHERE id = ?)",
            texts,
        )

    def text_of(self, evidence: EvidenceId) -> str:
        """The text read from an item."""
        text = self._db.value("SELECT text FROM words WHERE rowid = (SELECT n FROM evidence WHERE id = ?)", (evidence,))
        return str(text or "")
