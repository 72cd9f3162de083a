"""What a photo tells: size, time, place, camera, an upright thumbnail without metadata, and a hash of its look.

Runs in a worker: everything here handles bytes by strangers. Pillow is imported on first use.
"""

import functools
import io
import math
import re
import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from kla_desktop.model.capture import CaptureClaim, GeoPoint, TimeSource
from kla_desktop.model.evidence_kind import MediaKind

if TYPE_CHECKING:
    from types import ModuleType

    from PIL.Image import Image

FORMATS: Final = {
    MediaKind.JPEG: "JPEG",
    MediaKind.PNG: "PNG",
    MediaKind.TIFF: "TIFF",
    MediaKind.GIF: "GIF",
    MediaKind.BMP: "BMP",
    MediaKind.WEBP: "WEBP",
    MediaKind.HEIC: "HEIF",
}
"""The only Pillow readers ever asked, by kind."""
THUMBNAIL_SIDE: Final = 256
MAX_PIXELS: Final = 60_000_000
MAX_JPEG_PIXELS: Final = 220_000_000
"""JPEG is decoded at 1/8, so that photos of 64 to 200 megapixel phones cost little."""
_QUALITY: Final = 80
_HASH_SIDE: Final = 8
_EXIF_IFD, _GPS_IFD, _ORIENTATION = 0x8769, 0x8825, 0x0112
_MAKE, _MODEL = 0x010F, 0x0110
_TIMES: Final = (
    # time tag, block, offset tag, subsecond tag, confidence
    (0x9003, _EXIF_IFD, 0x9011, 0x9291, 0.95),  # DateTimeOriginal
    (0x9004, _EXIF_IFD, 0x9012, 0x9292, 0.85),  # DateTimeDigitized
    (0x0132, 0, 0x9010, 0x9290, 0.5),  # DateTime: of the last change
)
_RESET_CLOCK: Final = 0.2
_EXIF_TIME: Final = re.compile(r"(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
_OFFSET: Final = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d\Z")
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


def read_photo(data: bytes, kind: MediaKind, *, preview: bool = True) -> Photo:
    """Read one photo; width and height are of the upright picture. Raises whatever Pillow does, and TooLarge."""
    image = _open(data, kind)
    tags = _Tags(image)
    turned = tags.orientation > 4  # noqa: PLR2004 - 5 to 8 lie on their side
    width, height = image.size[::-1] if turned else image.size
    found = Photo(width, height, tags.claims(), tags.gps(), tags.camera())
    if not preview:
        return found
    try:
        small, truncated = _pixels(image, data, kind, THUMBNAIL_SIDE)
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


def enlarge(data: bytes, kind: MediaKind, max_side: int, max_bytes: int) -> bytes | None:
    """Draw a photo upright as JPEG with no side above `max_side` and at most `max_bytes`; None if that cannot be."""
    image = _open(data, kind)
    orientation = _Tags(image).orientation
    small, _ = _pixels(image, data, kind, max_side)
    upright = _upright(small, orientation)
    return jpeg_within(upright, max_bytes)


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
        image: Image = pillow.open(io.BytesIO(data), formats=[FORMATS[kind]])
    except (pillow.DecompressionBombError, pillow.DecompressionBombWarning) as error:
        raise TooLarge from error
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
    plain = image.copy()
    plain.info = {}  # Pillow would copy comments and profiles from here
    plain.save(target, "JPEG", quality=quality)
    return target.getvalue()


class _Tags:
    """EXIF as far as it makes sense; a broken block says nothing."""

    def __init__(self, image: "Image") -> None:
        self._blocks: dict[int, Mapping[int, Any]] = {}
        try:
            exif = image.getexif()
            self._blocks[0] = dict(exif)
            for block in (_EXIF_IFD, _GPS_IFD):
                self._blocks[block] = _block(exif, block)
        except Exception:  # noqa: BLE001 - struct.error, SyntaxError, ValueError, KeyError … by hostile blocks
            self._blocks.setdefault(0, {})

    @property
    def orientation(self) -> int:
        """1 to 8; 1 where nothing sensible stands."""
        value = self._blocks[0].get(_ORIENTATION)
        return value if isinstance(value, int) and 1 <= value <= 8 else 1  # noqa: PLR2004 - EXIF's eight ways

    def camera(self) -> str:
        """Make and model on one line, the make only once."""
        make, model = _text(self._blocks[0].get(_MAKE)), _text(self._blocks[0].get(_MODEL))
        if not model or model.casefold().startswith(make.casefold().split(" ")[0]):
            return model or make
        return f"{make} {model}".strip()

    def claims(self) -> tuple[CaptureClaim, ...]:
        """Return each time that EXIF tells, the most telling first, no value twice."""
        found: list[CaptureClaim] = []
        clock = self._blocks.get(_EXIF_IFD, {})
        for tag, block, offset, fraction, confidence in _TIMES:
            value = _moment(self._blocks.get(block, {}).get(tag), clock.get(offset), clock.get(fraction))
            if value is not None and all(claim.value[:19] != value[:19] for claim in found):
                trust = _RESET_CLOCK if _looks_reset(value) else confidence
                found.append(CaptureClaim(value, TimeSource.EXIF, trust))
        return tuple(found)

    def gps(self) -> GeoPoint | None:
        """Return the position, only when every part of it makes sense."""
        block = self._blocks.get(_GPS_IFD, {})
        lat = _degrees(block.get(2), block.get(1), "NS", 90)
        lon = _degrees(block.get(4), block.get(3), "EW", 180)
        if lat is None or lon is None or (lat == 0 and lon == 0):  # 0, 0 is what phones without a fix write
            return None
        return GeoPoint(lat, lon)


def _block(exif: Any, block: int) -> Mapping[int, Any]:
    try:
        return dict(exif.get_ifd(block))
    except Exception:  # noqa: BLE001 - as in _Tags
        return {}


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    return " ".join("".join(char if char.isprintable() else " " for char in value.partition("\0")[0]).split())[:80]


def _moment(value: Any, offset: Any, fraction: Any) -> str | None:
    found = _EXIF_TIME.match(_text(value))
    if not found:
        return None
    try:
        moment = datetime(*(int(part) for part in found.groups()), tzinfo=UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        return None
    if not 1970 <= moment.year < 2100:  # noqa: PLR2004 - digital photography
        return None
    digits = _text(fraction)
    milli = f".{digits[:3]:0<3}" if digits.isascii() and digits.isdigit() and int(digits[:3]) else ""
    zone = _text(offset)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + milli + (zone if _OFFSET.match(zone) else "")


def _looks_reset(value: str) -> bool:
    """Whether a camera that lost its battery would say so: midnight hours of a first of January long ago."""
    return value[5:12] == "01-01T0" and value[:4] <= "2016"


def _degrees(parts: Any, side: Any, sides: str, limit: int) -> float | None:
    name = _text(side).upper()
    if len(name) != 1 or name not in sides or not isinstance(parts, tuple) or len(parts) != 3:  # noqa: PLR2004 - d, m, s
        return None
    try:
        degree, minute, second = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not (0 <= degree <= limit and 0 <= minute < 60 and 0 <= second < 60):  # noqa: PLR2004 - also refuses NaN of 0/0
        return None
    total = degree + minute / 60 + second / 3600
    if total > limit:
        return None
    return round(-total if name in "SW" else total, 7)
