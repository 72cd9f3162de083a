"""Objects that lie in the object store alone are fetched when somebody looks at them."""

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import Digest
from kla_desktop.operations.storage.access import need_storage, storage_place
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.away_table import Away
from kla_desktop.store.library_table import StoredObject
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.files import free_space
from kla_desktop.system.progress import Progress, Step
from kla_desktop.transport.object_place import ObjectPlace
from kla_desktop.transport.remote import NotThere

CACHE = 512 << 20
"""Bytes of fetched objects that may lie here beyond what the user lets stay, until the next tidying."""
_AT_ONCE = 4
_SPARE = 64 << 20


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """Everything that lay in the object store alone is here again."""

    count: int
    size: int
    changes: Changes


def is_away(ws: Workspace, sha256: str) -> bool:
    """Whether reading these bytes means fetching them first. Cheap: asks the disk alone."""
    return not ws.store.objects.has(ws.store.objects.name_of(sha256))


@contextlib.contextmanager
def brought(ws: Workspace, digests: Iterable[str], progress: Progress) -> Iterator[None]:
    """Have the objects of these digests here for a block, as far as they are held at all.

    What comes beyond the room for it goes again at the end: it was seen to be there a moment ago.
    Raises Fixable: STORAGE_LOST (it is not what was kept there), STORAGE_UNSET, DISK_FULL, what a remote says; and
    Cancelled.
    """
    held = list(ws.store.local.objects(digests).values())
    with ws.store.objects.in_use([one.name for one in held]):
        missing = [one for one in held if not ws.store.objects.has(one.name)]
        fetched = fetch(ws, missing, progress) if missing else []
        yield
    surplus = ws.store.objects.count_fetched(sum(one.sealed.size for one in fetched)) > CACHE
    if fetched and surplus and need_storage(ws).keep is not None:
        for one in fetched:
            ws.store.objects.count_fetched(-ws.store.objects.drop(one.name))


def fetch(ws: Workspace, missing: Sequence[StoredObject], progress: Progress) -> list[Away]:
    """Fetch objects that are not here, a few at a time; give those that are here now. Raises as `brought`."""
    rows = list(ws.store.away.kept(one.digest.sha256 for one in missing).values())
    if not rows:
        return []
    total = sum(one.sealed.size for one in rows)
    if free_space(ws.store.folder) < total + _SPARE:
        raise Fixable(ErrorCode.DISK_FULL, needed=total + _SPARE, free=free_space(ws.store.folder))
    counted = _Counted(progress, len(rows), total)
    with storage_place(ws, progress) as place, ThreadPoolExecutor(min(_AT_ONCE, len(rows)), "fetch") as threads:
        under_way = [threads.submit(_fetch_one, ws, place, row, counted) for row in rows]
        try:
            for one in under_way:
                one.result()
        finally:
            for one in under_way:
                one.cancel()
    return rows


def bring_back(ws: Workspace, progress: Progress) -> BroughtBack:
    """Fetch all that lies in the object store alone, oldest digest first. Raises as `brought`; what came stays."""
    count = size = 0
    away = [one for one in ws.store.away.all_kept() if not ws.store.objects.has(one.name)]
    for start in range(0, len(away), _AT_ONCE * 8):
        progress.checkpoint()
        progress.step(Step(start, len(away), "bringing"))
        part = [one.sha256 for one in away[start : start + _AT_ONCE * 8]]
        fetched = fetch(ws, list(ws.store.local.objects(part).values()), progress)
        count, size = count + len(fetched), size + sum(one.sealed.size for one in fetched)
        with ws.transaction():
            ws.store.away.have_again([one.sha256 for one in fetched])
    return BroughtBack(count, size, Changes.EVIDENCE if count else Changes.NOTHING)


class _Counted:
    """Says how far several fetches are together."""

    def __init__(self, progress: Progress, count: int, total: int) -> None:
        self._progress, self._count, self._total = progress, count, total
        self._lock, self._done, self._whole = threading.Lock(), 0, 0

    def watch(self, count: int) -> None:
        with self._lock:
            self._done += count
            self._progress.step(Step(self._whole, self._count, "bringing", min(self._done, self._total), self._total))

    def one_more(self) -> None:
        with self._lock:
            self._whole += 1


def _fetch_one(ws: Workspace, place: ObjectPlace, row: Away, counted: _Counted) -> None:
    objects = ws.store.objects
    temporary = objects.new_temporary(f"{row.name[:16]}-{ws.tools.new_id()}")
    try:
        if _written(place, row, temporary, counted) != row.sealed:
            raise Fixable(ErrorCode.STORAGE_LOST)
        objects.settle([(temporary, row.name)])
    except NotThere as error:
        raise Fixable(ErrorCode.STORAGE_LOST) from error
    except OSError as error:
        raise disk_trouble(error) or Fixable(ErrorCode.DRIVE_ERROR, where="library") from error
    finally:
        temporary.unlink(missing_ok=True)
    counted.one_more()


def _written(place: ObjectPlace, row: Away, path: Path, counted: _Counted) -> Digest:
    sha256, size = hashlib.sha256(), 0
    with path.open("wb") as out:
        for chunk in place.read(row.name, row.sealed.size, counted.watch):
            sha256.update(chunk)
            size += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return Digest(sha256.hexdigest(), size)
