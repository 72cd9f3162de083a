"""SHA-256, CRC-32 and size of bytes that stream by."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from isal.isal_zlib import crc32

from kla_desktop.model.errors import KlaError

Piece = bytes | memoryview
"""Some bytes of a stream."""


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
    """Takes pieces in order. Hashing leaves Python's lock, so that other threads go on meanwhile."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._crc = 0
        self._size = 0

    def update(self, piece: Piece) -> None:
        """Count `piece` in."""
        self._hash.update(piece)
        self._crc = crc32(piece, self._crc)
        self._size += len(piece)

    def finish(self) -> Fixity:
        """Return what all pieces together are known by."""
        return Fixity(self._hash.hexdigest(), self._size, self._crc)


def fixity_of(data: Piece) -> Fixity:
    """Return what `data` is known by."""
    return Fixity(hashlib.sha256(data).hexdigest(), len(data), crc32(data))


def verified(pieces: Iterable[Piece], expected: Fixity) -> Iterator[Piece]:
    """Pass `pieces` on and raise PayloadDiffers as soon as they are too long, or at the end when they differ."""
    running = RunningFixity()
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > expected.size:
            raise PayloadDiffers(expected.sha256)
        running.update(piece)
        yield piece
    if running.finish() != expected:
        raise PayloadDiffers(expected.sha256)
