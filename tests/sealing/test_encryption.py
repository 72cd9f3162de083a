"""Sealing streams: round trips, refusals, the age test vectors, and Debian's age as the judge."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from kla_desktop.sealing.encryption import LibraryCipher, LibrarySealer, seal, unsealed
from kla_desktop.sealing.keys import BadKey, UnsealingKey
from kla_desktop.sealing.seal_errors import NoMatchingKey, NotSealed, SealDamaged, SealError

KEY = UnsealingKey.create()
OTHER = UnsealingKey.create()


def sealed(data: bytes, *recipients: str) -> bytes:
    out = io.BytesIO()
    seal(io.BytesIO(data), out, recipients or (KEY.recipient,))
    return out.getvalue()


def opened(data: bytes, key: UnsealingKey = KEY) -> bytes:
    return b"".join(unsealed(io.BytesIO(data), key.secret))


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1 << 20])
def test_each_recipient_opens_what_was_sealed(size: int) -> None:
    data = bytes(index * 7 & 255 for index in range(size))
    box = sealed(data, KEY.recipient, OTHER.recipient)
    assert opened(box) == data
    assert opened(box, OTHER) == data


def test_nobody_else_opens_it() -> None:
    with pytest.raises(NoMatchingKey):
        opened(sealed(b"rahasia"), OTHER)


def test_sealing_to_nobody_or_to_nonsense_is_refused() -> None:
    with pytest.raises(ValueError):
        seal(io.BytesIO(b""), io.BytesIO(), ())
    with pytest.raises(BadKey):
        seal(io.BytesIO(b""), io.BytesIO(), ("age1nonsense",))


def test_every_cut_and_every_addition_is_noticed() -> None:
    box = sealed(b"x" * 70_000)
    for end in [*range(300), *range(300, len(box), 997), len(box) - 1]:
        with pytest.raises(SealError):
            opened(box[:end])
    for tail in (b"\0", b"x" * 16, box):
        with pytest.raises(SealDamaged):
            opened(box + tail)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"age-encryption.org/v2\n", b"%PDF-1.7" * 1000])
def test_other_files_are_told_apart(data: bytes) -> None:
    with pytest.raises(NotSealed):
        opened(data)


class Full:
    def write(self, data: bytes | memoryview) -> int:
        raise OSError(28, "No space left on device")


class Broken:
    def read(self, size: int) -> bytes:
        raise OSError(5, "Input/output error")


def test_errors_of_the_disk_come_through_as_they_are() -> None:
    box = sealed(b"x" * 200_000)
    with pytest.raises(OSError, match="No space"):
        LibraryCipher(KEY.secret).open_stream(io.BytesIO(box), Full())
    with pytest.raises(OSError, match="No space"):
        seal(io.BytesIO(b"x" * 200_000), Full(), (KEY.recipient,))
    with pytest.raises(OSError, match="Input/output"):
        seal(Broken(), io.BytesIO(), (KEY.recipient,))
    with pytest.raises(OSError, match="Input/output"):
        list(unsealed(Broken(), KEY.secret))


@pytest.mark.parametrize("size", [10, 3 << 20, 9 << 20])
def test_library_objects_are_read_at_the_readers_pace(tmp_path: Path, size: int) -> None:
    cipher = LibraryCipher(KEY.secret)
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    path = tmp_path / "object"
    with path.open("wb") as out:
        LibrarySealer(cipher.recipient).seal_stream(io.BytesIO(data), out)
    assert data[:64] not in path.read_bytes()
    pieces = list(cipher.open_chunks(path))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= 1 << 20
    damaged = bytearray(path.read_bytes())
    damaged[-1] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(SealDamaged):
        list(cipher.open_chunks(path))


def test_small_things_in_memory() -> None:
    cipher = LibraryCipher(KEY.secret)
    assert cipher.open_bytes(cipher.seal_bytes(b"catatan")) == b"catatan"
    assert not hasattr(LibrarySealer(cipher.recipient), "open_bytes")


@pytest.mark.skipif(shutil.which("age") is None, reason="no age program here to judge")
def test_age_opens_ours_and_we_open_ages(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY.secret + "\n")
    (tmp_path / "ours.age").write_bytes(sealed(b"x" * 100_000))
    plain = subprocess.run(["age", "-d", "-i", "key", "ours.age"], cwd=tmp_path, capture_output=True, check=True)
    assert plain.stdout == b"x" * 100_000
    theirs = subprocess.run(["age", "-r", KEY.recipient], input=b"y" * 100_000, capture_output=True, check=True)
    assert opened(theirs.stdout) == b"y" * 100_000
