"""Who goes first when the processor is short: whoever sits at the laptop, then what works in the background."""

import contextlib
import os
import sys
import threading
from typing import Final

STEPS: Final = 5
"""A third of the others' share where all want more than there is; more, and a thread that holds Python's lock would
make the window wait behind other programs (ten steps: 0.4 s beside two that never rest)."""
_BELOW_NORMAL_THREAD: Final = -1
_BELOW_NORMAL_CLASS: Final = 0x4000


def thread_steps_back() -> None:
    """Let this thread go after the window's; on Linux also the threads and processes that it starts."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        kernel = ctypes.windll.kernel32
        kernel.SetThreadPriority(kernel.GetCurrentThread(), _BELOW_NORMAL_THREAD)
    elif sys.platform == "linux":  # elsewhere niceness is of the whole process
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), max(STEPS, os.getpriority(os.PRIO_PROCESS, 0)))


def process_steps_back(steps: int) -> None:
    """Let everybody else go before this process, which has just begun; `steps` as in `nice`."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_CLASS)
    else:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, max(steps, os.getpriority(os.PRIO_PROCESS, 0)))
