"""The rubber band of the grid: drawn from empty space, it scrolls the list on when the mouse leaves the view."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from kla_desktop.gui.theme import tokens

TICK_MS = 30
FASTEST = 60
"""Pixels scrolled at each tick, at most."""


class RubberBand(QObject):
    """Knows its corner in the contents and the mouse in the view."""

    moved = Signal()
    """The band touches other cells now."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        self._from: QPoint | None = None
        self._mouse = QPoint()
        self.keys = Qt.KeyboardModifier.NoModifier
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._scroll)

    @property
    def is_open(self) -> bool:
        """Whether one is being drawn."""
        return self._from is not None

    def begin(self, at: QPoint, keys: Qt.KeyboardModifier) -> None:
        """Begin at a point of the view."""
        self._mouse, self.keys = at, keys
        self._from = at + QPoint(0, self._offset)

    def move(self, at: QPoint) -> None:
        """Follow the mouse."""
        self._mouse = at
        beyond = self._beyond()
        if beyond and not self._tick.isActive():
            self._tick.start()
        elif not beyond:
            self._tick.stop()
        self._tell()

    def end(self) -> None:
        """Take it away."""
        self._from = None
        self._tick.stop()
        self._view.viewport().update()

    @property
    def area(self) -> QRect:
        """What it covers, in the coordinates of the contents."""
        if self._from is None:
            return QRect()
        return QRect(self._from, self._mouse + QPoint(0, self._offset)).normalized()

    @property
    def has_size(self) -> bool:
        """False until the mouse has moved farther than a hand trembles."""
        least = QApplication.startDragDistance()
        return self.is_open and max(self.area.width(), self.area.height()) > least

    def paint(self, painter: QPainter) -> None:
        """Draw it over the cells."""
        if not self.has_size:
            return
        ground = QColor(tokens().accent)
        painter.setPen(ground)
        ground.setAlpha(40)
        painter.setBrush(ground)
        painter.drawRect(self.area.translated(0, -self._offset))

    @property
    def _offset(self) -> int:
        return self._view.verticalScrollBar().value()

    def _beyond(self) -> int:
        """Return how far the mouse is above (negative) or below the view."""
        high = self._view.viewport().height()
        return min(0, self._mouse.y()) or max(0, self._mouse.y() - high)

    def _scroll(self) -> None:
        bar, beyond = self._view.verticalScrollBar(), self._beyond()
        bar.setValue(bar.value() + max(-FASTEST, min(FASTEST, beyond)))
        self._tell()

    def _tell(self) -> None:
        self._view.viewport().update()
        self.moved.emit()
