"""Put a sealed file on a stick or into a folder so that it may be pulled out afterwards, and see what lies there.

The road of the bytes: room and limits are checked first; they go to `<name>.part` beside the target; they are synced,
read back from the medium and compared; only then they get their name. A pulled stick leaves a `.part` that the next try
goes on with. No file ever stands under its final name with wrong bytes.
"""

import contextlib
import errno
import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.disk_trouble import is_full
from kla_desktop.system.files import CHUNK, replace
from kla_desktop.system.names import is_plain
from kla_desktop.system.progress import Progress, Step
from kla_desktop.system.volumes import SystemVolumes, Volumes
from kla_desktop.transport.drive_errors import BUNDLE_FOLDER, REPLY_FOLDER, explained, free_or
from kla_desktop.transport.medium import forget_pages, plain_size, sync_fully, sync_name

BUNDLE_SUFFIX = ".kla"
PART_SUFFIX = ".part"
MOST_BUNDLES = 10_000
"""A listing ends here, however many files somebody put on the stick."""

_SYNC_EVERY = 16 * CHUNK  # so that the progress shown is the medium's, and a pull costs little
_WINDOWS_LONGEST_PATH = 259


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file that lies whole and verified on the medium. `resumed_from`: bytes that were there already."""

    path: Path
    sha256: str
    size: int
    resumed_from: int


@dataclass(frozen=True, slots=True)
class FoundBundle:
    """A file on a medium that calls itself a bundle; nothing in it has been believed yet."""

    path: Path
    size: int
    mtime_ns: int
    is_reply: bool


def copy_to_folder(
    source: Path, folder: Path, name: str, progress: Progress, volumes: Volumes | None = None
) -> CopiedFile:
    """Copy `source` to `folder/name`, resuming what an earlier try left, and read it back before it gets its name.

    `folder` must be there, but for our own `KLA` and `KLA/balasan`, which are made. `progress` counts bytes written and
    read back (twice the size); `checkpoint` between chunks may stop it, which leaves the `.part` for the next try.

    Raises Fixable: FILE_MISSING, FILE_IN_USE (source), DRIVE_GONE, FOLDER_READ_ONLY, DISK_FULL(needed, free, path),
    FAT32_LIMIT(size, path), COPY_DIFFERS, DRIVE_ERROR.
    """
    if not (is_plain(name) and is_plain(f"{name}{PART_SUFFIX}")):
        raise ValueError("a bundle's name must be one plain file name")
    with _opened_source(source) as stream, explained(folder):
        size = os.fstat(stream.fileno()).st_size
        _make_our_folder(folder)
        target, part = folder / name, folder / f"{name}{PART_SUFFIX}"
        held = max(0, plain_size(part))
        _check_room(size, held, folder, target, volumes or SystemVolumes())
        if plain_size(target) == size:
            sha256 = _hash_of(stream, size, source, _Bar(progress, size))
            if _read_back(target, size, _Bar(progress, size, size)) == sha256:
                return CopiedFile(target, sha256, size, size)
            stream.seek(0)
        copied = _Copy(stream, source, part, size, progress)
        try:
            sha256 = copied.write()
            if _read_back(part, size, _Bar(progress, size, size)) != sha256 or not copied.is_still_there():
                part.unlink(missing_ok=True)
                raise Fixable(ErrorCode.COPY_DIFFERS, path=str(target))
        except OSError as error:
            if is_full(error):
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)
                raise Fixable(ErrorCode.DISK_FULL, needed=size, free=free_or(folder, held), path=str(folder)) from error
            raise
        replace(part, target)
        sync_name(folder)
        if plain_size(target) != size:
            raise Fixable(ErrorCode.DRIVE_GONE, path=str(folder))
        return CopiedFile(target, sha256, size, copied.resumed_from)


def list_bundles(folder: Path) -> list[FoundBundle]:
    """Give the `*.kla` files in `folder`, its `KLA` and `KLA/balasan`; links and hidden files are passed over.

    Raises Fixable DRIVE_GONE if `folder` is not there, DRIVE_ERROR if it cannot be read.
    """
    with explained(folder):
        found = list(_bundles_in(folder, is_reply=folder.name.lower() == REPLY_FOLDER))
        ours = folder if folder.name == BUNDLE_FOLDER else folder / BUNDLE_FOLDER
        for below, is_reply in ((ours, False), (ours / REPLY_FOLDER, True)):
            if below != folder and _is_real_folder(ours) and _is_real_folder(below):
                found.extend(_bundles_in(below, is_reply=is_reply))
        return sorted(found[:MOST_BUNDLES], key=lambda bundle: str(bundle.path))


class _Bar:
    """Turns bytes into progress steps of one file."""

    def __init__(self, progress: Progress, size: int, before: int = 0) -> None:
        self._progress, self._size, self._done = progress, size, before

    def add(self, count: int) -> None:
        self._progress.checkpoint()
        self._done += count
        step = Step(0, 1, "copying" if self._done <= self._size else "verifying", self._done, 2 * self._size)
        self._progress.step(step)


class _Copy:
    """The bytes on their way into the `.part`."""

    def __init__(self, stream: BinaryIO, source: Path, part: Path, size: int, progress: Progress) -> None:
        self._stream, self._source, self._part, self._size = stream, source, part, size
        self._bar = _Bar(progress, size)
        self._written = (0, 0)
        self.resumed_from = 0

    def write(self) -> str:
        """Bring the part to the full size and to the medium; return the sha256 of what was read from the source."""
        digest = hashlib.sha256()
        if stat.S_ISLNK(_mode(self._part)):  # prepared by somebody: never write through it
            self._part.unlink()
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(self._part, flags, 0o644), "r+b", buffering=0) as out:
            forget_pages(out.fileno())
            self._skip_equal(out, digest)
            out.truncate(self.resumed_from)
            done, unsynced = self.resumed_from, 0
            while chunk := _read_source(self._stream, CHUNK, self._source):
                _write_all(out, chunk)
                digest.update(chunk)
                done, unsynced = done + len(chunk), unsynced + len(chunk)
                if unsynced >= _SYNC_EVERY:
                    os.fsync(out.fileno())
                    unsynced = 0
                self._bar.add(len(chunk))
            sync_fully(out.fileno())
            forget_pages(out.fileno())
            found = os.fstat(out.fileno())
            self._written = (found.st_dev, found.st_size)
        if done != self._size:
            raise Fixable(ErrorCode.FILE_IN_USE, path=str(self._source))
        return digest.hexdigest()

    def is_still_there(self) -> bool:
        """Whether what the path names is what was written: a stick may have gone from its folder meanwhile."""
        found = self._part.lstat()
        return (found.st_dev, found.st_size) == self._written and stat.S_ISREG(found.st_mode)

    def _skip_equal(self, out: BinaryIO, digest: "hashlib._Hash") -> None:
        """Go over what both sides hold chunk by chunk; what follows the last equal chunk is written anew."""
        while True:
            there = _read_some(out, CHUNK)
            here = _read_source(self._stream, CHUNK, self._source) if there else b""
            if not there or there != here:
                break
            digest.update(here)
            self.resumed_from += len(here)
            self._bar.add(len(here))
        self._stream.seek(self.resumed_from)
        out.seek(self.resumed_from)


def _make_our_folder(folder: Path) -> None:
    """Make `KLA` or `KLA/balasan`, nothing else: any other missing folder is a stick that is not plugged in."""
    if folder.is_dir():
        return
    if folder.name == REPLY_FOLDER and folder.parent.name == BUNDLE_FOLDER:
        _make_our_folder(folder.parent)
    elif folder.name != BUNDLE_FOLDER:
        raise Fixable(ErrorCode.DRIVE_GONE, path=str(folder))
    folder.mkdir(exist_ok=True)
    sync_name(folder.parent)


def _check_room(size: int, held: int, folder: Path, target: Path, volumes: Volumes) -> None:
    volume = volumes.volume_of(folder)
    if volume.largest_file is not None and size > volume.largest_file:
        raise Fixable(ErrorCode.FAT32_LIMIT, size=size, path=str(folder))
    if volume.read_only:
        raise Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(folder))
    if sys.platform == "win32" and len(str(target)) + len(PART_SUFFIX) > _WINDOWS_LONGEST_PATH:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
    if plain_size(target) != size and size - held > volume.free:
        raise Fixable(ErrorCode.DISK_FULL, needed=size, free=volume.free + held, path=str(folder))


def _read_back(path: Path, size: int, bar: _Bar) -> str:
    """Hash what the medium holds, not what memory remembers of it."""
    with path.open("rb", buffering=0) as stream:
        forget_pages(stream.fileno())
        return _hash_of(stream, size, path, bar)


def _hash_of(stream: BinaryIO, size: int, path: Path, bar: _Bar) -> str:
    digest, done = hashlib.sha256(), 0
    while chunk := _read_some(stream, CHUNK):
        digest.update(chunk)
        done += len(chunk)
        if done > size:
            raise Fixable(ErrorCode.FILE_IN_USE, path=str(path))
        bar.add(len(chunk))
    return digest.hexdigest()


def _read_some(stream: BinaryIO, count: int) -> bytes:
    """Read `count` bytes, fewer only at the end."""
    parts, missing = [], count
    while missing and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _read_source(stream: BinaryIO, count: int, source: Path) -> bytes:
    try:
        return _read_some(stream, count)
    except OSError as error:  # the laptop's own disk, which must not be taken for the stick
        raise Fixable(ErrorCode.FILE_MISSING, path=str(source)) from error


def _write_all(out: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[out.write(view) :]


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return 0


def _is_real_folder(path: Path) -> bool:
    return stat.S_ISDIR(_mode(path))


def _bundles_in(folder: Path, *, is_reply: bool) -> Iterator[FoundBundle]:
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= MOST_BUNDLES:
                return
            if entry.name.startswith(".") or not entry.name.lower().endswith(BUNDLE_SUFFIX):
                continue
            if entry.is_file(follow_symlinks=False):
                found = entry.stat(follow_symlinks=False)
                yield FoundBundle(folder / entry.name, found.st_size, found.st_mtime_ns, is_reply)


@contextlib.contextmanager
def _opened_source(source: Path) -> Iterator[BinaryIO]:
    try:
        stream = source.open("rb", buffering=0)
    except FileNotFoundError as error:
        raise Fixable(ErrorCode.FILE_MISSING, path=str(source)) from error
    except OSError as error:
        raise Fixable(ErrorCode.FILE_IN_USE, path=str(source)) from error
    with stream:
        yield stream
