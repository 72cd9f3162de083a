"""Cakupan as an Excel file: where to, and how that ended."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.jobs.events import Lane
from kla_desktop.operations.export_coverage import ExportCoverageRequest, ExportedCoverage, export_coverage
from kla_desktop.operations.tabulate_coverage import TabulateRequest
from kla_desktop.wording.tables import FILES
from kla_desktop.wording.words import said


class CoverageOutput(QObject):
    """Belongs to a page; `shown` tells what it shows, and whether offices go down."""

    def __init__(self, page: LivePage, shown: Callable[[], tuple[TabulateRequest, bool]]) -> None:
        super().__init__(page)
        self._page, self._context, self._shown = page, page.context, shown

    def ask_where_to_save(self) -> None:
        """Choose the name of the workbook."""
        dialog = QFileDialog(self._page, self.tr("Ekspor ke Excel"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        parts = (said(FILES, "coverage", texts.language()), str(self._shown()[0].year or ""))
        dialog.selectFile(" ".join(part for part in parts if part) + ".xlsx")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Write what is shown."""
        ws, (table, turned) = self._context.workspace, self._shown()
        request = ExportCoverageRequest(file, table, turned, texts.language())
        self._context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: export_coverage(ws, request, progress),
            done=self._saved,
            failed=self._refused,
            initiator=self._page,
            label=self.tr("Mengekspor cakupan"),
        )

    def _saved(self, exported: ExportedCoverage) -> None:
        self._context.say(self.tr("Cakupan tersimpan: {name}").format(name=exported.path.name), can_undo=False)

    def _refused(self, failure: Failure) -> None:
        self._context.tell(failure.sentence, "danger", self.tr("Simpan sebagai…"), self.ask_where_to_save)
