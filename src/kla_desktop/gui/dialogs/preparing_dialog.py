"""Shows that the library is being told anew after an update: how far, how long still, and that nothing can be lost."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure, JobBridge
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Advanced, Lane
from kla_desktop.operations.renew_library import RenewRequest, renew_library
from kla_desktop.operations.workspace import Workspace


class PreparingDialog(QDialog):
    """Does the work; accepted once it is done, rejected if the user stopped it or it failed (`failure`)."""

    def __init__(self, workspace: Workspace, bridge: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._bridge = workspace, bridge
        self.failure: Failure | None = None
        self.setWindowTitle(self.tr("Menyiapkan pustaka"))
        self._words = Label(
            self.tr("Menyiapkan pustaka untuk versi baru. Data Anda aman, dan ini hanya sekali."), wrap=True
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.windowTitle())
        self.left = Label("", "small", "muted")
        self.stop_button = Button(self.tr("Lanjutkan lain kali"), clicked=self.reject)
        self.stop_button.setToolTip(self.tr("Aplikasi ditutup. Saat dibuka lagi, penyiapan dimulai dari awal."))
        row = QHBoxLayout()
        row.addWidget(self.left, 1)
        row.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        for widget in (self._words, self.bar):
            column.addWidget(widget)
        column.addLayout(row)
        self.setMinimumWidth(460)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        bridge.advanced.connect(self._advance)
        self._ticket = bridge.run(
            Lane.INTERACTIVE,
            lambda progress: renew_library(workspace, RenewRequest(), progress),
            done=lambda _renewed: QTimer.singleShot(0, self.accept),
            failed=self._fail,
            stopped=super().reject,
            initiator=self,
        )

    def reject(self) -> None:
        """Stop; what was told is taken back, and the dialog goes when that is so."""
        self.stop_button.setEnabled(False)
        self.left.setText(self.tr("Berhenti…"))
        self._ticket.cancel()

    def _advance(self, event: Advanced) -> None:
        if event.job != self._ticket.job or self._ticket.cancelled:
            return
        self.bar.setRange(0, max(1, event.step.total))
        self.bar.setValue(event.step.done)
        if event.remaining is not None:
            self.left.setText(self.tr("sisa {time}").format(time=texts.time_left(event.remaining)))

    def _fail(self, failure: Failure) -> None:
        self.failure = failure
        super().reject()
