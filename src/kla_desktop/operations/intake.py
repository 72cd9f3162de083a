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
from kla_desktop.store.objects import Objects
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


class _Tee(io.RawIOBase):
    """Hands bytes through to the sealer while counting, hashing and passing them to the probe."""

    def __init__(self, source: BinaryIO, stream: ProbeStream | None) -> None:
        self._source, self._stream = source, stream
        self.sha256, self.crc32, self.size = hashlib.sha256(), 0, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        data = self._source.read(CHUNK if size < 0 else size)
        if data:
            self.sha256.update(data)
            self.crc32 = zlib.crc32(data, self.crc32)
            self.size += len(data)
            if self._stream:
                self._stream.write(data)
        return data


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
        reader: BinaryIO = source
        if size <= IN_MEMORY:
            try:
                data = _all(source)
            except OSError:
                raise NotTaken("unreadable") from None
            digest = Digest(hashlib.sha256(data).hexdigest(), len(data))
            if is_held(digest.sha256):
                return Taken(path, digest, zlib.crc32(data), 0, 0, None, None)
            reader = io.BytesIO(data)
        stream = self._probes.open(os.path.basename(path), modified)  # noqa: PTH119 - surrogates in foreign names
        tee = _Tee(reader, stream)
        temporary = self._objects.new_temporary(token)
        try:
            with temporary.open("wb") as out:
                self._objects.cipher.seal_stream(tee, out)  # type: ignore[arg-type]  # a raw stream reads alike
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
        digest = Digest(tee.sha256.hexdigest(), tee.size)
        taken = Taken(path, digest, tee.crc32, 0, 0, temporary, stream)
        if is_held(digest.sha256):
            self.drop(taken)
            return Taken(path, digest, tee.crc32, 0, 0, None, None)
        return taken


def _all(source: BinaryIO) -> bytes:
    parts = []
    while part := source.read(CHUNK):
        parts.append(part)
        if len(parts) * CHUNK > 2 * IN_MEMORY + CHUNK:
            raise NotTaken("changing")
    return b"".join(parts)
