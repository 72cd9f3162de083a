"""The grid of thumbnails: days below each other, selection as in a file manager, any number of items.

Qt's own icon view keeps an object for each item and knows no headings; here the place of a cell is computed, so that
a hundred thousand items scroll like a hundred. Digits and letters are left to the page: there is no type-ahead.
"""

from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea

from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.evidence_model import EvidenceModel
from kla_desktop.gui.item_models.thumbnails import Thumbnails
from kla_desktop.gui.pages.tagging.cell import fit_of
from kla_desktop.gui.pages.tagging.grid_layout import GridLayout
from kla_desktop.gui.pages.tagging.grid_mouse import GridMouse
from kla_desktop.gui.pages.tagging.grid_painter import GridPainter
from kla_desktop.gui.pages.tagging.picking import Picking
from kla_desktop.gui.widgets.read_list import QTableView as ReadList
from kla_desktop.gui.widgets.read_list import say_current

Index = QModelIndex | QPersistentModelIndex
_Key = Qt.Key
_Move = QAbstractItemView.CursorAction
_MOVES = {
    _Key.Key_Left: _Move.MoveLeft,
    _Key.Key_Right: _Move.MoveRight,
    _Key.Key_Up: _Move.MoveUp,
    _Key.Key_Down: _Move.MoveDown,
    _Key.Key_Home: _Move.MoveHome,
    _Key.Key_End: _Move.MoveEnd,
    _Key.Key_PageUp: _Move.MovePageUp,
    _Key.Key_PageDown: _Move.MovePageDown,
}
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SMALLEST, LARGEST = 0.6, 1.8
_ZOOM_STEP = 0.2
_ZOOM = "tag/zoom"


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What is kept by number while the list is read anew; `seen` is the first cell in view, `shift` how far down."""

    current: int
    anchor: int
    chosen: list[int]
    seen: int
    shift: int


def _within_bounds(zoom: float) -> float:
    return min(LARGEST, max(SMALLEST, zoom))


def _remembered_zoom(settings: SettingsFile) -> float:
    try:
        return _within_bounds(float(settings.window(_ZOOM) or b"1"))
    except ValueError:
        return 1.0


class GridView(ReadList):
    """Shows an EvidenceModel."""

    opened = Signal(int)
    """A row was double-clicked."""
    menu_asked = Signal(QPoint)
    """Right click or the menu key, at a global position."""
    offer_taken = Signal(str)
    """The link of a proposal's heading was clicked; its key."""
    chosen = Signal()
    """Current item or selection has changed."""
    drag_begun = Signal()
    """The mouse drags what is selected."""

    def __init__(self, context: Context, model: EvidenceModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._evidence, self._thumbnails = model, thumbnails
        self._grid = GridLayout()
        self._settings = context.settings
        self._zoom = _remembered_zoom(context.settings)
        self._remembered: _Remembered | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setProperty("surface", "plain")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # or Qt would scroll by painting all anew
        self.setAcceptDrops(False)
        self.setModel(model)
        self._picking = Picking(model, self.selectionModel())
        self._painter = GridPainter(context.workspace.catalogue, model, thumbnails, self._grid, self._picking)
        self._mouse = GridMouse(self, self._grid, self._picking, self._painter.offers)
        self._mouse.offer_taken.connect(self.offer_taken)
        self._mouse.dragged.connect(self.drag_begun)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.items_came.connect(self.viewport().update)
        thumbnails.arrived.connect(self._pictures_came)
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.chosen.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._moved())

    # --- what is chosen
    @property
    def current_row(self) -> int:
        """The row with the focus, -1 for none."""
        return self.currentIndex().row()

    def selected_rows(self) -> list[int]:
        """Return the selected rows in list order."""
        return self._picking.rows()

    def selected_numbers(self) -> list[int]:
        """Return the row numbers of the selected items in list order."""
        return self._picking.numbers()

    def selected_count(self) -> int:
        """Return how many are selected, without listing them."""
        return self._picking.count()

    def choose(self, row: int) -> None:
        """Select one row alone and bring it into view; -1 selects nothing."""
        if row < 0:
            self._picking.nothing()
            return
        self._picking.only(row)
        self.scrollTo(self._evidence.index(row))

    def selectAll(self) -> None:
        """Select everything; the focus stays."""
        self._picking.everything()

    def setCurrentIndex(self, index: Index) -> None:
        """Select one cell alone, as a click does; for screen readers."""
        if index.isValid():
            self.choose(index.row())

    def zoom(self, steps: float) -> None:
        """Make the pictures larger or smaller; 0 returns to the usual size."""
        self._zoom = _within_bounds(1.0 if not steps else self._zoom + steps * _ZOOM_STEP)
        self._arrange()
        self.scrollTo(self.currentIndex())
        self._settings.keep_window(_ZOOM, f"{self._zoom:.2f}".encode())

    # --- keeping place
    def _remember(self) -> None:
        self._mouse.give_up()
        numbers, top = self._evidence.numbers, self.verticalOffset()

        def number_at(row: int) -> int:
            return numbers[row] if 0 <= row < len(numbers) else -1

        first = next((row for row in self._grid.rows_between(top, top) if self._grid.cell_rect(row).bottom() > top), -1)
        seen = number_at(first)
        shift = self._grid.cell_rect(first).top() - top if seen >= 0 else 0
        chosen = self._picking.numbers()
        self._remembered = _Remembered(
            number_at(self.current_row), number_at(self._picking.anchor), chosen, seen, shift
        )

    def _restore(self) -> None:
        self._arrange()
        kept, self._remembered = self._remembered, None
        if kept is None:
            return
        row_of = self._evidence.row_of
        rows = sorted(row for row in map(row_of, kept.chosen) if row >= 0)
        self._picking.restore(rows, row_of(kept.current), row_of(kept.anchor))
        if kept.seen >= 0 and row_of(kept.seen) >= 0 and self.verticalOffset() > 0:
            self.verticalScrollBar().setValue(self._grid.cell_rect(row_of(kept.seen)).top() - kept.shift)
        self.chosen.emit()

    def _moved(self) -> None:
        self.viewport().update()
        say_current(self, self.currentIndex())
        self.chosen.emit()

    # --- geometry, as QAbstractItemView asks for it
    def _arrange(self) -> None:
        self._grid.arrange(self._evidence.sections, self.viewport().width(), self._zoom)
        self._thumbnails.choose_fit(fit_of(self._grid.cell, self.devicePixelRatioF()))
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the contents."""
        bar = self.verticalScrollBar()
        bar.setSingleStep(40)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, self._grid.height - self.viewport().height()))
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def reset(self) -> None:
        """Lay out anew after the model has changed."""
        super().reset()
        if hasattr(self, "_grid"):
            self._arrange()

    def visualRect(self, index: Index) -> QRect:
        """Return where a cell is seen."""
        return self._grid.cell_rect(index.row()).translated(0, -self.verticalOffset()) if index.isValid() else QRect()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view, with its heading if it is in the first line of its day."""
        rect = self._grid.cell_rect(index.row()) if index.isValid() else QRect()
        if rect.isEmpty():
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(rect.center().y() - room // 2)
        elif rect.top() - 8 < bar.value():
            bar.setValue(rect.top() - 43)
        elif rect.bottom() + 8 > bar.value() + room:
            bar.setValue(rect.bottom() + 12 - room)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the cell under a point of the viewport."""
        row = self._grid.row_at(point.x(), point.y() + self.verticalOffset())
        return self._evidence.index(row) if row >= 0 else QModelIndex()

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where an arrow, Home, End, PgUp or PgDn leads."""
        count = self._evidence.rowCount()
        if not count:
            return QModelIndex()
        row = self.current_row
        if row < 0:
            return self._evidence.index(0)
        lines = max(1, self.viewport().height() // (self._grid.cell.height + 12))
        down = {_Move.MoveUp: -1, _Move.MoveDown: 1, _Move.MovePageUp: -lines, _Move.MovePageDown: lines}
        aside = {_Move.MoveLeft: -1, _Move.MovePrevious: -1, _Move.MoveHome: -count, _Move.MoveEnd: count}
        target = self._grid.step(row, down[action]) if action in down else row + aside.get(action, 1)
        return self._evidence.index(min(count - 1, max(0, target)))

    def horizontalOffset(self) -> int:
        """Nothing scrolls sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the contents are scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        """No cell is hidden."""
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what a rectangle of the view touches."""
        runs = self._grid.rows_in(rect.normalized().translated(0, self.verticalOffset()))
        self.selectionModel().select(self._picking.selection(runs), command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """Repaint what is seen: cheaper than to find out what has changed."""
        return QRegion(self.viewport().rect())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the pixels that stay."""
        self.viewport().scroll(dx, dy)

    def sizeHint(self) -> QSize:
        """Take what there is."""
        return QSize(560, 480)

    # --- mouse and keys
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a cell or a whole day, or begin a rubber band; the right button chooses when it asks for the menu."""
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.press(event.position().toPoint(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rubber band, or begin to drag what is chosen."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._mouse.move(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the rubber band away, or choose what was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.release(event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the item."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and not event.modifiers():
            self.opened.emit(index.row())
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the size of the pictures with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is; Qt's own view would put it on the first item without choosing that."""
        QAbstractScrollArea.focusInEvent(self, event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and select; every other key is the page's."""
        key, keys = _Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == _Key.Key_Escape and self._mouse.band.is_open:
            self._mouse.give_up()
        elif key in _MOVES and not keys & Qt.KeyboardModifier.AltModifier:
            target = self.moveCursor(_MOVES[key], keys)
            if target.isValid():
                self._picking.go(target.row(), keys)
                self.scrollTo(target)
        elif key == _Key.Key_Space and keys in {_CTRL, _SHIFT} and self.current_row >= 0:
            self._picking.turn_over(self.current_row) if keys == _CTRL else self._picking.go(self.current_row, keys)
        else:
            event.ignore()

    def keyboardSearch(self, _search: str) -> None:
        """Never jump to a name: digits and letters are commands here."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu; a right click outside the selection selects what is under it."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._mouse.choose_for_menu(event.pos())
            self.menu_asked.emit(event.globalPos())
        else:
            place = self.visualRect(self.currentIndex()).center() if self.currentIndex().isValid() else QPoint(40, 40)
            self.menu_asked.emit(self.viewport().mapToGlobal(place))

    # --- painting
    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        self.viewport().update()

    def _pictures_came(self, told: frozenset[str]) -> None:
        """Paint the cells anew that show these."""
        top = self.verticalOffset()
        for row in self._grid.rows_between(top, top + self.viewport().height()):
            item = self._evidence.item(row)
            if item is not None and item.digest.sha256 in told:
                self.viewport().update(self._grid.cell_rect(row).translated(0, -top))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen."""
        painter = QPainter(self.viewport())
        here = self.current_row if self.hasFocus() else -1
        width = self.viewport().width()
        self._painter.paint(painter, event.region(), offset=self.verticalOffset(), width=width, current=here)
        self._mouse.band.paint(painter)
