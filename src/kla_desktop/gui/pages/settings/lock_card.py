"""The card "Laptop bersama" of Setelan: the PIN that locks the screen, and the change of users."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from kla_desktop.app.screen_lock import USUAL_MINUTES, ScreenLock
from kla_desktop.gui.dialogs.pin_dialog import PinDialog
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Lane

if TYPE_CHECKING:
    from kla_desktop.gui.context import Context

_MINUTES = (2, 5, 10, 30, 0)


class LockCard(Card):
    """Everything takes effect at once."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self._context = context
        self.lock = ScreenLock(context.workspace)
        self._words = Label("", wrap=True)
        self.set_button = Button("", "lock", clicked=self.ask)
        self.remove_button = Button("", "trash", "quiet", clicked=self._remove)
        self.user_button = Button("", "people", clicked=context.desk.change_user)
        self.minutes = QComboBox()
        for value in _MINUTES:
            self.minutes.addItem("", value)
        self.minutes.activated.connect(lambda at: self._choose(self.minutes.itemData(at)))
        row, other = QHBoxLayout(), QHBoxLayout()
        for widget in (self.set_button, self.remove_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.user_button)
        other.addWidget(self.minutes)
        other.addStretch(1)
        self.body.addWidget(self._words)
        self.body.addLayout(row)
        self.body.addLayout(other)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        on = self.lock.is_set
        self.set_heading(self.tr("Laptop dipakai bergantian"))
        self._words.setText(
            self.tr("Layar dikunci dengan PIN: Ctrl+L, atau sendiri setelah beberapa saat. Pekerjaan tetap berjalan.")
            if on
            else self.tr("Belum ada PIN. PIN mengunci layar dengan Ctrl+L atau setelah beberapa saat tanpa sentuhan.")
        )
        self.set_button.setText(self.tr("Ganti PIN…") if on else self.tr("Atur PIN…"))
        self.remove_button.setText(self.tr("Hapus PIN"))
        self.user_button.setText(self.tr("Ganti pengguna…"))
        self.remove_button.setVisible(on)
        self.minutes.setVisible(on)
        self.minutes.setAccessibleName(self.tr("Kunci setelah"))
        for at, value in enumerate(_MINUTES):
            text = self.tr("Kunci setelah %n menit", "", value) if value else self.tr("Hanya dengan Ctrl+L")
            self.minutes.setItemText(at, text)
        held = self.lock.minutes
        self.minutes.setCurrentIndex(_MINUTES.index(held) if held in _MINUTES else 1)

    def ask(self) -> None:
        """Let the user choose a PIN."""
        minutes = self.lock.minutes if self.lock.is_set else USUAL_MINUTES

        def given(pin: str, passphrase: str) -> None:
            self._context.job_bridge.run(
                Lane.INTERACTIVE,
                lambda _progress: self.lock.set(pin, minutes, passphrase),
                done=lambda _done: changed(),
                failed=lambda failure: dialog.over(failure.sentence),
                initiator=dialog,
            )

        def changed() -> None:
            dialog.over()
            self._follow()
            self._context.say(self.tr("PIN tersimpan. Kunci layar dengan Ctrl+L."), can_undo=False)

        dialog = PinDialog(given, with_passphrase=not self.lock.has_passphrase, parent=self.window())
        dialog.open()

    def _remove(self) -> None:
        self._run(self.lock.remove)

    def _choose(self, minutes: int) -> None:
        self._run(lambda: self.lock.set_minutes(minutes))

    def _run(self, work: Callable[[], None]) -> None:
        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda _progress: work(),
            done=lambda _done: self._follow(),
            failed=self._context.desk.show_failure,
            initiator=self,
        )

    def _follow(self) -> None:
        self.retranslate()
        self._context.desk.follow_settings()
