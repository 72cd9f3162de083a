"""Print evidence as a PDF dossier, for one indicator or the whole city. Nothing in the library changes."""

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timezone
from pathlib import Path
from typing import Self

from kla_desktop.model.changes import Changes
from kla_desktop.model.dossier import Dossier, Scope, Sheet, compose_dossier
from kla_desktop.model.errors import ErrorCode, Fixable, KlaError
from kla_desktop.model.evidence import State
from kla_desktop.model.listing import Filter, Item, Order
from kla_desktop.operations.report_coverage import CoverageRequest, report_coverage
from kla_desktop.operations.saved_file import saved
from kla_desktop.operations.workspace import Workspace
from kla_desktop.printing.dossier_pdf import plan_dossier
from kla_desktop.printing.imprint import Imprint, Making
from kla_desktop.printing.pictures import Picture, blurred_picture, plain_picture
from kla_desktop.printing.words import said
from kla_desktop.store.library_table import StoredObject
from kla_desktop.system.progress import Progress, Step
from kla_desktop.wording.formats import WIB, as_lang

FULL_SIDE, PLATE_SIDE = 1600, 900
"""Longest side of a printed picture in pixels: some 240 dots per inch either way."""
_READ_AT_ONCE = 200
_LARGEST = 64_000_000
"""Originals above this many bytes are printed from their thumbnails."""
_PHOTOS = frozenset(("jpeg", "png", "webp", "tiff", "gif", "bmp", "heic"))
_PRINTABLE = frozenset(State) - {State.NEW, State.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """Where to, and what: `indicator` by slug, number or name, `place` by code or name; None means all.

    `photos_per_page` is 1 or 4; `lang` is "id" or "en".
    """

    out: Path
    indicator: str | None = None
    place: str | None = None
    year: int | None = None
    only_accepted: bool = False
    blur_restricted: bool = False
    """Print restricted items with their pictures blurred and their words left out; else they are left out."""
    photos_per_page: int = 1
    lang: str = "id"


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, how many pages it has and how many items it shows."""

    path: Path
    pages: int
    items: int
    code: str
    changes: Changes = Changes.NOTHING


def print_dossier(ws: Workspace, request: PrintRequest, progress: Progress) -> Printed:
    """Write the PDF whole or not at all.

    Raises Fixable: NOTHING_TO_PRINT, NO_SUCH_INDICATOR, NO_SUCH_PLACE, FOLDER_MISSING, FOLDER_READ_ONLY, FILE_IN_USE,
    DISK_FULL; and Cancelled.
    """
    progress.checkpoint()
    scope = Scope(
        indicator=ws.catalogue.find(request.indicator).slug if request.indicator else None,
        place=ws.places.find(request.place).code if request.place else None,
        year=request.year,
        only_accepted=request.only_accepted,
        with_restricted=request.blur_restricted,
    )
    coverage = report_coverage(ws, CoverageRequest(place=scope.place, year=scope.year))
    dossier = compose_dossier(ws.catalogue, ws.places, _items(ws, scope, progress), coverage, scope)
    if not dossier.sheets:
        raise Fixable(ErrorCode.NOTHING_TO_PRINT)
    with _Pictures(ws, dossier.sheets, request.photos_per_page) as pictures:
        book = plan_dossier(_making(ws, dossier, request, pictures))
        total = len(book.pages)

        def step(page: int) -> None:
            progress.step(Step(page - 1, total, "printing"))
            progress.checkpoint()

        with saved(request.out) as out:
            pages = book.write(out, step)
    progress.step(Step(pages, pages, "printing"))
    return Printed(request.out, pages, len(dossier.sheets), dossier.code)


def _items(ws: Workspace, scope: Scope, progress: Progress) -> Iterator[Item]:
    wanted = Filter(
        indicator=scope.indicator, place=scope.place, year=scope.year, states=_PRINTABLE, order=Order.OLDEST
    )
    rows = [row for row, _ in ws.store.evidence.rows(wanted)]
    for start in range(0, len(rows), _READ_AT_ONCE):
        progress.checkpoint()
        yield from ws.store.evidence.items(rows[start : start + _READ_AT_ONCE])


def _making(ws: Workspace, dossier: Dossier, request: PrintRequest, pictures: "_Pictures") -> Making:
    lang = as_lang(request.lang)
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
            photos_per_page=request.photos_per_page,
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
        if sheet.item.media not in _PHOTOS:
            derived = ws.store.local.derived(sheet.item.digest.sha256)
            if derived and derived.pages:
                found[derived.sha256] = derived.pages
    return found


class _Pictures:
    """Draws pictures a few ahead of the page being laid out, on threads that touch no table."""

    def __init__(self, ws: Workspace, sheets: Sequence[Sheet], photos_per_page: int) -> None:
        self._ws, self._sheets, self._plates = ws, sheets, photos_per_page > 1
        workers = max(1, min(4, ws.probes.workers))
        self._ahead = 2 * workers
        self._threads = ThreadPoolExecutor(workers, "dossier-picture")
        self._drawn: dict[int, Future[Picture | None]] = {}
        self._asked = 0
        self._held: dict[str, StoredObject] = {}
        self._looked_up = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def __call__(self, sheet: Sheet) -> Picture | None:
        """Return the picture of a sheet, or None; sheets come in the order of their numbers."""
        self._begin(sheet.number + self._ahead)
        drawn = self._drawn.pop(sheet.number).result()
        if drawn is not None:
            return drawn
        if sheet.item.restriction:
            return self._blurred(sheet.item)
        if sheet.item.media not in _PHOTOS | {"pdf"} and self._ws.store.search.text_of(sheet.item.id).whole:
            return None  # the words themselves print better than a small drawing of them
        small = self._thumbnail(sheet.item)
        return plain_picture(small, FULL_SIDE) if small else None

    def _blurred(self, item: Item) -> Picture | None:
        """What is printed of a restricted item; made from its thumbnail, so that the original is not even opened."""
        small = self._thumbnail(item)
        return blurred_picture(small) if small else None

    def _thumbnail(self, item: Item) -> bytes | None:
        sha256 = item.digest.sha256
        return self._ws.store.previews.get([sha256]).get(sha256)

    def _begin(self, until: int) -> None:
        while self._asked < min(until, len(self._sheets)):
            if self._asked == self._looked_up:
                part = self._sheets[self._asked : self._asked + _READ_AT_ONCE]
                self._held = self._ws.store.local.objects({sheet.item.digest.sha256 for sheet in part})
                self._looked_up += len(part)
            sheet = self._sheets[self._asked]
            self._asked += 1
            held = self._held.get(sheet.item.digest.sha256)
            name = held.name if held and not held.damaged else None
            self._drawn[sheet.number] = self._threads.submit(self._draw, sheet.item, name)

    def _draw(self, item: Item, name: str | None) -> Picture | None:
        if name is None or item.restriction or item.digest.size > _LARGEST or item.media not in _PHOTOS | {"pdf"}:
            return None
        side = PLATE_SIDE if self._plates and item.kind == "photo" else FULL_SIDE
        data = io.BytesIO()
        try:
            self._ws.store.objects.copy_out(name, data)
        except (KlaError, OSError):
            return None
        if item.media == "pdf":
            jpeg = self._ws.probes.page_image(data.getvalue(), 0, side)
        else:
            jpeg = self._ws.probes.photo_image(data.getvalue(), side)
        return plain_picture(jpeg, side) if jpeg else None
