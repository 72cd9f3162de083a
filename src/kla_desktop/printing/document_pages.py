"""The further pages of a document: drawn as they are, or its text where it has no pages of its own."""

from collections.abc import Sequence

from kla_desktop.model.dossier import Sheet
from kla_desktop.printing.imprint import Making
from kla_desktop.printing.layout import BOTTOM, COLUMN, LABEL, LEFT, SMALL, TOP, Book, Pen, Style, broken
from kla_desktop.wording.formats import number

MOST_PAGES = 60
"""Pages of one document that are printed; the last says how many more there are."""
_ON_SHEET = 30
"""Lines of a text that its sheet shows whole."""
_TEXT = Style(size=9.5, leading=13)
_HEAD = 16.0
_LINES = int((BOTTOM - TOP - _HEAD - 6) / _TEXT.leading)


def add_document(book: Book, making: Making, sheet: Sheet, chapter: str) -> None:
    """Append the pages after the first, which stands on the item's sheet; of a document without pages, its text."""
    item = sheet.item
    pages = making.pages_of.get(item.digest.sha256, 0)
    if item.kind == "photo" or item.restriction:
        return
    if item.media == "pdf":
        for page in range(1, min(pages, MOST_PAGES)):
            book.add(lambda pen, page=page: _drawn(pen, making, sheet, (page, pages)), chapter=chapter)  # type: ignore[misc]
        return
    lines = [line for part in making.text_of(sheet).splitlines() for line in broken(part, _TEXT, COLUMN) or [""]]
    if sum(map(bool, lines)) <= _ON_SHEET:
        return
    parts = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    for page, shown in enumerate(parts[:MOST_PAGES]):
        place = (page, len(parts))
        book.add(lambda pen, shown=shown, place=place: _told(pen, making, sheet, shown, place), chapter=chapter)  # type: ignore[misc]


def _head(pen: Pen, making: Making, sheet: Sheet, place: tuple[int, int]) -> None:
    page, pages = place
    lang = making.lang
    counts = {"number": number(sheet.number, lang), "page": number(page + 1, lang), "pages": number(pages, lang)}
    pen.text(LEFT, TOP + 6, making.said("document_page", **counts), LABEL, COLUMN * 0.6)
    if page + 1 == MOST_PAGES < pages:
        rest = making.said("document_rest", count=number(pages - MOST_PAGES, lang))
        pen.right(LEFT + COLUMN, TOP + 6, rest, SMALL, COLUMN * 0.4)


def _drawn(pen: Pen, making: Making, sheet: Sheet, place: tuple[int, int]) -> None:
    _head(pen, making, sheet, place)
    picture = making.document_page(sheet, place[0])
    if picture is None:
        pen.centred(LEFT + COLUMN / 2, (TOP + BOTTOM) / 2, making.said("no_page"), SMALL, COLUMN)
    else:
        pen.picture(picture, LEFT, TOP + _HEAD, COLUMN, BOTTOM - TOP - _HEAD)


def _told(pen: Pen, making: Making, sheet: Sheet, lines: Sequence[str], place: tuple[int, int]) -> None:
    _head(pen, making, sheet, place)
    pen.lines(LEFT, TOP + _HEAD + 8, lines, _TEXT)
