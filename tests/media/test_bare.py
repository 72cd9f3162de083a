"""Photos and films without the notes of their camera: nothing told, not a pixel changed."""

import io

import pytest
from PIL import Image

from kla_desktop.media.bare import CannotBare, bare
from kla_desktop.media.kinds import kind_of
from kla_desktop.media.photo import enlarge, is_telling, read_photo
from kla_desktop.media.pool import ProbePool
from kla_desktop.model.evidence_kind import PHOTO_GROUP, MediaKind
from tests.media.samples import CORPUS, box, encoded, exif, needs_corpus, picture

POSITION = {1: "S", 2: (6.0, 24.0, 9.0), 3: "E", 4: (106.0, 47.0, 39.0)}
FORMS = ("JPEG", "PNG", "WEBP", "TIFF", "AVIF")


def noted(form: str, orientation: int = 1) -> bytes:
    block = exif({0x9003: "2024:06:11 10:15:22"}, POSITION, {0x010F: "KAMERA-SITI", 0x0112: orientation})
    return encoded(picture(), form, exif=block.tobytes())


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_told_and_no_pixel_changes(form: str) -> None:
    before = noted(form)
    kind = kind_of(before, "foto")
    assert is_telling(before, kind)
    after = bare(before, kind)
    assert kind_of(after, "foto") is kind
    assert not is_telling(after, kind)
    assert b"KAMERA-SITI" not in after
    assert Image.open(io.BytesIO(after)).tobytes() == Image.open(io.BytesIO(before)).tobytes()


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_a_photo_still_stands_upright(form: str) -> None:
    before = noted(form, orientation=6)
    kind = kind_of(before, "foto")
    after = bare(before, kind)
    assert not is_telling(after, kind)
    assert (read_photo(after, kind).width, read_photo(after, kind).height) == (600, 800)
    assert enlarge(after, kind, 900, 1 << 20) == enlarge(before, kind, 900, 1 << 20)


def test_what_hides_behind_the_picture_goes_too() -> None:
    photo = noted("JPEG")
    assert bare(photo + noted("JPEG"), MediaKind.JPEG) == bare(photo, MediaKind.JPEG)


def test_a_film_keeps_its_places_and_loses_its_notes() -> None:
    header = box(b"mvhd", bytes(100))
    notes = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7-6.4025+106.7942/"))
    track = box(b"trak", box(b"tkhd", bytes(84)) + box(b"meta", bytes(4) + b"-6.4025+106.7942/"))
    before = (
        box(b"ftyp", b"isom\0\0\2\0isommp42") + box(b"mdat", bytes(range(200))) + box(b"moov", header + track + notes)
    )
    after = bare(before, MediaKind.MP4)
    assert len(after) == len(before)
    assert b"106.7942" in before
    assert b"106.7942" not in after
    assert after.count(b"free") == 2
    assert after[: before.index(b"moov")] == before[: before.index(b"moov")]


def test_a_film_with_a_track_of_places_is_refused() -> None:
    track = box(b"trak", box(b"mdia", box(b"minf", b"gpmd")))
    with pytest.raises(CannotBare):
        bare(box(b"ftyp", b"isom\0\0\2\0isommp42") + box(b"moov", track), MediaKind.MP4)


def test_a_file_cut_short_is_drawn_anew_without_notes() -> None:
    before = noted("JPEG")
    cut = before[: len(before) - 200]
    with pytest.raises(CannotBare):
        bare(cut, MediaKind.JPEG)
    with ProbePool(workers=1) as pool:
        made = pool.bare("foto.jpg", cut)
        assert pool.bare("rusak.mp4", box(b"ftyp", b"isom\0\0\2\0isommp42")) is None
    assert made is not None
    assert not is_telling(made, MediaKind.JPEG)


@needs_corpus
def test_real_photos_with_a_position() -> None:
    files = sorted((CORPUS / "photo" / "gps-extra").iterdir())
    assert len(files) >= 4
    for file in files:
        before = file.read_bytes()
        after = bare(before, MediaKind.JPEG)
        assert read_photo(before, MediaKind.JPEG, preview=False).gps is not None
        found = read_photo(after, MediaKind.JPEG, preview=False)
        assert (found.gps, found.camera, found.claims) == (None, "", ())
        assert Image.open(io.BytesIO(after)).tobytes() == Image.open(io.BytesIO(before)).tobytes()


@needs_corpus
def test_photos_by_strangers_never_tell_through_the_pool() -> None:
    files = [path for path in sorted((CORPUS / "photo").rglob("*")) if path.is_file()][::5]
    made = 0
    with ProbePool(workers=2) as pool:
        for path in files:
            data = path.read_bytes()
            if kind_of(data, path.name).group != PHOTO_GROUP:
                continue
            after = pool.bare(path.name, data)
            if after is None:
                continue
            made += 1
            assert pool.probe("x", after).gps is None, path.name
            assert pool.probe("x", after).camera == "", path.name
    assert made > 20
