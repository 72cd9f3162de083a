"""The ZIP: what others say of ours, and every way in which a strange one is refused."""

import io
import random
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_desktop.bagging.fixity import Piece
from kla_desktop.bagging.profile import Limits
from kla_desktop.bagging.zip_reader import ZipReader
from kla_desktop.bagging.zip_writer import ZipEntry, zip_stream
from kla_desktop.model.errors import ErrorCode, Fixable
from tests.bagging.bags import MADE_AT, archive, entry
from tests.bagging.test_names import HOSTILE

TWO = archive(entry("a/satu.txt", b"satu"), entry("a/dua.txt", b"dua dua"))


class Trickle:
    """Gives at most `step` bytes at a time, as a pipe may."""

    def __init__(self, data: bytes, step: int) -> None:
        self.stream = io.BytesIO(data)
        self.step = step

    def read(self, size: int) -> bytes:
        return self.stream.read(min(size, self.step))


def read(data: bytes, limits: Limits | None = None, step: int = 1 << 20) -> dict[str, bytes]:
    reader = ZipReader(Trickle(data, step), limits or Limits())
    found = {}
    while (header := reader.next_entry()) is not None:
        found[header[0]] = b"".join(reader.pieces())
        if zlib.crc32(found[header[0]]) != header[2]:
            raise Fixable(ErrorCode.BUNDLE_DAMAGED, why="crc")
    return found


def refused(data: bytes, limits: Limits | None = None) -> ErrorCode:
    with pytest.raises(Fixable) as raised:
        read(data, limits)
    return raised.value.code


@given(st.dictionaries(st.text("abcdé ", min_size=1, max_size=9).map(lambda n: f"d/x{n}x"), st.binary(max_size=99)))
def test_what_is_written_is_read_in_any_steps(files: dict[str, bytes]) -> None:
    if not files:
        return
    data = archive(*(entry(name, body) for name, body in files.items()))
    assert read(data, step=3) == files
    with zipfile.ZipFile(io.BytesIO(data)) as judge:
        assert judge.testzip() is None
        assert {name: judge.read(name) for name in judge.namelist()} == files


@pytest.mark.skipif(shutil.which("unzip") is None, reason="no unzip program here to judge")
def test_unzip_accepts_it(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(TWO)
    subprocess.run(["unzip", "-t", "a.zip"], cwd=tmp_path, check=True, capture_output=True)


def test_entry_with_a_wrong_size_is_not_written() -> None:
    for size in (3, 5):
        lying = ZipEntry("a", size, 0, lambda: (b"1234",))
        with pytest.raises(ValueError):
            b"".join(zip_stream([lying], MADE_AT))


@pytest.mark.parametrize("name", [name for name in HOSTILE if name.isprintable() or name.isascii()], ids=ascii)
def test_hostile_names_are_refused_before_their_bytes(name: str) -> None:
    reader = ZipReader(io.BytesIO(archive(entry("a/b"), entry(name, b"x"))), Limits())
    assert reader.next_entry() == ("a/b", 0, 0)
    with pytest.raises(Fixable) as raised:
        reader.next_entry()
    assert raised.value.code is ErrorCode.BUNDLE_DAMAGED


@pytest.mark.parametrize(
    ("first", "second"),
    [("a/x", "a/x"), ("a/x", "A/X"), ("a/é", "a/e\u0301"), ("a/ß", "a/SS"), ("a/x", "a/x/y"), ("a/x/y", "a/x")],
    ids=ascii,
)
def test_names_that_meet_on_some_system_are_refused(first: str, second: str) -> None:
    assert refused(archive(entry(first), entry(second))) is ErrorCode.BUNDLE_DAMAGED


def patched(offset: int, form: str, value: int, data: bytes = TWO) -> bytes:
    changed = bytearray(data)
    struct.pack_into(form, changed, offset, value)
    return bytes(changed)


@pytest.mark.parametrize(
    "data",
    [
        patched(6, "<H", 0x0808),  # data descriptor announced
        patched(6, "<H", 0x0801),  # encrypted
        patched(6, "<H", 0),  # not UTF-8
        patched(8, "<H", 8),  # deflated
        patched(14, "<I", 1),  # other CRC
        patched(18, "<I", 5),  # packed size differs
        patched(4, "<H", 63),  # asks for a newer unzip
        patched(28, "<H", 4),  # an extra field
        patched(26, "<H", 65_535),  # name runs into the data
        TWO[:4] + TWO[4:].replace(b"satu.txt", b"tiga.txt", 1),  # local name differs from the central one
        TWO + b"\0",
        TWO + TWO,
        b"\0" + TWO,
        TWO[:-22] + TWO[-22:-2] + b"\x01\0x",  # archive comment
        TWO.replace(b"PK\x01\x02", b"PK\x03\x04"),
        TWO.replace(b"PK\x05\x06", b"PK\x06\x06"),
    ],
)
def test_anything_that_our_writer_does_not_write_is_refused(data: bytes) -> None:
    assert refused(data) in {ErrorCode.BUNDLE_DAMAGED, ErrorCode.NOT_A_BUNDLE}


def test_directory_must_tell_the_same_entries_in_the_same_order() -> None:
    swapped = archive(entry("a/dua.txt", b"dua dua"), entry("a/satu.txt", b"satu"))
    start = TWO.index(b"PK\x01\x02")
    assert refused(TWO[:start] + swapped[swapped.index(b"PK\x01\x02") :]) is ErrorCode.BUNDLE_DAMAGED
    only_one = archive(entry("a/satu.txt", b"satu"))
    assert refused(TWO[:start] + only_one[only_one.index(b"PK\x01\x02") :]) is ErrorCode.BUNDLE_DAMAGED


def test_links_overlaps_and_descriptors_of_other_writers_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        link = zipfile.ZipInfo("a/link")
        link.external_attr = 0o120777 << 16
        link.create_system = 3
        other.writestr(link, "/etc")
        other.writestr("a/link/passwd", "x")
    assert refused(out.getvalue()) is ErrorCode.BUNDLE_DAMAGED
    piped = io.BytesIO()

    class NoSeek(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            return piped.write(bytes(data))  # type: ignore[call-overload]

    with zipfile.ZipFile(NoSeek(), "w") as other:
        other.writestr("a/x", b"x" * 100)
    assert refused(piped.getvalue()) is ErrorCode.BUNDLE_DAMAGED


def test_every_cut_is_refused() -> None:
    for end in range(len(TWO)):
        assert refused(TWO[:end]) in {ErrorCode.BUNDLE_DAMAGED, ErrorCode.NOT_A_BUNDLE}
    assert refused(b"") is ErrorCode.NOT_A_BUNDLE
    assert refused(b"halo, ini bukan zip") is ErrorCode.NOT_A_BUNDLE


def test_every_flipped_bit_is_refused() -> None:
    for position in range(len(TWO)):
        for bit in range(8):
            changed = bytearray(TWO)
            changed[position] ^= 1 << bit
            with pytest.raises(Fixable):
                read(bytes(changed))


def test_bombs_end_at_the_limits() -> None:
    assert refused(archive(entry("a"), entry("b")), Limits(entries=1)) is ErrorCode.BUNDLE_TOO_LARGE
    assert refused(archive(entry("a", b"12345")), Limits(entry=4)) is ErrorCode.BUNDLE_TOO_LARGE

    def endless() -> Iterator[Piece]:
        yield from zip_stream((entry(f"a/{number}") for number in range(10**9)), MADE_AT)

    class Source:
        def __init__(self) -> None:
            self.pieces = endless()
            self.rest: Piece = b""
            self.given = 0

        def read(self, size: int) -> Piece:
            while not self.rest:
                self.rest = next(self.pieces)
            piece, self.rest = self.rest[:size], self.rest[size:]
            self.given += len(piece)
            return piece

    source = Source()
    reader = ZipReader(source, Limits(entries=2000))
    for _ in range(2000):
        assert reader.next_entry() is not None
    with pytest.raises(Fixable) as raised:
        reader.next_entry()
    assert raised.value.code is ErrorCode.BUNDLE_TOO_LARGE
    assert source.given < 200_000


def test_random_damage_raises_nothing_but_refusals() -> None:
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(300):
        changed = bytearray(TWO)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(changed))
            kind = chance.randrange(3)
            if kind == 0:
                changed[at] = chance.randrange(256)
            elif kind == 1:
                del changed[at : at + chance.randrange(1, 9)]
            else:
                changed[at:at] = chance.randbytes(chance.randrange(1, 9))
        if bytes(changed) != TWO:
            with pytest.raises(Fixable):
                read(bytes(changed))


@pytest.mark.heavy
@pytest.mark.timeout(900)
def test_more_than_four_gibibytes_go_through_and_others_agree(tmp_path: Path) -> None:
    mebibyte, count = bytes(1 << 20), 4100
    crc = 0
    for _ in range(count):
        crc = zlib.crc32(mebibyte, crc)
    large = ZipEntry("a/besar.bin", count << 20, crc, lambda: (mebibyte for _ in range(count)))
    after = entry("a/setelah.txt", b"sesudah empat gibibyte")
    path = tmp_path / "large.zip"
    with path.open("wb") as out:
        for piece in zip_stream([entry("a/awal.txt", b"awal"), large, after], MADE_AT):
            if piece == mebibyte:
                out.seek(len(piece), io.SEEK_CUR)  # a hole in the file instead of zeros
            else:
                out.write(piece)
    with path.open("rb") as stream:
        reader = ZipReader(stream, Limits())
        sizes = {}
        while (header := reader.next_entry()) is not None:
            sizes[header[0]] = sum(len(piece) for piece in reader.pieces())
    assert sizes == {"a/awal.txt": 4, "a/besar.bin": count << 20, "a/setelah.txt": 22}
    with zipfile.ZipFile(path) as judge:
        assert judge.testzip() is None
        assert judge.read("a/setelah.txt") == b"sesudah empat gibibyte"
    if shutil.which("unzip") is not None:
        subprocess.run(["unzip", "-t", str(path)], check=True, capture_output=True)
