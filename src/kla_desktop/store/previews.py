"""Thumbnails in an encrypted database of their own, so that the library's stays small. A cache: it can be rebuilt."""

import contextlib
import logging
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.store.database import Database, chunked, marks
from kla_desktop.store.steps import Steps, Tables
from kla_desktop.system.files import replace

_log = logging.getLogger(__name__)
schema = Steps("kla-previews")
ASIDE = "previews-damaged.db"
_UNREADABLE = frozenset({ErrorCode.LIBRARY_DAMAGED, ErrorCode.DRIVE_ERROR})
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
    """JPEG thumbnails by the SHA-256 of the original. Any thread may ask.

    A file that is damaged is laid aside and an empty one begun by who holds the library's lock (`alone`); others go
    without thumbnails, and leave the file to them.
    """

    def __init__(self, path: Path, key: bytes, *, alone: bool = True) -> None:
        self._path, self._key = path, key
        self._idle = threading.Condition()
        self._askers, self._is_wanted_alone = 0, False
        self.is_anew = alone and not path.exists()
        """Whether nothing is kept from before: a new library, one from a backup, or what was there is damaged."""
        self._db: Database | None = None
        try:
            self._db = self._opened() if alone or path.exists() else None
        except Fixable as error:
            if not alone and error.code in _UNREADABLE:
                _log.info("the cache of thumbnails cannot be read")
            elif error.code is ErrorCode.LIBRARY_DAMAGED and path.is_file():
                self._lay_aside()
            else:
                raise

    def _opened(self) -> Database:
        return Database(self._path, self._key, schema, cache=_CACHE, is_cache=True)

    def _lay_aside(self) -> None:
        """Begin an empty file. The old one goes first: a log without its file is nobody's."""
        _log.info("the cache of thumbnails is damaged and begun anew")
        replace(self._path, self._path.with_name(ASIDE))
        for tail in ("-wal", "-shm"):
            self._path.with_name(self._path.name + tail).unlink(missing_ok=True)
        self._db = self._opened()
        self.is_anew = True

    @contextlib.contextmanager
    def _asked(self) -> Iterator[Database | None]:
        """The database, which stays open for the time of a block."""
        with self._idle:
            self._idle.wait_for(lambda: not self._is_wanted_alone)
            self._askers += 1
        try:
            yield self._db
        finally:
            with self._idle:
                self._askers -= 1
                self._idle.notify_all()

    def is_sound(self) -> bool:
        """Check every page."""
        with self._asked() as db:
            try:
                return db is not None and not db.problems()
            except Fixable as error:
                if error.code in _UNREADABLE:
                    return False
                raise

    def renew(self) -> None:
        """Lay the file aside and begin an empty one, as soon as no other thread is asking."""
        with self._idle:
            self._is_wanted_alone = True
            try:
                self._idle.wait_for(lambda: not self._askers)
                if self._db is not None:
                    self._db.close()
                self._lay_aside()
            finally:
                self._is_wanted_alone = False
                self._idle.notify_all()

    def put(self, pictures: Sequence[tuple[str, bytes]]) -> None:
        """Keep thumbnails as (sha256, jpeg)."""
        with self._asked() as db:
            if db is not None:
                with db.transaction():
                    db.write_many("INSERT OR REPLACE INTO picture VALUES (?, ?)", pictures)

    def get(self, digests: Sequence[str]) -> dict[str, bytes]:
        """Thumbnails of some digests; those without one are left out, and those that cannot be read."""
        found: dict[str, bytes] = {}
        with self._asked() as db:
            if db is None:
                return found
            for table in ("picture", "preview"):  # as now, and as libraries of before hold them
                missing = [sha256 for sha256 in digests if sha256 not in found]
                for chunk in chunked(missing):
                    sql = f"SELECT sha256, jpeg FROM {table} WHERE sha256 IN ({marks(len(chunk))})"
                    try:
                        found.update({row[0]: bytes(row[1]) for row in db.rows(sql, list(chunk))})
                    except Fixable as error:  # `kla check --repair` begins anew
                        if error.code not in _UNREADABLE:
                            raise
                        _log.info("thumbnails cannot be read")
        return found

    def settle(self) -> None:
        """Put all that was written into the file itself."""
        with self._asked() as db:
            if db is not None:
                db.settle()

    def close(self) -> None:
        """Close the database."""
        if self._db is not None:
            self._db.close()
