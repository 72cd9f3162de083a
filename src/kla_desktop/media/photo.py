"""What a photo tells: size, time, place, camera, an upright thumbnail without metadata, and a hash of its look.

Runs in a worker: everything here handles bytes by strangers. Pillow is imported on first use.
"""

import contextlib
import functools
import io
import math
import threading
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kla_desktop.media.container import is_cut_off
from kla_desktop.media.exif import PhotoTags
from kla_desktop.media.picture_notes import noted_times
from kla_desktop.model.capture import CaptureClaim, GeoPoint
from kla_desktop.model.evidence_kind import MediaKind

if TYPE_CHECKING:
    from types import ModuleType

    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

FORMATS: Final = {
    MediaKind.JPEG: "JPEG",
    MediaKind.PNG: "PNG",
    MediaKind.TIFF: "TIFF",
    MediaKind.GIF: "GIF",
    MediaKind.BMP: "BMP",
    MediaKind.WEBP: "WEBP",
    MediaKind.HEIC: "HEIF",
    MediaKind.AVIF: "AVIF",
}
"""The only Pillow readers ever asked, by kind."""
THUMBNAIL_SIDE: Final = 256
MAX_PIXELS: Final = 60_000_000
MAX_JPEG_PIXELS: Final = 220_000_000
"""JPEG is decoded at 1/8, so that photos of 64 to 200 megapixel phones cost little."""
MAX_FRAMES: Final = 2000
"""Pages of a TIFF counted."""
_QUALITY: Final = 80
_HASH_SIDE: Final = 8
_SECOND, _INNER_AT, _INNER_SIZE, _EXIF_MARK = -1, 0x0201, 0x0202, b"Exif\0\0"
_LEAST_INNER, _MOST_INNER, _MOST_INNER_BYTES = 100, 1024, 64 << 10
_SAME_SHAPE: Final = 0.02
_NEARLY: Final = 0.95
_BOXED: Final = frozenset((MediaKind.HEIC, MediaKind.AVIF))
"""Kinds whose reader draws what is there and says nothing of what is not."""
_lock = threading.Lock()


class TooLarge(Exception):  # noqa: N818 - an answer, not an error
    """More pixels than we are willing to unfold."""


@dataclass(frozen=True, slots=True)
class Photo:
    """What was found; `preview` is a JPEG of at most 256 px, None if the pixels cannot be read."""

    width: int
    height: int
    claims: tuple[CaptureClaim, ...] = ()
    gps: GeoPoint | None = None
    camera: str = ""
    preview: bytes | None = None
    dhash: int | None = None
    warnings: tuple[str, ...] = ()
    pages: int | None = None
    """Of a TIFF with several."""


def read_photo(data: bytes, kind: MediaKind, *, preview: bool = True) -> Photo:
    """Read one photo; width and height are of the upright picture. Raises whatever Pillow does, and TooLarge.

    Without `preview` it is read with the greatest care: an earlier attempt has cost a worker its life.
    """
    if kind is MediaKind.HEIC and not preview:
        return _bare_heic(data)
    image = _open(data, kind)
    tags = PhotoTags(image)
    turned = tags.orientation > 4  # noqa: PLR2004 - 5 to 8 lie on their side
    width, height = image.size[::-1] if turned else image.size
    claims = (*tags.claims(), *noted_times(image, data))
    found = Photo(width, height, claims, tags.gps(), tags.camera(), pages=_pages(image, kind))
    if not preview:
        return found
    try:
        small, truncated = _pixels(image, data, kind, THUMBNAIL_SIDE)
        truncated = truncated or (kind in _BOXED and is_cut_off(data))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow raises OSError, ValueError, SyntaxError, EOFError, struct.error …
        return replace(found, warnings=("damaged",))
    upright = _upright(small, tags.orientation)
    return replace(
        found,
        preview=_jpeg(upright, _QUALITY),
        dhash=difference_hash(upright),
        warnings=("truncated",) if truncated else (),
    )


def glance(head: bytes) -> Photo | None:
    """Read a JPEG's first bytes alone, with the small picture that its camera put there; None where there is none.

    What it says of size, time, place and camera is what `read_photo` will say. The small picture is coarse, and the
    camera's word: it stands in until the pixels have been read.
    """
    try:
        image = _open(head, MediaKind.JPEG)
        tags = PhotoTags(image)
        with _pillow().open(io.BytesIO(_inner_picture(image)), formats=["JPEG"]) as inner:
            if not _LEAST_INNER <= max(inner.size) <= _MOST_INNER:
                return None
            inner.load()
            small = _shrunk(_flat(_without_bars(inner, image.size)), THUMBNAIL_SIDE)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow raises a dozen kinds; the whole file then decides
        return None
    turned = tags.orientation > 4  # noqa: PLR2004 - as above
    width, height = image.size[::-1] if turned else image.size
    claims = (*tags.claims(), *noted_times(image, head))
    upright = _upright(small, tags.orientation)
    return Photo(width, height, claims, tags.gps(), tags.camera(), _jpeg(upright, _QUALITY))


def _inner_picture(image: "Image") -> bytes:
    """The JPEG in the second directory of an EXIF block; raises where none is."""
    exif = image.getexif()
    directory = exif.get_ifd(_SECOND)
    start, size = int(directory[_INNER_AT]), int(directory[_INNER_SIZE])
    block: bytes = image.info["exif"]
    at = start + (len(_EXIF_MARK) if block.startswith(_EXIF_MARK) else 0)
    if size > _MOST_INNER_BYTES or at + size > len(block):
        raise ValueError("outside of the block")
    return block[at : at + size]


def _without_bars(inner: "Image", whole: tuple[int, int]) -> "Image":
    """Cameras put wide pictures into small ones of 4:3 with black bars: cut to the shape of the whole."""
    (wide, high), shape = inner.size, whole[0] / whole[1]
    if abs(wide / high / shape - 1) < _SAME_SHAPE:
        return inner
    if (wide > high) != (whole[0] > whole[1]):
        raise ValueError("of another picture")
    cut_wide, cut_high = min(wide, round(high * shape)), min(high, round(wide / shape))
    left, top = (wide - cut_wide) // 2, (high - cut_high) // 2
    return inner.crop((left, top, left + cut_wide, top + cut_high))


def is_telling(data: bytes, kind: MediaKind) -> bool:
    """Whether a photo says where, when or with what it was taken. Raises as `read_photo`."""
    image = _open(data, kind)
    tags = PhotoTags(image)
    return bool(tags.gps() or tags.camera() or tags.claims() or noted_times(image, data))


def enlarge(data: bytes, kind: MediaKind, max_side: int, max_bytes: int, page: int = 0) -> bytes | None:
    """Draw a photo upright as JPEG with no side above `max_side` and at most `max_bytes`; None if that cannot be.

    `page` (0 = first) is of a TIFF with several; elsewhere only 0 exists.
    """
    image = upright(data, kind, max_side, page)
    return None if image is None else jpeg_within(image, max_bytes)


def upright(data: bytes, kind: MediaKind, max_side: int, page: int = 0) -> "Image | None":
    """Decode a photo, upright and with no side above `max_side`; None for a page that is not there."""
    image = _open(data, kind)
    if page:
        if kind is not MediaKind.TIFF or not 0 < page < (_pages(image, kind) or 1):
            return None
        image.seek(page)
        if image.width * image.height > MAX_PIXELS:
            raise TooLarge
    orientation = PhotoTags(image).orientation
    small, _ = (_decoded(image, max_side), False) if page else _pixels(image, data, kind, max_side)
    return _upright(small, orientation)


def page_count(data: bytes, kind: MediaKind) -> int:
    """How many pages a photo has: more than one only in a TIFF."""
    return _pages(_open(data, kind), kind) or 1


def _pages(image: "Image", kind: MediaKind) -> int | None:
    """How many pages a TIFF has, counted up to MAX_FRAMES; None for one, and for pictures that only move."""
    if kind is not MediaKind.TIFF:
        return None
    count = 0
    with contextlib.suppress(Exception):  # the end, or damage that ends it as well
        while count < MAX_FRAMES:
            image.seek(count)
            count += 1
    image.seek(0)
    return count if count > 1 else None


def _bare_heic(data: bytes) -> Photo:
    """Read the pixels of a HEIC alone: the reader of its metadata crashes on some."""
    import _pi_heif  # noqa: PLC0415 - in workers only
    from pi_heif.heif import BaseImage  # noqa: PLC0415 - as above

    images = [one for one in _pi_heif.load_file(data, 1, True, False, True, True, "", False) if one is not None]
    image = BaseImage(next((one for one in images if one.primary), images[0]))
    if image.size[0] * image.size[1] > MAX_PIXELS:
        raise TooLarge
    drawn, dhash = thumbnail_of(image.to_pillow())
    return Photo(image.size[0], image.size[1], preview=drawn, dhash=dhash)


def jpeg_within(image: "Image", max_bytes: int) -> bytes | None:
    """Encode as JPEG, coarser and coarser, until it fits."""
    for quality in (88, 75, 50):
        encoded = _jpeg(image, quality)
        if len(encoded) <= max_bytes:
            return encoded
    return None


def thumbnail_of(image: "Image") -> tuple[bytes, int]:
    """Make the thumbnail JPEG and its look hash of a drawn page."""
    small = _shrunk(_flat(image), THUMBNAIL_SIDE)
    return _jpeg(small, _QUALITY), difference_hash(small)


def difference_hash(image: "Image") -> int:
    """Return 64 bits that stay alike when a picture is recompressed or resized: whether a cell outshines its left."""
    resampling = _pillow().Resampling.BOX
    cells = image.convert("L").resize((_HASH_SIDE + 1, _HASH_SIDE), resampling).tobytes()
    bits = 0
    for row in range(_HASH_SIDE):
        start = row * (_HASH_SIDE + 1)
        for at in range(start, start + _HASH_SIDE):
            bits = bits << 1 | (cells[at + 1] > cells[at])
    return bits


@functools.cache
def _pillow() -> "ModuleType":
    """Import Pillow, with its own bomb check as an error and HEIC as one more reader."""
    from PIL import Image  # noqa: PLC0415 - in workers only, on first use

    Image.MAX_IMAGE_PIXELS = MAX_JPEG_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    return Image


@functools.cache
def _teach_heic() -> None:
    import pi_heif  # noqa: PLC0415 - in workers only, on first use

    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def _open(data: bytes, kind: MediaKind) -> "Image":
    pillow = _pillow()
    if kind is MediaKind.HEIC:
        _teach_heic()
    try:
        image: ImageFile = pillow.open(io.BytesIO(data), formats=[FORMATS[kind]])
    except (pillow.DecompressionBombError, pillow.DecompressionBombWarning) as error:
        raise TooLarge from error
    if kind is MediaKind.JPEG:
        image.decodermaxblock = len(data)  # all at once: in small pieces it takes longer
    if image.width * image.height > (MAX_JPEG_PIXELS if kind is MediaKind.JPEG else MAX_PIXELS):
        raise TooLarge
    return image


def _pixels(image: "Image", data: bytes, kind: MediaKind, max_side: int) -> tuple["Image", bool]:
    """Decode, reduced as far as JPEG allows, to at most `max_side`; a cut-off file is read as far as it goes."""
    try:
        return _decoded(image, max_side), False
    except (MemoryError, TooLarge):
        raise
    except Exception:  # noqa: BLE001 - the second try below decides
        from PIL import ImageFile  # noqa: PLC0415 - in workers only

        with _lock:
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            try:
                return _decoded(_open(data, kind), max_side), True
            finally:
                ImageFile.LOAD_TRUNCATED_IMAGES = False


def _decoded(image: "Image", max_side: int) -> "Image":
    longest = max(image.size)
    for scale in (8, 4, 2):
        if longest // scale >= max_side:
            # draft() never goes below what is asked, so ask for exactly this fraction
            image.draft(None, (max(1, image.width // scale), max(1, image.height // scale)))
            break
    if image.width * image.height > MAX_PIXELS:
        raise TooLarge
    image.load()
    return _shrunk(_flat(image), max_side)


def _shrunk(image: "Image", max_side: int) -> "Image":
    longest = max(image.size)
    if longest <= max_side:
        return image
    whole = -(-longest // max_side)
    if longest >= whole * max_side * _NEARLY:  # means of whole pixels are nearly as large, and four times as fast
        return image.reduce(whole)
    size = (max(1, round(image.width * max_side / longest)), max(1, round(image.height * max_side / longest)))
    return image.resize(size, _pillow().Resampling.HAMMING)


def _flat(image: "Image") -> "Image":
    """Bring any colour mode to RGB or grey; what is transparent shows white."""
    mode = image.mode
    if mode in {"RGB", "L"} and "transparency" not in image.info:
        return image
    if mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if mode in {"I", "F"}:
        low, high = (float(edge) for edge in image.getextrema())  # type: ignore[arg-type]
        scale = 255 / (high - low) if math.isfinite(high - low) and high > low else 0.0
        return image.convert("F").point(lambda value: value * scale - low * scale).convert("L")
    if mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper: Image = _pillow().new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return image.convert("L" if mode == "1" else "RGB")


def _upright(image: "Image", orientation: int) -> "Image":
    turn = _pillow().Transpose
    how = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_270,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_90,
    }.get(orientation)
    return image if how is None else image.transpose(how)


def _jpeg(image: "Image", quality: int) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality, comment=b"", icc_profile=b"", exif=b"")  # none of what `image` has
    return target.getvalue()
