"""When a file that could not be taken in is tried again. It is never given up: the waits only grow, to an hour."""

from enum import StrEnum
from typing import Final

WAITS: Final = (30, 60, 120, 300, 600, 1800, 3600)
"""Seconds before the second try, the third, …; the last one holds for all that follow."""


class Retry(StrEnum):
    """Who tries again."""

    BY_CLOCK = "by_clock"
    """We do, after a wait."""
    WHEN_CHANGED = "when_changed"
    """The next look into its folder does, as soon as the file is another: it grew, was downloaded, came back."""
    NEVER = "never"
    """Nobody by itself: a link or a device holds no evidence. The user may still ask."""


_WHEN_CHANGED = frozenset({"empty", "not_local", "missing", "still_changing"})
_NEVER = frozenset({"special", "too_deep", "cloud_link"})


def retry_of(reason: str) -> Retry:
    """Say who tries a failure of this reason (a key of wording.words.SKIPS) again."""
    if reason in _NEVER:
        return Retry.NEVER
    return Retry.WHEN_CHANGED if reason in _WHEN_CHANGED else Retry.BY_CLOCK


def wait_after(reason: str, tries: int) -> int | None:
    """Return the seconds to wait after so many failed tries, None if time alone brings no other try."""
    if retry_of(reason) is not Retry.BY_CLOCK:
        return None
    return WAITS[min(max(tries, 1), len(WAITS)) - 1]


def holds_nothing(reason: str) -> bool:
    """Whether nothing was lost when a file of this failure is gone: it was empty, a stand-in, or no file at all."""
    return reason in {"empty", "not_local", *_NEVER}
