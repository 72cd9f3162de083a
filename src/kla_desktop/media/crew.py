"""The worker processes behind the pool: lent to one file at a time, replaced when they die or have done enough."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from typing import Final

from kla_desktop.system.shown_memory import ShownMemory
from kla_desktop.system.worker_process import Header, WorkerDied, WorkerError, WorkerProcess

_TARGET: Final = "kla_desktop.media.worker:serve"  # by name: this process needs nothing of it
_JOBS_PER_WORKER, _WORTH_ANOTHER = 4000, 200
"""Files that a worker has before it is replaced, and that must have come before another pays for small ones."""
_START_TIME: Final = 20.0
"""Seconds a worker may take to be ready: old laptops with virus scanners are slow at it."""


SHARED: Final = 16 << 20
"""Memory shared with a worker: most photos and papers are smaller, larger files go through the pipe."""


class PoolClosed(RuntimeError):  # noqa: N818 - it says what happened
    """The program is ending; no more files are looked into."""


class _Worker:
    """A worker process, how many files it has had, and whether its job is a `brief` one."""

    def __init__(self, memory_limit: int, shown: ShownMemory | None) -> None:
        self.process = WorkerProcess(_TARGET, memory_limit, SHARED, shown)
        self.jobs = 0
        self.brief = False
        try:
            self.process.receive(_START_TIME)  # its first frame says that it is ready
        except WorkerError:
            self.process.kill()
            raise


class Crew:
    """At most `most` workers; `time_limit` in seconds for one answer, `memory_limit` in bytes for one worker.

    They see what lies in `shown` without a copy.
    """

    def __init__(self, most: int, time_limit: float, memory_limit: int, shown: ShownMemory | None = None) -> None:
        self.time_limit = time_limit
        self.most = most
        self._memory_limit, self._shown = memory_limit, shown
        self._changed = threading.Condition()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._starting = self._brief = 0
        self._answered = 0
        self._preparing = self._awaited = self._closed = False

    @property
    def is_new(self) -> bool:
        """Whether so few files have come that for small ones one worker is enough."""
        return self._answered < _WORTH_ANOTHER

    def prepare(self) -> None:
        """Start a worker meanwhile, which the first file then waits for."""
        with self._changed:
            if self._closed or self._idle or self._busy or self._starting:
                return
            self._starting, self._preparing, self._awaited = 1, True, False
        threading.Thread(target=self._prepare, name="probe-start").start()  # no daemon: half a start would complain

    def _prepare(self) -> None:
        try:
            self.give_back(self._start(brief=False), healthy=True)
        except (WorkerError, PoolClosed, OSError):
            pass  # the first file tries again, and tells
        finally:
            with self._changed:
                self._preparing = False
                self._changed.notify_all()

    def take(self, *, brief: bool = False) -> _Worker:
        """Wait for an idle worker or start one. Raises PoolClosed.

        A `brief` job waits for other brief ones to end: starting a worker takes longer than hundreds of them.
        """
        with self._changed:
            first, self._awaited = self._preparing and not self._awaited, True
            while not self._closed and not self._idle and ((first and self._preparing) or self._must_wait(brief=brief)):
                self._changed.wait()
            if self._closed:
                raise PoolClosed
            self._brief += brief
            if self._idle:
                worker = self._idle.pop()
                worker.brief = brief
                self._busy.add(worker)
                return worker
            self._starting += 1
        return self._start(brief=brief)

    def _must_wait(self, *, brief: bool) -> bool:
        return len(self._busy) + self._starting >= self.most or (brief and (self._brief > 0 or self._preparing))

    def _start(self, *, brief: bool) -> _Worker:
        """Start a worker, outside the lock, since it takes a while. Raises PoolClosed, WorkerError."""
        started: _Worker | None = None
        try:
            started = _Worker(self._memory_limit, self._shown)
            started.brief = brief
        finally:
            with self._changed:
                self._starting -= 1
                wanted = not self._closed
                if started is not None and wanted:
                    self._busy.add(started)
                else:
                    self._brief -= brief
                self._changed.notify_all()
        if not wanted:
            started.process.kill()
            raise PoolClosed
        return started

    def give_back(self, worker: _Worker, *, healthy: bool, files: int = 1) -> None:
        """Lend it to the next file; one that is not healthy, or has had many files, ends."""
        worker.jobs += files
        self._answered += files
        keep = healthy and worker.jobs < _JOBS_PER_WORKER
        with self._changed:
            known = worker in self._busy
            self._busy.discard(worker)
            self._brief -= worker.brief
            worker.brief = False
            if keep and known:
                self._idle.append(worker)
            self._changed.notify_all()
        if not keep or not known:
            worker.process.kill()

    def pids(self) -> list[int]:
        """Process ids of the workers now running, for measuring."""
        with self._changed:
            return [worker.process.pid for worker in (*self._idle, *self._busy) if worker.process.pid is not None]

    def close(self) -> None:
        """End the workers; a stream still open then finishes with what its name tells."""
        with self._changed:
            self._closed = True
            idle, busy = [*self._idle], [*self._busy]
            self._idle.clear()
            self._busy.clear()
            self._changed.notify_all()
        for worker in busy:  # their own threads wait on them, notice the end of the pipe and tidy up
            if worker.process.pid is not None:
                with contextlib.suppress(OSError):
                    os.kill(worker.process.pid, signal.SIGTERM)
        for worker in idle:
            worker.process.kill()


class Job:
    """One file, or some `files` together, in one worker."""

    def __init__(self, crew: Crew, begin: Header, *, brief: bool = False, files: int = 1) -> None:
        self._crew, self._files = crew, files
        self._begin: Header | None = begin
        self._first: bytes | memoryview | None = None
        self._ended = False
        self._worker: _Worker | None = crew.take(brief=brief)
        self._limit = crew.time_limit

    def send(self, piece: bytes | memoryview) -> None:
        """Hand on the next piece. The first is kept back: a file of one piece goes over in one frame."""
        if self._begin is not None and self._first is None:
            self._first = piece
            return
        self._send_begin()
        self._send({"op": "data"}, piece)

    def end(self) -> None:
        """Say that all has come, without waiting for the answer."""
        if self._ended:
            return
        self._ended = True
        if self._begin is not None:
            self._send_begin(whole=True)
        else:
            self._send({"op": "end"})

    def answer(self) -> tuple[Header, bytes]:
        """Say that all has come and wait for the answer; the worker is then free for the next file."""
        self.end()
        assert self._worker is not None
        frame = self._worker.process.receive(self._limit)
        self._release(healthy=True)
        return frame

    def answers(self) -> Iterator[tuple[Header, bytes]]:
        """Say that all has come and take frame after frame until the one that is "done"."""
        self.end()
        assert self._worker is not None
        while True:
            frame = self._worker.process.receive(self._limit)
            if frame[0].get("done"):
                self._release(healthy=True)
                return
            yield frame

    def give_up(self) -> None:
        """End the worker with its job; safe to call again."""
        self._release(healthy=False)

    def drop(self) -> None:
        """Let the worker forget the file and free it for the next."""
        try:
            if self._begin is None:
                self._send({"op": "drop"})
            self._release(healthy=True)
        except WorkerError:
            self.give_up()

    def _send_begin(self, *, whole: bool = False) -> None:
        begin, self._begin = self._begin, None
        if begin is not None:
            first, self._first = self._first, None
            self._send(begin | {"first": first is not None, "whole": whole}, first or b"")

    def _send(self, header: Header, payload: bytes | memoryview = b"") -> None:
        if self._worker is None:
            raise WorkerDied(None, "given up")
        self._worker.process.send(header, payload, self._limit + _START_TIME)

    def _release(self, *, healthy: bool) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            self._crew.give_back(worker, healthy=healthy, files=self._files)


def ask_crew(crew: Crew, begin: Header, pieces: Iterable[bytes | memoryview]) -> tuple[Header, bytes]:
    """Put one question about some bytes and wait for its answer; a worker that fails is ended.

    Raises PoolClosed, WorkerError, OSError.
    """
    job = Job(crew, begin)
    try:
        for piece in pieces:
            job.send(piece)
        return job.answer()
    except (WorkerError, OSError):
        job.give_up()
        raise
