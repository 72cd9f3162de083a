"""Ask a kelurahan or an agency for one kind of evidence by a date."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QDialogButtonBox, QFormLayout, QPlainTextEdit, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.choice import ChoiceBox
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.ids import SlotSlug, StationId
from kla_desktop.operations.ask import AskRequest

_DAYS = 14
"""Proposed time to answer."""


class AskDialog(PassingDialog):
    """Calls `asked` with the request once *Kirim* is pressed. `stations` are (id, name)."""

    def __init__(
        self,
        indicator: Indicator,
        stations: Sequence[tuple[str, str]],
        missing: Sequence[str],
        *,
        today: QDate,
        asked: Callable[[AskRequest], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Minta bukti"))
        self._indicator, self._asked = indicator, asked
        language = texts.language()
        self.station = PlacePicker(stations, self.tr("Kepada siapa"))
        if len(stations) == 1:
            self.station.set_code(stations[0][0])
        self.slot = ChoiceBox()
        self.slot.setAccessibleName(self.tr("Jenis bukti"))
        self.slot.addItem(self.tr("Bukti apa saja untuk indikator ini"), "")
        for slot in indicator.slots:
            if slot.slug in missing:
                self.slot.addItem(slot.name(language), slot.slug)
        self.slot.setCurrentIndex(1 if self.slot.count() > 1 else 0)
        self.slot.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.slot.setMinimumContentsLength(36)
        self.due = QDateEdit(today.addDays(_DAYS))
        self.due.setCalendarPopup(True)
        self.due.setMinimumDate(today)
        self.due.setDisplayFormat("d MMMM yyyy")
        self.due.setAccessibleName(self.tr("Paling lambat"))
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(self.tr("Catatan"))
        self.note.setPlaceholderText(self.tr("Misalnya: cukup dua foto dan daftar hadir"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        form = QFormLayout(self)
        form.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        form.setVerticalSpacing(Space.M)
        form.setHorizontalSpacing(Space.L)
        form.addRow(Label(indicator.label(language), "section"))
        form.addRow(self.tr("Kepada"), self.station)
        form.addRow(self.tr("Yang diminta"), self.slot)
        form.addRow(self.tr("Paling lambat"), self.due)
        form.addRow(self.tr("Catatan"), self.note)
        form.addRow(
            Label(self.tr("Permintaan ikut dalam balasan berikutnya ke laptop itu."), "small", "muted", wrap=True)
        )
        buttons = QDialogButtonBox()
        self.send = buttons.addButton(self.tr("Minta"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.send.setProperty("kind", "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.station.picked.connect(lambda _code: self._judge())
        self.setMinimumWidth(460)
        self._judge()

    def accept(self) -> None:
        """Ask."""
        slot = str(self.slot.currentData() or "")
        request = AskRequest(
            StationId(self.station.code),
            self._indicator.slug,
            SlotSlug(slot) if slot else None,
            self.due.date().toString(Qt.DateFormat.ISODate),
            self.note.toPlainText(),
        )
        super().accept()
        self._asked(request)

    def _judge(self) -> None:
        self.send.setEnabled(bool(self.station.code))
