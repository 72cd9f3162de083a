"""Photos are seen with the small picture that they bring along, papers by their words; the rest is read later."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from kla_desktop.app import bootstrap
from kla_desktop.media.probe import Probed, glance_bytes, probe_bytes
from kla_desktop.model.listing import Filter, Item
from kla_desktop.model.station import Role
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.likeness_table import PICTURE, TEXT
from kla_desktop.system.progress import SilentProgress
from tests.media.samples import docx, encoded, pdf, picture, with_small_picture

SILENT = SilentProgress()


def photo(size: tuple[int, int] = (1600, 1200), small: tuple[int, int] = (160, 120), orientation: int = 1) -> bytes:
    """A photo of a megabyte or so, with noise as a sensor makes it; the small picture is green, to tell it by."""
    noise = Image.effect_noise(size, 90).convert("RGB")
    whole = encoded(Image.blend(picture(size), noise, 0.5), quality=92)
    return with_small_picture(whole, encoded(Image.new("RGB", small, (0, 160, 0))), orientation)


def is_green(jpeg: bytes) -> bool:
    red, green, blue = Image.open(io.BytesIO(jpeg)).convert("RGB").resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    return green > 2 * red + 20 and green > 2 * blue + 20


def facts(probed: Probed) -> tuple[object, ...]:
    return probed.width, probed.height, probed.claims, probed.gps, probed.camera


@pytest.mark.parametrize("orientation", [1, 6, 8])
def test_a_glance_says_what_the_whole_file_says(orientation: int) -> None:
    data = photo(orientation=orientation)
    seen, whole = glance_bytes("IMG_1.jpg", data[: 256 << 10], None), probe_bytes("IMG_1.jpg", data, None)
    assert seen is not None
    assert facts(seen) == facts(whole)
    assert seen.claims[0].value == "2024-06-11T09:30:00"
    assert seen.preview is not None
    assert whole.preview is not None
    turned = Image.open(io.BytesIO(seen.preview)).size
    assert (turned[0] > turned[1]) is (orientation == 1)
    assert seen.is_glance
    assert not whole.is_glance


def test_black_bars_are_cut_off() -> None:
    seen = glance_bytes("a.jpg", photo((1600, 900)), None)
    assert seen is not None
    assert seen.preview is not None
    assert Image.open(io.BytesIO(seen.preview)).size == (160, 90)


@pytest.mark.parametrize("data", [
    encoded(picture((1600, 1200))),
    photo(small=(60, 45)),
    photo((900, 1200)),
    with_small_picture(encoded(picture()), b"\xff\xd8 no picture"),
    photo()[:900],
    b"",
])  # fmt: skip
def test_where_a_glance_is_not_enough(data: bytes) -> None:
    assert glance_bytes("a.jpg", data, None) is None


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    bootstrap.create(tmp_path / "pustaka", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "pustaka") as ws:
        yield ws


def _only(ws: Workspace) -> Item:
    (item,) = ws.store.evidence.items([row for row, _ in ws.store.evidence.rows(Filter())])
    return item


def test_an_item_is_there_at_once_and_read_through_later(library: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(photo())
    assert path.stat().st_size > 512 << 10
    ingest(library, IngestRequest((str(path),), glance=True), SILENT)
    item = _only(library)
    sha256 = item.digest.sha256
    assert (item.captured_at, item.captured_at_source) == ("2024-06-11T09:30:00", "exif")
    assert is_green(library.store.previews.get([sha256])[sha256])
    assert library.store.local.underived() == [sha256]
    done = derive(library, DeriveRequest(), SILENT)
    assert (done.count, done.pictures) == (1, (sha256,))
    assert not is_green(library.store.previews.get([sha256])[sha256])
    derived = library.store.local.derived(sha256)
    assert derived is not None
    assert (derived.width, derived.height, derived.warnings) == (1600, 1200, ())
    assert derived.dhash is not None
    assert library.store.local.underived() == []


def test_without_a_glance_nothing_is_left_for_later(library: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(photo())
    ingest(library, IngestRequest((str(path),)), SILENT)
    assert library.store.local.underived() == []


def test_damage_is_told_once_the_pixels_were_read(library: Workspace, tmp_path: Path) -> None:
    whole = photo()
    path = tmp_path / "IMG_0002.jpg"
    path.write_bytes(whole[: len(whole) * 3 // 4])
    ingest(library, IngestRequest((str(path),), glance=True), SILENT)
    assert _only(library).warnings == ()
    derive(library, DeriveRequest(), SILENT)
    assert _only(library).warnings == ("truncated",)


def test_what_an_ended_program_had_only_glanced_at_is_read_by_the_next(tmp_path: Path) -> None:
    folder, files = tmp_path / "pustaka", tmp_path / "foto"
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    files.mkdir()
    for number in range(3):
        (files / f"IMG_{number}.jpg").write_bytes(photo() + os.urandom(8))
    with bootstrap.opened(folder) as ws:
        ingest(ws, IngestRequest((str(files),), glance=True), SILENT)
        derive(ws, DeriveRequest(limit=1), SILENT)
        assert len(ws.store.local.underived()) == 2
    with bootstrap.opened(folder) as ws:
        assert derive(ws, DeriveRequest(), SILENT).count == 2
        assert ws.store.local.underived() == []


def test_one_worker_is_enough_for_glances(library: Workspace, tmp_path: Path) -> None:
    folder, taken = tmp_path / "masuk", photo()
    folder.mkdir()
    for number in range(8):
        (folder / f"foto-{number}.jpg").write_bytes(taken + bytes([number]))
    added = ingest(library, IngestRequest((str(folder),), glance=True), SILENT).added
    assert len(library.probes.pids()) == 1
    assert len(library.store.previews.get([one.sha256 for one in added])) == 8


def _words_of(ws: Workspace, word: str) -> list[str]:
    return [hit.title for hit in ws.store.search.find(Filter(text=word)).items]


@pytest.mark.parametrize(("name", "made", "hashed"), [
    ("undangan.pdf", lambda: pdf("Undangan rapat posyandu 11 Juni 2024"), True),
    ("notulen.docx", lambda: docx("Notulen rapat posyandu 11 Juni 2024"), False),
])  # fmt: skip
def test_a_paper_is_found_by_its_words_at_once_and_drawn_later(
    library: Workspace, tmp_path: Path, name: str, made: Callable[[], bytes], hashed: bool
) -> None:
    path = tmp_path / name
    path.write_bytes(made())
    ingest(library, IngestRequest((str(path),), glance=True), SILENT)
    item = _only(library)
    sha256 = item.digest.sha256
    assert _words_of(library, "posyandu") == [name]
    assert item.captured_at == "2024-06-11"
    assert library.store.previews.get([sha256]) == {}
    assert (library.store.local.underived(), library.store.local.undrawn()) == ([], [sha256])
    assert library.store.likeness.is_sound()
    assert derive(library, DeriveRequest(), SILENT).pictures == (sha256,)
    later, whole = library.store.local.derived(sha256), probe_bytes(name, path.read_bytes(), None)
    assert later is not None
    assert library.store.previews.get([sha256]) == {sha256: whole.preview}
    assert (later.pages, later.dhash, later.warnings) == (whole.pages, whole.dhash, whole.warnings)
    assert (later.dhash is not None) is hashed
    assert library.store.local.undrawn() == []
    assert library.store.likeness.is_sound()
    assert _words_of(library, "posyandu") == [name]
    assert derive(library, DeriveRequest(), SILENT).count == 0


def test_a_paper_is_compared_by_its_picture_only_once_there_is_one(library: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "undangan.pdf"
    path.write_bytes(pdf("Undangan"))
    ingest(library, IngestRequest((str(path),), glance=True), SILENT)
    assert {look.way for look in library.store.likeness.unmade(9)} == {TEXT}
    derive(library, DeriveRequest(), SILENT)
    assert {look.way for look in library.store.likeness.unmade(9)} == {TEXT, PICTURE}


def test_what_was_wrong_with_a_paper_is_known_at_once_and_stays(library: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "terpotong.docx"
    path.write_bytes(docx("Notulen rapat")[:-40])
    ingest(library, IngestRequest((str(path),), glance=True), SILENT)
    at_once = _only(library).warnings
    derive(library, DeriveRequest(), SILENT)
    assert at_once == _only(library).warnings == ("damaged",)


def test_a_paper_whose_bytes_were_lost_before_it_was_drawn_keeps_what_was_read(
    library: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "undangan.pdf"
    path.write_bytes(pdf("Undangan rapat"))
    ingest(library, IngestRequest((str(path),), glance=True), SILENT)
    sha256 = _only(library).digest.sha256
    held = library.store.local.object(sha256)
    assert held is not None
    library.store.objects.path(held.name).write_bytes(b"kosong")
    derive(library, DeriveRequest(), SILENT)
    later = library.store.local.derived(sha256)
    assert later is not None
    assert (later.pages, later.warnings, later.undrawn) == (1, ("damaged",), False)
    assert _words_of(library, "undangan") == ["undangan.pdf"]


@pytest.mark.parametrize("prepared", [False, True])
def test_one_worker_is_enough_for_a_few_papers(library: Workspace, tmp_path: Path, prepared: bool) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    for number in range(8):
        (folder / f"undangan-{number}.docx").write_bytes(docx(f"Undangan rapat {number}"))
    if prepared:
        library.probes.prepare()
    ingest(library, IngestRequest((str(folder),), glance=True), SILENT)
    assert len(library.probes.pids()) == 1
    assert len(_words_of(library, "undangan")) == 8
