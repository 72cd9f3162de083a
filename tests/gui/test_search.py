"""Searching by hand: Tandai as somebody types, its filters and hits, and the list below Beranda's field."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kla_desktop.gui.pages.home_page import HomePage
from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.model.ids import EvidenceId, PlaceCode
from kla_desktop.model.listing import Filter, Order
from kla_desktop.operations import browse
from tests.gui.conftest import Office

Open = Callable[..., Office]


def told(office: Office) -> list[EvidenceId]:
    """Give three of the items words; return their ids."""
    ws = office.workspace
    ids = [item.id for item in browse.items(ws, [number for number, _ in browse.rows(ws, Filter(order=Order.ADDED))])]
    with ws.transaction():
        ws.store.search.set_text(
            [("Rapat kader posyandu <b>Melati</b>", ids[0]), ("Posyandu buka tiap Selasa", ids[1])]
        )
        ws.store.search.set_read_text([("daftar hadir posyandu", ids[2])])
    return ids


def test_tandai_finds_as_one_types(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(6)
    ids = told(office)
    office.shell.show_page("tag", {"search": True})
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 6)
    assert page.searching.strip.isHidden()
    QTest.keyClicks(page.search, "posyandu mel")
    qtbot.waitUntil(lambda: len(page.model.numbers) == 1)
    qtbot.waitUntil(lambda: "Melati" in page.preview.hit.words.text() + page.searching.strip.hit.words.text())
    hit = page.preview.hit.words.text() + page.searching.strip.hit.words.text()
    assert "&lt;b&gt;" in hit
    assert page.searching.strip.words.text() == "1 bukti cocok"
    page.search.setText("posyamdu")
    qtbot.waitUntil(lambda: len(page.model.numbers) == 3)
    assert "juga mirip: posyandu" in page.searching.strip.words.text()
    assert browse.items(office.workspace, list(page.model.numbers))[0].id in ids


def test_filters_are_chips_and_an_empty_list_offers_more(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(6)
    told(office)
    office.shell.show_page("tag", {"text": "posyandu"})
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 3)
    menu = page.searching.more.year

    def filled() -> bool:
        menu.aboutToShow.emit()
        return len(menu.actions()) > 1

    qtbot.waitUntil(filled)
    menu.actions()[1].trigger()
    page.filters.place = PlaceCode("32.76.02")
    page.filters.changed.emit()
    qtbot.waitUntil(lambda: not page.model.numbers and not page.model.is_loading)
    strip = page.searching.strip
    assert [chip.text() for chip in strip.chips] == ["2026", office.workspace.places.label(PlaceCode("32.76.02"))]
    assert page.empty.widen.isVisible()
    assert [button.isVisible() for button in page.empty.buttons] == [False, False, True]
    QTest.keyClick(strip.chips[1], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 3)
    assert [chip.text() for chip in strip.chips] == ["2026"]
    page.filters.choose_state("returned")
    page.filters.changed.emit()
    qtbot.waitUntil(lambda: not page.model.numbers and not page.model.is_loading)
    page.empty.widen.click()
    qtbot.waitUntil(lambda: len(page.model.numbers) == 3)
    assert strip.chips == []


def test_beranda_leads_to_indicators_places_and_evidence(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(6)
    ids = told(office)
    office.shell.show_page("home")
    page = office.shell.page("home")
    assert isinstance(page, HomePage)
    finder = page.finder
    assert page.focus_search()
    for typed, first in {"partisip": "indikator", "mekarj": "wilayah", "hadir": "dibaca mesin"}.items():
        page.search.setText(typed)
        qtbot.waitUntil(lambda first=first: finder.panel.isVisible() and first in _first(finder.list))  # type: ignore[misc]
    page.search.setText("zzzz")
    qtbot.waitUntil(lambda: "Tidak ada yang cocok" in _first(finder.list))
    page.search.setText("hadir")
    qtbot.waitUntil(lambda: "dibaca mesin" in _first(finder.list))
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    tandai = office.shell.page("tag")
    assert isinstance(tandai, TagPage)
    assert not finder.panel.isVisible()
    qtbot.waitUntil(lambda: tandai.grid.current_row == 0 and tandai.model.item(0) is not None)
    item = tandai.model.item(0)
    assert item is not None
    assert item.id == ids[2]


def _first(list_: object) -> str:
    return str(list_.item(0).data(Qt.ItemDataRole.AccessibleTextRole)) if list_.count() else ""  # type: ignore[attr-defined]
