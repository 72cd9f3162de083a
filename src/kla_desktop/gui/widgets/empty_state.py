"""What an empty screen says: one sentence, and the next action."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import Space, follows_theme, tokens
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label


class EmptyState(QWidget):
    """Stands in the middle of an empty list. The first action is the primary one."""

    def __init__(self, sentence: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = Label(sentence, wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setFixedWidth(440)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(Space.S)
        self._actions.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._actions)
        column.addStretch(3)
        self._picture.setVisible(bool(icon))
        self.set_sentence(sentence)
        self._tint()

    def set_sentence(self, sentence: str) -> None:
        """Change what is said."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)

    def add_action(self, text: str, clicked: Callable[[], object], icon: str = "") -> Button:
        """Offer a next action and return its button, for `setText` in `retranslate`."""
        button = Button(text, icon, "plain" if self.buttons else "primary", clicked=clicked)
        self.buttons.append(button)
        self._actions.addWidget(button)
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if follows_theme(event):
            self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            scale = self.devicePixelRatioF()
            self._picture.setPixmap(icons.pixmap(self._icon_name, tokens().muted, 40, scale))
