"""One SQLCipher database: connections (one a thread), pragmas, and short write transactions, one writer at a time."""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from io import FileIO
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.store.steps import Steps
from kla_desktop.system.disk_trouble import asked_disk

T = TypeVar("T")
DatabaseError = sqlcipher.DatabaseError
HEAP = 12 << 20
"""Bytes that SQLite may hold for all connections of the process together before each makes room among its own pages:
a window has up to eight, and what a large library fills them with would be the better part of its memory."""
_PRAGMAS = (
    "PRAGMA cipher_log_level = NONE",  # it would print to stderr
    "PRAGMA temp_store = MEMORY",  # no plaintext temporaries beside the library
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # "saved" is said only after the disk has it
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA busy_timeout = 15000",
    f"PRAGMA soft_heap_limit = {HEAP}",
)
_TROUBLES = {
    "database is locked": Fixable(ErrorCode.LIBRARY_IN_USE),
    "database table is locked": Fixable(ErrorCode.LIBRARY_IN_USE),
    "attempt to write a readonly database": Fixable(ErrorCode.FOLDER_READ_ONLY),
    "database or disk is full": Fixable(ErrorCode.DISK_FULL),
    "disk I/O error": Fixable(ErrorCode.DRIVE_ERROR, where="library"),
    "unable to open database file": Fixable(ErrorCode.DRIVE_ERROR, where="library"),
}
"""By SQLite's own words: a backup's errors bear no number."""
_NOT_READ = "error reading "
"""What SQLCipher's page check says of a page that the disk does not give."""
_PIECE = 1 << 20
CACHE = 24_000
"""KiB of pages a connection at most, filled as it is needed: each page read again is decrypted again."""


class Database:
    """A keyed database file. Reading is free for all threads; `transaction()` is the one way to write.

    Before a schema step it is copied, unless it `is_cache`, which can be filled again.

    Raises Fixable(LIBRARY_DAMAGED) when the file cannot be read with this key, LIBRARY_TOO_NEW when a newer program
    wrote it.
    """

    def __init__(self, path: Path, key: bytes, schema: Steps, cache: int = CACHE, *, is_cache: bool = False) -> None:
        self._path, self._key, self._cache = path, key, cache
        self._local = threading.local()
        self._all: list[Any] = []
        self._lock = threading.RLock()
        self._is_cache, self._is_damaged = is_cache, False
        self._witness: FileIO | None = None
        try:
            self._migrate(schema, keep=not is_cache)
        except sqlcipher.DatabaseError as error:
            self.close()
            raise self._explained(error) or Fixable(ErrorCode.LIBRARY_DAMAGED) from error
        except Fixable:
            self.close()
            raise

    def _migrate(self, schema: Steps, *, keep: bool) -> None:
        known = {name for name, _ in schema.all}
        done = schema.taken(self.connection)
        if done - known:
            raise Fixable(ErrorCode.LIBRARY_TOO_NEW)
        if known - done:
            if done and keep:
                self.back_up(self._path.with_name(f"{self._path.stem}-before-{min(known - done)}.db"))
            schema.take(self.connection)

    @property
    def connection(self) -> Any:
        """This thread's connection."""
        held = getattr(self._local, "connection", None)
        if held is None:
            held = self._local.connection = self._connected()
            with self._lock:
                self._all.append(held)
        return held

    def _connected(self) -> Any:
        made = sqlcipher.connect(str(self._path), isolation_level=None, check_same_thread=False)
        try:
            made.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            for pragma in _PRAGMAS:
                made.execute(pragma)
            made.execute(f"PRAGMA cache_size = -{self._cache}")
        except BaseException:
            made.close()
            raise
        return made

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Read all rows.

        Raises Fixable: DISK_FULL, LIBRARY_IN_USE, FOLDER_READ_ONLY, DRIVE_ERROR or LIBRARY_DAMAGED.
        """
        with self._told():
            return list(self.connection.execute(sql, values))

    def each(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Read row by row, for who does not keep them. Raises Fixable as `rows`, at any row."""
        with self._told():
            yield from self.connection.execute(sql, values)

    def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> tuple[Any, ...] | None:
        """Read the first row, if any. Raises Fixable as `rows`."""
        with self._told():
            row: tuple[Any, ...] | None = self.connection.execute(sql, values).fetchone()
        return row

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Read the first column of the first row, or None."""
        row = self.one(sql, values)
        return row[0] if row else None

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside one."""
        return bool(self.connection.in_transaction)

    def write(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Execute one writing statement inside a transaction of the caller."""
        self.connection.execute(sql, values)

    def write_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute one writing statement for many rows inside a transaction of the caller."""
        if rows:
            self.connection.executemany(sql, rows)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; nests by joining the outer one. Holds SQL only: no hashing, parsing or network inside.

        Raises Fixable as `rows`, besides what the block raises.
        """
        with self._lock:
            connection = self.connection
            if connection.in_transaction:
                yield
                return
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield
                connection.execute("COMMIT")
            except BaseException as error:
                self._roll_back(connection)
                if isinstance(error, sqlcipher.DatabaseError) and (told := self._explained(error)):
                    raise told from error
                raise

    def _roll_back(self, connection: Any) -> None:
        """End a transaction that failed; a connection that cannot even do that is not used any more."""
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlcipher.Error:
            with contextlib.suppress(sqlcipher.Error):
                connection.close()
            self._all.remove(connection)
            self._local.connection = None

    def back_up(self, target: Path) -> None:
        """Copy the live database to `target`, encrypted under the same key. Raises Fixable as `rows`."""
        target.unlink(missing_ok=True)
        with self._told(), contextlib.closing(sqlcipher.connect(str(target))) as copy:
            copy.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            self.connection.backup(copy)

    def settle(self) -> None:
        """Put all that was written into the file itself, leaving no log beside it. Raises Fixable as `rows`."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def problems(self) -> list[str]:
        """What SQLCipher's page check and SQLite's own find; empty when sound. Raises Fixable as `rows`.

        The page check reads the file alone: a page that a power cut has torn there may still be whole in the log.
        """
        with contextlib.suppress(Fixable, sqlcipher.DatabaseError):
            self.settle()
        try:
            with self._told():
                found = _found(self.connection) and _found(self.connection)  # a disk may fail once
        except sqlcipher.DatabaseError:
            return ["unreadable"]
        except Fixable as error:
            if error.code is not ErrorCode.LIBRARY_DAMAGED:
                raise
            return ["unreadable"]
        if found and all(row.startswith(_NOT_READ) for row in found):
            raise Fixable(ErrorCode.DRIVE_ERROR, where="library")
        return found

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlcipher.DatabaseError as error:
            if told := self._explained(error):
                raise told from error
            raise

    def _explained(self, error: sqlcipher.Error) -> Fixable | None:
        """Say what the disk or another program did; None for a mistake of ours."""
        if type(error) is sqlcipher.DatabaseError:  # no kind of its own: the file is malformed, or no database
            return self._damage()
        found = _TROUBLES.get(str(error))
        if found is not None and found.code is ErrorCode.DRIVE_ERROR:  # also of a full disk, where the log begins
            found = asked_disk(self._path.parent) or found
        return Fixable(found.code, **found.details) if found else None

    def _damage(self) -> Fixable:
        """Tell a damaged file from a disk that fails to read it: SQLite says of both that the file is damaged."""
        if not self._is_cache and not self._is_damaged:
            with self._lock, contextlib.suppress(OSError):
                self._read_through()
                self._is_damaged = bool(self._looked_through())
            if not self._is_damaged:
                return Fixable(ErrorCode.DRIVE_ERROR, where="library")
        return Fixable(ErrorCode.LIBRARY_DAMAGED)

    def _read_through(self) -> None:
        """Read all bytes. Raises OSError as the disk does.

        The file stays open as long as the connections: to close it would let go of their locks (POSIX).
        """
        if self._witness is None:
            self._witness = self._path.open("rb", buffering=0)
        self._witness.seek(0)
        while self._witness.read(_PIECE):
            pass

    def _looked_through(self) -> list[str]:
        """What a connection that has read nothing yet finds."""
        try:
            with contextlib.closing(self._connected()) as fresh:
                return _found(fresh)
        except sqlcipher.DatabaseError as error:
            return [str(error)] if str(error) not in _TROUBLES else []

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._all:
                with contextlib.suppress(sqlcipher.Error):
                    connection.close()
            self._all.clear()
            self._local = threading.local()
            if self._witness is not None:
                self._witness.close()
                self._witness = None


def _found(connection: Any) -> list[str]:
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    return found + [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]


def marks(count: int) -> str:
    """Placeholders for an IN list."""
    return ",".join("?" * count)


def chunked(values: Sequence[T], size: int = 400) -> Iterator[Sequence[T]]:
    """Cut a long list for IN clauses."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
