"""What a dossier is about and which parts it has; the choices at the left of Laporan."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.choice import CheckBox
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.model.dossier import Parts
from kla_desktop.operations.dossier_making import DossierChoice
from kla_desktop.operations.workspace import Workspace
from kla_desktop.printing.approval_page import SIGNERS
from kla_desktop.printing.sheet_pages import PER_PAGE
from kla_desktop.printing.words import said


class DossierChoices(QWidget):
    """A column of fields; `changed` tells of what the user changes, not of what the program sets."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._ws = workspace
        self.indicator, self.place, self.year = PlacePicker(), PlacePicker(), QComboBox()
        self.cover, self.overview, self.listing = CheckBox(), CheckBox(), CheckBox()
        self.photos, self.per_page = CheckBox(), QComboBox()
        self.whole_documents, self.accepted, self.restricted = CheckBox(), CheckBox(), CheckBox()
        self.signer, self.small = QComboBox(), CheckBox()
        self._make_choices()
        self._arrange()

    def _make_choices(self) -> None:
        period = self._ws.period
        self.year.addItem("", None)
        for year in sorted({*period.evidence_years, period.collecting_year}, reverse=True):
            self.year.addItem(str(year), year)
        for count in PER_PAGE:
            self.per_page.addItem("", count)
        self.per_page.setCurrentIndex(self.per_page.findData(4))
        for key in ("", *SIGNERS):
            self.signer.addItem("", key)
        for box in (self.cover, self.overview, self.listing, self.photos):
            box.setChecked(True)
        self.accepted.setChecked(self._ws.is_secretariat)
        self.photos.toggled.connect(self.per_page.setEnabled)
        for picker in (self.indicator, self.place):
            picker.picked.connect(lambda _code: self.changed.emit())
        for combo in (self.year, self.per_page, self.signer):
            combo.activated.connect(lambda _at: self.changed.emit())
        for box in self._boxes():
            box.chosen.connect(lambda _on: self.changed.emit())

    def _boxes(self) -> tuple[CheckBox, ...]:
        parts = (self.cover, self.overview, self.listing, self.photos, self.whole_documents)
        return (*parts, self.accepted, self.restricted, self.small)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.XS)
        self._titles = [Label("", "label", "muted") for _ in range(5)]
        about, where, when, content, signed = self._titles
        blocks: list[tuple[Label, QWidget]] = [(about, self.indicator), (where, self.place), (when, self.year)]
        for title, field in blocks:
            if field is self.place and not self._ws.is_secretariat:
                continue  # a station has one place only
            column.addWidget(title)
            column.addWidget(field)
            column.addSpacing(Space.XS)
        column.addWidget(content)
        for box in (self.cover, self.overview, self.listing):
            column.addWidget(box)
        photos = QHBoxLayout()
        photos.addWidget(self.photos)
        photos.addWidget(self.per_page, 1)
        column.addLayout(photos)
        for box in (self.whole_documents, self.accepted, self.restricted):
            column.addWidget(box)
        column.addSpacing(Space.XS)
        column.addWidget(signed)
        column.addWidget(self.signer)
        column.addSpacing(Space.XS)
        column.addWidget(self.small)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Set every text anew."""
        ws, language = self._ws, texts.language()
        headings = (
            self.tr("Dosir"), self.tr("Wilayah"), self.tr("Tahun bukti"), self.tr("Isi"), self.tr("Tanda tangan"),
        )  # fmt: skip
        for title, text in zip(self._titles, headings, strict=True):
            title.setText(text)
        self.indicator.set_name(self.tr("Semua indikator"))
        self.indicator.set_places([(one.slug, one.label(language)) for one in ws.catalogue.indicators])
        self.place.set_name(self.tr("Seluruh kota"))
        self.place.set_places([(one.code, ws.places.label(one.code)) for one in ws.places.all if one.parent])
        self.year.setAccessibleName(self.tr("Tahun bukti"))
        self.year.setItemText(0, self.tr("Semua tahun"))
        self.cover.setText(self.tr("Halaman sampul dengan kop"))
        self.overview.setText(self.tr("Ringkasan cakupan"))
        self.listing.setText(self.tr("Daftar bukti (nomor, tanggal)"))
        self.photos.setText(self.tr("Foto:"))
        self.photos.setAccessibleName(self.tr("Lembar foto"))
        self.per_page.setAccessibleName(self.tr("Foto per halaman"))
        for at, count in enumerate(PER_PAGE):
            self.per_page.setItemText(at, self.tr("{count} per halaman").format(count=count))
        self.whole_documents.setText(self.tr("Notulen dan dokumen lengkap"))
        self.whole_documents.setToolTip(self.tr("Semua halaman dokumen, bukan halaman pertamanya saja"))
        self.accepted.setText(self.tr("Hanya yang disahkan"))
        self.restricted.setText(self.tr("Muat bukti terbatas, disamarkan"))
        self.restricted.setToolTip(
            self.tr("Foto dengan wajah anak tidak dimuat, kecuali ini dicentang: lalu disamarkan")
        )
        self.signer.setAccessibleName(self.tr("Tanda tangan"))
        self.signer.setItemText(0, self.tr("Tanpa lembar pengesahan"))
        for at, key in enumerate(SIGNERS, 1):
            self.signer.setItemText(at, said(key, language))
        self.small.setText(self.tr("Perkecil untuk unggah"))
        self.small.setToolTip(self.tr("Gambar lebih kasar, berkas jauh lebih kecil"))

    def choice(self) -> DossierChoice:
        """What is chosen."""
        year = self.year.currentData()
        return DossierChoice(
            indicator=self.indicator.code or None,
            place=self.place.code or None,
            year=int(year) if year else None,
            only_accepted=self.accepted.isChecked(),
            blur_restricted=self.restricted.isChecked(),
            photos_per_page=int(self.per_page.currentData()),
            parts=Parts(
                cover=self.cover.isChecked(),
                overview=self.overview.isChecked(),
                listing=self.listing.isChecked(),
                photos=self.photos.isChecked(),
                whole_documents=self.whole_documents.isChecked(),
                signer=str(self.signer.currentData()),
            ),
            small=self.small.isChecked(),
            lang=texts.language(),
        )
