"""When, where and with what a photo or paper was made: several claims side by side, each with its source."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, Final


class TimeSource(StrEnum):
    """Where a time comes from; listed by how much we trust it when confidence is equal. The labels are stable.

    OFFICER: stated by a person. EXIF, XMP: the camera's block in a photo. GPS: the satellite clock in that block.
    CONTAINER: the header of a video or a sound recording. FILE_NAME, FOLDER_NAME: what people and devices call things.
    DOCUMENT: the text of a document; OCR: text that a machine read off a picture. METADATA: what an office program or
    a scanner wrote into the file. FILE_TIME: the last change by the file system.
    """

    OFFICER = "officer"
    EXIF = "exif"
    GPS = "gps"
    CONTAINER = "container"
    XMP = "xmp"
    FILE_NAME = "file_name"
    DOCUMENT = "document"
    OCR = "ocr"
    FOLDER_NAME = "folder_name"
    METADATA = "metadata"
    FILE_TIME = "file_time"


_TRUST: Final = {source.value: rank for rank, source in enumerate(TimeSource)}
ISO_TIME: Final = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?\Z", re.ASCII
)
"""The forms a claim's value may have: `2024`, `2024-06`, `2024-06-11`, `2024-06-11T10:15[:22[.123]][+07:00]`."""


@dataclass(frozen=True, slots=True)
class CaptureClaim:
    """One source's word on when it was.

    `value` is ISO 8601 (`ISO_TIME`): a year or a month alone (`2024`, `2024-06`) where the day is not known, a date
    alone where no time is known, local time without offset where the zone is unknown, with offset (`+07:00`,
    `+00:00`) where it is. `confidence` is between 0 and 1.
    """

    value: str
    source: TimeSource
    confidence: float


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """A position in WGS 84 decimal degrees, north and east positive."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        """Refuse what is no place on Earth (also NaN)."""
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):  # noqa: PLR2004 - degrees
            raise ValueError("not a position on Earth")


@dataclass(frozen=True, slots=True)
class Capture:
    """All that is known of the moment of capture; nothing is overwritten, contradictions stay visible."""

    claims: tuple[CaptureClaim, ...] = ()
    gps: GeoPoint | None = None
    camera: str = ""

    @property
    def best(self) -> CaptureClaim | None:
        """The claim to show and sort by."""
        return best_claim(self.claims)


def best_claim(claims: Iterable[CaptureClaim]) -> CaptureClaim | None:
    """Return the most trusted claim: an officer's word, else the highest confidence, else the better source."""
    return min(
        claims,
        key=lambda claim: (
            claim.source is not TimeSource.OFFICER,
            -claim.confidence,
            _TRUST[claim.source],
            -len(claim.value),
        ),
        default=None,
    )


def merged_claims(lists: Iterable[Iterable[Mapping[str, Any]]], stated: str) -> tuple[Mapping[str, Any], ...]:
    """Bring the claims of several events together, the best first; of one value by one source the surest stays.

    Claims are JSON objects with `value`, `source` and perhaps `confidence`, by newer versions perhaps with sources
    that this one does not know. `stated` is the officer's own word, "" for none; it comes before everything.
    """
    kept: dict[tuple[str, str], Mapping[str, Any]] = {}
    for claim in (claim for claims in lists for claim in claims):
        key = (claim["value"], claim["source"])
        if claim["source"] != TimeSource.OFFICER and ISO_TIME.match(claim["value"]):
            kept[key] = max(kept.get(key, claim), claim, key=_confidence)
    ordered = sorted(
        kept.values(),
        key=lambda claim: (
            -_confidence(claim),
            _TRUST.get(claim["source"], len(_TRUST)),
            -len(claim["value"]),
            claim["value"],
            claim["source"],
        ),
    )
    officer = ({"value": stated, "source": TimeSource.OFFICER.value, "confidence": 1.0},) if stated else ()
    return (*officer, *ordered)


OFFICE: Final = timedelta(hours=7)
"""The offset lists are ordered by: WIB. A constant, so that every holder of a journal orders alike."""


def local_text(value: str) -> str:
    """Return a time with an offset as local time without one, so that texts order as moments do; others unchanged."""
    if "T" not in value or not (value.endswith("Z") or "+" in value[10:] or "-" in value[10:]):
        return value
    try:
        return datetime.fromisoformat(value).astimezone(timezone(OFFICE)).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):
        return value


def _confidence(claim: Mapping[str, Any]) -> float:
    value = claim.get("confidence", 0)
    return float(value) if type(value) in {int, float} and 0 <= value <= 1 else 0.0
