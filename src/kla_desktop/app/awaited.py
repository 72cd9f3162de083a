"""A job that a service asks for on its own thread, and waits for, unless the service is closed meanwhile."""

import queue
import threading
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")
W = TypeVar("W")
_LOOK_UP: Final = 0.2
"""Seconds between two looks at whether the service was closed."""


def awaited(submit: Callable[[W, Callable[[T], None]], None], work: W, closed: threading.Event) -> T | None:
    """Submit `work` and return what its `ended` was called with; None once `closed` is set."""
    outcome: queue.SimpleQueue[T] = queue.SimpleQueue()
    submit(work, outcome.put)
    while True:
        try:
            return outcome.get(timeout=_LOOK_UP)
        except queue.Empty:
            if closed.is_set():
                return None
