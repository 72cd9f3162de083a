"""What a printed dossier holds and in which order: chapters by cluster and indicator, evidence by slot and date. Pure.

How it is put together
- One sheet for each item, in the first chapter it stands in; later chapters refer to that sheet by its number.
- Indicators without evidence get no chapter; the overview names them.
- An item tagged to an indicator alone is shown under the slot that `model.coverage` counts it for, or, where all slots
  of its kind are taken, with the first slot of its kind.
- The dossier's code stands for its content: it is the beginning of the SHA-256 over one line for each item and
  indicator, "<indicator> <state> <sha256 of the file>" with a line feed, sorted. The same content bears one code.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kla_desktop.model.catalogue import Catalogue, Cluster, Indicator, Slot
from kla_desktop.model.coverage import Cell, Coverage
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, PlaceCode, SlotSlug
from kla_desktop.model.listing import Item, ItemTag
from kla_desktop.model.places import Places, lies_in

CODE_DIGITS = 12
"""Hex digits in a dossier's code; an item's code has eight."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the dossier is about: one indicator or all, at a place (with all inside it) or everywhere, in a year."""

    indicator: IndicatorSlug | None = None
    place: PlaceCode | None = None
    year: int | None = None
    only_accepted: bool = False
    with_restricted: bool = False
    """Print restricted items too, without what can be recognised; else they are counted only."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Which pages are printed around and among the chapters."""

    cover: bool = True
    overview: bool = True
    listing: bool = True
    photos: bool = True
    """Sheets of photos; without them a photo stands in the list only."""
    whole_documents: bool = False
    """Every page of a document, not the first alone."""
    signer: str = ""
    """Whose signature the dossier waits for: a key of printing.words, such as "signer_task_force"; "" for nobody's."""


class SlotState(StrEnum):
    """How a slot stands: the best of its evidence in this dossier, else whether evidence lies elsewhere."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    RETURNED = "returned"
    NOT_PRINTED = "not_printed"
    """There is evidence, but this dossier leaves it out (only accepted evidence was asked for)."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One item as it is printed: its running number, the chapter that prints it, and where it stands, in order."""

    number: int
    item: Item
    home: IndicatorSlug
    tags: tuple[ItemTag, ...]


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One slot of a chapter with the numbers of the sheets that answer it."""

    slot: Slot
    state: SlotState
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One indicator. `sheets` are printed here; `elsewhere` are numbers of sheets that another chapter prints."""

    cluster: Cluster
    indicator: Indicator
    cell: Cell
    slots: tuple[SlotLine, ...]
    loose: tuple[int, ...]
    """Sheets that answer no particular slot."""
    sheets: tuple[Sheet, ...]
    elsewhere: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts on the first pages."""

    items: int
    accepted: int
    """Items that are accepted under at least one indicator."""
    indicators: int
    """Indicators with evidence in this dossier."""
    indicators_wanted: int
    slots: int
    """Slots that hold anything standing, by `model.coverage`."""
    slots_wanted: int
    without_bytes: int
    """Items told of whose files have not arrived."""
    foreign: int
    """Items left out because they stand only under indicators of another edition."""
    restricted: int = 0
    """Items left out because they are restricted."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The printed whole."""

    scope: Scope
    edition: str
    overview: tuple[tuple[Cluster, tuple[tuple[Indicator, Cell], ...]], ...]
    chapters: tuple[Chapter, ...]
    sheets: tuple[Sheet, ...]
    """All sheets by number, from 1."""
    figures: Figures
    fingerprint: str
    """SHA-256 of the content, 64 hex digits."""

    @property
    def code(self) -> str:
        """The code on cover and footers, such as "3fa9-12c4-77b0"."""
        return grouped(self.fingerprint[:CODE_DIGITS])


def grouped(digits: str) -> str:
    """Set hex digits apart by fours, as people read them aloud: "3fa9-12c4"."""
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def compose_dossier(
    catalogue: Catalogue, places: Places, items: Iterable[Item], coverage: Coverage, scope: Scope
) -> Dossier:
    """Choose the items in the scope and put them in order. `coverage` is measured over the same place and year.

    Raises Fixable(NO_SUCH_INDICATOR) for an indicator that the catalogue does not have.
    """
    asked = (catalogue.find(scope.indicator),) if scope.indicator else catalogue.indicators
    slugs = {indicator.slug for indicator in asked}
    area = scope.place if scope.place != places.city.code else None
    chosen: list[Item] = []
    foreign = restricted = 0
    for item in items:
        if not _in_scope(item, scope, area):
            continue
        stands = any(tag.indicator in catalogue.by_slug for tag in item.tags)
        if stands and item.restriction and not scope.with_restricted:
            restricted += any(tag.indicator in slugs and _shown(tag, scope) for tag in item.tags)
        elif stands:
            chosen.append(item)
        elif item.tags:
            foreign += 1
    cells = {cell.indicator: cell for cell in coverage.totals}
    numbers: dict[EvidenceId, int] = {}
    chapters: list[Chapter] = []
    for cluster in catalogue.clusters:
        for indicator in asked:
            if indicator.cluster == cluster.code:
                standing = _standing(chosen, indicator, scope)
                if standing:
                    known = catalogue, scope, numbers
                    chapters.append(_chapter(cluster, indicator, cells[indicator.slug], standing, known))
    sheets = tuple(sheet for chapter in chapters for sheet in chapter.sheets)
    fingerprint = _fingerprint(sheets)
    wanted = [cells[indicator.slug] for indicator in asked]
    return Dossier(
        scope=scope,
        edition=catalogue.edition,
        overview=_overview(catalogue, asked, cells),
        chapters=tuple(chapters),
        sheets=sheets,
        figures=Figures(
            items=len(sheets),
            accepted=sum(any(tag.state == State.ACCEPTED for tag in sheet.tags) for sheet in sheets),
            indicators=len(chapters),
            indicators_wanted=len(asked),
            slots=sum(cell.filled for cell in wanted),
            slots_wanted=sum(cell.wanted for cell in wanted),
            without_bytes=sum(not sheet.item.has_bytes for sheet in sheets),
            foreign=foreign,
            restricted=restricted,
        ),
        fingerprint=fingerprint,
    )


def _in_scope(item: Item, scope: Scope, area: PlaceCode | None) -> bool:
    return (
        item.state != State.WITHDRAWN
        and item.superseded_by is None
        and (area is None or lies_in(item.place, area))
        and (scope.year is None or item.year == scope.year)
    )


def _shown(tag: ItemTag, scope: Scope) -> bool:
    return tag.state == State.ACCEPTED or not scope.only_accepted


def _standing(items: Sequence[Item], indicator: Indicator, scope: Scope) -> list[tuple[Item, ItemTag]]:
    """Items under the indicator, oldest first, so that the earliest proof fills a slot."""
    found = [
        (item, tag) for item in items for tag in item.tags if tag.indicator == indicator.slug and _shown(tag, scope)
    ]
    return sorted(found, key=lambda pair: (pair[0].captured_at or pair[0].created_at, pair[0].id))


def _chapter(
    cluster: Cluster,
    indicator: Indicator,
    cell: Cell,
    standing: list[tuple[Item, ItemTag]],
    known: tuple[Catalogue, Scope, dict[EvidenceId, int]],
) -> Chapter:
    catalogue, scope, numbers = known
    homes = _homes(indicator, standing)
    rank: dict[SlotSlug | None, int] = {slot.slug: place for place, slot in enumerate(indicator.slots)}
    rank[None] = len(rank)
    standing = sorted(standing, key=lambda pair: rank[homes[pair[0].id]])  # stable: still by date within a slot
    sheets: list[Sheet] = []
    elsewhere: list[int] = []
    by_slot: dict[SlotSlug | None, list[tuple[int, State]]] = {}
    for item, tag in standing:
        if item.id in numbers:
            elsewhere.append(numbers[item.id])
        else:
            numbers[item.id] = len(numbers) + 1
            tags = (each for each in item.tags if each.indicator in catalogue.by_slug and _shown(each, scope))
            ordered = sorted(tags, key=lambda each: catalogue.by_slug[each.indicator].number)
            sheets.append(Sheet(numbers[item.id], item, indicator.slug, tuple(ordered)))
        by_slot.setdefault(homes[item.id], []).append((numbers[item.id], tag.state))
    return Chapter(
        cluster=cluster,
        indicator=indicator,
        cell=cell,
        slots=tuple(_line(slot, by_slot.get(slot.slug, []), cell) for slot in indicator.slots),
        loose=tuple(number for number, _ in by_slot.get(None, [])),
        sheets=tuple(sheets),
        elsewhere=tuple(sorted(elsewhere)),
    )


def _homes(indicator: Indicator, standing: Sequence[tuple[Item, ItemTag]]) -> dict[EvidenceId, SlotSlug | None]:
    """Under which slot each item is shown; the first rounds follow `model.coverage`, the rest joins its kind."""
    slots = {slot.slug for slot in indicator.slots}
    homes: dict[EvidenceId, SlotSlug | None] = {
        item.id: tag.slot for item, tag in standing if tag.slot is not None and tag.slot in slots
    }
    taken = Counter(home for item, tag in standing if (home := homes.get(item.id)) and tag.state != State.RETURNED)
    for item, tag in standing:
        if item.id in homes:
            continue
        fitting = [slot.slug for slot in indicator.slots if slot.kind == item.kind]
        free = [slug for slug in fitting if not taken[slug]] if tag.state != State.RETURNED else []
        homes[item.id] = next(iter(free or fitting), None)
        if free:
            taken[free[0]] += 1
    return homes


def _line(slot: Slot, held: Sequence[tuple[int, State]], cell: Cell) -> SlotLine:
    states = {state for _, state in held}
    if State.ACCEPTED in states:
        state = SlotState.ACCEPTED
    elif states - {State.RETURNED}:
        state = SlotState.WAITING
    elif states:
        state = SlotState.RETURNED
    else:
        state = SlotState.MISSING if slot.slug in cell.missing else SlotState.NOT_PRINTED
    return SlotLine(slot, state, tuple(sorted(number for number, _ in held)))


def _overview(
    catalogue: Catalogue, asked: Sequence[Indicator], cells: dict[IndicatorSlug, Cell]
) -> tuple[tuple[Cluster, tuple[tuple[Indicator, Cell], ...]], ...]:
    parts = (
        (cluster, tuple((each, cells[each.slug]) for each in asked if each.cluster == cluster.code))
        for cluster in catalogue.clusters
    )
    return tuple((cluster, rows) for cluster, rows in parts if rows)


def _fingerprint(sheets: Iterable[Sheet]) -> str:
    lines = sorted(
        f"{tag.indicator} {tag.state} {sheet.item.digest.sha256}\n" for sheet in sheets for tag in sheet.tags
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()
