"""Writes age files (age-encryption.org/v1) to X25519 recipients, at the speed of the cipher.

The format is C2SP's age specification: a header that wraps a file key for each recipient, then the STREAM construction
(ChaCha20-Poly1305 in chunks of 64 KiB). `tests/sealing/test_age_writer.py` holds it against pyrage, the public test
vectors and the `age` program.
"""

import os
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kla_desktop.sealing.age_format import (
    BLOCK,
    CHUNK,
    NONCE,
    TAG,
    VERSION,
    X25519,
    X25519_INFO,
    chunk_nonce,
    header_mac,
    hkdf,
    raw_key,
    to_base64,
)
from kla_desktop.sealing.streams import Piece, Roomy, Sink, Source

SEALED_BLOCK = BLOCK * (CHUNK + TAG)
"""Bytes that are well written at once."""


def write_age(source: Source | Piece, sink: Sink, recipients: Sequence[str]) -> None:
    """Encrypt all of `source` to every one of `recipients` (`age1…`, known to be well-formed) into `sink`."""
    _write_all(source, begin_age(sink, recipients))


def begin_age(sink: Sink, recipients: Sequence[str]) -> "PayloadWriter":
    """Begin a file as above, whose bytes are then given one piece after the other."""
    file_key, nonce = os.urandom(16), os.urandom(NONCE)
    sink.write(header(file_key, [raw_key(text) for text in recipients]) + nonce)
    return PayloadWriter(sink, file_key, nonce)


def header(file_key: bytes, recipients: Sequence[bytes]) -> bytes:
    """Build the header: a stanza for each recipient's public key, and the MAC over them."""
    lines = [VERSION]
    for public in recipients:
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))  # raises for a key of low order
        wrapping = hkdf(secret, share + public, X25519_INFO)
        body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
        lines.append(b"-> %b %b\n%b\n" % (X25519, to_base64(share), to_base64(body)))
    lines.append(b"---")
    text = b"".join(lines)
    return b"%b %b\n" % (text, to_base64(header_mac(file_key, text)))


def write_payload(source: Source | Piece, sink: Sink, file_key: bytes, nonce: bytes) -> None:
    """Encrypt all of `source` after the nonce."""
    _write_all(source, PayloadWriter(sink, file_key, nonce))


def _write_all(source: Source | Piece, writer: "PayloadWriter") -> None:
    if isinstance(source, bytes | memoryview):
        writer.write(source)
    else:
        while block := source.read(BLOCK * CHUNK):
            writer.write(block)
    writer.finish()


class PayloadWriter:
    """Encrypts pieces of any size after the nonce: chunks numbered from 0, the last one marked; only it may be short.

    A piece is not looked at after `write` has returned. What was not finished is no age file.
    """

    def __init__(self, sink: Sink, file_key: bytes, nonce: bytes) -> None:
        self._cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
        self._counter = 0
        self._sealed = sink if isinstance(sink, Roomy) else _Gathered(sink)
        self._kept, self._held = memoryview(bytearray(CHUNK)), 0  # the last chunk so far: it may be the last of all

    def write(self, piece: Piece) -> None:
        """Take a piece."""
        left = memoryview(piece)
        if len(left) <= CHUNK - self._held:
            self._keep(left)
            return
        if self._held:
            missing = CHUNK - self._held
            self._keep(left[:missing])
            self._seal(self._kept, last=False)
            left, self._held = left[missing:], 0
        while len(left) > CHUNK:
            self._seal(left[:CHUNK], last=False)
            left = left[CHUNK:]
        self._keep(left)

    def finish(self) -> None:
        """Mark the end."""
        self._seal(self._kept[: self._held], last=True)
        if isinstance(self._sealed, _Gathered):
            self._sealed.pass_on()

    def _keep(self, piece: memoryview) -> None:
        end = self._held + len(piece)
        self._kept[self._held : end] = piece
        self._held = end

    def _seal(self, chunk: memoryview, *, last: bool) -> None:
        size = len(chunk) + TAG
        self._cipher.encrypt_into(chunk_nonce(self._counter, last), chunk, None, self._sealed.room(size))
        self._sealed.fill(size)
        self._counter += 1


class _Gathered:
    """Sealed chunks on their way to a sink, some at a time."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._room, self._filled = memoryview(bytearray(SEALED_BLOCK)), 0

    def room(self, size: int, /) -> memoryview:
        if self._filled + size > len(self._room):
            self.pass_on()
        return self._room[self._filled : self._filled + size]

    def fill(self, size: int, /) -> None:
        self._filled += size

    def pass_on(self) -> None:
        self._sink.write(self._room[: self._filled])
        self._filled = 0
