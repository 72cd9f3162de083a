"""A short word of success with *Urungkan*, at the right of the status line; goes by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import Space, follows_theme, tokens
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.message_bar import announce

SHOWN_MS = 8000
"""Long enough to read, decide and reach the mouse; Ctrl+Z works long after."""


class Toast(QFrame):
    """Shows one message at a time; a newer one takes its place. Stays while the mouse or the focus is on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "toast")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)
        self._tick = Label()
        self._text = ElidedLabel()
        self._undo = Button("", clicked=self._take_back)
        self._on_undo: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, Space.S, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._tick)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self._leave)
        self.hide()
        self._retranslate()

    @property
    def text(self) -> str:
        """What the toast says."""
        return self._text.text()

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show `text` ("12 foto ditandai → 10 PAUD-HI"); with `undo`, offer *Urungkan*."""
        self._text.setText(text)
        self._on_undo = undo
        self._undo.setVisible(undo is not None)
        self.setAccessibleName(text)
        self._tint()
        self.show()
        self._timer.start()
        announce(self, text)

    def dismiss(self) -> None:
        """Take the toast away."""
        self._timer.stop()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        if follows_theme(event):
            self._tint()
        elif event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._undo.setText(self.tr("Urungkan"))
        self._undo.setToolTip("Ctrl+Z")

    def _tint(self) -> None:
        self._tick.setPixmap(icons.pixmap("check", tokens().surface, 14, self.devicePixelRatioF()))

    def _leave(self) -> None:
        if self.underMouse() or self._undo.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _take_back(self) -> None:
        undo = self._on_undo
        self.dismiss()
        if undo is not None:
            undo()
