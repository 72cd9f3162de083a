"""A small rounded count beside a name, such as "38" at Tandai."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Tokens, font


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
