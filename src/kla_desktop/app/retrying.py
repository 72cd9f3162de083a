"""Which failed files are due for another try, and which have vanished. They are in the library: no restart forgets."""

import os
import threading
import time
from collections.abc import Iterable, Sequence

from kla_desktop.model.retries import Retry, holds_nothing, retry_of, wait_after
from kla_desktop.operations.ingest import Ingested
from kla_desktop.operations.intake.batch import note_failures
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, stored

MOST_LOOKED_FOR = 2_000
"""Failures of one folder that are looked for after each scan."""


class Retries:
    """Waits are counted by the monotonic clock: the laptop's own may be wrong or be set. Thread-safe."""

    def __init__(self, ws: Workspace, first_wait: float) -> None:
        self._ws = ws
        self._lock = threading.Lock()
        due = time.monotonic() + first_wait
        self._due = {
            restored(failure.path): (failure.tries, due)
            for failure in ws.store.failures.list()
            if retry_of(failure.reason) is Retry.BY_CLOCK
        }

    def heard(self, result: Ingested) -> None:
        """Note what became of files."""
        now = time.monotonic()
        with self._lock:
            for path in (*(one.path for one in result.added), *(one.path for one in result.skipped)):
                self._due.pop(path, None)
            for lost in result.failed:
                tries = self._due.get(lost.path, (0, 0.0))[0] + 1
                wait = wait_after(lost.reason, tries)
                if wait is None:
                    self._due.pop(lost.path, None)
                else:
                    self._due[lost.path] = (tries, now + wait)

    def take_due(self) -> list[str]:
        """Give the paths whose time has come; each is due again after a longer wait, should nothing be heard of it."""
        now = time.monotonic()
        with self._lock:
            due = [path for path, (_, at) in self._due.items() if at <= now]
            for path in due:
                tries = self._due[path][0]
                self._due[path] = (tries, now + (wait_after("failed", tries + 1) or 0))
        return due

    def take_all(self) -> list[str]:
        """Give all of them: the user asks for another try now."""
        with self._lock:
            return list(self._due)

    def note_odd(self, odd: Iterable[tuple[str, str]]) -> bool:
        """Keep what a scan saw and could not hand out, as (path, reason); True if there was something."""
        found = list(odd)
        if found:
            with self._ws.transaction():
                note_failures(self._ws, found)
        return bool(found)

    def look_for(self, folder: str) -> bool:
        """See whether the failed files below `folder` are still there, after a scan of it; True if one is not.

        A file without bytes that is gone is of no interest; of any other the user is told that it is missing. Where
        its directory is gone too, nothing is known of it: absence is never taken as deletion.
        """
        below = stored(folder).rstrip(os.sep) + os.sep
        listed = [failure for failure in self._ws.store.failures.list() if failure.path.startswith(below)]
        gone = [
            failure
            for failure in listed[:MOST_LOOKED_FOR]
            if failure.reason != "missing" and _is_gone(restored(failure.path))
        ]
        if gone:
            with self._ws.transaction():
                self._ws.store.failures.clear([one.path for one in gone if holds_nothing(one.reason)])
                lost = [restored(one.path) for one in gone if not holds_nothing(one.reason)]
                note_failures(self._ws, [(path, "missing") for path in lost])
            self._forget(lost)
        return bool(gone)

    def _forget(self, paths: Sequence[str]) -> None:
        with self._lock:
            for path in paths:
                self._due.pop(path, None)


def _is_gone(path: str) -> bool:
    return not os.path.lexists(path) and os.path.isdir(os.path.dirname(path))  # noqa: PTH112, PTH120 - surrogates
