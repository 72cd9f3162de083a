"""Objects on their way to the object store: sent, read back, written down as kept, and only much later dropped here.

The order is what makes it safe. A copy here is dropped only after every byte was read back from there in an earlier
step, that was committed, and the object stood in a listing of this very round in its size. Whatever breaks off in
between leaves the copy here where it was.
"""

import hashlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable, KlaError
from kla_desktop.model.ids import Digest
from kla_desktop.operations.storage.access import (
    need_storage,
    note_storage,
    note_trouble,
    storage_place,
)
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.away_table import Away
from kla_desktop.store.library_table import StoredObject
from kla_desktop.store.objects import Readable
from kla_desktop.system.progress import Progress, Step
from kla_desktop.transport.object_place import PART, ObjectPlace
from kla_desktop.transport.remote import AskUser, RemoteError

_BATCH = 32
_AT_ONCE = 4
_FOR_ONE = frozenset({ErrorCode.HUB_TOO_LARGE, ErrorCode.COPY_DIFFERS})
"""Failures of one object: the others go on."""


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """How long to go on with sending (0: until nothing waits). What is under way is finished."""

    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Moved:
    """What a round brought. `waiting`: objects not there yet; `failed`: of these, tried in vain in this round."""

    sent: int
    size: int
    dropped: int
    dropped_bytes: int
    erased: int
    failed: int
    waiting: int
    changes: Changes


@dataclass(slots=True)
class _Tally:
    sent: int = 0
    size: int = 0
    failed: int = 0
    dropped: int = 0
    dropped_bytes: int = 0
    tried: set[str] = field(default_factory=set)


class _Damaged(Exception):  # noqa: N818 - an answer: the copy here is not what it should be
    pass


def move_objects(ws: Workspace, request: MoveRequest, progress: Progress) -> Moved:
    """Do a round: delete there what was erased here, send what waits, make room here.

    Raises Fixable: STORAGE_UNSET, and what a remote says; and Cancelled. What was done before stays.
    """
    need_storage(ws)
    tally, erased = _Tally(), 0
    try:
        with storage_place(ws, progress) as place:
            erased = erase_there(ws, place, progress)
            _send(ws, place, request, progress, tally)
            _make_room(ws, place, progress, tally)
    except RemoteError as error:
        note_trouble(ws, error)
        raise
    note_storage(ws, tries=0, next_at="", reason="", last_success=ws.now())
    touched = tally.sent or tally.dropped or erased
    return Moved(
        tally.sent, tally.size, tally.dropped, tally.dropped_bytes, erased, tally.failed,
        ws.store.away.counts().waiting, Changes.SETTINGS if touched else Changes.NOTHING,
    )  # fmt: skip


def erase_there(ws: Workspace, place: ObjectPlace, progress: Progress) -> int:
    """Delete there what was erased here; what could not be deleted is tried again next time."""
    names = ws.store.away.erasing()
    for count, name in enumerate(names):
        progress.step(Step(count, len(names), "moving"))
        progress.checkpoint()
        place.delete(name)
        with ws.transaction():
            ws.store.away.erased([name])
    return len(names)


def _send(ws: Workspace, place: ObjectPlace, request: MoveRequest, progress: Progress, tally: _Tally) -> None:
    until = time.monotonic() + request.seconds if request.seconds else None
    left = ws.store.away.counts().waiting
    while until is None or time.monotonic() < until:
        found = ws.store.away.waiting(_BATCH + len(tally.tried))
        batch = [one for one in found if one.digest.sha256 not in tally.tried][:_BATCH]
        if not batch:
            return
        tally.tried |= {one.digest.sha256 for one in batch}
        batch = [one for one in batch if ws.store.objects.has(one.name)]
        progress.checkpoint()
        with ws.transaction():
            ws.store.away.intend(batch, ws.now())
        _send_batch(ws, place, batch, _Counted(progress, tally.sent, left), tally)


def _send_batch(
    ws: Workspace, place: ObjectPlace, batch: list[StoredObject], counted: "_Counted", tally: _Tally
) -> None:
    """Send some at a time; what arrived is written down even if another one fails."""
    failure: BaseException | None = None
    kept: list[Away] = []
    counted.expect(2 * sum(one.digest.size for one in batch))
    here = ws.store.objects.in_use([one.name for one in batch], looked_at=False)
    with here, ThreadPoolExecutor(_AT_ONCE, "move") as threads:
        for one, under_way in [(one, threads.submit(_carry, ws, place, one, counted)) for one in batch]:
            if failure is not None and under_way.cancel():
                continue
            try:
                kept.append(under_way.result())
            except _Damaged:
                tally.failed += 1
                with ws.transaction():
                    ws.store.local.mark_damaged(one.digest.sha256, damaged=True)
            except Fixable as error:
                tally.failed += 1
                if error.code not in _FOR_ONE:
                    failure = failure or error
            except BaseException as error:  # noqa: BLE001 - raised below, when the others are written down
                failure = failure or error
    with ws.transaction():
        ws.store.away.keep(kept, ws.now())
    tally.sent += len(kept)
    tally.size += sum(one.sealed.size for one in kept)
    if failure is not None:
        raise failure


def _carry(ws: Workspace, place: ObjectPlace, one: StoredObject, counted: "_Counted") -> Away:
    """Send one object and read it back. Raises _Damaged, AskUser(COPY_DIFFERS), and what a remote says.

    A copy of the same bytes that this library sealed another time (before a restore) serves as well.
    """
    sealed = _sealed_here(ws, one)
    path = ws.store.objects.path(one.name)
    for _ in range(2):
        place.put(one.name, path, counted.watch)
        back = place.fixity(one.name, sealed.size, counted.watch)
        there = sealed if back == sealed else opens_there(ws, place, one, sealed.size)
        if there is not None:
            return Away(one.digest.sha256, one.name, there)
        place.delete(one.name)
    raise AskUser(ErrorCode.COPY_DIFFERS)


def _sealed_here(ws: Workspace, one: StoredObject) -> Digest:
    """Make sure that the copy here opens to the right bytes, and say what its file is. Raises _Damaged."""
    plain = Fixity()
    try:
        with ws.store.objects.path(one.name).open("rb") as stream:
            through = _Through(stream)
            ws.store.objects.cipher.open_stream(through, plain)
    except (KlaError, OSError) as error:
        raise _Damaged from error
    if plain.digest != one.digest:
        raise _Damaged
    return through.read_so_far.digest


def opens_there(ws: Workspace, place: ObjectPlace, one: StoredObject, size: int) -> Digest | None:
    """Read what lies there: if it opens to the object's bytes, give what was read. Raises what a remote says."""
    plain, sealed = Fixity(), _Through(_Stream(place, one.name, size))
    try:
        ws.store.objects.cipher.open_stream(sealed, plain)
    except RemoteError:
        raise
    except KlaError:
        return None
    return sealed.read_so_far.digest if plain.digest == one.digest else None


def _make_room(ws: Workspace, place: ObjectPlace, progress: Progress, tally: _Tally) -> None:
    """Drop copies here, the longest unused first, until no more stays than the user wants."""
    keep = need_storage(ws).keep
    ws.store.objects.count_fetched(-(1 << 62))
    if keep is None:
        return
    here = {name: (size, used) for name, size, used in ws.store.objects.files()}
    over = sum(size for size, _ in here.values()) - keep
    if over <= 0:
        return
    rows = sorted((row for row in ws.store.away.droppable() if row.name in here), key=lambda row: here[row.name][1])
    listed: dict[str, dict[str, int]] = {}
    for row in rows:
        if over <= 0:
            return
        progress.checkpoint()
        if _size_there(place, row, listed) != row.sealed.size:
            with ws.transaction():
                ws.store.away.doubt(row.sha256, ws.now(), lost=False)  # it is sent again
            continue
        with ws.transaction():
            ws.store.away.let_go([row.sha256])
        gone = ws.store.objects.drop(row.name)
        over -= gone
        tally.dropped += bool(gone)
        tally.dropped_bytes += gone


def _size_there(place: ObjectPlace, row: Away, listed: dict[str, dict[str, int]]) -> int | None:
    """What a listing of this round says; `listed` has the shelves that were looked at."""
    if row.sealed.size > PART:
        return place.size_in_parts(row.name)
    shelf = row.name[:2]
    if shelf not in listed:
        listed[shelf] = place.sizes(shelf)
    return listed[shelf].get(row.name)


class Fixity:
    """Takes bytes and says what they were."""

    def __init__(self) -> None:
        self._sha256, self._size = hashlib.sha256(), 0

    def write(self, data: bytes | memoryview) -> int:
        """Take some."""
        self._sha256.update(data)
        self._size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    @property
    def digest(self) -> Digest:
        """What was taken so far."""
        return Digest(self._sha256.hexdigest(), self._size)


class _Through:
    """Hands on what it reads, and hashes it."""

    def __init__(self, source: Readable) -> None:
        self._source, self.read_so_far = source, Fixity()

    def read(self, size: int, /) -> bytes:
        data = self._source.read(size)
        self.read_so_far.write(data)
        return data


class _Stream:
    """An object there, as something to read from."""

    def __init__(self, place: ObjectPlace, name: str, size: int) -> None:
        self._chunks, self._left = place.read(name, size), b""

    def read(self, size: int, /) -> bytes:
        while len(self._left) < size and (chunk := next(self._chunks, b"")):
            self._left += chunk
        data, self._left = self._left[:size], self._left[size:]
        return data


class _Counted:
    """Says how far a batch is; thread-safe."""

    def __init__(self, progress: Progress, done: int, left: int) -> None:
        self._progress, self._items, self._left = progress, done, left
        self._lock, self._done, self._total = threading.Lock(), 0, 0

    def expect(self, total: int) -> None:
        self._total = total

    def watch(self, count: int) -> None:
        with self._lock:
            self._done += count
            step = Step(self._items, self._left, "moving", min(self._done, self._total), self._total)
        self._progress.step(step)
