"""Containers: listed and taken out within bounds; hostile names stay words, bombs stop early."""

import io
import os
import struct
import zipfile
from collections.abc import Iterator

import pytest
import pyzipper

from kla_desktop.media import unfolding
from kla_desktop.media.pool import ProbePool
from kla_desktop.media.unfolder import CannotUnfold
from kla_desktop.media.unfolding import Container, NeedsPassword, TooMuch
from kla_desktop.model.evidence_kind import MediaKind
from tests.media.samples import CORPUS, needs_corpus, zipped


@pytest.fixture(scope="module")
def pool() -> Iterator[ProbePool]:
    with ProbePool(workers=1) as made:
        yield made


def all_of(data: bytes, at: int, password: str = "") -> bytes:
    return b"".join(Container(data, MediaKind.ZIP, password).pieces(at))


def test_entries_are_listed_as_they_are_named_and_taken_by_place() -> None:
    data = zipped({"Foto/a.jpg": b"1", "../../jahat.txt": b"2", "C:\\x\\y.doc": b"3", ".DS_Store": b"", "map/": b""})
    entries = Container(data, MediaKind.ZIP).entries()
    assert [entry.name for entry in entries] == ["Foto/a.jpg", "../../jahat.txt", "C:\\x\\y.doc"]
    assert [all_of(data, at) for at in range(3)] == [b"1", b"2", b"3"]


def test_the_same_name_twice_is_two_files() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "satu")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "dua")
    assert [all_of(out.getvalue(), at) for at in range(2)] == [b"satu", b"dua"]


def test_links_are_not_followed_and_not_listed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("pintas")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "isi")
    assert [entry.name for entry in Container(out.getvalue(), MediaKind.ZIP).entries()] == ["a.txt"]


def test_a_bomb_stops_early(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"nol.bin": bytes(50 << 20)})
    pieces = Container(data, MediaKind.ZIP).pieces(0)
    taken: list[int] = []
    with pytest.raises(TooMuch):
        taken.extend(len(piece) for piece in pieces)
    assert sum(taken) < 12 << 20
    monkeypatch.setattr(unfolding, "MAX_TOTAL", 1000)
    container = Container(zipped({"a": os.urandom(800), "b": os.urandom(800)}), MediaKind.ZIP)
    assert len(b"".join(container.pieces(0))) == 800
    with pytest.raises(TooMuch):
        list(container.pieces(1))


def test_a_lying_size_is_counted_not_believed() -> None:
    data = bytearray(zipped({"a.bin": b"x" * 1000}, compression=0))
    at = data.rindex(b"PK\1\2")
    struct.pack_into("<I", data, at + 24, 600 << 20)
    with pytest.raises(TooMuch):
        all_of(bytes(data), 0)


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfolding, "MAX_ENTRIES", 3)
    with pytest.raises(TooMuch):
        Container(zipped({str(n): b"" for n in range(4)}), MediaKind.ZIP)


def test_locked_entries_need_the_password() -> None:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword("kata sandi é".encode())
        archive.writestr("rahasia.txt", "isi")
    data = out.getvalue()
    assert [entry.locked for entry in Container(data, MediaKind.ZIP).entries()] == [True]
    assert all_of(data, 0, "kata sandi é") == b"isi"
    for wrong in ("", "salah"):
        with pytest.raises(NeedsPassword):
            all_of(data, 0, wrong)


def test_names_in_utf8_that_do_not_say_so() -> None:
    data = zipped({"Notulen café.txt": b"x"})
    plain = data.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))
    assert Container(plain, MediaKind.ZIP).entries()[0].name == "Notulen café.txt"


def test_the_worker_hands_over_each_entry_with_its_outcome(pool: ProbePool) -> None:
    big = os.urandom(3 << 20)
    data = zipped({"a.bin": big, "bom.bin": bytes(50 << 20), "c.txt": b"akhir"})
    with pool.unfold("a.zip") as opening:
        opening.write(data)
        assert [entry.size for entry in opening.entries()] == [3 << 20, 50 << 20, 5]
    found: list[tuple[int, int, str | None]] = []
    with pool.unfold("a.zip", [0, 1, 2]) as opening:
        opening.write(data)
        for entry in opening.taken():
            size = 0
            while piece := entry.read(100_000):
                size += len(piece)
            found.append((entry.at, size, entry.outcome))
    assert found[0] == (0, 3 << 20, "")
    assert found[1][2] == "too_large"
    assert found[2] == (2, 5, "")


def test_what_is_no_container_is_refused(pool: ProbePool) -> None:
    with pool.unfold("a.zip") as opening:
        opening.write(b"PK\3\4 broken")
        with pytest.raises(CannotUnfold):
            opening.entries()


@needs_corpus
def test_every_archive_of_the_corpus_is_listed_or_refused(pool: ProbePool) -> None:
    for path in sorted((CORPUS / "zip").rglob("*.zip*")):
        try:
            with pool.unfold(path.name) as opening:
                opening.write(path.read_bytes())
                places = [at for at, entry in enumerate(opening.entries()) if entry.size < 1 << 20][:20]
        except CannotUnfold:
            continue
        with pool.unfold(path.name, places) as opening:
            opening.write(path.read_bytes())
            outcomes = []
            for entry in opening.taken():
                entry.skip()
                outcomes.append(entry.outcome)
        assert set(outcomes) <= {"", "damaged", "password", "too_large", "unsupported"}
        assert len(outcomes) == len(places)
