"""Bytes that a parent process shows to one child without a pipe: a piece of memory that both have mapped.

The parent writes, the child reads. What the parent goes on working with must be its own copy: a child taken over by a
hostile file could write there as well.
"""

import contextlib
import mmap
import os
import sys
from typing import Any

_LARGE = 8 << 20


class SharedBytes:
    """Made in the parent, handed to a spawned child among its arguments. Linux and Windows; see `shared_bytes`."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._name = f"kla-{os.urandom(16).hex()}"
        self._handle = -1
        if sys.platform == "linux":
            self._handle = os.memfd_create(self._name)
            os.ftruncate(self._handle, size)
        self._memory = self._map(for_child=False)

    def put(self, data: bytes | bytearray | memoryview) -> None:
        """Show `data`, at most `size` bytes."""
        if sys.platform == "win32":
            self._memory[: len(data)] = data
            return
        left, at = memoryview(data), 0  # written like a file it never becomes a part of this process as well
        while at < len(left):
            at += os.pwrite(self._handle, left[at:], at)

    def copy(self, length: int) -> bytes:
        """Return what is shown."""
        return self._memory[:length]

    def rest(self, length: int) -> None:
        """Give large memory back to the system once the child has its copy."""
        if length > _LARGE and sys.platform == "linux":
            with contextlib.suppress(OSError):
                self._memory.madvise(mmap.MADV_REMOVE)

    def close(self) -> None:
        """Let go of it; the child's own mapping stays as long as the child."""
        self._memory.close()
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _map(self, *, for_child: bool) -> mmap.mmap:
        if sys.platform == "win32":  # pragma: no cover - runs on Windows only
            access = mmap.ACCESS_READ if for_child else mmap.ACCESS_WRITE
            return mmap.mmap(-1, self.size, tagname=self._name, access=access)
        prot = mmap.PROT_READ if for_child else mmap.PROT_READ | mmap.PROT_WRITE
        return mmap.mmap(self._handle, self.size, mmap.MAP_SHARED, prot)

    def __getstate__(self) -> dict[str, Any]:
        """Travel to the child that is just being spawned."""
        handle: Any = None
        if sys.platform != "win32":
            from multiprocessing import reduction  # noqa: PLC0415 - has what spawning needs

            handle = reduction.DupFd(self._handle)
        return {"size": self.size, "name": self._name, "handle": handle}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Arrive in the child."""
        self.size, self._name = state["size"], state["name"]
        self._handle = state["handle"].detach() if state["handle"] is not None else -1
        self._memory = self._map(for_child=True)
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def shared_bytes(size: int) -> SharedBytes | None:
    """Make a SharedBytes, or None where the system has none that leaves no trace on a disk (macOS)."""
    if sys.platform not in {"linux", "win32"}:
        return None
    try:
        return SharedBytes(size)
    except (OSError, ValueError, AttributeError):
        return None
