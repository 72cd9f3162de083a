"""What a machine read on the pages of files: this laptop's own cache, by the bytes' SHA-256; can be read again."""

from collections.abc import Sequence
from dataclasses import dataclass

from kla_desktop.model.ids import EvidenceId
from kla_desktop.store.database import Database

MOST_TRIES = 2
"""After so many failures a file is left alone until somebody asks for it by name."""
_KINDS = "'jpeg','png','tiff','gif','bmp','webp','heic','avif','pdf'"
_PAPERS = "'pdf','tiff'"
_WAITING = f"""FROM evidence e JOIN object o ON o.sha256 = e.sha256 LEFT JOIN reading r ON r.sha256 = e.sha256
    WHERE e.media IN ({_KINDS}) AND NOT e.withdrawn AND NOT o.damaged
    AND NOT EXISTS (SELECT 1 FROM away a WHERE a.sha256 = e.sha256 AND a.state = 'only')
    AND (r.sha256 IS NULL OR r.engine <> ? OR (r.state = 'failed' AND r.tries < {MOST_TRIES}))"""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page as read (0 = first); `confidence` 0 to 1, 0 where nothing stands."""

    number: int
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadingCounts:
    """How many files were read, wait, or could not be read."""

    read: int
    waiting: int
    failed: int


class ReadingTable:
    """Written inside transactions of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def waiting(self, engine: str, limit: int) -> list[str]:
        """Digests of files that `engine` has not read: papers before photos, the newest first."""
        rows = self._db.rows(
            f"SELECT e.sha256 {_WAITING} GROUP BY e.sha256 "
            f"ORDER BY max(e.media IN ({_PAPERS})) DESC, max(e.n) DESC LIMIT ?",
            (engine, limit),
        )
        return [str(row[0]) for row in rows]

    def counts(self, engine: str) -> ReadingCounts:
        """Count files by where they stand."""
        read, failed = self._db.one(
            "SELECT coalesce(sum(state = 'done'), 0), coalesce(sum(state = 'failed'), 0) FROM reading"
        ) or (0, 0)
        waiting = self._db.value(f"SELECT count(DISTINCT e.sha256) {_WAITING}", (engine,))
        return ReadingCounts(int(read), int(waiting), int(failed))

    def pages(self, sha256: str, engine: str) -> list[ReadPage]:
        """The pages that `engine` has read of a file so far."""
        rows = self._db.rows(
            "SELECT number, text, confidence FROM read_page WHERE sha256 = ? AND engine = ? ORDER BY number",
            (sha256, engine),
        )
        return [ReadPage(*row) for row in rows]

    def add_page(self, sha256: str, engine: str, page: ReadPage) -> None:
        """Keep a page; what another engine read of it goes."""
        self._db.write(
            "INSERT OR REPLACE INTO read_page VALUES (?,?,?,?,?)",
            (sha256, page.number, engine, page.text, page.confidence),
        )

    def forget(self, sha256: str) -> None:
        """Forget what was read of a file, so that it is read from its first page on."""
        self._db.write("DELETE FROM read_page WHERE sha256 = ?", (sha256,))
        self._db.write("DELETE FROM reading WHERE sha256 = ?", (sha256,))

    def finish(self, sha256: str, engine: str, at: str, *, failed: str = "") -> None:
        """Say that a file has been read as far as it can be; `failed` is a warning code."""
        self._db.write("DELETE FROM read_page WHERE sha256 = ? AND engine <> ?", (sha256, engine))
        self._db.write(
            """INSERT INTO reading VALUES (?1, ?2, ?3, ?4, 1, ?5) ON CONFLICT (sha256) DO UPDATE SET engine = ?2,
            state = ?3, reason = ?4, tries = iif(engine = ?2, tries, 0) + 1, at = ?5""",
            (sha256, engine, "failed" if failed else "done", failed, at),
        )

    def unjoined(self, limit: int = 200) -> list[tuple[EvidenceId, str]]:
        """Items whose bytes were read before they came: (item, digest)."""
        rows = self._db.rows(
            """SELECT e.id, e.sha256 FROM reading r JOIN evidence e ON e.sha256 = r.sha256
            LEFT JOIN item_text x ON x.n = e.n WHERE r.state = 'done' AND coalesce(x.read, '') = '' AND EXISTS
            (SELECT 1 FROM read_page p WHERE p.sha256 = r.sha256 AND p.text <> '') LIMIT ?""",
            (limit,),
        )
        return [(EvidenceId(row[0]), str(row[1])) for row in rows]


def whole_text(pages: Sequence[ReadPage]) -> str:
    """Join pages with an empty line between."""
    return "\n\n".join(page.text for page in pages if page.text)


def mean_confidence(pages: Sequence[ReadPage]) -> float:
    """How sure the letters were, pages weighing as much as they hold."""
    letters = sum(len(page.text) for page in pages)
    return sum(page.confidence * len(page.text) for page in pages) / letters if letters else 0.0
