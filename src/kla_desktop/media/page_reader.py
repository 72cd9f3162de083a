"""Asks the worker that reads pages for the words on them, one file at a time.

    reader = PageReader()
    for page in reader.read("scan.pdf", data, wait=progress.checkpoint): …
    reader.close()                                   # or rest(), which ends the worker until it is needed again

The worker (`media.ocr_worker`) takes much memory and a whole core, so there is one, it works at low priority, and it
ends when it has nothing to do.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from kla_desktop.media.ocr_models import ENGINE
from kla_desktop.media.xml_parts import MAX_TEXT
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.worker_process import Header, WorkerDied, WorkerError, WorkerProcess, WorkerSilent

__all__ = ["ENGINE", "MAX_READ", "CannotRead", "PageRead", "PageReader"]

_TARGET: Final = "kla_desktop.media.ocr_worker:serve"  # by name: this process needs nothing of it
MAX_READ: Final = 256 << 20
"""Larger files are not read."""
MEMORY_LIMIT: Final = 2 << 30
"""Bytes of address space of the worker: pages of A4 at 300 dpi take 1.4 GB of it, and 0.6 GB of memory."""
PAGE_TIME: Final = 180.0
"""Seconds for one page: thirty times what it takes on an old laptop."""
_START_TIME: Final = 90.0
_CHUNK: Final = 1 << 20
_KILLED: Final = -9
_TICK: Final = 0.2
_REASONS: Final = frozenset(("memory", "too_large", "damaged"))
_MAX_PAGES: Final = 10_000


class CannotRead(Exception):  # noqa: N818 - an answer about one file
    """This file could not be read; `reason` is a warning code: damaged, too_large, memory, timeout."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PageRead:
    """Words on a page (0 = first).

    `confidence` 0 to 1 is the mean over letters, 0 where nothing stands; `turned` is by how many degrees clockwise the
    page had to be turned; `is_page` is False for a picture with a few words on it.
    """

    number: int
    of: int
    text: str
    confidence: float
    turned: int
    is_page: bool


class PageReader:
    """One worker, started when it is needed. One thread reads; any may `rest` or `close`."""

    gentle = True
    """Work at low priority on half of the cores; False is for somebody who waits for the answer."""

    def __init__(self, page_time: float = PAGE_TIME, memory_limit: int = MEMORY_LIMIT) -> None:
        self._page_time, self._memory_limit = page_time, memory_limit
        self._lock = threading.Lock()
        self._worker: WorkerProcess | None = None
        self._closed = False

    def read(
        self, name: str, data: bytes, *, skip: Collection[int] = (), wait: Callable[[], None] = lambda: None
    ) -> Iterator[PageRead]:
        """Give the words of each page that wants reading, but those in `skip`, as they come.

        `wait` is called several times a second; when it raises, the worker is ended at once. Raises CannotRead, and
        Fixable(WORKER_FAILED) when no worker can be started.
        """
        if len(data) > MAX_READ:
            raise CannotRead("too_large")
        try:
            yield from self._pages(name, data, skip, wait)
        except WorkerSilent:
            self.rest()
            raise CannotRead("timeout") from None
        except WorkerDied as error:
            self.rest()
            raise CannotRead("memory" if error.exit_code == _KILLED else "damaged") from None
        except (WorkerError, OSError):
            self.rest()
            raise CannotRead("damaged") from None
        except BaseException:
            self.rest()
            raise

    def rest(self) -> None:
        """End the worker; the next page starts another. Safe to call from any thread, at any time."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()

    def close(self) -> None:
        """End the worker for good."""
        self._closed = True
        self.rest()

    @property
    def pid(self) -> int | None:
        """Process id of the worker while it runs, for measuring."""
        worker = self._worker
        return worker.pid if worker else None

    def _pages(self, name: str, data: bytes, skip: Collection[int], wait: Callable[[], None]) -> Iterator[PageRead]:
        worker = self._ready(wait)
        safe = name.encode("utf-8", "replace").decode("utf-8")
        worker.send({"op": "begin", "name": safe, "skip": sorted(skip)})
        for at in range(0, len(data), _CHUNK):
            worker.send({"op": "data"}, data[at : at + _CHUNK])
        worker.send({"op": "end"})
        while True:
            header = self._frame(worker, self._page_time, wait)
            if header.get("done"):
                reason = header.get("failed")
                if reason:
                    raise CannotRead(reason if reason in _REASONS else "damaged")
                return
            yield _checked(header)

    def _ready(self, wait: Callable[[], None]) -> WorkerProcess:
        with self._lock:
            if self._closed:
                raise CannotRead("timeout")
            worker, fresh = self._worker, self._worker is None
            if worker is None:
                worker = self._worker = WorkerProcess(_TARGET, self._memory_limit)
        if fresh:
            try:
                worker.send({"op": "start", "gentle": self.gentle})
                self._frame(worker, _START_TIME, wait)
            except (WorkerError, OSError) as error:
                raise Fixable(ErrorCode.WORKER_FAILED) from error
        return worker

    @staticmethod
    def _frame(worker: WorkerProcess, limit: float, wait: Callable[[], None]) -> Header:
        """Wait for a frame, a little at a time."""
        until = time.monotonic() + limit
        while True:
            wait()
            try:
                return worker.receive(_TICK)[0]
            except WorkerSilent:
                if time.monotonic() > until:
                    raise


def _checked(header: Header) -> PageRead:
    """Check what the worker says: it has parsed hostile bytes. Raises CannotRead."""
    try:
        page = PageRead(
            _whole(header["page"], _MAX_PAGES),
            _whole(header["of"], _MAX_PAGES),
            _text(header["text"]),
            float(header["confidence"]),
            _whole(header["turned"], 359),
            header["is_page"] is True,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CannotRead("damaged") from error
    if not 0 <= page.confidence <= 1:
        raise CannotRead("damaged")
    return page


def _whole(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("number")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT or "\0" in value:
        raise ValueError("text")
    value.encode("utf-8")
    return value
