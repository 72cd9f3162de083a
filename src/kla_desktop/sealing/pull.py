"""Byte streams between threads: a function that pushes bytes becomes a stream that is read, a few MiB ahead."""

import io
import queue
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1 << 20
_AHEAD = 3


class Source(Protocol):
    """Where bytes come from; may return fewer than asked, none at the end."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take all of `data`."""


class _Abandoned(Exception):  # noqa: N818 - a signal, not an error
    """The reader went away; the pushing function shall stop."""


class _Collector:
    """Gathers age's writes of 8 KiB into pieces of 1 MiB, so that the threads seldom have to meet."""

    def __init__(self, put: Callable[[bytes], None]) -> None:
        self._put = put
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        self._parts.append(data)
        self._size += len(data)
        if self._size >= _PIECE:
            self.flush()

    def flush(self) -> None:
        if self._parts:
            parts, self._parts, self._size = self._parts, [], 0
            self._put(b"".join(parts))


class PulledStream(io.RawIOBase):
    """The bytes that `push(sink)` writes, to be read forward. What `push` raises, `read` raises."""

    def __init__(self, push: Callable[[Sink], None]) -> None:
        super().__init__()
        self._queue: queue.Queue[bytes | BaseException | None] = queue.Queue(_AHEAD)
        self._abandoned = False
        self._current = memoryview(b"")
        self._ended = False
        self._thread = threading.Thread(target=self._run, args=(push,), name="pulled-stream", daemon=True)
        self._thread.start()

    def _run(self, push: Callable[[Sink], None]) -> None:
        end: BaseException | None = None
        try:
            collector = _Collector(self._put)
            push(collector)
            collector.flush()
        except BaseException as error:  # noqa: BLE001 - handed to the reading thread whatever it is
            end = error
        if not self._abandoned:
            self._queue.put(end)

    def _put(self, piece: bytes) -> None:
        while not self._abandoned:
            try:
                self._queue.put(piece, timeout=1)
            except queue.Full:
                continue
            return
        raise _Abandoned

    def _next(self) -> bytes:
        """Return the next piece, empty at the end; raises what `push` raised."""
        if self._ended:
            return b""
        piece = self._queue.get()
        if isinstance(piece, bytes):
            return piece
        self._ended = True
        if piece is not None:
            raise piece
        return b""

    def chunks(self) -> Iterator[bytes]:
        """Yield pieces of about 1 MiB until the end."""
        while piece := self._next():
            yield piece

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill `buffer` with what is at hand."""
        target = memoryview(buffer).cast("B")
        piece = self.read(len(target))
        target[: len(piece)] = piece
        return len(piece)

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, of what is at hand; empty at the end."""
        if size < 0:
            return self.readall()
        if not self._current:
            self._current = memoryview(self._next())
        piece = bytes(self._current[:size])
        self._current = self._current[size:]
        return piece

    def readall(self) -> bytes:
        """Return all that is left."""
        parts = [bytes(self._current), *self.chunks()]
        self._current = memoryview(b"")
        return b"".join(parts)

    def close(self) -> None:
        """Stop the pushing thread and wait for it."""
        if not self.closed:
            self._abandoned = True
            while self._thread.is_alive():
                try:
                    self._queue.get(timeout=0.02)
                except queue.Empty:
                    continue
            super().close()
