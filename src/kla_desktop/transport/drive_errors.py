"""What a drive says when it is full, locked, pulled out or broken, turned into what the user can do."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.disk_trouble import is_full, is_locked, is_too_large
from kla_desktop.system.files import free_space

BUNDLE_FOLDER = "KLA"
REPLY_FOLDER = "balasan"
"""The only folders that we make on a drive ourselves."""

_GONE = frozenset({errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ESTALE, errno.ENOTCONN})
# Windows says "access denied" in errno for these, so its own numbers are asked first.
_WINDOWS_GONE = frozenset({3, 21, 55, 433, 1006, 1110, 1167, 1617})


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Raise Fixable for an OSError inside: DISK_FULL, FAT32_LIMIT, DRIVE_GONE, FOLDER_READ_ONLY or DRIVE_ERROR."""
    try:
        yield
    except OSError as error:
        raise Fixable(_meaning(error, folder), **_details(error, folder)) from error


def _meaning(error: OSError, folder: Path) -> ErrorCode:
    number, windows = error.errno, getattr(error, "winerror", 0)
    if is_full(error):
        return ErrorCode.DISK_FULL
    if is_too_large(error):
        return ErrorCode.FAT32_LIMIT
    if windows in _WINDOWS_GONE or number in _GONE or not _is_there(folder):
        return ErrorCode.DRIVE_GONE
    return ErrorCode.FOLDER_READ_ONLY if is_locked(error) else ErrorCode.DRIVE_ERROR


def free_or(folder: Path, otherwise: int) -> int:
    """Bytes free on the drive of `folder`, or `otherwise` if it does not answer."""
    try:
        return free_space(folder)
    except OSError:
        return otherwise


def _details(error: OSError, folder: Path) -> dict[str, object]:
    return {"path": str(folder), "free": free_or(folder, 0)} if is_full(error) else {"path": str(folder)}


def _is_there(folder: Path) -> bool:
    """A pulled stick may keep its name in the cache; listing asks the drive itself."""
    while folder.name in {BUNDLE_FOLDER, REPLY_FOLDER} and not folder.is_dir():
        folder = folder.parent  # not made yet says nothing about the drive
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
    except OSError:
        return False
    return True
