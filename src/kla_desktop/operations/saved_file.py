"""A file that the user asked for, at a place of their choice: written whole or not at all, misfortunes as sentences."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.files import written_whole


@contextlib.contextmanager
def saved(target: Path) -> Iterator[BinaryIO]:
    """Open the file as `written_whole` does.

    Raises Fixable: FOLDER_MISSING, FOLDER_READ_ONLY, FILE_IN_USE, DISK_FULL, FAT32_LIMIT, DRIVE_ERROR.
    """
    folder = target.parent
    if not folder.is_dir():
        raise Fixable(ErrorCode.FOLDER_MISSING, path=str(folder))
    if target.is_dir():
        raise Fixable(ErrorCode.FILE_IN_USE, path=str(target), where="folder")
    try:
        with written_whole(target) as out:
            yield out
    except FileNotFoundError as error:
        raise Fixable(ErrorCode.FOLDER_MISSING, path=str(folder)) from error
    except OSError as error:
        # Over a PDF that a reader holds open Windows refuses the rename, and tells the two files' names.
        if isinstance(error, PermissionError) and error.filename2 is not None:
            raise Fixable(ErrorCode.FILE_IN_USE, path=str(target)) from error
        raise disk_trouble(error, str(folder)) or Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(folder)) from error
