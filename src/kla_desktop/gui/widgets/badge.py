"""A small rounded count beside a name, such as "38" at Tandai."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Tokens, font, tokens


def badge_text(count: int) -> str:
    """Write a count so that it fits: "999+" beyond 999."""
    return f"{texts.number(999)}+" if count > 999 else str(count)


def badge_width(text: str) -> int:
    """Return the width of the badge that holds `text`."""
    return max(22, QFontMetrics(font("small")).horizontalAdvance(text) + 14)


def paint_badge(painter: QPainter, rect: QRectF, text: str, colours: Tokens) -> None:
    """Draw the badge; shared by the rail and by delegates."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)
    painter.setPen(QColor(colours.text))
    painter.setFont(font("small"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Badge(QLabel):
    """A count that hides itself at 0."""

    HEIGHT = 20

    def __init__(self, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    @property
    def count(self) -> int:
        """The number shown."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show another number; 0 hides the badge."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(texts.number(count))
            self.setVisible(count > 0)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the number needs."""
        return QSize(badge_width(badge_text(self._count)), self.HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        paint_badge(QPainter(self), QRectF(self.rect()), badge_text(self._count), tokens())
