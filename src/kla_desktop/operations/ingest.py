"""Take settled files into the library: bytes first, then one row each. Sources are only ever read.

Nothing is refused for being damaged: its bytes are kept and a warning is shown. The same bytes twice are one item with
several sources. What is committed stays when the user stops or the program dies; the rest comes at the next scan.
"""

import os
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kla_desktop.media.probe import Probed
from kla_desktop.model.capture import CaptureClaim
from kla_desktop.model.changes import Changes
from kla_desktop.model.filename_dates import claims_from_name
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.intake import Intake, NotTaken, Taken
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.library_table import Derived, Source, StoredObject
from kla_desktop.system.names import stored
from kla_desktop.system.progress import Progress, Step
from kla_desktop.watching.scan import FoundFile, Odd, scan

BATCH_FILES, BATCH_SECONDS = 64, 1.0
"""A batch is committed when it holds so many files or is so old, so that new files are seen soon."""


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """Files and folders to take in; folders with all that lies in them, but no hidden or half-downloaded files."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A file that became an item."""

    id: EvidenceId
    sha256: str
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left: `duplicate` (same bytes as an item), `known` (taken in before from this very place)."""

    path: str
    reason: str
    duplicate_of: EvidenceId | None = None


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be taken in now; `reason` is a wording key. It is listed and tried again."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of each file."""

    added: tuple[Added, ...]
    skipped: tuple[Skipped, ...]
    failed: tuple[FailedFile, ...]
    changes: Changes


@dataclass(slots=True)
class _Tally:
    added: list[Added] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[FailedFile] = field(default_factory=list)

    def result(self) -> Ingested:
        changes = Changes.EVIDENCE if self.added or self.failed or self.skipped else Changes.NOTHING
        return Ingested(tuple(self.added), tuple(self.skipped), tuple(self.failed), changes)


def ingest(ws: Workspace, request: IngestRequest, progress: Progress) -> Ingested:
    """Take files in. Raises Fixable(DISK_FULL) and Cancelled; what was committed until then stays."""
    tally = _Tally()
    files = list(_expand(request.paths, tally))
    run = _Run(ws, tally)
    total = sum(file.size for file in files)
    done = 0
    try:
        for count, file in enumerate(files):
            progress.step(Step(count, len(files), "ingesting", done, total))
            progress.checkpoint()
            run.take(file)
            done += file.size
        run.commit()
    finally:
        run.abandon()
    progress.step(Step(len(files), len(files), "ingesting", total, total))
    return tally.result()


def _expand(paths: tuple[str, ...], tally: _Tally) -> Iterator[FoundFile]:
    for path in paths:
        whole = os.path.abspath(path)  # noqa: PTH100 - surrogates in foreign names
        if os.path.isdir(whole):  # noqa: PTH112
            for found in scan(whole):
                if isinstance(found, Odd):
                    tally.failed.append(FailedFile(found.path, str(found.kind)))
                else:
                    yield found
            continue
        try:
            stat = os.stat(whole)  # noqa: PTH116
        except (OSError, ValueError):
            tally.failed.append(FailedFile(path, "missing"))
            continue
        if not os.path.isfile(whole):  # noqa: PTH113
            tally.failed.append(FailedFile(path, "special"))
        else:
            yield FoundFile(whole, stat.st_size, stat.st_mtime_ns, stat.st_ino)


class _Run:
    """One call's open batch: files being probed, and files ready to be committed."""

    def __init__(self, ws: Workspace, tally: _Tally) -> None:
        self._ws, self._tally = ws, tally
        self._intake = Intake(ws.store.objects, ws.probes)
        self._probing: deque[tuple[Taken, EvidenceId]] = deque()
        self._ready: list[tuple[Taken, EvidenceId, Probed | None]] = []
        self._ids: dict[str, EvidenceId] = {}
        self._again: list[tuple[Taken, EvidenceId]] = []
        self._folders: dict[str, dict[str, Source]] = {}
        self._since = time.monotonic()

    def take(self, file: FoundFile) -> None:
        seen = self._seen(file.path)
        if seen and (seen.size, seen.mtime_ns) == (file.size, file.mtime_ns):
            self._tally.skipped.append(Skipped(file.path, "known", seen.evidence))
            return
        if len(self._probing) >= self._ws.probes.workers + 2:
            self._collect()
        try:
            taken = self._intake.take(file.path, self._ws.tools.new_id(), self._is_held)
        except NotTaken as why:
            self._tally.failed.append(FailedFile(file.path, why.reason))
            self._note_failure(file.path, why.reason)
            return
        self._place(taken)
        if len(self._ready) + len(self._probing) >= BATCH_FILES or time.monotonic() - self._since > BATCH_SECONDS:
            self.commit()

    def _seen(self, path: str) -> Source | None:
        """What this very file became earlier; one query a folder."""
        folder, name = _stored(path)
        if folder not in self._folders:
            self._folders[folder] = {source.name: source for source in self._ws.store.local.in_folder(folder)}
        return self._folders[folder].get(name)

    def _note_failure(self, path: str, reason: str) -> None:
        with self._ws.transaction():
            self._ws.store.local.fail(stored(path), reason, self._ws.now())

    def _is_held(self, sha256: str) -> bool:
        return sha256 in self._ids or self._ws.store.local.object(sha256) is not None

    def _place(self, taken: Taken) -> None:
        """Decide whether the bytes are a new item, or one more source of an item of ours."""
        sha256 = taken.digest.sha256
        twin = self._ids.get(sha256) or next(iter(self._ws.store.evidence.of_digest(sha256, self._ws.me)), None)
        if twin:
            self._intake.drop(taken)
            self._again.append((taken, twin))
            self._tally.skipped.append(Skipped(taken.path, "duplicate", twin))
            return
        new = EvidenceId(self._ws.tools.new_id())
        self._ids[sha256] = new
        if taken.stream:
            self._probing.append((taken, new))
        else:
            self._ready.append((taken, new, None))

    def _collect(self) -> None:
        taken, new = self._probing.popleft()
        self._ready.append((taken, new, taken.probed()))

    def commit(self) -> None:
        """Put the batch on disk and into the journal: bytes, names, then rows, so that a crash leaves no half item."""
        while self._probing:
            self._collect()
        self._since = time.monotonic()
        if not self._ready and not self._again:
            return
        store = self._ws.store
        names = {taken.digest.sha256: store.objects.name_of(taken.digest.sha256) for taken, _, _ in self._ready}
        moves = [(taken.temporary, names[taken.digest.sha256]) for taken, _, _ in self._ready if taken.temporary]
        with store.transaction():
            store.local.intend_objects([name for _, name in moves])
        store.objects.settle(moves)
        store.previews.put([(t.digest.sha256, p.preview) for t, _, p in self._ready if p and p.preview])
        with store.transaction():
            store.local.add_objects(
                [StoredObject(t.digest, t.crc32, names[t.digest.sha256]) for t, _, _ in self._ready if t.temporary]
            )
            store.local.add_derived([_derived(t.digest.sha256, p) for t, _, p in self._ready if p])
            self._ws.record([self._captured(taken, new, probed) for taken, new, probed in self._ready])
            store.search.set_text([(probed.text, new) for _, new, probed in self._ready if probed and probed.text])
            self._ws.record(self._new_sources())
            store.local.add_sources([_source(taken, item) for taken, item, _ in self._ready])
            store.local.add_sources([_source(taken, item) for taken, item in self._again])
            store.local.clear_failures([stored(taken.path) for taken, _, _ in self._ready])
        told = store.evidence.find([new for _, new, _ in self._ready])
        for taken, new, _ in self._ready:
            self._tally.added.append(Added(new, taken.digest.sha256, taken.path, told[new].kind))
        self._ready.clear()
        self._again.clear()
        self._ids.clear()

    def _captured(self, taken: Taken, new: EvidenceId, probed: Probed | None) -> Draft:
        name = _stored(taken.path)[1]
        data: dict[str, Any] = {"sha256": taken.digest.sha256, "size": taken.digest.size, "name": name, "claims": []}
        if probed is None:  # another station's item has these bytes: they were read before
            twin = self._ws.store.evidence.find(self._ws.store.evidence.of_digest(taken.digest.sha256)[:1])
            item = next(iter(twin.values()), None)
            data |= {"kind": item.kind if item else "other", "media": item.media if item else "other"}
            return Draft(Kind.CAPTURED, new, data)
        data |= {"kind": probed.evidence_kind.value, "media": probed.media_kind.value}
        data["claims"] = [_said(claim) for claim in probed.claims]
        if probed.gps:
            data["gps"] = [probed.gps.lat, probed.gps.lon]
        if probed.camera:
            data["camera"] = probed.camera
        return Draft(Kind.CAPTURED, new, data)

    def _new_sources(self) -> list[Draft]:
        twins = self._ws.store.evidence.find(list({twin for _, twin in self._again}))
        told = {(item.id, name) for item in twins.values() for name in item.names}
        drafts = []
        for taken, twin in self._again:
            name = _stored(taken.path)[1]
            if (twin, name) not in told:
                told.add((twin, name))
                claims = [_said(claim) for claim in claims_from_name(name)]
                drafts.append(Draft(Kind.SOURCED, twin, {"name": name} | ({"claims": claims} if claims else {})))
        return drafts

    def abandon(self) -> None:
        """Drop what was read but not committed."""
        for taken, _ in self._probing:
            self._intake.drop(taken)
        for taken, _, _ in self._ready:
            self._intake.drop(taken)


def _stored(path: str) -> tuple[str, str]:
    folder, name = os.path.split(path)
    return stored(folder), stored(name)


def _source(taken: Taken, item: EvidenceId) -> Source:
    folder, name = _stored(taken.path)
    return Source(folder, name, taken.digest.size, taken.mtime_ns, taken.inode, taken.digest.sha256, item)


def _said(claim: CaptureClaim) -> dict[str, Any]:
    return {"value": claim.value, "source": claim.source.value, "confidence": claim.confidence}


def _derived(sha256: str, probed: Probed) -> Derived:
    return Derived(sha256, probed.width, probed.height, probed.pages, probed.dhash, probed.warnings)
