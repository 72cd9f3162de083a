"""The processes that seal and open bundles, and the one that is kept ready where a bundle is foreseen.

Starting a process costs as much as sealing a hundred megabytes. So one may wait, with all it needs imported and neither
library nor keys nor anybody's bytes in it, and is ended if nobody wants it. Each opens one bundle at the most.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Final

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.memory import available_memory
from kla_desktop.system.worker_process import WorkerError, WorkerProcess, WorkerSilent

TARGET: Final = "kla_desktop.operations.parcels.worker:serve"  # by name: this process needs nothing of it
MEMORY_LIMIT: Final = 2 << 30
"""Address space, not memory in use: threads and libraries reserve far more than the 64 MB that they touch."""
REST: Final = 300.0
"""Seconds that a worker waits for work."""
NEEDED: Final = 512 << 20
"""Bytes that have to be available for a worker to wait: it holds some 30 MB itself."""
_START_TIME: Final = 60.0
_LISTEN: Final = 0.1


class StartingWorker:
    """A worker that starts in the background."""

    def __init__(self) -> None:
        self._started: Future[WorkerProcess] = Future()
        self._unwanted = False
        threading.Thread(target=self._start, name="parcel-worker").start()  # no daemon: half a start would complain

    def _start(self) -> None:
        try:
            worker = WorkerProcess(TARGET, MEMORY_LIMIT)
            try:
                self._await(worker)
            except WorkerError:
                worker.kill()
                raise
        except Exception as error:  # noqa: BLE001 - told to whoever waits for it, whatever it is
            self._started.set_exception(error)
        else:
            self._started.set_result(worker)

    def _await(self, worker: WorkerProcess) -> None:
        """Wait for its first frame, which says that it is ready, unless it is to end."""
        until = time.monotonic() + _START_TIME
        while not self._unwanted:
            try:
                worker.receive(_LISTEN)
            except WorkerSilent:
                if time.monotonic() > until:
                    raise
            else:
                return

    @property
    def has_failed(self) -> bool:
        """Whether it ended before anybody wanted it."""
        return self._started.done() and (self._started.exception() is not None or not self._started.result().alive)

    @property
    def pid(self) -> int | None:
        """Process id once it has started, for measuring."""
        return self._started.result().pid if self._started.done() and not self.has_failed else None

    def ready(self, listen: Callable[[], None]) -> WorkerProcess:
        """Wait until it has started; `listen` is called several times a second, and what it raises ends the worker.

        Raises Fixable(WORKER_FAILED).
        """
        while not wait((self._started,), _LISTEN).done:
            try:
                listen()
            except BaseException:
                self.end()
                raise
        if error := self._started.exception():
            raise Fixable(ErrorCode.WORKER_FAILED) from error
        return self._started.result()

    def end(self) -> None:
        """End it, as soon as it has started; does not wait."""
        self._unwanted = True
        self._started.add_done_callback(_end)


class ParcelWorkers:
    """Gives workers, and keeps at most one ready. Safe for threads."""

    def __init__(self, rest: float = REST, needed: int = NEEDED) -> None:
        self._rest, self._needed = rest, needed
        self._lock = threading.Lock()
        self._spare: StartingWorker | None = None
        self._resting: threading.Timer | None = None
        self._closed = False

    def prepare(self) -> None:
        """Keep a worker ready from now on for `rest` seconds, unless memory is short; returns at once."""
        with self._lock:
            if self._closed:
                return
            spare = self._spare
            if spare is None or spare.has_failed:
                if available_memory() < self._needed:
                    return
                spare = StartingWorker()
            self._keep(spare)

    def take(self) -> StartingWorker:
        """Give the worker that is ready, else one that starts."""
        with self._lock:
            spare = self._spare
            self._keep(None)
        return spare if spare is not None and not spare.has_failed else StartingWorker()

    @property
    def pid(self) -> int | None:
        """Process id of the worker that is ready, for measuring."""
        with self._lock:
            return self._spare.pid if self._spare is not None else None

    def close(self) -> None:
        """End what waits; none is kept ready any more. Safe to call again."""
        with self._lock:
            self._closed = True
            spare = self._spare
            self._keep(None)
        if spare is not None:
            spare.end()

    def _keep(self, spare: StartingWorker | None) -> None:
        """Let this one wait from now on; called with the lock."""
        if self._resting is not None:
            self._resting.cancel()
        self._spare, self._resting = spare, None
        if spare is not None:
            self._resting = threading.Timer(self._rest, self._give_up, (spare,))
            self._resting.daemon = True
            self._resting.start()

    def _give_up(self, spare: StartingWorker) -> None:
        with self._lock:
            if self._spare is not spare:
                return
            self._spare = self._resting = None
        spare.end()


def _end(started: Future[WorkerProcess]) -> None:
    if started.exception() is None:
        started.result().kill()
