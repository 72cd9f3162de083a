"""Joining the secretariat, from Bundel and from Setelan alike: choose the invitation, compare six words, join."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from kla_desktop.gui.dialogs.enrol_dialog import EnrolDialog
from kla_desktop.gui.pages.live_page import LivePage, office_name
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.model.station import Keys
from kla_desktop.operations.enrol import Enrolled, EnrolRequest, enrol, read_enrolment, words_of
from kla_desktop.operations.hub.passes import read_given

INVITATION = ".kla-daftar"


class Joining(QObject):
    """Belongs to a page."""

    def __init__(self, page: LivePage) -> None:
        super().__init__(page)
        self._page, self._context = page, page.context
        self._said = ""
        self._context.change_bus.changed.connect(self._follow)

    def ask_for_invitation(self) -> None:
        """Choose the secretariat's invitation."""
        dialog = QFileDialog(self._page, self.tr("Gabung Sekretariat"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        dialog.setNameFilter(self.tr("Undangan Sekretariat") + f" (*{INVITATION})")
        dialog.fileSelected.connect(lambda name: self.read_invitation(Path(name)))
        dialog.open()

    def read_invitation(self, file: Path) -> None:
        """Show whose it is, and its six words."""
        self._page.query("invitation", lambda: read_enrolment(file), partial(self._show, file))

    def _show(self, file: Path, content: dict[str, object]) -> None:
        name = office_name(self._context.workspace.places, str(content["place"]), str(content["agency"]))
        words = words_of(Keys(str(content["sign"]), str(content["seal"])))
        given = read_given(content.get("hub"))
        hub = given.address if given else ""
        who = f"{name} ({content['actor']})"
        moves = self._moving_to(str(content["coordinator"]))
        EnrolDialog(file, who, words, self._join, self._page, hub=hub, moves=moves).open()

    def _moving_to(self, coordinator: str) -> str:
        """Say what becomes of a laptop that leaves its secretariat for another one; "" if it leaves none."""
        ws = self._context.workspace
        before = ws.store.local.setting("enrolment")
        if not before or before["coordinator"] == coordinator:
            return ""
        if ws.is_coordinator:
            said = self.tr(
                "Laptop ini pindah dari {office}. Semuanya tetap di sini. Yang disahkan diteruskan lagi ke hub baru. "
                "Penilaian dan permintaan hub lama tidak berlaku lagi; yang sudah diterimanya tetap ada padanya."
            )
        else:
            said = self.tr(
                "Laptop ini pindah dari {office}. Semua bukti dan tanda tetap di sini. Yang bertanda dikirim lagi, "
                "dengan berkasnya, ke Sekretariat baru. Penilaian dan permintaan Sekretariat lama tidak berlaku lagi; "
                "yang sudah diterimanya tetap ada padanya."
            )
        return said.format(office=office_name(ws.places, str(before["place"]), str(before["agency"])))

    def _join(self, request: EnrolRequest) -> None:
        ws = self._context.workspace
        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: enrol(ws, request, progress),
            done=self._joined,
            failed=self._context.desk.show_failure,
            initiator=self._page,
        )

    def _joined(self, result: Enrolled) -> None:
        who = result.actor or self.tr("Sekretariat")
        if result.moved and self._context.workspace.is_coordinator:
            text = self.tr("Laptop ini pindah ke hub ({who}). Semua yang disahkan menunggu diteruskan lagi.")
        elif result.moved:
            text = self.tr("Laptop ini pindah ke Sekretariat ({who}). Semua yang bertanda menunggu dikirim lagi.")
        else:
            text = self.tr("Laptop ini bergabung dengan Sekretariat ({who}).")
        text = text.format(who=who)
        self._said = text
        self._context.tell(text, "ok", self.tr("Buat bundel"), lambda: self._context.go("bundles", make=True))

    def _follow(self, changes: Changes, _initiator: object) -> None:
        """Offer the first bundle no longer once one is made, by whichever way."""
        if self._said and changes & Changes.BUNDLES:
            self._context.untell(self._said)
            self._said = ""
