"""How long a job still needs, judged from its pace of late."""

from collections import deque
from dataclasses import dataclass, field

from kla_desktop.system.progress import Step

WINDOW = 30.0
"""Seconds of the past that count: a stick that slows down shows within half a minute."""
SETTLING = 1.5
"""Seconds before the first estimate: a wild guess is worse than none."""
NOTHING = 0.01
"""The share of a job's bytes below which its first step says nothing about its pace."""


def remaining_seconds(samples: "list[tuple[float, Step]]") -> float | None:
    """Return the seconds of work left after the last of `samples` (seconds of work, step), None when unknown.

    Bytes decide where the job counts them, items otherwise. Where the first bytes are next to nothing, the time before
    them went into a process or a connection that started: their pace would promise days.
    """
    total_bytes = samples[-1][1].bytes_total if samples else 0
    for at, (_, step) in enumerate(samples):
        if step.bytes_done > 0:
            samples = samples[at:] if step.bytes_done < total_bytes * NOTHING else samples
            break
    if len(samples) < 2:  # noqa: PLR2004 - a pace needs two points
        return None
    (began, first), (now, last) = samples[0], samples[-1]
    if last.bytes_total > 0:
        done, before, total = last.bytes_done, first.bytes_done, last.bytes_total
    elif last.total > 0:
        done, before, total = last.done, first.done, last.total
    else:
        return None
    if done >= total:
        return 0.0
    if now - began < SETTLING or done <= before:
        return None
    return (total - done) * (now - began) / (done - before)


@dataclass(slots=True)
class Pace:
    """Remembers the steps of the last WINDOW seconds of work; a pause does not count as work."""

    _samples: deque[tuple[float, Step]] = field(default_factory=deque)

    def note(self, worked: float, step: Step) -> float | None:
        """Add `step`, reached after `worked` seconds of work, and return the seconds left, None when unknown."""
        if self._samples and step.doing != self._samples[-1][1].doing:
            self._samples.clear()  # another kind of work has another pace
        self._samples.append((worked, step))
        while len(self._samples) > 2 and worked - self._samples[1][0] > WINDOW:  # noqa: PLR2004 - keep two points
            self._samples.popleft()
        return remaining_seconds(list(self._samples))
