"""Evidence added from a cell of Cakupan: files are taken in and put under the cell's indicator in one go."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from kla_desktop.gui import texts
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.jobs.events import Lane
from kla_desktop.model.catalogue import Indicator
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.tag import Tagged, TagRequest, tag
from kla_desktop.wording import deeds


class CoverageAdding(QObject):
    """Belongs to a page."""

    def __init__(self, page: LivePage) -> None:
        super().__init__(page)
        self._page, self._context = page, page.context

    def ask_for_files(self, indicator: Indicator) -> None:
        """Let the user choose files for an indicator."""
        title = self.tr("Tambah bukti: {indicator}").format(indicator=indicator.label(texts.language()))
        dialog = QFileDialog(self._page, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.add(list(names), indicator))
        dialog.open()

    def add(self, paths: Sequence[str], indicator: Indicator) -> None:
        """Take files in; those that the library has already are put under the indicator as well."""
        ws, request = self._context.workspace, IngestRequest(tuple(paths), glance=True, gentle=True)
        self._context.job_bridge.run(
            Lane.INTAKE,
            lambda progress: ingest(ws, request, progress),
            done=lambda result: self._tag(result, indicator),
            failed=self._context.desk.show_failure,
            initiator=self._page,
            label=self.tr("Memasukkan berkas"),
        )

    def _tag(self, result: Ingested, indicator: Indicator) -> None:
        if result.failed:
            text = self.tr(
                "%n berkas tidak bisa dimasukkan. Berkas aslinya tidak tersentuh. Lihat daftarnya di Beranda.",
                "",
                len(result.failed),
            )
            self._context.tell(text, "warn")
        known = (one.duplicate_of for one in result.skipped if one.duplicate_of is not None)
        items = tuple(dict.fromkeys([*(one.id for one in result.added), *known]))
        if not items:
            return
        ws, request = self._context.workspace, TagRequest(items, (indicator.slug,), slot_each=True)

        def tagged(done: Tagged) -> None:
            label = indicator.label(texts.language())
            if done.evidence:
                self._context.say(deeds.deed("tagged", len(done.evidence), texts.language(), "evidence", label))
            else:
                said = self.tr("Berkas ini sudah ada di {indicator}. Tidak ada yang digandakan.")
                self._context.say(said.format(indicator=label), can_undo=False)

        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: tag(ws, request, progress),
            done=tagged,
            failed=self._context.desk.show_failure,
            initiator=self._page,
        )
