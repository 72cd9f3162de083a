"""What lists, screens, the command line and paper are handed: items already read, and how to ask for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kla_desktop.model.contradictions import Contradiction, contradictions
from kla_desktop.model.evidence import UNRESTRICTED, Dissent, Restriction, State, Word
from kla_desktop.model.ids import ActivityId, Digest, EvidenceId, IndicatorSlug, PlaceCode, SlotSlug, StationId


@dataclass(frozen=True, slots=True)
class ItemTag:
    """An indicator the item stands under, and how it stands there."""

    indicator: IndicatorSlug
    slot: SlotSlug | None
    state: State
    reason: str = ""
    note: str = ""
    reviewed_at: str = ""
    reviewer: str = ""
    disputed: tuple[Dissent, ...] = ()
    """What other desks judged otherwise, whose word this one did not know."""
    elsewhere: tuple[Word, ...] = ()
    """What the hubs above and below say."""


@dataclass(frozen=True, slots=True)
class Item:
    """One evidence item as read from the library. `row` orders and pages lists and has no meaning elsewhere."""

    row: int
    id: EvidenceId
    station: StationId
    digest: Digest
    kind: str
    media: str
    name: str
    title: str
    note: str
    captured_at: str
    captured_at_source: str
    place: PlaceCode
    agency: str
    gps: tuple[float, float] | None
    camera: str
    created_at: str
    actor: str
    year: int
    state: State
    supersedes: EvidenceId | None
    superseded_by: EvidenceId | None
    has_bytes: bool
    warnings: tuple[str, ...]
    tags: tuple[ItemTag, ...] = ()
    names: tuple[str, ...] = ()
    claims: tuple[Mapping[str, Any], ...] = ()
    stated_place: str = ""
    """The place somebody stated for this very item; `place` falls back to the station's."""

    activity: ActivityId | None = None
    activity_title: str = ""
    letter: str = ""
    """The number of the official letter or decree that this is."""

    restriction: Restriction = UNRESTRICTED
    """Not empty: it is veiled on screens and left out of papers, see operations/restrict.py."""

    @property
    def doubts(self) -> tuple[Contradiction, ...]:
        """What of its times cannot be true together; "now" is the moment it was taken in."""
        return contradictions(self.claims, self.created_at)

    @property
    def label(self) -> str:
        """The title if it has one, else the file name."""
        return self.title or self.name


class Order(StrEnum):
    """How a list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ADDED = "added"
    BEST = "best"
    """Best match first, for searches; a list without words is then newest first."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items to list. What is left at its default lets all through, except withdrawn and replaced ones."""

    untagged: bool = False
    indicator: IndicatorSlug | None = None
    slot: SlotSlug | None = None
    states: frozenset[State] = field(default_factory=frozenset)
    place: PlaceCode | None = None
    agency: str | None = None
    station: StationId | None = None
    year: int | None = None
    group: str | None = None
    """photo, document, video, audio or other: what the bytes are."""
    kind: str | None = None
    """What it proves: minutes, decree, …; see EvidenceKind."""
    source: str | None = None
    """A watched folder."""
    to_review: bool = False
    """With at least one tag whose verdict is still open (secretariat)."""
    withdrawn: bool = False
    """Let withdrawn and superseded items through too."""
    machine_read: bool = False
    """With words that a machine read from a picture."""
    text: str = ""
    """Words to search for; see model.query."""
    order: Order = Order.NEWEST


class Judged(StrEnum):
    """How the secretariat's word on an item under an indicator stands; what its queue is chosen by."""

    WAITING = "waiting"
    DISPUTED = "disputed"
    """Two desks judged otherwise, neither knowing of the other."""
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class ToJudge:
    """One line of the secretariat's queue: an item under an indicator; the lower the `row`, the longer it is here."""

    row: int
    evidence: EvidenceId
    indicator: IndicatorSlug
    place: PlaceCode
    agency: str
    kind: str
    home: StationId = StationId("")  # noqa: RUF009 - a name
    """The hub that its station belongs to."""


@dataclass(frozen=True, slots=True)
class Found:
    """One search hit; `snippet` puts the found words between the characters U+0002 and U+0003."""

    row: int
    id: EvidenceId
    title: str
    snippet: str
    machine_read: bool = False
    """The snippet is from words that a machine read from a picture."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The answer to a search. `total` is exact up to a limit (store.search.RANK_LIMIT); beyond it there are more."""

    total: int
    items: tuple[Found, ...] = ()
    total_is_exact: bool = True
    ranked: bool = False
    """Best first; else newest first."""
    similar: tuple[str, ...] = ()
    """Words of the library that were searched for besides, because what was typed stands there hardly or not at all."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list in its order: row numbers with the ISO times that they are sorted by."""

    rows: Sequence[tuple[int, str]]
    whole: bool = True
    """False for a search with more hits than a list takes; it then holds the newest (or oldest) of them."""
    ranked: bool = False
    similar: tuple[str, ...] = ()
    """As in Hits."""


@dataclass(frozen=True, slots=True)
class ItemText:
    """The words of an item: from the file itself, and those that a machine read from a picture of them."""

    text: str = ""
    read: str = ""

    @property
    def whole(self) -> str:
        """All of it, the file's own words first."""
        return "\n".join(part for part in (self.text, self.read) if part)
