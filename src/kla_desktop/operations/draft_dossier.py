"""A dossier to look at: all pages planned at once, each drawn when somebody looks at it, exactly as it will print."""

import io
import threading
from collections import OrderedDict
from dataclasses import replace

from kla_desktop.model.dossier import Sheet
from kla_desktop.model.errors import Fixable
from kla_desktop.model.listing import Item
from kla_desktop.operations.dossier_making import DossierChoice, compose, making_of
from kla_desktop.operations.dossier_pictures import DRAWN, Originals, Sharpness, sharpness
from kla_desktop.operations.workspace import Workspace
from kla_desktop.printing.document_pages import MOST_PAGES
from kla_desktop.printing.dossier_pdf import plan_dossier
from kla_desktop.printing.layout import Book
from kla_desktop.printing.pictures import Picture, plain_picture
from kla_desktop.printing.sheet_pages import is_printed
from kla_desktop.system.progress import Progress, SilentProgress

_KEPT = 12
"""Pictures that are remembered, so that a page can be drawn again larger at no cost."""
_ROUGH_SIDE = 240
_FRAME, _PAGE = 60_000, 2_600
"""Bytes of a PDF without pictures: fonts and cover, then a page. Measured."""
_PHOTO = {80: 0.13, 60: 0.1}
_SCAN = {80: 0.06, 60: 0.04}
"""Bytes of JPEG for a pixel of an ordinary photo, and of a page with words, by quality. Measured."""


class Draft:
    """One planned dossier. Its methods may be called in any thread; pages are drawn one at a time."""

    def __init__(self, ws: Workspace, choice: DossierChoice, progress: Progress) -> None:
        self._ws = ws
        dossier = compose(ws, choice, progress)
        sharp = sharpness(choice.photos_per_page, small=choice.small)
        self._originals = Originals(ws, sharp)
        self._drawing = threading.Lock()
        self._rough = False
        self._seen: OrderedDict[tuple[int, int], Picture | None] = OrderedDict()
        making = making_of(ws, dossier, choice, lambda sheet: self._picture(sheet, 0))
        self._book: Book = plan_dossier(replace(making, document_page=self._picture))
        self.choice = choice
        self.pages = len(self._book.pages)
        self.items = dossier.figures.items
        self.code = dossier.code
        self.left_out = dossier.figures.restricted
        """Restricted items that are not printed."""
        whole = making.pages_of if choice.parts.whole_documents else {}
        weights = (
            _weight(sheet.item, sharp, whole.get(sheet.item.digest.sha256, 1))
            for sheet in dossier.sheets
            if is_printed(sheet, choice.parts)
        )
        self.size = _FRAME + _PAGE * self.pages + sum(weights)
        """Bytes that the PDF will have, roughly."""

    def page(self, number: int, side: int, *, rough: bool = False) -> bytes | None:
        """Draw a page (1 is the first) as JPEG, its longer side so many pixels; None if that cannot be.

        `rough` takes thumbnails for pictures, for drawings no larger than a stamp.
        """
        out = io.BytesIO()
        with self._drawing:
            self._rough = rough
            self._book.write_page(out, number)
        return self._ws.probes.page_image(out.getvalue(), 0, side)

    def _picture(self, sheet: Sheet, page: int) -> Picture | None:
        if self._rough:
            return self._small(sheet) if not page else None
        key = sheet.number, page
        if key not in self._seen:
            drawn = self._drawn(sheet, page)
            self._seen[key] = drawn or (None if page else self._originals.instead(sheet.item))
            while len(self._seen) > _KEPT:
                self._seen.popitem(last=False)
        return self._seen[key]

    def _drawn(self, sheet: Sheet, page: int) -> Picture | None:
        """Draw from the original; None, too, while the object store that has it cannot be reached."""
        held = self._originals.held([sheet]).get(sheet.item.digest.sha256)
        try:
            with self._originals.here([sheet], SilentProgress()):
                return self._originals.draw(sheet.item, held, page)
        except Fixable:
            return None

    def _small(self, sheet: Sheet) -> Picture | None:
        if sheet.item.restriction or sheet.item.media not in DRAWN:
            return self._originals.instead(sheet.item)
        sha256 = sheet.item.digest.sha256
        small = self._ws.store.previews.get([sha256]).get(sha256)
        return plain_picture(small, _ROUGH_SIDE) if small else None


def draft_dossier(ws: Workspace, choice: DossierChoice, progress: Progress) -> Draft:
    """Plan the dossier. Raises Fixable: NOTHING_TO_PRINT, NO_SUCH_INDICATOR, NO_SUCH_PLACE; and Cancelled."""
    return Draft(ws, choice, progress)


def _weight(item: Item, sharp: Sharpness, pages: int) -> int:
    """What an item's pictures add: a photo no more than its own bytes, what is not drawn nothing."""
    if item.restriction or item.media not in DRAWN:
        return 0
    pixels = sharp.side(item) ** 2 * 0.75
    if item.media == "pdf":
        return round(pixels * _SCAN[sharp.quality]) * min(pages, MOST_PAGES)
    likely = round(pixels * _PHOTO[sharp.quality])
    return min(likely, item.digest.size) if item.media == "jpeg" else likely
