"""Times that stand beside a picture's EXIF block: XMP, and the text and time chunks of PNG."""

import re
import struct
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from kla_desktop.model.capture import CaptureClaim, TimeSource

if TYPE_CHECKING:
    from PIL.Image import Image

_MAX_XMP: Final = 256 << 10
_XMP_TIMES: Final = (
    (re.compile(rb"exif:DateTimeOriginal\s*(?:=\s*[\"']|>)\s*([0-9T:.+\-Z ]{10,32})"), 0.85),
    (re.compile(rb"photoshop:DateCreated\s*(?:=\s*[\"']|>)\s*([0-9T:.+\-Z ]{10,32})"), 0.75),
    (re.compile(rb"(?:xmp|xap):CreateDate\s*(?:=\s*[\"']|>)\s*([0-9T:.+\-Z ]{10,32})"), 0.65),
)
_ISO: Final = re.compile(
    r"(\d{4})[-:](\d\d)[-:](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?\Z"
)
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_MAX_CHUNKS: Final = 2_000


def noted_times(image: "Image", data: bytes) -> tuple[CaptureClaim, ...]:
    """Return the times that XMP and PNG chunks tell; nonsense says nothing and raises nothing."""
    return (*_xmp(image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")), *_png(data))


def iso_of(text: str) -> str | None:
    """Read a time as XMP and office programs write it; None where it makes no sense."""
    found = _ISO.match(text.strip())
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups()[:3])
    hour, minute, second = (int(part or 0) for part in found.groups()[3:6])
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    if moment.year not in range(1990, 2100):
        return None
    if found[4] is None:
        return moment.date().isoformat()
    zone = (found[7] or "").replace("Z", "+00:00")
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + zone


def _xmp(packet: Any) -> list[CaptureClaim]:
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if not isinstance(packet, bytes):
        return []
    for pattern, confidence in _XMP_TIMES:
        found = pattern.search(packet[:_MAX_XMP])
        value = iso_of(found[1].decode("ascii")) if found else None
        if value is not None:
            return [CaptureClaim(value, TimeSource.XMP, confidence)]
    return []


def _png(data: bytes) -> list[CaptureClaim]:
    """Read tIME (the last change, UTC) and the text "Creation Time"."""
    if not data.startswith(_PNG):
        return []
    claims: list[CaptureClaim] = []
    at = len(_PNG)
    for _ in range(_MAX_CHUNKS):
        if at + 8 > len(data):
            break
        size, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + min(size, 200)]
        value, confidence = None, 0.3
        if name == b"tIME" and size == 7:  # noqa: PLR2004 - year, month, day, hour, minute, second
            year, month, day, hour, minute, second = struct.unpack(">H5B", body)
            value = iso_of(f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}Z")
        elif name in {b"tEXt", b"iTXt"} and body.lower().startswith(b"creation time\0"):
            value, confidence = iso_of(body.rpartition(b"\0")[2].decode("latin-1")), 0.55
        if value is not None:
            claims.append(CaptureClaim(value, TimeSource.METADATA, confidence))
        at += 12 + size
    return claims[:2]
