"""Does all that was kept in the object store still lie there? By listing and sizes, and by reading as much as asked."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.storage.access import need_storage, note_storage, note_trouble, storage_place
from kla_desktop.operations.storage.move import opens_there
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.away_table import Away
from kla_desktop.store.library_table import StoredObject
from kla_desktop.system.progress import Progress, Step
from kla_desktop.transport.object_place import ObjectPlace
from kla_desktop.transport.remote import NotThere, RemoteError, Stop, TryLater

ALL = -1


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """How many objects are read back whole, chosen by chance; ALL for every one. The rest is looked at in listings."""

    read: int = 0


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found.

    `again`: not there as it should be, but here: it is sent again. `lost`: items whose bytes are in neither place.
    `found`: objects that had been lost, or were not known to lie there, and do. `strays`: names that belong to nothing.
    """

    kept: int
    read: int
    again: int
    lost: tuple[EvidenceId, ...]
    found: int
    strays: int
    changes: Changes

    @property
    def ok(self) -> bool:
        """Nothing is missing."""
        return not self.again and not self.lost


def verify_storage(ws: Workspace, request: VerifyRequest, progress: Progress) -> Verified:
    """Look at everything that lies there.

    Nothing is called lost because a listing says so: it is asked for by name first.
    Raises Fixable: STORAGE_UNSET, and what a remote says; and Cancelled.
    """
    need_storage(ws)
    try:
        with storage_place(ws, progress) as place:
            result = _Look(ws, place, progress).run(request)
    except RemoteError as error:
        note_trouble(ws, error)
        raise
    note_storage(ws, tries=0, next_at="", reason="", last_success=ws.now(), looked_at=ws.now())
    return result


class _Look:
    def __init__(self, ws: Workspace, place: ObjectPlace, progress: Progress) -> None:
        self._ws, self._place, self._progress = ws, place, progress

    def run(self, request: VerifyRequest) -> Verified:
        ws = self._ws
        listed = self._listed()
        rows = ws.store.away.all_kept()
        wrong = [row for row in rows if listed.get(row.name) != row.sealed.size]
        sound = [row for row in rows if listed.get(row.name) == row.sealed.size]
        chosen = sound if request.read == ALL else random.SystemRandom().sample(sound, min(request.read, len(sound)))
        suspects = [*wrong, *chosen]
        again: list[Away] = []
        lost: list[Away] = []
        for count, row in enumerate(suspects):
            self._progress.step(Step(count, len(suspects), "verifying"))
            self._progress.checkpoint()
            if self._is_there(row, listed.get(row.name)):
                continue
            here = ws.store.objects.has(row.name)
            (again if here else lost).append(row)
            self._doubt(row, lost=not here)
        found = self._seek(listed)
        owned = {one.name for one in ws.store.local.all_objects()} | set(ws.store.away.erasing())
        return Verified(
            len(rows) - len(again) - len(lost), len(chosen), len(again), self._items(lost), found,
            sum(1 for name in listed if name not in owned),
            Changes.EVIDENCE if lost or found else Changes.NOTHING,
        )  # fmt: skip

    def _listed(self) -> dict[str, int]:
        shelves = self._place.shelves()
        found: dict[str, int] = {}
        for count, shelf in enumerate(shelves):
            self._progress.step(Step(count, len(shelves), "looking"))
            self._progress.checkpoint()
            found |= self._place.sizes(shelf)
        return found

    def _is_there(self, row: Away, size: int | None) -> bool:
        try:
            return self._place.fixity(row.name, row.sealed.size) == row.sealed
        except (NotThere, Stop):
            return False
        except TryLater:  # an object that is shorter than it was says so as well
            if size in {None, row.sealed.size}:
                raise
            return False

    def _doubt(self, row: Away, *, lost: bool) -> None:
        with self._ws.transaction():
            self._ws.store.away.doubt(row.sha256, self._ws.now(), lost=lost)
            if lost:
                self._ws.store.local.mark_damaged(row.sha256, damaged=True)

    def _seek(self, listed: dict[str, int]) -> int:
        """Objects that are not here and not known to be there, and lie there all the same."""
        ws = self._ws
        kept = {row.sha256 for row in ws.store.away.all_kept()}
        found = 0
        for one in ws.store.local.all_objects():
            if one.digest.sha256 in kept or one.name not in listed or ws.store.objects.has(one.name):
                continue
            found += self._adopt(one, listed[one.name])
        return found

    def _adopt(self, one: StoredObject, size: int) -> bool:
        ws = self._ws
        self._progress.checkpoint()
        try:
            sealed = opens_there(ws, self._place, one, size)
        except (NotThere, Stop):
            return False
        if sealed is None:
            return False
        with ws.transaction():
            ws.store.away.keep([Away(one.digest.sha256, one.name, sealed)], ws.now())
            ws.store.away.let_go([one.digest.sha256])
            ws.store.local.mark_damaged(one.digest.sha256, damaged=False)
        return True

    def _items(self, rows: Sequence[Away]) -> tuple[EvidenceId, ...]:
        owners = (self._ws.store.evidence.of_digest(row.sha256) for row in rows)
        return tuple(found[0] for found in owners if found)
