"""Thumbnails in an encrypted database of their own, so that the library's stays small. A cache: it can be rebuilt."""

from collections.abc import Sequence
from pathlib import Path

from kla_desktop.store.database import Database, chunked, marks
from kla_desktop.store.steps import Steps, Tables

schema = Steps("kla-previews")
_CACHE = 2_000  # KiB: a thumbnail is read once and then kept as a picture


@schema()
def m001_previews(db: Tables) -> None:
    """Add the cache of thumbnails; it can be rebuilt from the objects."""
    db.execute("CREATE TABLE preview (sha256 TEXT PRIMARY KEY, jpeg BLOB NOT NULL) STRICT, WITHOUT ROWID")


@schema()
def m002_pictures(db: Tables) -> None:
    """Keep new ones by rowid: without, four fill a node, and to find one of 100,000 nine pages are decrypted."""
    db.execute("CREATE TABLE picture (sha256 TEXT NOT NULL UNIQUE, jpeg BLOB NOT NULL) STRICT")


class Previews:
    """JPEG thumbnails by the SHA-256 of the original."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._db = Database(path, key, schema, cache=_CACHE, is_cache=True)

    def put(self, pictures: Sequence[tuple[str, bytes]]) -> None:
        """Keep thumbnails as (sha256, jpeg)."""
        with self._db.transaction():
            self._db.write_many("INSERT OR REPLACE INTO picture VALUES (?, ?)", pictures)

    def get(self, digests: Sequence[str]) -> dict[str, bytes]:
        """Thumbnails of some digests; those without one are left out."""
        found: dict[str, bytes] = {}
        for table in ("picture", "preview"):  # as now, and as libraries of before hold them
            missing = [sha256 for sha256 in digests if sha256 not in found]
            for chunk in chunked(missing):
                sql = f"SELECT sha256, jpeg FROM {table} WHERE sha256 IN ({marks(len(chunk))})"
                found.update({row[0]: bytes(row[1]) for row in self._db.rows(sql, list(chunk))})
        return found

    def settle(self) -> None:
        """Put all that was written into the file itself."""
        self._db.settle()

    def close(self) -> None:
        """Close the database."""
        self._db.close()
