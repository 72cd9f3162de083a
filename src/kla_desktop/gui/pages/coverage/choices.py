"""What Cakupan shows: indicators against what, where, of which year; the fields of its toolbar."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kla_desktop.operations.tabulate_coverage import By, TabulateRequest
from kla_desktop.operations.workspace import Workspace

_EVERYWHERE = "*"
_BY: tuple[By, ...] = ("place", "agency", "year")


def by_name(by: By) -> str:
    """What indicators are held against, in the language of the screen."""
    return {
        "place": QCoreApplication.translate("CoverageChoices", "Kelurahan"),
        "agency": QCoreApplication.translate("CoverageChoices", "Perangkat daerah"),
        "year": QCoreApplication.translate("CoverageChoices", "Tahun"),
    }[by]


class CoverageChoices(QObject):
    """At the secretariat three lists; a station sees all its years at once and has nothing to choose."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = workspace.is_secretariat
        self.by, self.district, self.year = QComboBox(), QComboBox(), QComboBox()
        period, places = workspace.period, workspace.places
        for by in _BY:
            self.by.addItem("", by)
        self.district.addItem("", "")
        self.district.addItem("", _EVERYWHERE)
        for place in places.children(places.city.code):
            self.district.addItem(place.name, place.code)
        for year in sorted({*period.evidence_years, period.collecting_year}, reverse=True):
            self.year.addItem(str(year), year)
        self.year.addItem("", None)
        for box in (self.by, self.district, self.year):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _at: self._choose())

    def widgets(self) -> Sequence[QWidget]:
        """The lists, in reading order."""
        return (self.by, self.district, self.year) if self._desk else ()

    def request(self) -> TabulateRequest:
        """What is chosen."""
        chosen, district = self.by.currentData(), str(self.district.currentData() or "")
        by: By = next((one for one in _BY if one == chosen), "place") if self._desk else "year"
        everywhere = district == _EVERYWHERE
        limited = self._desk and by != "agency" and not everywhere
        return TabulateRequest(by, (district or None) if limited else None, self._year(), everywhere)

    def _year(self) -> int | None:
        value = self.year.currentData()
        return int(value) if value and self._desk and self.by.currentData() != "year" else None

    def _choose(self) -> None:
        self.district.setEnabled(self.by.currentData() != "agency")
        self.year.setEnabled(self.by.currentData() != "year")
        self.changed.emit()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.by.setAccessibleName(self.tr("Indikator terhadap"))
        for at, by in enumerate(_BY):
            self.by.setItemText(at, by_name(by))
        self.district.setAccessibleName(self.tr("Kecamatan"))
        self.district.setItemText(0, self.tr("Semua yang terdaftar"))
        self.district.setItemText(1, self.tr("Semua kelurahan"))
        self.year.setAccessibleName(self.tr("Tahun bukti"))
        self.year.setItemText(self.year.count() - 1, self.tr("Semua tahun"))
