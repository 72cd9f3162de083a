"""An icon in a colour of the theme with a sentence beside it, and emptying a column of such."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import Space, follows_theme, tokens
from kla_desktop.gui.widgets.label import Label


class Line(QWidget):
    """An icon in a colour of the theme, and a sentence beside it."""

    def __init__(self, icon: str, tone: str, text: str, *, strong: bool = False, muted: bool = False) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self._mark = QLabel()
        self._mark.setFixedWidth(18)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = Label(text, "strong" if strong else "body", "muted" if muted else "", wrap=True)
        row.addWidget(words, 1)
        self.setAccessibleName(text)
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if follows_theme(event):
            self._tint()

    def _tint(self) -> None:
        colour = getattr(tokens(), self._tone)
        self._mark.setPixmap(icons.pixmap(self._icon, colour, 16, self.devicePixelRatioF(), stroke=1.8))


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while (left := layout.takeAt(0)) is not None:
        widget = left.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
