"""What the runner says while a job lives: frozen values, so that they may cross threads.

Each job says Started once, Advanced any number of times, and exactly one of Finished, Failed, Stopped.
"""

from dataclasses import dataclass
from enum import StrEnum

from kla_desktop.system.progress import Step


class Lane(StrEnum):
    """Where a job runs. Lanes never wait for each other; within a lane jobs begin in the order they were asked for."""

    INTERACTIVE = "interactive"
    """What the user has just done: tag, title, verdict, undo. One at a time, so undo comes after what it undoes."""
    INTAKE = "intake"
    """New files into the library."""
    PARCEL = "parcel"
    """Seal and open bundles, print dossiers, check fixity."""
    QUERY = "query"
    """Reading for the screens."""
    READING = "reading"
    """Pages read by machine: the least urgent of all, minutes for a long scan."""
    TRANSFER = "transfer"
    """USB drives, WebDAV, S3: may be slow for minutes."""


@dataclass(frozen=True, slots=True)
class Started:
    """The job has left the queue and works now."""

    job: int
    lane: Lane
    label: str


@dataclass(frozen=True, slots=True)
class Advanced:
    """How far the job is. `remaining` is seconds of work left, None while nobody can say."""

    job: int
    step: Step
    remaining: float | None


@dataclass(frozen=True, slots=True)
class Finished:
    """The job returned `result`."""

    job: int
    result: object


@dataclass(frozen=True, slots=True)
class Failed:
    """The job raised `error`."""

    job: int
    error: BaseException


@dataclass(frozen=True, slots=True)
class Stopped:
    """The job was cancelled; what it had finished stays."""

    job: int


Event = Started | Advanced | Finished | Failed | Stopped
