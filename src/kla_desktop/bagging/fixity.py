"""SHA-256, CRC-32 and size of bytes that stream by, worked out beside the stream in a thread."""

import hashlib
import queue
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kla_desktop.model.errors import KlaError

_INLINE = 256 << 10


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
    """Takes pieces in order; hashing leaves Python's lock, so in a thread it costs the stream next to nothing."""

    def __init__(self, expected_size: int = 0) -> None:
        self._hash = hashlib.sha256()
        self._crc = 0
        self._size = 0
        self._pieces: queue.Queue[bytes | None] = queue.Queue(2)
        self._thread: threading.Thread | None = None
        if expected_size > _INLINE:
            self._thread = threading.Thread(target=self._run, name="fixity", daemon=True)
            self._thread.start()

    def update(self, piece: bytes) -> None:
        """Count `piece` in."""
        self._size += len(piece)
        if self._thread is None:
            self._take(piece)
        else:
            self._pieces.put(piece)

    def finish(self) -> Fixity:
        """Return what all pieces together are known by."""
        if self._thread is not None:
            self._pieces.put(None)
            self._thread.join()
            self._thread = None
        return Fixity(self._hash.hexdigest(), self._size, self._crc)

    def _run(self) -> None:
        while (piece := self._pieces.get()) is not None:
            self._take(piece)

    def _take(self, piece: bytes) -> None:
        self._hash.update(piece)
        self._crc = zlib.crc32(piece, self._crc)


def fixity_of(data: bytes) -> Fixity:
    """Return what `data` is known by."""
    return Fixity(hashlib.sha256(data).hexdigest(), len(data), zlib.crc32(data))


def verified(pieces: Iterable[bytes], expected: Fixity) -> Iterator[bytes]:
    """Pass `pieces` on and raise PayloadDiffers as soon as they are too long, or at the end when they differ."""
    running = RunningFixity(expected.size)
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
