"""The column of small pages beside the preview; each is drawn when it comes into view."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Size, font, paint_focus_ring, tokens

Index = QModelIndex | QPersistentModelIndex
WIDTH = 118
_PAGE = QSize(84, 119)
SIDE = 240
"""Pixels of the longer side of a drawn page: sharp at 200 %."""


class _Pages(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.drawn: dict[int, QPixmap] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DecorationRole:
            return self.drawn.get(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.number(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Halaman {page} dari {pages}").format(page=index.row() + 1, pages=self.count)
        return None


class PageStrip(QListView):
    """Tells by `turned` which page was chosen, and asks `draw` for pages, one at a time, that come into view."""

    turned = Signal(int)

    def __init__(self, draw: Callable[[int], object]) -> None:
        super().__init__()
        self._draw = draw
        self._waits = -1
        self._pages = _Pages()
        self._pages.setParent(self)
        self.setModel(self._pages)
        self.setItemDelegate(_Painter(self))
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "plain")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rest = QTimer(self, interval=60, singleShot=True)
        self._rest.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._rest.start())
        self.selectionModel().currentChanged.connect(self._moved)

    def show_pages(self, count: int, page: int) -> None:
        """Show the pages of another draft, still undrawn."""
        self._pages.beginResetModel()
        self._pages.count, self._pages.drawn = count, {}
        self._pages.endResetModel()
        self._waits = -1
        self.choose(page)
        self._rest.start()

    def choose(self, page: int) -> None:
        """Mark the page that is shown, without telling anybody."""
        model = self.selectionModel()
        model.blockSignals(True)
        self.setCurrentIndex(self._pages.index(page, 0))
        model.blockSignals(False)
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def have(self, page: int, picture: QImage) -> None:
        """Take a drawn page; a null picture stays a blank page."""
        self._pages.drawn[page] = QPixmap.fromImage(picture)
        self._waits = -1
        self.viewport().update()
        self._rest.start()

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.turned.emit(current.row())
        self.viewport().update()

    def _ask(self) -> None:
        if self._waits >= 0 or not self.isVisible() or not self._pages.count:
            return
        first = self.indexAt(self.viewport().rect().topLeft()).row()
        last = self.indexAt(self.viewport().rect().bottomLeft()).row()
        seen = range(max(0, first), (last if last >= 0 else self._pages.count - 1) + 1)
        self._waits = next((page for page in seen if page not in self._pages.drawn), -1)
        if self._waits >= 0:
            self._draw(self._waits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More pages may be in view."""
        super().resizeEvent(event)
        self._rest.start()

    def sizeHintForIndex(self, _index: Index) -> QSize:
        """All pages are alike."""
        return QSize(WIDTH - 14, _PAGE.height() + 26)


class _Painter(QStyledItemDelegate):
    """Paints a small page and its number."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(WIDTH - 14, _PAGE.height() + 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        view = self.parent()
        assert isinstance(view, QListView)
        here = view.currentIndex() == index
        page = QRect(area.left() + (area.width() - _PAGE.width()) // 2, area.top() + 5, _PAGE.width(), _PAGE.height())
        painter.save()
        painter.fillRect(page, QColor("#FFFFFF"))
        drawn = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(drawn, QPixmap) and not drawn.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(page, drawn)
        painter.setPen(QPen(QColor(colours.accent if here else colours.border), 2 if here else 1))
        painter.drawRect(page.adjusted(0, 0, -1, -1))
        painter.setFont(font("label" if here else "small"))
        painter.setPen(QColor(colours.accent if here else colours.muted))
        foot = QRect(area.left(), page.bottom() + 2, area.width(), 18)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if here and state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, page.adjusted(-4, -4, 4, 4).toRectF(), colours, Size.RADIUS_SMALL)
        painter.restore()
