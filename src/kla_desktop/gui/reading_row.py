"""Reading pages by machine as a row of the progress strip: how far, Jeda, Batal; it stays while there is other work."""

from PySide6.QtCore import QObject, QTimer

from kla_desktop.app.reading_service import Choice, ReadingState
from kla_desktop.gui.page_reading import PageReading
from kla_desktop.gui.widgets.progress_strip import SHOW_AFTER_MS, ProgressStrip
from kla_desktop.gui.widgets.toast import Toast
from kla_desktop.system.progress import Step

_REST_MS = 1500
"""Between the few files of two jobs it is not said that reading rests."""


class ReadingRow(QObject):
    """One per library. Reading is steered as a job is; unlike a job's, its pause is remembered at the next start."""

    def __init__(self, reading: PageReading, strip: ProgressStrip, toast: Toast) -> None:
        super().__init__(strip)
        self.label = self.tr("Membaca pindaian")
        self.paused = self.cancelled = False
        self._reading, self._strip, self._toast = reading, strip, toast
        self._shown = self._rests = False
        self._done_before = 0
        self._appear = QTimer(self, interval=SHOW_AFTER_MS, singleShot=True)
        self._appear.timeout.connect(self._show)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._say_rest)
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
        """Show how reading stands. A row once shown stays until all is read: else pages would jump with every key."""
        self.paused = state.choice is Choice.PAUSED
        if state.choice is Choice.OFF or not state.waiting:
            self._drop()
        elif state.working:
            self._rest.stop()
            self._rests = False
            if not self._shown and not self._appear.isActive():
                self._appear.start()
        elif self.paused:
            self._appear.stop()
            self._rest.stop()
        elif not self._rest.isActive():
            self._rest.start()
        if self._shown:
            self._say(state)

    def _say_rest(self) -> None:
        self._rests = True
        if self._shown:
            self._say(self._reading.state)

    def _show(self) -> None:
        state = self._reading.state
        if state.working and not self._shown:
            self._shown, self._done_before = True, state.read + state.failed
            self._say(state)

    def _say(self, state: ReadingState) -> None:
        done = state.read + state.failed - self._done_before
        doing = "waiting" if self._rests and not self.paused else "reading"
        self._strip.show_standing(self, Step(done, done + state.waiting, doing))

    def _drop(self) -> None:
        self._appear.stop()
        self._rest.stop()
        if self._shown:
            self._shown = False
            self._strip.drop_standing()
