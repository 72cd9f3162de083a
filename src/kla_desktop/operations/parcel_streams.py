"""The streams of `parcel_worker`: pieces that age reads, files read and written with their digest worked out beside."""

import errno
import queue
import threading
import time
from collections.abc import Iterable, Iterator
from os import fsync
from pathlib import Path
from typing import Self

from kla_desktop.bagging.fixity import Fixity, RunningFixity
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.worker_process import WorkerPort

PIECE = 1 << 20
_STEP_EVERY = 0.1
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_GONE = frozenset({errno.EIO, errno.ENODEV, errno.ENXIO})


def write_trouble(error: OSError, folder: Path) -> Fixable:
    """Say what an error while writing into `folder` means for the user."""
    if error.errno in _FULL:
        return Fixable(ErrorCode.DISK_FULL)
    if error.errno in _READ_ONLY:
        return Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(folder))
    if error.errno == errno.ENOENT:
        return Fixable(ErrorCode.FOLDER_MISSING, path=str(folder))
    return Fixable(ErrorCode.DRIVE_ERROR, path=str(folder))


def read_trouble(error: OSError, path: Path) -> Fixable:
    """Say what an error while reading the file `path` means for the user."""
    if isinstance(error, FileNotFoundError):
        return Fixable(ErrorCode.FILE_MISSING, path=str(path))
    if isinstance(error, PermissionError):
        return Fixable(ErrorCode.FILE_IN_USE, path=str(path))
    return Fixable(ErrorCode.DRIVE_GONE if error.errno in _GONE else ErrorCode.DRIVE_ERROR, path=str(path))


class PieceReader:
    """Pieces of any size as a source that age reads 8 KiB at a time."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._current = b""
        self._position = 0

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, none at the end."""
        while self._position >= len(self._current):
            following = next(self._pieces, None)
            if following is None:
                return b""
            self._current, self._position = following, 0
        piece = self._current[self._position : self._position + size]
        self._position += len(piece)
        return piece


class CountedPieces:
    """Passes pieces on and tells the parent how far they are, ten times a second at most."""

    def __init__(self, port: WorkerPort, items: int, total: int) -> None:
        self._port = port
        self._items = items
        self._total = total

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
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
    """A foreign file read forward in pieces of 1 MiB, its digest worked out beside, the parent told how far it is.

    Raises Fixable for whatever the drive does: FILE_MISSING, FILE_IN_USE, DRIVE_GONE, DRIVE_ERROR.
    """

    def __init__(self, path: Path, port: WorkerPort) -> None:
        self._path = path
        self._port = port
        self._running = RunningFixity()
        self._reader = PieceReader(self._read_on())
        self.done = 0
        self.items = 0
        try:
            self._stream = path.open("rb", buffering=0)
            self.size = path.stat().st_size
        except OSError as error:
            raise read_trouble(error, path) from error

    def _read_on(self) -> Iterator[bytes]:
        position, last = 0, 0.0
        while piece := self._read_piece():
            position += len(piece)
            self._running.update(piece)
            if time.monotonic() - last > _STEP_EVERY:
                last = time.monotonic()
                self._port.send({"step": [self.done, self.items, min(position, self.size), self.size]})
            yield piece

    def _read_piece(self) -> bytes | None:
        try:
            return self._stream.read(PIECE)
        except OSError as error:
            raise read_trouble(error, self._path) from error

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, none at the end."""
        return self._reader.read(size)

    def finish(self) -> Fixity:
        """Return what the bytes read so far are known by."""
        return self._running.finish()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


class WrittenFile:
    """A new file written and hashed in a thread, synced at the end, removed when the block is left by an error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream = path.open("xb", buffering=0)
        self._running = RunningFixity()
        self._pieces: queue.Queue[bytes | None] = queue.Queue(3)
        self._parts: list[bytes] = []
        self._waiting = 0
        self._error: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="sealed-file", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._thread.is_alive():
            self._pieces.put(None)
            self._thread.join()
        self._stream.close()
        if kind is not None:
            self._path.unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        """Take `data`; an error of the disk may show one or two pieces later."""
        self._parts.append(data)
        self._waiting += len(data)
        if self._waiting >= PIECE:
            self._hand_on()

    def finish(self) -> Fixity:
        """Sync everything to the disk and return what the file is known by; raises OSError."""
        self._hand_on()
        self._pieces.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error
        fsync(self._stream.fileno())
        return self._running.finish()

    def _hand_on(self) -> None:
        if self._error is not None:
            raise self._error
        self._pieces.put(b"".join(self._parts))
        self._parts.clear()
        self._waiting = 0

    def _run(self) -> None:
        while (piece := self._pieces.get()) is not None:
            if self._error is None:
                try:
                    self._running.update(piece)
                    left = memoryview(piece)
                    while left:
                        left = left[self._stream.write(left) :]
                except OSError as error:
                    self._error = error
