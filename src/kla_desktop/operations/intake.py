"""One file on its way in: read once, hashed, sealed into a temporary, and read through by a probe worker meanwhile."""

import errno
import hashlib
import io
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from kla_desktop.media.pool import ProbePool, ProbeStream
from kla_desktop.media.probe import Probed
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import Digest
from kla_desktop.store.objects import Objects, Readable
from kla_desktop.system.files import CHUNK

IN_MEMORY = 32 << 20
"""Files up to this size are read whole, so that a duplicate costs no sealing."""
IsHeld = Callable[[str], bool]
_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


class NotTaken(Exception):  # noqa: N818 - an answer about one file; the batch goes on
    """This file stays where it is for now; `reason` is a wording key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Taken:
    """A file read: its digest, and its sealed bytes unless the library holds them already."""

    path: str
    digest: Digest
    crc32: int
    mtime_ns: int
    inode: int
    temporary: Path | None
    stream: ProbeStream | None

    def probed(self) -> Probed | None:
        """Wait for the worker."""
        return self.stream.finish() if self.stream else None


class _Tee:
    """Hands a large file through to the sealer; counts, hashes and passes it to the probe in chunks of CHUNK.

    The sealer reads 8 KiB at a time, which would be far too small for pipes.
    """

    def __init__(self, source: BinaryIO, stream: ProbeStream) -> None:
        self._source, self._stream = source, stream
        self._chunk, self._at = b"", 0
        self.sha256, self.crc32, self.size = hashlib.sha256(), 0, 0

    def read(self, size: int, /) -> bytes:
        if self._at >= len(self._chunk):
            self._chunk, self._at = self._source.read(CHUNK), 0
            if self._chunk:
                self.sha256.update(self._chunk)
                self.crc32 = zlib.crc32(self._chunk, self.crc32)
                self.size += len(self._chunk)
                self._stream.write(self._chunk)
        piece = self._chunk[self._at : self._at + size]
        self._at += len(piece)
        return piece


class Intake:
    """Takes files in one after the other; `is_held` says whether the library has a digest's bytes."""

    def __init__(self, objects: Objects, probes: ProbePool) -> None:
        self._objects, self._probes = objects, probes

    def take(self, path: str, token: str, is_held: IsHeld) -> Taken:
        """Read one file. Raises NotTaken for this file's own troubles, Fixable(DISK_FULL) for the library's."""
        try:
            source = open(path, "rb", buffering=0)  # noqa: PTH123, SIM115 - surrogates in foreign names; closed below
        except FileNotFoundError:
            raise NotTaken("missing") from None
        except PermissionError:
            raise NotTaken("in_use") from None
        except (OSError, ValueError):
            raise NotTaken("unreadable") from None
        with source:
            before = os.fstat(source.fileno())
            if before.st_size == 0:
                raise NotTaken("empty")
            modified = datetime.fromtimestamp(before.st_mtime, UTC).isoformat(timespec="seconds")
            taken = self._read(source, path, before.st_size, modified, token, is_held)
            after = os.fstat(source.fileno())
        then, now = (before.st_size, before.st_mtime_ns), (after.st_size, after.st_mtime_ns)
        if then != now or taken.digest.size != after.st_size:
            self.drop(taken)
            raise NotTaken("changing")
        taken.mtime_ns, taken.inode = after.st_mtime_ns, after.st_ino
        return taken

    def drop(self, taken: Taken) -> None:
        """Forget a file that was read but will not be recorded."""
        if taken.temporary:
            taken.temporary.unlink(missing_ok=True)
        if taken.stream:
            taken.stream.abandon()

    def _read(  # noqa: PLR0917 - one caller
        self, source: BinaryIO, path: str, size: int, modified: str, token: str, is_held: IsHeld
    ) -> Taken:
        name = os.path.basename(path)  # noqa: PTH119 - surrogates in foreign names
        temporary = self._objects.new_temporary(token)
        if size <= IN_MEMORY:
            data = _all(source)
            digest, crc32 = Digest(hashlib.sha256(data).hexdigest(), len(data)), zlib.crc32(data)
            if is_held(digest.sha256):
                return Taken(path, digest, crc32, 0, 0, None, None)
            stream = self._probes.open(name, modified)
            for start in range(0, len(data), CHUNK):
                stream.write(memoryview(data)[start : start + CHUNK])
            stream.end()
            self._seal(io.BytesIO(data), temporary, stream)
            return Taken(path, digest, crc32, 0, 0, temporary, stream)
        stream = self._probes.open(name, modified)
        tee = _Tee(source, stream)
        self._seal(tee, temporary, stream)
        stream.end()
        taken = Taken(path, Digest(tee.sha256.hexdigest(), tee.size), tee.crc32, 0, 0, temporary, stream)
        if is_held(taken.digest.sha256):
            self.drop(taken)
            return Taken(path, taken.digest, tee.crc32, 0, 0, None, None)
        return taken

    def _seal(self, reader: Readable, temporary: Path, stream: ProbeStream) -> None:
        try:
            with temporary.open("wb") as out:
                self._objects.cipher.seal_stream(reader, out)
                out.flush()
                os.fsync(out.fileno())
        except BaseException as error:
            temporary.unlink(missing_ok=True)
            stream.abandon()
            if isinstance(error, OSError):
                if error.errno in _FULL:
                    raise Fixable(ErrorCode.DISK_FULL) from error
                raise NotTaken("unreadable") from None
            raise


def _all(source: BinaryIO) -> bytes:
    parts: list[bytes] = []
    try:
        while part := source.read(CHUNK):
            parts.append(part)
            if len(parts) * CHUNK > 2 * IN_MEMORY:
                raise NotTaken("changing")
    except OSError:
        raise NotTaken("unreadable") from None
    return b"".join(parts)
