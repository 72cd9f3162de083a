"""Our age files against pyrage, against the payloads of the public test vectors, and against the `age` program."""

import io
import os
import random
import shutil
import subprocess
import zlib
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from kla_desktop.sealing.age_format import CHUNK, raw_key
from kla_desktop.sealing.age_writer import PayloadWriter, write_age, write_payload
from kla_desktop.sealing.keys import UnsealingKey

KEYS = [UnsealingKey.create() for _ in range(3)]
SIZES = sorted(
    {
        0,
        1,
        15,
        CHUNK - 1,
        CHUNK,
        CHUNK + 1,
        2 * CHUNK,
        16 * CHUNK - 1,
        16 * CHUNK,
        16 * CHUNK + 1,
        17 * CHUNK,
        40 * CHUNK + 7,
    }
)


class Dribble(io.RawIOBase):
    """Gives fewer bytes than asked."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readinto(self, into: bytearray) -> int:  # type: ignore[override]
        piece = self._data.read(min(len(into), 10_007))
        into[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize("size", SIZES)
def test_pyrage_opens_every_size(size: int) -> None:
    plain, sealed = os.urandom(size), io.BytesIO()
    write_age(Dribble(plain), sealed, [KEYS[0].recipient])
    assert pyrage.decrypt(sealed.getvalue(), [pyrage.x25519.Identity.from_str(KEYS[0].secret)]) == plain


@pytest.mark.parametrize("size", SIZES)
def test_pieces_of_any_size_make_the_same_file_as_one(size: int) -> None:
    chance, plain = random.Random(size), os.urandom(size)
    file_key, nonce = os.urandom(16), os.urandom(16)
    whole, pieced = io.BytesIO(), io.BytesIO()
    write_payload(plain, whole, file_key, nonce)
    writer, given = PayloadWriter(pieced, file_key, nonce), 0
    while given < size:
        end = given + chance.choice((1, 46, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 20 * CHUNK))
        piece = bytearray(plain[given:end])
        writer.write(memoryview(piece))
        piece[:] = bytes(len(piece))  # its memory is free again
        given = end
    writer.finish()
    assert pieced.getvalue() == whole.getvalue()


def test_every_recipient_opens_it_and_nobody_else() -> None:
    sealed = io.BytesIO()
    write_age(io.BytesIO(b"notulen"), sealed, [key.recipient for key in KEYS[:2]])
    for key in KEYS[:2]:
        assert pyrage.decrypt(sealed.getvalue(), [pyrage.x25519.Identity.from_str(key.secret)]) == b"notulen"
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed.getvalue(), [pyrage.x25519.Identity.from_str(KEYS[2].secret)])


def test_no_two_files_are_alike() -> None:
    made = []
    for _ in range(50):
        sealed = io.BytesIO()
        write_age(io.BytesIO(b"sama"), sealed, [KEYS[0].recipient])
        made.append(sealed.getvalue())
    assert len(set(made)) == 50


def test_a_key_is_spelt_as_the_specification_says() -> None:
    # RFC 7748's public key of Alice, in Bech32 (BIP 173) with age's prefix
    for key in KEYS:
        assert len(raw_key(key.recipient)) == 32
    assert raw_key("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw").hex() == "00443214c74254b635cf84653a56d7c675be77df"


def test_payloads_equal_those_of_the_vectors(shared: Path) -> None:
    """Each good vector names its file key; with it and its nonce we must write the very same bytes."""
    equal = 0
    for path in sorted((shared / "corpus/age/cctv").iterdir()):
        head, _, body = path.read_bytes().partition(b"\n\n")
        fields = dict(line.split(": ", 1) for line in head.decode("latin-1").splitlines())
        if fields.get("expect") != "success" or "armored" in fields or "file key" not in fields:
            continue
        if fields.get("compressed") == "zlib":
            body = zlib.decompress(body)
        start = body.index(b"\n", body.index(b"\n--- ") + 1) + 1
        nonce, payload = body[start : start + 16], body[start + 16 :]
        plain = _opened(body, fields)
        if plain is None:
            continue
        assert sha256(plain).hexdigest() == fields["payload"]
        made = io.BytesIO()
        write_payload(io.BytesIO(plain), made, bytes.fromhex(fields["file key"]), nonce)
        assert made.getvalue() == payload, path.name
        equal += 1
    assert equal >= 10


def _opened(body: bytes, fields: dict[str, str]) -> bytes | None:
    if not fields.get("identity", "").startswith("AGE-SECRET-KEY-1"):
        return None
    return bytes(pyrage.decrypt(body, [pyrage.x25519.Identity.from_str(fields["identity"])]))


@pytest.mark.skipif(shutil.which("age") is None, reason="no age program here to judge")
@pytest.mark.parametrize("size", [0, CHUNK, 3 * CHUNK + 5])
def test_the_age_program_opens_it(tmp_path: Path, size: int) -> None:
    plain = os.urandom(size)
    (tmp_path / "key").write_text(KEYS[0].secret + "\n")
    with (tmp_path / "ours.age").open("wb") as out:
        write_age(io.BytesIO(plain), out, [KEYS[1].recipient, KEYS[0].recipient])
    found = subprocess.run(["age", "-d", "-i", "key", "ours.age"], cwd=tmp_path, capture_output=True, check=True)
    assert found.stdout == plain
