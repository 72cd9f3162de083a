"""Our reading of age files against pyrage, the public test vectors and the `age` program."""

import io
import os
import random
import shutil
import subprocess
import zlib
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from kla_desktop.sealing.age_format import CHUNK, TAG, from_base64, raw_key, to_base64
from kla_desktop.sealing.age_reader import HEADER_LIMIT, Memory, read_age
from kla_desktop.sealing.age_writer import write_age
from kla_desktop.sealing.keys import UnsealingKey
from kla_desktop.sealing.seal_errors import NoMatchingKey, NotSealed, SealDamaged, SealError
from tests.sealing.test_age_writer import KEYS, SIZES, Dribble


def opened(data: bytes, key: UnsealingKey = KEYS[0]) -> bytes:
    return b"".join(read_age(io.BytesIO(data), raw_key(key.secret)))


def ours(plain: bytes, *keys: UnsealingKey) -> bytes:
    out = io.BytesIO()
    write_age(io.BytesIO(plain), out, [key.recipient for key in keys or KEYS[:1]])
    return out.getvalue()


def theirs(plain: bytes, *keys: UnsealingKey) -> bytes:
    to = [pyrage.x25519.Recipient.from_str(key.recipient) for key in keys or KEYS[:1]]
    return bytes(pyrage.encrypt(plain, to))


@pytest.mark.parametrize("size", SIZES)
def test_every_size_of_pyrages_and_of_our_own_is_opened(size: int) -> None:
    plain = os.urandom(size)
    for sealed in (theirs(plain), ours(plain)):
        assert b"".join(read_age(Dribble(sealed), raw_key(KEYS[0].secret))) == plain


def test_pieces_are_large_and_none_is_empty() -> None:
    pieces = [len(piece) for piece in read_age(io.BytesIO(theirs(bytes(3 << 20))), raw_key(KEYS[0].secret))]
    assert pieces == [1 << 20] * 3
    assert list(read_age(io.BytesIO(theirs(b"")), raw_key(KEYS[0].secret))) == []


def test_memory_used_again_holds_as_many_pieces_as_it_says() -> None:
    memory, held = Memory(3), list[memoryview]()
    for _ in range(2):  # one file after the other
        plain = os.urandom((7 << 20) + 12_345)
        for source in (io.BytesIO(ours(plain)), Dribble(ours(plain))):
            found = b""
            for piece in read_age(source, raw_key(KEYS[0].secret), memory=memory):
                held = [*held, piece][-3:]
                found += bytes(held[0]) if len(held) == 3 else b""
            found += bytes(held[1]) + bytes(held[2])
            assert found == plain
            held = []


def test_each_recipient_opens_it_and_nobody_else() -> None:
    for sealed in (theirs(b"notulen", *KEYS[:2]), ours(b"notulen", *KEYS[:2])):
        assert opened(sealed, KEYS[0]) == opened(sealed, KEYS[1]) == b"notulen"
        with pytest.raises(NoMatchingKey):
            opened(sealed, KEYS[2])


@pytest.mark.skipif(shutil.which("age") is None, reason="no age program here to judge")
@pytest.mark.parametrize("size", [0, 1, CHUNK, 3 * CHUNK + 5, 40 * CHUNK])
def test_files_of_the_age_program_are_opened(size: int) -> None:
    plain = os.urandom(size)
    sealed = subprocess.run(["age", "-r", KEYS[0].recipient], input=plain, capture_output=True, check=True).stdout
    assert opened(sealed) == plain


@pytest.mark.parametrize("text", [b"AA=", b"AA==", b"AB", b"A", b"A A", b"AA\n", b"_-", b"\xff\xff"])
def test_base64_has_one_form(text: bytes) -> None:
    with pytest.raises(ValueError):
        from_base64(text)
    for size in range(70):
        data = os.urandom(size)
        assert from_base64(to_base64(data)) == data


# What was changed on the way


def judged_alike(data: bytes) -> None:
    """Nothing is let through but a true prefix, and pyrage refuses it as well."""
    got: list[memoryview] = []
    with pytest.raises(SealError):
        got.extend(read_age(io.BytesIO(data), raw_key(KEYS[0].secret)))
    assert PLAIN.startswith(b"".join(got))
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(KEYS[0].secret)])


PLAIN = random.Random(7).randbytes(18 * CHUNK + 100)  # more than a block of chunks
SEALED = ours(PLAIN)
HEAD = len(SEALED) - 16 - len(PLAIN) - 19 * TAG


def test_every_flipped_bit_of_header_nonce_and_first_tag_is_noticed() -> None:
    short = ours(b"x" * 40)
    for at in range(len(short)):
        for bit in range(8):
            changed = bytearray(short)
            changed[at] ^= 1 << bit
            with pytest.raises(SealError):
                opened(bytes(changed))


def test_flipped_bits_anywhere_are_noticed_and_nothing_false_is_let_through() -> None:
    chance = random.Random(11)
    places = [HEAD + 16 + n * (CHUNK + TAG) + d for n in range(1, 19) for d in (-TAG, -1, 0)]
    for at in [*places, *(chance.randrange(len(SEALED)) for _ in range(200)), len(SEALED) - 1]:
        changed = bytearray(SEALED)
        changed[at] ^= 1 << chance.randrange(8)
        judged_alike(bytes(changed))


def test_cuts_and_additions_are_noticed() -> None:
    chance = random.Random(12)
    whole_chunks = [HEAD + 16 + n * (CHUNK + TAG) for n in range(19)]
    for end in [*range(HEAD + 16 + TAG + 5), *whole_chunks, *(chance.randrange(len(SEALED)) for _ in range(100))]:
        judged_alike(SEALED[:end])
    for tail in (b"\0", b"x" * TAG, SEALED, SEALED[HEAD + 16 : HEAD + 16 + CHUNK + TAG]):
        judged_alike(SEALED + tail)


def test_chunks_moved_doubled_dropped_or_of_another_file_are_noticed() -> None:
    start, step = HEAD + 16, CHUNK + TAG
    chunks = [SEALED[start + n * step : start + (n + 1) * step] for n in range(19)]
    other = ours(PLAIN)
    assert len(other) == len(SEALED)
    for changed in (
        [chunks[1], chunks[0], *chunks[2:]],
        [*chunks[:3], chunks[2], *chunks[3:]],
        [*chunks[:3], *chunks[4:]],
        [*chunks[:17], chunks[18]],
        [*chunks[:18], other[start + 18 * step :]],
        [chunks[18]],
        [],
    ):
        judged_alike(SEALED[:start] + b"".join(changed))
    judged_alike(other[:start] + SEALED[start:])  # another header with the same recipient
    judged_alike(SEALED[:HEAD] + other[HEAD:])  # another nonce and payload


def test_whole_chunks_alone_must_end_with_a_marked_one() -> None:
    sealed = ours(bytes(2 * CHUNK))
    assert opened(sealed) == bytes(2 * CHUNK)
    for end in (len(sealed) - CHUNK - TAG, len(sealed) - 1):
        with pytest.raises(SealDamaged):
            opened(sealed[:end])


class Endless(io.RawIOBase):
    """A header without an end; counts what is asked of it."""

    def __init__(self, start: bytes) -> None:
        self._start = start
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        start = self._start if self.given == 0 else b""
        piece = (start + b"-> grease\n\n" * (size // 8))[:size]
        self.given += len(piece)
        return piece


@pytest.mark.parametrize("start", [b"age-encryption.org/v1\n", b"age-encryption.org/v1\n-> X25519 a\n--- "])
def test_a_header_without_an_end_is_given_up_soon(start: bytes) -> None:
    source = Endless(start)
    with pytest.raises(SealDamaged):
        list(read_age(source, raw_key(KEYS[0].secret)))
    assert source.given < 2 * HEADER_LIMIT


# The public vectors


@dataclass(frozen=True)
class Vector:
    name: str
    expect: str
    identities: list[str]
    armored: bool
    payload: str
    body: bytes


def vectors(folder: Path) -> list[Vector]:
    found = []
    for path in sorted(folder.iterdir()):
        head, _, body = path.read_bytes().partition(b"\n\n")
        fields: dict[str, list[str]] = {}
        for line in head.decode("latin-1").splitlines():
            label, _, value = line.partition(": ")
            fields.setdefault(label, []).append(value)
        if fields.get("compressed") == ["zlib"]:
            body = zlib.decompress(body)
        identities = [text for text in fields.get("identity", []) if text.startswith("AGE-SECRET-KEY-1")]
        payload = fields.get("payload", [""])[0]
        found.append(Vector(path.name, fields["expect"][0], identities, "armored" in fields, payload, body))
    return found


OUTCOMES: dict[str, tuple[type[SealError], ...]] = {
    "no match": (NoMatchingKey,),
    "header failure": (SealDamaged, NotSealed),
    "HMAC failure": (SealDamaged,),
    "payload failure": (SealDamaged,),
}


def test_every_vector_for_a_single_identity_ends_as_it_says(shared: Path) -> None:
    seen: Counter[str] = Counter()
    for vector in vectors(shared / "corpus/age/cctv"):
        if vector.armored or len(vector.identities) != 1:
            continue
        secret = raw_key(UnsealingKey(vector.identities[0]).secret)
        got = b""
        ended: type[Exception] | None = None
        try:
            for piece in read_age(io.BytesIO(vector.body), secret):
                got += piece
        except SealError as error:
            ended = type(error)
        if vector.expect == "success":
            assert ended is None, vector.name
            assert sha256(got).hexdigest() == vector.payload, vector.name
        else:
            assert ended in OUTCOMES[vector.expect], (vector.name, ended)
        seen[vector.expect] += 1
    assert seen["success"] > 10
    assert seen["payload failure"] > 10
    assert seen["header failure"] > 10
    assert seen["no match"] > 1


def test_no_vector_of_other_kinds_is_opened(shared: Path) -> None:
    for vector in vectors(shared / "corpus/age/cctv"):
        if vector.armored or not vector.identities:
            with pytest.raises(SealError):
                opened(vector.body)
