"""Asks worker processes what is in a file, while the caller reads that file once, in pieces, for its own purposes.

    stream = pool.open("IMG_0001.jpg", modified_at)
    for chunk in …: digest.update(chunk); stream.write(chunk)
    probed = stream.finish()

A worker that hangs, crashes or runs out of memory costs one warning on one file: it is replaced, the file is tried once
more without a picture, and then taken as it is. Nothing is imported or started before the first file needs it.
Several threads may use the pool at once; each stream belongs to one thread. A stream holds a worker from the moment
enough bytes have come until its answer is there after `end` or `finish`, or until `abandon`: a thread that has several
files under way ends each before it feeds the next, else threads could wait for each other's workers for ever.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kla_desktop.media.crew import Crew, PoolClosed, ask_crew
from kla_desktop.media.kinds import HEAD, kind_of_head
from kla_desktop.media.probe import Probed
from kla_desktop.media.probe_group import PaperGroups, is_small_paper
from kla_desktop.media.probe_stream import CHUNK, MAX_READ, ProbeStream, WholeProbe
from kla_desktop.media.unfolder import Opening
from kla_desktop.media.wire import MAX_PAGE_IMAGE, BadFinding, checked_jpeg, from_wire
from kla_desktop.model.evidence_kind import MediaKind
from kla_desktop.system.shown_memory import ShownMemory
from kla_desktop.system.worker_process import Header, WorkerError

if TYPE_CHECKING:
    from kla_desktop.media.likeness import Match
    from kla_desktop.media.looking import Question

_SHOWN, _PIECES = 8 << 20, 5
"""Most photos fit. Two are being read, two looked into, one waits; more of them made nothing faster."""


class CannotUnlock(Exception):  # noqa: N818 - an answer, not an error
    """No password opens this file here."""


class ProbePool:
    """A few spawned workers. `time_limit` in seconds for one file, `memory_limit` in bytes for one worker."""

    def __init__(self, workers: int | None = None, time_limit: float = 10, memory_limit: int = 1 << 30) -> None:
        self.shown = ShownMemory(_SHOWN, _PIECES)
        """Memory to read files into: workers see what lies there without a copy."""
        self._crew = Crew(workers or min(2, os.cpu_count() or 1), time_limit, memory_limit, self.shown)
        self._unfolding = Crew(1, time_limit * 2, memory_limit)
        self._starting = threading.Lock()
        self._threads: ThreadPoolExecutor | None = None
        self._papers: PaperGroups | None = None

    @property
    def workers(self) -> int:
        """How many files may be under way at once without waiting."""
        return self._crew.most

    def prepare(self) -> None:
        """Start a worker meanwhile: files are about to come."""
        self._crew.prepare()

    def open(self, name: str, modified_at: str | None) -> "ProbeStream":
        """Begin with one file: its name (no path) and file time (ISO 8601 or None)."""
        return ProbeStream(self._crew, name, modified_at)

    def probe(self, name: str, data: bytes, modified_at: str | None = None) -> Probed:
        """Ask about bytes already in memory, and wait for the answer."""
        return ProbeStream(self._crew, name, modified_at).read_whole(data)

    def begin(
        self, name: str, data: bytes | memoryview, modified_at: str | None = None, *, glance: bool = False
    ) -> "WholeProbe":
        """Ask about bytes already in memory; they wait there, unchanged, until a worker is free.

        With `glance` a photo that brings a small picture along is told from its first bytes (`Probed.is_glance`), and
        a paper by its words alone (`Probed.is_undrawn`). Small papers that wait are read several at a time.
        """
        stream = ProbeStream(self._crew, name, modified_at)
        if is_small_paper(name, data):
            threads = self._waiting_threads()
            with self._starting:
                if self._papers is None:
                    self._papers = PaperGroups(self._crew, threads)
            return WholeProbe(stream, self._papers.add(stream, data, glance=glance))
        return self._begun(stream, stream.read_glance if glance else stream.read_whole, data)

    def draw(self, name: str, data: bytes) -> "WholeProbe":
        """Draw a paper whose words were read before; the finding tells its picture and what was wrong with it."""
        stream = ProbeStream(self._crew, name, None)
        return self._begun(stream, stream.draw, data)

    def _begun(
        self, stream: ProbeStream, read: Callable[[bytes | memoryview], Probed], data: bytes | memoryview
    ) -> "WholeProbe":
        return WholeProbe(stream, self._waiting_threads().submit(read, data))

    def _waiting_threads(self) -> ThreadPoolExecutor:
        with self._starting:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._crew.most, thread_name_prefix="probe")
            return self._threads

    def page_image(self, data: bytes, page: int, max_side: int) -> bytes | None:
        """Draw a page (0 = first) of a PDF or TIFF as JPEG, at most 4 MB; None where that cannot be."""
        return self._picture({"op": "begin", "do": "page", "page": page, "max_side": max_side}, data)

    def photo_image(self, data: bytes, max_side: int) -> bytes | None:
        """Draw a photo of any kind upright as JPEG, at most 4 MB; None where that cannot be."""
        return self._picture({"op": "begin", "do": "photo", "max_side": max_side}, data)

    def bare(self, name: str, data: bytes) -> bytes | None:
        """Return a photo or film without its camera's notes, a JPEG where it was drawn anew; None if it cannot be.

        What comes back is of the same kind or a JPEG, whatever the worker that handled the bytes may say.
        """
        if len(data) > MAX_READ:
            return None
        name = name.encode("utf-8", "replace").decode("utf-8")
        try:
            _, made = ask_crew(self._crew, {"op": "begin", "do": "bare", "name": name}, _pieces(data))
        except (WorkerError, PoolClosed, OSError):
            return None
        kinds = (kind_of_head(data[:HEAD], name), MediaKind.JPEG)
        return made if made and kind_of_head(made[:HEAD], name) in kinds else None

    def unlock(self, name: str, data: bytes, modified_at: str | None, password: str) -> Probed | None:
        """Look into a locked file with a password, which is kept nowhere; None where that password does not open it.

        Raises CannotUnlock where no password would do: a lock of a kind that cannot be opened here, or damage.
        """
        name = name.encode("utf-8", "replace").decode("utf-8")
        begin = {"op": "begin", "do": "probe", "name": name, "modified_at": modified_at, "password": password}
        try:
            header, payload = ask_crew(self._crew, begin, _pieces(data))
            if "wrong" in header:
                if header["wrong"]:
                    return None
                raise CannotUnlock
            return from_wire(header, payload)
        except (WorkerError, BadFinding, PoolClosed, OSError) as error:
            raise CannotUnlock from error

    def unfold(self, name: str, places: Sequence[int] | None = None, password: str = "") -> Opening:
        """Open a container: to list it, or to take the entries at some places out. Raises CannotUnfold."""
        return Opening(self._unfolding, name, places, password)

    def words(self, pictures: Sequence[bytes]) -> list[bytes]:
        """Numbers to look thumbnails up by, see `likeness.words_of`. Raises PoolClosed."""
        from kla_desktop.media.looking import ask_words  # noqa: PLC0415 - with what compares pictures, on first use

        return ask_words(self._crew, pictures)

    def matches(self, questions: "Sequence[Question]") -> "list[list[Match | None]]":
        """How each of the other thumbnails is the same shot as a question's first, if it is. Raises PoolClosed."""
        from kla_desktop.media.looking import ask_matches  # noqa: PLC0415 - as above

        return ask_matches(self._crew, questions)

    def pids(self) -> list[int]:
        """Process ids of the workers now running, for measuring."""
        return [*self._crew.pids(), *self._unfolding.pids()]

    def close(self) -> None:
        """End the workers; a stream still open then finishes with what its name tells."""
        self._crew.close()
        self._unfolding.close()
        with self._starting:
            if self._threads is not None:
                self._threads.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _picture(self, begin: Header, data: bytes) -> bytes | None:
        if len(data) > MAX_READ:
            return None
        try:
            _, payload = ask_crew(self._crew, begin, _pieces(data))
            return checked_jpeg(payload, MAX_PAGE_IMAGE)
        except (WorkerError, BadFinding, PoolClosed, OSError):
            return None


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))
