"""Read what has not been read yet: thumbnails, text, warnings of objects that came in bundles or were glanced at.

Papers whose words were read as they came in are drawn, after all the others.
"""

import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kla_desktop.media.probe import Probed
from kla_desktop.media.probe_stream import ProbeStream, WholeProbe
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import KlaError
from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.library_table import Derived, StoredObject
from kla_desktop.system.progress import Progress, Step

_BATCH = 50
_IN_MEMORY = 32 << 20
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class DeriveRequest:
    """How many objects to read at most (0: all)."""

    limit: int = 0


@dataclass(frozen=True, slots=True)
class DerivedNow:
    """How many were read, and which have a picture now."""

    count: int
    changes: Changes
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An object to be read, and the items that point at it with what their files are called."""

    held: StoredObject
    called: Sequence[tuple[EvidenceId, str]]
    before: Derived | None = None
    """What was found when a paper's words were read; its picture alone is wanted now."""


@dataclass(frozen=True, slots=True)
class _UnderWay:
    sha256: str
    owners: Sequence[EvidenceId]
    stream: ProbeStream | WholeProbe | None
    before: Derived | None = None
    """What was found when a paper's words were read; its picture alone is wanted now."""


class _Run:
    """Objects being read, and what is to be committed. `listen` raises to stop a wait."""

    def __init__(self, ws: Workspace, listen: Callable[[], None]) -> None:
        self._ws, self._listen = ws, listen
        self._under_way: deque[_UnderWay] = deque()
        self._rows: list[Derived] = []
        self._pictures: list[tuple[str, bytes]] = []
        self._texts: list[tuple[str, str]] = []
        self.drawn: list[str] = []

    def take(self, one: _Waiting) -> None:
        """Hand one object to a worker, and commit when it is time."""
        sha256, owners = one.held.digest.sha256, [evidence for evidence, _ in one.called]
        stream = _begun(self._ws, one.held, one.called[0][1] if one.called else "", read=one.before is None)
        if stream is None and self._ws.store.local.object(sha256) is None:
            return  # erased since it was looked up
        self._under_way.append(_UnderWay(sha256, owners, stream, one.before))
        if len(self._under_way) > self._ws.probes.workers:
            self._collect()
        if len(self._rows) >= _BATCH:
            self._commit()

    def end(self) -> None:
        """Wait for what is under way, and write it."""
        while self._under_way:
            self._collect()
        self._commit()

    def abandon(self) -> None:
        """Drop what has not been written."""
        for left in self._under_way:
            if left.stream is not None:
                left.stream.abandon()

    def _collect(self) -> None:
        one = self._under_way[0]
        probed = one.stream.finish(self._listen) if one.stream is not None else None
        self._under_way.popleft()
        if probed is None:
            self._rows.append(_damaged(one))
            return
        self._rows.append(_drawn(one.before, probed) if one.before else derived_of(one.sha256, probed))
        if probed.preview:
            self._pictures.append((one.sha256, probed.preview))
        self._texts.extend((probed.text, owner) for owner in one.owners if probed.text)

    def _commit(self) -> None:
        self._ws.store.previews.put(self._pictures)
        with self._ws.transaction():
            self._ws.store.local.add_derived(self._rows)
            self._ws.store.search.set_text(self._texts)
        self.drawn += [sha256 for sha256, _ in self._pictures]
        self._rows.clear()
        self._pictures.clear()
        self._texts.clear()


def derive(ws: Workspace, request: DeriveRequest, progress: Progress) -> DerivedNow:
    """Read objects through the probe workers, committed in small batches. Raises Cancelled."""
    most = request.limit or _ALL
    unread = ws.store.local.underived(most)
    waiting = [*unread, *ws.store.local.undrawn(most - len(unread))]
    run = _Run(ws, progress.checkpoint)
    try:
        for begin in range(0, len(waiting), _BATCH):
            for count, one in enumerate(_looked_up(ws, waiting[begin : begin + _BATCH]), begin):
                progress.step(Step(count, len(waiting), "indexing"))
                progress.checkpoint()
                run.take(one)
        run.end()
    finally:
        run.abandon()
    progress.step(Step(len(waiting), len(waiting), "indexing"))
    return DerivedNow(len(waiting), Changes.EVIDENCE if waiting else Changes.NOTHING, tuple(run.drawn))


def _looked_up(ws: Workspace, digests: Sequence[str]) -> Iterator[_Waiting]:
    """What is known of some objects, asked for together; those erased meanwhile are left out."""
    held, called = ws.store.local.objects(digests), ws.store.evidence.called(digests)
    before = ws.store.local.derived_from(digests)
    yield from (_Waiting(held[one], called.get(one, ()), before.get(one)) for one in digests if one in held)


def _damaged(one: _UnderWay) -> Derived:
    """What is known of an object that cannot be opened."""
    before = one.before or Derived(one.sha256, None, None, None, None, ())
    return replace(before, warnings=_both(before.warnings, ("damaged",)), undrawn=False)


def _drawn(before: Derived, probed: Probed) -> Derived:
    return replace(before, dhash=probed.dhash, warnings=_both(before.warnings, probed.warnings), undrawn=False)


def _both(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _begun(ws: Workspace, held: StoredObject, name: str, *, read: bool) -> ProbeStream | WholeProbe | None:
    """Hand an object to a worker, to be read or only drawn; None for one that cannot be opened."""
    stream: ProbeStream | None = None
    try:
        if held.digest.size <= _IN_MEMORY:
            out = io.BytesIO()
            ws.store.objects.copy_out(held.name, out)
            return ws.probes.begin(name, out.getvalue()) if read else ws.probes.draw(name, out.getvalue())
        stream = ws.probes.open(name, None)
        ws.store.objects.copy_out(held.name, stream)
        stream.end()
    except (KlaError, OSError):
        if stream is not None:
            stream.abandon()
        return None
    return stream


def derived_of(sha256: str, probed: Probed) -> Derived:
    """What this laptop keeps of a finding, beside text and picture."""
    return Derived(
        sha256,
        probed.width,
        probed.height,
        probed.pages,
        probed.dhash,
        probed.warnings,
        seconds=probed.seconds,
        undrawn=probed.is_undrawn,
    )
