"""The strip of running jobs: what, how far, how long still, Jeda, Batal. Nothing in it is modal."""

from typing import Protocol

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import IconButton
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.jobs.events import Advanced, Finished, Started, Stopped
from kla_desktop.jobs.runner import Ticket
from kla_desktop.system.progress import Step

SHOW_AFTER_MS = 400
"""A job that is over sooner is never shown: it would only flicker."""
MOST_ROWS = 3
_STANDING = 0
"""The place of standing work among the jobs, whose numbers begin at 1."""


class Steered(Protocol):
    """What a row steers: a job's Ticket, or work that stands and goes on by itself."""

    label: str

    @property
    def paused(self) -> bool:
        """Whether it rests."""

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""

    def pause(self) -> None:
        """Let it rest."""

    def resume(self) -> None:
        """Let it go on."""

    def cancel(self) -> None:
        """Stop it."""


class JobRow(QWidget):
    """One job."""

    def __init__(self, ticket: Steered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticket = ticket
        self._step: Step | None = None
        self._remaining: float | None = None
        self._name = ElidedLabel(ticket.label, "label")
        self._name.setMinimumWidth(120)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(ticket.label)
        self._figures = Label("", "small", "muted")
        self._pause = IconButton("pause", "", clicked=self._toggle)
        self._cancel = IconButton("cross", "", clicked=self._give_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 2, Space.S, 2)
        row.setSpacing(Space.M)
        row.addWidget(self._name)
        row.addWidget(self._bar)
        row.addWidget(self._figures, 1, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._pause)
        row.addWidget(self._cancel)
        self._say()

    def advance(self, event: Advanced) -> None:
        """Show how far the job is."""
        self._step, self._remaining = event.step, event.remaining
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _toggle(self) -> None:
        if self._ticket.paused:
            self._ticket.resume()
        else:
            self._ticket.pause()
        self._say()

    def _give_up(self) -> None:
        self._ticket.cancel()
        self._pause.setEnabled(False)
        self._cancel.setEnabled(False)
        self._say()

    def _say(self) -> None:
        paused = self._ticket.paused and not self._ticket.cancelled
        self._pause.set_icon_name("play" if paused else "pause")
        self._pause.set_text(self.tr("Lanjutkan") if paused else self.tr("Jeda"))
        self._cancel.set_text(self.tr("Batal"))
        step = self._step
        known = step is not None and (step.total > 0 or step.bytes_total > 0)
        if step is None or not known:
            self._bar.setRange(0, 0)
        else:
            done, total = (step.bytes_done, step.bytes_total) if step.bytes_total else (step.done, step.total)
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * min(done, total) / total))
        self._figures.setText(" · ".join(self._parts(paused=paused)))
        self.setAccessibleName(f"{self._ticket.label}. {self._figures.text()}")

    def _parts(self, *, paused: bool) -> list[str]:
        parts: list[str] = []
        step = self._step
        if step is not None and step.doing:
            parts.append(texts.doing(step.doing))
        if step is not None and step.total:
            counts = self.tr("{done} dari {total}")
            parts.append(counts.format(done=texts.number(step.done), total=texts.number(step.total)))
        if step is not None and step.bytes_total:
            sizes = self.tr("{done} dari {total}")
            parts.append(sizes.format(done=texts.size(step.bytes_done), total=texts.size(step.bytes_total)))
        if self._ticket.cancelled:
            parts.append(self.tr("membatalkan…"))
        elif paused:
            parts.append(self.tr("dijeda"))
        elif self._remaining is not None:
            parts.append(texts.time_left(self._remaining))
        return parts


class ProgressStrip(QFrame):
    """Lists the labelled jobs of a bridge; hidden while there are none."""

    def __init__(self, bridge: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "status")
        self._tickets: dict[int, Ticket] = {}
        self._rows: dict[int, JobRow] = {}
        self._last: dict[int, Advanced] = {}
        self._more = Label("", "small", "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(0)
        self._column.addWidget(self._more)
        self._more.setContentsMargins(Space.L, 0, 0, 0)
        self._more.hide()
        self.hide()
        bridge.queued.connect(self._queued)
        bridge.begun.connect(self._begun)
        bridge.advanced.connect(self._advanced)
        bridge.ended.connect(self._ended)

    def show_standing(self, work: Steered, step: Step) -> None:
        """List work that is no job, such as reading pages, and say how far it is."""
        if _STANDING not in self._rows:
            self._add(_STANDING, work)
        self._rows[_STANDING].advance(Advanced(_STANDING, step, None))

    def drop_standing(self) -> None:
        """List it no more."""
        self._remove(_STANDING)

    @property
    def rows(self) -> tuple[JobRow, ...]:
        """The rows shown now, oldest first."""
        return tuple(self._rows.values())

    def _queued(self, ticket: Ticket) -> None:
        if ticket.label:
            self._tickets[ticket.job] = ticket

    def _begun(self, event: Started) -> None:
        if event.job in self._tickets:
            QTimer.singleShot(SHOW_AFTER_MS, self, lambda: self._show(event.job))

    def _advanced(self, event: Advanced) -> None:
        if event.job in self._tickets:
            self._last[event.job] = event
        row = self._rows.get(event.job)
        if row is not None:
            row.advance(event)

    def _ended(self, event: Finished | Stopped) -> None:
        self._tickets.pop(event.job, None)
        self._last.pop(event.job, None)
        self._remove(event.job)

    def _remove(self, job: int) -> None:
        row = self._rows.pop(job, None)
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._settle()

    def _show(self, job: int) -> None:
        ticket = self._tickets.get(job)
        if ticket is None or job in self._rows:
            return
        row = self._add(job, ticket)
        if job in self._last:
            row.advance(self._last[job])

    def _add(self, job: int, work: Steered) -> JobRow:
        row = self._rows[job] = JobRow(work)
        self._column.insertWidget(self._column.count() - 1, row)
        self._settle()
        return row

    def _settle(self) -> None:
        for place, row in enumerate(self._rows.values()):
            row.setVisible(place < MOST_ROWS)
        hidden = max(0, len(self._rows) - MOST_ROWS)
        self._more.setText(self.tr("dan %n pekerjaan lain", "", hidden))
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(self._rows))
