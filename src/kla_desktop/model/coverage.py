"""What is there of what the catalogue asks: the gap map, and two estimates of our own. Pure.

How it is counted
- Items: `tagged` are all that stand under the indicator (everything but withdrawn ones); `submitted` those of them that
  were handed over; `returned` and `accepted` those of the submitted ones that were judged so.
- Slots: an item fills the slot it is tagged to. An item tagged to an indicator alone fills one open slot of its own
  kind, the first in the catalogue's order; if there is none, it counts for the indicator and fills nothing. A returned
  item fills nothing until it is mended, so its slot counts as missing.
- Wanted: nobody publishes what a single village or agency must show, so every cell is held against all slots of the
  indicator, which are what the whole city must show. `missing` at a village is an offer, not a duty.
- Estimates run from 0 to 1000 and are ours, never the ministry's score, whose weights are not public:
  `claimed` gives an indicator its full weight as soon as one item stands under it, as hopeful self-assessments do;
  `defensible` gives it the share of its slots that hold accepted evidence (of an indicator without slots: all, once one
  item is accepted). Weights are equal unless the city entered its own for every indicator.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from kla_desktop.model.catalogue import Catalogue, Indicator
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import IndicatorSlug, PlaceCode, SlotSlug
from kla_desktop.model.places import lies_in

FULL = 1000
"""The top of both estimates."""
STANDING = frozenset(State) - {State.WITHDRAWN}
SUBMITTED = frozenset({State.SENT, State.RECEIVED, State.ACCEPTED, State.RETURNED})
_Key = tuple[PlaceCode | None, str | None, int | None]
Mark = Literal["accepted", "waiting", "returned", "none"]


@dataclass(frozen=True, slots=True)
class TaggedRow:
    """One item under one indicator, as the office at `place` or `agency` has it; `count` many alike may be one row.

    `state` is a State of the pair (item, indicator). Leave superseded items out: their successors count. An empty
    place or agency and the year 0 mean unknown.
    """

    indicator: IndicatorSlug
    slot: SlotSlug | None
    place: PlaceCode | None
    agency: str | None
    year: int | None
    state: State
    evidence_kind: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """An office and a year that the map shows even while it has nothing there."""

    place: PlaceCode | None
    agency: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator at one office in one year, or over all of them (place, agency and year None) in `totals`."""

    indicator: IndicatorSlug
    place: PlaceCode | None
    agency: str | None
    year: int | None
    wanted: int
    tagged: int
    submitted: int
    returned: int
    accepted: int
    missing: tuple[SlotSlug, ...]
    sound: int
    """Slots that hold accepted evidence."""

    @property
    def filled(self) -> int:
        """Slots that hold anything standing and not returned."""
        return self.wanted - len(self.missing)

    @property
    def mark(self) -> Mark:
        """What the map shows: what needs work comes first."""
        if self.returned:
            return "returned"
        if self.accepted:
            return "accepted"
        return "waiting" if self.tagged else "none"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The map: every indicator × every column, the same summed up per indicator, and the two estimates."""

    cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    claimed: int
    defensible: int
    foreign: int
    """Items tagged to indicators that this edition does not have; shown nowhere else."""

    def cell(
        self, indicator: IndicatorSlug, place: PlaceCode | None, agency: str | None, year: int | None
    ) -> Cell | None:
        """Return one cell, or None where the map has no such column."""
        wanted = (indicator, place, agency, year)
        return next((c for c in self.cells if (c.indicator, c.place, c.agency, c.year) == wanted), None)


def measure_coverage(
    catalogue: Catalogue,
    rows: Iterable[TaggedRow],
    *,
    columns: Iterable[Column] = (),
    place: PlaceCode | None = None,
    agency: str | None = None,
    years: Collection[int] | None = None,
) -> Coverage:
    """Count the rows that lie in `place` (or inside it), at `agency`, in one of `years`; None asks for no such limit.

    Columns are those given and those found in the rows, in the order place, agency, year (none first).
    """
    tallies: dict[_Key, dict[IndicatorSlug, _Tally] | None] = {}  # None: a column that was not asked for

    def column(key: _Key) -> dict[IndicatorSlug, _Tally] | None:
        if key not in tallies:
            tallies[key] = {} if _asked(key, place, agency, years) else None
        return tallies[key]

    for each in columns:
        column((each.place or None, each.agency or None, each.year or None))
    totals: dict[IndicatorSlug, _Tally] = {}
    foreign = 0
    for row in rows:
        own = column((row.place or None, row.agency or None, row.year or None)) if row.state in STANDING else None
        if own is None:
            continue
        if row.indicator not in catalogue.by_slug:
            foreign += row.count
            continue
        for tally in (own, totals):
            if row.indicator not in tally:
                tally[row.indicator] = _Tally()
            tally[row.indicator].add(row)
    shown = [(key, own) for key, own in sorted(tallies.items(), key=_order) if own is not None]
    nothing = _Tally()
    summed = tuple(_cell(each, (None, None, None), totals.get(each.slug, nothing)) for each in catalogue.indicators)
    claimed, defensible = _estimates(catalogue, summed)
    return Coverage(
        cells=tuple(
            _cell(each, key, own.get(each.slug, nothing)) for each in catalogue.indicators for key, own in shown
        ),
        totals=summed,
        claimed=claimed,
        defensible=defensible,
        foreign=foreign,
    )


@dataclass(slots=True)
class _Tally:
    tagged: int = 0
    submitted: int = 0
    returned: int = 0
    accepted: int = 0
    slots: set[SlotSlug] = field(default_factory=set)
    accepted_slots: set[SlotSlug] = field(default_factory=set)
    loose: Counter[str] = field(default_factory=Counter)
    accepted_loose: Counter[str] = field(default_factory=Counter)

    def add(self, row: TaggedRow) -> None:
        self.tagged += row.count
        self.submitted += row.count * (row.state in SUBMITTED)
        if row.state == State.RETURNED:
            self.returned += row.count
            return
        _hold(row, self.slots, self.loose)
        if row.state == State.ACCEPTED:
            self.accepted += row.count
            _hold(row, self.accepted_slots, self.accepted_loose)


def _hold(row: TaggedRow, slots: set[SlotSlug], loose: Counter[str]) -> None:
    if row.slot is None:
        loose[row.evidence_kind] += row.count
    elif row.count:
        slots.add(row.slot)


def _cell(indicator: Indicator, key: _Key, tally: _Tally) -> Cell:
    open_slots = _open_slots(indicator, tally.slots, tally.loose)
    return Cell(
        indicator=indicator.slug,
        place=key[0],
        agency=key[1],
        year=key[2],
        wanted=len(indicator.slots),
        tagged=tally.tagged,
        submitted=tally.submitted,
        returned=tally.returned,
        accepted=tally.accepted,
        missing=open_slots,
        sound=len(indicator.slots) - len(_open_slots(indicator, tally.accepted_slots, tally.accepted_loose)),
    )


def _open_slots(indicator: Indicator, slots: set[SlotSlug], loose: Counter[str]) -> tuple[SlotSlug, ...]:
    left = Counter(loose)
    missing = []
    for slot in indicator.slots:
        if slot.slug in slots:
            continue
        if left[slot.kind] > 0:
            left[slot.kind] -= 1
        else:
            missing.append(slot.slug)
    return tuple(missing)


def _estimates(catalogue: Catalogue, totals: tuple[Cell, ...]) -> tuple[int, int]:
    weights = [indicator.weight for indicator in catalogue.indicators]
    given = [weight for weight in weights if weight is not None]
    if len(given) < len(weights):
        given = [1.0] * len(weights)
    whole = sum(given)
    if not whole:
        return 0, 0
    claimed = sum(weight for weight, cell in zip(given, totals, strict=True) if cell.tagged)
    defensible = sum(weight * _share(cell) for weight, cell in zip(given, totals, strict=True))
    # Rounded down: an estimate that reaches a border only by rounding would raise false hopes.
    return int(FULL * claimed / whole + 1e-9), int(FULL * defensible / whole + 1e-9)


def _share(cell: Cell) -> float:
    return cell.sound / cell.wanted if cell.wanted else float(bool(cell.accepted))


def _asked(key: _Key, place: PlaceCode | None, agency: str | None, years: Collection[int] | None) -> bool:
    return (
        (place is None or lies_in(key[0], place))
        and (agency is None or key[1] == agency)
        and (years is None or key[2] in years)
    )


def _order(entry: tuple[_Key, object]) -> tuple[str, str, int]:
    place, agency, year = entry[0]
    return place or "", agency or "", year or 0
