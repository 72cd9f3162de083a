"""What Tinjau lists: evidence that waits for a verdict, or at a station what came back; by office and indicator."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QImage

from kla_desktop.gui.pages.live_page import office_name
from kla_desktop.model.evidence import State
from kla_desktop.model.evidence_kind import DOCUMENT_GROUP, MediaKind
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, SlotSlug
from kla_desktop.model.listing import Filter, Item, ItemTag, Order
from kla_desktop.operations import browse
from kla_desktop.operations.find_duplicates import Alike, alike_of
from kla_desktop.operations.open_original import large_picture
from kla_desktop.operations.report_coverage import CoverageRequest, report_coverage
from kla_desktop.operations.workspace import Workspace

MOST = 2000
"""Items read at once, the oldest; the rest come as these are judged."""
SIDE = 1600
"""Pixels of the longer side of a large picture."""
_JUDGED = frozenset({State.ACCEPTED, State.RETURNED, State.WITHDRAWN})
_TEXTS = frozenset(kind.value for kind in MediaKind if kind.group == DOCUMENT_GROUP and kind is not MediaKind.PDF)
Key = tuple[EvidenceId, IndicatorSlug]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item under one indicator."""

    item: Item
    tag: ItemTag
    office: str

    @property
    def key(self) -> Key:
        """What tells it from the others."""
        return self.item.id, self.tag.indicator

    @property
    def group(self) -> tuple[str, IndicatorSlug]:
        """Entries of one office and indicator are looked at together."""
        return self.office, self.tag.indicator


@dataclass(frozen=True, slots=True)
class Queue:
    """All that waits, group after group."""

    entries: tuple[Entry, ...]
    more: bool
    """There are more than were read."""

    def at(self, key: Key | None) -> int:
        """Where an entry stands, -1 if it is not here."""
        return next((at for at, entry in enumerate(self.entries) if entry.key == key), -1)


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of one entry beside its picture."""

    detail: browse.Detail
    small: QImage
    twins: tuple[tuple[Item, str], ...]
    """Items with the same bytes, with the name of their office."""
    alike: tuple[tuple[Alike, str], ...]
    """Items that show the same or nearly so, with the name of their office, and what was decided about them."""
    filled: frozenset[SlotSlug]
    """Slots of the indicator that this office has shown in that year."""

    @property
    def as_text(self) -> bool:
        """Whether its words are shown rather than a picture."""
        return self.detail.item.media in _TEXTS


def read_queue(ws: Workspace) -> Queue:
    """Read what waits for the secretariat, oldest first."""
    return _queue(ws, Filter(to_review=True, order=Order.OLDEST), lambda tag: tag.state not in _JUDGED)


def read_returned(ws: Workspace) -> Queue:
    """Read what came back to this station, newest first."""
    wanted = Filter(states=frozenset({State.RETURNED}), station=ws.me)
    return _queue(ws, wanted, lambda tag: tag.state is State.RETURNED)


def narrowed(queue: Queue, office: str, indicator: str, later: Sequence[Key]) -> Queue:
    """Keep one office or indicator (empty: all), and put what was put off at the end."""
    kept = [
        entry
        for entry in queue.entries
        if (not office or entry.office == office) and (not indicator or entry.tag.indicator == indicator)
    ]
    put_off = [entry for entry in kept if entry.key in later]
    return Queue(tuple(entry for entry in kept if entry.key not in later) + tuple(put_off), queue.more)


def read_story(ws: Workspace, entry: Entry) -> Story:
    """Read one entry's words, twins and neighbours."""
    detail = browse.detail(ws, entry.item.id)
    item = detail.item
    twins = ws.store.evidence.find(list(detail.twins))
    small = browse.pictures(ws, [item.digest.sha256]).get(item.digest.sha256, b"")
    request = CoverageRequest(item.place or None, item.agency or None, item.year or None)
    cells = [
        cell
        for cell in report_coverage(ws, request).cells
        if cell.indicator == entry.tag.indicator and cell.place == (item.place or None)
    ]
    slots = ws.catalogue.by_slug[entry.tag.indicator].slots if entry.tag.indicator in ws.catalogue.by_slug else ()
    return Story(
        detail,
        QImage.fromData(small),
        tuple((twin, office_name(ws.places, twin.place, twin.agency)) for twin in twins.values()),
        tuple((one, office_name(ws.places, one.item.place, one.item.agency)) for one in alike_of(ws, item)),
        frozenset(slot.slug for slot in slots if any(slot.slug not in cell.missing for cell in cells)),
    )


def read_picture(ws: Workspace, evidence: EvidenceId, page: int) -> QImage:
    """Draw a large picture; a null image if there is none. Raises Fixable(OBJECT_DAMAGED)."""
    data = large_picture(ws, evidence, page, SIDE)
    return QImage.fromData(data) if data else QImage()


def _queue(ws: Workspace, wanted: Filter, fits: Callable[[ItemTag], bool]) -> Queue:
    rows = browse.rows(ws, wanted)
    entries = [
        Entry(item, tag, office_name(ws.places, item.place, item.agency))
        for item in browse.items(ws, [row for row, _ in rows[:MOST]])
        for tag in item.tags
        if fits(tag)
    ]
    return Queue(tuple(_together(entries)), len(rows) > MOST)


def _together(entries: Sequence[Entry]) -> Iterable[Entry]:
    groups: dict[tuple[str, IndicatorSlug], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    for group in groups.values():
        yield from group
