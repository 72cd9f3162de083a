"""Reads XLSX by the letter of ECMA-376, with nothing of the program's own: cells, formulas, formats, filters."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

_MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@dataclass(frozen=True)
class Cell:
    kind: str
    """"s" a string, "n" a number."""
    value: str
    number_format: str
    quoted: bool


@dataclass(frozen=True)
class Page:
    cells: dict[str, Cell]
    formulas: int
    links: int
    filtered: str
    frozen_at: str
    widths: list[float]
    heights: list[float]
    """Of the rows whose height is stated, in points."""
    printed: str
    """The range that is printed."""
    pages: tuple[str, str]
    """On how many pages it has to fit, across and down; "0" as many as it takes."""

    def row(self, number: int) -> list[str]:
        """The values of a row, in the order of its columns."""
        return [cell.value for at, cell in self.cells.items() if at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(number)]

    def column(self, head: str) -> list[Cell]:
        """The cells below a head of the first row."""
        letters = next(at[:-1] for at, cell in self.cells.items() if at.rstrip("1") == at[:-1] and cell.value == head)
        return [cell for at, cell in self.cells.items() if at.rstrip("0123456789") == letters and at != f"{letters}1"]


def read_workbook(file: Path) -> dict[str, Page]:
    """The sheets by name."""
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        book = ET.fromstring(archive.read("xl/workbook.xml"))
        strings = ["".join(one.itertext()) for one in _all(archive, "xl/sharedStrings.xml", "m:si")]
        styles = ET.fromstring(archive.read("xl/styles.xml"))
        names = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iterfind("m:numFmts/m:numFmt", _MAIN)}
        looks = [
            (names.get(one.get("numFmtId"), one.get("numFmtId", "")), one.get("quotePrefix") == "1")
            for one in styles.iterfind("m:cellXfs/m:xf", _MAIN)
        ]
        sheets = book.iterfind("m:sheets/m:sheet", _MAIN)
        areas = {
            one.get("localSheetId"): str(one.text).rpartition("!")[2]
            for one in book.iterfind("m:definedNames/m:definedName", _MAIN)
            if one.get("name") == "_xlnm.Print_Area"
        }
        return {
            str(one.get("name")): _page(
                ET.fromstring(archive.read(f"xl/worksheets/sheet{at}.xml")), strings, looks, areas.get(str(at - 1), "")
            )
            for at, one in enumerate(sheets, 1)
        }


def _all(archive: zipfile.ZipFile, name: str, path: str) -> list[ET.Element]:
    return ET.fromstring(archive.read(name)).findall(path, _MAIN) if name in archive.namelist() else []


def _page(sheet: ET.Element, strings: list[str], looks: list[tuple[str, bool]], printed: str) -> Page:
    cells = {}
    for one in sheet.iterfind("m:sheetData/m:row/m:c", _MAIN):
        value, kind = one.findtext("m:v", "", _MAIN), one.get("t", "n")
        shown = strings[int(value)] if kind == "s" else value
        cells[str(one.get("r"))] = Cell(kind, shown, *looks[int(one.get("s", "0"))])
    setup = sheet.find("m:pageSetup", _MAIN)
    pane, filtered = sheet.find("m:sheetViews/m:sheetView/m:pane", _MAIN), sheet.find("m:autoFilter", _MAIN)
    return Page(
        cells,
        formulas=len(sheet.findall(".//m:f", _MAIN)),
        links=len(sheet.findall(".//m:hyperlink", _MAIN)),
        filtered=str(filtered.get("ref")) if filtered is not None else "",
        frozen_at=str(pane.get("topLeftCell")) if pane is not None and pane.get("state") == "frozen" else "",
        widths=[float(one.get("width", "0")) for one in sheet.iterfind("m:cols/m:col", _MAIN)],
        heights=[float(one.get("ht", "0")) for one in sheet.iterfind("m:sheetData/m:row[@ht]", _MAIN)],
        printed=printed,
        pages=(setup.get("fitToWidth", "1"), setup.get("fitToHeight", "1")) if setup is not None else ("", ""),
    )
