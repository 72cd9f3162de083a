"""The pages of one indicator: what is asked and what answers it, then the evidence sheets."""

from collections.abc import Sequence

from reportlab.lib.units import mm

from kla_desktop.model.dossier import Chapter, SlotLine, SlotState
from kla_desktop.printing.fonts import SEMIBOLD
from kla_desktop.printing.imprint import Making, number_ranges, sheet_anchor
from kla_desktop.printing.layout import (
    BODY,
    BOTTOM,
    COLUMN,
    HEADING,
    LABEL,
    LEFT,
    QUIET,
    RIGHT,
    SMALL,
    TOP,
    Book,
    Pen,
    Style,
    broken,
    flowed,
)
from kla_desktop.printing.marks import ACCENT, COLOURS, MUTED
from kla_desktop.printing.sheet_pages import add_sheets
from kla_desktop.wording import words
from kla_desktop.wording.formats import number

_NUMBERS_AT = LEFT + 112 * mm
_STATE_AT = LEFT + 138 * mm
_NAME_ROOM = _NUMBERS_AT - LEFT - 5 * mm
_MOST_RANGES = 6


def add_chapter(book: Book, making: Making, chapter: Chapter) -> None:
    """Append one indicator's pages; the cluster's first chapter also carries the cluster's place in the outline."""
    name = f"{chapter.indicator.code} {chapter.indicator.short(making.lang)}"
    rows = [_row(making, line) for line in chapter.slots]
    if chapter.loose:
        rows.append(_loose(making, chapter))
    head = _head(making, chapter)
    tail = _elsewhere(making, chapter)
    heights = [_height(row) for row in rows] + [12.0 * len(tail) + 10 if tail else 0.0]
    room = BOTTOM - TOP
    parts = flowed(heights, room - head.height - 22, room - 22)
    for index, (start, end) in enumerate(parts):
        first, last = index == 0, end == len(heights)
        shown = rows[start : min(end, len(rows))]
        page = book.add(
            lambda pen, shown=shown, first=first, last=last: _page(  # type: ignore[misc]
                pen, making, head if first else None, shown, tail if last else []
            ),
            chapter=name,
        )
        if first:
            cluster = f"klaster-{chapter.cluster.code}"
            if cluster not in book.anchors:
                said = chapter.cluster.name_en if making.lang == "en" else chapter.cluster.name_id
                book.anchor(cluster, page, said)
            book.anchor(f"indikator-{chapter.indicator.slug}", page, name, 1)
    add_sheets(book, making, chapter.sheets, name)


class _Head:
    """The heading of a chapter, measured before it is drawn."""

    def __init__(self, making: Making, chapter: Chapter) -> None:
        indicator = chapter.indicator
        self.cluster = chapter.cluster.name_en if making.lang == "en" else chapter.cluster.name_id
        self.code = indicator.code
        self.title = broken(indicator.name(making.lang), HEADING, COLUMN - 22 * mm, 4)
        self.leads = broken(", ".join(indicator.lead_agencies), BODY, COLUMN - 42 * mm, 2)
        self.questions = [broken(text.said(making.lang), BODY, COLUMN - 46 * mm, 2) for text in indicator.questions[:5]]
        cell = chapter.cell
        self.figures = " · ".join(
            (
                f"{number(len(chapter.sheets) + len(chapter.elsewhere), making.lang)} {making.said('items')}",
                f"{making.said('slots_filled').lower()} {cell.filled}/{cell.wanted}",
                f"{number(cell.accepted, making.lang)} {making.said('of_items_accepted')}",
            )
        )
        asked = sum(12.5 * len(lines) for lines in self.questions)
        self.height = 30 + 22 * len(self.title) + 22 + (12.5 * len(self.leads) + 4) + (asked + 4) + 20


def _head(making: Making, chapter: Chapter) -> _Head:
    return _Head(making, chapter)


_Row = tuple[SlotLine | None, list[str], str, list[tuple[int, str]], str]
"""Slot, its name in lines, why it stands there, number ranges with their first sheet, state."""


def _row(making: Making, line: SlotLine) -> _Row:
    basis = {"source": "sourced", "question": "question", "inference": "suggested"}[line.slot.basis]
    kind = words.said(words.KINDS, line.slot.kind, making.lang)
    note = f"{kind} · {making.said(basis)}"
    return line, broken(line.slot.name(making.lang), BODY, _NAME_ROOM - 14), note, _ranges(line.numbers), line.state


def _loose(making: Making, chapter: Chapter) -> _Row:
    return None, broken(making.said("no_slot"), BODY, _NAME_ROOM - 14), "", _ranges(chapter.loose), ""


def _ranges(numbers: tuple[int, ...]) -> list[tuple[int, str]]:
    found = number_ranges(numbers)
    if len(found) > _MOST_RANGES:
        found = [*found[:_MOST_RANGES], (found[_MOST_RANGES][0], "…")]
    return [(first, f"{text}," if place < len(found) - 1 else text) for place, (first, text) in enumerate(found)]


def _height(row: _Row) -> float:
    _, lines, note, ranges, _ = row
    left = 12 * len(lines) + (10 if note else 0)
    return max(left, 12.0 * ((len(ranges) + 1) // 2)) + 9


def _elsewhere(making: Making, chapter: Chapter) -> list[str]:
    if not chapter.elsewhere:
        return []
    numbers = ", ".join(text for _, text in number_ranges(chapter.elsewhere))
    return broken(making.said("printed_elsewhere", numbers=numbers), QUIET, COLUMN, 4)


def _page(pen: Pen, making: Making, head: _Head | None, rows: Sequence[_Row], tail: list[str]) -> None:
    y = _draw_head(pen, making, head) if head else TOP
    pen.text(LEFT, y + 10, making.said("asked"), LABEL)
    pen.text(_NUMBERS_AT, y + 10, making.said("answered_by"), LABEL)
    pen.text(_STATE_AT, y + 10, making.said("standing"), LABEL)
    y += 16
    pen.rule(LEFT, y, COLUMN, ACCENT, 0.9)
    for row in rows:
        _draw_row(pen, making, row, y)
        y += _height(row)
        pen.rule(LEFT, y, COLUMN, "#ECEAE4")
    if tail:
        pen.lines(LEFT, y + 18, tail, QUIET)


def _draw_head(pen: Pen, making: Making, head: _Head) -> float:
    y = TOP
    pen.text(LEFT, y + 8, head.cluster, LABEL, COLUMN)
    pen.box(LEFT, y + 17, 16 * mm, 30, fill=ACCENT, round_=4)
    pen.text(LEFT + 8 * mm - 10.5, y + 39, head.code, Style(SEMIBOLD, 18, 22, "#FFFFFF"))
    y = pen.lines(LEFT + 22 * mm, y + 32, head.title, HEADING)
    y = max(y, TOP + 54) - 4
    pen.text(LEFT + 22 * mm, y, head.figures, QUIET)
    y += 22
    if head.leads:
        pen.text(LEFT, y, making.said("leads"), QUIET)
        y = pen.lines(LEFT + 42 * mm, y, head.leads) + 4
    if head.questions:
        pen.text(LEFT, y, making.said("questions"), QUIET)
        for lines in head.questions:
            pen.text(LEFT + 42 * mm, y, "–", QUIET)
            y = pen.lines(LEFT + 46 * mm, y, lines)
        y += 4
    return TOP + head.height


def _draw_row(pen: Pen, making: Making, row: _Row, y: float) -> None:
    line, lines, note, ranges, state = row
    base = y + 12
    end = pen.lines(LEFT, base, lines, Style(size=9, leading=12))
    if note:
        suggested = line is not None and line.slot.suggested
        pen.text(LEFT, end - 1.5, note, Style(size=7, colour=MUTED if not suggested else COLOURS["waiting"]))
    x, down = _NUMBERS_AT, base
    for count, (first, text) in enumerate(ranges):
        run = pen.text(x, down, text, Style(SEMIBOLD, 9, 12, ACCENT))
        pen.link(sheet_anchor(first), x, down - 9, run, 12)
        x, down = (_NUMBERS_AT, down + 12) if count % 2 else (x + run + 4, down)
    if state:
        pen.mark(state, _STATE_AT, base, 8)
        for text in broken(_state_word(making, state), SMALL, RIGHT - _STATE_AT - 12, 2):
            pen.text(_STATE_AT + 12, base, text, Style(size=8, colour=COLOURS[state]))
            base += 9.5


def _state_word(making: Making, state: str) -> str:
    if state == SlotState.NOT_PRINTED:
        return making.said("not_printed")
    return words.said(words.MARKS, "none" if state == SlotState.MISSING else state, making.lang)
