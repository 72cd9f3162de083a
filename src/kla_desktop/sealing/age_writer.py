"""Writes age files (age-encryption.org/v1) to X25519 recipients, at the speed of the cipher.

The format is C2SP's age specification: a header that wraps a file key for each recipient, then the STREAM construction
(ChaCha20-Poly1305 in chunks of 64 KiB). `tests/sealing/test_age_writer.py` holds it against pyrage, the public test
vectors and the `age` program.
"""

import io
import os
from collections.abc import Iterator, Sequence

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
from kla_desktop.sealing.streams import Sink, Source, read_block


def write_age(source: Source | bytes, sink: Sink, recipients: Sequence[str]) -> None:
    """Encrypt all of `source` to every one of `recipients` (`age1…`, known to be well-formed) into `sink`."""
    file_key, nonce = os.urandom(16), os.urandom(NONCE)
    sink.write(header(file_key, [raw_key(text) for text in recipients]) + nonce)
    write_payload(source, sink, file_key, nonce)


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


def write_payload(source: Source | bytes, sink: Sink, file_key: bytes, nonce: bytes) -> None:
    """Encrypt all of `source` after the nonce: chunks numbered from 0, the last one marked; only it may be short."""
    cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
    sealed = bytearray(BLOCK * (CHUNK + TAG))
    blocks = _blocks(source)
    counter, block = 0, next(blocks, b"")
    while True:
        following = next(blocks, b"")
        plain, filled = memoryview(block), 0
        for start in range(0, max(len(block), 1), CHUNK):
            piece = plain[start : start + CHUNK]
            last = not following and start + CHUNK >= len(block)
            end = filled + len(piece) + TAG
            cipher.encrypt_into(chunk_nonce(counter, last), piece, None, memoryview(sealed)[filled:end])
            counter, filled = counter + 1, end
        done = memoryview(sealed)[:filled]
        if isinstance(sink, io.BufferedWriter):
            sink.write(done)
        else:  # others may keep what they are given
            sink.write(bytes(done))
        if not following:
            return
        block = following


def _blocks(source: Source | bytes) -> Iterator[bytes | memoryview]:
    """Whole blocks, only the last one shorter; of bytes without copying any."""
    size = BLOCK * CHUNK
    if isinstance(source, bytes):
        view = memoryview(source)
        yield from (view[start : start + size] for start in range(0, len(view), size))
        return
    while block := read_block(source, size):
        yield block
        if len(block) < size:
            return
