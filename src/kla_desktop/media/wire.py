"""How a finding crosses the pipe from a worker: JSON and the raw preview, checked piece by piece on arrival.

A worker that has parsed hostile bytes is not trusted: what does not have the right shape is `BadFinding`.
"""

import math
from collections.abc import Sequence
from typing import Any, Final

from kla_desktop.media.probe import WARNINGS, Probed
from kla_desktop.media.sound import MAX_SECONDS
from kla_desktop.media.unfolding import MAX_ENTRIES, Entry
from kla_desktop.media.xml_parts import MAX_TEXT
from kla_desktop.model.capture import ISO_TIME, CaptureClaim, GeoPoint, TimeSource
from kla_desktop.model.evidence_kind import EvidenceKind, MediaKind
from kla_desktop.model.letter_number import MAX_LENGTH as MAX_LETTER

MAX_PREVIEW: Final = 200 << 10
MAX_PAGE_IMAGE: Final = 4 << 20
_MAX_SIDE: Final = 10_000_000
_MAX_PAGES: Final = 10_000_000
_MAX_CLAIMS: Final = 50
_MAX_CAMERA: Final = 200
_MAX_NAME: Final = 1000
_SOI: Final = b"\xff\xd8\xff"


class BadFinding(ValueError):  # noqa: N818 - it says what it is
    """A worker said something that no honest worker says."""


def to_wire(probed: Probed) -> tuple[dict[str, Any], bytes]:
    """Turn a finding into a frame's header and payload."""
    header = {
        "media_kind": probed.media_kind.value,
        "evidence_kind": probed.evidence_kind.value,
        "width": probed.width,
        "height": probed.height,
        "pages": probed.pages,
        "claims": [[claim.value, claim.source.value, claim.confidence] for claim in probed.claims],
        "gps": None if probed.gps is None else [probed.gps.lat, probed.gps.lon],
        "camera": probed.camera,
        "text": probed.text,
        "dhash": probed.dhash,
        "warnings": list(probed.warnings),
        "seconds": probed.seconds,
        "letter": probed.letter,
    }
    preview = probed.preview or b""
    return header, preview if len(preview) <= MAX_PREVIEW else b""


def from_wire(header: dict[str, Any], payload: bytes) -> Probed:
    """Check a frame and turn it into a finding. Raises BadFinding."""
    try:
        return Probed(
            media_kind=MediaKind(header["media_kind"]),
            evidence_kind=EvidenceKind(header["evidence_kind"]),
            width=_count(header["width"], _MAX_SIDE),
            height=_count(header["height"], _MAX_SIDE),
            pages=_count(header["pages"], _MAX_PAGES),
            claims=tuple(_claim(claim) for claim in _list(header["claims"], _MAX_CLAIMS)),
            gps=_point(header["gps"]),
            camera=_text(header["camera"], _MAX_CAMERA),
            text=_text(header["text"], MAX_TEXT),
            preview=checked_jpeg(payload, MAX_PREVIEW),
            dhash=_count(header["dhash"], (1 << 64) - 1),
            warnings=tuple(_warning(code) for code in _list(header["warnings"], len(WARNINGS))),
            seconds=_seconds(header["seconds"]),
            letter=_text(header["letter"], MAX_LETTER),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadFinding(type(error).__name__) from error


def several_to_wire(found: Sequence[Probed]) -> tuple[dict[str, Any], bytes]:
    """Turn the findings of several files into one frame."""
    frames = [to_wire(one) for one in found]
    return {"several": [[header, len(payload)] for header, payload in frames]}, b"".join(part for _, part in frames)


def several_from_wire(header: dict[str, Any], payload: bytes, count: int) -> list[Probed]:
    """Check such a frame about so many files. Raises BadFinding."""
    rows, found, at = _list(header.get("several"), count), [], 0
    if len(rows) != count:
        raise BadFinding("count")
    for row in rows:
        told, length = _row(row, 2)
        size = _count(length, MAX_PREVIEW) or 0
        if not isinstance(told, dict):
            raise BadFinding("finding")
        found.append(from_wire(told, payload[at : at + size]))
        at += size
    return found


def entries_to_wire(entries: list[Entry]) -> dict[str, Any]:
    """Turn the list of a container's files into a frame's header."""
    said = [entry.name.encode("utf-8", "replace").decode("utf-8").replace("\0", " ") for entry in entries]
    return {
        "entries": [[name, entry.size, entry.modified, entry.locked] for name, entry in zip(said, entries, strict=True)]
    }


def entries_from_wire(header: dict[str, Any]) -> list[Entry]:
    """Check such a frame. Raises BadFinding."""
    found = []
    for row in _list(header.get("entries"), MAX_ENTRIES):
        name, size, modified, locked = _row(row, 4)
        if not isinstance(modified, str) or (modified and not ISO_TIME.match(modified)) or type(locked) is not bool:
            raise BadFinding("entry")
        found.append(Entry(_text(name, _MAX_NAME), _count(size, 1 << 62) or 0, modified, locked))
    return found


def checked_jpeg(payload: bytes, limit: int) -> bytes | None:
    """Return a picture's bytes, None for none. Raises BadFinding for anything that is not a JPEG of at most `limit`."""
    if not payload:
        return None
    if len(payload) > limit or not payload.startswith(_SOI):
        raise BadFinding("picture")
    return payload


def _count(value: Any, limit: int) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= limit:
        raise BadFinding("number")
    return value


def _seconds(value: Any) -> float | None:
    if value is None:
        return None
    if type(value) not in {int, float} or not 0 <= value <= MAX_SECONDS:
        raise BadFinding("length")
    return float(value)


def _list(value: Any, limit: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > limit:
        raise BadFinding("list")
    return value


def _row(value: Any, length: int) -> list[Any]:
    if len(_list(value, length)) != length:
        raise BadFinding("row")
    return list(value)


def _text(value: Any, limit: int) -> str:
    if not isinstance(value, str) or len(value) > limit or "\0" in value:
        raise BadFinding("text")
    value.encode("utf-8")  # half surrogate pairs raise UnicodeEncodeError, a ValueError
    return value


def _claim(value: Any) -> CaptureClaim:
    moment, source, confidence = _list(value, 3)
    if not isinstance(moment, str) or not ISO_TIME.match(moment):
        raise BadFinding("time")
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise BadFinding("confidence")
    return CaptureClaim(moment, TimeSource(source), float(confidence))


def _point(value: Any) -> GeoPoint | None:
    if value is None:
        return None
    lat, lon = _list(value, 2)
    if (
        type(lat) not in {int, float}
        or type(lon) not in {int, float}
        or not (math.isfinite(lat) and math.isfinite(lon))
    ):
        raise BadFinding("position")
    return GeoPoint(float(lat), float(lon))


def _warning(code: Any) -> str:
    if code not in WARNINGS:
        raise BadFinding("warning")
    return str(code)
