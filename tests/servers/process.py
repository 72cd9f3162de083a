"""A server in a process of its own: started, waited for, ended; what it said is shown when it does not come up."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

_PATIENCE = 30.0


def free_port() -> int:
    """A port that nobody uses now; below 30000, so that a server may take the one 10,000 above as well."""
    for _ in range(200):
        port = random.randrange(12_000, 30_000)
        with contextlib.suppress(OSError):
            for number in (port, port + 10_000):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", number))
            return port
    raise RuntimeError("no free port")


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5):
        return True
    return False


@contextlib.contextmanager
def running(
    words: Sequence[object], log: Path, ready: Callable[[], bool], environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the block ends."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(word) for word in words],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    try:
        until = time.monotonic() + _PATIENCE
        while not ready():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{words[0]} did not come up:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.05)
        yield process
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a server and what it started (a session of its own), and wait for it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
