"""The card "Pustaka di laptop ini" of Setelan: where it lies, how large it is, who keeps its key; check and backup."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy

from kla_desktop.app.bootstrap import key_record
from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.jobs.events import Lane
from kla_desktop.operations.back_up import BackedUp, BackUpRequest, back_up
from kla_desktop.operations.check_library import Checked, CheckRequest, check_library
from kla_desktop.operations.workspace import Workspace

if TYPE_CHECKING:
    from kla_desktop.gui.context import Context


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What is said of the library."""

    path: Path
    size: int
    objects: int
    keeper: str


def read_facts(ws: Workspace) -> LibraryFacts:
    """Add up the library's files."""
    folder = ws.store.folder
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return LibraryFacts(folder, size, len(ws.store.local.all_objects()), str(key_record(folder).get("holder", "")))


class LibraryCard(Card):
    """Carries check and backup out itself."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self.context, self._ws = context, context.workspace
        self._facts: LibraryFacts | None = None
        self._path = ElidedLabel()
        self._path.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.size_label, self._keeper = Label("", wrap=True), Label("", "body", "muted", wrap=True)
        self.checked = Label("", wrap=True)
        self.checked.hide()
        self.check_button = Button("", "check", clicked=self.check)
        self.back_up_button = Button("", "save", clicked=self.ask_where_to_back_up)
        row = QHBoxLayout()
        row.addWidget(self.check_button)
        row.addWidget(self.back_up_button)
        row.addStretch(1)
        for label in (self._path, self.size_label, self._keeper, self.checked):
            self.body.addWidget(label)
        self.body.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Pustaka di laptop ini"))
        self.check_button.setText(self.tr("Periksa pustaka"))
        self.back_up_button.setText(self.tr("Buat cadangan…"))
        if self._facts is not None:
            self.show_facts(self._facts)

    def show_facts(self, facts: LibraryFacts) -> None:
        """Show where it lies, and how large it is."""
        self._facts = facts
        self._path.setText(str(facts.path))
        words = self.tr("{size} · {files} tersimpan terenkripsi")
        text = words.format(size=texts.size(facts.size), files=texts.counted(facts.objects, "file"))
        self.size_label.setText(text)
        self._keeper.setText(
            {
                "passphrase": self.tr("Kunci: kata sandi Anda. Tanpa kata sandi itu pustaka tidak bisa dibuka."),
                "keyring": self.tr("Kunci: disimpan oleh akun Anda di laptop ini."),
                "file": self.tr("Kunci: berkas di folder pribadi akun Anda. Laptop ini tidak punya penyimpan kunci."),
            }.get(facts.keeper, "")
        )

    # --- care
    def check(self) -> None:
        """Read every object again and compare."""
        ws = self._ws
        self.check_button.setEnabled(False)
        self.context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: check_library(ws, CheckRequest(), progress),
            done=self._show_checked,
            failed=self._not_checked,
            stopped=lambda: self.check_button.setEnabled(True),
            initiator=self,
            label=self.tr("Memeriksa pustaka"),
        )

    def _show_checked(self, result: Checked) -> None:
        self.check_button.setEnabled(True)
        self.checked.show()
        if result.ok and not result.problems:
            self.checked.set_tone("ok")
            words = self.tr("Semua utuh: {files} dibaca ulang dan cocok.")
            text = words.format(files=texts.counted(result.objects - result.away, "file"))
            if result.away:
                text += " " + self.tr("%n berkas hanya ada di gudang bukti.", "", result.away)
            self.checked.setText(text)
            return
        self.checked.set_tone("danger")
        self.checked.setText(
            self.tr(
                "%n hal perlu diperbaiki. Bukti lain tetap aman. Pulihkan cadangan terakhir, "
                "atau ambil lagi berkas aslinya.",
                "",
                len(result.problems),
            )
        )

    def _not_checked(self, failure: Failure) -> None:
        self.check_button.setEnabled(True)
        self.context.desk.show_failure(failure)

    def ask_where_to_back_up(self) -> None:
        """Choose the name of the backup."""
        dialog = QFileDialog(self.window(), self.tr("Simpan cadangan"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        day = self._ws.tools.clock.now().date().isoformat()
        dialog.selectFile(f"cadangan-kla-{day}.kla-cadangan")
        dialog.fileSelected.connect(lambda name: self.back_up(Path(name)))
        dialog.open()

    def back_up(self, file: Path) -> None:
        """Write the whole library into one file."""
        ws = self._ws
        self.context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: back_up(ws, BackUpRequest(file), progress),
            done=self._backed_up,
            failed=self.context.desk.show_failure,
            initiator=self,
            label=self.tr("Membuat cadangan"),
        )

    def _backed_up(self, result: BackedUp) -> None:
        words = self.tr("Cadangan tersimpan: {items}, {size}")
        text = words.format(items=texts.counted(result.items, "evidence"), size=texts.size(result.size))
        self.context.say(text, can_undo=False)
