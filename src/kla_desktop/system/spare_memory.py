"""Memory that is lent, given back and lent again.

New memory costs more than filling it: the system hands it out page by page and clears each. What is large and needed
again and again is therefore kept.
"""

import contextlib
import mmap
import sys
import threading
from collections.abc import Callable
from functools import partial

from kla_desktop.system.shown_memory import ShownMemory

_LISTEN = 0.1
"""Seconds between two looks at whether whoever waits still wants to."""


class SpareMemory:
    """At most `most` pieces of `size` bytes each, page-aligned, made when they are first needed.

    With `large_pages` of large pages where the system has some: a drive that writes them at once has less to look up.
    Pieces of `shown` are borrowed first, and given back from `close` on.
    """

    def __init__(self, size: int, most: int, *, large_pages: bool = False, shown: ShownMemory | None = None) -> None:
        self.size = size
        self._most, self._large_pages, self._shown = most, large_pages, shown
        self._idle: list[mmap.mmap] = []
        self._made = 0
        self._closed = False
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
        return (self._shown.take() if self._shown else None) or self._new()

    def _new(self) -> mmap.mmap:
        if sys.platform == "win32":
            return mmap.mmap(-1, self.size)
        piece = mmap.mmap(-1, self.size, mmap.MAP_PRIVATE)
        if sys.platform == "linux" and self._large_pages:
            with contextlib.suppress(OSError):  # a kernel without them
                piece.madvise(mmap.MADV_HUGEPAGE)
        return piece

    def give(self, piece: mmap.mmap) -> None:
        """Give a piece back; nothing may look into it any more."""
        with self._changed:
            if not self._closed:
                self._idle.append(piece)
                self._changed.notify()
                return
        self._pass_back(piece)

    def close(self) -> None:
        """Keep nothing any more; what is still out goes where it came from when it is given back."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
        for piece in idle:
            self._pass_back(piece)

    def _pass_back(self, piece: mmap.mmap) -> None:
        if self._shown:
            self._shown.give(piece)


class Loan:
    """A piece that several look into: given back once all of them are done."""

    def __init__(self, memory: SpareMemory, piece: mmap.mmap) -> None:
        self._memory, self.piece = memory, piece
        self._borrowers: set[int] = set()
        self._so_far = 0
        self._lock = threading.Lock()

    def share(self) -> Callable[..., None]:
        """Add a borrower. It calls what is returned once it is done; more calls, and an argument, do no harm."""
        with self._lock:
            self._so_far += 1
            self._borrowers.add(self._so_far)
            return partial(self._done, self._so_far)

    def _done(self, borrower: int, _: object = None) -> None:
        with self._lock:
            last = self._borrowers == {borrower}
            self._borrowers.discard(borrower)
        if last:
            self._memory.give(self.piece)
