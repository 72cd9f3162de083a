"""Activities: the photos and papers of one event. What a screen is shown of one, and what proposals are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kla_desktop.model.ids import ActivityId, EvidenceId, IndicatorSlug, PlaceCode, StationId


class Why(StrEnum):
    """What holds the items of an activity together."""

    HAND = "hand"
    """A person put them together."""
    TIME = "time"
    """Taken within a short time; the detail is "09.10–11.40"."""
    RECEIVED = "received"
    """Received one after the other on that day."""
    SPOT = "spot"
    """Taken at one spot."""
    FOLDER = "folder"
    """From one folder; the detail is its name."""
    WORDS = "words"
    """About the same; the detail is the words."""
    LETTER = "letter"
    """One names the other's number."""
    DAY = "day"
    """Papers about that day, and nothing else happened on it."""


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, perhaps with a detail to say."""

    why: Why
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """An item as the rule sees it. `place` is what somebody stated for it, `folder` the first it was found in.

    `claims` are those of model.capture, the best first; `text` is the beginning of its text.
    """

    id: EvidenceId
    is_shot: bool
    kind: str = ""
    name: str = ""
    title: str = ""
    folder: str = ""
    claims: tuple[Mapping[str, Any], ...] = ()
    taken_in: str = ""
    place: str = ""
    gps: tuple[float, float] | None = None
    camera: str = ""
    letter: str = ""
    text: str = field(default="", repr=False)
    activity: ActivityId | None = None
    """The activity it belongs to already; others may be proposed for that."""
    activity_title: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Items that seem to be of one event. `title` may be empty; `day` is an ISO date."""

    items: tuple[EvidenceId, ...]
    day: str
    title: str
    place: PlaceCode
    because: tuple[Because, ...]
    joins: ActivityId | None = None
    """An activity that stands already and that the items may be added to."""

    @property
    def key(self) -> str:
        """Name it as long as its first item stays in it."""
        return f"usulan-{min(self.items)}"


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as lists show it. `id` of a proposal is its key."""

    id: ActivityId
    station: StationId
    title: str
    day: str
    place: PlaceCode
    items: tuple[EvidenceId, ...]
    indicators: tuple[IndicatorSlug, ...]
    because: tuple[Because, ...]
    proposed: bool
    joins: ActivityId | None = None
    """For a proposal: the standing activity that its items may be added to."""
