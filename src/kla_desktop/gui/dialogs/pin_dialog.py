"""Asks for a new PIN, and for a passphrase where the library has none yet."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.message_bar import announce
from kla_desktop.model.screen_lock import is_pin

LEAST = 8
"""Characters of the shortest passphrase: it keeps the data, where a PIN only hides the screen."""


class PinDialog(QDialog):
    """`given(pin, passphrase)` starts the work; whoever asked closes the dialog when it is done."""

    def __init__(
        self, given: Callable[[str, str], object], *, with_passphrase: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._given = given
        self.setWindowTitle(self.tr("PIN untuk mengunci layar"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        words = Label(
            self.tr("PIN membuka layar yang terkunci dengan cepat. Yang menjaga data tetap kata sandi."), wrap=True
        )
        column.addWidget(words)
        self.pin, self.pin_again = self._field(self.tr("PIN, 4–6 angka")), self._field(self.tr("PIN sekali lagi"))
        self.passphrase = self._field(self.tr("Kata sandi baru, paling sedikit 8 huruf"))
        self.passphrase_again = self._field(self.tr("Kata sandi sekali lagi"))
        for field in (self.pin, self.pin_again, self.passphrase, self.passphrase_again):
            column.addWidget(field)
        self._with_passphrase = with_passphrase
        for field in (self.passphrase, self.passphrase_again):
            field.setVisible(with_passphrase)
        self._warning = Label(
            self.tr("Catat kata sandi ini di tempat aman. Ia ditanyakan setiap kali aplikasi dibuka."),
            "small",
            "muted",
            wrap=True,
        )
        self._warning.setVisible(with_passphrase)
        self.fault = Label("", tone="danger", wrap=True)
        self.fault.hide()
        column.addWidget(self._warning)
        column.addWidget(self.fault)
        self.save_button = Button(self.tr("Simpan"), "check", "primary", clicked=self._save)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(self.tr("Batal"), clicked=self.reject))
        row.addWidget(self.save_button)
        column.addLayout(row)
        self.setMinimumWidth(400)
        self.pin.setFocus()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.setPlaceholderText(name)
        field.returnPressed.connect(self._save)
        return field

    def over(self, fault: str = "") -> None:
        """Say what went wrong, or close."""
        if not fault:
            self.accept()
            return
        self.save_button.setEnabled(True)
        self.fault.setText(fault)
        self.fault.show()
        announce(self.fault, fault)

    def _save(self) -> None:
        fault = self._complaint()
        if fault:
            self.over(fault)
            return
        self.save_button.setEnabled(False)
        self._given(self.pin.text(), self.passphrase.text())

    def _complaint(self) -> str:
        if not is_pin(self.pin.text()):
            return self.tr("PIN harus 4 sampai 6 angka.")
        if self.pin.text() != self.pin_again.text():
            return self.tr("Kedua PIN tidak sama. Ketik sekali lagi.")
        if self._with_passphrase and len(self.passphrase.text()) < LEAST:
            return self.tr("Kata sandi itu terlalu pendek: paling sedikit 8 huruf.")
        if self._with_passphrase and self.passphrase.text() != self.passphrase_again.text():
            return self.tr("Kedua kata sandi tidak sama. Ketik sekali lagi.")
        return ""
