"""Excel files: dates are dates, heads stay, filters are on, and no file name becomes a formula."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.station import Role
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.export_coverage import ExportCoverageRequest, export_coverage
from kla_desktop.operations.export_evidence import ExportEvidenceRequest, export_evidence
from kla_desktop.operations.restrict import RestrictRequest, restrict
from kla_desktop.operations.tabulate_coverage import ALL, Table, TabulateRequest, tabulate_coverage
from kla_desktop.operations.workspace import Workspace
from kla_desktop.workbooks.workbook import LONGEST, Cell, Column, Sheet, write_workbook
from tests.operations.town import SILENT, Town, photo, tagged, town
from tests.operations.workbook_reader import read_workbook

HOSTILE = (
    "=1+1.png", "+62 812.png", "-2+3.png", "@SUM(A1).png", "=HYPERLINK('http:x').png", "'=2.png", "DDE('cmd').png",
)  # fmt: skip
EPOCH = datetime(1899, 12, 30, tzinfo=UTC)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Workspace]:
    bootstrap.create(tmp_path / "pustaka", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "pustaka") as ws:
        yield ws


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such names")
def test_no_name_becomes_a_formula(village: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "foto"
    folder.mkdir()
    names = [*HOSTILE, "\tmenjorok.png", "a\rb.png", "=cmd|' \u202e C calc'!A0.png"]
    ids = tagged(village, *(photo(folder / name, at) for at, name in enumerate(names)), indicator="13")
    describe(village, DescribeRequest(tuple(ids[:1]), title="=WEBSERVICE(A1)", note="+note"), SILENT)
    done = export_evidence(village, ExportEvidenceRequest(tmp_path / "bukti.xlsx"), SILENT)
    assert (done.items, done.rows) == (len(names), len(names))
    page = read_workbook(tmp_path / "bukti.xlsx")["Bukti"]
    assert (page.formulas, page.links) == (0, 0)
    files = page.column("Nama berkas")
    assert {cell.kind for cell in files} == {"s"}
    assert {cell.value for cell in files} >= {*HOSTILE, "\\tmenjorok.png", "a\\rb.png", "=cmd|' \\u202e C calc'!A0.png"}
    assert all(cell.quoted == cell.value.startswith(("=", "+", "-", "@", "'")) for cell in files), "safe when edited"
    assert "=WEBSERVICE(A1)" in [cell.value for cell in page.column("Judul")]


def test_dates_are_dates_and_the_head_stays(village: Workspace, tmp_path: Path) -> None:
    (one, other, third) = tagged(village, *(photo(tmp_path / f"{at}.png", at) for at in range(3)), indicator="13")
    for item, stated in ((one, "2026-03-09"), (other, "2026-03-09T14:05:00+07:00"), (third, "2025")):
        describe(village, DescribeRequest((item,), date=stated), SILENT)
    export_evidence(village, ExportEvidenceRequest(tmp_path / "bukti.xlsx"), SILENT)
    page = read_workbook(tmp_path / "bukti.xlsx")["Bukti"]
    dates = {cell.value: cell for cell in page.column("Tanggal")}
    day = (datetime(2026, 3, 9, tzinfo=UTC) - EPOCH).days
    assert (dates[str(day)].kind, dates[str(day)].number_format) == ("n", "yyyy-mm-dd")
    (timed,) = (cell for value, cell in dates.items() if value.startswith(f"{day}."))
    assert timed.number_format == "yyyy-mm-dd hh:mm"
    assert round((float(timed.value) - day) * 24 * 60) == 14 * 60 + 5
    assert dates["2025"].kind == "s", "a year alone is no day"
    assert {cell.value for cell in page.column("No. indikator")} == {"13"}
    assert (page.filtered, page.frozen_at) == ("A1:W4", "D2")
    assert len(page.widths) == 23
    assert min(page.widths) > 5
    assert (page.printed, page.pages) == ("$A$1:$K$4", ("1", "0"))
    text = village.probes.probe("bukti.xlsx", (tmp_path / "bukti.xlsx").read_bytes()).text
    assert "2026-03-09 14:05" in text, "the program reads its own workbook as it reads others"


def test_restricted_evidence_is_listed_without_what_may_name_a_child(village: Workspace, tmp_path: Path) -> None:
    (one,) = tagged(village, photo(tmp_path / "ayu.png", 1), indicator="13")
    describe(village, DescribeRequest((one,), title="Ayu di posyandu", note="Ayu, 3 tahun"), SILENT)
    restrict(village, RestrictRequest((one,)), SILENT)
    export_evidence(village, ExportEvidenceRequest(tmp_path / "bukti.xlsx"), SILENT)
    page = read_workbook(tmp_path / "bukti.xlsx")["Bukti"]
    assert [cell.value for cell in page.column("Terbatas")] == ["Terbatas"]
    assert not any("ayu" in cell.value.casefold() for cell in page.cells.values())


def test_what_is_asked_for_is_what_is_listed(village: Workspace, tmp_path: Path) -> None:
    tagged(village, photo(tmp_path / "a.png", 1), indicator="13")
    tagged(village, photo(tmp_path / "b.png", 2), indicator="6")
    out = tmp_path / "bukti.xlsx"
    assert export_evidence(village, ExportEvidenceRequest(out, indicator="6", lang="en"), SILENT).rows == 1
    assert read_workbook(out)["Evidence"].column("Indicator")[0].value == "Child participation"
    with pytest.raises(Fixable) as caught:
        export_evidence(village, ExportEvidenceRequest(out, only_accepted=True), SILENT)
    assert caught.value.code is ErrorCode.NOTHING_TO_PRINT
    with pytest.raises(Fixable) as caught:
        export_evidence(village, ExportEvidenceRequest(tmp_path / "tidak-ada" / "x.xlsx"), SILENT)
    assert caught.value.code is ErrorCode.FOLDER_MISSING


def test_the_coverage_as_a_workbook_says_what_the_table_says(tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.introduce(depok.village)
        asked = TabulateRequest("place", "32.76.01")
        table = tabulate_coverage(depok.desk, asked)
        export_coverage(depok.desk, ExportCoverageRequest(tmp_path / "c.xlsx", asked), SILENT)
        book = read_workbook(tmp_path / "c.xlsx")
        _agree(depok, table, book["Cakupan"].column("Pancoran Mas")[-1].value)
        assert [cell.value for cell in book["Cakupan"].column("Pancoran Mas")].count("menunggu tinjauan 1") == 1
        assert book["Cakupan"].frozen_at == "C2"
        assert book["Cakupan"].pages == ("0", "1"), "offices go on abreast, the indicators stay on one page"
        details = book["Rincian"]
        longest = max(details.column("Yang masih kurang"), key=lambda cell: len(cell.value))
        assert max(details.heights) > 15 * len(longest.value) / 100, "LibreOffice finds no height by itself"
        assert len(details.column("Wilayah")) == 24 * len(table.columns)
        assert sum(int(cell.value) for cell in details.column("Bukti")) == 1
        export_coverage(depok.desk, ExportCoverageRequest(tmp_path / "t.xlsx", asked, turned=True), SILENT)
        turned = read_workbook(tmp_path / "t.xlsx")["Cakupan"]
        assert [cell.value for cell in turned.column("Wilayah")] == [*(one.name for one in table.columns), "JUMLAH"]
        assert turned.column("JUMLAH")[-1].value == "1/24"


def _agree(depok: Town, table: Table, said: str) -> None:
    here = next(one for one in table.columns if one.name == "Pancoran Mas")
    assert table.sums[here.key].there == table.sums[ALL].there == 1
    assert said == "1/24"
    everywhere = tabulate_coverage(depok.desk, TabulateRequest("place", everywhere=True))
    assert len(everywhere.columns) == 63


def test_cells_that_excel_cannot_hold(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["a" * 40_000, datetime(1850, 1, 1, tzinfo=UTC)], ["\ud800\x00\ufffe", None]]
    with (tmp_path / "x.xlsx").open("wb") as out:
        write_workbook(out, [Sheet("S", [Column("A"), Column("B", kind="time")], rows)], title="t", at=EPOCH)
    page = read_workbook(tmp_path / "x.xlsx")["S"]
    assert len(page.cells["A2"].value) == LONGEST
    assert page.cells["B2"].kind == "s"
    assert page.cells["A3"].value == "\ufffd\ufffd\ufffd"
