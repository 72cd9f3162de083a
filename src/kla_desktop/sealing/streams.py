"""What sealing reads from and writes to."""

from typing import Protocol, runtime_checkable

Piece = bytes | memoryview
"""Some bytes of a stream."""


class Source(Protocol):
    """Where bytes come from; may return fewer than asked, none at the end."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: Piece, /) -> object:
        """Take all of `data`; its memory is used again afterwards."""


def fill(source: Source, room: memoryview) -> memoryview:
    """Read as much as `room` holds, less only at the end: into it, from a source that has `readinto`."""
    readinto = getattr(source, "readinto", None)
    if readinto is None:
        return memoryview(read_block(source, len(room)))
    found = 0
    while found < len(room) and (count := readinto(room[found:])):
        found += count
    return room[:found]


@runtime_checkable
class Roomy(Protocol):
    """A sink that shows where the next bytes go, so that they need not be copied there."""

    def room(self, size: int, /) -> memoryview:
        """Return a place for `size` bytes: at least a sealed chunk (64 KiB and 16 bytes)."""

    def fill(self, size: int, /) -> None:
        """Take the bytes that now stand in that place."""


def read_block(source: Source, size: int) -> bytes:
    """Read `size` bytes, fewer only at the end."""
    block = source.read(size)
    if not block or len(block) == size:
        return block
    pieces, found = [block], len(block)
    while found < size and (piece := source.read(size - found)):
        pieces.append(piece)
        found += len(piece)
    return b"".join(pieces)
