"""Pages of paper: planned first, drawn after, so that contents and cross-references know every page number.

All places are in points from the upper left corner of the A4 page, y downwards; a text stands on its base line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from kla_desktop.printing import fonts
from kla_desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD, printable, shortened, width, wrapped
from kla_desktop.printing.marks import ACCENT, MUTED, RULE, TEXT, mark
from kla_desktop.printing.pictures import Picture
from kla_desktop.printing.stream import StreamedCanvas
from kla_desktop.printing.words import said
from kla_desktop.wording.formats import Lang

PAGE_WIDTH: float = A4[0]
PAGE_HEIGHT: float = A4[1]
LEFT: float = 22 * mm
RIGHT: float = PAGE_WIDTH - 20 * mm
TOP: float = 27 * mm
BOTTOM: float = PAGE_HEIGHT - 21 * mm
"""The area for content; header and footer lie outside it."""
COLUMN = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks; sizes in points."""

    face: str = REGULAR
    size: float = 9
    leading: float = 12.5
    colour: str = TEXT


BODY = Style()
STRONG = Style(SEMIBOLD)
QUIET = Style(colour=MUTED)
SMALL = Style(size=7.5, leading=10, colour=MUTED)
TINY = Style(size=6, leading=8, colour=MUTED)
LABEL = Style(SEMIBOLD, 7.5, 10, ACCENT)
HEADING = Style(BOLD, 17, 22)
SUBHEADING = Style(SEMIBOLD, 11, 15)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page but the cover says at its head and foot."""

    head: str
    foot: str
    title: str
    author: str
    at: datetime
    lang: Lang


Draw = Callable[["Pen"], None]


@dataclass(frozen=True, slots=True)
class _Page:
    draw: Draw
    chapter: str
    bare: bool


@dataclass(slots=True)
class Book:
    """Pages in their order. `add` may be called until `write`; what a page draws may ask for any anchor's page."""

    frame: Frame
    pages: list[_Page] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    outline: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, draw: Draw, *, chapter: str = "", bare: bool = False) -> int:
        """Append a page and return its number; `chapter` stands at its head, a `bare` page has no head and foot."""
        self.pages.append(_Page(draw, chapter, bare))
        return len(self.pages)

    def anchor(self, name: str, page: int, title: str = "", level: int = 0) -> None:
        """Let links lead to a page; with a title it is listed in the reader's outline."""
        self.anchors[name] = page
        if title:
            self.outline.append((level, printable(title), name))

    def write(self, out: BinaryIO, step: Callable[[int], None] = lambda _page: None) -> int:
        """Draw all pages into an open file and return their number; `step` is called before each page."""
        fonts.register()
        canvas = self._canvas(out)
        canvas.setTitle(printable(self.frame.title))
        canvas.setAuthor(printable(self.frame.author))
        canvas.setSubject(printable(self.frame.head))
        canvas.setCreator("KLA Desktop")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        if self.outline:
            canvas.showOutline()
        here: dict[int, list[str]] = {}
        for name, place in self.anchors.items():
            here.setdefault(place, []).append(name)
        titles = {name: (title, level) for level, title, name in self.outline}
        for number in range(1, len(self.pages) + 1):
            step(number)
            for name in here.get(number, []):
                canvas.bookmarkPage(name)
            for name in here.get(number, []):
                if name in titles:
                    canvas.addOutlineEntry(titles[name][0], name, titles[name][1], closed=titles[name][1] > 0)
            self._draw(Pen(canvas, self, number), number)
            canvas.showPage()
        canvas.save()
        return len(self.pages)

    def write_page(self, out: BinaryIO, number: int) -> None:
        """Draw one page alone, as it stands in the whole, with links that lead nowhere; for a look at it."""
        fonts.register()
        canvas = self._canvas(out)
        self._draw(Pen(canvas, self, number, linked=False), number)
        canvas.showPage()
        canvas.save()

    def _canvas(self, out: BinaryIO) -> StreamedCanvas:
        return StreamedCanvas(out, A4, self.frame.at, self.frame.lang)

    def _draw(self, pen: "Pen", number: int) -> None:
        page = self.pages[number - 1]
        if not page.bare:
            self._furnish(pen, page, number)
        page.draw(pen)

    def _furnish(self, pen: "Pen", page: _Page, number: int) -> None:
        foot = said("page_of", self.frame.lang, page=number, pages=len(self.pages))
        pen.text(LEFT, 15 * mm, self.frame.head, SMALL, COLUMN * 0.55)
        pen.right(RIGHT, 15 * mm, page.chapter, SMALL, COLUMN * 0.42)
        pen.rule(LEFT, 18 * mm, COLUMN)
        pen.rule(LEFT, PAGE_HEIGHT - 15.5 * mm, COLUMN)
        pen.text(LEFT, PAGE_HEIGHT - 11 * mm, self.frame.foot, SMALL, COLUMN * 0.75)
        pen.right(RIGHT, PAGE_HEIGHT - 11 * mm, foot, SMALL)


class Pen:
    """Draws on one page."""

    def __init__(self, canvas: StreamedCanvas, book: Book, number: int, *, linked: bool = True) -> None:
        self._canvas, self._book, self.number, self._linked = canvas, book, number, linked

    def page_of(self, anchor: str) -> int:
        """Return the page that an anchor stands on."""
        return self._book.anchors[anchor]

    def text(self, x: float, y: float, text: str, style: Style = BODY, room: float = 0) -> float:
        """Write one line, cut to `room` if given; return how wide it runs."""
        shown = printable(text)
        if room:
            shown = shortened(shown, style.face, style.size, room)
        self._canvas.setFillColor(style.colour)
        self._canvas.setFont(style.face, style.size)
        self._canvas.drawString(x, PAGE_HEIGHT - y, shown)
        return width(shown, style.face, style.size)

    def right(self, x: float, y: float, text: str, style: Style = BODY, room: float = 0) -> float:
        """Write one line that ends at x; return how wide it runs."""
        shown = printable(text)
        if room:
            shown = shortened(shown, style.face, style.size, room)
        run = width(shown, style.face, style.size)
        self.text(x - run, y, shown, style)
        return run

    def centred(self, x: float, y: float, text: str, style: Style, room: float) -> None:
        """Write one line around x, cut to `room`."""
        shown = shortened(printable(text), style.face, style.size, room)
        self.text(x - width(shown, style.face, style.size) / 2, y, shown, style)

    def lines(self, x: float, y: float, lines: Sequence[str], style: Style = BODY) -> float:
        """Write lines below each other, the first on base line y; return the base line after the last."""
        for line in lines:
            self.text(x, y, line, style)
            y += style.leading
        return y

    def link(self, anchor: str, x: float, top: float, wide: float, high: float) -> None:
        """Make an area lead to an anchor."""
        if not self._linked:
            return
        area = (x, PAGE_HEIGHT - top - high, x + wide, PAGE_HEIGHT - top)
        self._canvas.linkRect("", anchor, Rect=area, relative=0, thickness=0)

    def rule(self, x: float, y: float, wide: float, colour: str = RULE, thick: float = 0.6) -> None:
        """Draw a line from x to the right."""
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(thick)
        self._canvas.line(x, PAGE_HEIGHT - y, x + wide, PAGE_HEIGHT - y)

    def box(
        self, x: float, top: float, wide: float, high: float, *, fill: str = "", stroke: str = "", round_: float = 0
    ) -> None:
        """Draw a rectangle, filled, outlined or both."""
        if fill:
            self._canvas.setFillColor(fill)
        if stroke:
            self._canvas.setStrokeColor(stroke)
            self._canvas.setLineWidth(0.6)
        place = (x, PAGE_HEIGHT - top - high, wide, high)
        if round_:
            self._canvas.roundRect(*place, round_, stroke=bool(stroke), fill=bool(fill))
        else:
            self._canvas.rect(*place, stroke=bool(stroke), fill=bool(fill))

    def mark(self, name: str, x: float, y: float, size: float = 8) -> None:
        """Draw a symbol whose foot stands a little below base line y, as letters beside it need."""
        mark(self._canvas, name, x, PAGE_HEIGHT - y - size * 0.14, size)

    def picture(self, picture: Picture, x: float, top: float, wide: float, high: float) -> float:
        """Fit a picture into the area, at its top and centred; a small one stays small. Return the height it takes."""
        scale = min(wide / picture.width, high / picture.height, 1.0)
        shown = picture.width * scale, picture.height * scale
        left = x + (wide - shown[0]) / 2
        self._canvas.place(picture, left, PAGE_HEIGHT - top - shown[1], *shown)
        self.box(left, top, *shown, stroke=RULE)
        return shown[1]

    def modules(self, rows: Sequence[Sequence[int]], x: float, top: float, side: float) -> None:
        """Draw a code's dark modules as rectangles, one for each run in a row."""
        step = side / len(rows)
        self._canvas.setFillColor(TEXT)
        path = self._canvas.beginPath()
        for down, row in enumerate(rows):
            start = 0
            while start < len(row):
                end = start
                while end < len(row) and row[end]:
                    end += 1
                if end > start:
                    bottom = PAGE_HEIGHT - top - (down + 1) * step
                    path.rect(x + start * step, bottom, (end - start) * step, step)
                start = end + 1
        self._canvas.drawPath(path, stroke=0, fill=1)


def broken(text: str, style: Style, room: float, most: int = 0) -> list[str]:
    """Break foreign text into lines of a style."""
    return wrapped(printable(text), style.face, style.size, room, most)


def flowed(heights: Sequence[float], first: float, rest: float) -> list[tuple[int, int]]:
    """Spread rows of the given heights over pages with so much room; return (start, end) for each page."""
    pages: list[tuple[int, int]] = []
    start, left = 0, first
    for index, height in enumerate(heights):
        if height > left and index > start:
            pages.append((start, index))
            start, left = index, rest
        left -= height
    pages.append((start, len(heights)))
    return pages
