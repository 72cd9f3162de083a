"""What the selected items have in common, read off the GUI thread: the values to show, or that they are mixed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kla_desktop.model.evidence_kind import MediaKind
from kla_desktop.model.ids import IndicatorSlug, PlaceCode
from kla_desktop.model.listing import Item
from kla_desktop.operations import browse

if TYPE_CHECKING:
    from kla_desktop.operations.workspace import Workspace

T = TypeVar("T")
MOST_READ = 1000
"""Of a larger selection only so many are compared; nobody reads further, and all of it is edited."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Common values; None where they differ. `tags` counts how many of `read` items have each."""

    count: int
    read: int
    title: str | None
    when: str | None
    place: PlaceCode | None
    tags: tuple[tuple[IndicatorSlug, int], ...]
    restricted: bool | None
    own: bool
    """Whether this station may change them all."""

    def shared_tags(self) -> tuple[frozenset[IndicatorSlug], frozenset[IndicatorSlug]]:
        """Return the tags that all of the read items have, and those that only some have."""
        whole = frozenset(slug for slug, count in self.tags if count == self.read)
        return whole, frozenset(slug for slug, _ in self.tags) - whole


def summarise(items: Sequence[Item], count: int, me: str) -> Summary:
    """Compare items that were read; `count` is the size of the whole selection."""
    tags = Counter(tag.indicator for item in items for tag in item.tags)
    return Summary(
        count=count,
        read=len(items),
        title=_common([item.title for item in items]),
        when=_common([item.captured_at for item in items]),
        place=_common([item.place for item in items]),
        tags=tuple(tags.items()),
        restricted=_common([bool(item.restriction) for item in items]),
        own=all(item.station == me for item in items),
    )


def read_summary(ws: "Workspace", numbers: Sequence[int], count: int) -> Summary:
    """Read (at most MOST_READ) items and compare them."""
    return summarise(browse.items(ws, numbers[:MOST_READ]), count, ws.me)


def noun_of(items: Sequence[Item]) -> str:
    """Return what a batch is called in a toast: photos, documents, or evidence where it is mixed."""
    groups = {_group(item.media) for item in items}
    only = groups.pop() if len(groups) == 1 else ""
    return only if only in {"photo", "document", "video", "audio"} else "evidence"


def _group(media: str) -> str:
    try:
        return MediaKind(media).group
    except ValueError:
        return "other"


def _common(values: Sequence[T]) -> T | None:
    return values[0] if values and len(set(values)) == 1 else None
