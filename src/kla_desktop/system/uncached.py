"""New files written past the system's cache, where it can be.

What is written once and hardly read again has no place there: it would be copied once more, and push out what is still
to be read. On systems that cannot, and for small ones, it is an ordinary file.
"""

import contextlib
import errno
import io
import mmap
import os
import sys
from pathlib import Path
from typing import Final

from kla_desktop.system.native import begin_writing

PAGE: Final = 4096
"""What drives read and write at once; more than some need."""
WORTH: Final = 256 << 10
"""Bytes from which on it pays: a drive is slow at many small writes that it cannot put together."""
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class UncachedFile(io.RawIOBase):
    """A new file. `room` is what gathers the bytes: page-aligned memory of whole pages, lent for that time.

    `write`, `end` and `sync` raise OSError as the disk does. Without `end` it is not whole, without `sync` not safe.
    """

    def __init__(self, path: Path, room: mmap.mmap) -> None:
        self._room, self._view = room, memoryview(room)
        self._filled = self._size = 0
        self._handle = -1
        self._decided = self._direct = False
        self._handle = os.open(path, _CREATE, 0o666)

    @property
    def is_direct(self) -> bool:
        """Whether it is written past the cache."""
        return self._direct

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Take all of `data`, which may be used again at once."""
        left = memoryview(data)
        size = len(left)
        while left:
            piece = left[: len(self._room) - self._filled]
            self._view[self._filled : self._filled + len(piece)] = piece
            self._filled += len(piece)
            left = left[len(piece) :]
            if self._filled == len(self._room):
                self._pour(self._filled)
        return size

    def room(self, size: int, /) -> memoryview:
        """Return a place for the next `size` bytes, at most half of what was lent; `fill` then takes them."""
        if self._filled + size > len(self._room):
            whole = self._filled // PAGE * PAGE
            rest = bytes(self._view[whole : self._filled])
            self._pour(whole)
            self._view[: len(rest)] = rest
            self._filled = len(rest)
        return self._view[self._filled : self._filled + size]

    def fill(self, size: int, /) -> None:
        """Take the bytes that were put where `room` said."""
        self._filled += size

    def finish(self) -> None:
        """Write the rest and return once all is safe on the disk."""
        self.end()
        self.sync()

    def end(self) -> None:
        """Write the rest; what was lent is not looked at any more."""
        rest, size = self._filled, self._size + self._filled
        self._decide(rest)
        whole = -(-rest // PAGE) * PAGE if self._direct else rest
        self._view[rest:whole] = bytes(whole - rest)
        self._pour(whole)
        if whole != rest:
            os.ftruncate(self._handle, size)

    def begin_sync(self) -> None:
        """Set the disk to work, without waiting for it."""
        begin_writing(self._handle, 0, 0)

    def sync(self) -> None:
        """Return once all that was written is safe on the disk."""
        os.fsync(self._handle)

    def close(self) -> None:
        """Let go of it; safe to call again."""
        super().close()
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)

    def _pour(self, count: int) -> None:
        self._decide(count)
        left = self._view[:count]
        while left:
            try:
                written = os.write(self._handle, left)
            except OSError as error:
                if not self._direct or error.errno != errno.EINVAL:
                    raise
                self._be_direct(on=False)  # larger pages than these, or a part was written that is no whole page
                continue
            left = left[written:]
        self._size += count
        self._filled = 0

    def _decide(self, count: int) -> None:
        """Go past the cache from the first piece on, if that is large and the file system can."""
        if not self._decided:
            self._decided = True
            with contextlib.suppress(OSError):
                self._be_direct(on=count >= WORTH)

    def _be_direct(self, *, on: bool) -> None:
        if sys.platform == "linux" and on is not self._direct:
            import fcntl  # noqa: PLC0415 - POSIX only

            flags = fcntl.fcntl(self._handle, fcntl.F_GETFL)
            fcntl.fcntl(self._handle, fcntl.F_SETFL, flags | os.O_DIRECT if on else flags & ~os.O_DIRECT)
            self._direct = on
