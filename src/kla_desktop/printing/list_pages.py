"""The last pages of a dossier: every item with its checksum and page, and how anyone can check it without internet."""

from collections.abc import Sequence

from reportlab.lib.units import mm

from kla_desktop.model.dossier import Sheet
from kla_desktop.printing.fonts import SEMIBOLD
from kla_desktop.printing.imprint import MARK_OF_STATE, Making, code_of, sheet_anchor
from kla_desktop.printing.layout import (
    BODY,
    BOTTOM,
    COLUMN,
    HEADING,
    LABEL,
    LEFT,
    RIGHT,
    SUBHEADING,
    TINY,
    TOP,
    Book,
    Pen,
    Style,
    broken,
    flowed,
)
from kla_desktop.printing.marks import ACCENT
from kla_desktop.wording import words
from kla_desktop.wording.formats import day, number

_CELL = Style(size=8, leading=10)
_TITLE_AT, _INDICATORS_AT, _DATE_AT, _SENDER_AT = LEFT + 10 * mm, LEFT + 80 * mm, LEFT + 96 * mm, LEFT + 124 * mm
_TITLE_ROOM, _SENDER_ROOM = _INDICATORS_AT - _TITLE_AT - 3 * mm, RIGHT - _SENDER_AT - 10 * mm


def add_list(book: Book, making: Making) -> None:
    """Append the list of evidence and the note on checking."""
    rows = [(sheet, _lines(making, sheet)) for sheet in making.dossier.sheets]
    notes = [broken(making.said(key), BODY, COLUMN) for key in ("check_items", "check_dossier")]
    heights = [_height(lines) for _, lines in rows] + [42.0 + sum(12.5 * len(note) + 6 for note in notes) + 14]
    room = BOTTOM - TOP
    parts = flowed(heights, room - 34 - 18, room - 18)
    for index, (start, end) in enumerate(parts):
        first, last = index == 0, end == len(heights)
        shown = rows[start : min(end, len(rows))]
        page = book.add(
            lambda pen, shown=shown, first=first, last=last: _page(  # type: ignore[misc]
                pen, making, shown, notes if last else [], first=first
            ),
            chapter=making.said("list"),
        )
        if first:
            book.anchor("daftar", page, making.said("list"))


_Cells = tuple[list[str], list[str], list[str]]
"""Title, indicators and sender, each in lines."""


def _lines(making: Making, sheet: Sheet) -> _Cells:
    indicators = ", ".join(making.code(tag.indicator) for tag in sheet.tags)
    return (
        broken(making.title(sheet.item), _CELL, _TITLE_ROOM, 2),
        broken(indicators, _CELL, _DATE_AT - _INDICATORS_AT - 2 * mm, 2),
        broken(making.sender(sheet.item), _CELL, _SENDER_ROOM, 2),
    )


def _height(cells: _Cells) -> float:
    return 10.0 * max(len(lines) for lines in cells) + 8 + 8


def _page(
    pen: Pen, making: Making, rows: Sequence[tuple[Sheet, _Cells]], notes: Sequence[list[str]], *, first: bool
) -> None:
    y = TOP
    if first:
        pen.text(LEFT, y + 14, making.said("list"), HEADING)
        y += 34
    if rows:
        heads = (("number", LEFT), ("title", _TITLE_AT), ("indicators", _INDICATORS_AT), ("date", _DATE_AT))
        for key, x in (*heads, ("sender", _SENDER_AT)):
            pen.text(x, y + 8, making.said(key), LABEL)
        pen.right(RIGHT, y + 8, making.said("page_short"), LABEL)
        y += 14
        pen.rule(LEFT, y, COLUMN, ACCENT, 0.9)
    for sheet, cells in rows:
        _row(pen, making, sheet, cells, y)
        y += _height(cells)
        pen.rule(LEFT, y, COLUMN, "#ECEAE4")
    if notes:
        y += 30
        pen.text(LEFT, y, making.said("checking"), SUBHEADING)
        y += 16
        for note in notes:
            y = pen.lines(LEFT, y, note) + 6
        pen.text(LEFT, y - 4, making.dossier.fingerprint, Style(SEMIBOLD, 8, 10))


def _row(pen: Pen, making: Making, sheet: Sheet, cells: _Cells, y: float) -> None:
    item, anchor = sheet.item, sheet_anchor(sheet.number)
    titles, indicators, sender = cells
    base = y + 11
    pen.text(LEFT, base, number(sheet.number, making.lang), Style(SEMIBOLD, 8, 10, ACCENT))
    pen.lines(_TITLE_AT, base, titles, _CELL)
    pen.lines(_INDICATORS_AT, base, indicators, _CELL)
    dated = day(item.captured_at, making.lang) if item.captured_at else making.said("unknown")
    pen.text(_DATE_AT, base, dated, _CELL, _SENDER_AT - _DATE_AT - 6)
    pen.lines(_SENDER_AT, base, sender, _CELL)
    pen.right(RIGHT, base, number(pen.page_of(anchor), making.lang), Style(SEMIBOLD, 8, 10, ACCENT))
    home = next(tag for tag in sheet.tags if tag.indicator == sheet.home)
    foot = y + _height(cells) - 5
    pen.mark(MARK_OF_STATE.get(home.state, "waiting"), _SENDER_AT, foot, 6.5)
    pen.text(_SENDER_AT + 10, foot, words.said(words.STATES, home.state, making.lang), Style(size=7, leading=8))
    run = pen.text(_TITLE_AT, foot, code_of(item), Style(SEMIBOLD, 7, 8))
    pen.text(_TITLE_AT + run + 6, foot, item.digest.sha256, TINY)
    pen.link(anchor, LEFT, y, COLUMN, _height(cells))
