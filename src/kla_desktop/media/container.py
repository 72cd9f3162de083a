"""When a video was recorded, as its container says; everything else in a video stays unopened.

`MovieHeader` passes on only the two boxes that matter (`ftyp`, `moov`), so that gigabytes of frames are never sent to
a worker; it counts bytes and follows nothing. `recorded_at` reads the movie header itself (ISO 14496-12, 8.2.2).
"""

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from kla_desktop.model.capture import CaptureClaim, TimeSource

MAX_MOOV: Final = 32 << 20
_EPOCH: Final = datetime(1904, 1, 1, tzinfo=UTC)
_WANTED: Final = frozenset((b"ftyp", b"moov"))
_HEADER, _LARGE = 8, 16
_UNKNOWN: Final = 0xFFFFFFFF
_TO_THE_END: Final = 1 << 62
_NO_END: Final = 1 << 61
"""More than this is left of a box that lasts to the end of its file, however long that is."""
_MAX_BOXES: Final = 10_000


class MovieHeader:
    """Fed a video in pieces of any size, gives back only its `ftyp` and `moov` boxes."""

    def __init__(self) -> None:
        self._pending = b""
        self._left = 0
        self._keep = False
        self._kept = 0
        self._boxes = 0
        self._told = False

    @property
    def is_cut_off(self) -> bool:
        """Whether what was fed ends within a box, or has no `moov`: nothing can play it."""
        return 0 < self._left < _NO_END or not self._told

    def feed(self, chunk: bytes | bytearray | memoryview) -> bytes:
        """Take the next piece; returns what of it belongs to the wanted boxes."""
        out: list[bytes] = []
        data = memoryview(self._pending + bytes(chunk) if self._pending else chunk)
        self._pending = b""
        at = 0
        while at < len(data):
            if not self._left:
                length = self._open_box(data, at)
                if not length:
                    self._pending = bytes(data[at:])
                    break
            step = min(self._left, len(data) - at)
            if self._keep:
                out.append(bytes(data[at : at + step]))
            at += step
            self._left -= step
        return b"".join(out)

    def _open_box(self, data: memoryview, at: int) -> int:
        """Read the header of the box at `at`; returns its size, or 0 if more bytes are needed."""
        rest = len(data) - at
        if rest < _HEADER:
            return 0
        size: int
        size, name = struct.unpack_from(">I4s", data, at)
        if size == 1:
            if rest < _LARGE:
                return 0
            (size,) = struct.unpack_from(">Q", data, at + _HEADER)
        self._boxes += 1
        if size < _HEADER or size > _TO_THE_END or self._boxes > _MAX_BOXES:  # 0: to the end; others: damaged
            size = _TO_THE_END
        self._told = self._told or name == b"moov"
        self._keep = name in _WANTED and self._kept + size <= MAX_MOOV
        self._kept += size if self._keep else 0
        self._left = size
        return size


def recorded_at(data: bytes) -> CaptureClaim | None:
    """Return the creation time of the movie header, in UTC as the standard asks; None where it is empty or absurd."""
    movie = child(data, 0, len(data), b"moov")
    header = child(data, *movie, b"mvhd") if movie else None
    if header is None:
        return None
    start, end = header
    wide = end > start and data[start] == 1
    if end - start < (12 if wide else 8):  # version, flags, creation time
        return None
    (seconds,) = struct.unpack_from(">Q" if wide else ">I", data, start + 4)
    if seconds == _UNKNOWN or seconds > 1 << 33:
        return None
    moment = _EPOCH + timedelta(seconds=seconds)
    if not 2000 <= moment.year < 2100:  # noqa: PLR2004 - phones write 0 (1904) or 1970 when they do not know
        return None
    return CaptureClaim(moment.isoformat(timespec="seconds"), TimeSource.CONTAINER, 0.85)


def is_cut_off(data: bytes) -> bool:
    """Whether the last box of a whole file says that it is longer than it is."""
    at = 0
    while at + _LARGE <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + _HEADER)
        if size < _HEADER:  # 0: to the end; others: damaged
            return False
        at += size
    return at > len(data)


def child(data: bytes, start: int, end: int, wanted: bytes) -> tuple[int, int] | None:
    """Find a box between `start` and `end`; returns where its content begins and ends."""
    return next(((at, stop) for name, at, stop in children(data, start, end, _MAX_BOXES) if name == wanted), None)


def children(data: bytes, start: int, end: int, most: int) -> Iterator[tuple[bytes, int, int]]:
    """Walk over the boxes between `start` and `end`, at most so many: name, and where the content begins and ends."""
    at = start
    for _ in range(most):
        if at + _HEADER > end:
            return
        size, name = struct.unpack_from(">I4s", data, at)
        head = _HEADER
        if size == 1 and at + _LARGE <= end:
            (size,) = struct.unpack_from(">Q", data, at + _HEADER)
            head = _LARGE
        if size == 0:
            size = end - at
        if size < head:
            return
        yield name, at + head, min(at + size, end)
        at += size
