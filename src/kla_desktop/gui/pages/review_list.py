"""The list at the left of Tinjau: offices and indicators with what waits there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.review_queue import Entry
from kla_desktop.gui.theme import Size, Space, font, paint_focus_ring, tokens
from kla_desktop.gui.widgets.badge import badge_text, badge_width, paint_badge
from kla_desktop.model.catalogue import Catalogue

WIDTH = 232
_GROUP = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Group:
    """One row: an office, an indicator, how many, and where the first stands in the queue."""

    office: str
    indicator: str
    count: int
    first: int


def singles(entries: Sequence[Entry], catalogue: Catalogue) -> list[Group]:
    """Make a row of each entry, under its own title."""
    made = []
    for at, entry in enumerate(entries):
        known = catalogue.by_slug.get(entry.tag.indicator)
        label = known.label(texts.language()) if known else entry.tag.indicator
        made.append(Group(entry.item.label, label, 1, at))
    return made


def groups_of(entries: Sequence[Entry], catalogue: Catalogue) -> list[Group]:
    """Put neighbours of one office and indicator together."""
    made: list[Group] = []
    before = None
    for at, entry in enumerate(entries):
        if entry.group == before:
            last = made[-1]
            made[-1] = Group(last.office, last.indicator, last.count + 1, last.first)
            continue
        before = entry.group
        known = catalogue.by_slug.get(entry.tag.indicator)
        made.append(Group(entry.office, known.label(texts.language()) if known else entry.tag.indicator, 1, at))
    return made


class _Groups(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.groups: list[Group] = []

    def show_groups(self, groups: list[Group]) -> None:
        """Show others."""
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Groups."""
        return 0 if parent.isValid() else len(self.groups)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The group, or its words."""
        group = self.groups[index.row()]
        if role == _GROUP:
            return group
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{group.office}, {group.indicator}, {texts.counted(group.count, 'evidence')}"
        return None


class _Row(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw office, indicator, count."""
        colours = tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        group: Group = index.data(_GROUP)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(colours.accent_soft if chosen else colours.surface))
        if chosen:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(colours.accent))
        count = badge_text(group.count)
        width = badge_width(count) if group.count > 1 else -Space.S
        if group.count > 1:
            badge = QRectF(area.right() - width - Space.M, area.center().y() - 10, width, 20)
            paint_badge(painter, badge, count, colours)
        words = QRectF(area).adjusted(Space.L, 7, -width - Space.M - Space.S, -7)
        painter.setPen(QColor(colours.text))
        painter.setFont(font("strong"))
        self._line(painter, words, group.office, Qt.AlignmentFlag.AlignTop)
        painter.setPen(QColor(colours.muted))
        painter.setFont(font("body"))
        self._line(painter, words, group.indicator, Qt.AlignmentFlag.AlignBottom)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(area).adjusted(1, 1, -1, -1), colours, Size.RADIUS_SMALL)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, area: QRectF, text: str, where: Qt.AlignmentFlag) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, where | Qt.AlignmentFlag.AlignLeft, shown)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines."""
        return QSize(WIDTH, 54)


class ReviewList(QListView):
    """↑ ↓ go from group to group; ← → and letters are left to the page."""

    chosen = Signal(int)
    """Where the first entry of the chosen group stands in the queue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = _Groups(self)
        self.setModel(self._groups)
        self.setItemDelegate(_Row(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(_GROUP).first))

    def show_groups(self, groups: list[Group], position: int) -> None:
        """Show groups and mark the one that holds `position`."""
        if groups != self._groups.groups:
            self._groups.show_groups(groups)
        here = [at for at, group in enumerate(groups) if group.first <= position]
        if here:
            self.setCurrentIndex(self._groups.index(here[-1]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by group."""
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(event.key())
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            row = min(max(0, self.currentIndex().row() + step), len(self._groups.groups) - 1)
            if row >= 0:
                self.chosen.emit(self._groups.groups[row].first)
        else:
            event.ignore()
