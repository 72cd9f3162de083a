"""What a disk says when it is full, locked or broken, turned into what the user can do."""

import contextlib
import errno
import os
import threading
from pathlib import Path

from kla_desktop.model.errors import ErrorCode, Fixable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_LOCKED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_BROKEN = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE})
# Windows says "access denied" in errno for most of these, so its own numbers are asked first.
_WINDOWS_FULL = frozenset({39, 112, 1295})
_WINDOWS_TOO_LARGE = frozenset({223})
_WINDOWS_IN_USE = frozenset({32, 33})
_WINDOWS_BROKEN = frozenset({21, 22, 23, 25, 27, 29, 30, 31, 55, 433, 483, 1110, 1117, 1167, 1392, 1393})
_PROBE = bytes(64 << 10)


def is_full(error: OSError) -> bool:
    """Whether the disk, or our share of it, has no room left."""
    return error.errno in _FULL or _windows(error) in _WINDOWS_FULL


def is_too_large(error: OSError) -> bool:
    """Whether the file system takes no file of that size (FAT32: 4 GiB)."""
    return error.errno == errno.EFBIG or _windows(error) in _WINDOWS_TOO_LARGE


def is_locked(error: OSError) -> bool:
    """Whether one may not write there, or not read."""
    return error.errno in _LOCKED and _windows(error) not in _WINDOWS_BROKEN | _WINDOWS_IN_USE


def is_broken(error: OSError) -> bool:
    """Whether the disk failed to read or write, or is not there any more."""
    return error.errno in _BROKEN or _windows(error) in _WINDOWS_BROKEN


def disk_trouble(error: OSError, path: str = "") -> Fixable | None:
    """Say DISK_FULL, FAT32_LIMIT, FILE_IN_USE, FOLDER_READ_ONLY or DRIVE_ERROR; None for what is no trouble of a disk.

    `path`: where it was being written, if that is not this laptop's library.
    """
    named = path or str(error.filename or "")
    if is_full(error):
        return Fixable(ErrorCode.DISK_FULL)
    if is_too_large(error):
        return Fixable(ErrorCode.FAT32_LIMIT, where="file")
    if is_broken(error):
        return Fixable(ErrorCode.DRIVE_ERROR, path=path) if path else Fixable(ErrorCode.DRIVE_ERROR, where="library")
    if _windows(error) in _WINDOWS_IN_USE:
        return Fixable(ErrorCode.FILE_IN_USE, path=named)
    return Fixable(ErrorCode.FOLDER_READ_ONLY, path=named) if is_locked(error) else None


def asked_disk(folder: Path) -> Fixable | None:
    """Write a little into the library's folder and see what the disk says to that; None where it takes it."""
    probe = folder / f"coba.{os.getpid()}.{threading.get_ident()}.tmp"
    try:
        with probe.open("wb", buffering=0) as file:
            file.write(_PROBE)
            os.fsync(file.fileno())
    except OSError as error:
        return disk_trouble(error)
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)
    return None


def _windows(error: OSError) -> int:
    return getattr(error, "winerror", 0) or 0
