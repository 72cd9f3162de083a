"""What an operation may say and ask while it works: how far it is, and whether to stop."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
_LISTEN = 0.1
"""Seconds between two looks at whether the user asked to stop."""


class Cancelled(Exception):  # noqa: N818 - it is an answer, not an error
    """Raised by `checkpoint()` once the user asked to stop. What was finished stays."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: items and bytes done of all (0 = unknown), and what it does now.

    `doing` is a key of `wording` ("ingesting", "sealing", …), never a file name: progress may reach a log.
    """

    done: int
    total: int
    doing: str = ""
    bytes_done: int = 0
    bytes_total: int = 0


class Progress(Protocol):
    """Handed to every operation."""

    def step(self, step: Step) -> None:
        """Say how far the work is; cheap, may be called for every item."""

    def checkpoint(self) -> None:
        """Raise Cancelled if the user asked to stop; called between items, never inside a transaction."""


def result_of(coming: "Future[T]", listen: Callable[[], None]) -> T:
    """Wait for what another thread makes. `listen` is called meanwhile, and ends the waiting by raising."""
    while not wait((coming,), timeout=_LISTEN).done:
        listen()
    return coming.result()


class SilentProgress:
    """For callers that neither watch nor stop."""

    def step(self, step: Step) -> None:
        """Say nothing."""

    def checkpoint(self) -> None:
        """Never stop."""
