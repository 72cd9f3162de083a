"""Text and pages of PDF through pdfium: no forms, no scripts, nothing fetched. Runs in a worker; not thread-safe."""

import contextlib
import functools
import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kla_desktop.media.confine import OutOfTime
from kla_desktop.media.xml_parts import MAX_TEXT

if TYPE_CHECKING:
    from types import ModuleType

    from PIL.Image import Image

    Draw = Callable[[], "Image | None"]

MAX_PAGES: Final = 200
"""Pages of text read of one PDF."""
MAX_PAGE_PIXELS: Final = 10_000
_MAX_NOTE: Final = 40
_FEW_WORDS: Final = 6
"""Pages with fewer words of their own are read as pictures; scanners add a stamp or a page number."""
_MOST_OBJECTS: Final = 2000
_OUTLINES: Final = 60
_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD


@dataclass(frozen=True, slots=True)
class Pages:
    """What a PDF holds; `picture` is its first page."""

    text: str = ""
    pages: int | None = None
    picture: "Image | None" = None
    damaged: bool = False
    locked: bool = False
    late: bool = False
    made: str = ""
    """The note "CreationDate" as it stands."""


def read_pdf(data: bytes, picture_side: int, password: str | None = None) -> Pages:
    """Read the text of the first pages and draw the first, no side above `picture_side` (0: no picture)."""
    try:
        with _opened(data, password) as pdf:
            pages = len(pdf)
            text, damaged, late, picture = _text(pdf, pages, picture_side)
            broken = damaged or not pages or bool(picture_side and picture is None)
            made = str(pdf.get_metadata_value("CreationDate"))[:_MAX_NOTE]
            return Pages(text, pages, picture, damaged=broken, late=late, made=made)
    except _pdfium().PdfiumError as error:
        locked = error.err_code == _PASSWORD
        return Pages(locked=locked, damaged=not locked)


def draw_first(data: bytes, picture_side: int) -> Pages:
    """Draw the first page and read nothing."""
    picture: Image | None = None
    try:
        with _opened(data, None) as pdf:
            with contextlib.suppress(_pdfium().PdfiumError, ValueError, OverflowError):
                picture = _rendered(pdf, 0, picture_side)
            return Pages(pages=len(pdf), picture=picture, damaged=picture is None)
    except _pdfium().PdfiumError as error:
        locked = error.err_code == _PASSWORD
        return Pages(locked=locked, damaged=not locked)


def draw_page(data: bytes, page: int, max_side: int) -> "Image | None":
    """Draw one page (0 = first), no side above `max_side`; None where there is no such page."""
    with _opened(data, None) as pdf:
        return _rendered(pdf, page, max_side) if 0 <= page < len(pdf) else None


@contextlib.contextmanager
def textless_pages(data: bytes, dpi: int, max_side: int) -> "Iterator[tuple[int, Iterator[tuple[int, Draw]]]]":
    """Go through the pages (0 = first, at most MAX_PAGES) that hold a picture and hardly any text of their own.

    Gives the number of all pages, and for each such page its number and how to draw it: at `dpi`, no side above
    `max_side`. Raises pdfium's errors for a file that cannot be opened; a broken page is passed over.
    """
    with _opened(data, None) as pdf:
        total = min(len(pdf), MAX_PAGES)

        def pages() -> "Iterator[tuple[int, Draw]]":
            for number in range(total):
                with contextlib.suppress(_pdfium().PdfiumError):
                    if len(_page_text(pdf, number).split()) < _FEW_WORDS and _has_picture(pdf, number):
                        yield number, functools.partial(_drawn_at, pdf, number, dpi, max_side)

        yield total, pages()


def _has_picture(pdf: Any, number: int) -> bool:
    """Whether a page holds a picture large enough for writing, or drawn outlines instead of letters."""
    page = pdf[number]
    try:
        objects = list(itertools.islice(page.get_objects(max_depth=3), _MOST_OBJECTS))
        pictures = any(one.type == _pdfium().raw.FPDF_PAGEOBJ_IMAGE for one in objects)
        outlines = sum(one.type == _pdfium().raw.FPDF_PAGEOBJ_PATH for one in objects)
        return pictures or outlines > _OUTLINES
    finally:
        page.close()


def _drawn_at(pdf: Any, number: int, dpi: int, max_side: int) -> "Image | None":
    page = pdf[number]
    try:
        longest = max(page.get_size())
    finally:
        page.close()
    if not math.isfinite(longest) or longest <= 0:
        return None
    return _rendered(pdf, number, min(max_side, round(longest / 72 * dpi)))


@functools.cache
def _pdfium() -> "ModuleType":
    import pypdfium2  # noqa: PLC0415 - in workers only, on first use

    return pypdfium2  # type: ignore[no-any-return]


@contextlib.contextmanager
def _opened(data: bytes, password: str | None) -> Iterator[Any]:
    pdf = _pdfium().PdfDocument(data, password=password)
    try:
        yield pdf
    finally:
        pdf.close()


def _text(pdf: Any, pages: int, picture_side: int) -> tuple[str, bool, bool, "Image | None"]:
    """The text of the first pages, whether a page could not be read, whether time ran out, and the first page drawn."""
    parts: list[str] = []
    pictures: list[Image] = []
    length, damaged, late = 0, False, False
    try:
        for number in range(min(pages, MAX_PAGES)):
            try:
                part = _page_text(pdf, number, pictures, 0 if number else picture_side)
            except _pdfium().PdfiumError:
                damaged = True
                continue
            parts.append(part)
            length += len(part)
            if length >= MAX_TEXT:
                break
    except OutOfTime:
        late = True
    return "\n".join(parts), damaged, late, pictures[0] if pictures else None


def _page_text(pdf: Any, number: int, pictures: "list[Image] | None" = None, picture_side: int = 0) -> str:
    """The text of a page; it is drawn too where a size is given, since opening a page costs most."""
    page = pdf[number]
    try:
        if pictures is not None and picture_side:
            with contextlib.suppress(_pdfium().PdfiumError, ValueError, OverflowError):
                pictures += filter(None, [_drawn(page, picture_side)])
        words = page.get_textpage()
        try:
            text: str = words.get_text_range()
        finally:
            words.close()
    finally:
        page.close()
    return text


def _rendered(pdf: Any, number: int, max_side: int) -> "Image | None":
    """Draw a page, or None for a page without a size."""
    page = pdf[number]
    try:
        return _drawn(page, max_side)
    finally:
        page.close()


def _drawn(page: Any, max_side: int) -> "Image | None":
    width, height = page.get_size()
    longest = max(width, height)
    if not math.isfinite(longest) or min(width, height) <= 0:
        return None
    scale = min(max_side, MAX_PAGE_PIXELS) / longest
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    try:
        image: Image = bitmap.to_pil()
        return image.convert("RGB") if image.mode != "RGB" else image.copy()
    finally:
        bitmap.close()
