"""How a user's stop reaches work that waits for a remote: the hub of a sync round, the object store."""

import threading
from typing import Self

from kla_desktop.system.progress import Cancelled, Progress
from kla_desktop.transport.remote import Remote, RemoteError

_LISTEN = 0.2
"""Seconds between two looks at whether the user asked to stop."""


class Stopper:
    """Asks `progress` whether to stop, on a thread of its own, and cuts the remote's connections when it says so.

    What the remote raises over that leaves the block as Cancelled.
    """

    def __init__(self, progress: Progress, remote: Remote) -> None:
        self._progress, self._remote = progress, remote
        self._stopped, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="stopper", daemon=True)

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        """Listen no more."""
        self._over.set()
        if self.stopped and isinstance(error, RemoteError):
            raise Cancelled from error

    @property
    def stopped(self) -> bool:
        """Whether the user asked to stop."""
        return self._stopped.is_set()

    def check(self) -> None:
        """Raise Cancelled if so."""
        if self._stopped.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Wait, unless the user asks to stop. Raises Cancelled."""
        self._stopped.wait(seconds)
        self.check()

    def _run(self) -> None:
        while not self._over.wait(_LISTEN):
            try:
                self._progress.checkpoint()
            except Cancelled:
                self._stopped.set()
                self._remote.abort()
                return
