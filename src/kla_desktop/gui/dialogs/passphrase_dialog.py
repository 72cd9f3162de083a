"""Asks for the passphrase of a library until it fits or the user gives up."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.message_bar import announce
from kla_desktop.model.errors import ErrorCode, Fixable


class PassphraseDialog(QDialog):
    """Accepted once `unlock(passphrase)` has returned.

    `unlock` raises Fixable(PASSPHRASE_WRONG) for a wrong one, and is asked again; any other Fixable is passed on by
    `failure` after the dialog was rejected.
    """

    def __init__(self, unlock: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unlock = unlock
        self.failure: Fixable | None = None
        self.setWindowTitle(self.tr("Buka pustaka bukti"))
        words = Label(self.tr("Pustaka ini dikunci. Masukkan kata sandinya untuk membuka."), wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(self.tr("Kata sandi"))
        self.field.setPlaceholderText(self.tr("Kata sandi"))
        self.field.returnPressed.connect(self._try)
        self.said = Label("", tone="danger", wrap=True)
        self.said.hide()
        self.open_button = Button(self.tr("Buka"), "lock", "primary", clicked=self._try)
        self.open_button.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.open_button.setEnabled(bool(text)))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(self.tr("Tutup"), clicked=self.reject))
        row.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        for widget in (words, self.field, self.said):
            column.addWidget(widget)
        column.addLayout(row)
        self.setMinimumWidth(400)
        self.field.setFocus()

    def _try(self) -> None:
        if not self.field.text():
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._unlock(self.field.text())
        except Fixable as error:
            if error.code is not ErrorCode.PASSPHRASE_WRONG:
                self.failure = error
                self.reject()
                return
            self.said.setText(texts.explain(error))
            self.said.show()
            announce(self.said, self.said.text())
            self.field.selectAll()
            self.field.setFocus()
        else:
            self.accept()
        finally:
            QApplication.restoreOverrideCursor()
