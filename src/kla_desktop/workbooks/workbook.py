"""A workbook for Excel and LibreOffice: dates that are dates, a head that stays, filters on, text that stays text.

A file name such as "=1+1" is data of strangers. It is written as a string, never handed to anything that guesses, and
its cell carries the mark that Excel itself sets for a leading apostrophe, so that it stays text when somebody edits it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timezone
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from kla_desktop.wording.formats import WIB

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | datetime | None
Kind = Literal["text", "quoted", "number", "amount", "date", "time"]
"""What cells hold; amounts are grouped by thousands, quoted is text that would be taken for a formula."""
Tone = Literal["", "ok", "warn", "danger", "muted", "heading"]

Lie = Literal["centre", "wrap", "line"]
"""How a cell lies in its column: in the middle, in as many lines as it needs (on paper), or in one line."""

LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_LINE, _HIGHEST = 15, 405
"""Height of a line and of the highest row, in points; Excel allows 409."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it, Excel and LibreOffice count days differently; such a date is written as text."""
_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CENTRED = frozenset({"number", "date", "time"})
"""Columns of short values of one length: set apart from the text beside them by standing in the middle."""
_Look = Callable[[Kind], "Format"]
_FORMATS: dict[Kind, str] = {"date": "yyyy-mm-dd", "time": "yyyy-mm-dd hh:mm", "number": "0", "amount": "#,##0"}
_INK: dict[Tone, str] = {"ok": "#1D6B37", "warn": "#8A5A00", "danger": "#B3261E", "muted": "#545D63"}
_HEAD, _HEADING = "#DDEFEC", "#ECEAE4"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in characters, what its cells hold."""

    title: str
    width: int = 14
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `frozen` columns stay at the left; `tones` colour single cells by (row, column), rows from 0.

    On paper stand the first `printed` columns (None: all), on so many pages `abreast`; 0: on as many as it takes to
    have all rows on one page.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 0
    tones: dict[tuple[int, int], Tone] | None = None
    filtered: bool = True
    printed: int | None = None
    abreast: int = 1


def write_workbook(out: BinaryIO, sheets: Sequence[Sheet], *, title: str, at: datetime) -> None:
    """Write the sheets into an open file."""
    import xlsxwriter  # noqa: PLC0415 - only who exports waits for it

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        made = at.astimezone(UTC).replace(tzinfo=None)  # the library writes it down as UTC
        book.set_properties({"title": title, "comments": "KLA Desktop", "created": made})
        looks = _Looks(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, looks)


def _write_sheet(paper: "Worksheet", sheet: Sheet, looks: "_Looks") -> None:
    tones, on_paper = sheet.tones or {}, sheet.columns[: sheet.printed]
    for at, column in enumerate(sheet.columns):
        paper.set_column(at, at, column.width)
        paper.write_string(0, at, _plain(column.title), looks.head_centred if column.kind in _CENTRED else looks.head)
    paper.set_row(0, 32)
    for down, row in enumerate(sheet.rows):
        lines = max((_lines(value, column.width) for value, column in zip(row, on_paper, strict=False)), default=1)
        if lines > 1:  # Excel finds the height by itself, LibreOffice does not
            paper.set_row(down + 1, min(lines * _LINE, _HIGHEST))
        for across, value in enumerate(row):
            kind = sheet.columns[across].kind
            lie: Lie = "centre" if kind in _CENTRED else "wrap" if across < len(on_paper) else "line"
            _write_cell(
                paper, (down + 1, across), value, kind, partial(looks.of, tone=tones.get((down, across), ""), lie=lie)
            )
    paper.freeze_panes(1, sheet.frozen)
    if sheet.filtered:
        paper.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    _set_pages(paper, sheet)


def _set_pages(paper: "Worksheet", sheet: Sheet) -> None:
    """A4 across; the head on every page, and the frozen columns where pages stand side by side."""
    paper.set_landscape()
    paper.set_paper(9)
    paper.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    name = sheet.name.replace("&", "&&")
    paper.set_footer(f"&L&9{name}&R&9&P / &N", {"margin": 0.3})
    paper.repeat_rows(0)
    paper.print_area(0, 0, len(sheet.rows), (sheet.printed or len(sheet.columns)) - 1)
    if sheet.abreast != 1 and sheet.frozen:
        paper.repeat_columns(0, sheet.frozen - 1)
    paper.fit_to_pages(sheet.abreast, 0 if sheet.abreast else 1)


def _write_cell(paper: "Worksheet", at: tuple[int, int], value: Cell, kind: Kind, look: _Look) -> None:
    if isinstance(value, datetime):
        value = value.astimezone(timezone(WIB)).replace(tzinfo=None) if value.tzinfo else value
    day = value.date() if isinstance(value, datetime) else value
    if value is None or value == "":
        paper.write_blank(*at, None, look("text"))
    elif isinstance(day, date):
        if day < _FIRST_DAY:
            paper.write_string(*at, str(value), look("text"))
        else:
            paper.write_datetime(*at, value, look("time" if isinstance(value, datetime) else "date"))
    elif isinstance(value, str):
        text = _plain(value)
        paper.write_string(*at, text, look("quoted" if text.startswith(_LEADS) else "text"))
    elif isinstance(value, int | float):
        paper.write_number(*at, value, look(kind))


def _lines(value: Cell, width: int) -> int:
    """How many lines a cell needs, about: widths are counted in digits, which are wider than most letters."""
    if not isinstance(value, str) or (len(value) < width and "\n" not in value):
        return 1
    return sum(max(1, len(wrap(line[:LONGEST], round(width * 1.1)))) for line in value.split("\n"))


def _plain(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)[:LONGEST]


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "xlsxwriter.Workbook") -> None:
        self._book = book
        self._made: dict[tuple[Kind, Tone, Lie], Format] = {}
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": _HEAD, "bottom": 1}
        self.head: Format = book.add_format(head)
        self.head_centred: Format = book.add_format(head | {"align": "center"})

    def of(self, kind: Kind, tone: Tone, lie: Lie) -> "Format":
        """Return the format of a cell."""
        wanted = kind, tone, lie
        if wanted not in self._made:
            look: dict[str, Any] = {"valign": "top", "num_format": _FORMATS.get(kind, "General")}
            if tone == "heading":
                look |= {"bold": True, "bg_color": _HEADING}
            elif tone:
                look["font_color"] = _INK[tone]
            if kind == "amount":
                look |= {"align": "right", "indent": 1}
            elif lie == "centre":
                look["align"] = "center"
            elif lie == "wrap":
                look["text_wrap"] = True
            if kind == "quoted":
                look["quote_prefix"] = True
            self._made[wanted] = self._book.add_format(look)
        return self._made[wanted]
