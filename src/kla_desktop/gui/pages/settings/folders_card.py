"""The card "Folder pantauan" of Setelan: which folders are watched, how each is found, and adding and leaving one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.state_label import State, StateLabel

if TYPE_CHECKING:
    from kla_desktop.gui.context import Context


class FoldersCard(Card):
    """Takes effect at once."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self.context = context
        self._folder_lines = QVBoxLayout()
        self._folder_lines.setSpacing(Space.XS)
        self.add_folder = Button("", "plus", clicked=context.desk.ask_for_folder)
        self._words = Label("", "small", "muted", wrap=True)
        self.body.addLayout(self._folder_lines)
        self.body.addWidget(self._words)
        self.body.addWidget(self.add_folder, 0, Qt.AlignmentFlag.AlignLeft)
        context.watch.reported.connect(self.show_folders)
        context.watch.changed.connect(self.show_folders)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Folder pantauan"))
        self.add_folder.setText(self.tr("Tambah folder…"))
        self._words.setText(self.tr("Kami hanya membaca. Berkas asli Anda tidak dipindah, diubah, atau dihapus."))
        self.show_folders()

    def show_folders(self, _report: object = None) -> None:
        """Show how each folder is found."""
        clear(self._folder_lines)
        reports = self.context.watch.reports()
        folders = self.context.watch.folders()
        for folder in folders:
            report = reports.get(folder)
            self._folder_lines.addWidget(self._folder_line(folder, str(report.state) if report else ""))
        if not folders:
            text = self.tr("Belum ada. Pilih folder tempat foto dan notulen biasa tiba, misalnya Unduhan.")
            self._folder_lines.addWidget(Label(text, wrap=True))

    def _folder_line(self, folder: str, state: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        name = ElidedLabel(folder)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shown, words = {
            "present": (State.ACCEPTED, self.tr("dipantau")),
            "missing": (State.NOT_APPLICABLE, self.tr("tidak ditemukan, ditunggu")),
            "unreadable": (State.RETURNED, self.tr("tidak boleh dibaca")),
        }.get(state, (State.WAITING, self.tr("sedang dipindai")))
        row.addWidget(name, 1)
        row.addWidget(StateLabel(shown, words))
        remove = IconButton("trash", self.tr("Berhenti memantau {folder}").format(folder=folder))
        remove.clicked.connect(lambda _checked: self.context.watch.remove(folder, self.context.desk.show_failure))
        row.addWidget(remove)
        return box
