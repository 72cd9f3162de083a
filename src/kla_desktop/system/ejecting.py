"""Lets the system close a stick before it is pulled out (Linux: udisks or GIO, macOS: diskutil, Windows: its volume).

What is asked for is what the file manager does at *Eject*; without such a way the user pulls the stick out by hand.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.volumes import SystemVolumes, Volume

_PATIENCE = 60
"""Seconds: a slow stick may have much to write yet."""


def can_eject(volume: Volume) -> bool:
    """Whether this is a stick or card that the system would close for us."""
    if not volume.removable or volume.network:
        return False
    return os.path.ismount(volume.path) and (sys.platform == "win32" or _has_program())


def eject(volume: Volume) -> None:
    """Close the drive. Raises Fixable: DRIVE_BUSY, after which it is there as before."""
    if sys.platform == "win32":
        closed = _windows_eject(volume.path.drive)
    else:
        closed = any(_run(command) and not os.path.ismount(volume.path) for command in _commands(volume))
    if not closed:
        raise Fixable(ErrorCode.DRIVE_BUSY)


@cache
def _has_program() -> bool:
    names = ("diskutil",) if sys.platform == "darwin" else ("udisksctl", "gio")
    return any(shutil.which(name) for name in names)


def _commands(volume: Volume) -> Iterator[list[str]]:
    """Give the ways to try; the first after which nothing is mounted there any more was the right one."""
    place = str(volume.path)
    if sys.platform == "darwin":
        yield ["diskutil", "eject", place]
        return
    device = SystemVolumes().device_of(volume.path)
    if device:
        yield ["udisksctl", "unmount", "--no-user-interaction", "--block-device", device]
    yield ["gio", "mount", "--eject", place]
    yield ["gio", "mount", "--unmount", place]


def _run(command: list[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if sys.platform == "win32":  # pragma: no cover - runs on Windows only
    import ctypes
    import time

    _READ, _SHARED, _OPEN_EXISTING = 0x80000000, 0x1 | 0x2, 3
    _LOCK, _DISMOUNT, _ALLOW_REMOVAL, _EJECT = 0x90018, 0x90020, 0x2D4804, 0x2D4808
    _TRIES, _BETWEEN = 10, 0.3
    """The virus scanner and the file manager let go of a stick some moments after the last write."""

    def _windows_eject(letter: str) -> bool:
        """Lock, dismount, eject: winioctl.h's own order for removable media."""
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel32.CreateFileW.restype = ctypes.c_void_p
        opened = kernel32.CreateFileW(f"\\\\.\\{letter}", _READ, _SHARED, None, _OPEN_EXISTING, 0, None)
        if opened in {None, ctypes.c_void_p(-1).value}:
            return False
        handle = ctypes.c_void_p(opened)

        def asked(code: int, given: bytes = b"") -> bool:
            told = ctypes.c_ulong()
            return bool(
                kernel32.DeviceIoControl(handle, code, given or None, len(given), None, 0, ctypes.byref(told), None)
            )

        try:
            for _ in range(_TRIES):
                if asked(_LOCK):
                    return asked(_DISMOUNT) and asked(_ALLOW_REMOVAL, b"\0") and asked(_EJECT)
                time.sleep(_BETWEEN)
            return False
        finally:
            kernel32.CloseHandle(handle)

else:

    def _windows_eject(_letter: str) -> bool:
        return False
