"""Files that the user gives, on their way in: dropped, pasted, chosen, from a stick; and what is said of them."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from kla_desktop.app.paths import temporary_folder
from kla_desktop.gui.context import Context
from kla_desktop.jobs.events import Lane
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.park import park, parked, unpark
from kla_desktop.system.progress import Progress


class Intake(QObject):
    """One per window."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def resume(self) -> None:
        """Go on with what the last run did not finish, without asking."""
        for paths in parked(self._context.workspace):
            self.take(paths, self.tr("Melanjutkan memasukkan berkas"))

    def take_picture(self, picture: QImage) -> None:
        """Take a pasted picture into the library."""
        now = self._context.workspace.tools.clock.now().astimezone()
        name = self.tr("Tempelan {time}").format(time=now.strftime("%Y-%m-%d %H.%M.%S"))
        file = temporary_folder() / f"{name}.png"
        work = self._context.workspace

        def save_and_take(progress: Progress) -> Ingested:
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                picture.save(str(file))
                return ingest(work, IngestRequest((str(file),)), progress)
            finally:
                file.unlink(missing_ok=True)

        self._context.job_bridge.run(
            Lane.INTAKE, save_and_take, done=self._taken, failed=self._context.desk.show_failure, initiator=self
        )

    def take(self, paths: tuple[str, ...], label: str = "") -> None:
        """Take files and folders in; a batch that does not come to its end goes on at the next start."""
        work = self._context.workspace

        def park_and_take(progress: Progress) -> Ingested:
            park(work, paths)
            result = ingest(work, IngestRequest(paths, glance=True, gentle=True), progress)
            unpark(work, paths)
            return result

        self._context.job_bridge.run(
            Lane.INTAKE,
            park_and_take,
            done=self._taken,
            failed=self._context.desk.show_failure,
            stopped=lambda: self._give_up(paths),
            initiator=self,
            label=label or self.tr("Memasukkan berkas"),
        )

    def _give_up(self, paths: tuple[str, ...]) -> None:
        """Forget files whose intake the user has cancelled."""
        work = self._context.workspace
        self._context.job_bridge.run(Lane.INTERACTIVE, lambda _progress: unpark(work, paths), initiator=self)

    def _taken(self, result: Ingested) -> None:
        """Say what became of files that the user gave."""
        added, known, failed = len(result.added), len(result.skipped), len(result.failed)
        if added:
            text = self.tr("%n berkas ditambahkan", "", added)
            if known:
                text += " · " + self.tr("%n sudah ada, tidak digandakan", "", known)
            self._context.say(text, can_undo=False)
        elif known:
            self._context.tell(self.tr("%n berkas ini sudah ada di pustaka. Tidak ada yang digandakan.", "", known))
        if failed:
            self._context.tell(
                self.tr(
                    "%n berkas tidak bisa dimasukkan. Berkas aslinya tidak tersentuh. Lihat daftarnya di Beranda.",
                    "",
                    failed,
                ),
                "warn",
            )
        elif not added and not known:
            self._context.tell(self.tr("Tidak ada berkas di folder itu yang bisa menjadi bukti."))
