"""What a process that parses foreign bytes gives up: writing, other programs, the network, and endless work.

The limits of the system hold where it has them (no file may grow, no core dump); an audit hook of Python refuses
starting programs and opening sockets everywhere, Windows included. A hook cannot be taken away again. It is a second
wall: code that runs natively after a break-out is held by the first alone.
"""

import contextlib
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from types import FrameType
from typing import Final

_REFUSED: Final = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.startfile", "pty.",
    "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "telnetlib.", "nntplib.", "webbrowser.",
    "winreg.", "os.kill", "shutil.", "tempfile.", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link",
    "os.symlink", "os.truncate", "os.chmod", "os.chown", "ctypes.cdata", "sqlite3.",
)  # fmt: skip
_AGAIN: Final = 0.5
"""Seconds after which it is said again, should the first time have been lost in a callback."""
_CHANGES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_WRITES: Final = frozenset("wax+")


class Refused(PermissionError):  # noqa: N818 - it says what happened
    """A parser tried what no parser needs."""


class OutOfTime(BaseException):
    """The work took more processor time than it may. Parsers that swallow every Exception do not swallow this one."""


def give_up_rights() -> None:
    """Call once, in the worker, before the first foreign byte."""
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")  # parsers grumble about files on stderr, with pieces of them
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - POSIX only

        for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(limit, (0, 0))
    sys.addaudithook(_judge)


def _judge(event: str, args: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise Refused(event)
    if event == "open" and len(args) > 2:  # noqa: PLR2004 - path, mode, flags
        mode, flags = args[1], args[2]
        if (isinstance(mode, str) and not _WRITES.isdisjoint(mode)) or (isinstance(flags, int) and flags & _CHANGES):
            raise Refused(event)


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Bound the processor time of Python code within: OutOfTime after `seconds`.

    Does nothing on Windows, and nothing outside a process's main thread; a worker parses in its main thread.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
