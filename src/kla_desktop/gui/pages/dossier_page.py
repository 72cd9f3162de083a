"""Laporan: choose what the dossier is about, look at the pages as they will be printed, save or print them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeyEvent, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.dossier_paper import Listed, PaperRun, Preview, make_preview, page_picture, write_list
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.roomy_empty import RoomyEmpty
from kla_desktop.gui.theme import Size, Space
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.jobs.events import Lane
from kla_desktop.jobs.runner import Ticket
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.print_dossier import Printed, PrintRequest, print_dossier
from kla_desktop.wording.sentences import sentence

_SHOWS = Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS | Changes.CATALOGUE
WIDTH = 284
STEP = 1.25


class DossierPage(LivePage):
    """Choices at the left, the real pages at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _SHOWS)
        self._ws = context.workspace
        self._desk = self._ws.is_secretariat
        self._preview: Preview | None = None
        self._made_for: PrintRequest | None = None
        self._at = 0
        self._ticket: Ticket | None = None
        self._paper: PaperRun | None = None
        self.save_button = Button("", "save", clicked=self.ask_where_to_save)
        self.print_button = Button("", "print", clicked=self.ask_for_printer, key="Ctrl+P")
        self.list_button = Button("", "sheet", clicked=self.ask_where_to_list)
        self.show_button = Button("", "eye", "primary", clicked=self.show_preview)
        self.indicator, self.place, self.year = PlacePicker(), PlacePicker(), QComboBox()
        self.one, self.four = QRadioButton(), QRadioButton()
        self.accepted = QCheckBox()
        self.view = PhotoView()
        self.empty = RoomyEmpty("", "document")
        self.next_step = self.empty.add_action("", self._go_on)
        self._make_choices()
        self._arrange()
        self._print_key = QAction(self)
        self._print_key.setShortcut(QKeySequence("Ctrl+P"))
        self._print_key.triggered.connect(lambda _checked=False: self.ask_for_printer())
        self.addAction(self._print_key)
        self.retranslate()

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
            picker.picked.connect(lambda _code: self._changed())
        self.year.activated.connect(lambda _at: self._changed())
        self._count.buttonClicked.connect(lambda _button: self._changed())
        self.accepted.clicked.connect(lambda _on: self._changed())

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
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
            if block == (self.place,) and not self._desk:
                continue  # a station has one place only
            column.addWidget(title)
            for widget in block:
                column.addWidget(widget)
            column.addSpacing(Space.S)
        column.addWidget(self.accepted)
        column.addStretch(1)
        left = QFrame()
        left.setProperty("surface", "bar")
        left.setFixedWidth(WIDTH)
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroller(inside), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        foot.setSpacing(Space.S)
        foot.addWidget(self.show_button)
        foot.addWidget(self.list_button)
        outer.addLayout(foot)
        self._left = left
        self.stack = QStackedWidget()
        self.stack.addWidget(self._pages_side())
        self.stack.addWidget(self.empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.stack, 1)

    def _pages_side(self) -> QWidget:
        side = QWidget()
        self.before = IconButton("chevron_left", "", key="PgUp", clicked=lambda: self.turn(self._at - 1))
        self.after = IconButton("chevron_right", "", key="PgDn", clicked=lambda: self.turn(self._at + 1))
        self.page_words = Label("", "label")
        self.facts = Label("", "body", "muted")
        self.smaller = IconButton("zoom_out", "", key="Ctrl+-", clicked=lambda: self.view.zoom_by(1 / STEP))
        self.fit = IconButton("zoom_fit", "", key="Ctrl+0", clicked=self.view.fit)
        self.larger = IconButton("zoom_in", "", key="Ctrl+=", clicked=lambda: self.view.zoom_by(STEP))
        bar = QFrame()
        bar.setProperty("surface", "toolbar")
        bar.setFixedHeight(Size.TOOLBAR - 6)
        row = QHBoxLayout(bar)
        row.setContentsMargins(Space.M, 0, Space.M, 0)
        for widget in (self.before, self.page_words, self.after):
            row.addWidget(widget)
        row.addSpacing(Space.M)
        row.addWidget(self.facts, 1)
        for widget in (self.smaller, self.fit, self.larger):
            row.addWidget(widget)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        framed = QVBoxLayout()
        framed.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)  # room for the focus ring
        framed.addWidget(self.view)
        column.addLayout(framed, 1)
        return side

    # --- what the shell asks
    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Save and print."""
        return (self.save_button, self.print_button)

    def panes(self) -> Sequence[QWidget]:
        """Choices, pages."""
        return (self._left, self.stack)

    def extra_keys(self) -> Sequence[tuple[str, str]]:
        """Keys of the preview."""
        return (
            ("PgUp PgDn", self.tr("Halaman sebelumnya, berikutnya")),
            ("Ctrl+= Ctrl+-", self.tr("Perbesar, perkecil")),
            ("Ctrl+0", self.tr("Muat layar")),
        )

    def arrive(self, wish: object = None) -> None:
        """Begin at the choices."""
        super().arrive(wish)
        if isinstance(wish, dict) and wish.get("indicator"):
            self.indicator.set_code(str(wish["indicator"]))
            self._changed()
        self.show_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages from anywhere on the page."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self._preview is not None:
            self.turn(self._at + (1 if event.key() == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)

    def reload(self) -> None:
        """What was previewed may not be what would be printed now."""
        if self._preview is not None:
            self._changed()

    def retranslate(self) -> None:
        """Set every text anew."""
        ws, language = self._ws, texts.language()
        self.set_heading(self.tr("Laporan"), self.tr("dosir bukti untuk evaluator"))
        self.save_button.setText(self.tr("Simpan PDF…"))
        self.print_button.setText(self.tr("Cetak…"))
        self.list_button.setText(self.tr("Ekspor daftar (CSV)…"))
        self.show_button.setText(self.tr("Pratinjau"))
        self._print_key.setText(self.tr("Cetak"))
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
        self.before.set_text(self.tr("Halaman sebelumnya"))
        self.after.set_text(self.tr("Halaman berikutnya"))
        self.smaller.set_text(self.tr("Perkecil"))
        self.fit.set_text(self.tr("Muat layar"))
        self.larger.set_text(self.tr("Perbesar"))
        self._changed()

    # --- choices
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

    def _changed(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        self._preview = None
        self._offer(self.tr("Pilih isi dosir, lalu tekan Pratinjau untuk melihat halaman seperti akan dicetak."), "")

    def _offer(self, words: str, action: str) -> None:
        self.empty.set_sentence(words)
        self.next_step.setText(action)
        self.next_step.setVisible(bool(action))
        self.stack.setCurrentIndex(1)
        self._nothing: str = ""

    def _go_on(self) -> None:
        if self._nothing == "accepted":
            self.accepted.setChecked(False)
        elif self._nothing:
            self.context.go("tag")
            return
        self.show_preview()

    # --- preview
    def show_preview(self) -> None:
        """Compose the dossier and show its pages."""
        self._changed()
        ws, request = self._ws, self.request()
        self._offer(self.tr("Menyusun halaman… Anda boleh pindah ke layar lain sementara ini berjalan."), "")
        self._ticket = self.context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: make_preview(ws, request, progress),
            done=lambda preview: self._previewed(request, preview),
            failed=self._failed,
            stopped=self._stopped,
            initiator=self,
            label=self.tr("Menyusun dosir"),
        )

    def _previewed(self, request: PrintRequest, preview: Preview) -> None:
        if request != self.request():
            return
        self._ticket = None
        self._preview, self._made_for = preview, request
        self.stack.setCurrentIndex(0)
        words = self.tr("{items} · {size} · A4 · kode {code}")
        self.facts.setText(
            words.format(
                items=texts.counted(preview.items, "evidence"), size=texts.size(len(preview.data)), code=preview.code
            )
        )
        self.view.set_sentence(self.tr("Memuat…"))
        self._at = -1
        self.turn(0)
        self.view.setFocus()

    def _stopped(self) -> None:
        if self._preview is None and self.stack.currentIndex() == 1 and not self._nothing:
            self._offer(self.tr("Penyusunan dihentikan. Tidak ada yang berubah."), self.tr("Pratinjau"))

    def _failed(self, failure: Failure) -> None:
        self._ticket = None
        if failure.code is ErrorCode.NOTHING_TO_PRINT:
            self._say_nothing()
        else:
            self._offer(failure.sentence, self.tr("Coba lagi"))

    def _say_nothing(self) -> None:
        if self.accepted.isChecked():
            words = self.tr("Belum ada bukti yang disahkan untuk pilihan ini. Tampilkan juga yang menunggu?")
            self._offer(words, self.tr("Tampilkan juga yang menunggu"))
            self._nothing = "accepted"
        else:
            words = self.tr("Belum ada bukti untuk pilihan ini. Pilih wilayah atau tahun lain, atau tandai bukti dulu.")
            self._offer(words, self.tr("Tandai bukti"))
            self._nothing = "all"

    def turn(self, page: int) -> None:
        """Show another page."""
        preview, ws = self._preview, self._ws
        if preview is None or not 0 <= page < preview.pages or page == self._at:
            return
        self._at = page
        words = self.tr("Halaman {page} dari {pages}")
        self.page_words.setText(words.format(page=texts.number(page + 1), pages=texts.number(preview.pages)))
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < preview.pages)

        def show(picture: QImage) -> None:
            if self._preview is not preview or self._at != page:
                return
            if picture.isNull():
                self.view.set_sentence(self.tr("Halaman ini tidak bisa digambar di layar; PDF-nya tetap utuh."))
            else:
                self.view.set_image(picture, self.page_words.text(), keep_zoom=True)

        self.query("page", lambda: page_picture(ws, preview, page), show)

    # --- save
    def _file_name(self, ending: str) -> str:
        request = self.request()
        indicator = self._ws.catalogue.by_slug.get(request.indicator) if request.indicator else None  # type: ignore[call-overload]
        parts = [self.tr("Dosir KLA"), indicator.code if indicator else "", str(request.year or "")]
        return "-".join(part.replace(" ", "-") for part in parts if part) + ending

    def ask_where_to_save(self) -> None:
        """Choose the name of the PDF."""
        self._ask_for_file(self.tr("Simpan PDF"), "PDF (*.pdf)", ".pdf", self.save)

    def ask_where_to_list(self) -> None:
        """Choose the name of the table."""
        self._ask_for_file(self.tr("Ekspor daftar"), "CSV (*.csv)", ".csv", self.save_list)

    def _ask_for_file(self, title: str, kinds: str, ending: str, then: object) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.setDefaultSuffix(ending[1:])
        dialog.selectFile(self._file_name(ending))
        dialog.fileSelected.connect(lambda name: then(Path(name)) if callable(then) else None)
        dialog.open()

    def save(self, file: Path) -> None:
        """Write the PDF."""
        ws, request = self._ws, replace(self.request(), out=file)
        self.context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: print_dossier(ws, request, progress),
            done=self._saved,
            failed=self._not_saved,
            initiator=self,
            label=self.tr("Menyimpan PDF"),
        )

    def _saved(self, printed: Printed) -> None:
        words = self.tr("PDF tersimpan: {name}, {pages}")
        text = words.format(name=printed.path.name, pages=texts.counted(printed.pages, "page"))
        self.context.say(text, can_undo=False)

    def save_list(self, file: Path) -> None:
        """Write the table."""
        ws, request = self._ws, replace(self.request(), out=file)
        self.context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: write_list(ws, request, progress),
            done=self._listed,
            failed=self._not_saved,
            initiator=self,
            label=self.tr("Mengekspor daftar"),
        )

    def _listed(self, listed: Listed) -> None:
        words = self.tr("Daftar tersimpan: {name}, {items}")
        text = words.format(name=listed.path.name, items=texts.counted(listed.items, "evidence"))
        self.context.say(text, can_undo=False)

    def _not_saved(self, failure: Failure) -> None:
        if failure.code is ErrorCode.NOTHING_TO_PRINT:
            self._changed()
            self._say_nothing()
            return
        text = failure.sentence
        if isinstance(failure.error, Fixable):
            where = {ErrorCode.FILE_IN_USE: "pdf", ErrorCode.FOLDER_READ_ONLY: "windows"}.get(failure.error.code, "")
            text = sentence(failure.error.code, texts.language(), **{**failure.error.details, "where": where})
        self.context.tell(text, "danger", self.tr("Simpan sebagai…"), self.ask_where_to_save)

    # --- paper
    def ask_for_printer(self) -> None:
        """Choose a printer, then print what is previewed; without a preview, make it first."""
        preview = self._preview
        if preview is None:
            self.show_preview()
            self.context.say(self.tr("Pratinjau disusun dulu; lalu tekan Cetak lagi"), can_undo=False)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, preview.pages)
        dialog.setFromTo(1, preview.pages)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Send the previewed pages to a printer."""
        if self._preview is not None:
            self._paper = PaperRun(self, self._preview, printer, self._printed)
            self._paper.begin()

    def _printed(self, pages: int) -> None:
        self._paper = None
        if pages:
            self.context.say(self.tr("%n halaman dikirim ke pencetak", "", pages), can_undo=False)
        else:
            self.context.tell(
                self.tr(
                    "Pencetak menolak. Dosir Anda tidak hilang: simpan sebagai PDF, lalu cetak dari sana "
                    "atau dari komputer lain."
                ),
                "warn",
                self.tr("Simpan PDF…"),
                self.ask_where_to_save,
            )
