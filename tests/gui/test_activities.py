"""Tandai by activity: proposals under headings, accepted, joined, split and named by keys, mouse and menu."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.propose_activities import ProposeActivitiesRequest, propose_activities
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import Office, draw_photo

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, CTRL_SHIFT = Modifier.ControlModifier, Modifier.ControlModifier | Modifier.ShiftModifier
SILENT = SilentProgress()
TITLE = "Sosialisasi Cegah Perkawinan Anak"
MINUTES = f"NOTULEN\nAcara : {TITLE}\nHari/Tanggal : Selasa, 12 Mei 2026\nPukul : 09.00 WIB\n"


@pytest.fixture
def tandai(open_office: Callable[..., Office], tmp_path: Path, qtbot: QtBot) -> tuple[Office, TagPage]:
    office = open_office()
    for at, clock in enumerate(("091000", "093100", "100400", "133000", "134200", "201500")):
        path = draw_photo(tmp_path / "DCIM" / f"IMG_20260512_{clock}.jpg", at)
        path.write_bytes(path.read_bytes() + bytes([at]))
    minutes = tmp_path / "DCIM" / "Notulen sosialisasi.txt"
    minutes.write_text(MINUTES)
    ws = office.workspace
    ingest(ws, IngestRequest((str(minutes.parent),)), SILENT)
    propose_activities(ws, ProposeActivitiesRequest(), SILENT)
    office.shell.show_page("tag", {"state": "all"})
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 7)
    next(action for action in page.filters.menu.actions() if action.text() == "Menurut kegiatan").trigger()
    qtbot.waitUntil(lambda: len(page.model.sections) == 3)
    qtbot.waitUntil(lambda: all(page.model.item(row) for row in range(7)))
    return office, page


def standing(office: Office) -> list[tuple[str, int]]:
    return [(one.title, len(one.items)) for one in office.workspace.store.activities.activities()]


def names(page: TagPage) -> list[tuple[str, int, bool]]:
    return [(one.title, one.count, one.proposed) for one in page.model.sections]


def keyed(page: TagPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    QTest.keyClick(page.grid, key, modifier)


def at_heading(page: TagPage, number: int, right: int = 8) -> QPoint:
    box = page.grid._grid.heading_rect(number, page.grid.viewport().width())
    return QPoint(box.left() + right, box.top() + 20 - page.grid.verticalOffset())


def look(page: TagPage, name: str) -> None:
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        QApplication.processEvents()
        page.window().grab().save(f"{folder}/{name}.png")


def test_proposals_stand_under_headings_and_the_rest_under_its_day(tandai: Any) -> None:
    _, page = tandai
    assert names(page)[0][2]
    assert sorted(names(page)) == sorted([(TITLE, 4, True), ("", 2, True), ("", 1, False)])
    look(page, "usulan")


def test_ctrl_g_accepts_the_proposal_of_the_current_item_and_undo_brings_it_back(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai
    section = next(one for one in page.model.sections if one.title == TITLE)
    page.grid.choose(section.start)
    keyed(page, Key.Key_G, CTRL)
    qtbot.waitUntil(lambda: standing(office) == [(TITLE, 4)])
    qtbot.waitUntil(lambda: (TITLE, 4, False) in names(page))
    assert "4 berkas" in office.shell.toast.text
    page.window().resize(1092, 540)
    look(page, "diterima")
    page.grid.choose(next(one for one in page.model.sections if one.title == TITLE).start)
    office.frame.theme.choose("dark")
    look(page, "gelap")
    office.frame.theme.choose("light")
    office.desk.undo()
    qtbot.waitUntil(lambda: standing(office) == [])
    qtbot.waitUntil(lambda: (TITLE, 4, True) in names(page))


def test_a_click_on_the_offer_accepts_it(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai
    page.window().grab()
    number = next(at for at, one in enumerate(page.model.sections) if one.title == TITLE)
    link = page.grid._painter.offers[number].center().toPoint() - QPoint(0, page.grid.verticalOffset())
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=link)
    qtbot.waitUntil(lambda: standing(office) == [(TITLE, 4)])


def test_headings_choose_all_and_joining_splitting_and_naming_follow(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai
    page.grid.clearSelection()
    for number in (0, 1):
        QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=at_heading(page, number))
    chosen = page.grid.selected_count()
    assert chosen == sum(one.count for one in page.model.sections[:2])
    keyed(page, Key.Key_G, CTRL)
    qtbot.waitUntil(lambda: [count for _, count in standing(office)] == [chosen])
    qtbot.waitUntil(lambda: any(one.count == chosen and not one.proposed for one in page.model.sections))
    qtbot.waitUntil(
        lambda: all(page.model.item(row) and page.model.item(row).activity for row in page.grid.selected_rows())
    )
    keyed(page, Key.Key_F2)
    dialog = page.grid.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("Hari Anak RW 3")
    dialog.accept()
    qtbot.waitUntil(lambda: standing(office) == [("Hari Anak RW 3", chosen)])
    qtbot.waitUntil(lambda: office.shell.toast.text == "Nama kegiatan diganti")
    qtbot.waitUntil(lambda: "renamed" in office.context.overview.current.undo.detail)
    assert office.desk.words_of(office.context.overview.current.undo) == "Nama kegiatan diganti"
    keyed(page, Key.Key_G, CTRL)
    qtbot.waitUntil(lambda: "sudah satu kegiatan" in office.shell.toast.text)
    page.grid.choose(page.grid.selected_rows()[0])
    keyed(page, Key.Key_G, CTRL_SHIFT)
    qtbot.waitUntil(lambda: standing(office) == [("Hari Anak RW 3", chosen - 1)])
    keyed(page, Key.Key_G, CTRL_SHIFT)
    qtbot.waitUntil(lambda: "tidak ada dalam kegiatan" in office.shell.toast.text)
    for _ in range(3):
        office.desk.undo()
    qtbot.waitUntil(lambda: standing(office) == [])


def test_a_whole_activity_is_tagged_with_the_slot_of_each_kind(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai
    page.grid.choose(next(one for one in page.model.sections if one.title == TITLE).start)
    keyed(page, Key.Key_G, CTRL)
    qtbot.waitUntil(lambda: (TITLE, 4, False) in names(page))
    number = next(at for at, one in enumerate(page.model.sections) if one.title == TITLE)
    page.grid.clearSelection()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=at_heading(page, number))
    keyed(page, Key.Key_0)
    keyed(page, Key.Key_9)
    ws = office.workspace
    slug = ws.catalogue.by_number[9].slug
    qtbot.waitUntil(lambda: [one.indicators for one in ws.store.activities.activities()] == [(slug,)])
    (activity,) = ws.store.activities.activities()
    slots = {item.kind: item.tags[0].slot for item in ws.find(activity.items)}
    asked = {slot.slug: slot.kind for slot in ws.catalogue.by_slug[slug].slots}
    assert asked[slots["photo"]] == "photo"
    assert all(asked[slot] == kind for kind, slot in slots.items() if slot)


def test_the_menu_offers_what_can_be_done(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai

    def offered() -> list[str]:
        page._show_menu(QPoint(10, 10))
        menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
        texts = [action.text() for action in menu.actions()]
        menu.close()
        return texts

    page.grid.choose(next(one for one in page.model.sections if one.title == TITLE).start)
    assert "Kelompokkan menjadi kegiatan\tCtrl+G" in offered()
    assert "Ganti nama kegiatan…" not in offered()
    keyed(page, Key.Key_G, CTRL)
    qtbot.waitUntil(lambda: standing(office) == [(TITLE, 4)])
    qtbot.waitUntil(lambda: bool(item := page.model.item(page.grid.current_row)) and item.activity is not None)
    assert {"Keluarkan dari kegiatan\tCtrl+Shift+G", "Ganti nama kegiatan…"} <= set(offered())
