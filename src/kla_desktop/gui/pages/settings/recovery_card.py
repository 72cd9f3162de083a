"""The card "Kunci pemulihan" of the secretariat's Setelan: put on paper once, then kept by the paper alone."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import Label, Tone
from kla_desktop.jobs.events import Lane
from kla_desktop.operations.recovery import RecoveryRequest, RecoveryWritten, needs_writing, write_recovery

if TYPE_CHECKING:
    from kla_desktop.gui.context import Context


class RecoveryCard(Card):
    """Says whether the key was written out, and writes it."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self._context, self._ws = context, context.workspace
        self._about, self.answer = Label("", "body", "muted", wrap=True), Label("", wrap=True)
        self.button = Button("", "save", clicked=self.ask_where)
        for widget in (self._about, self.answer):
            self.body.addWidget(widget)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Kunci pemulihan"))
        self._about.setText(
            self.tr(
                "Dengan kunci ini bundel dapat dibuka walau laptop ini hilang. Cetak, lalu simpan di lemari terkunci."
            )
        )
        self.button.setText(self.tr("Simpan sebagai PDF…"))
        self._show()

    def ask_where(self) -> None:
        """Choose the file."""
        dialog = QFileDialog(self.window(), self.tr("Kunci pemulihan"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.selectFile("kunci-pemulihan.pdf")
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, file: Path) -> None:
        """Write it, and forget it here."""
        self.button.setEnabled(False)
        self._context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: write_recovery(self._ws, RecoveryRequest(file), progress),
            done=self._written,
            failed=self._failed,
            initiator=self,
        )

    def _written(self, _result: RecoveryWritten) -> None:
        self._show()
        self._context.tell(self.tr("Cetak lembar itu sekarang, lalu hapus berkasnya dari laptop ini."), "warn")

    def _failed(self, failure: Failure) -> None:
        self.button.setEnabled(True)
        self._say("danger", failure.sentence)

    def _show(self) -> None:
        waits = needs_writing(self._ws)
        self.button.setVisible(waits)
        if waits:
            self._say("warn", self.tr("Belum pernah disimpan."))
        else:
            self._say("muted", self.tr("Sudah disimpan; program ini tidak memegangnya lagi."))

    def _say(self, tone: Tone, text: str) -> None:
        self.answer.set_tone(tone)
        self.answer.setText(text)
