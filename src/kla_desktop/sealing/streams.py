"""What sealing reads from and writes to."""

from typing import Protocol


class Source(Protocol):
    """Where bytes come from; may return fewer than asked, none at the end."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take all of `data`."""


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
