"""What age files (age-encryption.org/v1, C2SP's specification) are made of; `age_writer` and `age_reader` share it."""

import base64
import binascii
import functools
import hashlib
import hmac
from typing import Final

VERSION: Final = b"age-encryption.org/v1\n"
X25519: Final = b"X25519"
X25519_INFO: Final = b"age-encryption.org/v1/X25519"
NONCE: Final = 16
CHUNK: Final = 64 << 10
TAG: Final = 16
BLOCK: Final = 16
"""Chunks read and written at once."""
_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def chunk_nonce(counter: int, last: bool) -> bytes:
    """Number a chunk of the payload: from 0, the last one marked."""
    return counter.to_bytes(11, "big") + (b"\1" if last else b"\0")


def header_mac(file_key: bytes, text: bytes) -> bytes:
    """Authenticate a header: all of it up to and with its three dashes."""
    return hmac.digest(hkdf(file_key, b"", b"header"), text, "sha256")


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869) of 32 bytes: one block."""
    extracted = hmac.digest(salt or bytes(hashlib.sha256().digest_size), secret, "sha256")
    return hmac.digest(extracted, info + b"\1", "sha256")


def to_base64(data: bytes) -> bytes:
    """Write base64 without padding."""
    return base64.b64encode(data).rstrip(b"=")


def from_base64(text: bytes) -> bytes:
    """Read base64 without padding, in its one form; raises ValueError."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if to_base64(data) != text:
        raise ValueError("not canonical base64")
    return data


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
