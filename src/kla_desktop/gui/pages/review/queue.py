"""What Tinjau lists: items under indicators that wait for a word or bear one; at a station what came back.

The queue is light, a few numbers and names for each line, so that all of it is here however long it is; items are read
group by group as they are looked at.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timezone

from PySide6.QtGui import QImage

from kla_desktop.gui.pages.live_page import office_name
from kla_desktop.model.evidence import State, Verdict, Word
from kla_desktop.model.evidence_kind import DOCUMENT_GROUP, MediaKind
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, PlaceCode, SlotSlug, StationId
from kla_desktop.model.journal import written_time
from kla_desktop.model.listing import Filter, Found, Item, ItemTag, Judged, Order
from kla_desktop.operations import browse
from kla_desktop.operations.find_duplicates import Alike, alike_of
from kla_desktop.operations.open_original import large_picture
from kla_desktop.operations.report_coverage import CoverageRequest, report_coverage
from kla_desktop.operations.review import last_words, left_with
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.formats import WIB

MOST_HITS = 300
"""Hits of a search that are listed with the words they stand in; the rest are counted."""
SIDE = 1600
"""Pixels of the longer side of a large picture."""
_TEXTS = frozenset(kind.value for kind in MediaKind if kind.group == DOCUMENT_GROUP and kind is not MediaKind.PDF)
Key = tuple[EvidenceId, IndicatorSlug]
Group = tuple[str, IndicatorSlug]


@dataclass(frozen=True, slots=True)
class Ticket:
    """One line of the queue: an item under an indicator, not read yet. A lower `row` is longer here."""

    row: int
    key: Key
    office: str
    kind: str

    @property
    def indicator(self) -> IndicatorSlug:
        """The indicator."""
        return self.key[1]

    @property
    def group(self) -> Group:
        """Those of one office and indicator are looked at together."""
        return self.office, self.key[1]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, read."""

    item: Item
    tag: ItemTag
    office: str

    @property
    def key(self) -> Key:
        """What tells it from the others."""
        return self.item.id, self.tag.indicator


class Queue:
    """Lines in their order, group after group."""

    def __init__(self, tickets: Iterable[Ticket] = ()) -> None:
        self.tickets = tuple(tickets)
        self._places = {ticket.key: at for at, ticket in enumerate(self.tickets)}

    def __len__(self) -> int:
        """How many."""
        return len(self.tickets)

    def at(self, key: Key | None) -> int:
        """Where a line stands, -1 if it is not here."""
        return -1 if key is None else self._places.get(key, -1)

    def without(self, keys: Iterable[Key]) -> "Queue":
        """All but some."""
        gone = set(keys)
        return Queue(ticket for ticket in self.tickets if ticket.key not in gone)

    def mates(self, key: Key) -> tuple[Ticket, ...]:
        """A line and its neighbours of the same group."""
        at = end = self.at(key)
        group = self.tickets[at].group
        while at > 0 and self.tickets[at - 1].group == group:
            at -= 1
        while end + 1 < len(self.tickets) and self.tickets[end + 1].group == group:
            end += 1
        return self.tickets[at : end + 1]


@dataclass(frozen=True, slots=True)
class Reading:
    """The queue as read, and the figures beside it."""

    queue: Queue
    today: int = 0
    """Words given today by whoever sits here."""
    disputed: int = 0
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    """Read at once where the list shows titles: at a station."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reviewer wants to see; empty lets all through."""

    office: str = ""
    indicator: str = ""
    kind: str = ""
    order: str = "oldest"
    """oldest, newest, or most: the largest groups first."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: row numbers, the best first, and the words of the first of them."""

    text: str
    rows: tuple[int, ...]
    found: Mapping[int, Found]


@dataclass(frozen=True, slots=True)
class Decision:
    """The word in force on an entry, if there is one: whose, and whether it may still be taken back."""

    mine: bool
    left: str = ""
    """When the reply left that carries it, "" while it is still here."""
    number: int = 0


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
    before: Item | None
    """The item that this one takes the place of."""
    seen_at: PlaceCode | None
    """Where its position lies, if that is not where it is said to be."""
    decision: Decision | None
    elsewhere: tuple[tuple[Word, str], ...]
    """What the hubs above and below say, with the name of their office."""

    @property
    def as_text(self) -> bool:
        """Whether its words are shown rather than a picture."""
        return self.detail.item.media in _TEXTS


def read_queue(ws: Workspace, stands: Judged) -> Reading:
    """Read what waits for the secretariat, or what it has decided."""
    hubs = {hub: f"{_office(ws, hub)} › " for hub in ws.store.voices.below}
    tickets = [
        Ticket(
            line.row,
            (line.evidence, line.indicator),
            hubs.get(line.home, "") + office_name(ws.places, line.place, line.agency),
            line.kind,
        )
        for line in ws.store.reviews.lines(stands)
    ]
    today = ws.store.reviews.said_since(_midnight(ws), ws.actor)
    return Reading(Queue(tickets), today, ws.store.reviews.count(Judged.DISPUTED))


def read_returned(ws: Workspace) -> Reading:
    """Read what came back to this station, from its secretariat or from a hub above, newest first."""
    wanted = Filter(states=frozenset({State.RETURNED}), station=ws.me)
    items = browse.items(ws, [row for row, _ in browse.rows(ws, wanted)])
    known = {item.id for item in items}
    items += ws.find([one for one in ws.store.reviews.returned_elsewhere(ws.me) if one not in known])
    entries = [
        Entry(item, back, office_name(ws.places, item.place, item.agency))
        for item in items
        for tag in item.tags
        if (back := _sent_back(ws, tag)) is not None
    ]
    tickets = [Ticket(entry.item.row, entry.key, entry.office, entry.item.kind) for entry in entries]
    return Reading(Queue(tickets), entries={entry.key: entry for entry in entries})


def _sent_back(ws: Workspace, tag: ItemTag) -> ItemTag | None:
    """The tag as it came back: by one's own secretariat, else by a hub above, whose words it then bears."""
    if tag.state is State.RETURNED:
        return tag
    word = next((one for one in reversed(tag.elsewhere) if one.verdict is Verdict.RETURN), None)
    if word is None:
        return None
    who = " · ".join(part for part in (_office(ws, word.hub), word.reviewer) if part)
    return replace(
        tag, state=State.RETURNED, reason=word.reason, note=word.note, reviewed_at=word.reviewed_at, reviewer=who
    )


def _office(ws: Workspace, station: StationId) -> str:
    known = ws.store.offices.station(station)
    return office_name(ws.places, known.place, known.agency) if known else ""


def read_entries(ws: Workspace, tickets: Collection[Ticket]) -> dict[Key, Entry]:
    """Read some lines; those gone meanwhile are left out."""
    items = {item.id: item for item in browse.items(ws, [ticket.row for ticket in tickets])}
    return {
        ticket.key: Entry(items[ticket.key[0]], tag, ticket.office)
        for ticket in tickets
        if ticket.key[0] in items
        for tag in items[ticket.key[0]].tags
        if tag.indicator == ticket.indicator
    }


def read_hits(ws: Workspace, text: str, stands: Judged) -> Hits:
    """Search among what stands so."""
    wanted = Filter(text=text, to_review=stands is Judged.WAITING, order=Order.BEST)
    here = {line.row for line in ws.store.reviews.lines(stands)}
    rows = tuple(row for row, _ in browse.listing(ws, wanted).rows if row in here)
    return Hits(text, rows, browse.snippets(ws, text, rows[:MOST_HITS]))


def arranged(queue: Queue, choice: Choice, later: Sequence[Key], hits: Hits | None) -> Queue:
    """Keep what was chosen, put groups together in the wanted order, and what was put off at the end."""
    kept = [
        ticket
        for ticket in queue.tickets
        if (not choice.office or ticket.office == choice.office)
        and (not choice.indicator or ticket.indicator == choice.indicator)
        and (not choice.kind or ticket.kind == choice.kind)
    ]
    if hits is not None:
        place = {row: at for at, row in enumerate(hits.rows)}
        return Queue(sorted((one for one in kept if one.row in place), key=lambda one: place[one.row]))
    if choice.order == "newest":
        kept.reverse()
    groups: dict[Group, list[Ticket]] = {}
    for ticket in kept:
        if ticket.key not in later:
            groups.setdefault(ticket.group, []).append(ticket)
    ordered = sorted(groups.values(), key=len, reverse=True) if choice.order == "most" else list(groups.values())
    put_off = [ticket for ticket in kept if ticket.key in later]
    return Queue([*(ticket for group in ordered for ticket in group), *put_off])


def read_story(ws: Workspace, entry: Entry) -> Story:
    """Read one entry's words, twins and neighbours."""
    detail = browse.detail(ws, entry.item.id)
    item, slug = detail.item, entry.tag.indicator
    twins = ws.store.evidence.find(list(detail.twins))
    small = browse.pictures(ws, [item.digest.sha256]).get(item.digest.sha256, b"")
    request = CoverageRequest(item.place or None, item.agency or None, item.year or None, slug)
    cells = [
        cell
        for cell in report_coverage(ws, request).cells
        if cell.indicator == slug and cell.place == (item.place or None)
    ]
    slots = ws.catalogue.by_slug[slug].slots if slug in ws.catalogue.by_slug else ()
    before = ws.store.evidence.find([item.supersedes]).get(item.supersedes) if item.supersedes else None
    seen = ws.proposed_place(item)
    return Story(
        detail,
        QImage.fromData(small),
        tuple((twin, office_name(ws.places, twin.place, twin.agency)) for twin in twins.values()),
        tuple((one, office_name(ws.places, one.item.place, one.item.agency)) for one in alike_of(ws, item)),
        frozenset(slot.slug for slot in slots if any(slot.slug not in cell.missing for cell in cells)),
        before,
        seen.place if seen is not None and not _within(item.place, seen.place) else None,
        _decision(ws, detail, slug) if ws.is_secretariat else None,
        tuple((word, _office(ws, word.hub)) for tag in item.tags if tag.indicator == slug for word in tag.elsewhere),
    )


def read_picture(ws: Workspace, evidence: EvidenceId, page: int) -> QImage:
    """Draw a large picture; a null image if there is none. Raises Fixable(OBJECT_DAMAGED)."""
    data = large_picture(ws, evidence, page, SIDE)
    return QImage.fromData(data) if data else QImage()


def _decision(ws: Workspace, detail: browse.Detail, slug: IndicatorSlug) -> Decision | None:
    words = last_words(ws, detail.history, slug)
    judged = any(tag.indicator == slug and tag.state in (State.ACCEPTED, State.RETURNED) for tag in detail.item.tags)
    if not words or not judged:
        return None
    if words[-1].station != ws.me:
        return Decision(mine=False)
    row = left_with(ws, detail.item, words[-1])
    return Decision(True, row.handed_at or row.packed_at, row.number) if row else Decision(mine=True)


def _within(place: str, seen: str) -> bool:
    """Whether a position's place is the stated one, lies in it, or holds it: a city's photo may be taken anywhere."""
    return not place or seen == place or seen.startswith(f"{place}.") or place.startswith(f"{seen}.")


def _midnight(ws: Workspace) -> str:
    """The beginning of the local day, as the journal writes times."""
    zone = timezone(WIB)
    today = ws.tools.clock.now().astimezone(zone).date()
    return written_time(datetime.combine(today, time(), zone))
