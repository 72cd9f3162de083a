"""One file on its way through the probe workers: in pieces as it is read, or whole from memory."""

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from typing import Final

from kla_desktop.media import container
from kla_desktop.media.crew import Crew, Job, PoolClosed
from kla_desktop.media.kinds import HEAD, kind_of_head
from kla_desktop.media.probe import (
    DAMAGED,
    MEMORY,
    PASSWORD,
    TIMEOUT,
    TOO_LARGE,
    TRUNCATED,
    Probed,
    is_paper,
    is_read,
    opaque,
)
from kla_desktop.media.wire import BadFinding, from_wire
from kla_desktop.model.evidence_kind import VIDEO_GROUP, MediaKind
from kla_desktop.system.progress import result_of
from kla_desktop.system.worker_process import Header, WorkerDied, WorkerError, WorkerSilent

MAX_READ: Final = 256 << 20
"""Larger files are opaque; videos are not, since only their header is sent."""
CHUNK: Final = 1 << 20
_GLANCE, _WORTH_A_GLANCE = 256 << 10, 512 << 10
"""Bytes that a glance looks at, and the least that a photo must have: small ones are read at once."""
SMALL_PAPER: Final = 64 << 10
"""Papers up to this size are read by one worker, until so many files have come that starting another pays."""
_KEPT_FOR_RETRY: Final = 64 << 20
_KILLED: Final = -9
_LISTEN: Final = 0.1
"""Seconds between two looks at whether whoever waits still wants to."""
_BOXED: Final = frozenset((MediaKind.MP4, MediaKind.MOV, MediaKind.THREE_GP))


class WholeProbe:
    """A file in memory on its way through the pool; the same questions as to a ProbeStream."""

    def __init__(self, stream: "ProbeStream", coming: "Future[Probed]") -> None:
        self._stream, self._coming = stream, coming

    @property
    def is_done(self) -> bool:
        """Whether the finding is there."""
        return self._coming.done()

    def finish(self, listen: Callable[[], None] = lambda: None) -> Probed:
        """Wait for the finding. Raises what `listen`, called meanwhile, raises, and nothing for what is in the file."""
        try:
            return result_of(self._coming, listen)
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
        self.modified_at = modified_at
        self._head = b""
        self._kept: list[bytes | memoryview] | None = []
        self._kept_bytes = 0
        self._job: Job | None = None
        self._movie: container.MovieHeader | None = None
        self._decided = self._lasting = False
        self._head_only = False
        self._reading = self._drawn = True
        self._brief = False
        self._do = "probe"
        self._trouble = ""
        self._concluding: threading.Thread | None = None
        self._result: Probed | None = None

    @property
    def name(self) -> str:
        """The file's name as a worker is told it: those of other systems may hold half characters."""
        return self._name.encode("utf-8", "replace").decode("utf-8")

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

    def finish(self, listen: Callable[[], None] = lambda: None) -> Probed:
        """Wait for the finding. Raises what `listen`, called meanwhile, raises, and nothing for what is in the file."""
        self.end()
        while self._concluding is not None and self._concluding.is_alive():
            listen()
            self._concluding.join(_LISTEN)
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
        """Take a look at the beginning if that is enough for now, else at all of the file; waits for the finding.

        Of papers the words are read, and the picture is left for later.
        """
        kind = kind_of_head(bytes(data[:HEAD]), self._name)
        if is_paper(kind):
            return self._read_words(data)
        if len(data) < _WORTH_A_GLANCE or kind is not MediaKind.JPEG:
            return self.read_whole(data)
        job: Job | None = None
        try:
            job = Job(self._crew, self._begin(preview=True) | {"do": "glance"}, brief=True)
            job.send(data[:_GLANCE])
            header, payload = job.answer()
            if "nothing" not in header:
                return replace(from_wire(header, payload), is_glance=True)
        except (WorkerError, BadFinding, PoolClosed, OSError):
            if job is not None:
                job.give_up()
        return self.read_whole(data)

    def draw(self, data: bytes | memoryview) -> Probed:
        """Draw a paper whose words were read before; waits for the finding."""
        self._do = "draw"
        return self.read_whole(data)

    def _read_words(self, data: bytes | memoryview) -> Probed:
        self._drawn = False
        self._brief = len(data) <= SMALL_PAPER and self._crew.is_new
        found = self.read_whole(data)
        return found if self._trouble or PASSWORD in found.warnings else replace(found, is_undrawn=True)

    def read_nothing(self) -> Probed:
        """Say what the name tells."""
        return self._opaque()

    def _settle(self) -> None:
        self._result = self._conclude()

    def _conclude(self) -> Probed:
        found = self._found()
        if self._movie is None or not self._movie.is_cut_off or self._trouble or found.warnings:
            return found
        return replace(found, warnings=(TRUNCATED,))

    def _found(self) -> Probed:
        if self._reading and not self._trouble:
            found = self._await()
            if found is not None:
                return found
        if self._reading and self._trouble and self._kept is not None and self._do == "probe":
            again = self._once_more()
            if again is not None:
                return replace(again, warnings=(self._trouble, *(w for w in again.warnings if w != self._trouble)))
        self._kept = None
        return self._opaque()

    def _opaque(self) -> Probed:
        return opaque(self._name, self._head, self.modified_at, *([self._trouble] if self._trouble else []))

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
                self._job = Job(self._crew, self._begin(preview=self._drawn), brief=self._brief)
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
        return {"op": "begin", "do": self._do, "name": self.name, "modified_at": self.modified_at, "preview": preview}

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
