"""Tables of spreadsheets (XLSX, ODS, XLS) as readable text: sheet name, then a row a line, cells divided by tabs.

Dates come out as ISO 8601 (2026-06-11, 2026-06-11 13:30), so that they can be found and read as dates.
"""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from kla_desktop.media.xml_parts import Enough, Gathered, Parts, local
from kla_desktop.model.evidence_kind import MediaKind

KINDS: Final = frozenset((MediaKind.XLSX, MediaKind.ODS))
_MAX_SHEETS: Final = 300
_MAX_STRINGS: Final = 1_000_000
_MAX_SHARED: Final = 16_000_000
_MAX_GAP: Final = 40
_MAX_REPEATED_ROWS: Final = 50
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_DATE_FORMATS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_TIME_FORMATS: Final = frozenset((18, 19, 20, 21, 45, 46, 47))
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.', re.IGNORECASE)
_COLUMN: Final = re.compile(r"([A-Z]{1,3})")
_LAST_DAY: Final = 2_958_466
"""31 December 9999, counted as spreadsheets do."""


def read_sheets(parts: Parts, kind: MediaKind, into: Gathered) -> None:
    """Gather all sheets. Raises as `Parts.walk`."""
    if kind is MediaKind.ODS:
        teller = _OdsTeller(into)
        parts.walk("content.xml", teller.start, teller.end, teller.words)
        return
    book = _Book(parts)
    if not book.sheets:
        for words in book.strings:
            into.add(f"{words}\n")
    for title, name in book.sheets[:_MAX_SHEETS]:
        into.add(f"{title}\n")
        sheet = _SheetTeller(into, book)
        parts.walk(name, sheet.start, sheet.end, sheet.words)
        into.add("\n")


def read_xls(data: bytes, into: Gathered) -> None:
    """Gather the sheets of a workbook of Excel 2.0 to 2003. Raises whatever xlrd does on damage, and Enough."""
    import xlrd  # noqa: PLC0415 - in workers only, on first use

    with io.StringIO() as silence:  # xlrd prints otherwise
        book = xlrd.open_workbook(file_contents=data, logfile=silence, on_demand=True, ragged_rows=True)
        for at in range(min(book.nsheets, _MAX_SHEETS)):
            sheet = book.sheet_by_index(at)
            into.add(f"{sheet.name}\n")
            for row in range(sheet.nrows):
                cells = zip(sheet.row_types(row), sheet.row_values(row), strict=False)
                _add_row(into, (_xls_cell(kind, value, book.datemode) for kind, value in cells))
            into.add("\n")
            book.unload_sheet(at)


def moment(serial: float, *, since_1904: bool = False, only_time: bool = False) -> str:
    """A spreadsheet's day number as a date, with the time if it has one; the number itself where it is none."""
    if not 0 <= serial < _LAST_DAY:
        return number(serial)
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)  # noqa: DTZ001, PLR2004 - no zone in sheets; 1900 was no leap year
    when = start + timedelta(days=int(serial), seconds=round((serial - int(serial)) * 86400))
    clock = when.strftime("%H:%M:%S").removesuffix(":00")
    if only_time and serial < 1:
        return clock
    day = f"{when.year:04}-{when.month:02}-{when.day:02}"
    return day if when.hour == when.minute == when.second == 0 else f"{day} {clock}"


def number(value: float) -> str:
    """As a spreadsheet shows it: no trailing zero, fifteen digits."""
    return f"{value:.15g}"


def _add_row(into: Gathered, cells: Iterable[str]) -> None:
    line = "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")
    if line:
        into.add(f"{line}\n")


def _xls_cell(kind: int, value: object, datemode: int) -> str:
    if isinstance(value, float):
        if kind == 3:  # noqa: PLR2004 - XL_CELL_DATE
            return moment(value, since_1904=datemode == 1, only_time=True)
        return number(value)
    if kind == 4:  # noqa: PLR2004 - XL_CELL_BOOLEAN
        return "TRUE" if value else "FALSE"
    return "" if kind == 5 else str(value)  # noqa: PLR2004 - XL_CELL_ERROR


class _Book:
    """What the sheets of an XLSX share: their names, strings, and which cell styles show dates."""

    def __init__(self, parts: Parts) -> None:
        self.since_1904 = False
        self.sheets: list[tuple[str, str]] = []
        self.strings: list[str] = []
        self.dates: list[str] = []
        """For each cell style: "" for a number, "day" or "time"."""
        self._targets: dict[str, str] = {}
        self._named: list[tuple[str, str]] = []
        if _RELATIONS in parts.names:
            parts.walk(_RELATIONS, self._relation, _nothing, _nothing)
        main = next((name for name in ("xl/workbook.xml", "xl/workbook2.xml") if name in parts.names), "")
        if main:
            parts.walk(main, self._workbook, _nothing, _nothing)
        for title, relation in self._named:
            target = self._targets.get(relation, "")
            name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if name in parts.names and "chartsheet" not in name:
                self.sheets.append((title, name))
        if not self.sheets:
            found = sorted(name for name in parts.names if re.match(r"xl/worksheets/sheet\d+\.xml\Z", name))
            self.sheets = [(f"Sheet{at}", name) for at, name in enumerate(sorted(found, key=len), start=1)]
        self._read_styles(parts)
        if "xl/sharedStrings.xml" in parts.names:
            self._read_strings(parts)

    def _relation(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            self._targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _workbook(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self._named.append((attributes.get("name", ""), relation))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "") in {"1", "true"}

    def _read_styles(self, parts: Parts) -> None:
        formats: dict[str, str] = {}
        inside = False

        def start(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal inside
            if name == "numFmt":
                formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                inside = True
            elif name == "xf" and inside:
                self.dates.append(_shows(attributes.get("numFmtId", "0"), formats))

        def end(name: str) -> None:
            nonlocal inside
            inside = inside and name != "cellXfs"

        if "xl/styles.xml" in parts.names:
            parts.walk("xl/styles.xml", start, end, _nothing)

    def _read_strings(self, parts: Parts) -> None:
        words: list[str] = []
        length, wanted, phonetic = 0, False, 0

        def start(name: str, _: Mapping[str, str]) -> None:
            nonlocal wanted, phonetic
            phonetic += name == "rPh"
            wanted = name == "t" and not phonetic

        def end(name: str) -> None:
            nonlocal wanted, phonetic, length
            wanted = False
            phonetic -= name == "rPh"
            if name == "si":
                self.strings.append("".join(words))
                length += len(self.strings[-1])
                words.clear()
                if len(self.strings) > _MAX_STRINGS or length > _MAX_SHARED:
                    raise Enough

        parts.walk("xl/sharedStrings.xml", start, end, lambda said: words.append(said) if wanted else None)


def _shows(number_format: str, formats: Mapping[str, str]) -> str:
    code = formats.get(number_format)
    if code is None:
        known = int(number_format) if number_format.isdecimal() and len(number_format) < 6 else 0  # noqa: PLR2004 - ids are short
        return ("time" if known in _TIME_FORMATS else "day") if known in _DATE_FORMATS else ""
    plain = _LITERAL.sub("", code.partition(";")[0]).lower()
    if "general" in plain or "0" in plain or "#" in plain:
        return ""
    if "y" in plain or "d" in plain:
        return "day"
    return "time" if "h" in plain or "s" in plain else "day" if "m" in plain else ""


def _nothing(*_: object) -> None:
    """Nobody listens."""


class _SheetTeller:
    """One sheet of an XLSX, row by row."""

    def __init__(self, into: Gathered, book: _Book) -> None:
        self._into, self._book = into, book
        self._cells: list[str] = []
        self._value: list[str] = []
        self._kind, self._style, self._wanted, self._phonetic = "", 0, False, 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            found = _COLUMN.match(attributes.get("r", ""))
            if found:
                gap = min(_index(found[1]) - len(self._cells), _MAX_GAP)
                self._cells.extend([""] * gap)
            style = attributes.get("s", "0")
            self._style = int(style) if style.isdecimal() and len(style) < 8 else 0  # noqa: PLR2004 - an index
            self._kind = attributes.get("t", "n")
            self._value = []
        elif name == "rPh":
            self._phonetic += 1
        elif name in {"v", "t"} and not self._phonetic:
            self._wanted = True

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._wanted = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "c":
            self._cells.append(self._said("".join(self._value)))
        elif name == "row":
            _add_row(self._into, self._cells)
            self._cells = []

    def words(self, words: str) -> None:
        if self._wanted:
            self._value.append(words)

    def _said(self, value: str) -> str:
        match self._kind:
            case "s":
                at = int(value) if value.isdecimal() and len(value) < 8 else -1  # noqa: PLR2004 - an index
                return self._book.strings[at] if 0 <= at < len(self._book.strings) else ""
            case "b":
                return "TRUE" if value == "1" else "FALSE" if value else ""
            case "e":
                return ""
            case "n" if value:
                return self._number(value)
            case _:
                return value

    def _number(self, value: str) -> str:
        try:
            said = float(value)
        except ValueError:
            return value
        shows = self._book.dates[self._style] if self._style < len(self._book.dates) else ""
        if shows:
            return moment(said, since_1904=self._book.since_1904, only_time=shows == "time")
        return number(said)


def _index(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


class _OdsTeller:
    """All tables of an ODS."""

    def __init__(self, into: Gathered) -> None:
        self._into = into
        self._cells: list[str] = []
        self._said: list[str] = []
        self._fixed = ""
        self._times, self._rows = 1, 1
        self._wanted = self._hidden = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._hidden or name in {"annotation", "tracked-changes"}:
            self._hidden += 1
        elif name == "table":
            self._into.add(f"{local(attributes, 'name')}\n")
        elif name == "table-row":
            self._cells = []
            self._rows = _times(attributes, "number-rows-repeated")
        elif name in {"table-cell", "covered-table-cell"}:
            self._times = _times(attributes, "number-columns-repeated")
            self._said = []
            self._fixed = _ods_value(attributes)
        elif name in {"p", "h"}:
            self._wanted += 1
        elif name in {"s", "tab", "line-break"} and self._wanted:
            self._said.append(" ")

    def end(self, name: str) -> None:
        if self._hidden:
            self._hidden -= 1
        elif name in {"p", "h"}:
            self._wanted -= 1
            self._said.append(" ")
        elif name in {"table-cell", "covered-table-cell"}:
            value = self._fixed or "".join(self._said)
            self._cells.extend([value] * min(self._times, _MAX_GAP))
        elif name == "table-row":
            for _ in range(min(self._rows, _MAX_REPEATED_ROWS)):
                _add_row(self._into, self._cells)
        elif name == "table":
            self._into.add("\n")

    def words(self, words: str) -> None:
        if self._wanted and not self._hidden:
            self._said.append(words)


def _times(attributes: Mapping[str, str], name: str) -> int:
    value = local(attributes, name)
    return int(value) if value.isdecimal() and len(value) < 10 else 1  # noqa: PLR2004 - a count


def _ods_value(attributes: Mapping[str, str]) -> str:
    """The value of a date cell; others are taken as they are shown."""
    if local(attributes, "value-type") != "date":
        return ""
    return local(attributes, "date-value")[:19].replace("T", " ").removesuffix(" 00:00:00").removesuffix(":00")
