"""When, where and with what a photo or paper was made: several claims side by side, each with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class TimeSource(StrEnum):
    """Where a time comes from; listed by how much we trust it when confidence is equal."""

    OFFICER = "officer"
    EXIF = "exif"
    CONTAINER = "container"
    FILE_NAME = "file_name"
    DOCUMENT = "document"
    FOLDER_NAME = "folder_name"
    FILE_TIME = "file_time"


_TRUST = list(TimeSource)


@dataclass(frozen=True, slots=True)
class CaptureClaim:
    """One source's word on when it was.

    `value` is ISO 8601: a date alone where no time is known, local time without offset where the zone is unknown,
    with offset (`+07:00`, `+00:00`) where it is. `confidence` is between 0 and 1.
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
            _TRUST.index(claim.source),
            -len(claim.value),
        ),
        default=None,
    )
