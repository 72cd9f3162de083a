"""A job's progress that also hears the wish of the service that started it."""

import threading

from kla_desktop.system.progress import Cancelled, Progress, Step


class Stoppable:
    """Passes everything on, and stops at the next checkpoint once `stop` is set."""

    def __init__(self, inner: Progress, stop: threading.Event) -> None:
        self._inner, self._stop = inner, stop

    def step(self, step: Step) -> None:
        """Say how far the work is."""
        self._inner.step(step)

    def checkpoint(self) -> None:
        """Raise Cancelled if the service or the user asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self._inner.checkpoint()
