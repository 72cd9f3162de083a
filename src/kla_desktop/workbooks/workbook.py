"""A workbook for Excel and LibreOffice: dates that are dates, a head that stays, filters on, text that stays text.

A file name such as "=1+1" is data of strangers. It is written as a string, never handed to anything that guesses, and
its cell carries the mark that Excel itself sets for a leading apostrophe, so that it stays text when somebody edits it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timezone
from functools import partial
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

LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it, Excel and LibreOffice count days differently; such a date is written as text."""
_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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
    """One sheet. `frozen` columns stay at the left; `tones` colour single cells by (row, column), rows from 0."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 0
    tones: dict[tuple[int, int], Tone] | None = None
    filtered: bool = True


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
    tones = sheet.tones or {}
    for at, column in enumerate(sheet.columns):
        paper.set_column(at, at, column.width)
        paper.write_string(0, at, _plain(column.title), looks.head)
    paper.set_row(0, 32)
    for down, row in enumerate(sheet.rows):
        for across, value in enumerate(row):
            look = partial(looks.of, tone=tones.get((down, across), ""))
            _write_cell(paper, (down + 1, across), value, sheet.columns[across].kind, look)
    paper.freeze_panes(1, sheet.frozen)
    if sheet.filtered:
        paper.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    paper.set_landscape()
    paper.set_paper(9)  # A4
    paper.repeat_rows(0)
    paper.fit_to_pages(1, 0)


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


def _plain(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)[:LONGEST]


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "xlsxwriter.Workbook") -> None:
        self._book = book
        self._made: dict[tuple[Kind, Tone], Format] = {}
        self.head: Format = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": _HEAD, "bottom": 1}
        )

    def of(self, kind: Kind, tone: Tone) -> "Format":
        """Return the format of a cell."""
        wanted = kind, tone
        if wanted not in self._made:
            look: dict[str, Any] = {"valign": "top", "num_format": _FORMATS.get(kind, "General")}
            if tone == "heading":
                look |= {"bold": True, "bg_color": _HEADING}
            elif tone:
                look["font_color"] = _INK[tone]
            if kind == "quoted":
                look["quote_prefix"] = True
            self._made[wanted] = self._book.add_format(look)
        return self._made[wanted]
