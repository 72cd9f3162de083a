"""Evidence sheets: one item to a page, or photos two, four or six. Pictures are asked for when their page is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.lib.units import mm

from kla_desktop.model.dossier import Parts, Sheet
from kla_desktop.model.listing import Item, ItemTag
from kla_desktop.printing.document_pages import add_document
from kla_desktop.printing.fonts import BOLD, SEMIBOLD
from kla_desktop.printing.imprint import MARK_OF_STATE, Making, code_of, sheet_anchor
from kla_desktop.printing.layout import (
    BODY,
    BOTTOM,
    COLUMN,
    LABEL,
    LEFT,
    QUIET,
    RIGHT,
    SMALL,
    STRONG,
    TINY,
    TOP,
    Book,
    Pen,
    Style,
    broken,
)
from kla_desktop.printing.marks import ACCENT, COLOURS, MUTED, RULE, SUNKEN
from kla_desktop.wording import words
from kla_desktop.wording.formats import day, number, size

_TITLE = Style(BOLD, 15, 19)
_PLATE_TITLE = Style(SEMIBOLD, 9, 11.5)
_PLATE_TEXT = Style(size=7.5, leading=9.5)
_PANEL: float = 70 * mm
_FOOT = 40.0
"""Room for the codes at the foot of a sheet, and the gaps around the picture."""
_KEYS = 30 * mm
_TEXT = Style(size=8.5, leading=11.5)
_TEXT_LIMIT = 20_000
_MOST_TAGS = 6
_GAP: float = 7 * mm


@dataclass(frozen=True, slots=True)
class _Plates:
    """How photos share a page: across, down, the height of a picture, and whether there is room for all facts."""

    across: int
    down: int
    picture: float
    roomy: bool = True


_PLATES = {2: _Plates(1, 2, 78 * mm), 4: _Plates(2, 2, 73 * mm), 6: _Plates(2, 3, 43 * mm, roomy=False)}
PER_PAGE = (1, *_PLATES)
"""How many photos may share a page."""


def add_sheets(book: Book, making: Making, sheets: Sequence[Sheet], chapter: str) -> None:
    """Append the sheets of a chapter in their order; the anchor of one that is not printed is its chapter's page."""
    parts, per_page = making.imprint.parts, making.imprint.photos_per_page
    for sheet in sheets:
        if not is_printed(sheet, parts):
            book.anchor(sheet_anchor(sheet.number), len(book.pages))
    for group in _groups([sheet for sheet in sheets if is_printed(sheet, parts)], per_page):
        if per_page in _PLATES and group[0].item.kind == "photo":
            draw = partial(_plates, making=making, group=group, plates=_PLATES[per_page])
            page = book.add(draw, chapter=chapter)
        else:
            page = book.add(lambda pen, sheet=group[0]: _sheet(pen, making, sheet), chapter=chapter)  # type: ignore[misc]
            if parts.whole_documents:
                add_document(book, making, group[0], chapter)
        for sheet in group:
            book.anchor(sheet_anchor(sheet.number), page)


def is_printed(sheet: Sheet, parts: Parts) -> bool:
    """Whether the item has a sheet, or stands in the list only."""
    return parts.photos or sheet.item.kind != "photo"


def _groups(sheets: Sequence[Sheet], per_page: int) -> Iterator[list[Sheet]]:
    """Photos that follow each other share a page; everything else has its own."""
    group: list[Sheet] = []
    for sheet in sheets:
        together = per_page in _PLATES and sheet.item.kind == "photo"
        if group and (not together or len(group) == per_page):
            yield group
            group = []
        if together:
            group.append(sheet)
        else:
            yield [sheet]
    if group:
        yield group


def _sheet(pen: Pen, making: Making, sheet: Sheet) -> None:
    item = sheet.item
    pages = making.pages_of.get(item.digest.sha256, 0) if item.kind != "photo" else 0
    facts = [(key, broken(value, BODY, COLUMN - _KEYS, most)) for key, value, most in _facts(making, item, pages)]
    below = sum(BODY.leading * len(lines) + 2.5 for _, lines in facts) + BODY.leading * min(len(sheet.tags), _MOST_TAGS)
    y = TOP
    pen.text(LEFT, y + 6, making.said("item", number=number(sheet.number, making.lang)), LABEL)
    _home_state(pen, making, sheet, y + 6)
    y = pen.lines(LEFT, y + 25, broken(making.title(item), _TITLE, COLUMN, 3), _TITLE) - 8
    room = BOTTOM - _FOOT - below - (14 if pages else 4) - y
    y += _picture(pen, making, sheet, (LEFT, y, COLUMN, room)) + 20
    if pages:
        pen.centred(
            LEFT + COLUMN / 2, y - 9, making.said("page_one_of", pages=number(pages, making.lang)), SMALL, COLUMN
        )
        y += 10
    for key, lines in facts:
        pen.text(LEFT, y, making.said(key), QUIET)
        y = pen.lines(LEFT + _KEYS, y, lines) + 2.5
    _supports(pen, making, sheet, y)
    pen.rule(LEFT, BOTTOM - 20, COLUMN)
    pen.text(LEFT, BOTTOM - 8, making.said("short_code"), SMALL)
    pen.text(LEFT, BOTTOM + 3, code_of(item), Style(SEMIBOLD, 10, 12, ACCENT))
    pen.text(LEFT + _KEYS, BOTTOM - 8, "SHA-256", SMALL)
    pen.text(LEFT + _KEYS, BOTTOM + 3, item.digest.sha256, Style(size=7.5, leading=10))


def _facts(making: Making, item: Item, pages: int) -> Iterator[tuple[str, str, int]]:
    """Key, value and most lines of what a sheet says of its item."""
    source = making.date_source(item)
    yield "time", f"{making.date(item)}, {source}" if source else making.date(item), 2
    yield "where", making.places.label(item.place) if item.place else making.said("unknown"), 1
    if item.activity_title:
        yield "activity", item.activity_title, 2
    yield "sender", " · ".join(dict.fromkeys(part for part in (making.sender(item), item.actor) if part)), 1
    yield "kind", words.said(words.KINDS, item.kind, making.lang), 1
    parts = [item.name or making.said("untitled"), size(item.digest.size, making.lang)]
    if pages and item.kind != "photo":
        parts.append(f"{number(pages, making.lang)} {making.said('page').lower()}")
    yield "file", " · ".join(parts), 2
    if item.note:
        yield "note", item.note, 3


def _supports(pen: Pen, making: Making, sheet: Sheet, y: float) -> None:
    pen.text(LEFT, y, making.said("stands_under"), QUIET)
    for count, tag in enumerate(sheet.tags, 1):
        if count == _MOST_TAGS < len(sheet.tags):
            pen.text(LEFT + _KEYS, y, making.said("more", count=len(sheet.tags) - count + 1), SMALL)
            return
        indicator, lines = making.label(tag.indicator), state_words(making, tag)
        mark = MARK_OF_STATE.get(tag.state, "waiting")
        pen.mark(mark, LEFT + _KEYS, y, 8)
        run = pen.text(LEFT + _KEYS + 12, y, indicator, STRONG, COLUMN - _KEYS - 12)
        pen.text(LEFT + _KEYS + 18 + run, y, lines, BODY, COLUMN - _KEYS - 18 - run)
        y += BODY.leading


def state_words(making: Making, tag: ItemTag) -> str:
    """Say how an item stands under an indicator, when that was decided, and why it was returned."""
    parts = [words.said(words.STATES, tag.state, making.lang)]
    if tag.state in MARK_OF_STATE and tag.reviewed_at:
        parts[0] += f" {day(tag.reviewed_at, making.lang)}"
    if tag.state == "returned" and tag.reason:
        parts.append(making.said("reason", reason=words.said(words.QUICK_REASONS, tag.reason, making.lang)))
    return ", ".join(parts)


def _home_state(pen: Pen, making: Making, sheet: Sheet, y: float) -> None:
    tag = next(tag for tag in sheet.tags if tag.indicator == sheet.home)
    mark = MARK_OF_STATE.get(tag.state, "waiting")
    run = pen.right(RIGHT, y, words.said(words.STATES, tag.state, making.lang), Style(SEMIBOLD, 8, 10, COLOURS[mark]))
    pen.mark(mark, RIGHT - run - 13, y, 9)


def _picture(pen: Pen, making: Making, sheet: Sheet, area: tuple[float, float, float, float]) -> float:
    """Draw the picture, else how the text begins, else a panel that says why there is none; return the height taken."""
    picture = making.pictures(sheet)
    x, top, wide, high = area
    if picture is not None:
        return pen.picture(picture, *area)
    text = making.text_of(sheet) if sheet.item.kind != "photo" else ""
    if text.strip():
        return _excerpt(pen, making, text, area)
    high = min(high, _PANEL)
    pen.box(x, top, wide, high, fill=SUNKEN, stroke=RULE, round_=4)
    why = making.said("no_picture") if sheet.item.has_bytes else making.said("no_bytes")
    kind = words.said(words.KINDS, sheet.item.kind, making.lang)
    centre = x + wide / 2
    pen.centred(centre, top + high / 2 - 4, kind[:1].upper() + kind[1:], Style(SEMIBOLD, 11, 14, MUTED), wide - 16)
    pen.centred(centre, top + high / 2 + 10, why, SMALL, wide - 16)
    return high


def _excerpt(pen: Pen, making: Making, text: str, area: tuple[float, float, float, float]) -> float:
    """A document that cannot be drawn is shown by the beginning of its text."""
    x, top, wide, high = area
    most = int((high - 44) / _TEXT.leading)
    lines: list[str] = []
    for paragraph in text[:_TEXT_LIMIT].splitlines():
        lines += broken(paragraph, _TEXT, wide - 28)
        if len(lines) > most:
            lines = [*lines[: most - 1], "…"]
            break
    taken = min(high, 44 + _TEXT.leading * len(lines))
    pen.box(x, top, wide, taken, fill=SUNKEN, stroke=RULE, round_=4)
    pen.text(x + 14, top + 19, making.said("excerpt"), LABEL)
    pen.lines(x + 14, top + 36, lines, _TEXT)
    return taken


def _plates(pen: Pen, making: Making, group: Sequence[Sheet], plates: _Plates) -> None:
    wide = (COLUMN - _GAP * (plates.across - 1)) / plates.across
    high = (BOTTOM - TOP - _GAP * (plates.down - 1)) / plates.down
    for index, sheet in enumerate(group):
        x, y = LEFT + (index % plates.across) * (wide + _GAP), TOP + (index // plates.across) * (high + _GAP)
        _plate(pen, making, sheet, (x, y, wide, high), plates)


def _plate(pen: Pen, making: Making, sheet: Sheet, area: tuple[float, float, float, float], plates: _Plates) -> None:
    x, top, wide, high = area
    item = sheet.item
    _picture(pen, making, sheet, (x, top, wide, plates.picture))
    y = top + plates.picture + 12
    pen.text(x, y, making.said("item", number=number(sheet.number, making.lang)), LABEL)
    tag = next(tag for tag in sheet.tags if tag.indicator == sheet.home)
    mark = MARK_OF_STATE.get(tag.state, "waiting")
    state = Style(SEMIBOLD, 7.5, 10, COLOURS[mark])
    run = pen.right(x + wide, y, words.said(words.STATES, tag.state, making.lang), state)
    pen.mark(mark, x + wide - run - 11, y, 8)
    y = pen.lines(x, y + 13, broken(making.title(item), _PLATE_TITLE, wide, 2), _PLATE_TITLE)
    source = making.date_source(item)
    dated = f"{making.date(item)}, {source}" if source else making.date(item)
    where = making.places.label(item.place) if item.place else making.said("unknown")
    facts = [(dated, 2 if plates.roomy else 1), (" · ".join(dict.fromkeys((where, making.sender(item)))), 1)]
    if plates.roomy:
        facts += [(item.name, 1), (", ".join(making.label(each.indicator) for each in sheet.tags), 1)]
    for text, most in facts:
        y = pen.lines(x, y, broken(text, _PLATE_TEXT, wide, most), _PLATE_TEXT)
    pen.text(x, top + high - 9, code_of(item), Style(SEMIBOLD, 8, 10, ACCENT))
    pen.text(x, top + high, item.digest.sha256, TINY, wide)
