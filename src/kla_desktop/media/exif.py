"""Time, place, camera and orientation from a photo's EXIF block (CIPA DC-008), as far as they make sense.

Values that cannot be true are not claimed. No position is no proof that there was none.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from kla_desktop.model.capture import CaptureClaim, GeoPoint, TimeSource
from kla_desktop.model.contradictions import looks_reset

if TYPE_CHECKING:
    from PIL.Image import Image

_EXIF_IFD, _GPS_IFD, _ORIENTATION = 0x8769, 0x8825, 0x0112
_MAKE, _MODEL = 0x010F, 0x0110
_TIMES: Final = (
    # time tag, block, offset tag, subsecond tag, confidence
    (0x9003, _EXIF_IFD, 0x9011, 0x9291, 0.95),  # DateTimeOriginal
    (0x9004, _EXIF_IFD, 0x9012, 0x9292, 0.85),  # DateTimeDigitized
    (0x0132, 0, 0x9010, 0x9290, 0.5),  # DateTime: of the last change
)
_RESET_CLOCK: Final = 0.1
_SATELLITE: Final = 0.6
_EXIF_TIME: Final = re.compile(r"(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
_GPS_DAY: Final = re.compile(r"(\d{4})[:\-/](\d{2})[:\-/](\d{2})\Z")
_OFFSET: Final = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d\Z")


class PhotoTags:
    """The EXIF block of an opened picture; a broken block says nothing and raises nothing."""

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
                trust = _RESET_CLOCK if looks_reset(value) else confidence
                found.append(CaptureClaim(value, TimeSource.EXIF, trust))
        satellite = self._satellite_time()
        return (*found, satellite) if satellite else tuple(found)

    def _satellite_time(self) -> CaptureClaim | None:
        """Return the time of the GPS fix, in UTC: a check on the camera's own clock."""
        block = self._blocks.get(_GPS_IFD, {})
        day, clock = _GPS_DAY.match(_text(block.get(29))), block.get(7)
        if not day or not isinstance(clock, tuple) or len(clock) != 3:  # noqa: PLR2004 - h, m, s
            return None
        try:
            hour, minute, second = (int(float(part)) for part in clock)
            moment = datetime(int(day[1]), int(day[2]), int(day[3]), hour, minute, second, tzinfo=UTC)
        except (TypeError, ValueError, ZeroDivisionError, OverflowError):
            return None
        if moment.year not in range(1990, 2100):
            return None
        return CaptureClaim(moment.isoformat(timespec="seconds"), TimeSource.GPS, _SATELLITE)

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
    except Exception:  # noqa: BLE001 - as above
        return {}


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    said = value.partition("\0")[0]
    if not said.isprintable():
        said = "".join(char if char.isprintable() else " " for char in said)
    return " ".join(said.split())[:80]


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
