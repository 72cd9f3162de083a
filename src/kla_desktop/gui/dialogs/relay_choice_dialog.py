"""What a secretariat hands up to the hub above it: everything that it accepted, or of one indicator, place, year."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.choice import ChoiceBox
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.ids import IndicatorSlug, PlaceCode
from kla_desktop.model.relaying import RelayChoice


class RelayChoiceDialog(PassingDialog):
    """Calls `chosen` with the choice once *Pilih* is pressed. `places` are (code, name); no place is all of them."""

    def __init__(
        self,
        indicators: Sequence[Indicator],
        places: Sequence[tuple[str, str]],
        years: Sequence[int],
        *,
        choice: RelayChoice,
        chosen: Callable[[RelayChoice], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Yang diteruskan"))
        self._chosen = chosen
        self.indicator, self.year = ChoiceBox(), ChoiceBox()
        self.indicator.setAccessibleName(self.tr("Indikator"))
        self.indicator.addItem(self.tr("Semua indikator"), "")
        for one in indicators:
            self.indicator.addItem(one.label(texts.language()), one.slug)
        self.indicator.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.indicator.setMinimumContentsLength(36)
        self.place = PlacePicker(places, self.tr("Semua wilayah"))
        self.year.setAccessibleName(self.tr("Tahun"))
        self.year.addItem(self.tr("Semua tahun"), 0)
        for year in years:
            self.year.addItem(str(year), year)
        if choice.year and self.year.findData(choice.year) < 0:
            self.year.addItem(str(choice.year), choice.year)
        self.indicator.setCurrentIndex(max(self.indicator.findData(choice.indicator or ""), 0))
        self.place.set_code(choice.place or "")
        self.year.setCurrentIndex(self.year.findData(choice.year or 0))
        form = QFormLayout(self)
        form.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        form.setVerticalSpacing(Space.M)
        form.setHorizontalSpacing(Space.L)
        text = Label(
            self.tr(
                "Hanya bukti yang disahkan dan terpilih di sini yang diteruskan, juga saat sinkron. Yang lain menunggu "
                "di laptop ini; yang sudah diteruskan tetap diikuti kabarnya."
            ),
            wrap=True,
        )
        text.setFixedWidth(420)
        form.addRow(text)
        form.addRow(self.tr("Indikator"), self.indicator)
        form.addRow(self.tr("Wilayah"), self.place)
        form.addRow(self.tr("Tahun"), self.year)
        buttons = QDialogButtonBox()
        self.choose = buttons.addButton(self.tr("Pilih"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.choose.setProperty("kind", "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def accept(self) -> None:
        """Choose."""
        indicator, place = str(self.indicator.currentData()), self.place.code
        choice = RelayChoice(
            IndicatorSlug(indicator) if indicator else None,
            PlaceCode(place) if place else None,
            int(self.year.currentData()) or None,
        )
        super().accept()
        self._chosen(choice)
