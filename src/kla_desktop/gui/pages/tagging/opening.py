"""Opens originals: in the program that the system has for them, or in the folder where they lie."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.compare_dialog import CompareDialog
from kla_desktop.gui.reveal import reveal
from kla_desktop.jobs.events import Lane
from kla_desktop.model.listing import Item
from kla_desktop.operations import browse
from kla_desktop.operations.find_duplicates import Alike, alike_of
from kla_desktop.operations.open_original import OpenOriginalRequest, OriginalWritten, open_original
from kla_desktop.system.names import is_plain, restored
from kla_desktop.system.progress import Progress


class Opener(QObject):
    """Copies are private, and swept when the window opens and closes."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def open(self, item: Item) -> None:
        """Write a copy and open it with the usual program."""
        ws, folder = self._context.workspace, self._context.opened_copies / item.id[-12:]
        name = item.name if is_plain(item.name) else f"{item.id[-12:]}.{item.media}"

        def work(progress: Progress) -> OriginalWritten:
            folder.mkdir(parents=True, exist_ok=True)
            return open_original(ws, OpenOriginalRequest(item.id, folder / name), progress)

        self._context.job_bridge.run(
            Lane.QUERY,
            work,
            done=lambda written: self._show(written.path),
            failed=self._context.desk.show_failure,
            initiator=self,
            label=self.tr("Membuka berkas"),
        )

    def compare(self, item: Item) -> None:
        """Show an item beside the one most like it."""
        ws = self._context.workspace
        self._context.job_bridge.run(
            Lane.QUERY,
            lambda _progress: alike_of(ws, item),
            done=lambda alike: self._show_alike(item, alike),
            failed=self._context.desk.show_failure,
            initiator=self,
        )

    def _show_alike(self, item: Item, alike: list[Alike]) -> None:
        if alike:
            CompareDialog(self._context, item, alike[0], self._context.desk.window).open()
        else:
            self._context.tell(self.tr("Tidak ada bukti lain yang mirip dengan ini."))

    def show_in_folder(self, item: Item) -> None:
        """Open the folder where the file was found with the file chosen, if it is still there."""
        ws = self._context.workspace
        self._context.job_bridge.run(
            Lane.QUERY,
            lambda _progress: [Path(restored(one.folder), one.name) for one in browse.detail(ws, item.id).sources],
            done=self._reveal,
            failed=self._context.desk.show_failure,
            initiator=self,
        )

    def _reveal(self, files: list[Path]) -> None:
        for file in sorted(files, key=lambda file: not file.exists()):
            if reveal(file):
                return
        self._context.tell(
            self.tr(
                "Folder asal berkas ini tidak ada sekarang. Salinannya tetap aman di pustaka; buka dengan Ctrl+Enter."
            )
        )

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.tell(
                self.tr("Tidak ada aplikasi di laptop ini untuk membuka berkas tersebut. Berkasnya tetap aman."), "warn"
            )
