"""Pictures for paper: small enough, upright, and with nothing in them but the picture."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

QUALITY = 80
_MOST_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG that carries no EXIF, no position, no comment. Only this module makes them."""

    jpeg: bytes
    width: int
    height: int
    grey: bool


_COARSE, _BLURRED_SIDE = 6, 480
"""Pixels of the longer side that are left, fewer than a familiar face is known by; and what they are drawn on."""


def blurred_picture(jpeg: bytes) -> Picture | None:
    """Draw a JPEG so that nobody on it can be recognised: a few pixels, smoothed; None as `plain_picture`.

    What is finer is not in the picture any more, so nobody can sharpen it back.
    """
    coarse = plain_picture(jpeg, _COARSE)
    if coarse is None:
        return None
    with Image.open(io.BytesIO(coarse.jpeg), formats=("JPEG",)) as image:
        share = _BLURRED_SIDE / max(image.size)
        size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
        smooth = image.resize(size, Image.Resampling.BICUBIC)
        out = io.BytesIO()
        smooth.save(out, "JPEG", quality=QUALITY)
        return Picture(out.getvalue(), smooth.width, smooth.height, coarse.grey)


def plain_picture(jpeg: bytes, max_side: int, quality: int = QUALITY) -> Picture | None:
    """Draw a JPEG anew with no side longer than `max_side` pixels and all that was attached to it left behind.

    None for bytes that cannot be drawn: a missing picture must not cost the dossier. May run in any thread.
    """
    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            image.draft("RGB" if image.mode != "L" else "L", (max_side, max_side))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
            grey = upright.mode == "L"
            fresh = upright if grey else upright.convert("RGB")
            fresh.info = {}  # Pillow would write comments and colour profiles from here
            out = io.BytesIO()
            fresh.save(out, "JPEG", quality=quality, exif=b"")
            return Picture(out.getvalue(), fresh.width, fresh.height, grey)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
        return None
