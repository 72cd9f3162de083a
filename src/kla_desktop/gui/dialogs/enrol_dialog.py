"""Join the secretariat by its invitation: whose it is, and six words to compare before anything is believed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import Label
from kla_desktop.operations.enrol import EnrolRequest


class WordsCard(Card):
    """Six words, numbered, large enough to read over the telephone."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        for number, word in enumerate(words, 1):
            label = Label(f"{number}.  {word}", "section")
            self.body.addWidget(label)
        self.setAccessibleName(", ".join(words))


class EnrolDialog(PassingDialog):
    """Calls `joined` once the user says that the words agree. `hub`: the address that the invitation names.

    `moves`: what becomes of a laptop that belongs to another secretariat so far.
    """

    def __init__(
        self,
        file: Path,
        who: str,
        words: Sequence[str],
        joined: Callable[[EnrolRequest], object],
        parent: QWidget | None = None,
        *,
        hub: str = "",
        moves: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pindah Sekretariat") if moves else self.tr("Gabung Sekretariat"))
        self._file, self._joined = file, joined
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(Label(self.tr("Undangan dari {who}").format(who=who), "section", wrap=True))
        text = Label(
            self.tr(
                "Telepon Sekretariat dan minta mereka membacakan enam kata ini. "
                "Bila semuanya sama, undangan ini asli dan bundel Anda hanya bisa dibuka oleh mereka."
            ),
            wrap=True,
        )
        text.setFixedWidth(400)
        column.addWidget(text)
        card = WordsCard(words)
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(card)
        if hub:
            line = Label(self.tr("Hub: {address}").format(address=hub), "small", "muted", wrap=True)
            line.setFixedWidth(400)
            column.addWidget(line)
        if moves:
            line = Label(moves, wrap=True)
            line.setFixedWidth(400)
            column.addWidget(line)
        agreed = self.tr("Keenamnya sama, pindah") if moves else self.tr("Keenamnya sama, gabung")
        self.join_button = Button(agreed, "check", "primary", clicked=self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(self.tr("Batal"), clicked=self.reject))
        row.addWidget(self.join_button)
        column.addLayout(row)
        card.setFocus()  # and no button: the Enter that chose the file must not also agree

    def accept(self) -> None:
        """Join."""
        super().accept()
        self._joined(EnrolRequest(self._file))


class InvitationDialog(PassingDialog):
    """Says that the invitation was written, and the words that stations will see."""

    def __init__(self, file: Path, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Berkas undangan"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        text = Label(
            self.tr(
                "Undangan tersimpan sebagai {name}. Bagikan ke tiap kelurahan dan perangkat daerah lewat USB atau "
                "pesan. Saat mereka menelepon, bacakan enam kata ini."
            ).format(name=file.name),
            wrap=True,
        )
        text.setFixedWidth(400)
        column.addWidget(text)
        column.addWidget(WordsCard(words))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column.addWidget(buttons)
