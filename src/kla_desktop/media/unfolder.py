"""Asks a worker what lies in a container, and takes entries out of it piece by piece; the parent never opens one.

    with pool.unfold(name, places, password) as opening:
        for chunk in …: opening.write(chunk)          # the container itself
        for taken in opening.taken(): …               # each entry, in the order asked

Containers have a worker of their own, since whoever takes entries out wants the others for looking into them.
"""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Final, Self

from kla_desktop.media.crew import Crew, Job, PoolClosed
from kla_desktop.media.unfolding import MAX_ENTRY, Entry
from kla_desktop.media.wire import BadFinding, entries_from_wire
from kla_desktop.system.worker_process import Header, WorkerError

_PIECE: Final = 1 << 20
_REASONS: Final = frozenset(("damaged", "password", "too_large", "unsupported"))


class CannotUnfold(Exception):  # noqa: N818 - an answer, not an error
    """The container stays closed; `reason` is damaged, too_large or password."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TakenEntry:
    """One entry on its way out: read it to its end, then `outcome` is "" or a reason."""

    def __init__(self, at: int, frames: Iterator[tuple[Header, bytes]]) -> None:
        self.at = at
        self.outcome: str | None = None
        self._frames = frames
        self._left = b""
        self._room = MAX_ENTRY

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; empty at the end. Raises CannotUnfold when the worker fails."""
        while not self._left and self.outcome is None:
            self._next()
        piece, self._left = self._left[:size], self._left[size:]
        return piece

    def skip(self) -> None:
        """Read what is left of it for nothing."""
        while self.outcome is None:
            self._next()
            self._left = b""

    def _next(self) -> None:
        header, payload = next(self._frames, ({"at": self.at, "end": "damaged"}, b""))
        if header.get("at") != self.at:
            raise CannotUnfold("damaged")
        if "end" in header:
            self.outcome = "" if header["end"] == "" else header["end"] if header["end"] in _REASONS else "damaged"
            return
        self._room -= len(payload)
        if self._room < 0:
            raise CannotUnfold("too_large")
        self._left = payload


class Opening:
    """One container in the worker; a context manager that frees the worker on leaving."""

    def __init__(self, crew: Crew, name: str, places: Sequence[int] | None, password: str) -> None:
        name = name.encode("utf-8", "replace").decode("utf-8")
        self._places = list(places or ())
        begin: Header = {"op": "begin", "do": "entries", "name": name}
        if places is not None:
            begin |= {"do": "take", "places": self._places, "password": password}
        self._buffer = bytearray()
        try:
            self._job: Job | None = Job(crew, begin)
        except (WorkerError, PoolClosed, OSError) as error:
            raise CannotUnfold("damaged") from error

    def write(self, data: bytes | memoryview, /) -> int:
        """Take the next piece of the container. Raises CannotUnfold."""
        self._buffer += data
        if len(self._buffer) >= _PIECE:
            self._flush()
        return len(data)

    def entries(self) -> list[Entry]:
        """All files in it. Raises CannotUnfold."""
        self._flush()
        try:
            assert self._job is not None
            header, _ = self._job.answer()
            if "refused" in header:
                raise CannotUnfold(header["refused"] if header["refused"] in _REASONS else "damaged")
            return entries_from_wire(header)
        except (WorkerError, BadFinding, OSError) as error:
            raise CannotUnfold("damaged") from error

    def taken(self) -> Iterator[TakenEntry]:
        """Each entry asked for; what is not read of one is passed over. Raises CannotUnfold."""
        self._flush()
        assert self._job is not None
        frames = self._job.answers()
        try:
            for at in self._places:
                entry = TakenEntry(at, frames)
                yield entry
                entry.skip()
            for _ in frames:  # "done" frees the worker
                raise CannotUnfold("damaged")
        except (WorkerError, OSError) as error:
            raise CannotUnfold("damaged") from error

    def _flush(self) -> None:
        try:
            if self._job is not None and self._buffer:
                self._job.send(bytes(self._buffer))
        except (WorkerError, OSError) as error:
            raise CannotUnfold("damaged") from error
        self._buffer.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._job is not None:
            self._job.give_up()
