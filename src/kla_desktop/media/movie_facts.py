"""When and where a video or a sound was recorded, as the boxes of its container say.

The movie header counts seconds in UTC (ISO 14496-12, 8.2.2). iPhones add the local time with its zone
(`com.apple.quicktime.creationdate`) and the position (`…location.ISO6709`), Android phones the position as `©xyz`,
older ones as `loci` (3GPP TS 26.244).
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kla_desktop.media.container import child, children, recorded_at
from kla_desktop.media.picture_notes import iso_of
from kla_desktop.model.capture import CaptureClaim, GeoPoint, TimeSource

_MOST: Final = 200
_LONGEST: Final = 200
_ISO_6709: Final = re.compile(r"([+-]\d{1,2}(?:\.\d{1,9})?)([+-]\d{1,3}(?:\.\d{1,9})?)(?:[+-/]|\Z)")
_ZONE: Final = re.compile(r"([+-]\d\d)(\d\d)\Z")
_CREATED: Final = "com.apple.quicktime.creationdate"
_LOCATION: Final = "com.apple.quicktime.location.ISO6709"


@dataclass(frozen=True, slots=True)
class MovieFacts:
    """Times, the most telling first, and the position if one is told."""

    claims: tuple[CaptureClaim, ...] = ()
    gps: GeoPoint | None = None


def read_movie(boxes: bytes) -> MovieFacts:
    """Read `ftyp` and `moov` (as `container.MovieHeader` gives them back). Raises nothing for bad bytes."""
    header = recorded_at(boxes)
    claims = [header] if header else []
    gps: GeoPoint | None = None
    movie = child(boxes, 0, len(boxes), b"moov")
    if movie is not None:
        notes = _notes(boxes, *movie)
        local = _moment(notes.get(_CREATED) or notes.get("\u00a9day", ""))
        if local is not None:
            claims.insert(0, CaptureClaim(local, TimeSource.CONTAINER, 0.93 if len(local) > len("2024-06-11") else 0.5))
        gps = position(notes.get(_LOCATION, "")) or position(notes.get("\u00a9xyz", "")) or _loci(boxes, *movie)
    return MovieFacts(tuple(claims), gps)


def position(text: str) -> GeoPoint | None:
    """Read ISO 6709 in decimal degrees: `-6.4025+106.7942+95.0/`; None for 0, 0 and nonsense."""
    found = _ISO_6709.match(text.strip())
    if not found:
        return None
    lat, lon = float(found[1]), float(found[2])
    if lat == lon == 0:
        return None
    try:
        return GeoPoint(lat, lon)
    except ValueError:
        return None


def _moment(text: str) -> str | None:
    return iso_of(_ZONE.sub(r"\1:\2", text.strip()))


def _notes(data: bytes, start: int, end: int) -> dict[str, str]:
    """Gather `udta` texts by their box name and `meta` values by their key."""
    notes: dict[str, str] = {}
    user = child(data, start, end, b"udta")
    if user is not None:
        for name, at, stop in children(data, *user, _MOST):
            if name.startswith(b"\xa9") and stop - at > 4:  # noqa: PLR2004 - length and language
                (length,) = struct.unpack_from(">H", data, at)
                text = data[at + 4 : min(stop, at + 4 + min(length, _LONGEST))]
                notes[name.decode("latin-1")] = text.decode("utf-8", "replace")
    for where in ((start, end), user):
        meta = child(data, *where, b"meta") if where else None
        if meta is not None:
            notes |= dict(_meta(data, *meta))
    return notes


def _meta(data: bytes, start: int, end: int) -> Iterator[tuple[str, str]]:
    if child(data, start, end, b"keys") is None:
        start += 4  # ISO's form begins with version and flags, QuickTime's does not
    keys, values = child(data, start, end, b"keys"), child(data, start, end, b"ilst")
    if keys is None or values is None:
        return
    names = [
        text.decode("utf-8", "replace")
        for _, at, stop in children(data, keys[0] + 8, keys[1], _MOST)
        for text in [data[at:stop]]
    ]
    for index, at, stop in children(data, *values, _MOST):
        number = int.from_bytes(index, "big")
        value = child(data, at, stop, b"data")
        if value is not None and 1 <= number <= len(names):
            yield (
                names[number - 1],
                data[value[0] + 8 : min(value[1], value[0] + 8 + _LONGEST)].decode("utf-8", "replace"),
            )


def _loci(data: bytes, start: int, end: int) -> GeoPoint | None:
    user = child(data, start, end, b"udta")
    place = child(data, *user, b"loci") if user else None
    if place is None:
        return None
    body = data[place[0] + 6 : place[1]]  # after version, flags, language
    wide = body[:2] in {b"\xfe\xff", b"\xff\xfe"}
    stop = (
        next((at for at in range(0, min(len(body), 400), 2) if body[at : at + 2] == b"\0\0"), -1)
        if wide
        else body.find(b"\0")
    )
    at = stop + (2 if wide else 1) + 1  # and the role
    if stop < 0 or at + 8 > len(body):
        return None
    lon, lat = struct.unpack_from(">ii", body, at)
    try:
        return GeoPoint(lat / 65536, lon / 65536) if lat or lon else None
    except ValueError:
        return None
