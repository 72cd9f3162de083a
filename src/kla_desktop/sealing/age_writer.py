"""Writes age files (age-encryption.org/v1) to X25519 recipients, at the speed of the cipher.

The format is C2SP's age specification: a header that wraps a file key for each recipient, then the STREAM construction
(ChaCha20-Poly1305 in chunks of 64 KiB). Reading stays with pyrage; `tests/sealing/test_age_writer.py` holds the two,
the public test vectors and the `age` program against each other.
"""

import base64
import functools
import hashlib
import hmac
import io
import os
from collections.abc import Iterator, Sequence
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kla_desktop.sealing.pull import Sink, Source

CHUNK: Final = 64 << 10
_TAG: Final = 16
_BLOCK: Final = 16
"""Chunks read and written at once."""
_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def write_age(source: Source | bytes, sink: Sink, recipients: Sequence[str]) -> None:
    """Encrypt all of `source` to every one of `recipients` (`age1…`, known to be well-formed) into `sink`."""
    file_key, nonce = os.urandom(16), os.urandom(16)
    sink.write(header(file_key, [raw_key(text) for text in recipients]) + nonce)
    write_payload(source, sink, file_key, nonce)


def header(file_key: bytes, recipients: Sequence[bytes]) -> bytes:
    """Build the header: a stanza for each recipient's public key, and the MAC over them."""
    lines = [b"age-encryption.org/v1\n"]
    for public in recipients:
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))  # raises for a key of low order
        wrapping = _hkdf(secret, share + public, b"age-encryption.org/v1/X25519")
        body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
        lines.append(b"-> X25519 " + _base64(share) + b"\n" + _base64(body) + b"\n")
    lines.append(b"---")
    text = b"".join(lines)
    mac = hmac.digest(_hkdf(file_key, b"", b"header"), text, "sha256")
    return text + b" " + _base64(mac) + b"\n"


def write_payload(source: Source | bytes, sink: Sink, file_key: bytes, nonce: bytes) -> None:
    """Encrypt all of `source` after the nonce: chunks numbered from 0, the last one marked; only it may be short."""
    cipher = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))
    sealed = bytearray(_BLOCK * (CHUNK + _TAG))
    blocks = _blocks(source)
    counter, block = 0, next(blocks, b"")
    while True:
        following = next(blocks, b"")
        plain, filled = memoryview(block), 0
        for start in range(0, max(len(block), 1), CHUNK):
            piece = plain[start : start + CHUNK]
            last = not following and start + CHUNK >= len(block)
            end = filled + len(piece) + _TAG
            number = counter.to_bytes(11, "big") + (b"\1" if last else b"\0")
            cipher.encrypt_into(number, piece, None, memoryview(sealed)[filled:end])
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
    size = _BLOCK * CHUNK
    if isinstance(source, bytes):
        view = memoryview(source)
        yield from (view[start : start + size] for start in range(0, len(view), size))
        return
    while block := _read_block(source):
        yield block
        if len(block) < size:
            return


def _read_block(source: Source) -> bytes:
    """Read a whole block, fewer bytes only at the end."""
    block = source.read(_BLOCK * CHUNK)
    if not block or len(block) == _BLOCK * CHUNK:
        return block
    pieces, size = [block], len(block)
    while size < _BLOCK * CHUNK and (piece := source.read(_BLOCK * CHUNK - size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


@functools.lru_cache(16)
def raw_key(text: str) -> bytes:
    """Return the 32 bytes that a Bech32 text (BIP 173) such as `age1…` spells. Its checksum was judged before."""
    bits = number = 0
    found = bytearray()
    for letter in text[text.rindex("1") + 1 : -6].lower():
        number, bits = (number << 5 | _LETTERS.index(letter)) & 0xFFF, bits + 5
        if bits >= 8:  # noqa: PLR2004 - a byte
            bits -= 8
            found.append(number >> bits & 0xFF)
    return bytes(found)


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869) of 32 bytes: one block."""
    extracted = hmac.digest(salt or bytes(hashlib.sha256().digest_size), secret, "sha256")
    return hmac.digest(extracted, info + b"\1", "sha256")


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")
