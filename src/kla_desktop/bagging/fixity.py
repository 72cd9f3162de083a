"""SHA-256, CRC-32 and size of bytes that stream by, worked out beside the stream in a thread."""

import functools
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from isal.isal_zlib import crc32

from kla_desktop.model.errors import KlaError

_INLINE = 256 << 10
_WAITING = 2


@dataclass(frozen=True, slots=True)
class Fixity:
    """What some bytes are known by: SHA-256 in hex, size in bytes, CRC-32."""

    sha256: str
    size: int
    crc32: int


class PayloadDiffers(KlaError):  # noqa: N818 - it says what happened
    """An object did not turn out to be what it was known by."""

    def __init__(self, sha256: str) -> None:
        super().__init__("object differs from its digest")
        self.sha256 = sha256


class RunningFixity:
    """Takes pieces in order; hashing leaves Python's lock, so beside the stream it costs next to nothing."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._crc = 0
        self._size = 0
        self._pending: deque[Future[None]] = deque()

    def update(self, piece: bytes) -> None:
        """Count `piece` in, at once when it is small, else beside; at most two large pieces wait."""
        self._size += len(piece)
        if len(piece) < _INLINE and not self._pending:
            self._take(piece)
            return
        self._pending.append(_hasher().submit(self._take, piece))
        if len(self._pending) > _WAITING:
            self._pending.popleft().result()

    def finish(self) -> Fixity:
        """Return what all pieces together are known by."""
        while self._pending:
            self._pending.popleft().result()
        return Fixity(self._hash.hexdigest(), self._size, self._crc)

    def _take(self, piece: bytes) -> None:
        self._hash.update(piece)
        self._crc = crc32(piece, self._crc)


@functools.cache
def _hasher() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "fixity")  # one thread: pieces of one stream must stay in order


def fixity_of(data: bytes) -> Fixity:
    """Return what `data` is known by."""
    return Fixity(hashlib.sha256(data).hexdigest(), len(data), crc32(data))


def verified(pieces: Iterable[bytes], expected: Fixity) -> Iterator[bytes]:
    """Pass `pieces` on and raise PayloadDiffers as soon as they are too long, or at the end when they differ."""
    running = RunningFixity()
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > expected.size:
                raise PayloadDiffers(expected.sha256)
            running.update(piece)
            yield piece
    finally:
        found = running.finish()
    if found != expected:
        raise PayloadDiffers(expected.sha256)
