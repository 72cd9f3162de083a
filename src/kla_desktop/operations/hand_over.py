"""Copy sealed bundles to a stick or folder, read them back from the medium, and only then call them handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.outbox import is_waiting
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress, Step
from kla_desktop.transport.drive_errors import BUNDLE_FOLDER, REPLY_FOLDER
from kla_desktop.transport.folder import copy_to_folder


@dataclass(frozen=True, slots=True)
class HandOverRequest:
    """Where to, and which bundles: certain ones, or (empty) all that wait in the outbox and were never handed over.

    They are copied by recipient and number. `Step.done` counts them; its bytes are of all, and twice: written, read.
    """

    folder: Path
    bundles: tuple[BundleId, ...] = ()
    plain: bool = False
    """Straight into `folder` instead of its `KLA` (for `pack --out`); not counted as handed over."""


@dataclass(frozen=True, slots=True)
class Copied:
    """One bundle, whole and verified on the medium."""

    bundle: BundleId
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What lies on the medium now."""

    copied: tuple[Copied, ...]
    changes: Changes


class _OneOfMany:
    """Tells the progress of one bundle as that of all."""

    def __init__(self, progress: Progress, count: int, sizes: Sequence[int]) -> None:
        self._progress, self._count, self._all = progress, count, len(sizes)
        self._before, self._total = 2 * sum(sizes[:count]), 2 * sum(sizes)

    def step(self, step: Step) -> None:
        done = min(self._before + step.bytes_done, self._total)
        self._progress.step(Step(self._count, self._all, step.doing, done, self._total))

    def checkpoint(self) -> None:
        self._progress.checkpoint()


def hand_over(ws: Workspace, request: HandOverRequest, progress: Progress) -> HandedOver:
    """Copy, verify, record; resumes what an earlier pull cut off.

    Raises Fixable: NOTHING_TO_PACK, DRIVE_GONE, FOLDER_READ_ONLY, DISK_FULL, FAT32_LIMIT, COPY_DIFFERS; and Cancelled.
    """
    rows = [row for row in ws.store.offices.bundles(sender=ws.me) if is_waiting(ws, row)]
    chosen = [row for row in rows if row.id in request.bundles or (not request.bundles and not row.handed_at)]
    if not chosen:
        raise Fixable(ErrorCode.NOTHING_TO_PACK)
    if not request.folder.is_dir():
        raise Fixable(ErrorCode.DRIVE_GONE, path=str(request.folder))
    copied: list[Copied] = []
    ordered = sorted(chosen, key=lambda row: (row.recipient, row.number))
    for count, row in enumerate(ordered):
        progress.checkpoint()
        target = request.folder if request.plain else request.folder / BUNDLE_FOLDER
        if not request.plain and ws.is_secretariat and (ws.is_desk or row.recipient != ws.store.above):
            target /= REPLY_FOLDER
        several = _OneOfMany(progress, count, [row.size for row in ordered])
        done = copy_to_folder(ws.store.outbox / f"{row.id}.kla", target, f"{row.id}.kla", several)
        copied.append(Copied(row.id, done.path, done.size))
        if not request.plain and not row.handed_at:
            ws.record([Draft(Kind.HANDED_OVER, row.id, {"to": request.folder.name or str(request.folder)})])
    return HandedOver(tuple(copied), Changes.BUNDLES | Changes.TAGS)
