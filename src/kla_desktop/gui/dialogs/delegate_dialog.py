"""Makes a laptop a desk of the secretariat: six words to compare, what it may do, and until when."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.enrol_dialog import WordsCard
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.model.ids import StationId
from kla_desktop.model.voices import ALL_RIGHTS
from kla_desktop.operations.desks import DelegateRequest
from kla_desktop.wording.words import RIGHTS, said


class DelegateDialog(PassingDialog):
    """Calls `give` with the request; `rights` and `until` are what the desk has so far."""

    def __init__(
        self,
        station: StationId,
        name: str,
        words: Sequence[str],
        give: Callable[[DelegateRequest], object],
        parent: QWidget,
        *,
        rights: Collection[str] | None,
        until: str,
        today: date,
    ) -> None:
        super().__init__(parent)
        self._station, self._give = station, give
        self.setWindowTitle(self.tr("Wewenang meja: {name}").format(name=name))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        text = Label(
            self.tr("Cocokkan enam kata ini dengan yang tampil di laptop {name}.").format(name=name), wrap=True
        )
        text.setFixedWidth(400)
        column.addWidget(text)
        column.addWidget(WordsCard(words))
        column.addWidget(Label(self.tr("Boleh"), "label", "muted"))
        self.rights = {right: QCheckBox(said(RIGHTS, right, texts.language()).capitalize()) for right in ALL_RIGHTS}
        for right, box in self.rights.items():
            box.setChecked(rights is None or right in rights)
            box.toggled.connect(lambda _on: self._judge())
            column.addWidget(box)
        self.limited = QCheckBox(self.tr("Sampai tanggal"))
        self.until = QDateEdit(QDate.fromString(until, "yyyy-MM-dd") if until else QDate(today.year, 12, 31))
        self.until.setMinimumDate(QDate(today.year, today.month, today.day))
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("d MMMM yyyy")
        self.until.setAccessibleName(self.limited.text())
        self.limited.setChecked(bool(until) or rights is None)
        self.until.setEnabled(self.limited.isChecked())
        self.limited.toggled.connect(self.until.setEnabled)
        term = QHBoxLayout()
        term.addWidget(self.limited)
        term.addWidget(self.until)
        term.addStretch(1)
        column.addLayout(term)
        self.give_button = Button(self.tr("Keenamnya sama, beri wewenang"), "check", "primary", clicked=self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(self.tr("Batal"), clicked=self.reject))
        row.addWidget(self.give_button)
        column.addLayout(row)

    def _judge(self) -> None:
        self.give_button.setEnabled(any(box.isChecked() for box in self.rights.values()))

    def accept(self) -> None:
        """Give the rights."""
        chosen = tuple(right for right, box in self.rights.items() if box.isChecked())
        until = self.until.date().toString("yyyy-MM-dd") if self.limited.isChecked() else ""
        super().accept()
        self._give(DelegateRequest(self._station, until, chosen))
