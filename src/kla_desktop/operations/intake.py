"""One file on its way in: read once, hashed, sealed into a temporary, and read through by a probe worker meanwhile."""

import contextlib
import errno
import hashlib
import io
import mmap
import os
import stat
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

from isal.isal_zlib import crc32 as crc32_of

from kla_desktop.media.pool import ProbePool
from kla_desktop.media.probe import Probed
from kla_desktop.media.probe_stream import ProbeStream, WholeProbe
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import Digest, EvidenceId
from kla_desktop.store.objects import Objects, Readable
from kla_desktop.system.files import CHUNK
from kla_desktop.system.progress import result_of
from kla_desktop.system.spare_memory import SpareMemory
from kla_desktop.system.uncached import UncachedFile
from kla_desktop.watching.scan import MOST, FoundFile

IN_MEMORY = 32 << 20
"""Files up to this size are read whole, so that a duplicate costs no sealing."""
_MEMORY, _PIECES = 8 << 20, 6
"""Memory that files are read into: most photos fit. One is being read, others are sealed and looked into meanwhile."""
_SEALING, _ROOM = 2, 4 << 20
"""Threads that seal and wait for the disk, and what each writes at once."""
_LONGEST_NAME = 240
_REMOVING = 0.3
"""Seconds that closing waits for files to go that are not needed any more."""
IsHeld = Callable[[str], bool]
_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_SHARING_VIOLATIONS = (32, 33)
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FIRST_MOMENT, _LAST_MOMENT = 315_619_200, 4_102_444_800  # 1980-01-02 and 2100-01-01 in UTC


class NotTaken(Exception):  # noqa: N818 - an answer about one file; the batch goes on
    """This file stays where it is for now; `reason` is a wording key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Within:
    """The container that a file was taken out of, and what it was called there (a stranger's words, never a path)."""

    evidence: EvidenceId
    name: str
    size: int = 0
    modified: str = ""


class Bytes(Protocol):
    """What a file is read from: a file, or an entry of a container."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; empty at the end."""


class EntrySource(Bytes, Protocol):
    """An entry of a container; after `skip`, `outcome` is "" for whole, or a wording key."""

    outcome: str | None

    def skip(self) -> None:
        """Pass over what is left."""


@dataclass(slots=True)
class Taken:
    """A file read: its digest, and its sealed bytes unless the library holds them already.

    `grown`: the bytes begin with all that the same file held when it was taken in before.
    """

    path: str
    digest: Digest
    crc32: int
    mtime_ns: int
    inode: int
    temporary: Path | None
    stream: ProbeStream | WholeProbe | None
    grown: bool = False
    within: Within | None = None
    synced: "Future[None] | None" = None

    def probed(self, listen: Callable[[], None]) -> Probed | None:
        """Wait for the worker; `listen` may end that by raising."""
        return self.stream.finish(listen) if self.stream else None

    @property
    def is_probed(self) -> bool:
        """Whether the worker has answered."""
        return self.stream is None or self.stream.is_done

    @property
    def is_on_disk(self) -> bool:
        """Whether the sealed bytes are safe, or will never be."""
        return self.synced is None or self.synced.done()

    def wait_for_disk(self, listen: Callable[[], None] = lambda: None) -> None:
        """Return once the sealed bytes are safe. Raises Fixable(DISK_FULL), and NotTaken if the disk lost them."""
        try:
            if self.synced is not None:
                result_of(self.synced, listen)
        except OSError as error:
            raise _refusal(error) from error


class _Tee:
    """Hands a large file through to the sealer; counts, hashes and passes it to the probe in chunks of CHUNK.

    The sealer reads 8 KiB at a time, which would be far too small for pipes.
    """

    def __init__(self, source: Bytes, stream: ProbeStream, before: Digest | None, listen: Callable[[], None]) -> None:
        self._source, self._stream, self._before, self._listen = source, stream, before, listen
        self._chunk, self._at = b"", 0
        self.sha256, self.crc32, self.size = hashlib.sha256(), 0, 0
        self.grown = False

    def read(self, size: int, /) -> bytes:
        if self._at >= len(self._chunk):
            self._listen()
            self._chunk, self._at = self._source.read(CHUNK), 0
            if self._chunk:
                self._note(self._chunk)
                self._stream.write(self._chunk)
        piece = self._chunk[self._at : self._at + size]
        self._at += len(piece)
        return piece

    def _note(self, chunk: bytes) -> None:
        before = self._before
        if before is not None and self.size < before.size < self.size + len(chunk):
            until = self.sha256.copy()
            until.update(chunk[: before.size - self.size])
            self.grown = until.hexdigest() == before.sha256
        self.sha256.update(chunk)
        self.crc32 = crc32_of(chunk, self.crc32)
        self.size += len(chunk)


class Intake:
    """Takes files in one after the other; `is_held` says whether the library has a digest's bytes.

    With `glance` photos are only glanced at, see `media.pool`. `listen` is called while a large file is read, and
    ends that by raising.
    """

    def __init__(
        self, objects: Objects, probes: ProbePool, listen: Callable[[], None], *, glance: bool = False
    ) -> None:
        self._objects, self._probes, self._listen, self._glance = objects, probes, listen, glance
        self._memory, self._rooms = SpareMemory(_MEMORY, _PIECES), SpareMemory(_ROOM, _SEALING + 1)
        self._sealing: ThreadPoolExecutor | None = None

    def close(self, left: Sequence[Taken] = ()) -> None:
        """Forget what was read but will not be recorded; what a slow disk is still at goes once that is done."""
        for taken in left:
            if taken.stream:
                taken.stream.abandon()
        sealing = [taken.synced for taken in left if taken.synced is not None and not taken.synced.cancel()]
        wait(sealing, timeout=_REMOVING)
        for taken in left:
            if taken.temporary and taken.synced is not None:
                taken.synced.add_done_callback(partial(_remove, taken.temporary))
            elif taken.temporary:
                _remove(taken.temporary)
        if self._sealing is not None:
            self._sealing.shutdown(wait=False)

    def take(self, file: FoundFile, token: str, is_held: IsHeld, before: Digest | None = None) -> Taken:
        """Read one file, which must still be as it was found. `before`: what it held when it was taken in earlier.

        Raises NotTaken for this file's own troubles, Fixable(DISK_FULL) for the library's.
        """
        with open_found(file.path) as source:
            then = os.fstat(source.fileno())
            if not stat.S_ISREG(then.st_mode):
                raise NotTaken("special")
            if (then.st_size, min(then.st_mtime_ns, MOST)) != (file.size, file.mtime_ns):
                raise NotTaken("changed")
            taken = self._read(source, file, _moment(then.st_mtime), token, is_held, before)
            now = os.fstat(source.fileno())
        if (then.st_size, then.st_mtime_ns) != (now.st_size, now.st_mtime_ns) or taken.digest.size != now.st_size:
            self.drop(taken)
            raise NotTaken("changed")
        taken.mtime_ns, taken.inode = file.mtime_ns, file.inode
        return taken

    def take_entry(self, within: Within, source: EntrySource, token: str, is_held: IsHeld) -> Taken:
        """Read one entry of a container, as large as it claims to be; raises as `take`, and what `source` raises."""
        if within.size == 0:
            raise NotTaken("empty")
        entry = FoundFile(entry_name(within.name), within.size, 0, 0)
        taken = self._read(source, entry, within.modified or None, token, is_held, None)
        source.skip()
        if source.outcome:
            self.drop(taken)
            raise NotTaken(source.outcome)
        taken.within = within
        return taken

    def drop(self, taken: Taken) -> None:
        """Forget a file that was read but will not be recorded."""
        if taken.stream:
            taken.stream.abandon()
        if taken.synced is not None and not taken.synced.cancel():
            wait([taken.synced])
        if taken.temporary:
            _remove(taken.temporary)

    def _read(  # noqa: PLR0917 - one caller
        self,
        source: Bytes,
        file: FoundFile,
        modified: str | None,
        token: str,
        is_held: IsHeld,
        before: Digest | None,
    ) -> Taken:
        if file.size > IN_MEMORY:
            return self._read_through(source, file, modified, token, is_held, before)
        lent: mmap.mmap | None = None
        try:
            if file.size < _MEMORY and isinstance(source, io.FileIO):
                lent = self._memory.take(self._listen)
                data: bytes | memoryview = _into(lent, source)
            else:
                data = _all(source, file.size)
            digest, crc32 = Digest(hashlib.sha256(data).hexdigest(), len(data)), crc32_of(data)
            grown = before is not None and before.size < len(data) and _begins_with(data, before)
            if is_held(digest.sha256):
                return Taken(file.path, digest, crc32, 0, 0, None, None, grown)
            whole = self._probes.begin(_name_of(file), data, modified, glance=self._glance)
            temporary = self._objects.new_temporary(token)
            sealed = self._sealer().submit(self._seal, data, temporary)
            if lent is not None:
                done, lent = self._memory.lend(lent, 2), None
                whole.when_done(done)
                sealed.add_done_callback(done)
            return Taken(file.path, digest, crc32, 0, 0, temporary, whole, grown, synced=sealed)
        finally:
            if lent is not None:
                self._memory.give(lent)

    def _read_through(  # noqa: PLR0917 - one caller
        self,
        source: Bytes,
        file: FoundFile,
        modified: str | None,
        token: str,
        is_held: IsHeld,
        before: Digest | None,
    ) -> Taken:
        """Seal a large file while it is read, and look into it meanwhile."""
        stream = self._probes.open(_name_of(file), modified)
        tee, temporary = _Tee(source, stream, before, self._listen), self._objects.new_temporary(token)
        try:
            self._seal(tee, temporary)
        except BaseException as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            stream.abandon()
            if isinstance(error, OSError):
                raise _refusal(error) from error
            raise
        stream.end()
        digest = Digest(tee.sha256.hexdigest(), tee.size)
        taken = Taken(file.path, digest, tee.crc32, 0, 0, temporary, stream, tee.grown)
        if is_held(digest.sha256):
            self.drop(taken)
            return Taken(file.path, digest, tee.crc32, 0, 0, None, None, tee.grown)
        return taken

    def _sealer(self) -> ThreadPoolExecutor:
        if self._sealing is None:
            self._sealing = ThreadPoolExecutor(_SEALING, thread_name_prefix="sealing")
        return self._sealing

    def _seal(self, reader: Readable | bytes | memoryview, temporary: Path) -> None:
        """Write the sealed bytes and wait until the disk has them."""
        room = self._rooms.take()
        try:
            with UncachedFile(temporary, room) as out:
                self._objects.cipher.seal_stream(reader, out)
                out.finish()
        finally:
            self._rooms.give(room)


def _remove(temporary: Path, _sealed: object = None) -> None:
    with contextlib.suppress(OSError):  # swept at the next start
        temporary.unlink(missing_ok=True)


def _refusal(error: OSError) -> Exception:
    return Fixable(ErrorCode.DISK_FULL) if error.errno in _FULL else NotTaken("unreadable")


def _name_of(file: FoundFile) -> str:
    return os.path.basename(file.path)  # noqa: PTH119 - surrogates in foreign names


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


def _moment(seconds: float) -> str | None:
    """Write a file time as ISO 8601; None for those that only say that a clock was never set, or is broken."""
    if not _FIRST_MOMENT <= seconds < _LAST_MOMENT:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _begins_with(data: bytes | memoryview, before: Digest) -> bool:
    return hashlib.sha256(memoryview(data)[: before.size]).hexdigest() == before.sha256


def entry_name(name: str) -> str:
    """The last part of a name in a container, whichever way its slashes lean: a name for an item, and no path."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2].replace("\0", "").strip()
    if last in {"", ".", ".."}:
        return "berkas"
    if len(last) <= _LONGEST_NAME:
        return last
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: max(0, _LONGEST_NAME - len(ending) - 1)]}{dot}{ending}"[:_LONGEST_NAME]


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
