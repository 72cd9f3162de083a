"""The line at the foot of every screen: saved, network, unsent bundles, deadline; and the toast."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import Size, Space, follows_theme, tokens
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.toast import Toast

SOON_DAYS = 3
"""From here on the deadline is shown as a warning."""


class StatusLine(QFrame):
    """Says only what is true now; what is unknown is not shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "status")
        self.setFixedHeight(Size.STATUS)
        self._unsaved = 0
        self._unsent = 0
        self._days: int | None = None
        self._narrow = False
        self._tick = Label()
        self.saved, self.network, self.unsent, self.deadline = (Label("", "small", "muted") for _ in range(4))
        self.toast = Toast()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 0, Space.L, 0)
        row.setSpacing(Space.XL - 4)
        saved = QHBoxLayout()
        saved.setSpacing(Space.XS)
        saved.addWidget(self._tick)
        saved.addWidget(self.saved)
        row.addLayout(saved)
        for label in (self.network, self.unsent, self.deadline):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.toast)
        self.network.hide()
        self._retranslate()

    def set_unsaved(self, count: int) -> None:
        """Say how many deeds are on their way to the disk; 0 means that everything is saved."""
        if count != self._unsaved:
            self._unsaved = count
            self._retranslate()

    def set_network(self, words: str) -> None:
        """Say how the network is ("Tanpa internet, tetap bisa bekerja"); empty hides it."""
        self.network.setText(words)
        self.network.setVisible(bool(words) and not self._narrow)

    def set_unsent(self, count: int) -> None:
        """Say how many bundles wait to be sent; 0 hides it."""
        self._unsent = count
        self._retranslate()

    def set_deadline(self, days: int | None) -> None:
        """Say how many days are left to send; negative is late, None is unknown."""
        self._days = days
        self._retranslate()

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the network's words in a narrow window."""
        self._narrow = narrow
        self.network.setVisible(bool(self.network.text()) and not narrow)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif follows_theme(event):
            self._tint()

    def _retranslate(self) -> None:
        saved = self.tr("Tersimpan di laptop ini") if not self._unsaved else self.tr("Menyimpan…")
        self.saved.setText(saved)
        self.unsent.setText(self.tr("%n bundel menunggu", "", self._unsent))
        self.unsent.setVisible(self._unsent > 0)
        days = self._days
        if days is None:
            self.deadline.hide()
        else:
            if days > 0:
                text = self.tr("Batas kirim: %n hari lagi", "", days)
            elif days == 0:
                text = self.tr("Batas kirim: hari ini")
            else:
                text = self.tr("Batas kirim lewat %n hari", "", -days)
            self.deadline.setText(text)
            self.deadline.set_tone("warn" if days <= SOON_DAYS else "muted")
            self.deadline.show()
        self._tint()

    def _tint(self) -> None:
        name, colour = ("refresh", tokens().warn) if self._unsaved else ("check", tokens().ok)
        self._tick.setPixmap(icons.pixmap(name, colour, 14, self.devicePixelRatioF()))
