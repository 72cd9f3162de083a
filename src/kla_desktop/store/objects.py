"""The bytes of evidence, encrypted, named by an HMAC of their digest so that a thief cannot confirm a known photo."""

import contextlib
import hashlib
import os
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, Self

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.files import replace, sync_folder, together


class Readable(Protocol):
    """What sealing reads from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; empty at the end."""


class Writable(Protocol):
    """What opening writes to."""

    def write(self, data: bytes | memoryview, /) -> object:
        """Take all of `data`; its memory may be used again afterwards."""


class Cipher(Protocol):
    """Encryption under the library's own key; `sealing.encryption.LibraryCipher` is the real one."""

    def seal_stream(self, reader: Readable | bytes | memoryview, writer: Writable) -> None:
        """Encrypt all of `reader`, a stream or bytes, into `writer`."""

    def open_stream(self, reader: Readable, writer: Writable) -> None:
        """Decrypt all of `reader` into `writer`; raises on damage, having written a true prefix."""


class Objects:
    """The folder `objects/` of a library: two hex digits, then the whole name."""

    def __init__(self, folder: Path, temporary: Path, name_of: Callable[[str], str], cipher: Cipher) -> None:
        self._folder, self._temporary = folder, temporary
        self.name_of, self.cipher = name_of, cipher
        self._in_use: Counter[str] = Counter()
        self._using = threading.Lock()
        self._fetched = 0

    def path(self, name: str) -> Path:
        """Where the object of this HMAC name lies."""
        return self._folder / name[:2] / name

    def new_temporary(self, token: str) -> Path:
        """A path for bytes on their way in; swept at the next start if a crash leaves it."""
        return self._temporary / f"{token}.tmp"

    def settle(self, moves: Iterable[tuple[Path, str]]) -> None:
        """Move synced temporaries to their names, then make the renames durable. Existing objects win.

        Folders are synced side by side: the file system then writes its journal for several of them together.
        """
        touched = set()
        for temporary, name in moves:
            target = self.path(name)
            if target.exists():
                temporary.unlink(missing_ok=True)
                continue
            try:
                replace(temporary, target)
            except FileNotFoundError:  # the first object on its shelf
                target.parent.mkdir(parents=True, exist_ok=True)
                replace(temporary, target)
            touched.add(target.parent)
        together(sync_folder, touched)
        if touched:
            sync_folder(self._folder)

    def names(self) -> Iterator[str]:
        """Every object that lies in the folder."""
        for shelf in self._folder.iterdir():
            if shelf.is_dir():
                yield from (entry.name for entry in shelf.iterdir())

    def files(self) -> Iterator[tuple[str, int, float]]:
        """Every object that lies in the folder: name, bytes on the disk, when it came or was last looked at."""
        for shelf in self._folder.iterdir():
            if shelf.is_dir():
                for entry in os.scandir(shelf):
                    with contextlib.suppress(FileNotFoundError):
                        found = entry.stat()
                        yield entry.name, found.st_size, found.st_mtime

    def count_fetched(self, more: int) -> int:
        """Keep count of bytes fetched since the last tidying (`more` may be negative); give the sum."""
        with self._using:
            self._fetched = max(0, self._fetched + more)
            return self._fetched

    def remove(self, name: str) -> None:
        """Remove an object that nothing points at."""
        with contextlib.suppress(OSError):
            self.path(name).unlink(missing_ok=True)

    def has(self, name: str) -> bool:
        """Whether an object's file is here; it may lie in the object store only."""
        return self.path(name).is_file()

    @contextlib.contextmanager
    def in_use(self, names: Sequence[str], *, looked_at: bool = True) -> Iterator[None]:
        """For the time of a block these are not dropped; if they are `looked_at`, they stay longer afterwards."""
        with self._using:
            self._in_use.update(names)
        try:
            for name in names if looked_at else ():
                with contextlib.suppress(OSError):
                    os.utime(self.path(name))
            yield
        finally:
            with self._using:
                self._in_use.subtract(names)
                self._in_use = +self._in_use

    def drop(self, name: str) -> int:
        """Let the file go of an object that lies in the object store; give its bytes, 0 while it is in use."""
        with self._using:
            if self._in_use[name]:
                return 0
            try:
                size = self.path(name).stat().st_size
                self.path(name).unlink()
            except OSError:
                return 0
            return size

    def copy_out(self, name: str, writer: Writable) -> None:
        """Decrypt an object into `writer`; its bytes are believed only once this has returned.

        Raises FileNotFoundError, the cipher's errors on damage, Fixable(DRIVE_ERROR) where the disk fails to read it,
        and Fixable(OBJECT_DAMAGED) where whole bytes of another object lie under this name.
        """
        summed = _Summed(writer)
        with _Sealed(self.path(name)) as sealed:
            self.cipher.open_stream(sealed, summed)
        if self.name_of(summed.sha256.hexdigest()) != name:
            raise Fixable(ErrorCode.OBJECT_DAMAGED)

    def sweep(self) -> int:
        """Remove the temporaries of a crashed run; call only while holding the library's lock."""
        count = 0
        for left in self._temporary.iterdir():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                with contextlib.suppress(PermissionError):  # a virus scanner looks into it; the next start removes it
                    left.unlink(missing_ok=True)
            count += 1
        return count


class _Sealed:
    """Reads an object, and tells trouble of the disk with that from trouble with what is written to."""

    def __init__(self, path: Path) -> None:
        with _failing():
            self._file = path.open("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, size: int, /) -> bytes:
        with _failing():
            return self._file.read(size)


@contextlib.contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Fixable(ErrorCode.DRIVE_ERROR, where="library") from error


class _Summed:
    """Hands on what is written and sums it up."""

    def __init__(self, writer: Writable) -> None:
        self._writer = writer
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes | memoryview) -> int:
        self.sha256.update(data)
        self._writer.write(data)
        return len(data)
