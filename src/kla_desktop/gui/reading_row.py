"""Reading pages by machine as a row of the progress strip: how far, Jeda, Batal; gone while there is other work."""

from PySide6.QtCore import QObject, QTimer

from kla_desktop.app.reading_service import Choice, ReadingState
from kla_desktop.gui.page_reading import PageReading
from kla_desktop.gui.widgets.progress_strip import SHOW_AFTER_MS, ProgressStrip
from kla_desktop.gui.widgets.toast import Toast
from kla_desktop.system.progress import Step

_LINGER_MS = 3000
"""A row that has nothing to tell for so long goes: the few files of two jobs follow each other more closely."""


class ReadingRow(QObject):
    """One per library. Reading is steered as a job is; unlike a job's, its pause is remembered at the next start."""

    def __init__(self, reading: PageReading, strip: ProgressStrip, toast: Toast) -> None:
        super().__init__(strip)
        self.label = self.tr("Membaca pindaian")
        self.paused = self.cancelled = False
        self._reading, self._strip, self._toast = reading, strip, toast
        self._shown = False
        self._done_before = 0
        self._appear = QTimer(self, interval=SHOW_AFTER_MS, singleShot=True)
        self._appear.timeout.connect(self._show)
        self._leave = QTimer(self, interval=_LINGER_MS, singleShot=True)
        self._leave.timeout.connect(self._drop)
        reading.changed.connect(self.follow)

    # --- what the row asks for
    def pause(self) -> None:
        """Rest until the user wants it to go on."""
        self.paused = True
        self._reading.choose(Choice.PAUSED)

    def resume(self) -> None:
        """Go on."""
        self.paused = False
        self._reading.choose(Choice.ON)

    def cancel(self) -> None:
        """Read nothing more until the user asks for it in Setelan."""
        self._reading.choose(Choice.PAUSED)
        self._drop()
        self._toast.say(self.tr("Membaca pindaian dijeda. Lanjutkan kapan saja di Setelan."))

    # --- what the service says
    def follow(self, state: ReadingState) -> None:
        """Show how reading stands."""
        self.paused = state.choice is Choice.PAUSED
        if state.choice is Choice.OFF or not state.waiting:
            self._drop()
        elif state.working:
            self._leave.stop()
            if not self._shown and not self._appear.isActive():
                self._appear.start()
        elif self.paused:
            self._appear.stop()
            self._leave.stop()
        elif not self._leave.isActive():
            self._leave.start()
        if self._shown:
            self._say(state)

    def _show(self) -> None:
        state = self._reading.state
        if state.working and not self._shown:
            self._shown, self._done_before = True, state.read + state.failed
            self._say(state)

    def _say(self, state: ReadingState) -> None:
        done = state.read + state.failed - self._done_before
        self._strip.show_standing(self, Step(done, done + state.waiting, "reading"))

    def _drop(self) -> None:
        self._appear.stop()
        self._leave.stop()
        if self._shown:
            self._shown = False
            self._strip.drop_standing()
