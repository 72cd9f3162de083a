"""Small papers on their way through the probe workers, several at a time.

Handing one over and taking its answer wakes four threads, which costs as much as reading a short one, and lets the
worker wait meanwhile. So those that wait for a worker anyway go to it together. Should it fail on them, each is read
by itself, as if nothing had happened.
"""

import math
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final

from kla_desktop.media.crew import Crew, Job, PoolClosed
from kla_desktop.media.kinds import HEAD, kind_of_head
from kla_desktop.media.probe import PASSWORD, Probed, is_paper, is_read
from kla_desktop.media.probe_stream import SMALL_PAPER, ProbeStream
from kla_desktop.media.wire import BadFinding, several_from_wire
from kla_desktop.system.worker_process import WorkerError

_TOGETHER: Final = 16
_BYTES: Final = 256 << 10


@dataclass(frozen=True, slots=True)
class _Waiting:
    stream: ProbeStream
    data: bytes | memoryview
    glance: bool
    coming: "Future[Probed]" = field(default_factory=Future)

    def read_alone(self) -> None:
        try:
            read = self.stream.read_glance if self.glance else self.stream.read_whole
            self.coming.set_result(read(self.data))
        except BaseException as error:  # noqa: BLE001 - whoever waits is told
            self.coming.set_exception(error)


class PaperGroups:
    """Takes small papers; `threads` wait for the workers."""

    def __init__(self, crew: Crew, threads: ThreadPoolExecutor) -> None:
        self._crew, self._threads = crew, threads
        self._waiting: deque[_Waiting] = deque()
        self._readers = 0
        self._lock = threading.Lock()

    def add(self, stream: ProbeStream, data: bytes | memoryview, *, glance: bool) -> "Future[Probed]":
        """Let a paper wait for a worker; with `glance` its words alone are read."""
        one = _Waiting(stream, data, glance)
        with self._lock:
            self._waiting.append(one)
            more = self._readers < self._crew.most
            self._readers += more
        if more:
            self._threads.submit(self._read_some)
        return one.coming

    def _read_some(self) -> None:
        """Read a few and stand in line again, behind whatever else waits."""
        group = self._some()
        try:
            self._read(group)
        finally:
            with self._lock:
                more = bool(self._waiting)
                self._readers -= not more
        if more:
            self._threads.submit(self._read_some)

    def _some(self) -> list[_Waiting]:
        group: list[_Waiting] = []
        with self._lock:
            most, size = min(_TOGETHER, math.ceil(len(self._waiting) / self._crew.most)), 0
            while self._waiting and len(group) < most:
                first = self._waiting[0]
                size += len(first.data)
                if group and (size > _BYTES or first.glance is not group[0].glance):
                    break
                group.append(self._waiting.popleft())
        return group

    def _read(self, group: Sequence[_Waiting]) -> None:
        group = [one for one in group if one.coming.set_running_or_notify_cancel()]
        found = self._ask(group) if len(group) > 1 else None
        for at, one in enumerate(group):
            if found:
                one.coming.set_result(found[at])
            else:
                one.read_alone()

    def _ask(self, group: Sequence[_Waiting]) -> list[Probed] | None:
        """Have all of them read by one worker; None if that went wrong."""
        glance = group[0].glance
        files = [[one.stream.name, one.stream.modified_at, len(one.data)] for one in group]
        job: Job | None = None
        try:
            begin = {"op": "begin", "do": "several", "files": files, "preview": not glance}
            job = Job(self._crew, begin, brief=glance and self._crew.is_new, files=len(group))
            job.send(b"".join(one.data for one in group))
            found = several_from_wire(*job.answer(), len(group))
        except (WorkerError, BadFinding, PoolClosed, OSError):
            if job is not None:
                job.give_up()
            return None
        return [one if not glance or PASSWORD in one.warnings else replace(one, is_undrawn=True) for one in found]


def is_small_paper(name: str, data: bytes | memoryview) -> bool:
    """Whether it can be read together with others."""
    if not 0 < len(data) <= SMALL_PAPER:
        return False
    kind = kind_of_head(bytes(data[:HEAD]), name)
    return is_paper(kind) and is_read(kind)
