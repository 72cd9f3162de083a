"""Sealing and opening byte streams with age (X25519 recipients only), bundles and library objects alike.

Rules that came from trials: never the passphrase interface on received bytes (a hostile work factor ends the process),
never `decrypt_file` (it leaves part of the plaintext behind), and the header's end must be seen within 64 KiB before
the library may look at it (it parses an endless header again and again).
"""

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pyrage

from kla_desktop.model.errors import KlaError
from kla_desktop.sealing.age_writer import write_age
from kla_desktop.sealing.keys import read_identity, read_recipient
from kla_desktop.sealing.pull import PulledStream, Sink, Source

_MAGIC = b"age-encryption.org/v1\n"
_HEADER_LIMIT = 64 << 10
_BUFFER = 1 << 20
_IN_MEMORY = 4 << 20
_AGE_OVERHEAD = 1 << 12


class SealError(KlaError):
    """Sealed bytes that cannot be opened."""


class NotSealed(SealError):  # noqa: N818 - it says what the bytes are
    """Not an age file in its binary form."""


class NoMatchingKey(SealError):  # noqa: N818 - it says what is missing
    """Sealed to others."""


class SealDamaged(SealError):  # noqa: N818 - it says what the bytes are
    """Begins as an age file and does not hold what its keys promise: changed, cut short or made longer."""


def seal(source: Source | bytes, sink: Sink, recipients: Sequence[str]) -> None:
    """Encrypt all of `source` to every one of `recipients` (`age1…`) into `sink`.

    Errors of source and sink come through unchanged. Raises BadKey for a recipient that is none.
    """
    if not recipients:
        raise ValueError("nobody to seal to")
    for text in recipients:
        read_recipient(text)
    write_age(source, sink, recipients)


def unseal(source: Source, sink: Sink, *identities: str) -> None:
    """Decrypt `source` into `sink` by the one of `identities` that fits.

    The sink gets a true prefix before any damage is noticed: keep it in quarantine.
    Raises NotSealed, NoMatchingKey, SealDamaged, BadKey; errors of source and sink come through unchanged.
    """
    keys = [read_identity(one) for one in identities]
    guard = _Guard(_checked_header(source), sink)
    try:
        pyrage.decrypt_io(guard, guard, keys)
    except pyrage.DecryptError as error:
        guard.raise_original()
        if "No matching keys" in str(error):
            raise NoMatchingKey from None
        raise SealDamaged(str(error)) from None
    except Exception as error:
        guard.raise_original()
        raise SealDamaged("unsealing failed") from error
    guard.raise_original()


class LibrarySealer:
    """Puts bytes at rest for a library; knows its public half only, so that a worker may seal without opening."""

    def __init__(self, recipient: str) -> None:
        read_recipient(recipient)
        self.recipient = recipient

    def seal_stream(self, reader: Source | bytes, writer: Sink) -> None:
        """Encrypt all of `reader`, a stream or bytes, into `writer`."""
        seal(reader, writer, (self.recipient,))

    def seal_bytes(self, data: bytes) -> bytes:
        """Encrypt a small thing in memory."""
        out = io.BytesIO()
        self.seal_stream(data, out)
        return out.getvalue()


class LibraryCipher(LibrarySealer):
    """Puts bytes at rest and takes them out again: age to the library's own key."""

    def __init__(self, identity: str) -> None:
        super().__init__(str(read_identity(identity).to_public()))
        self._identity = identity

    def open_stream(self, reader: Source, writer: Sink) -> None:
        """Decrypt all of `reader` into `writer`; raises SealError after a true prefix may have been written."""
        unseal(reader, writer, self._identity)

    def open_bytes(self, data: bytes) -> bytes:
        """Decrypt a small thing in memory; raises SealError."""
        out = io.BytesIO()
        self.open_stream(io.BytesIO(data), out)
        return out.getvalue()

    def open_reader(self, path: Path) -> BinaryIO:
        """Return a stream of the plaintext of `path` that is read at the caller's pace and must be closed.

        Up to 4 MiB it is decrypted at once in memory (and may be sought in); above, a thread decrypts ahead by a few
        MiB and the stream only goes forward. Raises SealError here or, above 4 MiB, from `read`; OSError as the disk.
        """
        if path.stat().st_size <= _IN_MEMORY + _AGE_OVERHEAD:
            out = io.BytesIO()
            with path.open("rb", buffering=_BUFFER) as stream:
                self.open_stream(stream, out)
            out.seek(0)
            return out
        return io.BufferedReader(PulledStream(self._opener(path)), _BUFFER)

    def open_chunks(self, path: Path) -> Iterator[bytes]:
        """Yield the plaintext of `path` in pieces; memory and errors as with `open_reader`."""
        if path.stat().st_size <= _IN_MEMORY + _AGE_OVERHEAD:
            parts = _Parts()
            with path.open("rb", buffering=_BUFFER) as stream:
                self.open_stream(stream, parts)
            yield b"".join(parts.pieces)
            return
        pulled = PulledStream(self._opener(path))
        try:
            yield from pulled.chunks()
        finally:
            pulled.close()

    def _opener(self, path: Path) -> Callable[[Sink], None]:
        def push(sink: Sink) -> None:
            with path.open("rb", buffering=_BUFFER) as stream:
                self.open_stream(stream, sink)

        return push


class _Parts:
    """A sink that remembers."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.write = self.pieces.append


class _Guard:
    """Between age and our streams: keeps the first exception of ours, which age would turn into its own words."""

    def __init__(self, source: Source, sink: Sink) -> None:
        self._read = source.read
        self._write = sink.write
        self._error: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._read(size)
        except BaseException as error:
            self._error = self._error or error
            raise

    def write(self, data: bytes) -> int:
        try:
            self._write(data)
        except BaseException as error:
            self._error = self._error or error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing to do: whoever owns the sink flushes it."""

    def raise_original(self) -> None:
        if self._error is not None:
            raise self._error


class _Prefixed:
    """A source whose first bytes were already read."""

    def __init__(self, prefix: bytes, rest: Source) -> None:
        self._prefix = memoryview(prefix)
        self._rest = rest

    def read(self, size: int) -> bytes:
        if self._prefix:
            piece, self._prefix = self._prefix[:size], self._prefix[size:]
            return bytes(piece)
        return self._rest.read(size)


def _checked_header(source: Source) -> Source:
    head = bytearray()
    while b"\n--- " not in head:
        piece = source.read(4096) if len(head) < _HEADER_LIMIT else b""
        head += piece
        if not head.startswith(_MAGIC[: len(head)]) or (not piece and len(head) < len(_MAGIC)):
            raise NotSealed
        if not piece:
            raise SealDamaged("the header has no end")
    return _Prefixed(bytes(head), source)
