"""What is done with entries: judge it, mend it with another file, open it elsewhere; for the page Tinjau."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.review.queue import Entry
from kla_desktop.jobs.events import Lane
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.ids import IndicatorSlug
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.open_original import OpenOriginalRequest, OriginalWritten, open_original
from kla_desktop.operations.replace import Replaced, ReplaceRequest, replace, successor
from kla_desktop.operations.review import Reviewed, ReviewRequest, review
from kla_desktop.operations.want import Wanted, WantRequest, want
from kla_desktop.system.progress import Progress
from kla_desktop.wording import deeds


class ReviewJobs(QObject):
    """Belongs to a page: starts the jobs, and says in the window how they ended."""

    def __init__(self, page: LivePage) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._ws = page.context.workspace
        self._busy = False

    # --- the verdict
    def judge(
        self, entries: Sequence[Entry], verdict: Verdict, reason: str, note: str, then: Callable[[], object]
    ) -> None:
        """Store one verdict on entries of one indicator, then call `then`; meanwhile no other is taken."""
        ws = self._ws
        if self._busy or not entries:
            return
        self._busy = True
        indicator = entries[0].tag.indicator
        request = ReviewRequest(tuple(entry.item.id for entry in entries), verdict, indicator, reason, note)

        def done(result: Reviewed) -> None:
            self._busy = False
            self._say(indicator, verdict, len(result.evidence))
            then()

        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: review(ws, request, progress),
            done=done,
            failed=self._not_judged,
            initiator=self._page,
        )

    def _not_judged(self, failure: Failure) -> None:
        self._busy = False
        self._context.desk.show_failure(failure)

    def _say(self, slug: IndicatorSlug, verdict: Verdict, count: int) -> None:
        indicator = self._ws.catalogue.by_slug.get(slug)
        verb = {Verdict.ACCEPT: "accepted", Verdict.RETURN: "returned"}.get(verdict, "reopened")
        target = indicator.label(texts.language()) if indicator else ""
        self._context.say(deeds.deed(verb, count, texts.language(), target=target))

    # --- mending at a station
    def mend(self, entry: Entry) -> None:
        """Choose the file that takes the place of this one."""
        dialog = QFileDialog(self._page, self.tr("Pilih berkas pengganti"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.mend_with(entry, name))
        dialog.open()

    def mend_with(self, entry: Entry, file: str) -> None:
        """Take the file in and let it replace the item."""
        ws = self._ws

        def taken(result: Ingested) -> None:
            new = successor(result.skipped, tuple(added.id for added in result.added))
            if new is None or new == entry.item.id:
                self._context.tell(
                    self.tr(
                        "Berkas itu tidak bisa menjadi pengganti: isinya sama dengan yang dikembalikan, "
                        "atau tidak terbaca. Bukti lama tidak berubah. Pilih berkas lain."
                    ),
                    "warn",
                )
                return
            self._context.job_bridge.run(
                Lane.INTERACTIVE,
                lambda progress: replace(ws, ReplaceRequest(entry.item.id, new), progress),
                done=self._mended,
                failed=self._context.desk.show_failure,
                initiator=self._page,
            )

        self._context.job_bridge.run(
            Lane.INTAKE,
            lambda progress: ingest(ws, IngestRequest((file,)), progress),
            done=taken,
            failed=self._context.desk.show_failure,
            initiator=self._page,
            label=self.tr("Memasukkan berkas pengganti"),
        )

    def _mended(self, _result: Replaced) -> None:
        self._context.say(deeds.deed("superseded", 1, texts.language()))

    # --- bytes that a hub below kept
    def want(self, entry: Entry) -> None:
        """Ask for them; the next relay brings them."""
        ws, request = self._ws, WantRequest((entry.item.id,))

        def asked(_result: Wanted) -> None:
            self._context.say(self.tr("Berkas diminta; permintaannya ikut balasan berikutnya"), can_undo=False)

        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: want(ws, request, progress),
            done=asked,
            failed=self._context.desk.show_failure,
            initiator=self._page,
        )

    # --- other programs
    def open_original(self, entry: Entry) -> None:
        """Open the original in the program that the system has for it."""
        ws = self._ws
        folder = self._context.opened_copies / entry.item.id
        request = OpenOriginalRequest(entry.item.id, folder / Path(entry.item.name).name)

        def write(progress: Progress) -> OriginalWritten:
            folder.mkdir(parents=True, exist_ok=True)
            return open_original(ws, request, progress)

        self._context.job_bridge.run(
            Lane.QUERY,
            write,
            done=lambda written: QDesktopServices.openUrl(QUrl.fromLocalFile(str(written.path))),
            failed=self._context.desk.show_failure,
            initiator=self._page,
        )
