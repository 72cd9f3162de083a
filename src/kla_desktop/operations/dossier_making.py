"""What a dossier is to hold, and all that printing needs to know of it; shared by printing it and looking at it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timezone

from kla_desktop.model.dossier import Dossier, Parts, Scope, Sheet, compose_dossier
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State
from kla_desktop.model.listing import Filter, Item, Order
from kla_desktop.operations.dossier_pictures import PHOTOS
from kla_desktop.operations.report_coverage import CoverageRequest, report_coverage
from kla_desktop.operations.workspace import Workspace
from kla_desktop.printing.imprint import Imprint, Making, Pictures
from kla_desktop.printing.words import said
from kla_desktop.system.progress import Progress
from kla_desktop.wording.formats import WIB, as_lang

_READ_AT_ONCE = 200
_PRINTABLE = frozenset(State) - {State.NEW, State.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class DossierChoice:
    """What is asked for: `indicator` by slug, number or name, `place` by code or name; None means all.

    `photos_per_page` is 1, 2, 4 or 6; `lang` is "id" or "en".
    """

    indicator: str | None = None
    place: str | None = None
    year: int | None = None
    only_accepted: bool = False
    blur_restricted: bool = False
    """Print restricted items with their pictures blurred and their words left out; else they are left out."""
    photos_per_page: int = 1
    parts: Parts = field(default_factory=Parts)
    small: bool = False
    """Coarser pictures, for a file that is to be uploaded."""
    lang: str = "id"


def compose(ws: Workspace, choice: DossierChoice, progress: Progress) -> Dossier:
    """Choose the items and put them in order.

    Raises Fixable: NOTHING_TO_PRINT, NO_SUCH_INDICATOR, NO_SUCH_PLACE; and Cancelled.
    """
    progress.checkpoint()
    scope = Scope(
        indicator=ws.catalogue.find(choice.indicator).slug if choice.indicator else None,
        place=ws.places.find(choice.place).code if choice.place else None,
        year=choice.year,
        only_accepted=choice.only_accepted,
        with_restricted=choice.blur_restricted,
    )
    coverage = report_coverage(ws, CoverageRequest(place=scope.place, year=scope.year))
    dossier = compose_dossier(ws.catalogue, ws.places, _items(ws, scope, progress), coverage, scope)
    if not dossier.sheets:
        raise Fixable(ErrorCode.NOTHING_TO_PRINT, where="accepted" if scope.only_accepted else "")
    return dossier


def _items(ws: Workspace, scope: Scope, progress: Progress) -> Iterator[Item]:
    wanted = Filter(
        indicator=scope.indicator, place=scope.place, year=scope.year, states=_PRINTABLE, order=Order.OLDEST
    )
    rows = [row for row, _ in ws.store.evidence.rows(wanted)]
    for start in range(0, len(rows), _READ_AT_ONCE):
        progress.checkpoint()
        yield from ws.store.evidence.items(rows[start : start + _READ_AT_ONCE])


def making_of(ws: Workspace, dossier: Dossier, choice: DossierChoice, pictures: Pictures) -> Making:
    """Put together what the pages are drawn from; `document_page` is filled in by whoever can draw pages."""
    lang = as_lang(choice.lang)
    scope, here = dossier.scope, ws.station
    office = here.agency or ws.places.label(here.place)
    return Making(
        dossier=dossier,
        imprint=Imprint(
            city=ws.places.city.name,
            period=ws.period.name,
            place=ws.places.label(scope.place) if scope.place else f"{ws.places.city.name}, {said('whole_city', lang)}",
            edition=ws.catalogue.name_en if lang == "en" else ws.catalogue.name_id,
            issuer=f"{said('secretariat_of', lang)} · {office}" if ws.is_secretariat else office,
            at=ws.tools.clock.now().astimezone(timezone(WIB)),
            lang=lang,
            photos_per_page=choice.photos_per_page,
            parts=choice.parts,
        ),
        catalogue=ws.catalogue,
        places=ws.places,
        pages_of=_page_counts(ws, dossier.sheets),
        pictures=pictures,
        text_of=lambda sheet: "" if sheet.item.restriction else ws.store.search.text_of(sheet.item.id).whole,
    )


def _page_counts(ws: Workspace, sheets: Sequence[Sheet]) -> dict[str, int]:
    found: dict[str, int] = {}
    for sheet in sheets:
        if sheet.item.media not in PHOTOS:
            derived = ws.store.local.derived(sheet.item.digest.sha256)
            if derived and derived.pages:
                found[derived.sha256] = derived.pages
    return found
