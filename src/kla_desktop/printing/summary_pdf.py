"""`ringkasan.pdf`: what a bundle holds, for people, with a record of the hand-over to sign."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm

from kla_desktop.printing.fonts import SEMIBOLD
from kla_desktop.printing.layout import (
    BODY,
    BOTTOM,
    COLUMN,
    HEADING,
    LABEL,
    LEFT,
    QUIET,
    SMALL,
    STRONG,
    SUBHEADING,
    TOP,
    Book,
    Frame,
    Pen,
    Style,
    broken,
    flowed,
)
from kla_desktop.printing.marks import ACCENT
from kla_desktop.printing.words import said
from kla_desktop.wording.formats import Lang, date_time, full_date, number

_CELL = Style(size=8, leading=10)
_TITLE_AT, _INDICATORS_AT, _DATE_AT, _CODE_AT = LEFT + 10 * mm, LEFT + 91 * mm, LEFT + 110 * mm, LEFT + 145 * mm
_SIGNING = 168.0
"""Room for the two signatures."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One item as listed; all values ready to print."""

    title: str
    indicators: str
    date: str
    code: str
    held: bool = True
    """Whether the file itself travels in this bundle."""
    restricted: bool = False
    """Whether a child can be recognised on it."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One hand-over: who gives what to whom."""

    city: str
    programme: str
    number: int
    bundle: str
    sender: str
    sender_person: str
    recipient: str
    at: datetime
    rows: Sequence[SummaryRow]
    lang: Lang = "id"


def summary_pdf(summary: Summary) -> bytes:
    """Set the pages and return the PDF. The same summary gives the same bytes."""
    lang = summary.lang
    head = f"{summary.city} · {summary.programme}"
    foot = f"{said('bundle_id', lang)} {summary.bundle}"
    book = Book(Frame(head, foot, said("summary", lang), summary.sender, summary.at, lang))
    text = broken(
        said(
            "minutes_text",
            lang,
            count=number(_files(summary), lang),
            sender=summary.sender,
            recipient=summary.recipient,
        ),
        BODY,
        COLUMN,
    )
    rows = [(row, _title_lines(row, lang)) for row in summary.rows]
    heights = [_height(lines) for _, lines in rows] + [_SIGNING + 12.5 * len(text)]
    room = BOTTOM - TOP
    parts = flowed(heights, room - 142, room - 16)
    starts = [start for start, _ in parts]
    for start, end in parts:
        shown = list(enumerate(rows, 1))[start : min(end, len(rows))]
        book.add(
            lambda pen, shown=shown, first=start == 0, last=start == starts[-1]: _page(  # type: ignore[misc]
                pen, summary, shown, text if last else [], first=first
            ),
            chapter=said("summary_number", lang, number=summary.number),
        )
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def _files(summary: Summary) -> int:
    return sum(row.held for row in summary.rows)


def _title_lines(row: SummaryRow, lang: Lang) -> list[str]:
    lines = broken(row.title, _CELL, _INDICATORS_AT - _TITLE_AT - 3 * mm, 2)
    notes = [said("restricted", lang)] if row.restricted else []
    notes += [] if row.held else [f"({said('events_only', lang)})"]
    return [*lines, *notes]


def _height(lines: Sequence[str]) -> float:
    return 10.0 * len(lines) + 8


_Rows = Sequence[tuple[int, tuple[SummaryRow, list[str]]]]


def _page(pen: Pen, summary: Summary, rows: _Rows, text: Sequence[str], *, first: bool) -> None:
    lang = summary.lang
    y = _head(pen, summary) if first else TOP
    if rows:
        heads = (("number", LEFT), ("title", _TITLE_AT), ("indicators", _INDICATORS_AT), ("date", _DATE_AT))
        for key, x in (*heads, ("short_code", _CODE_AT)):
            pen.text(x, y + 8, said(key, lang), LABEL)
        y += 14
        pen.rule(LEFT, y, COLUMN, ACCENT, 0.9)
    for count, (row, lines) in rows:
        base = y + 11
        pen.text(LEFT, base, number(count, lang), Style(SEMIBOLD, 8, 10, ACCENT))
        pen.lines(_TITLE_AT, base, lines, _CELL)
        pen.text(_INDICATORS_AT, base, row.indicators, _CELL, _DATE_AT - _INDICATORS_AT - 6)
        pen.text(_DATE_AT, base, row.date, _CELL, _CODE_AT - _DATE_AT - 6)
        pen.text(_CODE_AT, base, row.code, Style(SEMIBOLD, 8, 10))
        y += _height(lines)
        pen.rule(LEFT, y, COLUMN, "#ECEAE4")
    if text:
        _record(pen, summary, text, y + 30)


def _head(pen: Pen, summary: Summary) -> float:
    lang = summary.lang
    y = TOP
    pen.text(LEFT, y + 14, said("summary", lang), HEADING, COLUMN)
    pen.text(LEFT, y + 30, said("summary_number", lang, number=summary.number), STRONG)
    y += 52
    facts = (
        ("from", " · ".join(part for part in (summary.sender, summary.sender_person) if part)),
        ("to", summary.recipient),
        ("packed_at", f"{full_date(summary.at.date(), lang)}, {date_time(summary.at, lang).split(' ', 3)[3]}"),
        ("content", f"{number(_files(summary), lang)} {said('items', lang)}"),
        ("bundle_id", summary.bundle),
    )
    for key, value in facts:
        pen.text(LEFT, y, said(key, lang), QUIET)
        pen.text(LEFT + 40 * mm, y, value, BODY, COLUMN - 40 * mm)
        y += 14
    return TOP + 142


def _record(pen: Pen, summary: Summary, text: Sequence[str], y: float) -> None:
    lang = summary.lang
    pen.text(LEFT, y, said("minutes_title", lang), SUBHEADING)
    y = pen.lines(LEFT, y + 18, text, BODY) + 16
    for x, key, office in (
        (LEFT, "sign_giver", summary.sender),
        (LEFT + COLUMN / 2 + 4 * mm, "sign_taker", summary.recipient),
    ):
        pen.text(x, y, said(key, lang), BODY)
        pen.text(x, y + 13, office, STRONG, COLUMN / 2 - 8 * mm)
        pen.rule(x, y + 78, COLUMN / 2 - 14 * mm, "#868B88")
        pen.text(x, y + 89, said("name_nip", lang), SMALL)
