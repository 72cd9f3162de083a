"""The table of Cakupan: indicators down, places or years across; first column and header stay where they are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
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
from kla_desktop.gui.pages.coverage.model import (
    SEARCHED,
    SUBJECT,
    CoverageModel,
    Index,
    number_of,
    state_of,
    sum_words,
)
from kla_desktop.gui.theme import Size, Space, Tokens, follows_theme, font, paint_focus_ring, tokens
from kla_desktop.gui.widgets.coverage_bar import paint_coverage
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.state_label import paint_state
from kla_desktop.model.catalogue import Cluster, Indicator
from kla_desktop.operations.tabulate_coverage import Figure, Sum

NAMES, NARROWEST, SUM = 236, 76, 132
"""Widths of the first, the ordinary and the last column, at least."""
_NAMES_MOST, _MOST, _SUM_MOST = 340, 150, 260
"""The same where there is room; what is left beyond is shared among all."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _CellPainter(QStyledItemDelegate):
    """Paints symbol and number, and the bar of the last column. Cells that look alike are drawn once."""

    def __init__(self, view: "CoverageTable", model: CoverageModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._drawn: dict[tuple[object, ...], QPixmap] = {}
        self._colours: Tokens | None = None
        self._grounds: tuple[QColor, ...] = ()
        self._pen = QPen()

    def forget(self) -> None:
        """Draw all anew: the theme, the language or the figures have changed."""
        self._drawn.clear()
        self._colours = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        value, heading = self._model.cell(index.row(), index.column())
        if self._colours is None:
            self._colours = tokens()
            self._grounds = tuple(map(QColor, (self._colours.surface, self._colours.window, self._colours.accent_soft)))
            self._pen = QPen(QColor(self._colours.border), 1)
        painter.fillRect(area, self._grounds[2 if chosen else int(heading)])
        if value is not None:
            looks = (value.mark, value.count) if isinstance(value, Figure) else value
            key = (looks, heading, area.width(), area.height())
            picture = self._drawn.get(key)
            if picture is None:
                picture = self._drawn[key] = self._draw(area.size(), value, heading=heading)
            painter.drawPixmap(area.topLeft(), picture)
        painter.setPen(self._pen)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if value is not None:
            painter.drawLine(area.topRight(), area.bottomRight())
        if chosen and index == self._view.currentIndex():
            if self._view.hasFocus():
                paint_focus_ring(painter, QRectF(area).adjusted(1, 1, -1, -1), self._colours, Size.RADIUS_SMALL)
            else:
                painter.setPen(QPen(QColor(self._colours.accent), 2))
                painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _draw(self, size: QSize, value: Figure | Sum, *, heading: bool) -> QPixmap:
        """Draw what stands in a cell; ground and lines are the screen's, which may have other pixels at 125 %."""
        colours, scale = tokens(), self._view.devicePixelRatioF()
        made = QPixmap(size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        area = QRectF(QPoint(0, 0), size)
        painter = QPainter(made)
        if isinstance(value, Figure):
            inside = area.adjusted(2, 0, -2, 0)
            paint_state(painter, inside, state_of(value), number_of(value), colours, scale=scale, centred=True)
        else:
            self._paint_sum(painter, area, value, heading=heading)
        painter.end()
        return made

    def _paint_sum(self, painter: QPainter, area: QRectF, value: Sum, *, heading: bool) -> None:
        colours = tokens()
        painter.setFont(font("label"))
        painter.setPen(QColor(colours.muted if heading or not value.there else colours.text))
        if area.width() < SUM:
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, sum_words(value))
            return
        words = QRectF(area.right() - 52, area.top(), 44, area.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, sum_words(value))
        if value.wanted and not heading:
            bar = QRectF(area.left() + Space.M, area.center().y() - 4, area.width() - 52 - Space.M - 4, 8)
            paint_coverage(painter, bar, (value.accepted, value.there - value.accepted, value.wanted), colours)


class _Names(QHeaderView):
    """The frozen first column: numbers and names of indicators under the names of their clusters, or offices."""

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
        model, view = self.model(), self.parent()
        subject = model.headerData(section, Qt.Orientation.Vertical, SUBJECT)
        here = isinstance(view, QTableView) and view.currentIndex().row() == section
        painter.save()
        heading = isinstance(subject, Cluster) or subject is None
        ground = colours.window if heading else colours.accent_soft if here else colours.surface
        painter.fillRect(rect, QColor(ground))
        text = QRectF(rect).adjusted(Space.L, 0, -Space.S, 0)
        name = str(model.headerData(section, Qt.Orientation.Vertical) or "")
        if isinstance(subject, Indicator):
            painter.setPen(QColor(colours.text))
            painter.setFont(font("strong"))
            painter.drawText(text, _MIDDLE, subject.code)
            name, text = subject.short(texts.language()), text.adjusted(28, 0, 0, 0)
        painter.setFont(font("label" if heading else "strong" if here else "body"))
        painter.setPen(QColor(colours.muted if heading else colours.text))
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text.adjusted(0, 4, 0, 0) if isinstance(subject, Cluster) else text, _MIDDLE, words)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def sizeHint(self) -> QSize:
        """As wide as `share_out` made it."""
        return QSize(self.width(), super().sizeHint().height())


class _Heads(QHeaderView):
    """The frozen header: names of places, or number and name of indicators, in two lines where they need it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(44)
        self.setMinimumSectionSize(NARROWEST)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one name."""
        colours = tokens()
        model, view = self.model(), self.parent()
        here = isinstance(view, QTableView) and view.currentIndex().column() == section
        subject = model.headerData(section, Qt.Orientation.Horizontal, SUBJECT)
        painter.save()
        painter.fillRect(rect, QColor(colours.accent_soft if here else colours.window))
        painter.setFont(font("label"))
        painter.setPen(QColor(colours.text if here else colours.muted))
        place = rect.adjusted(4, 2, -4, -2)
        if isinstance(subject, Indicator):
            upper, lower = QRect(place), QRect(place)
            upper.setHeight(20)
            lower.setTop(upper.bottom())
            painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, subject.code)
            painter.setFont(font("small"))
            name = subject.short(texts.language())
            words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, lower.width())
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, words)
        else:
            text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
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
        self._painter = _CellPainter(self, model)
        self.setItemDelegate(self._painter)
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
        model.modelReset.connect(self._painter.forget)
        model.modelReset.connect(self.share_out)

    def set_corner(self, text: str) -> None:
        """Name the first column."""
        self._corner.setText(text)

    def share_out(self) -> None:
        """Give every column its width: what fits is filled, what does not scrolls sideways inside the table."""
        header, names, count = self.horizontalHeader(), self.verticalHeader(), self.model().columnCount()
        shown = sum(1 for column in range(count - 1) if not self.isColumnHidden(column))
        if not shown:
            return
        room = names.width() + self.viewport().width()
        spare = max(0, room - _NAMES_MOST - _MOST * shown - _SUM_MOST) // (shown + 2)
        each = min(_MOST + spare, max(NARROWEST, (room - NAMES - SUM) // shown))
        wide = max(NAMES, min(_NAMES_MOST + spare, room - each * shown - _SUM_MOST - spare))
        if wide != names.width():
            names.setFixedWidth(wide)
            self.updateGeometries()
        for column in range(count - 1):
            if header.sectionSize(column) != each and not self.isColumnHidden(column):
                header.resizeSection(column, each)
        header.resizeSection(count - 1, max(SUM, room - wide - each * shown))

    def show_only(self, text: str) -> bool:
        """Show the rows that the words are found in, else the columns; False if there are none, and all stay."""
        words = text.casefold().split()
        rows, columns = (self._found(words, way) for way in (Qt.Orientation.Vertical, Qt.Orientation.Horizontal))
        by_column = bool(words) and not any(rows) and any(columns)
        for row, hit in enumerate(rows):
            self.setRowHidden(row, any(rows) and not hit)
        for column, hit in enumerate(columns):
            self.setColumnHidden(column, by_column and not hit)
        self.share_out()
        return not words or any(rows) or any(columns)

    def _found(self, words: Sequence[str], way: Qt.Orientation) -> list[bool]:
        """Whether each row or column but the last holds the words; a cluster does if one of its indicators does."""
        model = self.model()
        count = model.rowCount() if way is Qt.Orientation.Vertical else model.columnCount()
        found = [all(word in str(model.headerData(at, way, SEARCHED)) for word in words) for at in range(count - 1)]
        hit = False
        for at in reversed(range(len(found))):
            hit = hit or found[at]
            if isinstance(model.headerData(at, way, SUBJECT), Cluster):
                found[at], hit = hit, False
        return found

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
        """Follow the language and the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange or follows_theme(event):
            self._painter.forget()
            self.viewport().update()

    def copy(self) -> None:
        """Put the selected cells on the clipboard as tab-separated text with their names."""
        model = self.model()
        chosen = [index for index in self.selectedIndexes() if model.flags(index) & Qt.ItemFlag.ItemIsEnabled]
        if not isinstance(model, CoverageModel) or not chosen:
            return
        across, down = sorted({one.column() for one in chosen}), sorted({one.row() for one in chosen})
        head = ["", *(_harmless(str(model.headerData(column, Qt.Orientation.Horizontal))) for column in across)]
        lines = [
            [_harmless(str(model.headerData(row, Qt.Orientation.Vertical)))]
            + [model.copied(model.index(row, column)) for column in across]
            for row in down
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in [head, *lines]))


def _harmless(name: str) -> str:
    """Keep a spreadsheet from taking an office's name for a formula, or for more than one cell."""
    plain = " ".join(name.split())
    return f"'{plain}" if plain.startswith(("=", "+", "-", "@")) else plain
