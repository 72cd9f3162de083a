"""Take settled files into the library: bytes first, then one row each. Sources are only ever read.

Nothing is refused for being damaged: its bytes are kept and a warning is shown. The same bytes twice are one item with
several sources. What is committed stays when the user stops or the program dies; the rest comes at the next scan. A
file that was taken in before and holds other bytes now is a new item, with the earlier one noted (`Added.earlier`).
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.intake.batch import Batch, Ready, stored_place
from kla_desktop.operations.intake.one_file import EntrySource, Intake, Taken, Within
from kla_desktop.operations.intake.paths import expand, inode_judge
from kla_desktop.operations.intake.reading import READERS, NotTaken, Reading
from kla_desktop.operations.intake.writing import Writing
from kla_desktop.operations.mend import put_back
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.library_table import Source
from kla_desktop.system.names import stored
from kla_desktop.system.progress import Progress, Step
from kla_desktop.watching.changes import same_version
from kla_desktop.watching.scan import FoundFile, Odd

BATCH_FILES, BATCH_SECONDS = 100, 1.0
"""A batch is committed when it holds so many files or is so old, so that new files are seen soon. Each batch costs a
piece of the search index and pages of the database that the next one writes again."""
_GENTLE_FILES = 64
"""So many where somebody works in the same program: a batch holds Python's lock and memory."""
_AHEAD, _AHEAD_BYTES = 6, 32 << 20
"""Files that may wait for a worker beside those being read: some, so that workers have work during a commit."""
_SMALL_BYTES = 4 << 20
"""As many as a batch holds while they are no larger than this together: a commit takes as long as a worker takes for
many."""


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """Files and folders to take in; folders with all that lies in them, but no hidden or half-downloaded files.

    `found`: files that a scan has seen already; one that is no longer as it was then fails as `changed`.
    `glance`: photos that bring a small picture along are seen with it at first, much sooner; `derive` then reads their
    pixels, and tells damage.
    `gentle`: somebody works in the same program meanwhile, which comes first.
    """

    paths: tuple[str, ...] = ()
    found: tuple[FoundFile, ...] = ()
    glance: bool = False
    gentle: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A file that became an item; `earlier` is the item of this very file's bytes before it was changed."""

    id: EvidenceId
    sha256: str
    path: str
    kind: str
    earlier: EvidenceId | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left: `duplicate` (same bytes as an item), `known` (taken in before from this very place).

    Or `mended`: the bytes of an item had been damaged or lost in the library, and are there again.
    """

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
class Tally:
    """What became of files so far."""

    added: list[Added] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[FailedFile] = field(default_factory=list)

    def result(self) -> Ingested:
        """Everything so far."""
        changes = Changes.EVIDENCE if self.added or self.failed or self.skipped else Changes.NOTHING
        return Ingested(tuple(self.added), tuple(self.skipped), tuple(self.failed), changes)


def ingest(ws: Workspace, request: IngestRequest, progress: Progress) -> Ingested:
    """Take files in. Raises Fixable(DISK_FULL) and Cancelled; what was committed until then stays."""
    tally = Tally()
    run = Run(ws, tally, progress.checkpoint, glance=request.glance, gentle=request.gentle)
    files = [*request.found, *run.files(request.paths)]
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


@dataclass(slots=True)
class _Coming:
    reading: Reading
    before: EvidenceId | None


@dataclass(slots=True)
class _UnderWay:
    taken: Taken
    new: EvidenceId
    before: EvidenceId | None


class Run:
    """One call's open batch: files being read, being probed, and ready to be committed. `listen` may end a wait."""

    def __init__(
        self, ws: Workspace, tally: Tally, listen: Callable[[], None], *, glance: bool = False, gentle: bool = False
    ) -> None:
        self._ws, self._tally, self._listen, self._me = ws, tally, listen, ws.me
        self._intake = Intake(ws, self._is_held, listen, glance=glance)
        self._writing = Writing(ws, self._intake, listen, may_run_aside=not gentle)
        self._most = _GENTLE_FILES if gentle else BATCH_FILES
        self._coming: deque[_Coming] = deque()
        self._probing: deque[_UnderWay] = deque()
        self._probing_bytes = 0
        self._batch = Batch()
        self._ids: dict[str, EvidenceId] = {}
        self._folders: dict[str, dict[str, Source]] = {}
        self._damaged = set(ws.store.local.damaged())
        self._failing = {failure.path for failure in ws.store.failures.list()}
        self._since = time.monotonic()

    def files(self, paths: tuple[str, ...]) -> Iterator[FoundFile]:
        """Give the files of `paths`; what is none is noted as failed."""
        for found in expand(paths, inode_judge()):
            if isinstance(found, Odd):
                self._fail(found.path, str(found.kind))
            else:
                yield found

    def take(self, file: FoundFile) -> None:
        """Begin to read one file, go on with those before it, and commit when it is time."""
        seen = self._seen(file.path)
        same = seen and same_version((seen.size, seen.mtime_ns, seen.inode), file.fingerprint)
        if seen and same and not self._is_damaged(seen.sha256):
            self._tally.skipped.append(Skipped(file.path, "known", seen.evidence))
            if stored(file.path) in self._failing:
                self._batch.known.append(file.path)
            return
        before = self._ws.store.local.object(seen.sha256) if seen else None
        reading = self._intake.begin(file, before.digest if before else None)
        self._coming.append(_Coming(reading, seen.evidence if seen else None))
        while len(self._coming) > READERS or (self._coming and self._coming[0].reading.is_ready):
            self._take_next()

    def _take_next(self) -> None:
        self._make_room(self._coming[0].reading.file.size)
        coming = self._coming.popleft()
        try:
            taken = self._intake.take(coming.reading)
        except NotTaken as why:
            self._fail(coming.reading.file.path, why.reason)
            return
        self._place(taken, coming.before)
        self._commit_in_time()

    def take_entry(self, within: Within, source: EntrySource) -> None:
        """Take in what lies in a container. What cannot be read is told under its name there, and not tried again."""
        self._make_room(within.size)
        try:
            taken = self._intake.take_entry(within, source)
        except NotTaken as why:
            source.skip()
            self._tally.failed.append(FailedFile(within.name, why.reason))
            return
        self._place(taken, None)
        self._commit_in_time()

    def _make_room(self, size: int) -> None:
        """Wait until one more file may be under way."""
        while len(self._probing) >= self._room_for(self._probing_bytes + size):
            self._collect()

    def _room_for(self, held: int) -> int:
        """How many files may be under way that have so many bytes together."""
        least = self._ws.probes.workers
        return least + (self._most if held <= _SMALL_BYTES else _AHEAD if held <= _AHEAD_BYTES else 2)

    def _commit_in_time(self) -> None:
        count = len(self._batch.ready) + len(self._batch.again)
        if count < self._most and time.monotonic() - self._since <= BATCH_SECONDS:
            return
        if not self._writing.is_busy or count >= 2 * self._most:
            self._tell_written()
            self._begin(self._finished())

    def _seen(self, path: str) -> Source | None:
        """What this very file became earlier; one query a folder."""
        folder, name = stored_place(path)
        if folder not in self._folders:
            self._folders[folder] = {source.name: source for source in self._ws.store.local.in_folder(folder)}
        return self._folders[folder].get(name)

    def _fail(self, path: str, reason: str) -> None:
        self._batch.failed.append(self._note(path, reason))

    def _note(self, path: str, reason: str) -> tuple[str, str]:
        self._tally.failed.append(FailedFile(path, reason))
        return path, reason

    def _is_held(self, sha256: str) -> bool:
        if sha256 in self._ids:
            return True
        return self._ws.store.local.object(sha256) is not None and not self._is_damaged(sha256)

    def _is_damaged(self, sha256: str) -> bool:
        """Whether the library knows that it has lost these bytes, which may come back from where they came from."""
        return sha256 in self._damaged

    def _mend(self, taken: Taken) -> bool:
        """Put the bytes just read in the place of damaged ones; whether they were."""
        if not taken.temporary or not self._is_damaged(taken.digest.sha256):
            return False
        self._intake.hand_on()
        try:
            taken.wait_for_disk()
        except NotTaken as why:
            self._fail(taken.path, why.reason)
            return False
        put_back(self._ws, taken.digest, taken.crc32, taken.temporary)
        self._damaged.discard(taken.digest.sha256)
        return True

    def _place(self, taken: Taken, before: EvidenceId | None) -> None:
        """Decide whether the bytes are a new item, or one more source of an item of ours."""
        sha256 = taken.digest.sha256
        twin = self._ids.get(sha256) or next(iter(self._ws.store.evidence.of_digest(sha256, self._me)), None)
        if twin:
            reason = "mended" if self._mend(taken) else "duplicate"
            self._intake.drop(taken)
            self._batch.again.append((taken, twin))
            self._tally.skipped.append(Skipped(taken.path, reason, twin))
            return
        new = EvidenceId(self._ws.tools.new_id())
        self._ids[sha256] = new
        if taken.stream:
            self._probing.append(_UnderWay(taken, new, before))
            self._probing_bytes += taken.digest.size
        else:
            self._batch.ready.append(Ready(taken, new, None, before))

    def _collect(self) -> None:
        one = self._probing[0]
        found = one.taken.probed(self._listen)
        self._probing.popleft()
        self._probing_bytes -= one.taken.digest.size
        self._batch.ready.append(Ready(one.taken, one.new, found, one.before))

    def _finished(self) -> Batch:
        """Cut off the part of the batch for which nobody needs to wait: the workers go on with the rest meanwhile."""
        self._intake.hand_on()
        while self._probing and self._probing[0].taken.is_probed:
            self._collect()
        whole, rest = self._batch, Batch()
        safe = next((at for at, one in enumerate(whole.ready) if not one.taken.is_on_disk), len(whole.ready))
        if safe >= len(whole.ready) // 2:  # else the disk is behind, and is waited for
            whole.ready, rest.ready = whole.ready[:safe], whole.ready[safe:]
        later = {one.new for one in self._probing} | {one.new for one in rest.ready}
        rest.again = [pair for pair in whole.again if pair[1] in later]
        whole.again = [pair for pair in whole.again if pair[1] not in later]
        self._batch = rest
        return whole

    def commit(self) -> None:
        """Wait for all that is under way, and write it."""
        while self._coming:
            self._take_next()
        self._intake.hand_on()
        while self._probing:
            self._collect()
        self._tell_written()
        batch, self._batch = self._batch, Batch()
        self._begin(batch)
        self._tell_written()

    def _begin(self, batch: Batch) -> None:
        self._since = time.monotonic()
        if batch:
            self._writing.begin(batch)

    def _tell_written(self) -> None:
        """Wait for the batch that is being written, and note what became of it."""
        done = self._writing.written()
        if done is None:
            return
        for one in (*done.batch.ready, *done.lost):
            self._ids.pop(one.taken.digest.sha256, None)
        self._tally.failed += [FailedFile(path, reason) for path, reason in done.failed]
        for one in done.batch.ready:
            digest, path = one.taken.digest, one.taken.path
            self._tally.added.append(Added(one.new, digest.sha256, path, done.kinds[one.new], one.before))

    def abandon(self) -> None:
        """Drop what was read but not committed."""
        for coming in self._coming:
            coming.reading.done()
        ready = [*self._writing.stop(), *self._batch.ready]
        self._intake.close([*(one.taken for one in self._probing), *(one.taken for one in ready)])
