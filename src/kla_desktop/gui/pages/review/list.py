"""The list at the left of Tinjau: offices and indicators with what waits there, or the hits of a search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.review.queue import MOST_HITS, Entry, Hits, Key, Ticket
from kla_desktop.gui.theme import Size, Space, font, paint_focus_ring, tokens
from kla_desktop.gui.widgets.badge import badge_text, badge_width, paint_badge
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.snippets import BEGIN, END

WIDTH = 268
_ROW = Qt.ItemDataRole.UserRole
_MARKS = str.maketrans("", "", BEGIN + END)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """Two lines of words, a count, and where the first of them stands in the queue. `below` may hold marked words."""

    above: str
    below: str
    count: int
    first: int

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.above}, {self.below.translate(_MARKS)}, {texts.counted(self.count, 'evidence')}"


def groups_of(tickets: Sequence[Ticket], catalogue: Catalogue) -> list[Row]:
    """Put neighbours of one office and indicator together."""
    made: list[Row] = []
    before = None
    for at, ticket in enumerate(tickets):
        if ticket.group == before:
            last = made[-1]
            made[-1] = Row(last.above, last.below, last.count + 1, last.first)
            continue
        before = ticket.group
        made.append(Row(ticket.office, _label(catalogue, ticket), 1, at))
    return made


def titles_of(tickets: Sequence[Ticket], entries: Mapping[Key, Entry], catalogue: Catalogue) -> list[Row]:
    """Make a row of each line, under its own title."""
    return [
        Row(entries[ticket.key].item.label, _label(catalogue, ticket), 1, at)
        for at, ticket in enumerate(tickets)
        if ticket.key in entries
    ]


def hits_of(tickets: Sequence[Ticket], hits: Hits, catalogue: Catalogue) -> list[Row]:
    """Make a row of each hit: its title, and the words where they stand, else office and indicator."""
    rows = []
    for at, ticket in enumerate(tickets[:MOST_HITS]):
        found = hits.found.get(ticket.row)
        snippet = " ".join(found.snippet.split()) if found else ""
        rows.append(
            Row(found.title if found else "", snippet or f"{ticket.office} · {_label(catalogue, ticket)}", 1, at)
        )
    return rows


def _label(catalogue: Catalogue, ticket: Ticket) -> str:
    known = catalogue.by_slug.get(ticket.indicator)
    return known.label(texts.language()) if known else ticket.indicator


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        """Show others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, or its words."""
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken
        return None


class _Painter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw both lines and the count."""
        colours = tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row: Row = index.data(_ROW)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(colours.accent_soft if chosen else colours.surface))
        if chosen:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(colours.accent))
        width = -Space.S
        if row.count > 1:
            count = badge_text(row.count)
            width = badge_width(count)
            badge = QRectF(area.right() - width - Space.M, area.center().y() - 10, width, 20)
            paint_badge(painter, badge, count, colours)
        words = QRectF(area).adjusted(Space.L, 7, -width - Space.M - Space.S, -7)
        painter.setPen(QColor(colours.text))
        painter.setFont(font("strong"))
        shown = painter.fontMetrics().elidedText(row.above, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
        self._below(painter, words, row.below)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(area).adjusted(1, 1, -1, -1), colours, Size.RADIUS_SMALL)
        painter.restore()

    @staticmethod
    def _below(painter: QPainter, words: QRectF, text: str) -> None:
        """Draw the second line; marked words are set off, and the first of them is kept in view."""
        colours = tokens()
        head, begin, rest = text.partition(BEGIN)
        if begin:
            cut = head[-14:]
            text = (f"…{cut}" if len(cut) < len(head) else head) + begin + rest
        left = words.left()
        for at, piece in enumerate(text.replace(END, BEGIN).split(BEGIN)):
            marked = at % 2 == 1
            painter.setFont(font("strong" if marked else "body"))
            painter.setPen(QColor(colours.text if marked else colours.muted))
            room = words.right() - left
            shown = painter.fontMetrics().elidedText(piece, Qt.TextElideMode.ElideRight, max(0, int(room)))
            wide = painter.fontMetrics().horizontalAdvance(shown)
            where = QRectF(left, words.top(), max(0.0, room), words.height())
            if marked:
                high = painter.fontMetrics().height()
                painter.fillRect(QRectF(left, words.bottom() - high, wide, high), QColor(colours.accent_soft))
            painter.drawText(where, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, shown)
            left += wide
            if shown != piece:
                return

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines."""
        return QSize(WIDTH, 54)


class ReviewList(QListView):
    """↑ ↓ go from row to row; ← → and letters are left to the page."""

    chosen = Signal(int)
    """Where the first line of the chosen row stands in the queue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setProperty("ownFocus", True)  # rows draw it
        self.setProperty("frame", "none")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(_ROW).first))

    @property
    def rows(self) -> list[Row]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: list[Row], position: int) -> None:
        """Show rows and mark the one that holds `position`."""
        if rows != self._rows.rows:
            at = self.verticalScrollBar().value()
            self._rows.show_rows(rows)
            self.verticalScrollBar().setValue(at)
        here = [at for at, row in enumerate(rows) if row.first <= position]
        if here and self.currentIndex().row() != here[-1]:
            self.setCurrentIndex(self._rows.index(here[-1]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by row."""
        steps: dict[int, int] = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_End: len(self._rows.rows),
            Qt.Key.Key_Home: -len(self._rows.rows),
        }
        step = steps.get(event.key())
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            row = min(max(0, self.currentIndex().row() + step), len(self._rows.rows) - 1)
            if row >= 0:
                self.chosen.emit(self._rows.rows[row].first)
        else:
            event.ignore()
