"""Names of things: one NewType each, so that an evidence id is never taken for a bundle id."""

from dataclasses import dataclass
from typing import NewType

EvidenceId = NewType("EvidenceId", str)
"""UUIDv7 of one evidence item."""
StationId = NewType("StationId", str)
"""UUIDv7 of one library in use at one office; fixed at `init`."""
BundleId = NewType("BundleId", str)
"""UUIDv7 of one sealed hand-over."""
RequestId = NewType("RequestId", str)
"""UUIDv7 of one request for evidence, made by the secretariat."""
ActivityId = NewType("ActivityId", str)
"""UUIDv7 of one event whose photos and papers belong together."""
DeedId = NewType("DeedId", str)
"""UUIDv7 of one user action: the step that undo and redo take."""
IndicatorSlug = NewType("IndicatorSlug", str)
"""The lasting key of an indicator; its number may change with the edition."""
SlotSlug = NewType("SlotSlug", str)
"""The lasting key of one kind of evidence an indicator asks for, unique within the indicator."""
PlaceCode = NewType("PlaceCode", str)
"""Kemendagri code of a city, district or urban village, such as 32.76.01.1008."""


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """The name of some bytes: their SHA-256 (64 lower-case hex digits) and size in bytes."""

    sha256: str
    size: int

    def __post_init__(self) -> None:
        """Refuse anything that is not a digest, so that it may later serve as a file name."""
        if len(self.sha256) != 64 or set(self.sha256) - set("0123456789abcdef") or self.size < 0:  # noqa: PLR2004
            raise ValueError(f"not a digest: {self.sha256!r}, {self.size}")

    @property
    def short(self) -> str:
        """First eight hex digits, for file names and codes that people read."""
        return self.sha256[:8]
