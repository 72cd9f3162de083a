"""Asks once for the password of a locked file; it is used to read the file and kept nowhere."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.message_bar import announce
from kla_desktop.system.names import shown


class FilePasswordDialog(PassingDialog):
    """Calls `given(password)`; stays until `over` says how it went."""

    def __init__(self, name: str, given: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = given
        self.setWindowTitle(self.tr("Buka kunci: {name}").format(name=shown(name)))
        words = self.tr(
            "Dengan kata sandinya, isi berkas ini dibaca sekali agar bisa dicari dan dilihat di laptop ini. "
            "Kata sandinya tidak disimpan, dan berkas aslinya tetap terkunci."
        )
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText(self.tr("Kata sandi"))
        self.field.setAccessibleName(self.tr("Kata sandi"))
        self.said = Label("", tone="danger", wrap=True)
        self.said.hide()
        box = QDialogButtonBox()
        self.read = box.addButton(self.tr("Baca isinya"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.read.setProperty("kind", "primary")
        self.read.setEnabled(False)
        close = box.addButton(QDialogButtonBox.StandardButton.Cancel)
        close.setText(self.tr("Tutup"))
        self.field.textChanged.connect(lambda text: self.read.setEnabled(bool(text)))
        box.accepted.connect(self._ask)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        column.setSpacing(Space.M)
        for widget in (Label(words, wrap=True), self.field, self.said, box):
            column.addWidget(widget)
        self.setMinimumWidth(440)
        self.field.setFocus()

    def over(self, sentence: str = "") -> None:
        """It is done; or say why the file stays closed."""
        if not sentence:
            self.accept()
            return
        self.read.setEnabled(True)
        self.said.setText(sentence)
        self.said.show()
        announce(self.said, sentence)
        self.field.setFocus()
        self.field.selectAll()

    def _ask(self) -> None:
        if self.field.text():
            self.read.setEnabled(False)
            self.said.hide()
            self._given(self.field.text())
