"""Bytes on their way to the disk: sealed into temporaries in threads of their own, small files several at a time."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from kla_desktop.store.objects import Cipher, Readable
from kla_desktop.system.spare_memory import SpareMemory
from kla_desktop.system.uncached import UncachedFile

_SEALING, _WRITING, _ROOM = 4, 2, 2 << 20
"""Threads that seal and wait for the disk, how many of them may write at a time, and what each writes at once."""
_SMALL, _SMALL_ROOM, _TOGETHER = 64 << 10, 128 << 10, 8
"""Files up to this size go to a thread so many at a time: waking it costs as much as sealing one, and a disk is sooner
done with all of them if it has begun with the last before it is waited for."""
_Small = tuple[bytes | memoryview, Path, "Future[None]"]


class Sealing:
    """Writes sealed bytes and waits until the disk has them."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher, self._rooms = cipher, SpareMemory(_ROOM, _WRITING, large_pages=True)
        self._small_room = SpareMemory(_SMALL_ROOM, 1)
        self._threads: ThreadPoolExecutor | None = None
        self._turn = threading.Lock()  # two that seal at once would only take Python's lock from each other
        self._small: list[_Small] = []

    def begin(self, data: bytes | memoryview, temporary: Path, sealed: Callable[..., None]) -> "Future[None]":
        """Begin with bytes; `sealed` is called when they are done with. Small ones wait for more, or for `hand_on`.

        The future raises OSError as the disk does.
        """
        if len(data) > _SMALL:
            coming = self._ready().submit(self.seal, data, temporary, sealed)
        else:
            coming = Future()
            self._small.append((data, temporary, coming))
            if len(self._small) == _TOGETHER:
                self.hand_on()
        coming.add_done_callback(sealed)
        return coming

    def hand_on(self) -> None:
        """Let no small one wait for more; to be called before any of them is waited for."""
        if self._small:
            self._ready().submit(self._seal_together, self._small)
            self._small = []

    def seal(
        self, reader: Readable | bytes | memoryview, temporary: Path, sealed: Callable[[], None] = lambda: None
    ) -> None:
        """Seal a stream or bytes now, and wait for the disk; `sealed` as above. Raises OSError as the disk does."""
        with contextlib.ExitStack() as borrowed:
            room = self._rooms.take()
            borrowed.callback(self._rooms.give, room)
            with UncachedFile(temporary, room) as out:
                with self._turn:
                    self._cipher.seal_stream(reader, out)
                out.end()
                borrowed.close()
                sealed()
                out.sync()

    def close(self) -> None:
        """Begin with nothing more, and keep no memory."""
        self._rooms.close()
        self._small_room.close()
        if self._threads is not None:
            self._threads.shutdown(wait=False)

    def _ready(self) -> ThreadPoolExecutor:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(_SEALING, thread_name_prefix="sealing")
        return self._threads

    def _seal_together(self, group: list[_Small]) -> None:
        written: list[tuple[UncachedFile, Future[None]]] = []
        room = self._small_room.take()
        try:
            with self._turn:
                for data, temporary, coming in group:
                    if coming.set_running_or_notify_cancel():
                        with _telling(coming):
                            out = UncachedFile(temporary, room)
                            written.append((out, coming))
                            self._cipher.seal_stream(data, out)
                            out.end()
                            out.begin_sync()
        finally:
            self._small_room.give(room)
        for out, coming in written:
            with out, _telling(coming):
                if not coming.done():
                    out.sync()
                    coming.set_result(None)


@contextlib.contextmanager
def _telling(coming: "Future[None]") -> Iterator[None]:
    try:
        yield
    except BaseException as error:  # noqa: BLE001 - whoever waits is told
        coming.set_exception(error)
