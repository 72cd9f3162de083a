"""A painted bar of progress: accepted, waiting, and what is still open, with its words beside it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kla_desktop.gui.theme import Tokens, tokens


def paint_coverage(painter: QPainter, rect: QRectF, values: tuple[int, int, int], colours: Tokens) -> None:
    """Draw the bar into `rect`: solid for accepted, hatched for waiting, sunken for open; shared with delegates.

    `values` are accepted, waiting, total.
    """
    accepted, waiting, total = values
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setClipPath(shape)
    painter.fillRect(rect, QColor(colours.border))
    if total > 0:
        done = rect.width() * min(accepted, total) / total
        pending = rect.width() * min(waiting, total - min(accepted, total)) / total
        ground = QRectF(rect.left() + done, rect.top(), pending, rect.height())
        painter.fillRect(ground, QColor(colours.accent_soft))
        brush = QColor(colours.accent)
        painter.fillRect(ground, QBrush(brush, Qt.BrushStyle.BDiagPattern))
        painter.fillRect(QRectF(rect.left(), rect.top(), done, rect.height()), brush)
    painter.restore()


class CoverageBar(QLabel):
    """How many of `total` are accepted and waiting; says so to a screen reader and in the tooltip."""

    def __init__(self, accepted: int = 0, waiting: int = 0, total: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = (accepted, waiting, total)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_values(self, accepted: int, waiting: int, total: int) -> None:
        """Show other numbers."""
        self._values = (accepted, waiting, total)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """A slim bar."""
        return QSize(160, 10)

    def minimumSizeHint(self) -> QSize:
        """Readable down to 60 px."""
        return QSize(60, 10)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        paint_coverage(QPainter(self), QRectF(self.rect()).adjusted(0, 1, 0, -1), self._values, tokens())

    def _describe(self) -> None:
        accepted, waiting, total = self._values
        text = self.tr("{accepted} disahkan, {waiting} menunggu, dari {total}").format(
            accepted=accepted, waiting=waiting, total=total
        )
        self.setAccessibleName(text)
        self.setToolTip(text)
