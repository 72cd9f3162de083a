"""Under the large picture of Tinjau: the other evidence of this group, to choose several of and judge them at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kla_desktop.gui.item_models.item_words import sentence
from kla_desktop.gui.item_models.thumbnails import Thumbnails
from kla_desktop.gui.pages.review.queue import Entry, Key
from kla_desktop.gui.pages.thumbnails import paint_thumbnail
from kla_desktop.gui.theme import Size, paint_focus_ring, tokens
from kla_desktop.model.catalogue import Catalogue

_WIDE, _HIGH = 76, 58
_ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class _Entries(QAbstractListModel):
    def __init__(self, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._catalogue = catalogue

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show others."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Entries."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The entry, or its words."""
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.item.label
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return sentence(entry.item, self._catalogue)
        return None


class _Picture(QStyledItemDelegate):
    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the thumbnail, framed where it is chosen."""
        colours, state = tokens(), option.state
        entry: Entry = index.data(_ENTRY)
        box = QRectF(option.rect).adjusted(3, 3, -3, -3)
        picture = self._thumbnails.of(entry.item)
        image = picture.toImage() if picture is not None else None
        painter.save()
        paint_thumbnail(painter, box, image, entry.item.media, painter.device().devicePixelRatio())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.border), 3 if chosen else 1))
        painter.drawRoundedRect(box, Size.RADIUS_SMALL, Size.RADIUS_SMALL)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), colours, Size.RADIUS_SMALL)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """A small picture."""
        return QSize(_WIDE, _HIGH)


class ReviewStrip(QListView):
    """Choose as in a file list: click, Ctrl+click, Shift+click, Ctrl+A. Letters and ← → are left to the page."""

    opened = Signal(object)
    """The key of the entry that is to be looked at."""
    selected = Signal()
    """Other entries are chosen."""

    def __init__(self, catalogue: Catalogue, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._model = _Entries(catalogue, self)
        self.setModel(self._model)
        self.setItemDelegate(_Picture(thumbnails, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setProperty("frame", "none")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFixedHeight(_HIGH + 14)
        self.hide()
        thumbnails.arrived.connect(lambda _digests: self.viewport().update())
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.selected.emit())
        self.clicked.connect(lambda index: self.opened.emit(index.data(_ENTRY).key))

    @property
    def chosen(self) -> tuple[Key, ...]:
        """The keys of what is chosen, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self._model.entries[row].key for row in rows)

    def show_group(self, keys: Sequence[Key], entries: Mapping[Key, Entry], current: Key) -> None:
        """Show a group and choose the entry looked at; one chosen with others stays so."""
        shown = tuple(entries[key] for key in keys if key in entries)
        if shown != self._model.entries:
            kept = set(self.chosen)
            self._model.show_entries(shown)
            if len(kept) > 1 and current in kept:
                for at, entry in enumerate(shown):
                    if entry.key in kept:
                        index = self._model.index(at)
                        self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
        at = next((at for at, entry in enumerate(shown) if entry.key == current), -1)
        if at >= 0:
            flag = QItemSelectionModel.SelectionFlag
            keeps = current in self.chosen
            self.selectionModel().setCurrentIndex(
                self._model.index(at), flag.NoUpdate if keeps else flag.ClearAndSelect
            )
        self.setVisible(len(shown) > 1)

    def choose_all(self) -> None:
        """Choose the whole group (Ctrl+A)."""
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the page but those that choose."""
        if event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.selectAll()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        ):
            super().keyPressEvent(event)
            current = self.currentIndex()
            if current.isValid():
                self.opened.emit(current.data(_ENTRY).key)
        else:
            event.ignore()
