"""What the disk under the library says when it is full, locked or broken, turned into what the user can do."""

import errno
from typing import Final

from kla_desktop.model.errors import ErrorCode, Fixable

FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
LOCKED: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_BROKEN: Final = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, getattr(errno, "ESTALE", errno.EIO)})


def disk_trouble(error: OSError, path: str = "") -> Fixable | None:
    """Say DISK_FULL, FOLDER_READ_ONLY(path) or DRIVE_ERROR; None for what is no trouble of a disk.

    `path`: where it was being written, if that is not this laptop's library.
    """
    if error.errno in FULL:
        return Fixable(ErrorCode.DISK_FULL)
    if error.errno in LOCKED:
        return Fixable(ErrorCode.FOLDER_READ_ONLY, path=path or str(error.filename or ""))
    if error.errno in _BROKEN:
        return Fixable(ErrorCode.DRIVE_ERROR, path=path) if path else Fixable(ErrorCode.DRIVE_ERROR, where="library")
    return None
