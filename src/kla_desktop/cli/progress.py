"""One line that says how far the work is: rewritten in place on a terminal, a new one a second at most elsewhere."""

import sys
import time
from collections.abc import Callable

from kla_desktop.jobs.estimate import Pace
from kla_desktop.system.progress import Cancelled, Step
from kla_desktop.wording.formats import Lang, number, percent, time_left
from kla_desktop.wording.words import DOING, said

_TERMINAL_SECONDS, _FILE_SECONDS = 0.1, 1.0
_CLEAR = "\r\x1b[K"


class LineProgress:
    """Handed to every operation; `is_stopping` turns the next checkpoint into Cancelled."""

    def __init__(self, show: Callable[[str], None], lang: Callable[[], Lang], is_stopping: Callable[[], bool]) -> None:
        self._show, self._lang, self._is_stopping = show, lang, is_stopping
        self._pace = Pace()
        self._began = self._last = time.monotonic()
        self._is_drawn = False

    def step(self, step: Step) -> None:
        """Say how far the work is, if it is time to."""
        now = time.monotonic()
        left = self._pace.note(now - self._began, step)
        is_terminal = _is_terminal()
        if now - self._last < (_TERMINAL_SECONDS if is_terminal else _FILE_SECONDS):
            return
        self._last = now
        line = self._line(step, left)
        self._show(f"{_CLEAR}{line}" if is_terminal else f"{line}\n")
        self._is_drawn = is_terminal

    def checkpoint(self) -> None:
        """Raise Cancelled once Ctrl+C was pressed."""
        if self._is_stopping():
            raise Cancelled

    def clear(self) -> None:
        """Take the line away before anything else is said."""
        if self._is_drawn:
            self._is_drawn = False
            self._show(_CLEAR)

    def _line(self, step: Step, left: float | None) -> str:
        lang = self._lang()
        parts = [said(DOING, step.doing or "checking", lang)]
        if step.total:
            parts.append(f"{number(step.done, lang)}/{number(step.total, lang)}")
        if step.bytes_total:
            parts.append(percent(100 * step.bytes_done / step.bytes_total, lang))
        if left:
            parts.append(("sisa " if lang == "id" else "left: ") + time_left(left, lang))
        return " · ".join(parts)


def _is_terminal() -> bool:
    try:
        return sys.stderr is not None and sys.stderr.isatty()
    except (OSError, ValueError):
        return False
