"""Asks who works now, where a laptop is shared: each has a library of their own."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kla_desktop.app.profiles import Profile
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label


class ProfileDialog(PassingDialog):
    """Accepted with `chosen`: the folder of a library, or None for somebody new."""

    def __init__(self, known: Sequence[Profile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # whoever asked reads the answer
        self.chosen: Path | None = None
        self.setWindowTitle("Bukti KLA")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(Label(self.tr("Siapa yang bekerja sekarang?"), "title"))
        column.addSpacing(Space.S)
        self.people: list[Button] = []
        for number, one in enumerate(known, 1):
            name = one.name or self.tr("Pengguna {n}").format(n=number)
            button = Button(name, "user", clicked=partial(self._choose, one.folder))
            button.setMinimumHeight(40)
            self.people.append(button)
            column.addWidget(button)
        self.new_button = Button(self.tr("Pengguna baru…"), "plus", "quiet", clicked=partial(self._choose, None))
        column.addWidget(self.new_button)
        column.addSpacing(Space.S)
        words = self.tr("Bukti setiap pengguna tersimpan terpisah dan terkunci sendiri-sendiri.")
        column.addWidget(Label(words, "small", "muted", wrap=True))
        self.setMinimumWidth(360)
        self.people[0].setFocus()

    def _choose(self, folder: Path | None) -> None:
        self.chosen = folder
        self.accept()
