"""Where a dossier goes: into a PDF, as a list into a table, or to a printer; for the page Laporan."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.dossier.choices import DossierChoices
from kla_desktop.gui.pages.dossier.paper import PaperRun
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.jobs.events import Lane
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.draft_dossier import Draft
from kla_desktop.operations.export_evidence import ExportedEvidence, ExportEvidenceRequest, export_evidence
from kla_desktop.operations.print_dossier import Printed, PrintRequest, print_dossier
from kla_desktop.wording.sentences import sentence
from kla_desktop.wording.tables import FILES
from kla_desktop.wording.words import said


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
    def _file_name(self, kind: str, ending: str) -> str:
        choice = self._choices.choice()
        indicator = self._ws.catalogue.find(choice.indicator) if choice.indicator else None
        parts = [kind, indicator.code if indicator else "", str(choice.year or "")]
        return "-".join(part.replace(" ", "-") for part in parts if part) + ending

    def ask_where_to_save(self) -> None:
        """Choose the name of the PDF."""
        self._ask_for_file(
            self.tr("Simpan PDF"), "PDF (*.pdf)", self._file_name(self.tr("Dosir KLA"), ".pdf"), self.save
        )

    def ask_where_to_list(self) -> None:
        """Choose the name of the table."""
        name = self._file_name(said(FILES, "evidence", texts.language()), ".xlsx")
        self._ask_for_file(self.tr("Ekspor daftar ke Excel"), "Excel (*.xlsx)", name, self.save_list)

    def _ask_for_file(self, title: str, kinds: str, name: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._page, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Write the PDF."""
        ws, request = self._ws, PrintRequest(file, self._choices.choice())
        self._context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: print_dossier(ws, request, progress),
            done=self._saved,
            failed=self._not_saved,
            initiator=self._page,
            label=self.tr("Menyimpan PDF"),
        )

    def _saved(self, printed: Printed) -> None:
        words = self.tr("PDF tersimpan: {name}, {pages}, {size}")
        pages = texts.counted(printed.pages, "page")
        text = words.format(name=printed.path.name, pages=pages, size=texts.size(printed.size))
        self._context.say(text, can_undo=False)

    def save_list(self, file: Path) -> None:
        """Write the table."""
        ws, choice = self._ws, self._choices.choice()
        request = ExportEvidenceRequest(
            file, choice.indicator, choice.place, choice.year, only_accepted=choice.only_accepted, lang=choice.lang
        )
        self._context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: export_evidence(ws, request, progress),
            done=self._listed,
            failed=self._not_listed,
            initiator=self._page,
            label=self.tr("Mengekspor daftar"),
        )

    def _listed(self, listed: ExportedEvidence) -> None:
        words = self.tr("Daftar tersimpan: {name}, {items}")
        text = words.format(name=listed.path.name, items=texts.counted(listed.items, "evidence"))
        self._context.say(text, can_undo=False)

    def _not_listed(self, failure: Failure) -> None:
        self._refused(failure, failure.sentence, self.ask_where_to_list)

    def _not_saved(self, failure: Failure) -> None:
        text = failure.sentence
        if isinstance(failure.error, Fixable):
            where = {ErrorCode.FILE_IN_USE: "pdf", ErrorCode.FOLDER_READ_ONLY: "windows"}.get(failure.error.code, "")
            text = sentence(failure.error.code, texts.language(), **{**failure.error.details, "where": where})
        self._refused(failure, text, self.ask_where_to_save)

    def _refused(self, failure: Failure, text: str, again: Callable[[], None]) -> None:
        if failure.code is ErrorCode.NOTHING_TO_PRINT:
            self.nothing_found.emit()
        else:
            self._context.tell(text, "danger", self.tr("Simpan sebagai…"), again)

    # --- paper
    def ask_for_printer(self, draft: Draft) -> None:
        """Choose a printer, then print what is shown."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._page)
        dialog.setMinMax(1, draft.pages)
        dialog.setFromTo(1, draft.pages)
        dialog.accepted.connect(lambda: self.print_on(printer, draft))
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter, draft: Draft) -> None:
        """Send the pages of a draft to a printer."""
        self._paper = PaperRun(self._page, draft, printer, self._printed)
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
