"""A stored ZIP as a stream of pieces: every local header complete, so that a reader may take it front to back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kla_desktop.bagging.fixity import Piece
from kla_desktop.bagging.zip_format import ZipRecord, dos_stamp, end_records


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One file to write: what its header must say beforehand, and where its bytes come from."""

    name: str
    size: int
    crc32: int
    pieces: Callable[[], Iterable[Piece]]


def zip_stream(entries: Iterable[ZipEntry], made_at: datetime) -> Iterator[Piece]:
    """Yield the whole archive; nothing is kept but one small record for each entry.

    Raises ValueError when an entry's bytes are fewer or more than it said.
    """
    stamp = dos_stamp(made_at)
    offset = 0
    records: list[ZipRecord] = []
    for entry in entries:
        record = ZipRecord(entry.name.encode("utf-8"), entry.size, entry.crc32, stamp, offset)
        header = record.local()
        yield header
        left = entry.size
        for piece in entry.pieces():
            left -= len(piece)
            if left < 0:
                break
            yield piece
        if left:
            raise ValueError("an entry has not the size that its header says")
        records.append(record)
        offset += len(header) + entry.size
    directory_size = 0
    for record in records:
        line = record.central()
        directory_size += len(line)
        yield line
    yield end_records(len(records), directory_size, offset)
