"""What a dossier is about: indicator, place, year, photos per page; the choices at the left of Laporan."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QRadioButton, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.operations.print_dossier import PrintRequest
from kla_desktop.operations.workspace import Workspace


class DossierChoices(QWidget):
    """A column of fields; `changed` tells of what the user changes, not of what the program sets."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._ws = workspace
        self.indicator, self.place, self.year = PlacePicker(), PlacePicker(), QComboBox()
        self.one, self.four = QRadioButton(), QRadioButton()
        self.accepted = QCheckBox()
        self._make_choices()
        self._arrange()

    def _make_choices(self) -> None:
        period = self._ws.period
        self.year.addItem("", None)
        for year in sorted({*period.evidence_years, period.collecting_year}, reverse=True):
            self.year.addItem(str(year), year)
        self._count = QButtonGroup(self)
        for button in (self.one, self.four):
            self._count.addButton(button)
        self.four.setChecked(True)
        for picker in (self.indicator, self.place):
            picker.picked.connect(lambda _code: self.changed.emit())
        self.year.activated.connect(lambda _at: self.changed.emit())
        self._count.buttonClicked.connect(lambda _button: self.changed.emit())
        self.accepted.clicked.connect(lambda _on: self.changed.emit())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.XS)
        self._titles = [Label("", "label", "muted") for _ in range(4)]
        blocks: tuple[tuple[QWidget, ...], ...] = (
            (self.indicator,),
            (self.place,),
            (self.year,),
            (self.one, self.four),
        )
        for title, block in zip(self._titles, blocks, strict=True):
            if block == (self.place,) and not self._ws.is_secretariat:
                continue  # a station has one place only
            column.addWidget(title)
            for widget in block:
                column.addWidget(widget)
            column.addSpacing(Space.S)
        column.addWidget(self.accepted)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Set every text anew."""
        ws, language = self._ws, texts.language()
        headings = (self.tr("Dosir"), self.tr("Wilayah"), self.tr("Tahun bukti"), self.tr("Foto"))
        for title, text in zip(self._titles, headings, strict=True):
            title.setText(text)
        self.indicator.set_name(self.tr("Semua indikator"))
        self.indicator.set_places([(one.slug, one.label(language)) for one in ws.catalogue.indicators])
        self.place.set_name(self.tr("Seluruh kota"))
        self.place.set_places([(one.code, ws.places.label(one.code)) for one in ws.places.all if one.parent])
        self.year.setAccessibleName(self.tr("Tahun bukti"))
        self.year.setItemText(0, self.tr("Semua tahun"))
        self.one.setText(self.tr("1 per halaman"))
        self.four.setText(self.tr("4 per halaman"))
        self.accepted.setText(self.tr("Hanya yang disahkan"))

    def request(self) -> PrintRequest:
        """What is chosen; `out` is filled in by whoever writes."""
        year = self.year.currentData()
        return PrintRequest(
            out=Path(),
            indicator=self.indicator.code or None,
            place=self.place.code or None,
            year=int(year) if year else None,
            only_accepted=self.accepted.isChecked(),
            photos_per_page=1 if self.one.isChecked() else 4,
            lang=texts.language(),
        )
