"""The numbered list of indicators by cluster, each with its state; a click or Enter on one tags."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Size, font, ink, paint_focus_ring, tokens
from kla_desktop.gui.widgets.state_label import State, paint_state, state_colour, state_word
from kla_desktop.model.catalogue import Catalogue, Indicator
from kla_desktop.model.ids import IndicatorSlug

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_HEADING = 20
_GAP = 5
"""Height of a heading that is only a gap, where there is no room for its words."""
_LOWEST_ROW = 17
_CODE_AT, _NAME_AT, _NAME_GAP = 2, 24, 5
"""Where code and name begin in a row, and the room between name and state: the longest short name just fits."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Row:
    """A cluster's heading, or an indicator with its state and count."""

    heading: str = ""
    indicator: Indicator | None = None
    state: State = State.MISSING
    count: int = 0


def state_of(counts: Mapping[str, int]) -> tuple[State, int]:
    """Return what to show of an indicator whose tags stand so; what needs work comes first."""
    for names, state in (
        (("returned",), State.RETURNED),
        (("accepted",), State.ACCEPTED),
        (("tagged", "packed", "sent", "received"), State.WAITING),
    ):
        count = sum(counts.get(name, 0) for name in names)
        if count:
            return state, count
    return State.MISSING, 0


class _Rows(QAbstractListModel):
    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.rows: list[_Row] = []
        self._marks: dict[IndicatorSlug, str] = {}
        self.fill({})

    def say_marks(self, whole: frozenset[IndicatorSlug], partial: frozenset[IndicatorSlug]) -> None:
        """Say of indicators that the selection has them, or a part of it."""
        self._marks = dict.fromkeys(whole, self.tr("dipilih"))
        self._marks.update(dict.fromkeys(partial, self.tr("sebagian dari yang dipilih")))

    def fill(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Show the states; the rows stay in their places."""
        rows: list[_Row] = []
        for cluster in self._catalogue.clusters:
            rows.append(_Row(cluster.short(texts.language())))
            rows += [
                _Row("", indicator, *state_of(counts.get(indicator.slug, {})))
                for indicator in self._catalogue.in_cluster(cluster.code)
            ]
        if rows == self.rows:
            return  # the view would lay out and paint all of them anew
        first = not self.rows
        if first:
            self.beginResetModel()
        self.rows = rows
        if first:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].indicator is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        indicator = row.indicator
        if indicator is None:
            return row.heading if role in _WORDS else None
        if role == Qt.ItemDataRole.DisplayRole:
            return indicator.label(texts.language())
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            state = f"{state_word(row.state)} {row.count}" if row.count else state_word(row.state)
            mark = self._marks.get(indicator.slug, "")
            return f"{indicator.code} {indicator.name(texts.language())}, {state}" + (f", {mark}" if mark else "")
        return None


_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


class _Painter(QStyledItemDelegate):
    def __init__(self, view: "IndicatorList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row: _Row = index.data(ROW_ROLE)
        return QSize(160, self._view.row_height if row.indicator is not None else self._view.heading_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: _Row = index.data(ROW_ROLE)
        colours = tokens()
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if row.indicator is None:
            painter.setPen(ink(colours.muted))
            painter.setFont(font("small"))
            if box.height() >= _HEADING:
                painter.drawText(box.adjusted(0, 2, 0, 0), left, row.heading)
            painter.restore()
            return
        state: QStyle.StateFlag = option.state
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        mark = self._view.mark_of(row.indicator)
        if mark is Qt.CheckState.PartiallyChecked:
            painter.setPen(QPen(ink(colours.accent), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_SMALL, Size.RADIUS_SMALL)
        elif mark is Qt.CheckState.Checked or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink(colours.accent_soft if mark is Qt.CheckState.Checked else colours.sunken))
            painter.drawRoundedRect(box, Size.RADIUS_SMALL, Size.RADIUS_SMALL)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            paint_focus_ring(painter, box, colours, Size.RADIUS_SMALL)
        word = str(row.count) if row.count else self._view.missing_word
        painter.setFont(font("label"))
        width = painter.fontMetrics().horizontalAdvance(word) + (17 if row.count else 0)
        place = QRectF(box.right() - width - 2, box.top(), width + 2, box.height())
        if row.count:
            paint_state(painter, place, row.state, word, colours, scale=painter.device().devicePixelRatioF())
        else:
            painter.setPen(ink(state_colour(row.state, colours)))
            small = QFont(font("small"))
            small.setBold(True)
            painter.setFont(small)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, word)
        painter.setPen(ink(colours.text))
        painter.setFont(font("strong"))
        painter.drawText(box.adjusted(_CODE_AT, 0, 0, 0), left, row.indicator.code)
        painter.setFont(font("body"))
        room = box.adjusted(_NAME_AT, 0, -width - _NAME_GAP, 0)
        name = painter.fontMetrics().elidedText(
            row.indicator.short(texts.language()), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, left, name)
        painter.restore()


class IndicatorList(QListView):
    """Scrolls to what is being typed."""

    picked = Signal(object)
    """The Indicator that was clicked, or Enter was pressed on."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(catalogue)
        self._marked: frozenset[IndicatorSlug] = frozenset()
        self._partial: frozenset[IndicatorSlug] = frozenset()
        self.row_height, self.heading_height = int(Size.PALETTE_ROW), _HEADING
        self.missing_word = ""
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "plain")
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self._pick(index.row()))
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words anew."""
        self.setAccessibleName(self.tr("Indikator"))
        self.missing_word = self.tr("belum")
        self._rows.say_marks(self._marked, self._partial)

    def show_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Show how the tags of each indicator (by slug) stand."""
        self._rows.fill(counts)

    def mark(self, slugs: frozenset[IndicatorSlug], partial: frozenset[IndicatorSlug], *, scroll: bool) -> None:
        """Mark what is being typed, or what the selected items have; half, what only some of them have.

        With `scroll`, the first one is brought into view.
        """
        if (slugs, partial) != (self._marked, self._partial):
            self._marked, self._partial = slugs, partial
            self._rows.say_marks(slugs, partial)
            self.viewport().update()
        if scroll:
            for place, row in enumerate(self._rows.rows):
                if row.indicator is not None and row.indicator.slug in slugs:
                    self.scrollTo(self._rows.index(place), QListView.ScrollHint.PositionAtCenter)
                    return

    def mark_of(self, indicator: Indicator) -> Qt.CheckState:
        """Return whether it is marked, wholly or in part."""
        if indicator.slug in self._marked:
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if indicator.slug in self._partial else Qt.CheckState.Unchecked

    def paintEvent(self, event: QPaintEvent) -> None:
        """Take Python's lock once: left to Qt, each row would wait for it by itself."""
        super().paintEvent(event)

    def doItemsLayout(self) -> None:
        """Take Python's lock once, as for painting."""
        super().doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, tag with Enter; every other key is the page's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._pick(self.currentIndex().row())
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, _search: str) -> None:
        """Digits are commands here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the rows so low that all can be seen, if that is possible; headings give way first."""
        super().resizeEvent(event)
        rows = sum(1 for row in self._rows.rows if row.indicator is not None)
        room, headings = self.viewport().height(), len(self._rows.rows) - rows
        self.heading_height = _HEADING if room >= rows * (_LOWEST_ROW + 1) + headings * _HEADING else _GAP
        fitting = (room - headings * self.heading_height) // max(1, rows)
        self.row_height = min(int(Size.PALETTE_ROW), max(_LOWEST_ROW, fitting))
        self.scheduleDelayedItemsLayout()

    def _pick(self, place: int) -> None:
        row = self._rows.rows[place]
        if row.indicator is not None:
            self.picked.emit(row.indicator)
