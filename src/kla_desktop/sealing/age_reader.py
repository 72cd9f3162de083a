"""Reads age files (age-encryption.org/v1) with an X25519 identity, at the speed of the cipher.

Strict: one form for each thing, as C2SP's specification wants it. Nothing is let through before its own chunk proved
authentic. Passphrases, armour and other kinds of recipients are not ours. `tests/sealing/test_age_reader.py` holds it
against pyrage, the public test vectors and the `age` program.
"""

import contextlib
import hmac
import itertools
import re
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
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
    from_base64,
    header_mac,
    hkdf,
)
from kla_desktop.sealing.seal_errors import NoMatchingKey, NotSealed, SealDamaged
from kla_desktop.sealing.streams import Source, fill, read_block

HEADER_LIMIT = 64 << 10
"""Bytes within which a header must end: a file of ours has some 300."""
_HEAD_PIECE = 4096
_COLUMNS = 64
_FILE_KEY = 16
_POINT = 32
_MAC = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")
_ARGUMENT = re.compile(rb"[\x21-\x7e]+")
_Stanza = tuple[list[bytes], bytes]


class Memory:
    """What is read into, file after file: a piece of plaintext stays as it is until `pieces` more were asked for."""

    def __init__(self, pieces: int) -> None:
        self._plain = _ring(pieces, BLOCK * CHUNK)
        self._sealed = _ring(2, BLOCK * (CHUNK + TAG))

    def plain(self, size: int) -> memoryview:
        """Room for a piece."""
        return next(self._plain)[:size]

    def sealed(self, source: Source) -> memoryview:
        """Read a block of chunks; the one before stays as it is."""
        return fill(source, next(self._sealed))


def _ring(count: int, size: int) -> Iterator[memoryview]:
    """Give so many pieces of memory in turn, each made when it is first needed."""
    made = []
    for _ in range(count):
        made.append(memoryview(bytearray(size)))
        yield made[-1]
    yield from itertools.cycle(made)


class _NewMemory(Memory):
    """Each piece stays as it is for ever."""

    def __init__(self) -> None:
        pass

    def plain(self, size: int) -> memoryview:
        return memoryview(bytearray(size))

    def sealed(self, source: Source) -> memoryview:
        return memoryview(read_block(source, BLOCK * (CHUNK + TAG)))


def read_age(source: Source, *secrets: bytes, memory: Memory | None = None) -> Iterator[memoryview]:
    """Yield the plaintext of `source` in pieces of 1 MiB; `secrets` are identities of 32 bytes, one of which fits.

    Without `memory` each piece is in memory of its own.
    Raises NotSealed, NoMatchingKey, SealDamaged, the last also after true pieces: keep them in quarantine until the
    end. Errors of the source come through unchanged.
    """
    text, mac, rest = _read_header(source)
    file_key = _first_file_key(_stanzas(text), secrets)
    if not hmac.compare_digest(header_mac(file_key, text), mac):
        raise SealDamaged("the header is not authentic")
    yield from _read_payload(_Prefixed(rest, source), file_key, memory or _NewMemory())


class _Prefixed:
    """A source whose first bytes were already read."""

    def __init__(self, prefix: bytes, rest: Source) -> None:
        self._prefix = prefix
        self._rest = rest

    def read(self, size: int) -> bytes:
        if self._prefix:
            piece, self._prefix = self._prefix[:size], self._prefix[size:]
            return piece
        return self._rest.read(size)

    def readinto(self, room: memoryview) -> int:
        if self._prefix or not hasattr(self._rest, "readinto"):
            piece = self.read(len(room))
            room[: len(piece)] = piece
            return len(piece)
        return int(self._rest.readinto(room))


def _read_header(source: Source) -> tuple[bytes, bytes, bytes]:
    """Return the header up to its dashes, its MAC, and what was read beyond it."""
    head = bytearray()
    dashes = end = -1
    while end < 0:
        piece = source.read(_HEAD_PIECE) if len(head) < HEADER_LIMIT else b""
        head += piece
        if not head.startswith(VERSION[: len(head)]) or (not piece and len(head) < len(VERSION)):
            raise NotSealed
        if not piece:
            raise SealDamaged("the header has no end")
        dashes = head.find(b"\n---")
        end = head.find(b"\n", dashes + 1) if dashes >= 0 else -1
    text, found = bytes(head[: dashes + 4]), _MAC.fullmatch(head, dashes + 1, end + 1)
    if found is None:
        raise SealDamaged("the header's last line is wrong")
    return text, _decoded(found[1], _POINT), bytes(head[end + 1 :])


def _stanzas(text: bytes) -> list[_Stanza]:
    """Take the stanzas apart: their arguments, and their bodies."""
    lines = text.split(b"\n")[1:-1]
    stanzas: list[_Stanza] = []
    while lines:
        marker, *arguments = lines.pop(0).split(b" ")
        if marker != b"->" or not arguments or not all(map(_ARGUMENT.fullmatch, arguments)):
            raise SealDamaged("not a stanza")
        body, whole = b"", True
        while whole:
            if not lines or len(lines[0]) > _COLUMNS:
                raise SealDamaged("a stanza without its end")
            line = lines.pop(0)
            body, whole = body + _decoded(line), len(line) == _COLUMNS
        stanzas.append((arguments, body))
    if not stanzas or (len(stanzas) > 1 and any(arguments[0] == b"scrypt" for arguments, _ in stanzas)):
        raise SealDamaged("no stanza, or a passphrase beside others")
    return stanzas


def _first_file_key(stanzas: list[_Stanza], secrets: Iterable[bytes]) -> bytes:
    for secret in secrets:
        with contextlib.suppress(NoMatchingKey):
            return _file_key(stanzas, X25519PrivateKey.from_private_bytes(secret))
    raise NoMatchingKey


def _file_key(stanzas: list[_Stanza], identity: X25519PrivateKey) -> bytes:
    """Unwrap the file key; raises NoMatchingKey, and SealDamaged for X25519 stanzas that are none."""
    public = identity.public_key().public_bytes_raw()
    found = b""
    for arguments, body in stanzas:
        if arguments[0] != X25519:
            continue
        if len(arguments) != 2 or len(body) != _FILE_KEY + TAG:  # noqa: PLR2004 - the kind and the share
            raise SealDamaged("an X25519 stanza of the wrong form")
        share = _decoded(arguments[1], _POINT)
        try:
            secret = identity.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError as error:
            raise SealDamaged("a share of low order") from error
        try:
            opened = ChaCha20Poly1305(hkdf(secret, share + public, X25519_INFO)).decrypt(bytes(12), body, None)
        except InvalidTag:
            continue
        found = found or opened
    if not found:
        raise NoMatchingKey
    return found


def _read_payload(source: Source, file_key: bytes, memory: Memory) -> Iterator[memoryview]:
    """Decrypt what follows the header; only the last chunk may be short, and empty only if it is the only one."""
    nonce = read_block(source, NONCE)
    if len(nonce) != NONCE:
        raise SealDamaged("cut short before the payload")
    cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
    sealed_chunk, sealed_block = CHUNK + TAG, BLOCK * (CHUNK + TAG)
    counter, block = 0, memory.sealed(source)
    while True:
        following = memory.sealed(source) if len(block) == sealed_block else memoryview(b"")
        room, filled = memory.plain(len(block) // sealed_chunk * CHUNK + max(0, len(block) % sealed_chunk - TAG)), 0
        for start in range(0, max(len(block), 1), sealed_chunk):
            piece = block[start : start + sealed_chunk]
            end = filled + len(piece) - TAG
            last = not following and start + sealed_chunk >= len(block)
            if end < filled or (end == filled and counter):
                raise SealDamaged("cut short")
            try:
                cipher.decrypt_into(chunk_nonce(counter, last), piece, None, room[filled:end])
            except InvalidTag:
                raise SealDamaged("a chunk is not authentic") from None
            counter, filled = counter + 1, end
        if filled:
            yield room
        if not following:
            return
        block = following


def _decoded(text: bytes, size: int | None = None) -> bytes:
    try:
        data = from_base64(text)
    except ValueError as error:
        raise SealDamaged("the header is not in base64") from error
    if size is not None and len(data) != size:
        raise SealDamaged("the header has something of the wrong length")
    return data
