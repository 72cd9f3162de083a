"""Pages of a draft as pictures, and the run that sends them to a printer."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.operations.draft_dossier import Draft

PAPER_SIDE = 2600
"""Pixels of the longer side of a printed page: A4 at some 220 dots per inch."""


def page_picture(draft: Draft, page: int, side: int, *, rough: bool = False) -> QImage:
    """Draw one page (0 = first); a null image if it cannot be drawn."""
    data = draft.page(page + 1, side, rough=rough)
    return QImage.fromData(data) if data else QImage()


class PaperRun:
    """Prints a draft page by page; the window stays usable, because each page is drawn in the background."""

    def __init__(self, page: LivePage, draft: Draft, printer: QPrinter, over: Callable[[int], object]) -> None:
        self._page, self._draft, self._printer, self._over = page, draft, printer, over
        first, last = printer.fromPage() or 1, printer.toPage() or draft.pages
        self._numbers = list(range(first - 1, min(last, draft.pages)))
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
        draft, number = self._draft, self._numbers[self._done]
        self._page.query("paper", lambda: page_picture(draft, number, PAPER_SIDE), self._paint, self._fail)

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
