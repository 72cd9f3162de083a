"""Workers that are kept: the same functions in processes of their own, without a start for each bundle.

A city's year makes thousands of bundles, and starting a process costs several times what sealing a small one does. Here
a process serves one bundle after the other; everything that passes through its pipe is as it always is.

    with kept():
        …everything that seals and opens bundles…
"""

import contextlib
import importlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self
from unittest.mock import patch

from kla_desktop.model.errors import Fixable
from kla_desktop.operations import parcel
from kla_desktop.system.worker_process import Header, WorkerDied, WorkerPort, WorkerProcess, WorkerSilent

_CALL, _RETURNED = "kept_call", "kept_returned"


def serve(port: WorkerPort) -> None:
    """Run in the process: call what is asked for, again and again."""
    while True:
        header, _ = port.receive()
        module, _, name = str(header[_CALL]).partition(":")
        getattr(importlib.import_module(module), name)(port)
        port.send({_RETURNED: True})


class _Kept:
    """Stands where `WorkerProcess` stands."""

    idle: list[WorkerProcess] = []  # noqa: RUF012 - shared on purpose

    def __init__(self, target: str, memory_limit: int | None = None) -> None:
        if not self.idle:
            self.idle.append(WorkerProcess(f"{__name__}:serve", memory_limit))
        self._inner = self.idle.pop()
        self._inner.send({_CALL: target})
        self._returned = False

    def send(self, header: Header, payload: bytes = b"") -> None:
        self._inner.send(header, payload)

    def receive(self, timeout: float | None) -> tuple[Header, bytes]:
        header, payload = self._inner.receive(timeout)
        if _RETURNED in header:
            self._returned = True
            raise WorkerDied(0, "returned without an answer")
        return header, payload

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or isinstance(error, Fixable):  # a refusal is its last word
            with contextlib.suppress(WorkerSilent, WorkerDied):
                while not self._returned:
                    header, _ = self._inner.receive(60 if kind is None else 1)
                    self._returned = _RETURNED in header
        if self._returned:
            self.idle.append(self._inner)
        else:
            self._inner.kill()  # it may wait for an answer that will not come


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Keep the workers of bundles for a block."""
    try:
        with patch.object(parcel, "WorkerProcess", _Kept):
            yield
    finally:
        while _Kept.idle:
            _Kept.idle.pop().kill()
