"""Saves copies of the selected items into a folder that the user chooses, for others: without positions."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from kla_desktop.gui.context import Context
from kla_desktop.jobs.events import Lane
from kla_desktop.operations import browse
from kla_desktop.operations.save_copies import CopiesSaved, SaveCopiesRequest, save_copies
from kla_desktop.system.progress import Progress


class Saving(QObject):
    """Items are named by row number, as lists know them."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def ask(self, numbers: Sequence[int]) -> None:
        """Let the user choose a folder, then write."""
        if not numbers:
            return
        dialog = QFileDialog(self._context.desk.window, self.tr("Simpan salinan ke folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self.save(numbers, Path(folder)))
        dialog.open()

    def save(self, numbers: Sequence[int], folder: Path) -> None:
        """Write copies of items into a folder."""
        ws = self._context.workspace

        def work(progress: Progress) -> CopiesSaved:
            ids = tuple(item.id for item in browse.items(ws, numbers))
            return save_copies(ws, SaveCopiesRequest(ids, folder), progress)

        self._context.job_bridge.run(
            Lane.TRANSFER,
            work,
            done=self._saved,
            failed=self._context.desk.show_failure,
            initiator=self,
            label=self.tr("Menyimpan salinan"),
        )

    def _saved(self, result: CopiesSaved) -> None:
        self._context.say(self.tr("%n salinan disimpan, tanpa titik lokasi", "", len(result.files)), can_undo=False)
        left = []
        if result.restricted:
            left.append(self.tr("%n bukti terbatas tidak disalin.", "", len(result.restricted)))
        if result.failed:
            left.append(self.tr("%n berkas tidak disalin: titik lokasinya tidak bisa dihapus.", "", len(result.failed)))
        if left:
            self._context.tell(" ".join([*left, self.tr("Aslinya tetap aman di pustaka.")]))
