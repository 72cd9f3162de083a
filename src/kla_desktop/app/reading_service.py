"""Lets a machine read scans and photographed pages in the background, while the laptop has nothing better to do.

    service = ReadingService(ws, submit, on_state)
    service.start()
    service.pause(); service.resume(); service.turn(on=False)   # remembered by the library
    service.close()

`submit(work, ended)` is called on the service's thread: run `work` as a job of the READING lane and call `ended` once.
A few files are one job. Pausing ends the worker within a second; what was read of a file stays, and reading goes on at
its next page. The worker is ended, too, when nothing has waited for a while: it holds much memory.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from kla_desktop.app.awaited import awaited
from kla_desktop.app.stoppable import Stoppable
from kla_desktop.model.errors import KlaError
from kla_desktop.operations.read_pages import PagesRead, ReadPagesRequest, read_pages, reading_counts
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress

_log = logging.getLogger(__name__)
_SETTING = "reading"
_BATCH = 3
_TICK = 0.2
_LOOK_AGAIN = 60.0
"""Seconds after which it is looked for new files although nobody said that there are."""
_NOT_YET = 2.0
"""Seconds between two looks at whether the laptop is free."""
_SHARE = 20
"""While files come in, at most one part in so many of the time goes into counting what waits: a scan of everything."""
_LINGER = 20.0
_AFTER_FAILURE = 300.0


class Choice(StrEnum):
    """What the user chose; kept in the library."""

    ON = "on"
    PAUSED = "paused"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How reading stands: `working` while a job runs, `waiting`, `read` and `failed` in files."""

    choice: Choice = Choice.ON
    working: bool = False
    waiting: int = 0
    read: int = 0
    failed: int = 0


Work = Callable[[Progress], PagesRead]
Submit = Callable[[Work, Callable[[bool], None]], None]


class ReadingService:
    """One per open library that may be written to.

    `on_state` is called on any thread; `is_free` says whether now is a good time.
    """

    def __init__(
        self,
        ws: Workspace,
        submit: Submit,
        on_state: Callable[[ReadingState], None],
        is_free: Callable[[], bool] = lambda: True,
    ) -> None:
        self._ws, self._submit, self._on_state, self._is_free = ws, submit, on_state, is_free
        self._wake, self._closed, self._stop = threading.Event(), threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._count_again = 0.0
        self._state = ReadingState(_choice_of(ws.store.local.setting(_SETTING, Choice.ON.value)))
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)

    def start(self) -> None:
        """Begin to look for pages to read."""
        self._thread.start()

    def close(self) -> None:
        """Stop; returns within a second."""
        self._closed.set()
        self._stop.set()
        self._wake.set()
        self._ws.reader.rest()
        if self._thread.is_alive():
            self._thread.join(1)

    @property
    def state(self) -> ReadingState:
        """How it stands."""
        with self._lock:
            return self._state

    def choose(self, choice: Choice) -> None:
        """Read on, pause or stop reading, now and after the next start."""
        with self._ws.transaction():
            self._ws.store.local.set(_SETTING, choice.value)
        if choice is Choice.ON:
            self._stop.clear()
        else:
            self._stop.set()
        self._say(choice=choice)
        self._wake.set()

    def pause(self) -> None:
        """Rest until `resume`."""
        self.choose(Choice.PAUSED)

    def resume(self) -> None:
        """Go on."""
        self.choose(Choice.ON)

    def turn(self, *, on: bool) -> None:
        """Read in the background, or not at all."""
        self.choose(Choice.ON if on else Choice.OFF)

    def poke(self) -> None:
        """Say that there may be something new to read."""
        self._wake.set()

    # --- on the service's thread
    def _run(self) -> None:
        idle_since = time.monotonic()
        while not self._closed.is_set():
            try:
                rest = self._round()
            except KlaError as error:  # the reader cannot be started here; later, perhaps
                _log.warning("pages could not be read: %s", error)
                rest = _AFTER_FAILURE
            except Exception as error:  # noqa: BLE001 - a closed library, a full disk: nothing that should end the window
                _log.warning("reading stopped: %s", type(error).__name__)
                rest = _AFTER_FAILURE
            now = time.monotonic()
            if not rest:
                idle_since = now
            elif now - idle_since > _LINGER:
                self._ws.reader.rest()
            until = now + rest
            while time.monotonic() < until and not self._closed.is_set() and not self._wake.wait(_TICK * 5):
                if self._ws.reader.pid is not None and time.monotonic() - idle_since > _LINGER:
                    self._ws.reader.rest()
            self._wake.clear()

    def _round(self) -> float:
        """Read a few files; return how many seconds to wait before the next look."""
        free, began = self._is_free(), time.monotonic()
        if not free and began < self._count_again:
            return min(_NOT_YET, self._count_again - began)
        counts = reading_counts(self._ws)
        self._count_again = began + _SHARE * (time.monotonic() - began)
        self._say(waiting=counts.waiting, read=counts.read, failed=counts.failed)
        if self.state.choice is not Choice.ON or not counts.waiting:
            return _LOOK_AGAIN
        if not free:
            return _NOT_YET
        self._say(working=True)
        try:
            done = self._one_job()
        finally:
            self._say(working=False)
        return 0.0 if done else _NOT_YET

    def _one_job(self) -> bool:
        def work(progress: Progress) -> PagesRead:
            return read_pages(self._ws, ReadPagesRequest(limit=_BATCH), Stoppable(progress, self._stop))

        return bool(awaited(self._submit, work, self._closed))

    def _say(self, **values: object) -> None:
        with self._lock:
            before = self._state
            self._state = replace(before, **values)  # type: ignore[arg-type]
            changed = self._state != before
            now = self._state
        if changed and not self._closed.is_set():
            with contextlib.suppress(RuntimeError):  # the window has gone
                self._on_state(now)


def _choice_of(text: str) -> Choice:
    try:
        return Choice(text)
    except ValueError:
        return Choice.ON
