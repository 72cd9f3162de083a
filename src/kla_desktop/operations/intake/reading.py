"""Files of strangers read into memory: never through a link, whole and as they were found, with their sums.

Large ones are read ahead in threads of their own, so that a slow disk and the sums of one file cost the next no time.
"""

import contextlib
import errno
import hashlib
import io
import mmap
import os
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Protocol

from isal.isal_zlib import crc32 as crc32_of

from kla_desktop.model.ids import Digest
from kla_desktop.system.files import CHUNK
from kla_desktop.system.progress import result_of
from kla_desktop.system.shown_memory import ShownMemory
from kla_desktop.system.spare_memory import Loan, SpareMemory
from kla_desktop.watching.scan import MOST, FoundFile

IN_MEMORY = 32 << 20
"""Files up to this size are read whole, so that a duplicate costs no sealing."""
READERS = 2
"""Files that are read at once, ahead of the one that is taken in."""
_WORTH = 256 << 10
"""Bytes from which on it pays to read a file in another thread."""
_SHARING_VIOLATIONS = (32, 33)
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FIRST_MOMENT, _LAST_MOMENT = 315_619_200, 4_102_444_800  # 1980-01-02 and 2100-01-01 in UTC


class NotTaken(Exception):  # noqa: N818 - an answer about one file; the batch goes on
    """This file stays where it is for now; `reason` is a wording key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Bytes(Protocol):
    """What a file is read from: a file, or an entry of a container."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; empty at the end."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """All bytes of a file and what they add up to; `modified` is its time (ISO 8601), if it is one.

    `grown`: they begin with all that the same file held when it was taken in before. `loan`: the memory they lie in.
    """

    data: bytes | memoryview
    modified: str | None
    digest: Digest
    crc32: int
    grown: bool
    loan: Loan | None = None

    def share(self) -> Callable[..., None]:
        """Add somebody who looks into the bytes: what is returned is called when that is done, as in `Loan`."""
        return self.loan.share() if self.loan else _nothing_to_give_back


class Reading:
    """A file that is to be read, or is being read ahead; `before` is what it held when it was taken in earlier."""

    def __init__(self, file: FoundFile, before: Digest | None) -> None:
        self.file, self.before = file, before
        self.done: Callable[..., None] = _nothing_to_give_back
        """To be called when all who want its bytes have their share."""
        self._coming: Future[Loaded] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether nobody waits for a thread that reads it."""
        return self._coming is None or self._coming.done()

    def read_ahead(self, threads: ThreadPoolExecutor, loan: Loan) -> None:
        """Begin to read it."""
        self.done, read = loan.share(), loan.share()
        self._coming = threads.submit(_load, self.file, self.before, loan)
        self._coming.add_done_callback(read)

    def loaded(self, listen: Callable[[], None]) -> Loaded:
        """Wait until it is read, or read it now; `listen` may end the waiting by raising. Raises NotTaken."""
        return result_of(self._coming, listen) if self._coming else _load(self.file, self.before, None)


class FileReader:
    """Reads files, some of them ahead, into `memory`. `listen` is called while it waits, and ends that by raising."""

    def __init__(self, listen: Callable[[], None], memory: ShownMemory) -> None:
        self._listen, self._memory = listen, SpareMemory(memory.size, memory.most, shown=memory)
        self._threads: ThreadPoolExecutor | None = None

    def begin(self, file: FoundFile, before: Digest | None) -> Reading:
        """Begin with a file; small ones are read when they are asked for."""
        reading = Reading(file, before)
        if _WORTH <= file.size < self._memory.size:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="reading")
            reading.read_ahead(self._threads, Loan(self._memory, self._memory.take(self._listen)))
        return reading

    def close(self) -> None:
        """Stop caring about what is still being read."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        self._memory.close()


@contextlib.contextmanager
def as_found(file: FoundFile) -> Iterator[tuple[BinaryIO, str | None]]:
    """Open a file that must be as it was found until the block ends; give it and its time. Raises NotTaken."""
    with open_found(file.path) as source:
        then = os.fstat(source.fileno())
        if not stat.S_ISREG(then.st_mode):
            raise NotTaken("special")
        if (then.st_size, min(then.st_mtime_ns, MOST)) != (file.size, file.mtime_ns):
            raise NotTaken("changed")
        yield source, _moment(then.st_mtime)
        now = os.fstat(source.fileno())
    if (then.st_size, then.st_mtime_ns) != (now.st_size, now.st_mtime_ns):
        raise NotTaken("changed")


def open_found(path: str) -> BinaryIO:
    """Open a file of strangers for reading, unbuffered: never through a link, never waiting for a pipe's other end.

    Raises NotTaken.
    """
    try:
        return open(path, "rb", buffering=0, opener=lambda name, _flags: os.open(name, _OPEN))
    except (FileNotFoundError, NotADirectoryError):
        raise NotTaken("missing") from None
    except OSError as error:
        if error.errno == errno.ELOOP or error.errno == errno.ENXIO:  # noqa: PLR1714 - a link; a socket or pipe
            raise NotTaken("special") from None
        in_use = getattr(error, "winerror", None) in _SHARING_VIOLATIONS
        raise NotTaken("in_use" if in_use else "unreadable") from None
    except ValueError:
        raise NotTaken("unreadable") from None


def must_be_as_large(file: FoundFile, digest: Digest) -> None:
    """Raise NotTaken if something else was read than was found."""
    if digest.size != file.size:
        raise NotTaken("changed")


def load_entry(source: Bytes, size: int, modified: str | None) -> Loaded:
    """Read an entry of a container, as large as it claims to be. Raises NotTaken."""
    return _summed(_all(source, size), modified, None, None)


def _load(file: FoundFile, before: Digest | None, loan: Loan | None) -> Loaded:
    with as_found(file) as (source, modified):
        if loan is not None and isinstance(source, io.FileIO):
            data: bytes | memoryview = _into(loan.piece, source)
        else:
            data = _all(source, file.size)
        loaded = _summed(data, modified, before, loan)
    must_be_as_large(file, loaded.digest)
    return loaded


def _summed(data: bytes | memoryview, modified: str | None, before: Digest | None, loan: Loan | None) -> Loaded:
    digest = Digest(hashlib.sha256(data).hexdigest(), len(data))
    grown = before is not None and before.size < len(data) and _begins_with(data, before)
    return Loaded(data, modified, digest, crc32_of(data), grown, loan)


def _nothing_to_give_back(_: object = None) -> None:
    pass


def _begins_with(data: bytes | memoryview, before: Digest) -> bool:
    return hashlib.sha256(memoryview(data)[: before.size]).hexdigest() == before.sha256


def _moment(seconds: float) -> str | None:
    """Write a file time as ISO 8601; None for those that only say that a clock was never set, or is broken."""
    if not _FIRST_MOMENT <= seconds < _LAST_MOMENT:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _read_next(parts: int, expected: int) -> int:
    """All at first, then a little to see that this is the end, then as it comes."""
    return expected + 1 if not parts else CHUNK if parts > 1 else 4096


def _all(source: Bytes, expected: int) -> bytes:
    """Read to the end; a file that is as large as expected is read at once, and what was read is not copied."""
    parts: list[bytes] = []
    size = 0
    try:
        while part := source.read(_read_next(len(parts), expected)):
            parts.append(part)
            size += len(part)
            if size > 2 * IN_MEMORY:
                raise NotTaken("changed")
    except OSError:
        raise NotTaken("unreadable") from None
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _into(room: mmap.mmap, source: io.FileIO) -> memoryview:
    """Read to the end into `room`; what does not fit has grown meanwhile."""
    view, size = memoryview(room), 0
    try:
        while more := source.readinto(view[size:]):
            size += more
            if size == len(room):
                raise NotTaken("changed")
    except OSError:
        raise NotTaken("unreadable") from None
    return view[:size]
