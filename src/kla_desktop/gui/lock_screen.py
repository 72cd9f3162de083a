"""What stands before everything while the screen is locked: a field for the PIN, the way out, and nothing else."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kla_desktop.app.screen_lock import ScreenLock, Tried
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.message_bar import announce
from kla_desktop.jobs.events import Lane
from kla_desktop.model.screen_lock import PIN_LENGTHS

_FIELD_WIDTH = 240


class LockScreen(QDialog):
    """Modal to the whole program and never closed but by the right PIN or passphrase."""

    opened = Signal()

    def __init__(
        self, lock: ScreenLock, bridge: JobBridge, who: str, change_user: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lock, self._bridge = lock, bridge
        self._left = 0
        self._by_passphrase = False
        self.setWindowTitle(self.tr("Layar terkunci"))
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setProperty("surface", "sunken")
        self.title = Label(who or "Bukti KLA", "title")
        self._words = Label("", wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.field.returnPressed.connect(self._try)
        self.field.textEdited.connect(self._typed)
        self.said = Label("", tone="danger", wrap=True)
        self.other_way = Button("", kind="link", clicked=self._turn)
        self.open_button = Button(self.tr("Buka"), "lock", "primary", clicked=self._try)
        self.user_button = Button(self.tr("Ganti pengguna"), "people", "quiet", clicked=change_user)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._count_down)
        self._arrange()
        self._say_way()

    def _arrange(self) -> None:
        inner = QVBoxLayout()
        inner.setSpacing(Space.S)
        row = QHBoxLayout()
        row.addWidget(self.field)
        row.addWidget(self.open_button)
        row.addStretch(1)
        for widget in (self.title, self._words):
            inner.addWidget(widget)
        inner.addLayout(row)
        inner.addWidget(self.said)
        inner.addWidget(self.other_way)
        inner.addSpacing(Space.M)
        inner.addWidget(self.user_button)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(inner)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)

    def reject(self) -> None:
        """Esc does not open it."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does closing it."""
        event.ignore()

    # --- PIN or passphrase
    def _turn(self) -> None:
        self._by_passphrase = not self._by_passphrase
        self.said.setText("")
        self._say_way()

    def _say_way(self) -> None:
        pin = not self._by_passphrase
        self._words.setText(
            self.tr("Layar terkunci. Pekerjaan yang berjalan diteruskan. Masukkan PIN Anda.")
            if pin
            else self.tr("Masukkan kata sandi pustaka ini.")
        )
        name = self.tr("PIN") if pin else self.tr("Kata sandi")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        self.field.setMaxLength(max(PIN_LENGTHS) if pin else 1000)
        self.field.clear()
        self.other_way.setText(self.tr("Lupa PIN? Pakai kata sandi") if pin else self.tr("Pakai PIN"))
        self._follow()
        self.field.setFocus()

    def _typed(self) -> None:
        self._follow()

    def _follow(self) -> None:
        may = self._by_passphrase or not self._left
        self.field.setEnabled(may)
        self.open_button.setEnabled(may and bool(self.field.text()))

    def _try(self) -> None:
        text = self.field.text()
        if not text or not self.open_button.isEnabled():
            return
        self.open_button.setEnabled(False)
        by_passphrase, lock = self._by_passphrase, self._lock
        self._bridge.run(
            Lane.QUERY,
            lambda _progress: Tried(lock.try_passphrase(text)) if by_passphrase else lock.try_pin(text),
            done=self._tried,
            failed=lambda failure: self._say(failure.sentence),
            initiator=self,
        )

    def _tried(self, tried: Tried) -> None:
        self.field.clear()
        if tried.fits:
            self.opened.emit()
            return
        if self._by_passphrase:
            self._say(self.tr("Kata sandi itu tidak cocok. Data Anda aman. Coba lagi."))
        elif tried.passphrase_only:
            self._by_passphrase = True
            self._say_way()
            self.other_way.hide()
            self._say(self.tr("PIN salah terlalu sering. Data Anda aman. Buka dengan kata sandi."))
        elif tried.wait:
            self._left = tried.wait
            self._timer.start()
            self._count_down()
        else:
            self._say(self.tr("PIN itu tidak cocok. Coba lagi."))
        self._follow()
        self.field.setFocus()

    def _count_down(self) -> None:
        if self._left:
            self._say(self.tr("PIN salah. Tunggu %n detik, lalu coba lagi.", "", self._left))
            self._left -= 1
        else:
            self._timer.stop()
            self.said.setText("")
        self._follow()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        announce(self.said, text)
        self._follow()
