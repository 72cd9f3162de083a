"""The hub's address and its certificate's fingerprint as a QR code and as text, to be shown to a station."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.qr_code import QrCode


class AddressDialog(PassingDialog):
    """`text` is what the code says; no password is in it."""

    def __init__(
        self, text: str, words: Sequence[str], parent: QWidget | None = None, *, keys: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self._text = text
        self.setWindowTitle(self.tr("Alamat hub"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        self.code = QrCode(text, self.tr("Kode QR alamat hub"))
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        side = QVBoxLayout()
        side.setSpacing(Space.S)
        side.addWidget(Label(self.tr("Pindai, lalu tempel di Setelan, Sinkronisasi, Alamat."), wrap=True))
        side.addWidget(
            Label(self.tr("Laptop yang belum bergabung butuh berkas undangan."), "small", "muted", wrap=True)
        )
        address = Label(text.partition("#")[0], "strong", wrap=True)
        address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        side.addWidget(address)
        side.addWidget(Label(self.tr("Sidik sertifikat"), "label", "muted"))
        side.addWidget(Label(" · ".join(words[:3]) + "\n" + " · ".join(words[3:]), "strong"))
        if keys:
            side.addWidget(Label(self.tr("Enam kata Sekretariat"), "label", "muted"))
            side.addWidget(Label(" · ".join(keys[:3]) + "\n" + " · ".join(keys[3:]), "strong"))
        side.addStretch(1)
        row.addLayout(side, 1)
        column.addLayout(row)
        buttons = QDialogButtonBox()
        self.copy_button = buttons.addButton(self.tr("Salin teksnya"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self.copy)
        buttons.addButton(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setFixedWidth(560)

    def copy(self) -> None:
        """Put the text where it can be pasted from."""
        QGuiApplication.clipboard().setText(self._text)
        self.copy_button.setText(self.tr("Tersalin"))
