"""The card "Gudang bukti" of the secretariat's Setelan: where objects are kept besides here, and how much stays."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QSpinBox

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.choice import CheckBox
from kla_desktop.gui.widgets.label import Label, Tone
from kla_desktop.jobs.events import Lane
from kla_desktop.model.errors import ErrorCode
from kla_desktop.operations.storage.access import (
    WHERE,
    SetStorageRequest,
    StorageShown,
    change_storage,
    set_storage,
    try_storage,
    unset_storage,
)
from kla_desktop.operations.storage.bring import BroughtBack, bring_back
from kla_desktop.operations.storage.verify import ALL, Verified, VerifyRequest, verify_storage
from kla_desktop.system.progress import Progress
from kla_desktop.wording.sentences import sentence

if TYPE_CHECKING:
    from kla_desktop.gui.context import Context

_GB = 1_000_000_000
_MOST_GB = 100_000
_USUAL_GB = 20


class StorageCard(Card):
    """Address and account take effect with *Simpan*, everything else at once."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self._context, self._ws = context, context.workspace
        self._shown: StorageShown | None = None
        self._about = Label("", "body", "muted", wrap=True)
        self.address, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._names = [Label("", "body", "muted") for _ in range(3)]
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in zip(self._names, (self.address, self.user, self.password), strict=True):
            name.setBuddy(field)
            form.addRow(name, field)
        self.lets_go = CheckBox()
        self.keep = QSpinBox()
        self.keep.setRange(1, _MOST_GB)
        self.keep.setKeyboardTracking(False)
        self.keep.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        self.standing, self.answer = Label("", "body", "muted", wrap=True), Label("", wrap=True)
        self.answer.hide()
        self.save_button = Button("", "save", clicked=self.save)
        self.test_button = Button("", "network", clicked=self.test)
        self.look_button = Button("", "check", clicked=self.look)
        self.fetch_button = Button("", "receive", clicked=self.ask_to_fetch)
        self.forget_button = Button("", "trash", "quiet", clicked=self.forget)
        self.body.addWidget(self._about)
        self.body.addLayout(form)
        self.body.addWidget(self.lets_go)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.standing)
        self.body.addWidget(self.answer)
        for buttons in (
            (self.save_button, self.test_button, self.forget_button),
            (self.look_button, self.fetch_button),
        ):
            row = QHBoxLayout()
            row.setSpacing(Space.S)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            self.body.addLayout(row)
        self.lets_go.chosen.connect(self._keep_changed)
        self.keep.valueChanged.connect(self._keep_changed)
        self.address.returnPressed.connect(self.save)
        self.password.returnPressed.connect(self.save)
        self.retranslate()

    def show_facts(self, shown: StorageShown) -> None:
        """Show what is in force and how it stands; the password is never shown."""
        before, self._shown = self._shown, shown
        choice = shown.choice
        if before is None or before.choice != choice or before.user != shown.user:
            self.address.setText(choice.address if choice else "")
            self.user.setText(shown.user)
            self.password.clear()
        self.password.setPlaceholderText("•" * 8 if shown.user else "")
        self.lets_go.setChecked(bool(choice and choice.keep is not None))
        self.keep.blockSignals(True)
        self.keep.setValue(choice.keep // _GB if choice and choice.keep else _USUAL_GB)
        self.keep.blockSignals(False)
        there = choice is not None
        for widget in (self.lets_go, self.test_button, self.look_button, self.forget_button):
            widget.setVisible(there)
        self.keep.setVisible(self.lets_go.isChecked() and there)
        self.fetch_button.setVisible(there and shown.counts.only > 0)
        self._say_standing(shown)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Gudang bukti"))
        self._about.setText(
            self.tr(
                "Tempat kedua untuk berkas bukti: disk besar, WebDAV, atau S3. Isinya selalu tersegel dan hanya bisa "
                "dibuka pustaka ini. Catatan, tanda, dan gambar kecil tetap di laptop."
            )
        )
        words = (self.tr("Alamat"), self.tr("Nama akun"), self.tr("Kata sandi"))
        for name, field, text in zip(self._names, (self.address, self.user, self.password), words, strict=True):
            name.setText(text)
            field.setAccessibleName(f"{self.tr('Gudang bukti')}: {text}")
        self.address.setPlaceholderText("s3://arsip-kla?endpoint=https://s3.kota.go.id")
        self.lets_go.setText(self.tr("Hemat disk: yang lama hanya di gudang, diambil saat dibuka"))
        self.keep.setPrefix(self.tr("Simpan "))
        self.keep.setSuffix(self.tr(" GB terbaru di laptop ini"))
        self.keep.setAccessibleName(self.tr("Berapa GB terbaru tetap di laptop ini"))
        self.save_button.setText(self.tr("Simpan"))
        self.test_button.setText(self.tr("Uji gudang"))
        self.look_button.setText(self.tr("Periksa gudang"))
        self.fetch_button.setText(self.tr("Ambil semua kembali"))
        self.forget_button.setText(self.tr("Lepas gudang"))
        if self._shown is not None:
            self._say_standing(self._shown)

    # --- what can be done
    def save(self) -> None:
        """Use what stands in the fields."""
        if not self.address.text().strip():
            self._say("warn", self.tr("Isi alamat gudang dulu."))
            return
        user, password = self.user.text().strip() or None, self.password.text() or None
        kept = self._shown is not None and user == self._shown.user and password is None
        request = SetStorageRequest(self.address.text(), None if kept else user, None if kept else password)
        self._run(Lane.INTERACTIVE, lambda progress: set_storage(self._ws, request, progress), lambda _: self.test())

    def test(self) -> None:
        """Put something small there, read it back, remove it."""
        self._say("muted", self.tr("Menguji…"))
        fine = self.tr("Gudang menyimpan dan mengembalikan dengan benar.")
        self._run(Lane.TRANSFER, lambda progress: try_storage(self._ws, progress), lambda _: self._say("ok", fine))

    def look(self) -> None:
        """Look at everything that lies there, reading all of it back."""
        self._say("muted", self.tr("Memeriksa…"))
        request = VerifyRequest(ALL)
        self._run(
            Lane.TRANSFER,
            lambda progress: verify_storage(self._ws, request, progress),
            self._looked,
            self.tr("Memeriksa gudang bukti"),
        )

    def ask_to_fetch(self) -> None:
        """Bring everything back after a second question."""
        counts = self._shown.counts if self._shown else None
        self._context.tell(
            self.tr("Ambil kembali {size} dari gudang? Setelah itu semua tetap di laptop ini.").format(
                size=texts.size(counts.only_bytes if counts else 0)
            ),
            "info",
            self.tr("Ambil"),
            self.fetch,
        )

    def fetch(self) -> None:
        """Bring everything back, and keep it."""

        def work(progress: Progress) -> BroughtBack:
            change_storage(self._ws, keep=None)
            return bring_back(self._ws, progress)

        self._run(Lane.TRANSFER, work, self._fetched, self.tr("Mengambil dari gudang bukti"))

    def forget(self) -> None:
        """Use no object store any more; refused while something lies there alone."""
        left = self.tr("Gudang dilepas. Semua ada di laptop ini.")
        self._run(Lane.INTERACTIVE, lambda _: unset_storage(self._ws), lambda _: self._say("muted", left))

    def _keep_changed(self, *_: object) -> None:
        keep = self.keep.value() * _GB if self.lets_go.isChecked() else None
        self._run(Lane.INTERACTIVE, lambda _: change_storage(self._ws, keep=keep), lambda _: None)

    def _run(
        self, lane: Lane, work: Callable[[Progress], object], done: Callable[..., object], label: str = ""
    ) -> None:
        self._context.job_bridge.run(lane, work, done=done, failed=self._failed, initiator=self, label=label)

    def _failed(self, failure: Failure) -> None:
        self._say("danger", failure.sentence)

    def _looked(self, result: Verified) -> None:
        if result.lost:
            text = self.tr("Isi %n bukti hilang dari gudang. Terima lagi bundel asalnya.", "", len(result.lost))
            self._say("danger", text)
        elif result.again:
            self._say("warn", self.tr("%n berkas tidak utuh di gudang dan dikirim lagi.", "", result.again))
        else:
            text = self.tr("Semua utuh: {files} dibaca ulang dan cocok.")
            self._say("ok", text.format(files=texts.counted(result.read, "file")))

    def _fetched(self, result: BroughtBack) -> None:
        text = self.tr("{files} kembali di laptop ini.").format(files=texts.counted(result.count, "file"))
        self._say("ok", text)

    def _say_standing(self, shown: StorageShown) -> None:
        counts = shown.counts
        if shown.choice is None:
            self.standing.hide()
            return
        said = self.tr("{files} di gudang ({size})").format(
            files=texts.counted(counts.kept, "file"), size=texts.size(counts.kept_bytes)
        )
        if counts.only:
            said += ", " + self.tr("{n} di sana saja").format(n=texts.number(counts.only))
        if counts.waiting:
            said += ", " + self.tr("{n} menunggu dikirim").format(n=texts.number(counts.waiting))
        said += ". " + self.tr("{size} di laptop ini.").format(size=texts.size(shown.here_bytes))
        if counts.erasing:
            said += " " + self.tr("%n berkas yang dihapus belum terhapus di gudang.", "", counts.erasing)
        trouble = shown.state.reason or ("storage_lost" if counts.lost else "")
        if trouble:
            said += " " + sentence(ErrorCode(trouble), texts.language(), where=WHERE)
        self.standing.set_tone("warn" if trouble or counts.erasing else "muted")
        self.standing.setText(said)
        self.standing.show()

    def _say(self, tone: Tone, text: str) -> None:
        self.answer.set_tone(tone)
        self.answer.setText(text)
        self.answer.setVisible(bool(text))
