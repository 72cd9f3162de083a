"""Reads a stored ZIP strictly, front to back, from a stream that cannot be sought in.

Only what our writer writes is accepted: one form for each thing leaves no room for two readers to see two archives.
The central directory is compared byte by byte with what the local headers said, and nothing may follow it.
"""

import struct
from collections.abc import Iterator
from typing import Protocol

from kla_desktop.bagging.fixity import Piece
from kla_desktop.bagging.names import BadName, check_name, collision_key
from kla_desktop.bagging.profile import Limits, damaged
from kla_desktop.bagging.zip_format import (
    CENTRAL_SIGNATURE,
    FULL32,
    LOCAL,
    LOCAL_SIGNATURE,
    PLAIN_VERSION,
    UTF8_FLAG,
    ZIP64_EXTRA,
    ZIP64_VERSION,
    ZipRecord,
    end_records,
)
from kla_desktop.model.errors import ErrorCode, Fixable

_PIECE = 1 << 20
_ZIP64_LOCAL = struct.Struct("<HHQQ")


class ByteSource(Protocol):
    """Where the archive comes from; may return fewer bytes than asked, none at the end.

    What it returned need not stay as it is when more is asked for.
    """

    def read(self, size: int, /) -> Piece:
        """Return up to `size` bytes."""


class ZipReader:
    """One pass: `next_entry`, then all of `pieces`, and again until `next_entry` returns None and all was right.

    Raises Fixable: NOT_A_BUNDLE when the first bytes are no ZIP, BUNDLE_TOO_LARGE beyond `limits`, else BUNDLE_DAMAGED
    with `why` in English for the log.
    """

    def __init__(self, source: ByteSource, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._records: list[ZipRecord] = []
        self._keys: set[str] = set()
        self._folders: set[str] = set()
        self._offset = 0
        self._left = 0

    def next_entry(self) -> tuple[str, int, int] | None:
        """Return name, size and CRC-32 of the next entry; None after the central directory proved right."""
        if self._left:
            raise RuntimeError("the entry before was not read to its end")
        start = self._offset
        signature = self._exactly(4)
        kind = int.from_bytes(signature, "little")
        if kind == CENTRAL_SIGNATURE and self._records:
            self._check_directory(signature)
            return None
        if kind != LOCAL_SIGNATURE:
            raise Fixable(ErrorCode.BUNDLE_DAMAGED if self._records else ErrorCode.NOT_A_BUNDLE, why="no local header")
        if len(self._records) >= self._limits.entries:
            raise Fixable(ErrorCode.BUNDLE_TOO_LARGE, why="too many entries")
        record = self._local_header(signature, start)
        name = self._checked_name(record.name)
        if record.size > self._limits.entry:
            raise Fixable(ErrorCode.BUNDLE_TOO_LARGE, why="entry too large")
        self._records.append(record)
        self._left = record.size
        return name, record.size, record.crc32

    def pieces(self) -> Iterator[Piece]:
        """Yield the bytes of the current entry in pieces of at most 1 MiB, each to be used before the next."""
        while self._left:
            piece = self._source.read(min(self._left, _PIECE))
            if not piece:
                raise damaged("cut short")
            self._left -= len(piece)
            self._offset += len(piece)
            yield piece

    def _local_header(self, signature: bytes, start: int) -> ZipRecord:
        head = signature + self._exactly(LOCAL.size - 4)
        _, version, flags, method, time, date, crc32, packed, size, name_size, extra_size = LOCAL.unpack(head)
        if flags & ~UTF8_FLAG or method != 0 or packed != size:
            raise damaged("compressed, encrypted, or with a data descriptor")
        if extra_size not in (0, _ZIP64_LOCAL.size):
            raise damaged("unknown extra field")
        name = self._exactly(name_size)
        extra = self._exactly(extra_size)
        wide = size == FULL32
        if wide != bool(extra) or version != (ZIP64_VERSION if wide else PLAIN_VERSION) or not flags:
            raise damaged("sizes and extra field disagree")
        if wide:
            tag, length, size, packed = _ZIP64_LOCAL.unpack(extra)
            if tag != ZIP64_EXTRA or length != _ZIP64_LOCAL.size - 4 or packed != size or size < FULL32:
                raise damaged("zip64 field disagrees")
        return ZipRecord(name, size, crc32, (time, date), start)

    def _checked_name(self, raw: bytes) -> str:
        try:
            name = raw.decode("utf-8")
            check_name(name)
        except (UnicodeDecodeError, BadName) as error:
            raise damaged("name not allowed") from error
        key = collision_key(name)
        parents = {key[:index] for index, char in enumerate(key) if char == "/"}
        if key in self._keys or key in self._folders or self._keys & parents:
            raise damaged("name twice, or file and folder at once")
        self._keys.add(key)
        self._folders |= parents
        return name

    def _check_directory(self, signature: bytes) -> None:
        """Compare all that is left with what the local headers say it must be."""
        start = self._offset - len(signature)
        pending = signature
        size = 0
        for record in self._records:
            line = record.central()
            if pending + self._exactly(len(line) - len(pending)) != line:
                raise damaged("central directory differs from the local headers")
            pending = b""
            size += len(line)
        end = end_records(len(self._records), size, start)
        if self._exactly(len(end)) != end:
            raise damaged("end of central directory is wrong")
        if self._source.read(1):
            raise damaged("bytes after the end")

    def _exactly(self, size: int) -> bytes:
        data = bytearray()
        left = size
        while left:
            piece = self._source.read(left)
            if not piece:
                code = ErrorCode.BUNDLE_DAMAGED if self._offset else ErrorCode.NOT_A_BUNDLE
                raise Fixable(code, why="cut short")
            data += piece
            left -= len(piece)
        self._offset += size
        return bytes(data)
