"""Files beside the database or in its place that are not its own, found before SQLite opens them.

SQLite believes any log of the right name that agrees with its own sums, and copies its pages into the file when the
last connection closes. A log that stayed behind or came along when a folder was copied would overwrite a whole library.
"""

import contextlib
import stat
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.files import replace, sync_folder

_PIECE = 1 << 20
_LOOKS = 2
"""A disk that failed once must not cost the last transactions."""
_SMALLEST = 4096
"""Bytes of a page: what is smaller, SQLite takes for a database without a table and begins anew."""


def may_be_ours(file: Path) -> bool:
    """Whether it can be a database of ours. Raises Fixable, as the disk does."""
    try:
        found = file.stat()
    except OSError as error:
        if trouble := disk_trouble(error):
            raise trouble from error
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size >= _SMALLEST


def aside_of(path: Path) -> Path:
    """Where a log goes that is not the database's own."""
    return path.with_name(f"{path.name}-wal-asing")


def lay_foreign_log_aside(path: Path, key: bytes) -> None:
    """Look at what a crash or a copy has left beside the database, while nobody has it open. Writes to neither.

    With a log it takes a check of the whole database: a second for 200 MB. Raises Fixable: LIBRARY_LOG_FOREIGN(path)
    once it was laid aside, DRIVE_ERROR.
    """
    log = path.with_name(f"{path.name}-wal")
    try:
        with log.open("rb", buffering=0) as file:
            held = 0
            while piece := file.read(_PIECE):
                held += len(piece)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Fixable(ErrorCode.DRIVE_ERROR, where="library") from error
    if not held or any(_is_sound(path, key, "mode=ro") for _ in range(_LOOKS)):
        return
    if _is_sound(path, key, "immutable=1"):  # without its log
        replace(log, aside_of(path))
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        sync_folder(path.parent)
        raise Fixable(ErrorCode.LIBRARY_LOG_FOREIGN, path=str(aside_of(path)))


def _is_sound(path: Path, key: bytes, how: str) -> bool:
    """Whether all pages are ours and agree; also where that cannot be told."""
    try:
        with contextlib.closing(sqlcipher.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as reader:
            reader.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            reader.execute("PRAGMA cipher_log_level = NONE")
            return bool(reader.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)])
    except sqlcipher.DatabaseError as error:
        return type(error) is not sqlcipher.DatabaseError
