"""Where a dossier goes: into a PDF, as a list into a table, or to a printer; for the page Laporan."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.dossier_choices import DossierChoices
from kla_desktop.gui.pages.dossier_paper import Listed, PaperRun, Preview, write_list
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.jobs.events import Lane
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.print_dossier import Printed, print_dossier
from kla_desktop.wording.sentences import sentence


class DossierOutput(QObject):
    """Belongs to a page: writes and prints what is chosen there, and says in the window how that ended."""

    nothing_found = Signal()
    """Nothing matches the choices, so nothing was written."""

    def __init__(self, page: LivePage, choices: DossierChoices) -> None:
        super().__init__(page)
        self._page, self._choices = page, choices
        self._context = page.context
        self._ws = page.context.workspace
        self._paper: PaperRun | None = None

    # --- save
    def _file_name(self, ending: str) -> str:
        request = self._choices.request()
        indicator = self._ws.catalogue.by_slug.get(request.indicator) if request.indicator else None  # type: ignore[call-overload]
        parts = [self.tr("Dosir KLA"), indicator.code if indicator else "", str(request.year or "")]
        return "-".join(part.replace(" ", "-") for part in parts if part) + ending

    def ask_where_to_save(self) -> None:
        """Choose the name of the PDF."""
        self._ask_for_file(self.tr("Simpan PDF"), "PDF (*.pdf)", ".pdf", self.save)

    def ask_where_to_list(self) -> None:
        """Choose the name of the table."""
        self._ask_for_file(self.tr("Ekspor daftar"), "CSV (*.csv)", ".csv", self.save_list)

    def _ask_for_file(self, title: str, kinds: str, ending: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._page, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.setDefaultSuffix(ending[1:])
        dialog.selectFile(self._file_name(ending))
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Write the PDF."""
        ws, request = self._ws, replace(self._choices.request(), out=file)
        self._context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: print_dossier(ws, request, progress),
            done=self._saved,
            failed=self._not_saved,
            initiator=self._page,
            label=self.tr("Menyimpan PDF"),
        )

    def _saved(self, printed: Printed) -> None:
        words = self.tr("PDF tersimpan: {name}, {pages}")
        text = words.format(name=printed.path.name, pages=texts.counted(printed.pages, "page"))
        self._context.say(text, can_undo=False)

    def save_list(self, file: Path) -> None:
        """Write the table."""
        ws, request = self._ws, replace(self._choices.request(), out=file)
        self._context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: write_list(ws, request, progress),
            done=self._listed,
            failed=self._not_saved,
            initiator=self._page,
            label=self.tr("Mengekspor daftar"),
        )

    def _listed(self, listed: Listed) -> None:
        words = self.tr("Daftar tersimpan: {name}, {items}")
        text = words.format(name=listed.path.name, items=texts.counted(listed.items, "evidence"))
        self._context.say(text, can_undo=False)

    def _not_saved(self, failure: Failure) -> None:
        if failure.code is ErrorCode.NOTHING_TO_PRINT:
            self.nothing_found.emit()
            return
        text = failure.sentence
        if isinstance(failure.error, Fixable):
            where = {ErrorCode.FILE_IN_USE: "pdf", ErrorCode.FOLDER_READ_ONLY: "windows"}.get(failure.error.code, "")
            text = sentence(failure.error.code, texts.language(), **{**failure.error.details, "where": where})
        self._context.tell(text, "danger", self.tr("Simpan sebagai…"), self.ask_where_to_save)

    # --- paper
    def ask_for_printer(self, preview: Preview) -> None:
        """Choose a printer, then print what is previewed."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._page)
        dialog.setMinMax(1, preview.pages)
        dialog.setFromTo(1, preview.pages)
        dialog.accepted.connect(lambda: self.print_on(printer, preview))
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter, preview: Preview) -> None:
        """Send the previewed pages to a printer."""
        self._paper = PaperRun(self._page, preview, printer, self._printed)
        self._paper.begin()

    def _printed(self, pages: int) -> None:
        self._paper = None
        if pages:
            self._context.say(self.tr("%n halaman dikirim ke pencetak", "", pages), can_undo=False)
        else:
            self._context.tell(
                self.tr(
                    "Pencetak menolak. Dosir Anda tidak hilang: simpan sebagai PDF, lalu cetak dari sana "
                    "atau dari komputer lain."
                ),
                "warn",
                self.tr("Simpan PDF…"),
                self.ask_where_to_save,
            )
