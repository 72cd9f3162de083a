"""Tandai driven by real keys: what a petugas presses is what the library says afterwards."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from kla_desktop.gui import texts
from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.gui.pages.tagging.selection import summarise
from kla_desktop.gui.translations import install_language
from kla_desktop.model.evidence import State
from kla_desktop.model.likeness import SIMILAR
from kla_desktop.model.listing import Filter, Item
from kla_desktop.operations import browse
from kla_desktop.wording.formats import Lang
from kla_desktop.wording.words import TIME_SOURCES
from tests.gui.conftest import Office
from tests.gui.painted import painted

Key, Modifier = Qt.Key, Qt.KeyboardModifier
ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
Open = Callable[..., Office]


def items(office: Office) -> list[Item]:
    ws = office.workspace
    return browse.items(ws, [number for number, _ in browse.rows(ws, Filter())])


def numbers_of(office: Office, row: int) -> list[int]:
    """Return the indicator numbers of the item that stands at `row` in the list."""
    ws = office.workspace
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    item = browse.items(ws, [page.model.numbers[row]])[0]
    return sorted(ws.catalogue.by_slug[tag.indicator].number for tag in item.tags)


@pytest.fixture
def tandai(open_office: Open, qtbot: QtBot) -> Callable[..., tuple[Office, TagPage]]:
    def make(count: int = 4) -> tuple[Office, TagPage]:
        office = open_office(count)
        office.shell.show_page("tag")
        page = office.shell.page("tag")
        assert isinstance(page, TagPage)
        qtbot.waitUntil(lambda: len(page.model.numbers) == count and page.grid.current_row >= 0)
        qtbot.waitUntil(lambda: page.model.item(0) is not None)
        return office, page

    return make


def press(page: TagPage, *pressed: Any) -> None:
    for key in pressed:
        QTest.keyClick(page.grid, key)


def test_two_digits_tag_and_move_on(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    press(page, "0")
    assert page.palette_panel.number.text() == "0_"
    assert numbers_of(office, 0) == []
    press(page, "6")
    assert page.grid.current_row == 1
    qtbot.waitUntil(lambda: numbers_of(office, 0) == [6])
    qtbot.waitUntil(lambda: "06 Partisipasi anak" in office.shell.toast.text)
    assert "1 foto ditandai" in office.shell.toast.text


def test_digits_from_three_on_tag_at_once(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    press(page, "9", "3", "1", Key.Key_Return)
    assert page.grid.current_row == 3
    qtbot.waitUntil(lambda: [numbers_of(office, row) for row in range(3)] == [[9], [3], [1]])


def test_every_indicator_costs_at_most_two_keys(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai(25)
    pressed = 0
    for number in range(1, 25):
        keys = str(number) if 3 <= number <= 9 else f"{number:02d}"
        press(page, *keys)
        pressed += len(keys)
    assert pressed <= 48
    qtbot.waitUntil(lambda: [numbers_of(office, row) for row in range(24)] == [[n] for n in range(1, 25)])


def test_number_pad_tags_too(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    QTest.keyClick(page.grid, Key.Key_9, Modifier.KeypadModifier)
    qtbot.waitUntil(lambda: numbers_of(office, 0) == [9])


def test_a_number_that_does_not_exist_tags_nothing(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    press(page, "2", "9")
    assert "29" in office.shell.toast.text
    assert page.grid.current_row == 0
    assert all(item.state is State.NEW for item in items(office))


def test_plus_adds_without_moving_on(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    press(page, "+")
    assert page.palette_panel.number.text() == "+_"
    press(page, "1", "3")
    assert page.grid.current_row == 0
    press(page, "6")
    assert page.grid.current_row == 1
    qtbot.waitUntil(lambda: numbers_of(office, 0) == [6, 13])


def test_without_moving_on_the_selection_stays(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    page.filters.advance.setChecked(False)
    press(page, "9")
    assert page.grid.current_row == 0
    assert office.context.settings.now.advance is False
    qtbot.waitUntil(lambda: numbers_of(office, 0) == [9])


def test_suggestions_and_the_same_again(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai(5)
    press(page, "9")
    qtbot.waitUntil(lambda: page.palette_panel.suggestion(0) is not None)
    press(page, "5")
    qtbot.waitUntil(lambda: page.palette_panel.suggestion(1) is not None)
    assert page.palette_panel._heading.text() == "Terakhir dipakai"
    press(page, "a")
    qtbot.waitUntil(lambda: numbers_of(office, 2) == [9])
    press(page, "d")
    qtbot.waitUntil(lambda: numbers_of(office, 3) == [9])
    qtbot.waitUntil(lambda: getattr(page.palette_panel.suggestion(0), "number", 0) == 9)
    press(page, Key.Key_Return)
    qtbot.waitUntil(lambda: numbers_of(office, 4) == [9])


def test_skip_and_back(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    press(page, "x", "x")
    assert page.grid.current_row == 2
    press(page, Key.Key_Backspace)
    assert page.grid.current_row == 1
    assert all(item.state is State.NEW for item in items(office))


def test_undo_and_redo(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    press(page, "9")
    qtbot.waitUntil(lambda: numbers_of(office, 0) == [9])
    qtbot.waitUntil(lambda: office.shell.action("undo").isEnabled())
    QTest.keyClick(page.grid, Key.Key_Z, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: numbers_of(office, 0) == [])
    qtbot.waitUntil(lambda: "Diurungkan" in office.shell.toast.text)
    qtbot.waitUntil(lambda: office.shell.action("redo").isEnabled())
    QTest.keyClick(page.grid, Key.Key_Y, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: numbers_of(office, 0) == [9])


def test_withdrawn_items_leave_the_list_and_come_back(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    gone = page.model.numbers[0]
    press(page, Key.Key_Delete)
    qtbot.waitUntil(lambda: gone not in page.model.numbers)
    qtbot.waitUntil(lambda: "ditarik" in office.shell.toast.text)
    office.shell.undo_requested.emit()
    qtbot.waitUntil(lambda: gone in page.model.numbers)


def test_title_is_given_to_the_whole_selection(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    QTest.keyClick(page.grid, Key.Key_Right, Modifier.ShiftModifier)
    assert page.grid.selected_rows() == [0, 1]
    qtbot.waitUntil(lambda: page.preview._summary is not None and page.preview._summary.count == 2)
    press(page, Key.Key_F2)
    qtbot.waitUntil(page.preview.title.hasFocus)
    QTest.keyClicks(page.preview.title, "Posyandu 9 Melati")  # digits and letters are only text here
    QTest.keyClick(page.preview.title, Key.Key_Return)
    assert page.grid.hasFocus()
    qtbot.waitUntil(lambda: sum(item.title == "Posyandu 9 Melati" for item in items(office)) == 2)
    assert all(item.state is State.NEW for item in items(office))


def test_mixed_values_are_said_to_be_mixed(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    page.filters.advance.setChecked(False)
    marks, nine = page.palette_panel.indicators, office.workspace.catalogue.by_number[9]
    press(page, "9")
    qtbot.waitUntil(lambda: marks.mark_of(nine) is Qt.CheckState.Checked)
    QTest.keyClick(page.grid, Key.Key_A, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: page.preview._when.text() == "(beragam)")
    qtbot.waitUntil(lambda: marks.mark_of(nine) is Qt.CheckState.PartiallyChecked)
    assert page.preview._tags.itemAt(0).widget().text() == "09 Pengasuhan alternatif · 1 dari 4"
    row = next(row for row in range(30) if "09 " in str(marks.model().index(row, 0).data(ACCESSIBLE)))
    assert "sebagian dari yang dipilih" in marks.model().index(row, 0).data(ACCESSIBLE)
    assert page.note.text() == "4 dipilih · Esc batal"
    assert page.note.isVisible()
    press(page, "9")
    qtbot.waitUntil(lambda: marks.mark_of(nine) is Qt.CheckState.Checked)
    press(page, Key.Key_Escape)
    assert page.grid.selected_count() == 1
    assert not page.note.isVisible()


def test_keys_rest_while_a_field_has_the_focus(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    assert page.focus_search()
    QTest.keyClicks(page.search, "9x")
    assert page.search.text() == "9x"
    assert all(item.state is State.NEW for item in items(office))


def test_search_narrows_the_list(tandai: Any, qtbot: QtBot) -> None:
    _, page = tandai(12)
    QTest.keyClicks(page.search, "IMG_00003")
    qtbot.waitUntil(lambda: len(page.model.numbers) == 1)
    QTest.keyClick(page.search, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 12)


def test_big_preview_takes_the_same_keys(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    press(page, Key.Key_Space)
    assert page.centre.currentWidget() is page.large
    QTest.keyClick(page.large.view, Key.Key_Right)
    assert page.grid.current_row == 1
    QTest.keyClicks(page.large.view, "9")
    qtbot.waitUntil(lambda: numbers_of(office, 1) == [9])
    assert page.centre.currentWidget() is page.large
    QTest.keyClick(page.large.view, Key.Key_Escape)
    assert page.centre.currentWidget() is page.grid


def test_kind_of_evidence_is_chosen_after_tagging(tandai: Any, qtbot: QtBot, app: QApplication) -> None:
    office, page = tandai()
    press(page, "6")
    qtbot.waitUntil(page.palette_panel.slot_button.isVisible)
    press(page, "/")
    menu = app.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClicks(menu, "2")
    slot = office.workspace.catalogue.by_number[6].slots[1].slug

    def chosen() -> bool:
        return [tag.slot for item in items(office) for tag in item.tags] == [slot]

    qtbot.waitUntil(chosen)


def test_untagged_list_keeps_what_was_tagged_until_it_is_left(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    press(page, "9")
    qtbot.waitUntil(lambda: numbers_of(office, 0) == [9])
    qtbot.wait(150)
    assert len(page.model.numbers) == 4
    page.filters.changed.emit()
    qtbot.waitUntil(lambda: len(page.model.numbers) == 3)


def test_a_chip_takes_a_tag_away(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    page.filters.advance.setChecked(False)
    press(page, "9")
    qtbot.waitUntil(lambda: page.preview._tags.count() == 1 and numbers_of(office, 0) == [9])
    chip = page.preview._tags.itemAt(0).widget()
    QTest.keyClick(chip, Key.Key_Delete)
    qtbot.waitUntil(lambda: numbers_of(office, 0) == [])


def test_menu_holds_the_commands_with_their_keys(tandai: Any, qtbot: QtBot, app: QApplication) -> None:
    _, page = tandai()
    page.grid.menu_asked.emit(page.mapToGlobal(page.rect().center()))
    menu = app.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    for key in ("Del", "F2", "X", "Ctrl+A", "Ctrl+Enter", "Ctrl+Z", "Alt+Enter"):
        assert any(text.endswith(f"\t{key}") for text in texts), key
    menu.close()


def test_every_row_can_be_read_aloud(tandai: Any) -> None:
    _, page = tandai()
    role = Qt.ItemDataRole.AccessibleTextRole
    said = page.model.data(page.model.index(0), role)
    assert "IMG_0000" in said
    assert "belum ditandai" in said
    assert "dari kamera" in said
    palette = page.palette_panel.indicators.model()
    rows = [palette.data(palette.index(row, 0), role) for row in range(palette.rowCount())]
    assert len(rows) == 24 + 6
    assert all(rows)


def test_size_of_pictures_and_panels_is_remembered(tandai: Any, open_office: Open, qtbot: QtBot) -> None:
    _, page = tandai()
    usual = page.grid._grid.cell.width
    for _ in range(3):
        QTest.keyClick(page.grid, Key.Key_Equal, Modifier.ControlModifier)
    larger = page.grid._grid.cell.width
    assert larger > usual
    spot = QPointF(50, 50)
    where = QPointF(page.grid.viewport().mapToGlobal(spot.toPoint()))
    wheel = QWheelEvent(
        spot, where, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Modifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.grid.viewport(), wheel)
    assert page.grid._zoom == pytest.approx(1.4)
    handle = page.preview.parentWidget().handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(0, 50))
    QTest.mouseMove(handle, QPoint(-60, 50))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(-60, 50))
    width = page.preview.width()
    other = open_office(4)
    other.shell.show_page("tag")
    again = other.shell.page("tag")
    assert isinstance(again, TagPage)
    qtbot.waitUntil(lambda: again.preview.width() == width)
    assert again.grid._zoom == pytest.approx(1.4)
    QTest.keyClick(again.grid, Key.Key_0, Modifier.ControlModifier)
    assert again.grid._zoom == 1.0


def test_preview_folds_in_a_narrow_window(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    assert page.preview.isVisible()
    office.shell.resize(1092, 540)
    qtbot.waitUntil(lambda: not page.preview.isVisible())
    QTest.keyClick(page.grid, Key.Key_F4)
    qtbot.waitUntil(page.preview.isVisible)
    assert page.palette_panel.indicators.isVisible()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_indicator_is_cut_in_a_small_window(tandai: Any, qtbot: QtBot, app: QApplication, language: Lang) -> None:
    office, page = tandai(1)
    install_language(app, language)
    office.shell.resize(1092, 540)
    listed = page.palette_panel.indicators
    bar = listed.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    seen = set()
    for value in (*range(0, bar.maximum(), listed.viewport().height() // 2), bar.maximum()):
        bar.setValue(value)
        qtbot.wait(20)
        seen |= {one.text for one in painted(office.shell)}
    assert {one.short(language) for one in office.workspace.catalogue.indicators} <= seen


def test_a_number_gives_the_kind_of_evidence_as_a_suggestion_does(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    press(page, "6")
    indicator = office.workspace.catalogue.by_number[6]
    qtbot.waitUntil(page.palette_panel.slot_button.isVisible)
    tag = items(office)[0].tags[0]
    assert tag.slot is not None
    name = next(slot.name("id") for slot in indicator.slots if slot.slug == tag.slot)
    assert page.palette_panel.slot_button.accessibleName() == f"06: {name}  ( / )"
    assert "Foto" in name


def test_a_list_that_fills_again_has_its_first_file_chosen(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai()
    QTest.keyClick(page.grid, Key.Key_A, Modifier.ControlModifier)
    press(page, "9")
    qtbot.waitUntil(lambda: all(item.tags for item in items(office)))
    page.filters.changed.emit()
    qtbot.waitUntil(lambda: not page.model.numbers)
    page.filters.choose_state("all")
    page.filters.changed.emit()
    qtbot.waitUntil(lambda: len(page.model.numbers) == 4)
    assert page.grid.selected_rows() == [0]


@pytest.mark.parametrize("language", ["id", "en"])
def test_neither_source_nor_name_pushes_the_preview_wider(
    tandai: Any, qtbot: QtBot, app: QApplication, language: Lang
) -> None:
    _, page = tandai(1)
    page.window().resize(1366, 768)
    page.set_narrow(narrow=False)
    install_language(app, language)
    qtbot.waitUntil(lambda: page.preview.item is not None)
    field, chip = page.preview.title, page.preview._source

    def fits() -> bool:
        right = field.mapTo(page.preview, QPoint(field.width(), 0)).x()
        return bool(right <= page.preview.width() and chip.height() >= chip.heightForWidth(chip.width()))

    for words in TIME_SOURCES.values():
        chip.set_text(words.said(language), "warn")
        QApplication.processEvents()
        qtbot.waitUntil(fits)
    page.preview._file.setText(texts.breakable(f"crash-{'5881b0a5' * 9}.mp4"))
    QApplication.processEvents()
    qtbot.waitUntil(fits)
    install_language(app, "id")


def test_what_looks_alike_is_compared_from_the_warning(tandai: Any, qtbot: QtBot) -> None:
    office, page = tandai(1)
    item = items(office)[0]
    assert page.preview.compare.isHidden()
    page._show_summary(replace(item, warnings=(SIMILAR,)), summarise([item], 1, office.workspace.me))
    assert page.preview.compare.isVisible()
    page.preview.compare.click()
    qtbot.waitUntil(lambda: "mirip" in office.shell.message_bar.text)
