"""The runner for the command line and for tests: every job runs at once, on the calling thread."""

import itertools
import time
from collections.abc import Callable

from kla_desktop.jobs.events import Lane
from kla_desktop.jobs.runner import Clock, Post, Ticket
from kla_desktop.system.progress import Progress


class InlineRunner:
    """Same interface as Runner; `start` returns when the job has ended."""

    def __init__(self, post: Post, now: Clock = time.monotonic) -> None:
        self._post = post
        self._now = now
        self._numbers = itertools.count(1)
        self._closed = False

    def start(self, lane: Lane, work: Callable[[Progress], object], label: str = "") -> Ticket:
        """Do `work` now. Raises RuntimeError once the runner is closed."""
        if self._closed:
            raise RuntimeError("the runner is closed")
        ticket = Ticket(next(self._numbers), lane, label, self._post, self._now, may_wait=False)
        ticket.carry_out(work)
        return ticket

    def close(self, *, cancel: bool = True) -> None:  # noqa: ARG002 - there is never work left to cancel
        """Take no more work."""
        self._closed = True
