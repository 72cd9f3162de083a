"""What the system's C library can do and Python does not offer; where it cannot, nothing happens."""

import contextlib
import ctypes
import functools

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_POOLS = 2
_SYNC_FILE_RANGE_WRITE = 2
_KEEP_SIZE = 1


def keep_memory() -> None:
    """Keep freed memory at hand in this process: fresh pages cost more than hashing them (glibc)."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        library = _library()
        library.mallopt(_M_TRIM_THRESHOLD, 64 << 20)
        library.mallopt(_M_MMAP_THRESHOLD, 32 << 20)


def share_pools() -> None:
    """Let all threads take memory from two pools: left alone, nearly each has one, and keeps what is in it (glibc).

    For a process whose threads mostly wait for each other; to be called before they start.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        _library().mallopt(_M_ARENA_MAX, _POOLS)


def give_back_memory() -> None:
    """Return what is free in the pools to the system, after a large job (glibc)."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        _library().malloc_trim(0)


def begin_writing(descriptor: int, offset: int, size: int) -> None:
    """Set the disk to work on a part of an open file, without waiting for it (Linux); a sync is needed all the same."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        start, length = ctypes.c_int64(offset), ctypes.c_int64(size)
        _library().sync_file_range(descriptor, start, length, _SYNC_FILE_RANGE_WRITE)


def set_aside(descriptor: int, size: int) -> None:
    """Have the disk find room for so many bytes of a new file at once, not page by page (Linux); it stays empty."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        _library().fallocate(descriptor, _KEEP_SIZE, ctypes.c_int64(0), ctypes.c_int64(size))


@functools.cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)
