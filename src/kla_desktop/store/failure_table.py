"""Files that could not be taken in: each once, with the reason, until it goes in or the user sets it aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kla_desktop.store.database import Database, chunked, marks


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, and why (a wording key). `path` is as `system.names.stored` writes it.

    `next_at` is when it is tried again by itself (ISO 8601, "" if no clock decides that).
    """

    path: str
    reason: str
    tries: int
    at: str
    next_at: str = ""


class FailureTable:
    """Written inside transactions of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def list(self, *, set_aside: bool = False) -> list[Failure]:
        """Those that wait, newest first; or those that the user set aside."""
        sql = "SELECT path, reason, tries, at, next_at FROM failure WHERE set_aside = ? ORDER BY at DESC, path"
        return [Failure(*row) for row in self._db.rows(sql, (int(set_aside),))]

    def count(self) -> int:
        """How many wait."""
        return int(self._db.value("SELECT count(*) FROM failure WHERE NOT set_aside"))

    def some(self, paths: Sequence[str]) -> dict[str, Failure]:
        """Those of some paths, set aside or not."""
        found: dict[str, Failure] = {}
        for chunk in chunked(list(paths)):
            sql = f"SELECT path, reason, tries, at, next_at FROM failure WHERE path IN ({marks(len(chunk))})"
            found.update({row[0]: Failure(*row) for row in self._db.rows(sql, list(chunk))})
        return found

    def note(self, failures: Iterable[Failure]) -> None:
        """Keep failures as they stand now. What was set aside stays so as long as the reason is the same."""
        self._db.write_many(
            "INSERT INTO failure (path, reason, tries, at, next_at) VALUES (?,?,?,?,?) "
            "ON CONFLICT (path) DO UPDATE SET set_aside = set_aside AND reason = excluded.reason, "
            "reason = excluded.reason, tries = excluded.tries, at = excluded.at, next_at = excluded.next_at",
            [(one.path, one.reason, one.tries, one.at, one.next_at) for one in failures],
        )

    def clear(self, paths: Sequence[str]) -> None:
        """These went in after all, or there was nothing in them."""
        self._db.write_many("DELETE FROM failure WHERE path = ?", [(path,) for path in paths])

    def set_aside(self, paths: Sequence[str]) -> None:
        """List these no longer, until something else is the matter with them."""
        self._db.write_many("UPDATE failure SET set_aside = 1 WHERE path = ?", [(path,) for path in paths])
