"""Choosing in the grid as in Windows Explorer, by real clicks, keys and rubber bands."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.gui.pages.tagging.grid_view import GridView
from tests.gui.conftest import Office

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def grid(open_office: Callable[..., Office], qtbot: QtBot) -> GridView:
    office = open_office(60)
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 60 and page.grid.current_row >= 0)
    return page.grid


def middle(grid: GridView, row: int) -> QPoint:
    return grid.visualRect(grid.model().index(row, 0)).center()


def click(grid: GridView, row: int, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(grid.viewport(), LEFT, keys, middle(grid, row))


def press(grid: GridView, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(grid, key, keys)


def drag(grid: GridView, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(grid.viewport(), LEFT, keys, start)
    move(grid, (start + end) / 2, keys)
    move(grid, end, keys)
    QTest.mouseRelease(grid.viewport(), LEFT, keys, end)


def move(grid: GridView, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """QTest's own mouseMove says nothing of the button that is down."""
    where = grid.viewport().mapToGlobal(point)
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), QPointF(where), Qt.MouseButton.NoButton, LEFT, keys)
    QApplication.sendEvent(grid.viewport(), event)


def empty_place(grid: GridView) -> QPoint:
    """Right of the last column nothing is."""
    return QPoint(grid.viewport().width() - 6, 120)


def test_a_click_chooses_one_and_ctrl_turns_over(grid: GridView) -> None:
    click(grid, 2)
    assert grid.selected_rows() == [2]
    click(grid, 4, CTRL)
    click(grid, 0, CTRL)
    assert grid.selected_rows() == [0, 2, 4]
    click(grid, 2, CTRL)
    assert grid.selected_rows() == [0, 4]
    assert grid.current_row == 2
    click(grid, 4)
    assert grid.selected_rows() == [4], "a click on a chosen one leaves it alone"


def test_shift_goes_from_the_anchor(grid: GridView) -> None:
    click(grid, 3)
    click(grid, 6, SHIFT)
    assert grid.selected_rows() == [3, 4, 5, 6]
    click(grid, 1, SHIFT)
    assert grid.selected_rows() == [1, 2, 3], "the anchor stays"
    click(grid, 7, CTRL)
    click(grid, 9, CTRL | SHIFT)
    assert grid.selected_rows() == [1, 2, 3, 7, 8, 9], "Ctrl+Shift adds"


def test_arrows_with_shift_and_ctrl(grid: GridView) -> None:
    click(grid, 0)
    press(grid, Key.Key_Right)
    assert grid.selected_rows() == [1]
    press(grid, Key.Key_Right, SHIFT)
    press(grid, Key.Key_Right, SHIFT)
    assert grid.selected_rows() == [1, 2, 3]
    press(grid, Key.Key_Left, SHIFT)
    assert grid.selected_rows() == [1, 2]
    press(grid, Key.Key_Right, CTRL)
    press(grid, Key.Key_Right, CTRL)
    assert grid.selected_rows() == [1, 2]
    assert grid.current_row == 4
    press(grid, Key.Key_Space, CTRL)
    assert grid.selected_rows() == [1, 2, 4]
    press(grid, Key.Key_Right, CTRL)
    press(grid, Key.Key_Right, CTRL | SHIFT)
    assert grid.selected_rows() == [1, 2, 4, 5, 6]
    press(grid, Key.Key_Space, CTRL)
    assert grid.selected_rows() == [1, 2, 4, 5]


def test_the_anchor_is_where_one_was_led(grid: GridView) -> None:
    click(grid, 8)
    grid.choose(2)  # as when a tag moves on to the next file
    press(grid, Key.Key_Right, SHIFT)
    assert grid.selected_rows() == [2, 3]


def test_home_end_and_pages(grid: GridView) -> None:
    click(grid, 1)
    press(grid, Key.Key_End, SHIFT)
    assert grid.selected_rows() == list(range(1, 60))
    press(grid, Key.Key_Home, SHIFT)
    assert grid.selected_rows() == [0, 1]
    press(grid, Key.Key_End)
    assert grid.selected_rows() == [59]
    press(grid, Key.Key_Home)
    press(grid, Key.Key_PageDown, SHIFT)
    rows = grid.selected_rows()
    assert rows == list(range(grid.current_row + 1))
    assert len(rows) > 5
    press(grid, Key.Key_PageUp, SHIFT)
    assert grid.selected_rows() == [0]
    press(grid, Key.Key_PageDown)
    assert grid.selected_rows() == [rows[-1]]
    assert grid.viewport().rect().contains(middle(grid, rows[-1]))
    press(grid, Key.Key_A, CTRL)
    assert grid.selected_count() == 60
    assert grid.current_row == rows[-1]


def test_a_click_on_nothing_lets_go(grid: GridView) -> None:
    click(grid, 2)
    QTest.mouseClick(grid.viewport(), LEFT, CTRL, empty_place(grid))
    assert grid.selected_rows() == [2]
    QTest.mouseClick(grid.viewport(), LEFT, NONE, empty_place(grid))
    assert grid.selected_rows() == []


def test_a_rubber_band_chooses_and_ctrl_adds(grid: GridView) -> None:
    start = empty_place(grid)
    first = grid.visualRect(grid.model().index(0, 0))
    drag(grid, QPoint(start.x(), first.center().y()), middle(grid, 1))
    line = grid.selected_rows()
    assert line
    assert 1 in line
    assert 0 not in line
    click(grid, 0)
    drag(grid, QPoint(start.x(), first.center().y()), middle(grid, 1), CTRL)
    assert grid.selected_rows() == sorted({0, *line})
    QTest.mousePress(grid.viewport(), LEFT, NONE, QPoint(start.x(), first.center().y()))
    move(grid, middle(grid, 1))
    press(grid, Key.Key_Escape)
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, middle(grid, 1))
    assert grid.selected_rows() == [], "Esc takes the band back"


def test_a_rubber_band_scrolls_on(grid: GridView, qtbot: QtBot) -> None:
    high, start = grid.viewport().height(), empty_place(grid)
    QTest.mousePress(grid.viewport(), LEFT, NONE, start)
    move(grid, QPoint(20, high // 2))
    move(grid, QPoint(20, high + 50))
    bar = grid.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert grid.selected_rows()[-1] == 59
    assert len(grid.selected_rows()) > 40
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, QPoint(20, high + 50))
    value = bar.value()
    qtbot.wait(80)
    assert bar.value() == value


def test_a_right_click_keeps_what_is_chosen(grid: GridView, app: QApplication) -> None:
    def right(row: int) -> None:
        point = middle(grid, row)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, grid.viewport().mapToGlobal(point))
        QApplication.sendEvent(grid.viewport(), event)
        menu: Any = app.activePopupWidget()
        menu.close()

    click(grid, 1)
    click(grid, 3, SHIFT)
    right(2)
    assert grid.selected_rows() == [1, 2, 3]
    right(5)
    assert grid.selected_rows() == [5]


def test_a_day_is_chosen_by_its_box(grid: GridView) -> None:
    days = grid._grid.sections
    box = grid._grid.heading_rect(0, grid.viewport().width())
    spot = QPoint(box.left() + 8, box.top() + 20)
    grid.choose(59)
    grid.verticalScrollBar().setValue(0)
    QTest.mouseClick(grid.viewport(), LEFT, NONE, spot)
    assert grid.selected_rows() == [*range(days[0].count), 59]
    QTest.mouseClick(grid.viewport(), LEFT, NONE, spot)
    assert grid.selected_rows() == [59]
