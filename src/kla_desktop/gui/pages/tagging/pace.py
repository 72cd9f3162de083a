"""How long the rest will take, judged from how quickly this user has been tagging just now."""

import time
from collections import deque

_KEPT = 40
_LEAST = 5
_PAUSE = 60.0
"""A longer gap between two commands was a pause, not work."""


class TaggingPace:
    """Says nothing before it knows something."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._gaps: deque[tuple[float, int]] = deque(maxlen=_KEPT)

    def note(self, items: int) -> None:
        """Some items were tagged by one command, now."""
        now = time.monotonic()
        if self._last is not None and now - self._last < _PAUSE and items:
            self._gaps.append((now - self._last, items))
        self._last = now

    def left(self, items: int) -> float | None:
        """Return the seconds that so many items will take, None while nobody can say."""
        done = sum(count for _, count in self._gaps)
        if not items or len(self._gaps) < _LEAST or not done:
            return None
        return items * sum(gap for gap, _ in self._gaps) / done
