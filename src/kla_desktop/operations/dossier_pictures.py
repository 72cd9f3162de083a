"""The pictures of a dossier: from the originals where that can be, else from thumbnails; blurred if restricted."""

import contextlib
import io
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Self

from kla_desktop.model.dossier import Sheet
from kla_desktop.model.errors import KlaError
from kla_desktop.model.listing import Item
from kla_desktop.operations.storage.bring import brought
from kla_desktop.operations.workspace import Workspace
from kla_desktop.printing.pictures import Picture, blurred_picture, plain_picture
from kla_desktop.store.library_table import StoredObject
from kla_desktop.system.progress import Progress, result_of

PHOTOS = frozenset(("jpeg", "png", "webp", "tiff", "gif", "bmp", "heic"))
DRAWN = PHOTOS | {"pdf"}
"""What is drawn from its original."""
_READ_AT_ONCE = 200
_LARGEST = 64_000_000
"""Originals above this many bytes are printed from their thumbnails."""


@dataclass(frozen=True, slots=True)
class Sharpness:
    """The longest side of printed pictures in pixels (alone on a page, sharing one), and how JPEG keeps them."""

    alone: int
    shared: int
    quality: int

    def side(self, item: Item) -> int:
        """The longest side of an item's picture."""
        return self.shared if item.kind == "photo" else self.alone


_SHARED = {1: 1600, 2: 1200, 4: 900, 6: 700}
"""By photos to a page: some 240 dots per inch on each."""


def sharpness(photos_per_page: int, *, small: bool) -> Sharpness:
    """How sharp pictures are: for paper, or for an upload that has to be small."""
    shared = _SHARED.get(photos_per_page, 900)
    return Sharpness(1100, round(shared * 0.65), 60) if small else Sharpness(1600, shared, 80)


class Originals:
    """Draws from what is kept; may be used in any thread, one store reads for all."""

    def __init__(self, ws: Workspace, sharp: Sharpness) -> None:
        self._ws, self._sharp = ws, sharp

    def held(self, sheets: Sequence[Sheet]) -> dict[str, StoredObject]:
        """Where the bytes of the sheets lie, by SHA-256."""
        return self._ws.store.local.objects({sheet.item.digest.sha256 for sheet in sheets})

    @contextlib.contextmanager
    def here(self, sheets: Sequence[Sheet], progress: Progress) -> Iterator[None]:
        """Have the originals that are drawn on this laptop for a block. Raises as `brought`."""
        with brought(self._ws, [one.item.digest.sha256 for one in sheets if _is_drawn(one.item)], progress):
            yield

    def draw(self, item: Item, held: StoredObject | None, page: int = 0) -> Picture | None:
        """Draw a photo, or a page of a PDF; touches no table."""
        data = self._bytes(item, held)
        if data is None:
            return None
        side = self._sharp.side(item)
        probes = self._ws.probes
        jpeg = probes.page_image(data, page, side) if item.media == "pdf" else probes.photo_image(data, side)
        return plain_picture(jpeg, side, self._sharp.quality) if jpeg else None

    def _bytes(self, item: Item, held: StoredObject | None) -> bytes | None:
        if held is None or held.damaged or not _is_drawn(item):
            return None
        data = io.BytesIO()
        try:
            self._ws.store.objects.copy_out(held.name, data)
        except (KlaError, OSError):
            return None
        return data.getvalue()

    def instead(self, item: Item) -> Picture | None:
        """What is printed where the original is not drawn: its thumbnail, blurred if restricted, or nothing.

        Words print better than a small drawing of them, so a document that has them gets no picture.
        """
        if not item.restriction and item.media not in DRAWN and self._ws.store.search.text_of(item.id).whole:
            return None
        small = self._ws.store.previews.get([item.digest.sha256]).get(item.digest.sha256)
        if small is None:
            return None
        return blurred_picture(small) if item.restriction else plain_picture(small, self._sharp.alone)


def _is_drawn(item: Item) -> bool:
    return not item.restriction and item.digest.size <= _LARGEST and item.media in DRAWN


class PicturesAhead:
    """Draws pictures a few ahead of the page being laid out, on threads that touch no table.

    Sheets are asked for once each, in the order in which they were handed in.
    """

    def __init__(self, ws: Workspace, sheets: Sequence[Sheet], sharp: Sharpness, progress: Progress) -> None:
        self._originals, self._sheets, self._progress = Originals(ws, sharp), sheets, progress
        self._here: deque[contextlib.ExitStack] = deque()
        self._place = {sheet.number: at for at, sheet in enumerate(sheets)}
        workers = max(1, min(4, ws.probes.workers))
        self._ahead = 2 * workers
        self._threads = ThreadPoolExecutor(workers, "dossier-picture")
        self._drawn: dict[int, Future[Picture | None]] = {}
        self._asked = 0
        self._held: dict[str, StoredObject] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self._threads.shutdown(wait=error is None, cancel_futures=True)  # who stops does not wait for a drawing
        self._let_go(0)

    def __call__(self, sheet: Sheet) -> Picture | None:
        """Return the picture of a sheet, or None."""
        self._begin(self._place[sheet.number] + 1 + self._ahead)
        drawn = result_of(self._drawn.pop(sheet.number), self._progress.checkpoint)
        return drawn or self._originals.instead(sheet.item)

    def page(self, sheet: Sheet, page: int) -> Picture | None:
        """Draw a further page of a document."""
        held = self._originals.held([sheet]).get(sheet.item.digest.sha256)
        with self._originals.here([sheet], self._progress):
            return self._originals.draw(sheet.item, held, page)

    def _begin(self, until: int) -> None:
        while self._asked < min(until, len(self._sheets)):
            if self._asked % _READ_AT_ONCE == 0:
                part = self._sheets[self._asked : self._asked + _READ_AT_ONCE]
                self._let_go(1)  # the part before may still be drawn
                self._here.append(here := contextlib.ExitStack())
                here.enter_context(self._originals.here(part, self._progress))
                self._held = self._originals.held(part)
            sheet = self._sheets[self._asked]
            self._asked += 1
            held = self._held.get(sheet.item.digest.sha256)
            self._drawn[sheet.number] = self._threads.submit(self._originals.draw, sheet.item, held)

    def _let_go(self, most: int) -> None:
        while len(self._here) > most:
            self._here.popleft().close()
