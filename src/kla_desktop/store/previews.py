"""Thumbnails in an encrypted database of their own, so that the library's stays small. A cache: it can be rebuilt."""

import logging
from collections.abc import Sequence
from pathlib import Path

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.store.database import Database, DatabaseError, chunked, marks
from kla_desktop.store.steps import Steps, Tables

_log = logging.getLogger(__name__)
schema = Steps("kla-previews")
ASIDE = "previews-damaged.db"
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
    """JPEG thumbnails by the SHA-256 of the original. A file that is damaged is laid aside, and an empty one begun."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self.is_anew = not path.exists()
        """Whether nothing is kept from before: a new library, one from a backup, or what was there is damaged."""
        try:
            self._db = self._opened()
        except Fixable as error:
            if error.code is not ErrorCode.LIBRARY_DAMAGED or not path.is_file():
                raise
            self._lay_aside()

    def _opened(self) -> Database:
        return Database(self._path, self._key, schema, cache=_CACHE, is_cache=True)

    def _lay_aside(self) -> None:
        _log.info("the cache of thumbnails is damaged and begun anew")
        for tail in ("-wal", "-shm"):
            self._path.with_name(self._path.name + tail).unlink(missing_ok=True)
        self._path.replace(self._path.with_name(ASIDE))
        self._db = self._opened()
        self.is_anew = True

    def is_sound(self) -> bool:
        """Check every page."""
        return not self._db.problems()

    def renew(self) -> None:
        """Lay the file aside and begin an empty one. No other thread may be reading."""
        self._db.close()
        self._lay_aside()

    def put(self, pictures: Sequence[tuple[str, bytes]]) -> None:
        """Keep thumbnails as (sha256, jpeg)."""
        with self._db.transaction():
            self._db.write_many("INSERT OR REPLACE INTO picture VALUES (?, ?)", pictures)

    def get(self, digests: Sequence[str]) -> dict[str, bytes]:
        """Thumbnails of some digests; those without one are left out, and those that cannot be read."""
        found: dict[str, bytes] = {}
        for table in ("picture", "preview"):  # as now, and as libraries of before hold them
            missing = [sha256 for sha256 in digests if sha256 not in found]
            for chunk in chunked(missing):
                sql = f"SELECT sha256, jpeg FROM {table} WHERE sha256 IN ({marks(len(chunk))})"
                try:
                    found.update({row[0]: bytes(row[1]) for row in self._db.rows(sql, list(chunk))})
                except DatabaseError:  # a damaged page: `kla check --repair` begins anew
                    _log.info("thumbnails cannot be read")
        return found

    def settle(self) -> None:
        """Put all that was written into the file itself."""
        self._db.settle()

    def close(self) -> None:
        """Close the database."""
        self._db.close()
