"""Sealing and opening byte streams with age (X25519 recipients only), bundles and library objects alike.

Files are written by `age_writer` and read by `age_reader`; keys are judged by pyrage. Passphrases are never tried on
received bytes: a hostile work factor could keep a machine busy for hours.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from kla_desktop.sealing.age_format import raw_key
from kla_desktop.sealing.age_reader import Memory, read_age
from kla_desktop.sealing.age_writer import PayloadWriter, begin_age, write_age
from kla_desktop.sealing.keys import UnsealingKey, read_identity, read_recipient
from kla_desktop.sealing.streams import Piece, Sink, Source


def seal(source: Source | Piece, sink: Sink, recipients: Sequence[str]) -> None:
    """Encrypt all of `source` to every one of `recipients` (`age1…`) into `sink`.

    Errors of source and sink come through unchanged. Raises BadKey for a recipient that is none.
    """
    write_age(source, sink, _known(recipients))


def sealing(sink: Sink, recipients: Sequence[str]) -> PayloadWriter:
    """Seal as above what is written to the result, piece by piece and to its end."""
    return begin_age(sink, _known(recipients))


def _known(recipients: Sequence[str]) -> Sequence[str]:
    if not recipients:
        raise ValueError("nobody to seal to")
    for text in recipients:
        read_recipient(text)
    return recipients


def unsealed(source: Source, *identities: str, memory: Memory | None = None) -> Iterator[memoryview]:
    """Yield what is sealed in `source`, by the one of `identities` that fits, in pieces of at most 1 MiB.

    `memory` holds the pieces, or each has its own. What comes before damage is noticed is a true prefix.
    Raises NotSealed, NoMatchingKey, SealDamaged, BadKey; errors of the source come through unchanged.
    """
    for identity in identities:
        read_identity(identity)
    yield from read_age(source, *map(raw_key, identities), memory=memory)


def bring_cipher() -> None:
    """Use all of it once: its libraries bring a part of themselves only then, for 6 ms of CPU."""
    identity = UnsealingKey.create()
    LibraryCipher(identity.secret).open_bytes(LibrarySealer(identity.recipient).seal_bytes(b""))


class LibrarySealer:
    """Puts bytes at rest for a library; knows its public half only, so that a worker may seal without opening."""

    def __init__(self, recipient: str) -> None:
        read_recipient(recipient)
        self.recipient = recipient

    def seal_stream(self, reader: Source | Piece, writer: Sink) -> None:
        """Encrypt all of `reader`, a stream or bytes, into `writer`."""
        seal(reader, writer, (self.recipient,))

    def sealing(self, writer: Sink) -> PayloadWriter:
        """Encrypt into `writer` what is written to the result, piece by piece and to its end."""
        return sealing(writer, (self.recipient,))

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
        for piece in unsealed(reader, self._identity):
            writer.write(piece)

    def open_bytes(self, data: bytes) -> bytes:
        """Decrypt a small thing in memory; raises SealError."""
        out = io.BytesIO()
        self.open_stream(io.BytesIO(data), out)
        return out.getvalue()

    def open_chunks(self, path: Path, memory: Memory | None = None) -> Iterator[memoryview]:
        """Yield the plaintext of the file `path` in pieces of at most 1 MiB; raises SealError, OSError as the disk."""
        with path.open("rb", buffering=0) as stream:
            yield from unsealed(stream, self._identity, memory=memory)
