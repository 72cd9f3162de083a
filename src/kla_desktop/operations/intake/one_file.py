"""One file on its way in: read once, hashed, sealed into a temporary, and read through by a probe worker meanwhile."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from isal.isal_zlib import crc32 as crc32_of

from kla_desktop.media.probe import Probed
from kla_desktop.media.probe_stream import ProbeStream, WholeProbe
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import Digest, EvidenceId
from kla_desktop.operations.intake.reading import (
    IN_MEMORY,
    Bytes,
    FileReader,
    Loaded,
    NotTaken,
    Reading,
    as_found,
    load_entry,
    must_be_as_large,
)
from kla_desktop.operations.intake.sealing import Sealing
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.disk_trouble import disk_trouble, is_full
from kla_desktop.system.files import CHUNK
from kla_desktop.system.progress import result_of
from kla_desktop.watching.scan import FoundFile

_LONGEST_NAME = 240
_REMOVING = 0.3
"""Seconds that closing waits for files to go that are not needed any more."""
IsHeld = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Within:
    """The container that a file was taken out of, and what it was called there (a stranger's words, never a path)."""

    evidence: EvidenceId
    name: str
    size: int = 0
    modified: str = ""


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
        """Return once the sealed bytes are safe. Raises Fixable: DISK_FULL, FOLDER_READ_ONLY, DRIVE_ERROR."""
        try:
            if self.synced is not None:
                result_of(self.synced, listen)
        except OSError as error:  # the library's own disk: what is sealed lies in memory
            raise disk_trouble(error) or NotTaken("unreadable") from error


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

    With `glance` photos are only glanced at, see `media.pool`. `listen` is called while anything is waited for or a
    large file is read, and ends that by raising.
    """

    def __init__(self, ws: Workspace, is_held: IsHeld, listen: Callable[[], None], *, glance: bool = False) -> None:
        self._objects, self._probes, self._new_id = ws.store.objects, ws.probes, ws.tools.new_id
        self._is_held, self._listen, self._glance = is_held, listen, glance
        self._files, self._sealing = FileReader(listen, ws.probes.shown), Sealing(self._objects.cipher)

    def close(self, left: Sequence[Taken] = ()) -> None:
        """Forget what was read but will not be recorded; what a slow disk is still at goes once that is done."""
        self._files.close()
        self._is_held = _nothing_is_held  # who asked knows us: all that both hold would wait for a search for garbage
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
        self._sealing.close()

    def begin(self, file: FoundFile, before: Digest | None = None) -> Reading:
        """Begin to read a file that `take` will be asked for. `before`: what it held when it was taken in earlier."""
        return self._files.begin(file, before)

    def take(self, reading: Reading) -> Taken:
        """Take a file in, which must still be as it was found.

        Raises NotTaken for this file's own troubles, Fixable(DISK_FULL) for the library's.
        """
        file = reading.file
        taken = self._read_through_found(file, reading.before) if file.size > IN_MEMORY else self._take_read(reading)
        taken.mtime_ns, taken.inode = file.mtime_ns, file.inode
        return taken

    def take_entry(self, within: Within, source: EntrySource) -> Taken:
        """Take one entry of a container in, as large as it claims to be; raises as `take`, and what `source` raises."""
        if within.size == 0:
            raise NotTaken("empty")
        name, modified = entry_name(within.name), within.modified or None
        if within.size > IN_MEMORY:
            taken = self._read_through(source, name, modified, None)
        else:
            taken = self._keep(load_entry(source, within.size, modified), name)
        source.skip()
        if source.outcome:
            self.drop(taken)
            raise NotTaken(source.outcome)
        taken.within = within
        return taken

    def hand_on(self) -> None:
        """Let no file wait for others to go to the disk with; to be called before any is waited for."""
        self._sealing.hand_on()

    def drop(self, taken: Taken) -> None:
        """Forget a file that was read but will not be recorded."""
        if taken.stream:
            taken.stream.abandon()
        if taken.synced is not None and not taken.synced.cancel():
            wait([taken.synced])
        if taken.temporary:
            _remove(taken.temporary)

    def _take_read(self, reading: Reading) -> Taken:
        try:
            return self._keep(reading.loaded(self._listen), reading.file.path)
        finally:
            reading.done()

    def _keep(self, loaded: Loaded, path: str) -> Taken:
        """Let what is in memory be sealed and looked into, unless the library holds it."""
        taken = Taken(path, loaded.digest, loaded.crc32, 0, 0, None, None, loaded.grown)
        if not self._is_held(loaded.digest.sha256):
            name = os.path.basename(path)  # noqa: PTH119 - surrogates in foreign names
            looked_into, sealed = loaded.share(), loaded.share()
            stream = self._probes.begin(name, loaded.data, loaded.modified, glance=self._glance)
            stream.when_done(looked_into)
            taken.stream, taken.temporary = stream, self._objects.new_temporary(self._new_id())
            taken.synced = self._sealing.begin(loaded.data, taken.temporary, sealed)
        return taken

    def _read_through_found(self, file: FoundFile, before: Digest | None) -> Taken:
        taken: Taken | None = None
        try:
            with as_found(file) as (source, modified):
                taken = self._read_through(source, file.path, modified, before)
                must_be_as_large(file, taken.digest)
        except NotTaken:
            if taken is not None:
                self.drop(taken)
            raise
        return taken

    def _read_through(self, source: Bytes, path: str, modified: str | None, before: Digest | None) -> Taken:
        """Seal a large file while it is read, and look into it meanwhile."""
        stream = self._probes.open(os.path.basename(path), modified)  # noqa: PTH119 - as above
        tee, temporary = _Tee(source, stream, before, self._listen), self._objects.new_temporary(self._new_id())
        try:
            self._sealing.seal(tee, temporary)
        except BaseException as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            stream.abandon()
            if isinstance(error, OSError):
                raise _refusal(error) from error
            raise
        stream.end()
        digest = Digest(tee.sha256.hexdigest(), tee.size)
        taken = Taken(path, digest, tee.crc32, 0, 0, temporary, stream, tee.grown)
        if self._is_held(digest.sha256):
            self.drop(taken)
            return Taken(path, digest, tee.crc32, 0, 0, None, None, tee.grown)
        return taken


def _nothing_is_held(_: str) -> bool:
    return False


def _remove(temporary: Path, _sealed: object = None) -> None:
    with contextlib.suppress(OSError):  # swept at the next start
        temporary.unlink(missing_ok=True)


def _refusal(error: OSError) -> Exception:
    return Fixable(ErrorCode.DISK_FULL) if is_full(error) else NotTaken("unreadable")


def entry_name(name: str) -> str:
    """The last part of a name in a container, whichever way its slashes lean: a name for an item, and no path."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2].replace("\0", "").strip()
    if last in {"", ".", ".."}:
        return "berkas"
    if len(last) <= _LONGEST_NAME:
        return last
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: max(0, _LONGEST_NAME - len(ending) - 1)]}{dot}{ending}"[:_LONGEST_NAME]
