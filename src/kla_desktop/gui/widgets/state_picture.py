"""A state told by one picture and one sentence: how a place that bundles go to stands now."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import Size, Space, follows_theme, tokens
from kla_desktop.gui.widgets.label import Label

_SIDE, _ICON = 52, 36
_SOFT = {"ok": "ok_soft", "warn": "warn_soft", "danger": "danger_soft", "info": "info_soft", "accent": "accent_soft"}


class _Picture(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.icon, self.tone = "", "muted"
        self.setFixedSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon on the soft ground of its tone."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours, _SOFT.get(self.tone, "sunken"))))
        painter.drawRoundedRect(QRectF(self.rect()), Size.RADIUS, Size.RADIUS)
        if self.icon:
            ink = getattr(colours, self.tone)
            at = (_SIDE - _ICON) // 2
            painter.drawPixmap(at, at, icons.pixmap(self.icon, ink, _ICON, self.devicePixelRatioF()))

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(_SIDE, _SIDE)


class StatePicture(QWidget):
    """Picture at the left, the sentence beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.picture, self.words = _Picture(), Label("", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_state(self, icon: str, tone: str, text: str) -> None:
        """Show another state. `tone` is a colour of the theme: muted, accent, ok, warn, danger."""
        self.picture.icon, self.picture.tone = icon, tone
        self.words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.picture.update()

    @property
    def text(self) -> str:
        """What is said."""
        return self.words.text()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if follows_theme(event):
            self.picture.update()
