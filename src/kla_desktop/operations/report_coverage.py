"""The gap map: what the catalogue asks, what is there, what is accepted, by indicator, place or agency, and year."""

from dataclasses import dataclass

from kla_desktop.model.coverage import Column, Coverage, TaggedRow, measure_coverage
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import IndicatorSlug, PlaceCode, SlotSlug
from kla_desktop.operations.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CoverageRequest:
    """Of which place (with all that lies in it), agency, year and indicator; None for all."""

    place: str | None = None
    agency: str | None = None
    year: int | None = None
    indicator: IndicatorSlug | None = None


def report_coverage(ws: Workspace, request: CoverageRequest) -> Coverage:
    """Measure from the tags as they stand now. Raises Fixable(NO_SUCH_PLACE)."""
    area = ws.places.find(request.place).code if request.place else None
    rows = (
        TaggedRow(
            IndicatorSlug(indicator),
            SlotSlug(slot) if slot else None,
            PlaceCode(place) if place else None,
            agency or None,
            year,
            State(state),
            kind,
        )
        for indicator, slot, place, agency, year, state, kind in ws.store.evidence.tagged_rows(
            request.year, request.indicator
        )
    )
    here = ws.station
    own = Column(here.place or None, here.agency or None, request.year or ws.tools.clock.now().year)
    return measure_coverage(
        ws.catalogue,
        rows,
        columns=() if ws.is_secretariat else (own,),
        place=area,
        agency=request.agency,
        years={request.year} if request.year else None,
    )
