"""Memory that this process fills and its worker processes read, so that nothing is copied to show it to them.

A worker taken over by a hostile file must not change what its parent goes on working with. So such memory is sealed:
the system then lets nobody write to it, map it for writing or change its size, in whatever process, except through the
one mapping that was there before. Linux has that (5.1 and later); elsewhere there is no such memory.
"""

import ctypes
import mmap
import os
import sys
import threading
from typing import Any, Final

_FUTURE_WRITE: Final = 0x10
"""F_SEAL_FUTURE_WRITE, which Python 3.11 has no name for."""


class ShownMemory:
    """At most `most` pieces of `size` bytes each, all made when the first is asked for; see `Shown`.

    Handed to children among the arguments they are spawned with.
    """

    def __init__(self, size: int, most: int) -> None:
        self.size, self.most = size, most
        self._lock = threading.Lock()
        self._handles: list[int] | None = None
        self._pieces: list[mmap.mmap] = []
        self._idle: list[mmap.mmap] = []

    def take(self) -> mmap.mmap | None:
        """Borrow a piece; None if all are out, or there are none here."""
        with self._lock:
            self._make()
            return self._idle.pop() if self._idle else None

    def give(self, piece: mmap.mmap) -> None:
        """Give a piece back; any other memory is no concern of this."""
        with self._lock:
            if any(piece is ours for ours in self._pieces):
                self._idle.append(piece)

    def place_of(self, payload: bytes | bytearray | memoryview) -> tuple[int, int] | None:
        """In which piece `payload` lies, and where there; None for what lies elsewhere."""
        if not isinstance(payload, memoryview) or not isinstance(payload.obj, mmap.mmap):
            return None
        for number, piece in enumerate(self._pieces):
            if payload.obj is piece:
                return number, _address(payload) - _address(piece)
        return None

    def _make(self) -> None:
        if self._handles is not None:
            return
        self._handles = []
        try:
            while len(self._pieces) < self.most:
                handle, piece = _sealed(self.size)
                self._handles.append(handle)
                self._pieces.append(piece)
        except (OSError, ValueError, AttributeError):  # not this system; with what there is, if anything
            pass
        self._idle += reversed(self._pieces)

    def __del__(self) -> None:
        """Let go of it; workers keep what they have until they end."""
        for handle in self._handles or ():
            os.close(handle)

    def __reduce__(self) -> "tuple[type[Shown], tuple[list[Any]]]":
        """Travel to the child that is just being spawned, where it is `Shown`."""
        with self._lock:
            self._make()
        handles: list[Any] = []
        if sys.platform != "win32" and self._handles:
            from multiprocessing import reduction  # noqa: PLC0415 - has what spawning needs

            handles = [reduction.DupFd(handle) for handle in self._handles]
        return Shown, (handles,)


class Shown:
    """The same in the child."""

    def __init__(self, handles: list[Any]) -> None:
        self._handles: list[int] = [handle.detach() for handle in handles]

    def copy(self, number: int, at: int, length: int) -> bytes:
        """Return what lies there."""
        if sys.platform == "win32":
            raise OSError  # nothing is shown there
        return os.pread(self._handles[number], length, at)


def _sealed(size: int) -> tuple[int, mmap.mmap]:
    """Make a piece: raises OSError, AttributeError where the system has none."""
    if sys.platform != "linux":
        raise AttributeError
    import fcntl  # noqa: PLC0415 - POSIX only

    handle = os.memfd_create("kla", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.ftruncate(handle, size)
        piece = mmap.mmap(handle, size, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
        seals = fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL | _FUTURE_WRITE
        fcntl.fcntl(handle, fcntl.F_ADD_SEALS, seals)
    except BaseException:
        os.close(handle)
        raise
    return handle, piece


def _address(view: memoryview | mmap.mmap) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(view))
