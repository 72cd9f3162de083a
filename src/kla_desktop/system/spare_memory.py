"""Memory that is lent, given back and lent again.

New memory costs more than filling it: the system hands it out page by page and clears each. What is large and needed
again and again is therefore kept.
"""

import mmap
import sys
import threading
from collections.abc import Callable

_LISTEN = 0.1
"""Seconds between two looks at whether whoever waits still wants to."""


class SpareMemory:
    """At most `most` pieces of `size` bytes each, page-aligned, made when they are first needed."""

    def __init__(self, size: int, most: int) -> None:
        self.size = size
        self._most = most
        self._idle: list[mmap.mmap] = []
        self._made = 0
        self._changed = threading.Condition()

    def take(self, listen: Callable[[], None] = lambda: None) -> mmap.mmap:
        """Borrow a piece; waits until one is given back if all are out, unless `listen` ends that by raising."""
        while True:
            with self._changed:
                if self._idle:
                    return self._idle.pop()
                if self._made < self._most:
                    self._made += 1
                    break
                self._changed.wait(_LISTEN)
            listen()
        return mmap.mmap(-1, self.size) if sys.platform == "win32" else mmap.mmap(-1, self.size, mmap.MAP_PRIVATE)

    def give(self, piece: mmap.mmap) -> None:
        """Give a piece back; nothing may look into it any more."""
        with self._changed:
            self._idle.append(piece)
            self._changed.notify()

    def lend(self, piece: mmap.mmap, borrowers: int) -> Callable[[object], None]:
        """What each of so many borrowers calls once when it is done, whatever with; the last one gives it back."""
        left = borrowers

        def done(_: object = None) -> None:
            nonlocal left
            with self._changed:
                left -= 1
                last = left == 0
            if last:
                self.give(piece)

        return done
