"""The records of a ZIP file as our bundles use them (APPNOTE.TXT 6.3): stored, complete headers, zip64 at need."""

import struct
from dataclasses import dataclass
from datetime import datetime

LOCAL_SIGNATURE = 0x04034B50
CENTRAL_SIGNATURE = 0x02014B50
END64_SIGNATURE = 0x06064B50
LOCATOR_SIGNATURE = 0x07064B50
END_SIGNATURE = 0x06054B50
LOCAL = struct.Struct("<IHHHHHIIIHH")
CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
END64 = struct.Struct("<IQHHIIQQQQ")
LOCATOR = struct.Struct("<IIQI")
END = struct.Struct("<IHHHHIIH")
FULL32 = 0xFFFFFFFF
FULL16 = 0xFFFF
UTF8_FLAG = 0x0800
ZIP64_EXTRA = 0x0001
PLAIN_VERSION = 20
ZIP64_VERSION = 45
MADE_BY = 3 << 8 | ZIP64_VERSION
PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class ZipRecord:
    """One entry as its local header and its line in the central directory must both tell it."""

    name: bytes
    size: int
    crc32: int
    stamp: tuple[int, int]
    offset: int

    @property
    def needs_zip64(self) -> bool:
        """Whether the size does not fit into 32 bits."""
        return self.size >= FULL32

    def local(self) -> bytes:
        """Return the local header, complete: no data descriptor follows the bytes."""
        extra = struct.pack("<HHQQ", ZIP64_EXTRA, 16, self.size, self.size) if self.needs_zip64 else b""
        size = FULL32 if self.needs_zip64 else self.size
        version = ZIP64_VERSION if self.needs_zip64 else PLAIN_VERSION
        head = LOCAL.pack(
            LOCAL_SIGNATURE, version, UTF8_FLAG, 0, *self.stamp, self.crc32, size, size, len(self.name), len(extra)
        )
        return head + self.name + extra

    def central(self) -> bytes:
        """Return the entry's line in the central directory."""
        wide = [self.size, self.size] if self.needs_zip64 else []
        if self.offset >= FULL32:
            wide.append(self.offset)
        extra = struct.pack(f"<HH{len(wide)}Q", ZIP64_EXTRA, 8 * len(wide), *wide) if wide else b""
        size = FULL32 if self.needs_zip64 else self.size
        head = CENTRAL.pack(
            CENTRAL_SIGNATURE,
            MADE_BY,
            ZIP64_VERSION if wide else PLAIN_VERSION,
            UTF8_FLAG,
            0,
            *self.stamp,
            self.crc32,
            size,
            size,
            len(self.name),
            len(extra),
            0,
            0,
            0,
            PLAIN_FILE,
            min(self.offset, FULL32),
        )
        return head + self.name + extra


def end_records(count: int, directory_size: int, directory_offset: int) -> bytes:
    """Return the end of central directory, with its zip64 forms before it when a number does not fit."""
    end = END.pack(
        END_SIGNATURE,
        0,
        0,
        min(count, FULL16),
        min(count, FULL16),
        min(directory_size, FULL32),
        min(directory_offset, FULL32),
        0,
    )
    if count < FULL16 and directory_size < FULL32 and directory_offset < FULL32:
        return end
    end64 = END64.pack(
        END64_SIGNATURE,
        END64.size - 12,
        MADE_BY,
        ZIP64_VERSION,
        0,
        0,
        count,
        count,
        directory_size,
        directory_offset,
    )
    return end64 + LOCATOR.pack(LOCATOR_SIGNATURE, 0, directory_offset + directory_size, 1) + end


def dos_stamp(at: datetime) -> tuple[int, int]:
    """Return ZIP's (time, date) of a moment; years outside 1980–2107 are drawn to the border."""
    year = min(max(at.year, 1980), 2107)
    return at.hour << 11 | at.minute << 5 | at.second // 2, (year - 1980) << 9 | at.month << 5 | at.day
