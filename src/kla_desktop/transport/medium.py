"""Bytes and names brought to the medium, read from it instead of from memory, and measured."""

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

from kla_desktop.system.files import sync_folder


def plain_size(path: Path) -> int:
    """Bytes of a plain file, -1 if there is none."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return -1
    return found.st_size if stat.S_ISREG(found.st_mode) else -1


def forget_pages(handle: int) -> None:
    """Make the next read come from the medium. Python on Windows has no such call: there reopening must do."""
    if sys.platform == "linux":
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    elif sys.platform == "darwin":
        import fcntl  # noqa: PLC0415

        fcntl.fcntl(handle, fcntl.F_NOCACHE, 1)


def sync_fully(handle: int) -> None:
    """Bring a file to the medium itself, not to a cache in front of it."""
    os.fsync(handle)
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415

        with contextlib.suppress(OSError):  # not every file system of a stick knows it
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)


def sync_name(folder: Path) -> None:
    """Make names in `folder` last, where its file system can."""
    try:
        sync_folder(folder)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some user-space file systems cannot sync a folder
            raise
