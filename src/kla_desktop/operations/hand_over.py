"""Copy sealed bundles to a stick or folder, read them back from the medium, and only then call them handed over."""

from dataclasses import dataclass
from pathlib import Path

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress
from kla_desktop.transport.drive_errors import BUNDLE_FOLDER, REPLY_FOLDER
from kla_desktop.transport.folder import copy_to_folder


@dataclass(frozen=True, slots=True)
class HandOverRequest:
    """Where to, and which bundles: certain ones, or (empty) all that wait in the outbox and were never handed over."""

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


def hand_over(ws: Workspace, request: HandOverRequest, progress: Progress) -> HandedOver:
    """Copy, verify, record; resumes what an earlier pull cut off.

    Raises Fixable: NOTHING_TO_PACK, DRIVE_GONE, FOLDER_READ_ONLY, DISK_FULL, FAT32_LIMIT, COPY_DIFFERS; and Cancelled.
    """
    rows = [row for row in ws.store.offices.bundles(sender=ws.me) if not row.received_at]
    chosen = [row for row in rows if row.id in request.bundles or (not request.bundles and not row.handed_at)]
    if not chosen:
        raise Fixable(ErrorCode.NOTHING_TO_PACK)
    if not request.folder.is_dir():
        raise Fixable(ErrorCode.DRIVE_GONE, path=str(request.folder))
    target = request.folder
    if not request.plain:
        target = target / BUNDLE_FOLDER / REPLY_FOLDER if ws.is_secretariat else target / BUNDLE_FOLDER
    copied: list[Copied] = []
    for row in sorted(chosen, key=lambda row: (row.recipient, row.number)):
        progress.checkpoint()
        done = copy_to_folder(ws.store.outbox / f"{row.id}.kla", target, f"{row.id}.kla", progress)
        copied.append(Copied(row.id, done.path, done.size))
        if not request.plain and not row.handed_at:
            ws.record([Draft(Kind.HANDED_OVER, row.id, {"to": request.folder.name or str(request.folder)})])
    return HandedOver(tuple(copied), Changes.BUNDLES | Changes.TAGS)
