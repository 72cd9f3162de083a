"""A bar above the page: what happened, that the data is safe, what to do next."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.theme import Space, follows_theme, tokens
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.label import Label, restyle

MessageTone = Literal["danger", "warn", "info", "ok"]
_ICONS = {"danger": "warning", "warn": "warning", "info": "info", "ok": "check"}


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say `text` without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class MessageBar(QFrame):
    """Hidden until something is to be said; stays until the user closes it (Esc or the cross) or it is replaced."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: MessageTone = "info"
        self._picture = QLabel()
        self._text = Label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = Button("")
        self._on_action: Callable[[], object] | None = None
        self._action.clicked.connect(self._act)
        self._more: list[Button] = []
        self._extra = QHBoxLayout()
        self._extra.setSpacing(Space.S)
        self._close = IconButton("cross", self.tr("Tutup pesan"), key="Esc", clicked=self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        for widget in (self._picture, self._text, self._action):
            row.addWidget(widget, 1 if widget is self._text else 0)
        row.addLayout(self._extra)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says."""
        return self._text.text()

    def show_message(
        self,
        text: str,
        tone: MessageTone = "info",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        more: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Say `text`; `action` names the button that carries out `on_action` and closes the bar, and so do `more`."""
        self._tone = tone
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._on_action = on_action
        self._offer_more(more)
        self.setAccessibleName(text)
        restyle(self, surface=tone)
        self._tint()
        self.show()
        announce(self, text)

    def _offer_more(self, more: Sequence[tuple[str, Callable[[], object]]]) -> None:
        for button in self._more:
            button.hide()
            button.deleteLater()
        self._more = []
        for words, act in more:
            button = Button(words, kind="link")
            button.clicked.connect(lambda _on=False, act=act: self._finish(act))
            self._extra.addWidget(button)
            self._more.append(button)

    def buttons(self) -> list[Button]:
        """The buttons that carry something out, from left to right."""
        return [button for button in (self._action, *self._more) if not button.isHidden()]

    def show_failure(self, failure: Failure) -> None:
        """Say what stopped a job; fits `failed=` of JobBridge.run."""
        self.show_message(failure.sentence, "danger")

    def dismiss(self) -> None:
        """Close the bar."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        if follows_theme(event):
            self._tint()
        elif event.type() == QEvent.Type.LanguageChange:
            self._close.set_text(self.tr("Tutup pesan"))

    def _act(self) -> None:
        self._finish(self._on_action)

    def _finish(self, act: Callable[[], object] | None) -> None:
        self.dismiss()
        if act is not None:
            act()

    def _tint(self) -> None:
        colour = getattr(tokens(), self._tone)
        self._picture.setPixmap(icons.pixmap(_ICONS[self._tone], colour, 20, self.devicePixelRatioF()))
