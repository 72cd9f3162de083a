"""The bridge between background jobs and the window.

    bridge.run(Lane.INTERACTIVE, lambda progress: tag(ws, request, progress),
               done=self._tagged, failed=self._bar.show_failure, initiator=self, label=self.tr("Menandai"))

`done`, `failed`, `stopped` run on the GUI thread. When the result has `changes`, the change bus is told after `done`.
Callbacks of a page that has gone in the meantime are dropped.
"""

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal
from shiboken6 import isValid

from kla_desktop.gui.change_bus import ChangeBus
from kla_desktop.gui.texts import explain
from kla_desktop.jobs.events import Advanced, Event, Failed, Finished, Lane, Started, Stopped
from kla_desktop.jobs.runner import AnyRunner, Post, Runner, Ticket
from kla_desktop.jobs.trace import bare_trace
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.native import share_pools
from kla_desktop.system.progress import Progress

_log = logging.getLogger(__name__)
T = TypeVar("T")
TURN = 0.001
"""Seconds that a job computes before the window's thread has its turn; Python's own 0.005 are a third of a frame."""
_ASKED_FOR = frozenset({Lane.PARCEL, Lane.TRANSFER})
"""Lanes of what the user asked for and waits for: a bundle, a stick, a dossier, a backup."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that could not go on, as a page may show it: what happened, that the data is safe, what to do."""

    sentence: str
    code: ErrorCode | None
    """None when the fault is ours."""
    error: BaseException

    @property
    def ours(self) -> bool:
        """True when the user can do nothing about it."""
        return self.code is None


@dataclass(slots=True)
class _Waiting:
    done: Callable[[object], object] | None
    failed: Callable[[Failure], object] | None
    stopped: Callable[[], object] | None
    initiator: object
    has_initiator_widget: bool
    unfinished: str
    """Its label if it would be lost with the window."""


class JobBridge(QObject):
    """Owns the runner; every signal of it is emitted on the GUI thread."""

    begun = Signal(object)
    """Started: the job has left its queue."""
    advanced = Signal(object)
    """Advanced: how far the job is."""
    ended = Signal(object)
    """Finished, Failed or Stopped: the job is over."""
    queued = Signal(object)
    """Ticket of a job that has just been asked for."""
    unheard_failure = Signal(object)
    """Failure of a job whose starter gave no `failed`; the shell shows it in its message bar."""
    _posted = Signal(object)

    def __init__(
        self,
        change_bus: ChangeBus,
        make_runner: Callable[[Post], AnyRunner] = Runner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._change_bus = change_bus
        self._waiting: dict[int, _Waiting] = {}
        self._early: list[Event] = []
        self._starting = 0
        self._closed = False
        # Auto, not Queued: an inline runner's events arrive before run() returns, a thread's are queued.
        self._posted.connect(self._receive, Qt.ConnectionType.AutoConnection)
        share_pools()
        self._runner = make_runner(self._posted.emit)
        sys.setswitchinterval(TURN)

    def run(
        self,
        lane: Lane,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Failure], object] | None = None,
        stopped: Callable[[], object] | None = None,
        initiator: object = None,
        label: str = "",
        parks: bool | None = None,
    ) -> Ticket:
        """Start `work` on `lane`. A job with a `label` is listed in the progress strip once it takes a while.

        A job that `parks` begins again by itself at the next start; left out, those of PARCEL and TRANSFER do not.

        While the bridge is being closed nothing starts: the job counts as stopped at once.
        `initiator` is told to the change bus; when it is a QObject that has been deleted, no callback is called.
        Call on the GUI thread only.
        """
        assert QThread.currentThread() is self.thread(), "jobs are started on the GUI thread"
        if self._closed:
            never = Ticket(0, lane, label, lambda _event: None, time.monotonic)
            never.cancel()
            if stopped is not None:
                stopped()
            return never
        self._starting += 1
        try:
            ticket = self._runner.start(lane, work, label)
        finally:
            self._starting -= 1
        is_widget = isinstance(initiator, QObject)
        lasting = parks if parks is not None else lane not in _ASKED_FOR
        unfinished = "" if lasting else label
        self._waiting[ticket.job] = _Waiting(done, failed, stopped, initiator, is_widget, unfinished)  # type: ignore[arg-type]
        self.queued.emit(ticket)
        if not self._starting:
            early, self._early = self._early, []
            for event in early:
                self._handle(event)
        return ticket

    @property
    def unfinished(self) -> list[str]:
        """Labels of the jobs that nobody would take up again if the window closed now."""
        return [one.unfinished for one in self._waiting.values() if one.unfinished]

    def close(self, *, cancel: bool = True) -> None:
        """Stop the runner; events still under way are delivered before this returns."""
        self._closed = True
        self._runner.close(cancel=cancel)
        QCoreApplication.sendPostedEvents(self)

    def _receive(self, event: Event) -> None:
        if self._starting:
            self._early.append(event)
        else:
            self._handle(event)

    def _handle(self, event: Event) -> None:
        match event:
            case Started():
                self.begun.emit(event)
            case Advanced():
                self.advanced.emit(event)
            case Finished() | Failed() | Stopped():
                waiting = self._waiting.pop(event.job)
                self.ended.emit(event)
                self._end(event, waiting)

    def _end(self, event: Finished | Failed | Stopped, waiting: _Waiting) -> None:
        alive = not waiting.has_initiator_widget or isValid(waiting.initiator)
        if isinstance(event, Finished):
            if alive and waiting.done is not None:
                waiting.done(event.result)
            changes = getattr(event.result, "changes", Changes.NOTHING)
            if isinstance(changes, Changes) and changes:
                self._change_bus.changed.emit(changes, waiting.initiator if alive else None)
        elif isinstance(event, Failed):
            failure = describe(event.error)
            if alive and waiting.failed is not None:
                waiting.failed(failure)
            else:
                self.unheard_failure.emit(failure)
        elif alive and waiting.stopped is not None:
            waiting.stopped()


def describe(error: BaseException) -> Failure:
    """Turn an error into what the user reads; whatever is not Fixable is logged, without the names it quotes."""
    if isinstance(error, Fixable):
        return Failure(explain(error), error.code, error)
    _log.error("a job failed through our fault\n%s", bare_trace(error))
    text = QCoreApplication.translate(
        "JobBridge",
        "Ada yang salah pada aplikasi ini, bukan pada Anda. Bukti Anda tetap aman di laptop ini. "
        "Coba lagi; bila terulang, kirim laporan dari Setelan.",
    )
    return Failure(text, None, error)
