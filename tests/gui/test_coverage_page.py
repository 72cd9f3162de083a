"""Cakupan over real libraries: figures, keys, panel, copies, requests."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from kla_desktop.app import bootstrap
from kla_desktop.gui.dialogs.ask_dialog import AskDialog
from kla_desktop.gui.pages.coverage_page import CoveragePage
from kla_desktop.model.changes import Changes
from kla_desktop.model.listing import Filter
from kla_desktop.model.request import RequestState
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.workspace import Workspace
from tests.gui.desk_harness import all_fits, window
from tests.operations.town import photo, tagged, town
from tests.operations.workbook_reader import read_workbook


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Workspace]:
    bootstrap.create(tmp_path / "village", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "village") as ws:
        yield ws


def at(page: CoveragePage, number: int, column: int) -> None:
    row = page.model.place_of(page._ws.catalogue.by_number[number].slug)
    page.table.setCurrentIndex(page.model.index(row, column))


def spoken(page: CoveragePage) -> str:
    return str(page.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def test_an_empty_station_is_told_what_to_do_next(qapp: QApplication, village: Workspace, tmp_path: Path) -> None:
    with window(qapp, village, tmp_path, coverage=CoveragePage) as shown:
        page = cast("CoveragePage", shown.show("coverage"))
        assert page.empty.isVisible()
        assert "setelah bukti pertama ditandai" in page.empty.accessibleName()
        page.empty.buttons[0].click()
        assert shown.shell.current_key == "tag"


def test_cells_are_read_aloud_moved_through_and_copied(qapp: QApplication, village: Workspace, tmp_path: Path) -> None:
    tagged(village, photo(tmp_path / "a.png", 1), photo(tmp_path / "b.png", 2), indicator="13")
    year = str(village.tools.clock.now().year)
    with window(qapp, village, tmp_path, coverage=CoveragePage) as shown:
        page = cast("CoveragePage", shown.show("coverage"))
        table = page.model.table
        assert table is not None
        column = next(n for n, office in enumerate(table.columns) if office.key == year)
        at(page, 12, column)
        shown.press(page.table, Qt.Key.Key_Down)
        assert spoken(page) == f"Indikator 13 Status gizi balita, {year}, menunggu tinjauan, 2 bukti"
        shown.press(page.table, Qt.Key.Key_Down)
        assert spoken(page) == f"Indikator 14 PMBA, {year}, belum ada"
        at(page, 11, column)
        shown.press(page.table, Qt.Key.Key_Down)
        assert spoken(page).startswith("Indikator 12"), "arrows pass over the heading of a cluster"
        at(page, 13, column)
        QTest.keyClick(page.table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
        QGuiApplication.clipboard().clear()
        assert lines[0][1] == year
        assert lines[1][:2] == ["13 Status gizi balita", "menunggu tinjauan 2"]
        assert "bukan nilai Kementerian" in page.estimate.text()
        assert all_fits(page) == []


def test_enter_opens_the_panel_with_what_is_missing_and_the_way_to_it(
    qapp: QApplication, village: Workspace, tmp_path: Path
) -> None:
    tagged(village, photo(tmp_path / "a.png", 1), indicator="13")
    slug = village.catalogue.by_number[13].slug
    with window(qapp, village, tmp_path, coverage=CoveragePage) as shown:
        page = cast("CoveragePage", shown.show("coverage", {"indicator": slug}))
        assert page.drawer.isVisible()
        shown.press(page.table, Qt.Key.Key_Escape)
        assert not page.drawer.isVisible()
        shown.press(page.table, Qt.Key.Key_Return)
        shown.settle()
        assert page.drawer.title.text() == "13 Status gizi balita"
        assert page.drawer.thumbnails.isVisible()
        assert "dari 13 jenis bukti terisi" in page.drawer.missing_title.text()
        page.drawer.open_all.click()
        assert shown.wishes("tag") == [{"state": "all", "indicator": slug, "year": village.tools.clock.now().year}]


def test_evidence_added_in_a_cell_stands_under_its_indicator(
    qapp: QApplication, village: Workspace, tmp_path: Path
) -> None:
    (known,) = tagged(village, photo(tmp_path / "a.png", 1), indicator="13")
    slug = village.catalogue.by_number[14].slug
    with window(qapp, village, tmp_path, coverage=CoveragePage) as shown:
        page = cast("CoveragePage", shown.show("coverage", {"indicator": slug}))
        page.drawer.add.click()
        dialog = page.findChild(QFileDialog)
        assert dialog is not None
        assert dialog.windowTitle() == "Tambah bukti: 14 PMBA"
        dialog.filesSelected.emit([str(tmp_path / "a.png"), str(photo(tmp_path / "b.png", 2))])
        dialog.close()
        shown.settle(0.3)
        assert shown.toast == "2 bukti ditandai → 14 PMBA"
        under = {item.id: {tag.indicator for tag in item.tags} for item in browse.page(village, Filter(), 9)}
        assert len(under) == 2, "a file that is there already is not doubled"
        assert under.pop(known) == {slug, village.catalogue.by_number[13].slug}
        assert list(under.values()) == [{slug}]
        assert "2 bukti" in spoken(page)
        shown.desk.undo()
        shown.settle(0.3)
        assert all(slug not in {tag.indicator for tag in item.tags} for item in browse.page(village, Filter(), 9))


def test_new_tags_appear_by_themselves(qapp: QApplication, village: Workspace, tmp_path: Path) -> None:
    tagged(village, photo(tmp_path / "a.png", 1), indicator="13")
    with window(qapp, village, tmp_path, coverage=CoveragePage) as shown:
        page = cast("CoveragePage", shown.show("coverage"))
        before = page.subtitle
        tagged(village, photo(tmp_path / "b.png", 2), indicator="6")
        shown.context.change_bus.changed.emit(Changes.TAGS, None)
        shown.settle()
        assert before.startswith("1 dari 24")
        assert page.subtitle.startswith("2 dari 24")


def test_the_secretariat_sees_its_kelurahan_and_asks_one(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.introduce(depok.village)
        with window(qapp, depok.desk, tmp_path, coverage=CoveragePage) as shown:
            page = cast("CoveragePage", shown.show("coverage"))
            page.choices.district.setCurrentIndex(page.choices.district.findText("Pancoran Mas"))
            page.choices._choose()
            shown.settle()
            table = page.model.table
            assert table is not None
            names = [office.name for office in table.columns]
            assert len(names) == 6
            at(page, 6, names.index("Pancoran Mas"))
            assert spoken(page).endswith("Pancoran Mas, menunggu tinjauan, 1 bukti")
            shown.press(page.table, Qt.Key.Key_Return)
            shown.settle()
            page.drawer.ask.click()
            dialog = page.findChild(AskDialog)
            assert dialog is not None
            assert dialog.send.isEnabled(), "the only station there is chosen already"
            dialog.note.setPlainText("Cukup dua foto")
            dialog.send.click()
            shown.settle()
            asked = depok.desk.store.offices.requests(depok.village.me)
            assert [(one.note, one.state) for one in asked] == [("Cukup dua foto", RequestState.OPEN)]
            assert "1 permintaan" in shown.toast
            at(page, 6, names.index("Mampang"))
            shown.settle()
            page.drawer.ask.click()
            assert "Belum ada laptop terdaftar di Mampang" in shown.message


def test_agencies_are_not_blamed_for_what_others_lead(qapp: QApplication, tmp_path: Path) -> None:
    bootstrap.create(tmp_path / "desk", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi", "Disdukcapil"))
    with bootstrap.opened(tmp_path / "desk") as ws:
        tagged(ws, photo(tmp_path / "a.png", 1), indicator="4")
        with window(qapp, ws, tmp_path, coverage=CoveragePage) as shown:
            page = cast("CoveragePage", shown.show("coverage"))
            page.choices.by.setCurrentIndex(1)
            page.choices._choose()
            shown.settle()
            at(page, 14, 0)
            assert spoken(page) == "Indikator 14 PMBA, Disdukcapil, tidak berlaku"
            at(page, 4, 0)
            assert "1 bukti" in spoken(page)


def test_rows_and_columns_change_places_and_the_cell_stays(
    qapp: QApplication, village: Workspace, tmp_path: Path
) -> None:
    tagged(village, photo(tmp_path / "a.png", 1), indicator="13")
    with window(qapp, village, tmp_path, coverage=CoveragePage) as shown:
        page = cast("CoveragePage", shown.show("coverage"))
        at(page, 13, 2)
        before = spoken(page)
        shown.press(page.swap, Qt.Key.Key_Space)
        assert spoken(page) == before
        model = page.model
        down = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]
        assert down == ["2024", "2025", "2026", "Jenis bukti"]
        assert model.columnCount() == 25
        assert model.headerData(24, Qt.Orientation.Horizontal) == "JUMLAH"
        assert model.copied(model.index(2, 24)) == "1/24"
        shown.press(page.swap, Qt.Key.Key_Space)
        assert model.rowCount() == 24 + 6 + 1
        assert [model.copied(model.index(30, column)) for column in range(4)] == ["0/24", "0/24", "1/24", "1/24"]


def test_the_filter_keeps_what_holds_the_words(qapp: QApplication, village: Workspace, tmp_path: Path) -> None:
    tagged(village, photo(tmp_path / "a.png", 1), indicator="13")
    with window(qapp, village, tmp_path, coverage=CoveragePage) as shown:
        page = cast("CoveragePage", shown.show("coverage"))

        def rows() -> list[str]:
            every = range(page.model.rowCount())
            kept = [row for row in every if not page.table.isRowHidden(row)]
            return [str(page.model.headerData(row, Qt.Orientation.Vertical)) for row in kept]

        assert page.focus_search()
        shown.press(page.search, "gizi", Qt.Key.Key_Return)
        assert rows() == ["III · Kesehatan", "13 Status gizi balita", "JUMLAH"]
        page.search.clear()
        shown.press(page.search, "pendidikan", Qt.Key.Key_Return)
        assert rows()[0] == "IV · Pendidikan"
        assert len(rows()) == 5
        page.search.clear()
        shown.press(page.search, "2025", Qt.Key.Key_Return)
        assert len(rows()) == 31
        assert [page.table.isColumnHidden(column) for column in range(4)] == [True, False, True, False]
        page.search.clear()
        shown.press(page.search, "zzz", Qt.Key.Key_Return)
        assert len(rows()) == 31
        assert "Tidak ada" in shown.toast
        page.search.clear()
        shown.press(page.search, Qt.Key.Key_Return)
        assert not any(page.table.isColumnHidden(column) for column in range(4))


def test_all_villages_stand_there_with_head_and_names_in_place(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.introduce(depok.village)
        with window(qapp, depok.desk, tmp_path, coverage=CoveragePage) as shown:
            page = cast("CoveragePage", shown.show("coverage"))
            page.choices.district.setCurrentIndex(page.choices.district.findText("Semua kelurahan"))
            page.choices._choose()
            shown.settle()
            assert page.model.columnCount() == 63 + 1
            assert all_fits(page) == []
            names, heads = page.table.verticalHeader(), page.table.horizontalHeader()
            places = names.geometry(), heads.geometry()
            for number, column in ((24, 62), (1, 0)):
                at(page, number, column)
                shown.settle()
                assert (names.geometry(), heads.geometry()) == places
            at(page, 24, 62)
            shown.settle()
            assert page.table.viewport().rect().contains(page.table.visualRect(page.table.currentIndex()))
            shown.press(page.swap, Qt.Key.Key_Space)
            assert page.model.rowCount() == 63 + 1
            page.output.save(tmp_path / "cakupan.xlsx")
            shown.settle()
            assert shown.toast == "Cakupan tersimpan: cakupan.xlsx"
            assert len(read_workbook(tmp_path / "cakupan.xlsx")["Cakupan"].column("Wilayah")) == 64
            page.choices.by.setCurrentIndex(2)
            page.choices._choose()
            shown.settle()
            table = page.model.table
            assert table is not None
            assert [office.key for office in table.columns] == ["2024", "2025", "2026"]
            assert not page.choices.year.isEnabled()
