"""A key as it looks on the keyboard: "Enter", "A"."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kla_desktop.gui.theme import Size, Tokens, font, tokens


def key_cap_width(key: str) -> int:
    """Return the width that `key` needs; for delegates."""
    return max(22, QFontMetrics(font("small")).horizontalAdvance(key) + 14)


def paint_key_cap(painter: QPainter, rect: QRectF, key: str, colours: Tokens) -> None:
    """Draw the key with its thicker lower edge; shared with delegates."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(colours.control_border), 1))
    painter.setBrush(QColor(colours.control_border))
    painter.drawRoundedRect(body, Size.RADIUS_SMALL, Size.RADIUS_SMALL)
    painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(body.adjusted(0, 0, 0, -1.5), Size.RADIUS_SMALL, Size.RADIUS_SMALL)
    painter.setPen(QColor(colours.text))
    painter.setFont(font("small"))
    painter.drawText(body.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


class KeyCap(QLabel):
    """A key as a widget."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return QSize(key_cap_width(self._key), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        paint_key_cap(QPainter(self), QRectF(self.rect()), self._key, tokens())
