"""The gap map as a table: indicators against places, agencies or years, with sums. For the screen and for Excel."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kla_desktop.model.catalogue import Cluster, Indicator, fold
from kla_desktop.model.coverage import Cell, Coverage
from kla_desktop.model.ids import IndicatorSlug, PlaceCode
from kla_desktop.model.request import Request, RequestState
from kla_desktop.model.station import Role, Station, Trust
from kla_desktop.operations.report_coverage import CoverageRequest, report_coverage
from kla_desktop.operations.workspace import Workspace

By = Literal["place", "agency", "year"]
ALL = ""
"""Key of the sum over everything."""
_PARTS = re.compile(r"[/(),]")
_SHOWN = (Trust.ACCEPTED, Trust.SELF, Trust.HUB, Trust.BELOW)


@dataclass(frozen=True, slots=True)
class Office:
    """What indicators are held against: a place, an agency or a year."""

    key: str
    name: str
    place: PlaceCode | None = None
    agency: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the table: the cells of all years and offices that share it, added up."""

    tagged: int = 0
    accepted: int = 0
    returned: int = 0
    applies: bool = True
    wanted: int = 0
    missing: tuple[str, ...] = ()

    @property
    def waiting(self) -> int:
        """Items that are neither accepted nor returned."""
        return self.tagged - self.accepted - self.returned

    @property
    def count(self) -> int:
        """What stands beside the mark: how many were returned, else accepted, else wait."""
        return self.returned or self.accepted or self.waiting

    @property
    def mark(self) -> Literal["returned", "accepted", "waiting", "none", "not_applicable"]:
        """What needs work comes first."""
        if self.returned:
            return "returned"
        if self.accepted:
            return "accepted"
        if self.tagged:
            return "waiting"
        return "none" if self.applies else "not_applicable"


@dataclass(frozen=True, slots=True)
class Sum:
    """How much of what is wanted is there.

    For an indicator: offices, or slots where years are compared. For an office, a cluster and all: indicators.
    """

    accepted: int
    there: int
    wanted: int


@dataclass(frozen=True, slots=True)
class TabulateRequest:
    """What to hold indicators against. `district` limits to one kecamatan, `year` to one year; None takes all.

    By place, only places with a station or with evidence are listed, unless a district or `everywhere` asks for all.
    """

    by: By
    district: str | None = None
    year: int | None = None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order of the catalogue, each cluster before its indicators."""

    by: By
    columns: tuple[Office, ...]
    rows: tuple[Cluster | Indicator, ...]
    figures: dict[tuple[IndicatorSlug, str], Figure]
    sums: dict[str, Sum]
    """By indicator slug, by cluster code, by an office's key, and ALL."""
    claimed: int
    defensible: int
    foreign: int
    items: int
    requests: tuple[Request, ...]
    stations: tuple[Station, ...]

    def figure(self, indicator: IndicatorSlug, column: str) -> Figure:
        """One cell; nothing where nothing was measured."""
        return self.figures.get((indicator, column), Figure())

    def whole(self, indicator: Indicator, office: Office) -> Figure:
        """The figure of a cell, or of the whole row where `office` has no key."""
        if office.key:
            return self.figure(indicator.slug, office.key)
        row = [self.figure(indicator.slug, column.key) for column in self.columns]
        return Figure(
            tagged=sum(one.tagged for one in row),
            accepted=sum(one.accepted for one in row),
            returned=sum(one.returned for one in row),
            wanted=len(indicator.slots),
            missing=tuple(slot.slug for slot in indicator.slots if all(slot.slug in one.missing for one in row)),
        )


def tabulate_coverage(ws: Workspace, request: TabulateRequest) -> Table:
    """Measure and arrange. Raises Fixable(NO_SUCH_PLACE)."""
    by, district = request.by, request.district
    coverage = report_coverage(ws, CoverageRequest(place=district, year=None if by == "year" else request.year))
    stations = tuple(one for one in ws.store.offices.stations() if one.trust in _SHOWN)
    columns = _columns(ws, request, coverage, stations)
    figures = dict(_figures(ws, by, columns, coverage))
    open_requests = [one for one in ws.store.offices.requests() if one.state is RequestState.OPEN]
    return Table(
        by=by,
        columns=columns,
        rows=tuple(
            row
            for cluster in ws.catalogue.clusters
            for row in (cluster, *ws.catalogue.in_cluster(cluster.code))
            if isinstance(row, Cluster | Indicator)
        ),
        figures=figures,
        sums=_sums(ws, by, columns, figures, coverage),
        claimed=coverage.claimed,
        defensible=coverage.defensible,
        foreign=coverage.foreign,
        items=sum(cell.tagged for cell in coverage.totals),
        requests=tuple(open_requests),
        stations=stations,
    )


def _columns(
    ws: Workspace, request: TabulateRequest, coverage: Coverage, stations: Iterable[Station]
) -> tuple[Office, ...]:
    by, district = request.by, request.district
    if by == "year":
        years = {*ws.period.evidence_years, ws.period.collecting_year, *(cell.year for cell in coverage.cells)}
        return tuple(Office(str(year), str(year), year=year) for year in sorted(y for y in years if y))
    if by == "agency":
        named = {one.agency for one in stations} | {cell.agency or "" for cell in coverage.cells}
        return tuple(Office(name, name, agency=name) for name in sorted(named, key=str.casefold) if name)
    codes: dict[PlaceCode, None] = {}
    if district:
        here = PlaceCode(district)
        codes = dict.fromkeys(place.code for place in ws.places.children(here))
        if any(cell.place == here and cell.tagged for cell in coverage.cells):
            codes = {here: None, **codes}
    else:
        known = {one.place for one in stations if one.role == Role.OFFICER}
        found = {cell.place for cell in coverage.cells if cell.place and not cell.agency}
        villages = {one.code for one in ws.places.all if one.kind == "village"} if request.everywhere else set()
        codes = dict.fromkeys(sorted(known | found | villages))
    names = {code: ws.places.by_code[code].name if district else ws.places.label(code) for code in codes}
    names |= {code: f"{hub} › {names[code]}" for code, hub in _hubs_of(ws, stations).items() if code in names}
    return tuple(Office(code, name, place=code) for code, name in names.items())


def _hubs_of(ws: Workspace, stations: Iterable[Station]) -> dict[PlaceCode, str]:
    """Name the hub below that the stations of a place belong to."""
    known = {one.id: one for one in ws.store.offices.stations()}
    return {
        one.place: ws.places.label(hub.place) if hub.place in ws.places.by_code else hub.agency or hub.place
        for one in stations
        if one.trust is Trust.BELOW and one.home and (hub := known.get(one.home)) is not None
    }


def _figures(
    ws: Workspace, by: By, columns: Sequence[Office], coverage: Coverage
) -> Iterable[tuple[tuple[IndicatorSlug, str], Figure]]:
    keys = {column.key for column in columns}
    gathered: dict[tuple[IndicatorSlug, str], list[Cell]] = {}
    for cell in coverage.cells:
        key = {"place": cell.place or "", "agency": cell.agency or "", "year": str(cell.year or "")}[by]
        if key in keys:
            gathered.setdefault((cell.indicator, key), []).append(cell)
    leads = {fold(lead) for one in ws.catalogue.indicators for lead in _leads(one)}
    for indicator in ws.catalogue.indicators:
        own = {fold(lead) for lead in _leads(indicator)}
        for column in columns:
            agency = fold(column.agency or "")
            cells = gathered.get((indicator.slug, column.key), [])
            yield (
                (indicator.slug, column.key),
                _added(indicator, cells, applies=agency not in leads or agency in own),
            )


def _leads(indicator: Indicator) -> list[str]:
    return [part.strip() for lead in indicator.lead_agencies for part in (lead, *_PARTS.split(lead)) if part.strip()]


def _added(indicator: Indicator, cells: Sequence[Cell], *, applies: bool) -> Figure:
    missing = [slot.slug for slot in indicator.slots if all(slot.slug in cell.missing for cell in cells)]
    return Figure(
        tagged=sum(cell.tagged for cell in cells),
        accepted=sum(cell.accepted for cell in cells),
        returned=sum(cell.returned for cell in cells),
        applies=applies,
        wanted=len(indicator.slots),
        missing=tuple(missing),
    )


def _sums(
    ws: Workspace,
    by: By,
    columns: Sequence[Office],
    figures: dict[tuple[IndicatorSlug, str], Figure],
    coverage: Coverage,
) -> dict[str, Sum]:
    sums: dict[str, Sum] = {}
    for column in columns:
        figure = [figures[indicator.slug, column.key] for indicator in ws.catalogue.indicators]
        sums[column.key] = _summed([one for one in figure if one.applies or one.tagged])
    totals = {cell.indicator: cell for cell in coverage.totals}
    for indicator in ws.catalogue.indicators:
        if by == "year":
            total = totals[indicator.slug]
            sums[indicator.slug] = Sum(total.sound, total.filled, total.wanted)
        else:
            asked = [figures[indicator.slug, column.key] for column in columns]
            asked = [one for one in asked if one.applies or one.tagged]
            sums[indicator.slug] = _summed(asked)
    for cluster in ws.catalogue.clusters:
        sums[cluster.code] = _summed([totals[one.slug] for one in ws.catalogue.in_cluster(cluster.code)])
    sums[ALL] = _summed(list(totals.values()))
    return sums


def _summed(cells: Sequence[Cell | Figure]) -> Sum:
    return Sum(sum(1 for one in cells if one.accepted), sum(1 for one in cells if one.tagged), len(cells))


def stations_at(table: Table, office: Office) -> tuple[Station, ...]:
    """The stations that may be asked for evidence of this column: the offices there, never the secretariat."""
    return tuple(
        one
        for one in table.stations
        if one.trust in (Trust.ACCEPTED, Trust.HUB, Trust.BELOW)
        and (one.place == office.place if office.place else one.agency == office.agency if office.agency else True)
    )
