"""The table of Cakupan: indicators down, places or years across; first column and header stay where they are."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Size, Space, font, paint_focus_ring, tokens
from kla_desktop.gui.widgets.coverage_bar import paint_coverage
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.state_label import State, paint_state, state_word
from kla_desktop.model.catalogue import Cluster, Indicator
from kla_desktop.operations.tabulate_coverage import Figure, Office, Sum, Table

NAMES, NARROWEST, SUM = 236, 76, 132
"""Widths of the first, the ordinary and the last column."""
_MARKS = {
    "returned": State.RETURNED,
    "accepted": State.ACCEPTED,
    "waiting": State.WAITING,
    "none": State.MISSING,
    "not_applicable": State.NOT_APPLICABLE,
}
FIGURE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def state_of(figure: Figure) -> State:
    """The symbol and colour of a cell."""
    return _MARKS[figure.mark]


def number_of(figure: Figure) -> str:
    """The number beside the symbol: how many returned, else how many accepted, else how many wait."""
    count = figure.returned or figure.accepted or figure.waiting
    return texts.number(count) if count else ""


class CoverageModel(QAbstractTableModel):
    """Rows are clusters and indicators in the order of the catalogue; the last column adds up."""

    def __init__(self, total_words: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total_words = total_words
        self._table: Table | None = None

    @property
    def table(self) -> Table | None:
        """What is shown."""
        return self._table

    def show_table(self, table: Table) -> None:
        """Show other figures."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def row_of(self, indicator: str) -> int:
        """The row of an indicator, -1 if there is none."""
        rows = self._table.rows if self._table else ()
        return next((at for at, row in enumerate(rows) if isinstance(row, Indicator) and row.slug == indicator), -1)

    def at(self, index: Index) -> tuple[Indicator, Office | None] | None:
        """Indicator and column of a cell (None for the last), None in a cluster's row."""
        table = self._table
        row = table.rows[index.row()] if table and index.isValid() else None
        if table is None or not isinstance(row, Indicator):
            return None
        return row, table.columns[index.column()] if index.column() < len(table.columns) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Clusters and indicators."""
        return 0 if parent.isValid() or self._table is None else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns and the sum."""
        return 0 if parent.isValid() or self._table is None else len(self._table.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cluster rows are headings: arrows pass over them."""
        if self.at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of columns and rows."""
        table = self._table
        if table is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            name = table.columns[section].name if section < len(table.columns) else self._total_words()
            return name if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        row = table.rows[section]
        language = texts.language()
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.name(language) if isinstance(row, Indicator) else _cluster_name(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label(language) if isinstance(row, Indicator) else _cluster_name(row)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Figures for painting, words for readers."""
        table = self._table
        if table is None:
            return None
        row = table.rows[index.row()]
        if index.column() == len(table.columns):
            added = table.sums[row.slug if isinstance(row, Indicator) else row.code]
            return self._said_sum(row, added, role)
        if not isinstance(row, Indicator):
            return None
        office = table.columns[index.column()]
        figure = table.figure(row.slug, office.key)
        if role == FIGURE:
            return figure
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, office, figure)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.label(texts.language())} × {office.name}\n{self._counts(figure)}"
        return None

    def _said_sum(self, row: Cluster | Indicator, added: Sum, role: int) -> Any:
        if role == FIGURE:
            return added
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = row.label(texts.language()) if isinstance(row, Indicator) else _cluster_name(row)
            return f"{name}, {self._total_words()}, {_of(added)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            words = self.tr("{there} terisi, {accepted} di antaranya disahkan, dari {wanted}")
            return words.format(there=added.there, accepted=added.accepted, wanted=added.wanted)
        return None

    def spoken(self, row: Indicator, office: Office, figure: Figure) -> str:
        """The words of a cell: "Indikator 13 Status gizi balita, Pancoran Mas, disahkan, 4 bukti"."""
        words = self.tr("Indikator {indicator}, {office}, {state}")
        text = words.format(
            indicator=row.label(texts.language()), office=office.name, state=state_word(state_of(figure))
        )
        return f"{text}, {texts.counted(figure.tagged, 'evidence')}" if figure.tagged else text

    def _counts(self, figure: Figure) -> str:
        parts = [(figure.accepted, State.ACCEPTED), (figure.waiting, State.WAITING), (figure.returned, State.RETURNED)]
        said = [f"{texts.number(count)} {state_word(state)}" for count, state in parts if count]
        return " · ".join(said) or state_word(state_of(figure))

    def copied(self, index: Index) -> str:
        """What Ctrl+C takes of a cell: a word and a number, or "5/6" of a sum."""
        value = self.data(index, FIGURE)
        if isinstance(value, Sum):
            return _of(value)
        return f"{state_word(state_of(value))} {number_of(value)}".strip() if isinstance(value, Figure) else ""


def _cluster_name(row: Cluster) -> str:
    return row.short(texts.language()) or row.code


def _of(added: Sum) -> str:
    return f"{texts.number(added.there)}/{texts.number(added.wanted)}"


class _CellPainter(QStyledItemDelegate):
    """Paints symbol and number, and the bar of the last column."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        colours = tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        model = index.model()
        value = index.data(FIGURE)
        heading = not model.flags(index) & Qt.ItemFlag.ItemIsEnabled
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ground = colours.accent_soft if chosen else colours.window if heading else colours.surface
        painter.fillRect(area, QColor(ground))
        if isinstance(value, Figure):
            scale = painter.device().devicePixelRatio()
            inside = QRectF(area).adjusted(2, 0, -2, 0)
            paint_state(painter, inside, state_of(value), number_of(value), colours, scale=scale, centred=True)
        elif isinstance(value, Sum):
            self._paint_sum(painter, QRectF(area), value, heading=heading)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if not heading:
            painter.drawLine(area.topRight(), area.bottomRight())
        if chosen and index == self._current():
            if self._view().hasFocus():
                paint_focus_ring(painter, QRectF(area).adjusted(1, 1, -1, -1), colours, Size.RADIUS_SMALL)
            else:
                painter.setPen(QPen(QColor(colours.accent), 2))
                painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _paint_sum(self, painter: QPainter, area: QRectF, value: Sum, *, heading: bool) -> None:
        colours = tokens()
        painter.setFont(font("label"))
        painter.setPen(QColor(colours.muted if heading or not value.there else colours.text))
        words = QRectF(area.right() - 52, area.top(), 44, area.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _of(value))
        if value.wanted and not heading:
            bar = QRectF(area.left() + Space.M, area.center().y() - 4, area.width() - 52 - Space.M - 4, 8)
            paint_coverage(painter, bar, (value.accepted, value.there - value.accepted, value.wanted), colours)

    def _view(self) -> QTableView:
        view = self.parent()
        assert isinstance(view, QTableView)
        return view

    def _current(self) -> QModelIndex:
        return self._view().currentIndex()


class _Names(QHeaderView):
    """The frozen first column: numbers and names of indicators under the names of their clusters."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setFixedWidth(NAMES)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(28)
        self.setMinimumSectionSize(20)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one name."""
        colours = tokens()
        model = self.model()
        if not isinstance(model, CoverageModel) or model.table is None:
            return
        row = model.table.rows[section]
        view = self.parent()
        here = isinstance(view, QTableView) and view.currentIndex().row() == section
        painter.save()
        heading = isinstance(row, Cluster)
        ground = colours.window if heading else colours.accent_soft if here else colours.surface
        painter.fillRect(rect, QColor(ground))
        text = QRectF(rect).adjusted(Space.L, 0, -Space.S, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if isinstance(row, Cluster):
            painter.setFont(font("label"))
            painter.setPen(QColor(colours.muted))
            painter.drawText(text.adjusted(0, 4, 0, 0), middle, _cluster_name(row))
        else:
            painter.setPen(QColor(colours.text))
            painter.setFont(font("strong"))
            painter.drawText(text, middle, row.code)
            painter.setFont(font("strong" if here else "body"))
            name = text.adjusted(28, 0, 0, 0)
            words = painter.fontMetrics().elidedText(
                row.short(texts.language()), Qt.TextElideMode.ElideRight, int(name.width())
            )
            painter.drawText(name, middle, words)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def sizeHint(self) -> QSize:
        """As wide as the longest name may be."""
        return QSize(NAMES, super().sizeHint().height())


class _Heads(QHeaderView):
    """The frozen header: names of places in two lines where they need it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(44)
        self.setMinimumSectionSize(NARROWEST)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one name."""
        colours = tokens()
        model = self.model()
        view = self.parent()
        here = isinstance(view, QTableView) and view.currentIndex().column() == section
        painter.save()
        painter.fillRect(rect, QColor(colours.accent_soft if here else colours.window))
        painter.setFont(font("label"))
        painter.setPen(QColor(colours.text if here else colours.muted))
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        place = rect.adjusted(4, 2, -4, -2)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class CoverageTable(QTableView):
    """Arrows move, Enter or a click opens the cell, Ctrl+C copies what is selected as a table."""

    opened = QtSignal()
    """Enter or a click on a cell."""
    moved = QtSignal()
    """Another cell is current."""

    def __init__(self, model: CoverageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._corner = Label("", "label", "muted")
        self.setVerticalHeader(_Names(self))
        self.setHorizontalHeader(_Heads(self))
        self.setItemDelegate(_CellPainter(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self.setMinimumWidth(NAMES + 2 * NARROWEST)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.setEnabled(False)
            row = QHBoxLayout(corner)
            row.setContentsMargins(Space.L, 0, 0, 0)
            row.addWidget(self._corner)
        model.modelReset.connect(self.share_out)

    def set_corner(self, text: str) -> None:
        """Name the first column."""
        self._corner.setText(text)

    def share_out(self) -> None:
        """Give every column its width: what fits is filled, what does not scrolls sideways inside the table."""
        header, count = self.horizontalHeader(), self.model().columnCount()
        if count < 2:
            return
        room = self.viewport().width() - SUM
        each = min(150, max(NARROWEST, room // (count - 1)))
        for column in range(count - 1):
            header.resizeSection(column, each)
        header.resizeSection(count - 1, max(SUM, self.viewport().width() - each * (count - 1)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Follow the arrows; the headers mark row and column."""
        super().currentChanged(current, previous)
        self.verticalHeader().viewport().update()
        self.horizontalHeader().viewport().update()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open by a click."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        self.share_out()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.viewport().update()

    def copy(self) -> None:
        """Put the selected cells on the clipboard as tab-separated text with their names."""
        model = self.model()
        chosen = [index for index in self.selectedIndexes() if model.flags(index) & Qt.ItemFlag.ItemIsEnabled]
        if not isinstance(model, CoverageModel) or not chosen:
            return
        across, down = sorted({one.column() for one in chosen}), sorted({one.row() for one in chosen})
        head = ["", *(str(model.headerData(column, Qt.Orientation.Horizontal)) for column in across)]
        lines = [
            [str(model.headerData(row, Qt.Orientation.Vertical))]
            + [model.copied(model.index(row, column)) for column in across]
            for row in down
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in [head, *lines]))
