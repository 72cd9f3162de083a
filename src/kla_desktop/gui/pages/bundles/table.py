"""The list of bundles: number, date, contents, size, and how far each has come."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kla_desktop.gui import icons, texts
from kla_desktop.gui.pages.bundles.reading import BundleLine, Motion
from kla_desktop.gui.theme import Size, Space, Tokens, TypeStep, font, paint_focus_ring, tokens
from kla_desktop.gui.widgets.button import IconButton
from kla_desktop.gui.widgets.state_label import State, paint_state
from kla_desktop.model.bundle import BundleLevel
from kla_desktop.wording.formats import when

Index = QModelIndex | QPersistentModelIndex
LINE, STATE, MOTION = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_NAME, _DATE, _ITEMS, _SIZE, _STATUS = range(5)
_LEAST = 60
_CONTROLS = 68
"""Room for pause and cancel at the end of a row in motion."""
_STEPS: dict[int, TypeStep] = {_NAME: "strong", _STATUS: "label"}
_SYMBOLS = {_NAME: 24, _STATUS: 20}
"""Room for the symbol before the words."""
_NARROW = 800
"""Below this width in pixels the dates are left to the panel of the chosen bundle."""


class BundleModel(QAbstractTableModel):
    """Newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[BundleLine, ...] = ()
        self.motion: Motion | None = None

    def show_motion(self, motion: Motion | None) -> None:
        """Show how far the bundle is that is being copied."""
        touched = {one.bundle for one in (self.motion, motion) if one is not None}
        self.motion = motion
        for row, line in enumerate(self.lines):
            if line.id in touched:
                index = self.index(row, _STATUS)
                self.dataChanged.emit(index, index)

    def row_in_motion(self) -> int:
        """The row of the bundle that is being copied, -1 if there is none."""
        bundle = self.motion.bundle if self.motion is not None else None
        return next((row for row, line in enumerate(self.lines) if line.id == bundle), -1)

    def show_lines(self, lines: tuple[BundleLine, ...]) -> None:
        """Show other bundles."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Bundles."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Five."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (_ITEMS, _SIZE) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Bundel"), self.tr("Tanggal"), self.tr("Isi"), self.tr("Ukuran"), self.tr("Status"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell; a reader hears the whole row in the first."""
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == STATE:
            return self.state(line)
        if role == MOTION:
            return self._share(line)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._text(line, column) for column in range(5) if self._text(line, column))
        return None

    def _share(self, line: BundleLine) -> float | None:
        """How far a bundle is on its way now, None where it is not."""
        if self.motion is not None and self.motion.bundle == line.id:
            return self.motion.share
        moves = line.level is not BundleLevel.SENT and line.sent >= 0 and line.size
        return min(1.0, line.sent / line.size) if moves else None

    def name(self, line: BundleLine) -> str:
        """What the bundle is called."""
        number = texts.number(line.number)
        if line.outgoing and line.reply:
            return self.tr("Balasan {number} untuk {office}").format(number=number, office=line.office)
        if line.outgoing:
            return self.tr("Bundel {number}").format(number=number)
        if line.reply:
            return self.tr("Balasan {number} dari Sekretariat").format(number=number)
        return self.tr("{office}, bundel {number}").format(office=line.office, number=number)

    def state(self, line: BundleLine) -> tuple[State, str]:
        """Symbol and words of how far it has come."""
        language = texts.language()
        if self.motion is not None and self.motion.bundle == line.id:
            return State.WAITING, self.motion.words
        if line.returned:
            return State.RETURNED, self.tr("%n bukti dikembalikan", "", line.returned)
        if line.level is BundleLevel.RECEIVED:
            moment = when(line.received_at, language) if line.received_at else ""
            return State.ACCEPTED, self.tr("Diterima {moment}").format(moment=moment).strip()
        if line.level is BundleLevel.SENT and (line.sent >= line.size or not line.handed_to):
            return State.WAITING, self.tr("Terkirim, menunggu tanda terima")
        if line.level is BundleLevel.SENT:
            return State.WAITING, self.tr("Di {medium}, menunggu tanda terima").format(medium=line.handed_to)
        if line.sent >= 0 and line.size:
            share = min(100, 100 * line.sent // line.size)
            return State.WAITING, self.tr("{share} % sudah di hub").format(share=share)
        if line.fault:
            return State.RETURNED, self.tr("Belum bisa dikirim")
        return State.WAITING, self.tr("Siap, belum dikirim")

    def _text(self, line: BundleLine, column: int) -> str:
        match column:
            case 0:
                return self.name(line)
            case 1:
                return when(line.made_at, texts.language())
            case 2:
                return texts.counted(line.items, "evidence") if line.items else ""
            case 3:
                return texts.size(line.size) if line.size else ""
            case _:
                return self.state(line)[1]


class _Row(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        colours = tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(colours.accent_soft if chosen else colours.surface))
        inside = QRectF(area).adjusted(Space.S, 0, -Space.S, 0)
        scale = painter.device().devicePixelRatio()
        if index.column() == _STATUS:
            shown, words = index.data(STATE)
            painter.setFont(font(_STEPS[_STATUS]))
            share = index.data(MOTION)
            if share is not None:
                inside.adjust(0, 0, -_CONTROLS, 0)
                self._bar(painter, inside, share, colours)
                inside.adjust(0, 0, 0, -8)
            room = int(inside.width()) - _SYMBOLS[_STATUS]
            text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            paint_state(painter, inside, shown, text, colours, scale=scale)
        else:
            line: BundleLine = index.data(LINE)
            if index.column() == _NAME:
                mark = icons.pixmap("send" if line.outgoing else "receive", colours.muted, 16, scale)
                painter.drawPixmap(int(inside.left()), int(inside.center().y() - 8), mark)
                inside.adjust(_SYMBOLS[_NAME], 0, 0, 0)
            painter.setPen(QColor(colours.text if index.column() == _NAME else colours.muted))
            painter.setFont(font(_STEPS.get(index.column(), "body")))
            right = index.column() in (_ITEMS, _SIZE)
            text = painter.fontMetrics().elidedText(
                str(index.data() or ""), Qt.TextElideMode.ElideRight, int(inside.width())
            )
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | side, text)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        view = self.parent()
        if chosen and index.column() == _NAME:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(colours.accent))
        if chosen and isinstance(view, QTableView) and view.hasFocus():
            self._frame(painter, QRectF(area), index.column(), colours)
        painter.restore()

    @staticmethod
    def _bar(painter: QPainter, inside: QRectF, share: float, colours: Tokens) -> None:
        """Draw how far it is, along the foot of the cell."""
        bar = QRectF(inside.left(), inside.bottom() - 8, inside.width(), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        for width, colour in ((bar.width(), colours.sunken), (bar.width() * share, colours.accent)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), width, bar.height()), 2, 2)

    @staticmethod
    def _frame(painter: QPainter, area: QRectF, column: int, colours: Tokens) -> None:
        """Draw this cell's part of the focus ring around the whole row."""
        left = area.left() + (1 if column == _NAME else -Size.RADIUS)
        right = area.right() - (1 if column == _STATUS else -Size.RADIUS)
        whole = QRectF(left, area.top() + 1, right - left, area.height() - 2)
        painter.setClipRect(area)
        paint_focus_ring(painter, whole, colours, Size.RADIUS_SMALL)


class _MotionControls(QWidget):
    """Pause and cancel at the end of the row that is on its way."""

    def __init__(self, pause: Callable[[], object], cancel: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.pause = IconButton("pause", "", clicked=pause)
        self.cancel = IconButton("cross", "", clicked=cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pause)
        row.addWidget(self.cancel)
        self.hide()

    def show_motion(self, motion: Motion | None) -> None:
        """Offer to pause, or to go on."""
        paused = motion is not None and motion.paused
        self.pause.set_icon_name("play" if paused else "pause")
        self.pause.set_text(self.tr("Lanjutkan") if paused else self.tr("Jeda"))
        self.cancel.set_text(self.tr("Batal"))


class BundleTableView(QTableView):
    """One row a bundle; the columns share the width, so that nothing scrolls sideways."""

    picked = Signal()
    """Another row is current."""

    def __init__(
        self,
        model: BundleModel,
        *,
        pause: Callable[[], object],
        cancel: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bundles = model
        self.controls = _MotionControls(pause, cancel, self.viewport())
        self.setProperty("ownFocus", True)  # rows draw it
        self.setModel(model)
        model.dataChanged.connect(lambda _first, _last: self._place_controls())
        model.modelReset.connect(self.share_out)
        self.setItemDelegate(_Row(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(40)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(_LEAST)

    def show_motion(self, motion: Motion | None) -> None:
        """Show a bundle on its way, with the means to pause and to stop it."""
        self._bundles.show_motion(motion)
        self.controls.show_motion(motion)
        self._place_controls()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep pause and cancel in their row."""
        super().scrollContentsBy(dx, dy)
        self._place_controls()

    def _place_controls(self) -> None:
        row = self._bundles.row_in_motion()
        self.controls.setVisible(row >= 0)
        if row >= 0:
            cell = self.visualRect(self._bundles.index(row, _STATUS))
            self.controls.setGeometry(cell.right() - _CONTROLS, cell.top(), _CONTROLS, cell.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        self.share_out()

    def share_out(self) -> None:
        """Give date, contents and size what their words need, the rest to name and state as theirs need it."""
        room = self.viewport().width()
        self.setColumnHidden(_DATE, room < _NARROW)
        needed = {column: self._needed(column) for column in range(5) if not self.isColumnHidden(column)}
        left = max(240, room - sum(width for column, width in needed.items() if column not in (_NAME, _STATUS)))
        name = left * needed[_NAME] // (needed[_NAME] + needed[_STATUS])
        for column, width in {**needed, _NAME: name, _STATUS: left - name}.items():
            self.setColumnWidth(column, width)
        self._place_controls()

    def _needed(self, column: int) -> int:
        """Width of the longest words of a column, with its symbol and its margins."""
        words = QFontMetrics(font(_STEPS.get(column, "body")))
        head = self._bundles.headerData(column, Qt.Orientation.Horizontal)
        rows = range(self._bundles.rowCount())
        said = [head, *(self._bundles.data(self._bundles.index(row, column)) for row in rows)]
        return max(_LEAST, max(map(words.horizontalAdvance, said)) + 2 * Space.S + _SYMBOLS.get(column, 0) + Space.S)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the page."""
        super().currentChanged(current, previous)
        self.picked.emit()
        self.viewport().update()
