"""Preview, list and paper of Laporan: what runs in the background. The only copy of a preview is in memory."""

import errno
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import IndicatorSlug, PlaceCode
from kla_desktop.model.listing import Filter, Order
from kla_desktop.operations import browse
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.operations.summary import evidence_csv
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.files import write_whole
from kla_desktop.system.progress import Progress, Step

SCREEN_SIDE, PAPER_SIDE = 1600, 2600
"""Pixels of the longer side of a page: for a screen, and for A4 at some 220 dots per inch."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A dossier in memory."""

    data: bytes
    pages: int
    items: int
    code: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that was written."""

    path: Path
    items: int
    changes: Changes = Changes.NOTHING


def make_preview(ws: Workspace, request: PrintRequest, progress: Progress) -> Preview:
    """Print into a private file of the library's own folder, read it, and remove it. Raises as `print_dossier`."""
    file = ws.store.temporary / f"{ws.tools.new_id()}.pdf"
    try:
        printed = print_dossier(ws, replace(request, out=file), progress)
        return Preview(file.read_bytes(), printed.pages, printed.items, printed.code)
    finally:
        file.unlink(missing_ok=True)


def page_picture(ws: Workspace, preview: Preview, page: int, side: int = SCREEN_SIDE) -> QImage:
    """Draw one page (0 = first); a null image if it cannot be drawn."""
    data = ws.probes.page_image(preview.data, page, side)
    return QImage.fromData(data) if data else QImage()


def write_list(ws: Workspace, request: PrintRequest, progress: Progress) -> Listed:
    """Write the evidence of a choice as a table. Raises Fixable: NOTHING_TO_PRINT, FOLDER_READ_ONLY, DISK_FULL."""
    progress.step(Step(0, 0, "exporting"))
    states = {State.ACCEPTED} if request.only_accepted else set(State) - {State.NEW, State.WITHDRAWN}
    wanted = Filter(
        indicator=IndicatorSlug(request.indicator) if request.indicator else None,
        place=PlaceCode(request.place) if request.place else None,
        year=request.year,
        states=frozenset(states),
        order=Order.OLDEST,
    )
    items = browse.items(ws, [row for row, _ in browse.rows(ws, wanted)])
    if not items:
        raise Fixable(ErrorCode.NOTHING_TO_PRINT)
    progress.checkpoint()
    try:
        write_whole(request.out, evidence_csv(ws, items))
    except PermissionError as error:
        code = ErrorCode.FILE_IN_USE if request.out.exists() else ErrorCode.FOLDER_READ_ONLY
        raise Fixable(code, path=str(request.out)) from error
    except OSError as error:
        code = ErrorCode.DISK_FULL if error.errno == errno.ENOSPC else ErrorCode.FOLDER_READ_ONLY
        raise Fixable(code, path=str(request.out.parent)) from error
    return Listed(request.out, len(items))


class PaperRun:
    """Prints a preview page by page; the window stays usable, because each page is drawn in a worker."""

    def __init__(self, page: LivePage, preview: Preview, printer: QPrinter, over: Callable[[int], object]) -> None:
        self._page, self._preview, self._printer, self._over = page, preview, printer, over
        first, last = printer.fromPage() or 1, printer.toPage() or preview.pages
        self._numbers = list(range(first - 1, min(last, preview.pages)))
        self._done = 0
        self._painter = QPainter()

    def begin(self) -> None:
        """Start; `over` gets the number of pages that went to the printer, 0 if it refused."""
        if not self._numbers or not self._painter.begin(self._printer):
            self._over(0)
            return
        self._next()

    def _next(self) -> None:
        if self._done == len(self._numbers):
            self._painter.end()
            self._over(self._done)
            return
        ws, number = self._page.context.workspace, self._numbers[self._done]
        self._page.query("paper", lambda: page_picture(ws, self._preview, number, PAPER_SIDE), self._paint, self._fail)

    def _fail(self, _failure: Failure) -> None:
        self._printer.abort()
        self._painter.end()
        self._over(0)

    def _paint(self, picture: QImage) -> None:
        if self._done:
            self._printer.newPage()
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        margin = self._printer.pageLayout().paintRectPixels(self._printer.resolution()).topLeft()
        target = QRectF(-margin.x(), -margin.y(), sheet.width(), sheet.height())
        if not picture.isNull():
            self._painter.drawImage(target, picture)
        self._done += 1
        self._next()
