"""What Tandai offers for files that hold or hide others: take out what a ZIP or a letter holds, read a locked one."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.file_password_dialog import FilePasswordDialog
from kla_desktop.gui.dialogs.unfold_dialog import UnfoldDialog
from kla_desktop.gui.item_models.thumbnails import Thumbnails
from kla_desktop.jobs.events import Lane
from kla_desktop.model.listing import Item
from kla_desktop.operations.ingest import Ingested
from kla_desktop.operations.unfold import CONTAINERS, Inside, UnfoldRequest, list_inside, unfold
from kla_desktop.operations.unlock import LOCKED, UnlockRequest, unlock
from kla_desktop.wording.deeds import deed


class Containers(QObject):
    """Belongs to the page; dialogs stand over its window."""

    def __init__(self, context: Context, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._thumbnails, self._over = context, thumbnails, parent

    def offer(self, item: Item) -> str:
        """What can be done with this item, as the words of a button; "" if nothing."""
        if not item.has_bytes:
            return ""
        if LOCKED in item.warnings:
            return self.tr("Masukkan kata sandi…")
        if item.media in CONTAINERS and item.station == self._context.workspace.me:
            return self.tr("Ambil isi…")
        return ""

    def add_to(self, menu: QMenu, item: Item) -> None:
        """Put it into the menu of a right click."""
        words = self.offer(item)
        if words:
            menu.addAction(words, lambda: self.act(item))

    def act(self, item: Item) -> None:
        """Do what `offer` said."""
        if LOCKED in item.warnings:
            self._ask_password(item)
        elif self.offer(item):
            ws = self._context.workspace
            self._context.job_bridge.run(
                Lane.QUERY,
                lambda _progress: list_inside(ws, item.id),
                done=lambda inside: self._show(item, inside),
                failed=self._context.desk.show_failure,
                initiator=self,
                label=self.tr("Membuka berkas"),
            )

    def _show(self, item: Item, inside: tuple[Inside, ...]) -> None:
        if not inside:
            self._context.tell(self.tr("Tidak ada berkas di dalamnya. Berkasnya tetap tersimpan."))
            return
        ws = self._context.workspace

        def take(places: tuple[int, ...], password: str) -> None:
            request = UnfoldRequest(item.id, places, password)
            self._context.job_bridge.run(
                Lane.INTAKE,
                lambda progress: unfold(ws, request, progress),
                done=taken,
                failed=lambda failure: dialog.over(failure.sentence),
                stopped=dialog.over,
                initiator=dialog,
                label=self.tr("Mengambil isi berkas"),
            )

        def taken(result: Ingested) -> None:
            dialog.over()
            language = texts.language()
            parts = [deed("captured", len(result.added), language, "evidence")]
            if result.skipped:
                parts.append(self.tr("%n sudah ada, tidak digandakan", "", len(result.skipped)))
            if result.failed:
                parts.append(deed("failed", len(result.failed), language, "file"))
            self._context.say(" · ".join(parts), can_undo=False)

        dialog = UnfoldDialog(item.name, inside, take, self._over.window())
        dialog.open()

    def _ask_password(self, item: Item) -> None:
        ws = self._context.workspace

        def given(password: str) -> None:
            request = UnlockRequest(item.id, password)
            self._context.job_bridge.run(
                Lane.INTERACTIVE,
                lambda progress: unlock(ws, request, progress),
                done=lambda _done: read(),
                failed=lambda failure: dialog.over(failure.sentence),
                initiator=dialog,
                label=self.tr("Membaca berkas terkunci"),
            )

        def read() -> None:
            dialog.over()
            self._thumbnails.forget()
            self._context.say(self.tr("Isi berkas terkunci sudah dibaca"), can_undo=False)

        dialog = FilePasswordDialog(item.name, given, self._over.window())
        dialog.open()
