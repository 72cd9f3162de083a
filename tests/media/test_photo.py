"""Photos: upright thumbnails without metadata, honest times and positions, bombs refused."""

import io
import zlib
from typing import Any

import pytest
from PIL import Image

from kla_desktop.media.photo import TooLarge, difference_hash, enlarge, read_photo
from kla_desktop.media.probe import probe_bytes
from kla_desktop.model.capture import GeoPoint, TimeSource
from kla_desktop.model.evidence_kind import MediaKind
from tests.media.samples import CORPUS, encoded, exif, needs_corpus, picture

_GOOD_GPS: dict[int, Any] = {1: "S", 2: (6.0, 24.0, 9.0), 3: "E", 4: (106.0, 49.0, 8.4)}


def _shown(preview: bytes | None) -> Image.Image:
    assert preview is not None
    image = Image.open(io.BytesIO(preview))
    assert image.format == "JPEG"
    assert max(image.size) <= 256
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    return image


def _is_red(image: Image.Image, corner: tuple[float, float]) -> bool:
    pixel = image.convert("RGB").getpixel((int(image.width * corner[0]), int(image.height * corner[1])))
    assert isinstance(pixel, tuple)
    return pixel[0] > 200 and pixel[1] < 80 and pixel[2] < 80


@pytest.mark.parametrize(
    ("form", "kind", "mode"),
    [
        ("JPEG", MediaKind.JPEG, "RGB"),
        ("JPEG", MediaKind.JPEG, "CMYK"),
        ("PNG", MediaKind.PNG, "RGBA"),
        ("PNG", MediaKind.PNG, "P"),
        ("TIFF", MediaKind.TIFF, "RGB"),
        ("GIF", MediaKind.GIF, "P"),
        ("BMP", MediaKind.BMP, "RGB"),
        ("WEBP", MediaKind.WEBP, "RGB"),
    ],
)
def test_every_format_gets_a_thumbnail(form: str, kind: MediaKind, mode: str) -> None:
    found = read_photo(encoded(picture(mode=mode), form), kind)
    image = _shown(found.preview)
    assert image.size == (256, 192)
    assert (found.width, found.height, found.warnings) == (800, 600, ())
    assert _is_red(image, (0.05, 0.05))
    assert not _is_red(image, (0.9, 0.9))


@pytest.mark.parametrize("mode", ["L", "LA", "1", "I;16", "I", "F"])
def test_grey_modes_keep_their_tones(mode: str) -> None:
    grey = picture().convert("L")
    if mode == "I;16":
        image = grey.convert("I").point(lambda value: value * 256).convert("I;16")
    elif mode == "I":
        image = grey.convert("I").point(lambda value: value * 250)
    else:
        image = grey.convert(mode)
    kind, form = (MediaKind.TIFF, "TIFF") if mode in {"F", "I"} else (MediaKind.PNG, "PNG")
    shown = _shown(read_photo(encoded(image, form), kind).preview).convert("L")
    tones = shown.tobytes()
    dark, light = tones[40 * shown.width + 40], tones[150 * shown.width + 200]
    assert light > 230
    assert dark < 130


def test_transparency_shows_white() -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    palette = picture(mode="P")
    palette.info["transparency"] = palette.getpixel((799, 599))
    for image in (clear, palette):
        shown = _shown(read_photo(encoded(image, "PNG"), MediaKind.PNG).preview)
        corner = shown.convert("RGB").getpixel((shown.width - 3, shown.height - 3))
        assert isinstance(corner, tuple)
        assert min(corner) > 240


@pytest.mark.parametrize("orientation", range(1, 9))
def test_thumbnails_stand_upright(orientation: int) -> None:
    turn = Image.Transpose
    lay = {
        1: None,
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_90,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_270,
    }[orientation]
    stored = picture() if lay is None else picture().transpose(lay)
    data = encoded(stored, exif=exif(base={0x0112: orientation}))
    found = read_photo(data, MediaKind.JPEG)
    assert (found.width, found.height) == (800, 600)
    assert _is_red(_shown(found.preview), (0.05, 0.05))
    large = enlarge(data, MediaKind.JPEG, 500, 4 << 20)
    assert large is not None
    image = Image.open(io.BytesIO(large))
    assert image.size == (500, 375)
    assert _is_red(image, (0.05, 0.05))


def test_times_with_zone_and_fraction_in_order_of_trust() -> None:
    block = exif(
        times={
            0x9003: "2024:06:11 10:15:22",
            0x9011: "+07:00",
            0x9291: "5",
            0x9004: "2024:06:11 10:15:23",
        },
        base={0x0132: "2024:07:01 00:00:00", 0x010F: "Samsung", 0x0110: "Samsung SM-A546E\0\0"},
    )
    found = read_photo(encoded(picture(), exif=block), MediaKind.JPEG)
    assert [claim.value for claim in found.claims] == [
        "2024-06-11T10:15:22.500+07:00",
        "2024-06-11T10:15:23",
        "2024-07-01T00:00:00",
    ]
    assert [claim.confidence for claim in found.claims] == sorted(
        (claim.confidence for claim in found.claims), reverse=True
    )
    assert {claim.source for claim in found.claims} == {TimeSource.EXIF}
    assert found.camera == "Samsung SM-A546E"


@pytest.mark.parametrize(
    "value", ["0000:00:00 00:00:00", "2024:13:40 10:00:00", "    :  :     :  :  ", "yesterday", ""]
)
def test_impossible_times_are_not_claimed(value: str) -> None:
    assert read_photo(encoded(picture(), exif=exif(times={0x9003: value})), MediaKind.JPEG).claims == ()


def test_a_reset_clock_is_hardly_believed() -> None:
    data = encoded(picture(), exif=exif(times={0x9003: "2000:01:01 00:03:12"}))
    probed = probe_bytes("IMG_20240611_101522.jpg", data, None)
    assert probed.captured_at is not None
    assert probed.captured_at.value == "2024-06-11T10:15:22"


def test_a_good_position_is_kept() -> None:
    for form, kind in (("JPEG", MediaKind.JPEG), ("WEBP", MediaKind.WEBP), ("PNG", MediaKind.PNG)):
        found = read_photo(encoded(picture(), form, exif=exif(gps=_GOOD_GPS, base={0x0110: "A5"})), kind)
        assert found.gps == GeoPoint(-6.4025, 106.819)


@pytest.mark.parametrize(
    "change",
    [
        {1: ""},
        {3: "X"},
        {2: (96.0, 0.0, 0.0)},
        {4: (181.0, 0.0, 0.0)},
        {2: (6.0, 60.0, 0.0)},
        {2: (6.0, 24.0, 61.0)},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
        {2: 6.0},
    ],
)
def test_a_doubtful_position_is_no_position(change: dict[int, Any]) -> None:
    block = {tag: value for tag, value in (_GOOD_GPS | change).items() if value != ""}
    assert read_photo(encoded(picture(), exif=exif(gps=block)), MediaKind.JPEG).gps is None


def test_a_division_by_zero_is_no_position() -> None:
    data = encoded(picture(), exif=exif(gps=_GOOD_GPS | {2: (6.0, 24.0, 11.0)}))
    rational = (11).to_bytes(4, "big") + (1).to_bytes(4, "big")
    assert data.count(rational) == 1
    assert read_photo(data, MediaKind.JPEG).gps is not None
    assert read_photo(data.replace(rational, bytes(8)), MediaKind.JPEG).gps is None


def test_a_version_alone_is_no_position() -> None:
    assert read_photo(encoded(picture(), exif=exif(gps={0: b"\2\3\0\0"})), MediaKind.JPEG).gps is None


def test_a_cut_off_photo_is_shown_as_far_as_it_goes() -> None:
    noise = Image.effect_noise((1600, 1200), 60).convert("RGB")
    data = encoded(noise, quality=90)
    probed = probe_bytes("a.jpg", data[: len(data) // 2], None)
    assert probed.warnings == ("truncated",)
    assert _shown(probed.preview).size == (256, 192)
    assert probe_bytes("b.jpg", data, None).warnings == ()  # the leniency does not stay behind


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow grumbles; workers silence it
def test_garbage_is_a_warning_not_an_error() -> None:
    for data in (b"\xff\xd8\xff" + bytes(100), b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"II*\0" + b"\xff" * 60):
        probed = probe_bytes("a", data, None)
        assert probed.warnings == ("damaged",)
        assert probed.preview is None


def _png_bomb(side: int) -> bytes:
    packed = zlib.compressobj(9)
    row = bytes(1 + side * 3)
    body = b"".join(packed.compress(row) for _ in range(side)) + packed.flush()

    def chunk(name: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")

    header = side.to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = _png_bomb(13_000)
    assert len(bomb) < 1 << 20
    with pytest.raises(TooLarge):
        read_photo(bomb, MediaKind.PNG)
    assert probe_bytes("bomb.png", bomb, None).warnings == ("too_large",)


def test_looks_alike_after_recompression_and_resizing() -> None:
    scene = Image.effect_noise((40, 30), 90).resize((1600, 1200), Image.Resampling.BICUBIC).convert("RGB")
    first = read_photo(encoded(scene, quality=95), MediaKind.JPEG).dhash
    second = read_photo(encoded(scene.resize((800, 600)), quality=40), MediaKind.JPEG).dhash
    other = difference_hash(scene.transpose(Image.Transpose.ROTATE_180))
    assert first is not None
    assert second is not None
    assert (first ^ second).bit_count() <= 4
    assert (first ^ other).bit_count() > 12


@needs_corpus
def test_heic_from_phones_is_read() -> None:
    seen = 0
    for path in sorted((CORPUS / "photo" / "pillow-heif").glob("heif_other__*")):
        probed = probe_bytes(path.name, path.read_bytes(), None)
        if probed.media_kind is MediaKind.HEIC:
            _shown(probed.preview)
            seen += 1
    assert seen >= 2


@needs_corpus
def test_a_cut_off_heic_is_said_to_be() -> None:
    path = next(iter(sorted((CORPUS / "photo" / "pillow-heif").glob("heif_other__*"))))
    data = path.read_bytes()
    assert probe_bytes("a.heic", data, None).warnings == ()
    assert probe_bytes("a.heic", data[:-100], None).warnings in {("truncated",), ("damaged",)}
