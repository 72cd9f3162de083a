"""Decide when a file has settled: at rest long enough, and nobody has it open for writing.

Pure but for the one question put to the system, `is_free`, which tests replace with their own answer.
"""

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kla_desktop.watching.completeness import looks_unfinished
from kla_desktop.watching.scan import Fingerprint, FoundFile

SETTLE_SECONDS = 2.0
"""How long size and mtime must stand still on a local disk."""
SETTLE_SECONDS_SLOW = 4.0
"""The same for FAT (mtime in steps of 2 s) and network drives (attributes cached for up to 3 s)."""
UNFINISHED_SECONDS = 40.0
"""The same for a file whose end is missing (`watching.completeness`): its writer may have closed it for a pause."""
OVERDUE_SECONDS = 60.0
"""After this the user is told that a file still waits."""


class Settling(StrEnum):
    """What `StabilityTracker.observe` found."""

    WAITING = "waiting"
    IN_USE = "in_use"
    SETTLED = "settled"


@dataclass(slots=True)
class _Pending:
    file: FoundFile
    rests_since: float
    first_seen: float
    settle_seconds: float
    in_use: bool = False
    looked_at: bool = False
    unfinished: bool = False


class StabilityTracker:
    """Remembers when each waiting file last changed; `clock` gives monotonic seconds.

    Between two looks at a settled answer the file's fingerprint stood still for `settle_seconds`, it had bytes, and
    `is_free(path)` said that nobody writes; for `unfinished_seconds` where `is_unfinished(path)` misses its end.
    Any difference, also a smaller file or other inode, starts the wait again.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        settle_seconds: float = SETTLE_SECONDS,
        is_free: Callable[[str], bool] | None = None,
        unfinished_seconds: float = UNFINISHED_SECONDS,
        is_unfinished: Callable[[str], bool] | None = None,
    ) -> None:
        self._clock = clock
        self._settle_seconds, self._unfinished_seconds = settle_seconds, unfinished_seconds
        self._is_free = is_free or is_free_to_read
        self._is_unfinished = is_unfinished or looks_unfinished
        self._pending: dict[str, _Pending] = {}

    def __len__(self) -> int:
        """How many files wait."""
        return len(self._pending)

    def __contains__(self, path: object) -> bool:
        return path in self._pending

    def observe(self, file: FoundFile, settle_seconds: float | None = None) -> Settling:
        """Take one look at `file`. After SETTLED it is forgotten; a later look begins a new wait."""
        now = self._clock()
        pending = self._pending.get(file.path)
        if pending is None:
            wanted = self._settle_seconds if settle_seconds is None else settle_seconds
            self._pending[file.path] = _Pending(file, now, now, wanted)
            return Settling.WAITING
        if pending.file.fingerprint != file.fingerprint or file.size == 0:
            pending.file, pending.rests_since, pending.in_use = file, now, False
            pending.looked_at = pending.unfinished = False
            return Settling.WAITING
        rested = now - pending.rests_since
        if rested < pending.settle_seconds or (pending.unfinished and rested < self._unfinished_seconds):
            return Settling.WAITING
        pending.in_use = not self._is_free(file.path)
        if pending.in_use:
            return Settling.IN_USE
        if not pending.looked_at and self._unfinished_seconds > rested:
            pending.looked_at, pending.unfinished = True, self._is_unfinished(file.path)
            if pending.unfinished:
                return Settling.WAITING
        del self._pending[file.path]
        return Settling.SETTLED

    def forget(self, path: str) -> None:
        """Stop waiting for a file that is gone or has become something else."""
        self._pending.pop(path, None)

    def waiting(self) -> list[FoundFile]:
        """Give the files that have not settled, as last seen."""
        return [pending.file for pending in self._pending.values()]

    def overdue(self, seconds: float = OVERDUE_SECONDS) -> list[tuple[FoundFile, Settling]]:
        """Give the files that wait longer than `seconds`: they change (WAITING) or are held open (IN_USE)."""
        limit = self._clock() - seconds
        return [
            (pending.file, Settling.IN_USE if pending.in_use else Settling.WAITING)
            for pending in self._pending.values()
            if pending.first_seen <= limit
        ]

    def version(self, path: str) -> Fingerprint | None:
        """Return the fingerprint last seen of a waiting file."""
        pending = self._pending.get(path)
        return None if pending is None else pending.file.fingerprint


if sys.platform == "win32":  # pragma: no cover - runs on Windows only

    def is_free_to_read(path: str) -> bool:
        """Open `path` refusing to share it with writers: that fails while another program has it open for writing."""
        import ctypes  # noqa: PLC0415
        from ctypes import wintypes  # noqa: PLC0415

        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel32.CreateFileW.restype = wintypes.HANDLE
        kernel32.CreateFileW.argtypes = [
            wintypes.LPCWSTR,
            wintypes.DWORD,
            wintypes.DWORD,
            wintypes.LPVOID,
            wintypes.DWORD,
            wintypes.DWORD,
            wintypes.HANDLE,
        ]
        generic_read, share_read, open_existing = 0x80000000, 0x1, 3
        handle = kernel32.CreateFileW(path, generic_read, share_read, None, open_existing, 0, None)
        if handle in {None, wintypes.HANDLE(-1).value}:
            return False
        kernel32.CloseHandle(wintypes.HANDLE(handle))
        return True

else:

    def is_free_to_read(path: str) -> bool:
        """Open `path` for reading, without waiting or following a link; on Linux also ask whether anybody writes.

        Linux grants a read lease only on a file that nobody has open for writing (fcntl(2), F_SETLEASE), so a writer
        that merely pauses is noticed. Where the file is not ours or the drive knows no leases, being readable must do.
        """
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            return not _has_writer(handle)
        finally:
            os.close(handle)


if sys.platform == "linux":

    def _has_writer(handle: int) -> bool:
        import fcntl  # noqa: PLC0415
        import signal  # noqa: PLC0415

        try:
            # Should somebody open the file for writing in the microseconds of our lease, the kernel sends a signal:
            # by default SIGIO, which would end the program, while SIGURG is ignored.
            fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return error.errno == errno.EAGAIN
        try:
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except OSError:  # closing the handle gives it back too
            return False
        return False

elif sys.platform != "win32":  # pragma: no cover - macOS has no such question

    def _has_writer(handle: int) -> bool:
        del handle
        return False
