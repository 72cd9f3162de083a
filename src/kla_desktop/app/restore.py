"""Bring a library back from a backup: everything is checked in a side folder before the library appears."""

import contextlib
import glob
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from kla_desktop.app import bootstrap
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.listing import Filter
from kla_desktop.operations.back_up import UnpackRequest, begin_new_epoch, unpack_backup
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.keys import UnsealingKey
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.files import sync_folder
from kla_desktop.system.locks import is_held
from kla_desktop.system.progress import Progress

_UNDER_WAY = "pulih.lock"
"""Held in the side folder as long as somebody works there."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The library that is there again; `items` counts its evidence."""

    folder: Path
    items: int


def restore(file: Path, folder: Path, passphrase: str | None, progress: Progress) -> Restored:
    """Unpack beside `folder`, open with the key, re-read every object, and only then give the folder its name.

    Raises Fixable and Cancelled as `restored`.
    """
    return restored(file, folder, passphrase, progress)


def restored(  # noqa: PLR0917 - the last two are for a lost secretariat alone
    file: Path,
    folder: Path,
    passphrase: str | None,
    progress: Progress,
    paper: UnsealingKey | None = None,
    take_over: Callable[[Workspace], object] = lambda _ws: None,
) -> Restored:
    """The same, with the recovery key in place of the library's own (`passphrase` then locks it anew).

    `take_over` is called with the library before it appears.

    Raises Fixable: LIBRARY_EXISTS, RECOVERY_KEY_OTHER, FILE_MISSING, BACKUP_DAMAGED, LIBRARY_TOO_NEW, KEY_MISSING,
    PASSPHRASE_NEEDED, PASSPHRASE_WRONG, FOLDER_MISSING, FOLDER_READ_ONLY, DISK_FULL, DRIVE_ERROR; and Cancelled.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Fixable(ErrorCode.LIBRARY_EXISTS, path=str(folder))
    if not file.is_file():
        raise Fixable(ErrorCode.FILE_MISSING, path=str(file))
    side = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    under_way = FileLock(side / _UNDER_WAY, thread_local=False)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        side.mkdir()
        under_way.acquire()
    except OSError as error:
        if told := disk_trouble(error, str(folder.parent)):
            raise told from error
        raise
    try:
        unpack_backup(UnpackRequest(file, side), progress)
        if paper is not None:
            bootstrap.open_with_paper(side, paper, passphrase)
        with _backup_to_blame(), bootstrap.opened(side, passphrase) as ws:
            _check(ws, progress)
            begin_new_epoch(ws)
            take_over(ws)
            items = ws.store.evidence.count(Filter(withdrawn=True))
        under_way.release()
        (side / _UNDER_WAY).unlink(missing_ok=True)
        if folder.exists():
            folder.rmdir()
        side.rename(folder)
        try:
            sync_folder(folder.parent)
        except OSError:  # nobody knows whether it is there after a power cut
            folder.rename(side)
            raise
    except BaseException:
        under_way.release()
        shutil.rmtree(side, ignore_errors=True)
        raise
    return Restored(folder, items)


def _sweep(folder: Path) -> None:
    """Remove what a restore that was killed has left beside `folder`."""
    for left in folder.parent.glob(f".{glob.escape(folder.name)}.*.tmp"):
        if not is_held(left / _UNDER_WAY):
            shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _backup_to_blame() -> Iterator[None]:
    """Say of a damaged library that it is the backup which is damaged: no library of this laptop is."""
    try:
        yield
    except Fixable as error:
        if error.code is ErrorCode.LIBRARY_DAMAGED:
            raise Fixable(ErrorCode.BACKUP_DAMAGED) from error
        raise


def _check(ws: Workspace, progress: Progress) -> None:
    """Refuse what is not whole; bytes that came in while the backup was written belong to nothing and go."""
    if not check_library(ws, CheckRequest(repair=True), progress).ok:
        raise Fixable(ErrorCode.LIBRARY_DAMAGED)
