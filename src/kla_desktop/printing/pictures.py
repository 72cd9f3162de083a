"""Pictures for paper: small enough, upright, and with nothing in them but the picture."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

_QUALITY = 80
_MOST_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG that carries no EXIF, no position, no comment. Only `plain_picture` makes them."""

    jpeg: bytes
    width: int
    height: int
    grey: bool


def plain_picture(jpeg: bytes, max_side: int) -> Picture | None:
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
            fresh.save(out, "JPEG", quality=_QUALITY, exif=b"")
            return Picture(out.getvalue(), fresh.width, fresh.height, grey)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
        return None
