"""A spawned process of our own that does dangerous or heavy work and talks in frames: a JSON header and some bytes.

The parent never unpickles what a worker sends, so a worker taken over by a hostile file can only say wrong things.

- `WorkerProcess("package.module:function")` starts the child, which calls `function(port: WorkerPort)`.
- A child that dies surfaces as `WorkerDied` at once; one that says nothing as `WorkerSilent` after the timeout.
- Large payloads go through memory that both have mapped (`system.shared_bytes`) where there is some. What lies in
  memory that the worker is shown anyway (`system.shown_memory`) is only named.
- A parent that dies or closes its end takes the child with it: the child watches its pipe for the end.

`multiprocessing.freeze_support()` must be the first line of the program's `__main__` for this to work when frozen.
"""

import functools
import gc
import importlib
import json
import multiprocessing
import os
import queue
import signal
import struct
import sys
import threading
import traceback
from types import TracebackType
from typing import Any, Self

from kla_desktop.model.errors import KlaError
from kla_desktop.system.shared_bytes import SharedBytes, shared_bytes
from kla_desktop.system.shown_memory import Shown, ShownMemory

if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection as Connection
else:
    from multiprocessing.connection import Connection

Header = dict[str, Any]
MAX_FRAME = 300 << 20
"""Bytes in one frame at most: a media file of 256 MiB and room for its header."""
_MAX_HEADER = 16 << 20
_SHARED, _SHOWN = "shared_bytes", "shown"
_SHARED_FROM = 2 << 10
_ALWAYS_TAKEN = 4 << 10  # a pipe holds some such frames, whatever its reader is doing; others need a timer thread each
_QUEUED_FRAMES = 1  # one waits, one is being read: memory stays bounded by three frames
_LENGTH = struct.Struct(">I")
_CRASHED = "worker_crashed"


class WorkerError(KlaError):
    """The worker cannot go on; whoever started it decides what that means for the user."""


class WorkerDied(WorkerError):  # noqa: N818 - it says what happened
    """The process is gone: crash, kill, memory limit, or an exception nobody caught (then `reason` names its type)."""

    def __init__(self, exit_code: int | None, reason: str = "") -> None:
        super().__init__(f"worker ended with {exit_code} {reason}".rstrip())
        self.exit_code = exit_code
        self.reason = reason


class WorkerSilent(WorkerError):  # noqa: N818 - it says what happened
    """Nothing came, or nothing was taken, within the time given. The process still runs: kill it."""


def _pack(header: Header, payload: bytes | bytearray | memoryview) -> bytes:
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return b"".join((_LENGTH.pack(len(text)), text, payload))


def _unpack(frame: bytes) -> tuple[Header, bytes]:
    """Take a frame apart; raises ValueError for anything that is not one."""
    if len(frame) < _LENGTH.size:
        raise ValueError("frame too short")
    (length,) = _LENGTH.unpack_from(frame)
    end = _LENGTH.size + length
    if length > _MAX_HEADER or end > len(frame):
        raise ValueError("frame header too long")
    header = json.loads(frame[_LENGTH.size : end])
    if not isinstance(header, dict):
        raise TypeError("frame header is not an object")
    return header, frame[end:]


class _Inbox:
    """Reads frames in a thread, so that waiting always has a timeout, even in the middle of a frame."""

    def __init__(self, source: "Connection[Any, Any]", *, exit_at_end: bool) -> None:
        self._source = source
        self._frames: queue.Queue[bytes | None] = queue.Queue(_QUEUED_FRAMES)
        self._exit_at_end = exit_at_end
        self._ended = False
        threading.Thread(target=self._read, name="worker-inbox", daemon=True).start()

    def _read(self) -> None:
        try:
            while True:
                self._frames.put(self._source.recv_bytes(MAX_FRAME))
        except (EOFError, OSError, MemoryError):
            if self._exit_at_end:
                os._exit(0)
            self._frames.put(None)

    def get(self, timeout: float | None) -> bytes | None:
        """Return the next frame, or None at the end of the pipe; raises queue.Empty after `timeout` seconds."""
        if self._ended:
            return None
        frame = self._frames.get(timeout=timeout)
        self._ended = frame is None
        return frame

    def drain(self) -> None:
        """Unblock the thread of a pipe that nobody reads any more."""
        while not self._ended:
            try:
                self._ended = self._frames.get(timeout=1) is None
            except queue.Empty:
                return


class WorkerPort:
    """The child's side of the pipe."""

    def __init__(
        self,
        source: "Connection[Any, Any]",
        target: "Connection[Any, Any]",
        shared: SharedBytes | None = None,
        shown: Shown | None = None,
    ) -> None:
        self._inbox = _Inbox(source, exit_at_end=True)
        self._target, self._shared, self._shown = target, shared, shown
        self._sending = threading.Lock()

    def send(self, header: Header, payload: bytes | bytearray | memoryview = b"") -> None:
        """Send one frame; blocks while the parent is busy. Any thread may send."""
        with self._sending:
            self._target.send_bytes(_pack(header, payload))

    def receive(self, timeout: float | None = None) -> tuple[Header, bytes]:
        """Wait for the parent's next frame; without a timeout for ever. Raises WorkerSilent."""
        try:
            frame = self._inbox.get(timeout)
        except queue.Empty:
            raise WorkerSilent from None
        if frame is None:  # the inbox ends the process at the end of the pipe, so this is never reached
            raise EOFError
        header, payload = _unpack(frame)
        if self._shared is not None and _SHARED in header:
            payload = self._shared.copy(header.pop(_SHARED))
        elif self._shown is not None and _SHOWN in header:
            payload = self._shown.copy(*header.pop(_SHOWN))
        return header, payload


class WorkerProcess:
    """The parent's side: starts the child, talks to it, ends it. Also a context manager that kills on leaving.

    `target` is "package.module:function"; `memory_limit` bounds the child's address space in bytes where the system
    can (not on Windows). `shared` is how many bytes of memory to share for payloads: the first one sent after each
    answer goes that way, unless it lies in `shown` and stays there until the answer. One thread at a time may receive,
    one may send.
    """

    def __init__(
        self, target: str, memory_limit: int | None = None, shared: int = 0, shown: ShownMemory | None = None
    ) -> None:
        spawn = multiprocessing.get_context("spawn")
        child_source, self._target = spawn.Pipe(duplex=False)
        source, child_target = spawn.Pipe(duplex=False)
        self._shared = shared_bytes(shared) if shared else None
        self._in_use = 0
        self._shown = shown
        self._process = spawn.Process(
            target=run_worker,
            args=(target, memory_limit, child_source, child_target, (self._shared, shown)),
            name=target.partition(":")[0].removeprefix("kla_desktop."),
            daemon=True,
        )
        try:
            _start(self._process)
        finally:
            child_source.close()
            child_target.close()
        self._inbox = _Inbox(source, exit_at_end=False)
        self._source = source

    @property
    def pid(self) -> int | None:
        """The child's process id, for measuring."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the child still runs."""
        return self._process.is_alive()

    def send(self, header: Header, payload: bytes | bytearray | memoryview = b"", timeout: float = 60) -> None:
        """Send one frame. Raises WorkerDied; a child that does not take it in time is killed: WorkerSilent."""
        if self._shown is not None and (place := self._shown.place_of(payload)):
            header, payload = header | {_SHOWN: (*place, len(payload))}, b""
        elif self._shared is not None and not self._in_use and _SHARED_FROM <= len(payload) <= self._shared.size:
            self._shared.put(payload)
            self._in_use = len(payload)
            header, payload = header | {_SHARED: len(payload)}, b""
        frame = _pack(header, payload)
        if len(frame) <= _ALWAYS_TAKEN:
            try:
                self._target.send_bytes(frame)
            except (OSError, ValueError) as error:
                raise self._died() from error
            return
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(timeout, give_up)
        timer.daemon = True
        timer.start()
        try:
            self._target.send_bytes(frame)
        except (OSError, ValueError) as error:
            if late.is_set():
                raise WorkerSilent from error
            raise self._died() from error
        finally:
            timer.cancel()

    def receive(self, timeout: float | None) -> tuple[Header, bytes]:
        """Wait up to `timeout` seconds for the child's next frame.

        Raises WorkerSilent when none came, WorkerDied when the child is gone or does not speak in frames.
        """
        try:
            frame = self._inbox.get(timeout)
        except queue.Empty:
            raise WorkerSilent from None
        if frame is None:
            raise self._died()
        if self._shared is not None and self._in_use:
            self._shared.rest(self._in_use)
            self._in_use = 0
        try:
            header, payload = _unpack(frame)
        except (ValueError, TypeError, RecursionError) as error:
            self.kill()
            raise WorkerDied(self._process.exitcode, "bad frame") from error
        if _CRASHED in header:
            self._process.join(5)
            raise WorkerDied(self._process.exitcode, str(header[_CRASHED])[:200])
        return header, payload

    def kill(self) -> None:
        """End the child now; safe to call again."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join(10)
        self._target.close()
        self._inbox.drain()
        self._source.close()
        if self._shared is not None:
            self._shared.close()
            self._shared = None

    def _died(self) -> WorkerDied:
        self._process.join(5)
        return WorkerDied(self._process.exitcode)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()


def _start(process: multiprocessing.process.BaseProcess) -> None:
    """Start a process without the resource tracker that `multiprocessing` would start beside it (12 MB, 20 ms of CPU).

    The tracker tidies up named semaphores and shared memory after crashes, and ours have no names. The child is given
    the null device instead of the tracker's pipe.
    """
    if sys.platform != "win32":
        from multiprocessing import resource_tracker  # noqa: PLC0415 - POSIX only

        resource_tracker.getfd = _nobody
    process.start()


@functools.cache
def _nobody() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def run_worker(
    target: str,
    memory_limit: int | None,
    source: "Connection[Any, Any]",
    sink: "Connection[Any, Any]",
    memory: tuple[SharedBytes | None, Shown | None] = (None, None),
) -> None:
    """Run in the child: set limits, call the target, report an uncaught exception by type and place, never by text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent decides
    if memory_limit is not None:
        limit_memory(memory_limit)
    port = WorkerPort(source, sink, *memory)
    try:
        module, _, name = target.partition(":")
        gc.disable()  # what is imported stays: looking through it again and again takes a tenth of the start
        serve = getattr(importlib.import_module(module), name)
        gc.freeze()
        gc.enable()
        serve(port)
    except BrokenPipeError:
        return
    except Exception as error:  # noqa: BLE001 - the border: whatever it was, the parent is told
        port.send({_CRASHED: f"{type(error).__name__} at {_place_of(error)}"})


def limit_memory(limit: int) -> None:
    """Bound this process's address space to `limit` bytes; does nothing on Windows."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - POSIX only

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _place_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"  # noqa: PTH119
