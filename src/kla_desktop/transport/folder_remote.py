"""A remote in a folder: a share of the office network, a folder that a sync client carries, a disk.

Not the way of sticks that people carry: those hold `KLA/<bundle>.kla`, one plain file for each bundle (`folder.py`).
Here many stations meet, so the layout is the hub's. The care is the same: a temporary, synced, read back from the
medium, and a name that is never given to wrong bytes nor taken from others.
"""

import contextlib
import errno
import hashlib
import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.files import CHUNK
from kla_desktop.transport.drive_errors import explained
from kla_desktop.transport.medium import forget_pages, plain_size, sync_fully, sync_name
from kla_desktop.transport.remote import (
    Abilities,
    AskUser,
    Key,
    Listing,
    ListingBuilder,
    NotThere,
    Occupied,
    Put,
    Source,
    Stop,
    TryLater,
    Watch,
    is_folder,
    temporary_of,
    unwatched,
)

_NO_LINK = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EMLINK})
_SYNC_EVERY = 16 * CHUNK


class FolderRemote:
    """Objects as files below `root`, which must be there. Links are never followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._aborted = threading.Event()

    @property
    def abilities(self) -> Abilities:
        """It reads back what it wrote; large files need no parts."""
        return Abilities(conditional=True, checksum=True, moves=True, parts=False)

    def list(self, folder: str) -> Listing:
        """Give what lies directly in `folder`. Raises AskUser: DRIVE_GONE, FOLDER_READ_ONLY, DRIVE_ERROR."""
        if not is_folder(folder):
            raise ValueError("not a folder of ours")
        found = ListingBuilder()
        with self._asked():
            path = self._below(folder)
            if path is None:
                return found.done()
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        found.pass_over()
                        continue
                    about = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(about.st_mode) or stat.S_ISREG(about.st_mode):
                        found.add(entry.name, about.st_size, is_folder=stat.S_ISDIR(about.st_mode))
                    else:
                        found.pass_over()
        return found.done()

    @contextlib.contextmanager
    def read(self, key: Key, offset: int = 0, length: int | None = None) -> Iterator[Iterator[bytes]]:
        """Open an object."""
        with self._asked():
            folder, _, name = key.rpartition("/")
            path = self._below(folder)
            if path is None or plain_size(path / name) < 0:
                raise NotThere
            flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            stream = os.fdopen(os.open(path / name, flags), "rb", buffering=0)
        with stream:
            size = os.fstat(stream.fileno()).st_size
            end = size if length is None else offset + length
            if end > size or offset > size:
                raise Stop("shorter than asked for")
            stream.seek(offset)
            yield self._chunks(stream, end - offset)

    def put_new(self, key: Key, source: Source, watch: Watch = unwatched) -> Put:
        """Write to a temporary, sync, read back, and give it its name unless somebody has it."""
        with self._asked():
            folder, _, name = key.rpartition("/")
            path = self._make(folder)
            target, part = path / name, path / Path(temporary_of(key)).name
            if (there := self._already(target, source.size)) is not None:
                return there
            try:
                self._compare(part, self._write(part, source, watch))
                named = _name_new(part, target)
            except BaseException:
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)
                raise
            sync_name(path)
            if named:
                return Put.STORED
            there = self._already(target, source.size)
            return there or Put.THERE

    def delete(self, key: Key) -> None:
        """Remove an object."""
        with self._asked():
            folder, _, name = key.rpartition("/")
            path = self._below(folder)
            if path is not None:
                (path / name).unlink(missing_ok=True)

    def remove_folder(self, folder: str) -> None:
        """Remove a folder, unless something is in it."""
        with self._asked():
            path = self._below(folder) if folder and is_folder(folder) else None
            if path is not None:
                with contextlib.suppress(OSError):  # not empty, or somebody looks into it
                    path.rmdir()

    def abort(self) -> None:
        """Stop between chunks."""
        self._aborted.set()

    def close(self) -> None:
        """Nothing is open."""

    @contextlib.contextmanager
    def _asked(self) -> Iterator[None]:
        """Turn what the drive says into AskUser."""
        self._check()
        try:
            with explained(self._root):
                yield
        except (AskUser, NotThere, Occupied, Stop, TryLater):
            raise
        except Fixable as error:
            if error.code in {ErrorCode.FILE_MISSING, ErrorCode.FILE_IN_USE}:
                raise  # the file on this laptop
            raise AskUser(error.code, **error.details) from error

    def _check(self) -> None:
        if self._aborted.is_set():
            raise TryLater(ErrorCode.HUB_UNREACHABLE)

    def _below(self, folder: str) -> Path | None:
        """Give the path of a folder of ours, None if it is not there; a link on the way is refused."""
        path = self._root
        if not path.is_dir():
            raise AskUser(ErrorCode.DRIVE_GONE, path=str(path))
        for segment in folder.split("/") if folder else ():
            path = path / segment
            try:
                mode = path.lstat().st_mode
            except FileNotFoundError:
                return None
            if not stat.S_ISDIR(mode):
                raise Stop("something else stands where a folder should")
        return path

    def _make(self, folder: str) -> Path:
        """Make a folder of ours below the root, which is never made: a missing one is a drive that is not there."""
        path = self._root
        if not path.is_dir():
            raise AskUser(ErrorCode.DRIVE_GONE, path=str(path))
        for segment in folder.split("/") if folder else ():
            above, path = path, path / segment
            if not path.is_dir() or path.is_symlink():
                try:
                    path.mkdir()
                except FileExistsError as error:
                    if path.is_symlink() or not path.is_dir():
                        raise Stop("something else stands where a folder should") from error
                sync_name(above)
        return path

    def _already(self, target: Path, size: int) -> Put | None:
        held = plain_size(target)
        if held == size:
            return Put.THERE
        if held >= 0 or os.path.lexists(target):
            raise Occupied
        return None

    def _write(self, part: Path, source: Source, watch: Watch) -> str:
        digest, unsynced, done = hashlib.sha256(), 0, 0
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(part, flags, 0o644), "wb", buffering=0) as out:
            for chunk in source.chunks():
                self._check()
                view = memoryview(chunk)
                while view:
                    view = view[out.write(view) :]
                digest.update(chunk)
                done, unsynced = done + len(chunk), unsynced + len(chunk)
                if unsynced >= _SYNC_EVERY:
                    os.fsync(out.fileno())
                    unsynced = 0
                watch(len(chunk))
            sync_fully(out.fileno())
            forget_pages(out.fileno())
        if done != source.size:
            raise Stop("the source gave another number of bytes")
        return digest.hexdigest()

    def _compare(self, path: Path, sha256: str) -> None:
        """Read back from the medium. Raises AskUser(COPY_DIFFERS)."""
        digest = hashlib.sha256()
        with path.open("rb", buffering=0) as stream:
            forget_pages(stream.fileno())
            for chunk in self._chunks(stream, None):
                digest.update(chunk)
        if digest.hexdigest() != sha256:
            raise AskUser(ErrorCode.COPY_DIFFERS, path=str(self._root))

    def _chunks(self, stream: BinaryIO, count: int | None) -> Iterator[bytes]:
        missing = count
        while missing is None or missing > 0:
            self._check()
            try:
                chunk = stream.read(CHUNK if missing is None else min(CHUNK, missing))
            except OSError as error:
                raise AskUser(ErrorCode.DRIVE_ERROR, path=str(self._root)) from error
            if not chunk:
                if missing is None:
                    return
                raise TryLater(ErrorCode.HUB_UNREACHABLE)  # it shrank while we read
            missing = None if missing is None else missing - len(chunk)
            yield chunk


def _name_new(part: Path, target: Path) -> bool:
    """Give `part` its name unless the name is taken; say whether it got it."""
    if sys.platform == "win32":
        try:
            part.rename(target)  # which on Windows never replaces
        except FileExistsError:
            part.unlink(missing_ok=True)
            return False
        return True
    try:
        os.link(part, target, follow_symlinks=False)
    except FileExistsError:
        part.unlink(missing_ok=True)
        return False
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        if os.path.lexists(target):
            part.unlink(missing_ok=True)
            return False
        part.rename(target)  # FAT and some shares know no links; only we write this name
        return True
    part.unlink(missing_ok=True)
    return True
