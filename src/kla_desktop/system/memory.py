"""How much memory this machine has left."""

import ctypes
import sys
from pathlib import Path

_UNKNOWN = 1 << 62


def available_memory() -> int:
    """Bytes that programs can still get without anything being moved out to disk; huge where nobody says."""
    if sys.platform == "win32":
        return _of_windows()
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return _UNKNOWN
    found = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(found[0]) << 10 if found else _UNKNOWN


class _Status(ctypes.Structure):
    """MEMORYSTATUSEX."""

    _fields_ = [
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        *((name, ctypes.c_ulonglong) for name in ("total", "available", "a", "b", "c", "d", "e")),
    ]


def _of_windows() -> int:
    status = _Status(length=ctypes.sizeof(_Status))
    if not ctypes.WinDLL("kernel32").GlobalMemoryStatusEx(ctypes.byref(status)):  # type: ignore[attr-defined,unused-ignore]
        return _UNKNOWN
    return int(status.available)
