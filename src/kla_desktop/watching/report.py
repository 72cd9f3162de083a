"""What the watcher is told and what it tells: how often to look, and how each folder stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from kla_desktop.watching.events import Listening
from kla_desktop.watching.scan import FolderState, FoundFile, Odd
from kla_desktop.watching.stability import OVERDUE_SECONDS, SETTLE_SECONDS, SETTLE_SECONDS_SLOW, UNFINISHED_SECONDS


@dataclass(frozen=True, slots=True)
class WatchTimes:
    """How often the watcher looks, in seconds."""

    rescan: float = 60.0  # folders with events
    rescan_polled: float = 10.0  # folders without: sticks, FAT
    rescan_network: float = 30.0  # shares, where every look is traffic
    settle: float = SETTLE_SECONDS
    settle_slow: float = SETTLE_SECONDS_SLOW
    unfinished: float = UNFINISHED_SECONDS
    missing: float = 2.0  # whether a folder is (still) there and still the same
    debounce: float = 0.3
    overdue: float = OVERDUE_SECONDS


@dataclass(frozen=True, slots=True)
class FolderReport:
    """How one watched folder stands. `odd` holds what was not reported before; `scans` counts full scans."""

    folder: str
    state: FolderState
    listening: Listening
    waiting: int = 0
    scans: int = 0
    odd: tuple[Odd, ...] = ()
    moved_to: str = ""
    """Where the folder was found again under another name; it is watched there from now on."""
    failures_changed: bool = False
    """Set by whoever keeps the list of failures: it is another one since this report."""


class NotNow(Exception):  # noqa: N818 - nothing went wrong
    """Raised by `on_settled` when it will take nothing at the moment: its files come again after the next scan."""


OnSettled: TypeAlias = Callable[[list[FoundFile]], None]
OnState: TypeAlias = Callable[[FolderReport], None]
