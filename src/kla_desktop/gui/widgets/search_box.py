"""A search field that waits until the typing rests."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import follows_theme, tokens

REST_MS = 150
"""Rest of the keys before a search starts."""


class SearchBox(QLineEdit):
    """Emits `searched` once the typing rests, at once on Enter; Esc clears, and on an empty field `left` is emitted."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self._lens = QAction(self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, interval=REST_MS, singleShot=True)
        self._timer.timeout.connect(self._say)
        self.textChanged.connect(lambda _text: self._timer.start())
        self.returnPressed.connect(self._say)
        self.setMinimumWidth(140)
        self.set_placeholder(placeholder)
        self._tint()

    def set_placeholder(self, placeholder: str) -> None:
        """Change the words in the empty field, which are its accessible name too."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._lens.setText(placeholder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self._say()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if follows_theme(event):
            self._tint()

    def _say(self) -> None:
        self._timer.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)

    def _tint(self) -> None:
        self._lens.setIcon(icons.icon("search", tokens().muted, 16))
