"""Workers that are kept: the same functions in processes of their own, without a start for each bundle.

A city's year makes thousands of bundles, and starting a process costs several times what sealing a small one does. Here
a process serves one bundle after the other; everything that passes through its pipe is as it always is.

    with kept():
        …everything that seals and opens bundles…
"""

import contextlib
import importlib
from collections.abc import Callable, Iterator
from unittest.mock import patch

from kla_desktop.operations.parcels.worker import DO
from kla_desktop.operations.parcels.workers import MEMORY_LIMIT, TARGET, ParcelWorkers
from kla_desktop.system.worker_process import Header, WorkerDied, WorkerError, WorkerPort, WorkerProcess

_CALL, _RETURNED = "kept_call", "kept_returned"
_PATIENCE = 60.0


def serve(port: WorkerPort) -> None:
    """Run in the process: call what is asked for, again and again."""
    while True:
        header, _ = port.receive()
        if _CALL not in header:
            continue  # said to one that had returned by itself
        module, _, name = str(header[_CALL]).partition(":")
        getattr(importlib.import_module(module), name)(port)
        port.send({_RETURNED: True})


class _Kept:
    """Stands where a `WorkerProcess` and its `StartingWorker` stand."""

    idle: list[WorkerProcess] = []  # noqa: RUF012 - shared on purpose

    def __init__(self) -> None:
        self._inner = self.idle.pop() if self.idle else WorkerProcess(f"{__name__}:serve", MEMORY_LIMIT)
        self._inner.send({_CALL: TARGET})
        self._inner.receive(_PATIENCE)  # that it is ready
        self._ended = self._returned = False

    def ready(self, _: Callable[[], None]) -> "_Kept":
        return self

    def send(self, header: Header, payload: bytes = b"") -> None:
        self._inner.send(header, payload)

    def receive(self, timeout: float | None) -> tuple[Header, bytes]:
        header, payload = self._inner.receive(timeout)
        if _RETURNED in header:
            self._returned = True
            raise WorkerDied(0, "returned without an answer")
        return header, payload

    def end(self) -> None:
        if self._ended:
            return
        self._ended = True
        try:
            if not self._returned:
                self._inner.send({DO: "nothing more"})
            while not self._returned:
                header, _ = self._inner.receive(_PATIENCE)
                self._returned = _RETURNED in header
        except WorkerError:
            self._inner.kill()  # in the middle of a bundle it waits for an answer that will not come
        else:
            self.idle.append(self._inner)


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Keep the workers of bundles for a block."""
    try:
        with (
            patch.object(ParcelWorkers, "take", lambda _: _Kept()),
            patch.object(ParcelWorkers, "prepare", lambda _: None),
        ):
            yield
    finally:
        while _Kept.idle:
            _Kept.idle.pop().kill()
