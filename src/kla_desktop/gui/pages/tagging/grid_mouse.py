"""What the mouse does in the grid: chooses cells and days, draws the rubber band, begins to drag, takes an offer."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication

from kla_desktop.gui.pages.tagging.cell import tick_box
from kla_desktop.gui.pages.tagging.grid_layout import GridLayout
from kla_desktop.gui.pages.tagging.picking import Picking
from kla_desktop.gui.pages.tagging.rubber_band import RubberBand

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_HEADING_REACH = 340
"""So far right of its box a heading chooses its day."""


class GridMouse(QObject):
    """Points are those of the view; what is chosen already is chosen anew only when the button is let go.

    Until then it may be the beginning of a drag.
    """

    offer_taken = Signal(str)
    """The link of a proposal's heading was pressed; its key."""
    dragged = Signal()
    """The mouse drags what is selected."""

    def __init__(
        self, view: QAbstractItemView, grid: GridLayout, picking: Picking, offers: Mapping[int, QRectF]
    ) -> None:
        super().__init__(view)
        self._view, self._grid, self._picking, self._offers = view, grid, picking, offers
        self._pressed, self._pressed_at = -1, QPoint()
        self._turned = False
        """Whether the press has turned the cell over already."""
        self.band = RubberBand(view)
        self.band.moved.connect(self._stretch)

    def press(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """The left button is pressed."""
        row = self._view.indexAt(point).row()
        if row >= 0:
            self._press_cell(row, point, keys)
        elif not self._press_heading(self._in_contents(point)):
            self._picking.begin_band(keys)
            self.band.begin(point, keys)

    def move(self, point: QPoint) -> None:
        """The mouse moves with its left button down."""
        if self.band.is_open:
            self.band.move(point)
            return
        far = (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if far and self._pressed >= 0 and self._picking.has(self._pressed):
            self._pressed = -1
            self.dragged.emit()

    def release(self, keys: Qt.KeyboardModifier) -> None:
        """The left button is let go."""
        if self.band.is_open:
            self._picking.end_band(keep=True)
            self.band.end()
        row, self._pressed = self._pressed, -1
        if row < 0 or keys & _SHIFT:
            return
        if not keys & _CTRL:
            self._picking.only(row)
        elif not self._turned:
            self._picking.turn_over(row)

    def give_up(self) -> None:
        """Take the rubber band away as if it had not been."""
        if self.band.is_open:
            self._picking.end_band(keep=False)
            self.band.end()
        self._pressed = -1

    def choose_for_menu(self, point: QPoint) -> None:
        """Choose what a right click is about, unless it is chosen already."""
        row, content = self._view.indexAt(point).row(), self._in_contents(point)
        at = self._grid.section_at(content.x(), content.y()) if self._grid.has_headings else -1
        if row >= 0:
            self._picking.go(row, _CTRL) if self._picking.has(row) else self._picking.only(row)
        elif at >= 0 and not self._is_whole(at):
            self._picking.nothing()
            self._choose_day(at)

    def _in_contents(self, point: QPoint) -> QPoint:
        return point + QPoint(0, self._view.verticalScrollBar().value())

    def _press_cell(self, row: int, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        self._pressed, self._pressed_at = row, point
        if keys & _CTRL and not keys & _SHIFT:
            self._turned = not self._picking.has(row)
            if self._turned:
                self._picking.turn_over(row)
        elif keys & _SHIFT or not self._picking.has(row):
            self._picking.go(row, keys)

    def _press_heading(self, content: QPoint) -> bool:
        at = self._grid.section_at(content.x(), content.y()) if self._grid.has_headings else -1
        if at < 0:
            return False
        if self._offers.get(at, QRectF()).contains(QPointF(content)):
            self.offer_taken.emit(self._grid.sections[at].key)
            return True
        heading = QRectF(self._grid.heading_rect(at, self._view.viewport().width()))
        if content.x() > min(heading.right(), tick_box(heading).right() + _HEADING_REACH):
            return False
        self._choose_day(at)
        return True

    def _choose_day(self, at: int) -> None:
        section = self._grid.sections[at]
        self._picking.set_rows(range(section.start, section.start + section.count), on=not self._is_whole(at))

    def _is_whole(self, at: int) -> bool:
        section = self._grid.sections[at]
        return self._picking.count_in(section.start, section.start + section.count - 1) == section.count

    def _stretch(self) -> None:
        if self.band.has_size:
            self._picking.band(self._grid.rows_in(self.band.area), self.band.keys)
