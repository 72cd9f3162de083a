"""Text in one of the type steps and tones of the theme."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kla_desktop.gui.theme import TypeStep

Tone = Literal["", "muted", "accent", "ok", "warn", "danger", "info"]


def restyle(widget: QWidget, **properties: object) -> None:
    """Set style-sheet properties and let the style look at them again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Label(QLabel):
    """Plain text (never markup, because titles come from people) that wraps when asked to."""

    def __init__(
        self,
        text: str = "",
        step: TypeStep = "body",
        tone: Tone = "",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("step", step)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour."""
        if self.property("tone") != tone:
            restyle(self, tone=tone)


class ElidedLabel(Label):
    """One line that ends in "…" where there is no room, or gives way to `short`; the tooltip then holds the whole."""

    short = ""
    """Says the same in less room, if there are such words."""

    def minimumSizeHint(self) -> QSize:
        """Allow any width."""
        return QSize(20, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        words = self.text()
        if self.short and metrics.horizontalAdvance(words) > room:
            words = self.short
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), shown)
