"""The streams of `parcels.worker`: pieces fetched ahead or read as a file, files read and written with their digest.

Hashing and the disk leave Python's lock, so that what is fetched ahead costs the other thread next to nothing.
"""

import contextlib
import errno
import hashlib
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from io import FileIO
from os import fsync
from pathlib import Path
from typing import Self

from kla_desktop.bagging.fixity import Piece
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import Digest
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.native import begin_writing, set_aside
from kla_desktop.system.worker_process import WorkerPort

MARKED = 64 << 10
"""Bytes at the beginning of a sealed file that tell it from all others."""
_STEP_EVERY = 0.1
_BEGIN_EVERY = 8 << 20
"""Bytes after which the disk is set to work, so that little is left to wait for at the end."""
_AHEAD = 10
IN_USE = _AHEAD + 2
"""Pieces that `ReadAhead` may hold at once: one is being made, some wait, one is worked on.

With four of a megabyte each is still in the cache of the core that worked on it when the other fills it again, which
costs that a sixth of its time.
"""
_GONE = frozenset({errno.EIO, errno.ENODEV, errno.ENXIO})


def write_trouble(error: OSError, folder: Path) -> Fixable:
    """Say what an error while writing into `folder` means for the user."""
    if error.errno == errno.ENOENT:
        return Fixable(ErrorCode.FOLDER_MISSING, path=str(folder))
    return disk_trouble(error, str(folder)) or Fixable(ErrorCode.DRIVE_ERROR, path=str(folder))


def read_trouble(error: OSError, path: Path) -> Fixable:
    """Say what an error while reading the file `path` means for the user."""
    if isinstance(error, FileNotFoundError):
        return Fixable(ErrorCode.FILE_MISSING, path=str(path))
    if isinstance(error, PermissionError):
        return Fixable(ErrorCode.FILE_IN_USE, path=str(path))
    return Fixable(ErrorCode.DRIVE_GONE if error.errno in _GONE else ErrorCode.DRIVE_ERROR, path=str(path))


def mark_of(first: bytes, size: int) -> str:
    """Name a sealed file by its size and its first MARKED bytes.

    They hold keys and a nonce drawn for this one file, so no two sealings share them: whoever took a bundle in
    knows its file again without opening it. They prove nothing about the rest.
    """
    return hashlib.sha256(size.to_bytes(8, "big") + first).hexdigest()


class PieceReader:
    """Pieces of any size as a source to read from; nothing is copied."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = iter(pieces)
        self._current = memoryview(b"")
        self._position = 0

    def read(self, size: int) -> memoryview:
        """Return up to `size` bytes, none at the end."""
        while self._position >= len(self._current):
            following = next(self._pieces, None)
            if following is None:
                return memoryview(b"")
            self._current, self._position = memoryview(following), 0
        piece = self._current[self._position : self._position + size]
        self._position += len(piece)
        return piece


class ReadAhead:
    """Pieces of another iterator, fetched by a thread while the ones before are worked on. What it raises, this raises.

    A piece is worked on until the next is asked for. Close it before what the iterator reads from.
    """

    def __init__(self, pieces: Iterator[Piece]) -> None:
        self._pieces = pieces
        self._queue: queue.Queue[Piece | BaseException | None] = queue.Queue(_AHEAD)
        self._abandoned = False
        self._thread = threading.Thread(target=self._run, name="read-ahead", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        end: BaseException | None = None
        try:
            for piece in self._pieces:
                if self._abandoned:
                    return
                self._queue.put(piece)
        except BaseException as error:  # noqa: BLE001 - handed to the reading thread whatever it is
            end = error
        self._queue.put(end)

    def __iter__(self) -> Iterator[Piece]:
        """Yield the pieces, once."""
        while isinstance(piece := self._queue.get(), Piece):
            yield piece
        if piece is not None:
            raise piece

    def close(self) -> None:
        """Stop the thread and wait for it."""
        self._abandoned = True
        while self._thread.is_alive():
            with contextlib.suppress(queue.Empty):
                self._queue.get(timeout=0.02)


class Room:
    """A sink that shows where the next bytes go, so that they are not copied, and gives `take` what was filled.

    `memory` is used again afterwards and may serve one sink after the other.
    """

    def __init__(self, memory: memoryview, take: Callable[[memoryview], None]) -> None:
        self._memory, self._take, self._filled = memory, take, 0

    def room(self, size: int) -> memoryview:
        """Return a place for `size` bytes."""
        if self._filled + size > len(self._memory):
            self.pass_on()
        return self._memory[self._filled : self._filled + size]

    def fill(self, size: int) -> None:
        """Take the bytes that now stand in that place."""
        self._filled += size

    def write(self, data: Piece) -> None:
        """Take a few bytes from elsewhere."""
        self.room(len(data))[:] = data
        self.fill(len(data))

    def pass_on(self) -> None:
        """Give what was filled so far."""
        self._take(self._memory[: self._filled])
        self._filled = 0


class CountedPieces:
    """Passes pieces on and tells the parent how far they are, ten times a second at most."""

    def __init__(self, port: WorkerPort, items: int, total: int) -> None:
        self._port = port
        self._items = items
        self._total = total

    def passing(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Yield `pieces` unchanged."""
        done, last = 0, 0.0
        for piece in pieces:
            yield piece
            done += len(piece)
            if time.monotonic() - last > _STEP_EVERY:
                last = time.monotonic()
                self._port.send({"step": [0, self._items, min(done, self._total), self._total]})
        self._port.send({"step": [self._items, self._items, self._total, self._total]})


class ReadFile:
    """A foreign file read forward, its digest worked out on the way, the parent told how far it is.

    Raises Fixable for whatever the drive does: FILE_MISSING, FILE_IN_USE, DRIVE_GONE, DRIVE_ERROR.
    """

    def __init__(self, path: Path, port: WorkerPort) -> None:
        self._path = path
        self._port = port
        self._hash = hashlib.sha256()
        self._position = 0
        self._first = b""
        self._told = 0.0
        self.done = 0
        self.items = 0
        try:
            self._stream = path.open("rb", buffering=0)
            self.size = path.stat().st_size
        except OSError as error:
            raise read_trouble(error, path) from error

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, none at the end."""
        piece = bytearray(size)
        return bytes(piece[: self.readinto(memoryview(piece))])

    def readinto(self, room: memoryview) -> int:
        """Read as many bytes as there are into `room`, 0 at the end."""
        try:
            piece = room[: self._stream.readinto(room) or 0]
        except OSError as error:
            raise read_trouble(error, self._path) from error
        self._position += len(piece)
        self._hash.update(piece)
        if len(self._first) < MARKED:
            self._first += piece[: MARKED - len(self._first)]
        if time.monotonic() - self._told > _STEP_EVERY:
            self._told = time.monotonic()
            self._port.send({"step": [self.done, self.items, min(self._position, self.size), self.size]})
        return len(piece)

    @property
    def mark(self) -> str:
        """What the file is known by before it is opened."""
        return mark_of(self._first, self.size)

    def finish(self) -> Digest:
        """Return what the bytes read so far are known by."""
        return Digest(self._hash.hexdigest(), self._position)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def write_all(stream: FileIO, data: Piece) -> None:
    """Write all of `data`; raises OSError."""
    left = memoryview(data)
    while left:
        left = left[stream.write(left) :]


class WrittenFile:
    """A new file, hashed on the way, synced at the end, removed when the block is left by an error.

    `least`: bytes that it will have at the least.
    """

    def __init__(self, path: Path, least: int) -> None:
        self._path = path
        self._stream = path.open("xb", buffering=0)
        set_aside(self._stream.fileno(), least)
        self._hash = hashlib.sha256()
        self._size = self._begun = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._stream.close()
        if kind is not None:
            self._path.unlink(missing_ok=True)

    def take(self, data: memoryview) -> None:
        """Hash and write what comes next; raises OSError."""
        self._hash.update(data)
        write_all(self._stream, data)
        self._size += len(data)
        if self._size - self._begun >= _BEGIN_EVERY:
            begin_writing(self._stream.fileno(), self._begun, self._size - self._begun)
            self._begun = self._size

    def finish(self) -> Digest:
        """Sync it to the disk and return what it is known by; raises OSError."""
        fsync(self._stream.fileno())
        return Digest(self._hash.hexdigest(), self._size)
