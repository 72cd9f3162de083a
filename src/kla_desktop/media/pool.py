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
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from kla_desktop.media import container
from kla_desktop.media.crew import Crew, Job, PoolClosed
from kla_desktop.media.kinds import HEAD, kind_of_head
from kla_desktop.media.probe import DAMAGED, MEMORY, TIMEOUT, TOO_LARGE, Probed, is_read, opaque
from kla_desktop.media.unfolder import Opening
from kla_desktop.media.wire import MAX_PAGE_IMAGE, BadFinding, checked_jpeg, from_wire
from kla_desktop.model.evidence_kind import VIDEO_GROUP, MediaKind
from kla_desktop.system.worker_process import Header, WorkerDied, WorkerError, WorkerSilent

if TYPE_CHECKING:
    from kla_desktop.media.likeness import Match
    from kla_desktop.media.looking import Question

MAX_READ: Final = 256 << 20
"""Larger files are opaque; videos are not, since only their header is sent."""
CHUNK: Final = 1 << 20
_GLANCE, _WORTH_A_GLANCE = 256 << 10, 512 << 10
"""Bytes that a glance looks at, and the least that a photo must have: small ones are read at once."""
_KEPT_FOR_RETRY: Final = 64 << 20
_KILLED: Final = -9
_BOXED: Final = frozenset((MediaKind.MP4, MediaKind.MOV, MediaKind.THREE_GP))


class CannotUnlock(Exception):  # noqa: N818 - an answer, not an error
    """No password opens this file here."""


class ProbePool:
    """A few spawned workers. `time_limit` in seconds for one file, `memory_limit` in bytes for one worker."""

    def __init__(self, workers: int | None = None, time_limit: float = 10, memory_limit: int = 1 << 30) -> None:
        self._crew = Crew(workers or min(2, os.cpu_count() or 1), time_limit, memory_limit)
        self._unfolding = Crew(1, time_limit * 2, memory_limit)
        self._starting = threading.Lock()
        self._threads: ThreadPoolExecutor | None = None

    @property
    def workers(self) -> int:
        """How many files may be under way at once without waiting."""
        return self._crew.most

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

        With `glance` a photo that brings a small picture along is told from its first bytes (`Probed.is_glance`).
        """
        with self._starting:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._crew.most, thread_name_prefix="probe")
            stream = ProbeStream(self._crew, name, modified_at)
            read = stream.read_glance if glance else stream.read_whole
            return WholeProbe(stream, self._threads.submit(read, data))

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
        job: Job | None = None
        try:
            job = Job(self._crew, {"op": "begin", "do": "bare", "name": name})
            for at in range(0, len(data), CHUNK):
                job.send(data[at : at + CHUNK])
            _, made = job.answer()
        except (WorkerError, PoolClosed, OSError):
            if job is not None:
                job.give_up()
            return None
        kinds = (kind_of_head(data[:HEAD], name), MediaKind.JPEG)
        return made if made and kind_of_head(made[:HEAD], name) in kinds else None

    def unlock(self, name: str, data: bytes, modified_at: str | None, password: str) -> Probed | None:
        """Look into a locked file with a password, which is kept nowhere; None where that password does not open it.

        Raises CannotUnlock where no password would do: a lock of a kind that cannot be opened here, or damage.
        """
        name = name.encode("utf-8", "replace").decode("utf-8")
        begin = {"op": "begin", "do": "probe", "name": name, "modified_at": modified_at, "password": password}
        job: Job | None = None
        try:
            job = Job(self._crew, begin)
            for at in range(0, len(data), CHUNK):
                job.send(data[at : at + CHUNK])
            header, payload = job.answer()
            if "wrong" in header:
                if header["wrong"]:
                    return None
                raise CannotUnlock
            return from_wire(header, payload)
        except (WorkerError, BadFinding, PoolClosed, OSError) as error:
            if job is not None:
                job.give_up()
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
        job: Job | None = None
        try:
            job = Job(self._crew, begin)
            for at in range(0, len(data), CHUNK):
                job.send(data[at : at + CHUNK])
            _, payload = job.answer()
            return checked_jpeg(payload, MAX_PAGE_IMAGE)
        except (WorkerError, BadFinding, PoolClosed, OSError):
            if job is not None:
                job.give_up()
            return None


class WholeProbe:
    """A file in memory on its way through the pool; the same questions as to a ProbeStream."""

    def __init__(self, stream: "ProbeStream", coming: "Future[Probed]") -> None:
        self._stream, self._coming = stream, coming

    @property
    def is_done(self) -> bool:
        """Whether the finding is there."""
        return self._coming.done()

    def finish(self) -> Probed:
        """Wait for the finding. Never raises for what is in the file."""
        try:
            return self._coming.result()
        except CancelledError:  # the pool was closed
            return self._stream.read_nothing()

    def when_done(self, act: Callable[[object], None]) -> None:
        """Call `act` once nothing looks into the bytes any more, from whichever thread."""
        self._coming.add_done_callback(act)

    def abandon(self) -> None:
        """Stop caring."""
        self._coming.cancel()


class ProbeStream:
    """One file on its way through the pool. Write all of it, then `finish`; or `abandon`."""

    def __init__(self, crew: Crew, name: str, modified_at: str | None) -> None:
        self._crew = crew
        self._name = name
        self._modified_at = modified_at
        self._head = b""
        self._kept: list[bytes | memoryview] | None = []
        self._kept_bytes = 0
        self._job: Job | None = None
        self._movie: container.MovieHeader | None = None
        self._decided = self._lasting = False
        self._head_only = False
        self._reading = True
        self._trouble = ""
        self._concluding: threading.Thread | None = None
        self._result: Probed | None = None

    def write(self, chunk: bytes | bytearray | memoryview) -> None:
        """Take the next piece, of any size; copied where needed, so a ring buffer may be used again at once."""
        if not self._decided:
            self._head += bytes(chunk)
            if len(self._head) >= HEAD:
                head, self._head = self._head, self._head[:HEAD]
                self._decide(head)
        elif self._reading:
            self._hand_on(chunk)

    def end(self) -> None:
        """Say that all has been written, without waiting: the worker starts, and is free for others once it is done.

        A thread that has several files under way calls this before it feeds the next.
        """
        if self._concluding is not None or self._result is not None:
            return
        if not self._decided:
            self._decide(self._head)
        if self._job is None and not self._trouble:
            self._result = self._conclude()
            return
        self._concluding = threading.Thread(target=self._settle, name="probe-stream", daemon=True)
        self._concluding.start()

    @property
    def is_done(self) -> bool:
        """Whether the finding is there, once the file has ended."""
        return self._result is not None

    def finish(self) -> Probed:
        """Wait for the finding. Never raises for what is in the file."""
        self.end()
        if self._concluding is not None:
            self._concluding.join()
        return self._result or self._opaque()

    def read_whole(self, data: bytes | memoryview) -> Probed:
        """Take all of the file, instead of `write`, and wait for the finding; until then `data` stays as it is."""
        self._lasting = True
        self._head = bytes(data[:HEAD])
        self._decide(self._head if len(data) <= HEAD else data)
        found = self._conclude()
        self._kept = None
        return found

    def read_glance(self, data: bytes | memoryview) -> Probed:
        """Take a look at the beginning if that is enough for now, else at all of the file; waits for the finding."""
        head = bytes(data[:HEAD])
        if len(data) < _WORTH_A_GLANCE or kind_of_head(head, self._name) is not MediaKind.JPEG:
            return self.read_whole(data)
        job: Job | None = None
        try:
            job = Job(self._crew, self._begin(preview=True) | {"do": "glance"})
            job.send(data[:_GLANCE])
            header, payload = job.answer()
            if "nothing" not in header:
                return replace(from_wire(header, payload), is_glance=True)
        except (WorkerError, BadFinding, PoolClosed, OSError):
            if job is not None:
                job.give_up()
        return self.read_whole(data)

    def read_nothing(self) -> Probed:
        """Say what the name tells."""
        return self._opaque()

    def _settle(self) -> None:
        self._result = self._conclude()

    def _conclude(self) -> Probed:
        if self._reading and not self._trouble:
            found = self._await()
            if found is not None:
                return found
        if self._reading and self._trouble and self._kept is not None:
            again = self._once_more()
            if again is not None:
                return replace(again, warnings=(self._trouble, *(w for w in again.warnings if w != self._trouble)))
        self._kept = None
        return self._opaque()

    def _opaque(self) -> Probed:
        return opaque(self._name, self._head, self._modified_at, *([self._trouble] if self._trouble else []))

    def abandon(self) -> None:
        """Stop caring; the worker is, or soon will be, free for the next file. Safe after `end` and `finish`."""
        if self._concluding is not None:
            return
        self._reading = False
        self._kept = None
        job, self._job = self._job, None
        if job is not None:
            job.drop()

    def _decide(self, head: bytes | memoryview) -> None:
        """Judge by the first bytes whether the file is worth a worker."""
        self._decided = True
        kind = kind_of_head(bytes(head[:HEAD]), self._name)
        self._reading = is_read(kind) and bool(head)
        self._movie = container.MovieHeader() if kind in _BOXED else None
        self._head_only = kind.group == VIDEO_GROUP and self._movie is None
        if self._reading:
            self._hand_on(head[: 2 * CHUNK] if self._head_only else head)

    def _hand_on(self, chunk: bytes | bytearray | memoryview) -> None:
        piece: bytes | memoryview = (
            self._movie.feed(chunk)
            if self._movie is not None
            else chunk
            if self._lasting and not isinstance(chunk, bytearray)
            else bytes(chunk)
        )
        if self._head_only and self._kept_bytes >= CHUNK:
            return
        if not piece:
            return
        self._kept_bytes += len(piece)
        if self._kept_bytes > MAX_READ:
            self._trouble = TOO_LARGE
            self.abandon()
            return
        if self._kept is not None:
            self._kept.append(piece)
            if self._kept_bytes > _KEPT_FOR_RETRY:
                self._kept = None
        if self._trouble:
            return
        try:
            if self._job is None:
                self._job = Job(self._crew, self._begin(preview=True))
            self._job.send(piece)
        except (WorkerError, PoolClosed, OSError) as error:
            self._failed(error)

    def _await(self) -> Probed | None:
        if self._job is None:
            return None
        try:
            return from_wire(*self._job.answer())
        except (WorkerError, BadFinding, OSError) as error:
            self._failed(error)
            return None

    def _once_more(self) -> Probed | None:
        """Try without a picture, in a fresh worker."""
        pieces, self._kept = self._kept or [], None
        job: Job | None = None
        try:
            job = Job(self._crew, self._begin(preview=False))
            for piece in pieces:
                job.send(piece)
            return from_wire(*job.answer())
        except (WorkerError, BadFinding, PoolClosed, OSError):
            if job is not None:
                job.give_up()
            return None

    def _begin(self, *, preview: bool) -> Header:
        name = self._name.encode("utf-8", "replace").decode("utf-8")  # names of other systems may hold half characters
        return {"op": "begin", "do": "probe", "name": name, "modified_at": self._modified_at, "preview": preview}

    def _failed(self, error: Exception) -> None:
        self._trouble = _warning_of(error)
        job, self._job = self._job, None
        if job is not None:
            job.give_up()


def _warning_of(error: Exception) -> str:
    if isinstance(error, WorkerSilent):
        return TIMEOUT
    if isinstance(error, WorkerDied) and ("MemoryError" in error.reason or error.exit_code == _KILLED):
        return MEMORY
    return DAMAGED
