"""The grid of thumbnails: days below each other, selection as in a file manager, any number of items.

Qt's own icon view keeps an object for each item and knows no headings; here the place of a cell is computed, so that
a hundred thousand items scroll like a hundred. Digits and letters are left to the page: there is no type-ahead.
"""

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.evidence_model import EvidenceModel
from kla_desktop.gui.item_models.thumbnails import Thumbnails
from kla_desktop.gui.pages.tagging.cell import CellPainter, day_words, tick_box
from kla_desktop.gui.pages.tagging.grid_layout import GridLayout, runs_of
from kla_desktop.gui.theme import tokens
from kla_desktop.wording import activities, formats

Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_Key = Qt.Key
_MOVES = frozenset(
    {_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End, _Key.Key_PageUp}
    | {_Key.Key_PageDown}
)
SMALLEST, LARGEST = 0.6, 1.8
_ZOOM_STEP = 0.2


class GridView(QAbstractItemView):
    """Shows an EvidenceModel."""

    opened = Signal(int)
    """A row was double-clicked."""
    menu_asked = Signal(QPoint)
    """Right click or the menu key, at a global position."""
    offer_taken = Signal(str)
    """The link of a proposal's heading was clicked; its key."""
    chosen = Signal()
    """Current item or selection has changed."""

    def __init__(self, context: Context, model: EvidenceModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._context, self._evidence, self._thumbnails = context, model, thumbnails
        self._grid = GridLayout()
        self._zoom = 1.0
        self._band: QRect | None = None
        self._offers: dict[int, QRectF] = {}
        self._remembered: tuple[int, list[int], int, int] | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setProperty("surface", "plain")
        self.setAcceptDrops(False)
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.items_came.connect(self.viewport().update)
        thumbnails.arrived.connect(lambda _told: self.viewport().update())
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.chosen.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._moved())

    # --- what is chosen
    @property
    def current_row(self) -> int:
        """The row with the focus, -1 for none."""
        return self.currentIndex().row()

    def selected_rows(self) -> list[int]:
        """Return the selected rows in list order."""
        rows: list[int] = []
        for part in self._parts():
            rows.extend(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def selected_count(self) -> int:
        """Return how many are selected, without listing them."""
        return sum(part.height() for part in self._parts())

    def _parts(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [chosen.at(place) for place in range(chosen.count())]

    def choose(self, row: int) -> None:
        """Select one row alone and bring it into view; -1 selects nothing."""
        if row < 0:
            self.clearSelection()
            return
        self.selectionModel().setCurrentIndex(self._evidence.index(row), _Flag.ClearAndSelect)
        self.scrollTo(self._evidence.index(row))

    def zoom(self, steps: float) -> None:
        """Make the pictures larger or smaller; 0 returns to the usual size."""
        wanted = 1.0 if not steps else self._zoom + steps * _ZOOM_STEP
        self._zoom = min(LARGEST, max(SMALLEST, wanted))
        self._arrange()
        self.scrollTo(self.currentIndex())

    # --- keeping place
    def _remember(self) -> None:
        numbers = self._evidence.numbers
        rows = self.selected_rows()
        top = self.verticalOffset()
        first = next((row for row in self._grid.rows_between(top, top) if self._grid.cell_rect(row).bottom() > top), -1)
        anchor = numbers[first] if 0 <= first < len(numbers) else -1
        shift = self._grid.cell_rect(first).top() - top if anchor >= 0 else 0
        current = numbers[self.current_row] if 0 <= self.current_row < len(numbers) else -1
        self._remembered = (current, [numbers[row] for row in rows if row < len(numbers)], anchor, shift)

    def _restore(self) -> None:
        self._arrange()
        if self._remembered is None:
            return
        current, selected, anchor, shift = self._remembered
        self._remembered = None
        row_of = self._evidence.row_of
        rows = sorted(row for row in map(row_of, selected) if row >= 0)
        self.selectionModel().select(self._selection(runs_of(rows)), _Flag.ClearAndSelect)
        row = row_of(current)
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._evidence.index(row), _Flag.NoUpdate)
        if anchor >= 0 and row_of(anchor) >= 0 and self.verticalOffset() > 0:
            self.verticalScrollBar().setValue(self._grid.cell_rect(row_of(anchor)).top() - shift)
        self.chosen.emit()

    def _selection(self, runs: Iterable[range]) -> QItemSelection:
        made = QItemSelection()
        for run in runs:
            made.select(self._evidence.index(run.start), self._evidence.index(run.stop - 1))
        return made

    def _moved(self) -> None:
        self.viewport().update()
        self.chosen.emit()

    # --- geometry, as QAbstractItemView asks for it
    def _arrange(self) -> None:
        self._grid.arrange(self._evidence.sections, self.viewport().width(), self._zoom)
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
        row, move = self.current_row, QAbstractItemView.CursorAction
        if row < 0:
            return self._evidence.index(0)
        lines = max(1, self.viewport().height() // (self._grid.cell.height + 12))
        down = {move.MoveUp: -1, move.MoveDown: 1, move.MovePageUp: -lines, move.MovePageDown: lines}
        aside = {move.MoveLeft: -1, move.MovePrevious: -1, move.MoveHome: -count, move.MoveEnd: count}
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
        """Select what the rubber band touches, or everything from the anchor to the cell that was clicked."""
        offset = self.verticalOffset()
        if self.state() == QAbstractItemView.State.DragSelectingState:
            area = QRect(rect.topLeft(), rect.bottomRight()).normalized().translated(0, offset)
            runs = self._grid.rows_in(area)
        else:
            ends = [self._grid.row_at(point.x(), point.y() + offset) for point in (rect.topLeft(), rect.bottomRight())]
            runs = [range(min(ends), max(ends) + 1)] if min(ends) >= 0 else []
        self.selectionModel().select(self._selection(runs), command)

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
        """Choose a whole day by its heading, else as any list."""
        at = self._grid.section_at(int(event.position().y()) + self.verticalOffset())
        if event.button() == Qt.MouseButton.LeftButton and self._grid.has_headings and at >= 0:
            heading = QRectF(self._grid.heading_rect(at, self.viewport().width()))
            if self._offers.get(at, QRectF()).contains(event.position() + QPointF(0, self.verticalOffset())):
                self.offer_taken.emit(self._grid.sections[at].key)
                return
            if event.position().x() <= tick_box(heading).right() + 340:
                self._choose_day(at)
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rubber band."""
        super().mouseMoveEvent(event)
        if self.state() == QAbstractItemView.State.DragSelectingState:
            here = event.position().toPoint() + QPoint(0, self.verticalOffset())
            start = self._band.topLeft() if self._band is not None else here
            self._band = QRect(start, here)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the rubber band away."""
        super().mouseReleaseEvent(event)
        if self._band is not None:
            self._band = None
            self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the size of the pictures with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and select; every other key is the page's."""
        if event.key() in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, _search: str) -> None:
        """Never jump to a name: digits and letters are commands here."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu; a right click outside the selection selects what is under it."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            at = self._grid.section_at(event.pos().y() + self.verticalOffset())
            if at >= 0 and self._grid.has_headings and not self._is_whole(at):
                self.clearSelection()
                self._choose_day(at)
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
            self.menu_asked.emit(event.globalPos())
        else:
            place = self.visualRect(self.currentIndex()).center() if self.currentIndex().isValid() else QPoint(40, 40)
            self.menu_asked.emit(self.viewport().mapToGlobal(place))

    def _choose_day(self, at: int) -> None:
        section = self._grid.sections[at]
        picked = self._selection([range(section.start, section.start + section.count)])
        whole = self._is_whole(at)
        self.selectionModel().select(picked, _Flag.Deselect if whole else _Flag.Select)
        self.selectionModel().setCurrentIndex(self._evidence.index(section.start), _Flag.NoUpdate)

    def _is_whole(self, at: int) -> bool:
        return self._chosen_in(at) == self._grid.sections[at].count

    def _chosen_in(self, at: int) -> int:
        section = self._grid.sections[at]
        first, last = section.start, section.start + section.count - 1
        return sum(max(0, min(last, part.bottom()) - max(first, part.top()) + 1) for part in self._parts())

    # --- painting
    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen."""
        painter = QPainter(self.viewport())
        colours, offset = tokens(), self.verticalOffset()
        painter.fillRect(event.rect(), QColor(colours.window))
        catalogue = self._context.workspace.catalogue
        cells = CellPainter(painter, colours, catalogue, self._grid.cell, self.devicePixelRatioF())
        top, bottom = event.rect().top() + offset - 4, event.rect().bottom() + offset + 4
        if self._grid.has_headings:
            for at in self._grid.sections_between(top, bottom):
                self._paint_heading(cells, at, offset)
        chosen, here = self.selectionModel(), self.current_row if self.hasFocus() else -1
        for row in self._grid.rows_between(top, bottom):
            box = QRectF(self._grid.cell_rect(row).translated(0, -offset))
            selected = chosen.isSelected(self._evidence.index(row))
            cells.frame(box, selected=selected, current=row == here)
            item = self._evidence.item(row)
            if item is None:
                cells.waiting(box, self.tr("memuat…"))
                continue
            picture = self._thumbnails.of(item)
            cells.item(box, item, picture, looked_up=self._thumbnails.is_known(item.digest.sha256))
        if self._band is not None:
            ground = QColor(colours.accent)
            painter.setPen(ground)
            ground.setAlpha(40)
            painter.setBrush(ground)
            painter.drawRect(self._band.normalized().translated(0, -offset))

    def _paint_heading(self, cells: CellPainter, at: int, offset: int) -> None:
        section = self._grid.sections[at]
        box = QRectF(self._grid.heading_rect(at, self.viewport().width()).translated(0, -offset))
        picked = self._chosen_in(at)
        words = texts.counted(section.count, "file")
        if picked:
            words += " · " + self.tr("%n dipilih", "", picked)
        state = Qt.CheckState.Checked if picked == section.count else Qt.CheckState.PartiallyChecked
        title, offer = day_words(section.day), ""
        if section.key:
            words = f"{formats.when(section.day, texts.language())} · {words}" if section.title else words
            title = activities.name(section.title, section.day, texts.language())
        if section.proposed:
            words = self.tr("usulan") + " · " + words
            offer = self.tr("Terima (Ctrl+G)")
        link = cells.heading(box, title, words, state if picked else Qt.CheckState.Unchecked, offer)
        self._offers[at] = link.translated(0, offset)
