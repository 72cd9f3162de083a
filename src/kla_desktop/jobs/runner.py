"""Runs operations in the background, without Qt: lanes of threads, tickets to steer a job, events to follow it.

runner = Runner(post)                                   # post is called from worker threads
ticket = runner.start(Lane.INTAKE, lambda progress: ingest(ws, request, progress), label="…")
ticket.pause(); ticket.resume(); ticket.cancel()
runner.close()
"""

import itertools
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from kla_desktop.jobs.estimate import Pace
from kla_desktop.jobs.events import Advanced, Event, Failed, Finished, Lane, Started, Stopped
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.priority import thread_steps_back
from kla_desktop.system.progress import Cancelled, Progress, Step

LANE_SIZES: Mapping[Lane, int] = {
    Lane.INTERACTIVE: 1,
    Lane.INTAKE: 1,
    Lane.PARCEL: 1,
    Lane.QUERY: 2,
    Lane.READING: 1,
    Lane.TRANSFER: 2,
}
"""Threads of each lane."""
_WAITED_FOR = frozenset({Lane.INTERACTIVE, Lane.QUERY})
"""Lanes that somebody looks at; the others' threads go after the window's, where the processor is short."""
STEP_EVERY = 0.1
"""Seconds between two Advanced events of a job; its first and last step are always said."""

Post = Callable[[Event], None]
Clock = Callable[[], float]


class Ticket:
    """One job as its owner holds it, and the Progress that its operation sees. Safe to use from any thread."""

    def __init__(self, job: int, lane: Lane, label: str, post: Post, now: Clock, *, may_wait: bool = True) -> None:
        self.job = job
        self.lane = lane
        self.label = label
        self._post = post
        self._now = now
        self._may_wait = may_wait
        self._wake = threading.Condition()
        self._cancelled = False
        self._paused_at: float | None = None
        self._rested = 0.0
        self._ended = threading.Event()
        self._pace = Pace()
        self._said_at: float | None = None
        self._unsaid: Advanced | None = None

    # --- for the owner
    @property
    def cancelled(self) -> bool:
        """True once somebody asked to stop."""
        return self._cancelled

    @property
    def paused(self) -> bool:
        """True while the job rests at its next checkpoint."""
        return self._paused_at is not None

    @property
    def ended(self) -> bool:
        """True once the terminal event has been posted."""
        return self._ended.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next checkpoint; a job still in the queue never starts."""
        with self._wake:
            self._cancelled = True
            self._wake.notify_all()

    def pause(self) -> None:
        """Let the job rest at its next checkpoint. An inline job never rests: its caller would wait for ever."""
        with self._wake:
            if self._may_wait and self._paused_at is None:
                self._paused_at = self._now()

    def resume(self) -> None:
        """Let a resting job go on."""
        with self._wake:
            if self._paused_at is not None:
                self._rested += self._now() - self._paused_at
                self._paused_at = None
                self._wake.notify_all()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the terminal event has been posted; return False after `timeout` seconds."""
        return self._ended.wait(timeout)

    # --- for the operation
    def step(self, step: Step) -> None:
        """Say how far the work is: at once if it is the first or last step, else at most ten times a second."""
        with self._wake:
            now = self._now()
            resting = 0.0 if self._paused_at is None else now - self._paused_at
            event = Advanced(self.job, step, self._pace.note(now - self._rested - resting, step))
            is_last = 0 < step.total <= step.done
            due = self._said_at is None or now - self._said_at >= STEP_EVERY
            if not due and not is_last:
                self._unsaid = event
                return
            self._said_at, self._unsaid = now, None
        self._post(event)

    def checkpoint(self) -> None:
        """Wait while paused; raise Cancelled once the user asked to stop."""
        with self._wake:
            self._wake.wait_for(lambda: self._cancelled or self._paused_at is None)
            if self._cancelled:
                raise Cancelled

    # --- for the runner
    def carry_out(self, work: Callable[[Progress], object]) -> None:
        """Do the work on this thread and post its events."""
        event: Event
        try:
            self.checkpoint()
            self._post(Started(self.job, self.lane, self.label))
            event = Finished(self.job, work(self))
        except Cancelled:
            event = Stopped(self.job)
        except OSError as error:
            event = Failed(self.job, disk_trouble(error) or error)
        except BaseException as error:  # noqa: BLE001 - even SystemExit must end the job with one event
            event = Failed(self.job, error)
        try:
            if self._unsaid is not None:
                self._post(self._unsaid)
            self._post(event)
        finally:
            self._ended.set()


class AnyRunner(Protocol):
    """What Runner and InlineRunner have in common."""

    def start(self, lane: Lane, work: Callable[[Progress], object], label: str = "") -> Ticket:
        """Begin `work` on `lane`."""

    def close(self, *, cancel: bool = True) -> None:
        """Take no more work, and return when none is left."""


class Runner:
    """Lanes of threads. `post` receives every event on the thread of its job."""

    def __init__(self, post: Post, sizes: Mapping[Lane, int] = LANE_SIZES, now: Clock = time.monotonic) -> None:
        self._post = post
        self._now = now
        self._numbers = itertools.count(1)
        self._lanes = {
            lane: ThreadPoolExecutor(size, f"kla-{lane.value}", None if lane in _WAITED_FOR else thread_steps_back)
            for lane, size in sizes.items()
        }
        self._lock = threading.Lock()
        self._open_tickets: set[Ticket] = set()
        self._closed = False

    def start(self, lane: Lane, work: Callable[[Progress], object], label: str = "") -> Ticket:
        """Queue `work`; `label` is what a progress strip shows. Raises RuntimeError once the runner is closed."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the runner is closed")
            ticket = Ticket(next(self._numbers), lane, label, self._post, self._now)
            self._open_tickets.add(ticket)
            self._lanes[lane].submit(self._run, ticket, work)
        return ticket

    def _run(self, ticket: Ticket, work: Callable[[Progress], object]) -> None:
        try:
            ticket.carry_out(work)
        finally:
            with self._lock:
                self._open_tickets.discard(ticket)

    @property
    def busy(self) -> bool:
        """True while a job works or waits in a queue."""
        with self._lock:
            return bool(self._open_tickets)

    def close(self, *, cancel: bool = True) -> None:
        """Take no more work and wait until every job has said its last event; `cancel` asks them to stop first."""
        with self._lock:
            self._closed = True
            tickets = list(self._open_tickets)
        for ticket in tickets:
            if cancel:
                ticket.cancel()
            else:
                ticket.resume()
        for lane in self._lanes.values():
            lane.shutdown(wait=True)
