"""Reading for screens and the command line: lists, single items, search, what needs doing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import EvidenceId, IndicatorSlug
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.listing import Filter, Found, Hits, Item, Rows
from kla_desktop.model.request import Request, RequestState
from kla_desktop.operations.recovery import needs_writing
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.failure_table import Failure
from kla_desktop.store.library_table import Source
from kla_desktop.store.office_table import BundleRow, Deed

_MOST_VERSIONS = 50


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of the home screen and the status line."""

    states: dict[str, int]
    indicators: dict[str, dict[str, int]]
    """For each indicator slug, how many tags are in each state."""
    bundles_waiting: tuple[BundleRow, ...]
    requests: tuple[Request, ...]
    failures: tuple[Failure, ...]
    deeds: tuple[Deed, ...]
    undo: Deed | None
    redo: Deed | None
    watched: tuple[str, ...]
    to_review: int
    stations_unknown: int
    held: int
    stations: int
    """Other laptops heard of."""
    recovery_unwritten: bool
    """This secretariat's recovery key was never put on paper."""

    @property
    def untagged(self) -> int:
        """New items that nobody tagged yet."""
        return self.states.get(State.NEW, 0)

    @property
    def returned(self) -> int:
        """Items to mend."""
        return self.states.get(State.RETURNED, 0)


@dataclass(frozen=True, slots=True)
class Detail:
    """One item with all that is known of it."""

    item: Item
    text: str
    text_read: str
    """The part of the text that a machine read from pictures of it."""
    sources: tuple[Source, ...]
    history: tuple[Event, ...]
    twins: tuple[EvidenceId, ...]
    """Other items with the same bytes (other stations')."""
    pages: int | None
    width: int | None
    height: int | None
    seconds: float | None
    """How long a recording runs."""
    within: tuple[EvidenceId, str] | None
    """The container it was taken out of, and its name there."""
    earlier: tuple[Item, ...] = ()
    """What it took the place of, newest first: items replaced by it, and its file's bytes before it was changed."""
    later: tuple[Item, ...] = ()
    """What took its place, oldest first."""


def overview(ws: Workspace) -> Overview:
    """Read what the home screen shows."""
    offices, local = ws.store.offices, ws.store.local
    mine, left = None if ws.is_secretariat else ws.me, ws.store.left
    return Overview(
        states=ws.store.evidence.state_counts(),
        indicators=ws.store.evidence.indicator_counts(),
        bundles_waiting=tuple(
            row
            for row in offices.bundles(sender=ws.me)
            if not row.handed_at and not row.received_at and row.recipient not in left
        ),
        requests=tuple(found for found in offices.requests(mine) if found.state is RequestState.OPEN),
        failures=tuple(ws.store.failures.list()),
        deeds=tuple(offices.deeds(12)),
        undo=offices.to_undo(),
        redo=offices.to_redo(),
        watched=tuple(local.watched()),
        to_review=ws.store.evidence.count(Filter(to_review=True)) if ws.is_secretariat else 0,
        stations_unknown=len({held.station for held in local.held()}),
        held=len(local.held()),
        stations=sum(one.id != ws.me for one in offices.stations()),
        recovery_unwritten=needs_writing(ws),
    )


def rows(ws: Workspace, wanted: Filter) -> list[tuple[int, str]]:
    """Row numbers and sort keys (ISO times) of all matching items in list order."""
    return ws.store.evidence.rows(wanted)


def each_row(ws: Workspace, wanted: Filter) -> Iterator[tuple[int, str]]:
    """The same one by one, for who does not keep them."""
    return ws.store.evidence.each_row(wanted)


def listing(ws: Workspace, wanted: Filter, stop: Callable[[], bool] | None = None) -> Rows:
    """The same, with what is to be said about a search; `stop` says whether nobody wants the answer any more."""
    search = ws.store.search
    return search.rows(wanted, stop) if search.asks(wanted) else Rows(ws.store.evidence.rows(wanted))


def snippets(ws: Workspace, text: str, numbers: Sequence[int]) -> dict[int, Found]:
    """Where the words of a search stand in some items, by row number."""
    return ws.store.search.snippets(text, numbers)


def years(ws: Workspace) -> list[int]:
    """The years that evidence is of, newest first."""
    return ws.store.evidence.years()


def items(ws: Workspace, numbers: Sequence[int]) -> list[Item]:
    """Read items by row number."""
    return ws.store.evidence.items(numbers)


def page(ws: Workspace, wanted: Filter, limit: int, offset: int = 0) -> list[Item]:
    """Read some items of a list."""
    return items(ws, [number for number, _ in rows(ws, wanted)[offset : offset + limit]])


def pictures(ws: Workspace, digests: Sequence[str]) -> dict[str, bytes]:
    """Thumbnails (JPEG) by SHA-256; those without one are left out."""
    return ws.store.previews.get(digests)


def search(ws: Workspace, wanted: Filter, limit: int = 50, patience: float | None = None) -> Hits:
    """Search by words and filters: how many match, and the first of them with snippets; see store.search."""
    return ws.store.search.find(wanted, limit, patience=patience)


def find_id(ws: Workspace, text: str) -> EvidenceId:
    """Take a whole id, or a clear beginning of one. Raises Fixable(NO_SUCH_EVIDENCE), with candidates if unclear."""
    matches = ws.store.evidence.starting_with(text) if text else []
    if len(matches) != 1:
        raise Fixable(ErrorCode.NO_SUCH_EVIDENCE, id=text, candidates=matches)
    return matches[0]


def detail(ws: Workspace, evidence: EvidenceId) -> Detail:
    """Read everything about one item. Raises Fixable(NO_SUCH_EVIDENCE)."""
    item = ws.find([evidence])[0]
    sha256 = item.digest.sha256
    derived = ws.store.local.derived(sha256)
    history = tuple(ws.store.journal.about([evidence])[evidence])
    words = ws.store.search.text_of(evidence)
    return Detail(
        item=item,
        text=words.whole,
        text_read=words.read,
        sources=tuple(ws.store.local.sources_of(evidence)),
        history=history,
        twins=tuple(other for other in ws.store.evidence.of_digest(sha256) if other != evidence),
        pages=derived.pages if derived else None,
        width=derived.width if derived else None,
        height=derived.height if derived else None,
        seconds=derived.seconds if derived else None,
        within=_within(history),
        earlier=_chain(ws, item, _before),
        later=_chain(ws, item, _after),
    )


def _chain(ws: Workspace, item: Item, step: Callable[[Workspace, Item], EvidenceId | None]) -> tuple[Item, ...]:
    """Go from version to version; what comes round again or is not here ends it."""
    found: list[Item] = []
    known, at = {item.id}, step(ws, item)
    while at is not None and at not in known and len(found) < _MOST_VERSIONS:
        known.add(at)
        other = ws.store.evidence.find([at]).get(at)
        if other is None:
            break
        found.append(other)
        at = step(ws, other)
    return tuple(found)


def _before(ws: Workspace, item: Item) -> EvidenceId | None:
    return item.supersedes or ws.store.local.earlier(item.id)


def _after(ws: Workspace, item: Item) -> EvidenceId | None:
    return item.superseded_by or ws.store.local.later(item.id)


def _within(history: Sequence[Event]) -> tuple[EvidenceId, str] | None:
    for event in history:
        within = event.data.get("within")
        if event.kind == Kind.CAPTURED and isinstance(within, dict):
            return EvidenceId(str(within.get("evidence", ""))), str(within.get("name", ""))
    return None


def recent_indicators(ws: Workspace, limit: int = 5) -> list[IndicatorSlug]:
    """The indicators this library used last, newest first."""
    return ws.store.evidence.recent_indicators(limit)
