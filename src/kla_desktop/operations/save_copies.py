"""Save copies for others: photos and films leave without the notes of their camera, above all the position."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.bagging.names import plain_name
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence_kind import PHOTO_GROUP, VIDEO_GROUP, MediaKind
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Item
from kla_desktop.operations.open_original import OpenOriginalRequest, open_original, read_original
from kla_desktop.operations.saved_file import saved
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress, Step

_NOTED = frozenset(kind.value for kind in MediaKind if kind.group in {PHOTO_GROUP, VIDEO_GROUP})
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class SaveCopiesRequest:
    """Which items, and the folder to write into."""

    evidence: tuple[EvidenceId, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class CopiesSaved:
    """The files, and what stayed here."""

    files: tuple[Path, ...]
    restricted: tuple[EvidenceId, ...]
    """Not copied: a child can be recognised on them."""
    failed: tuple[EvidenceId, ...]
    """Not copied: damaged, or nobody can promise that no position is left in them."""
    changes: Changes = Changes.NOTHING


def save_copies(ws: Workspace, request: SaveCopiesRequest, progress: Progress) -> CopiesSaved:
    """Write each copy whole or not at all, under a name that is not taken; nothing there is overwritten.

    Papers and sounds are copied as they are. Raises Fixable: NO_SUCH_EVIDENCE, FOLDER_MISSING, FOLDER_READ_ONLY,
    DISK_FULL, FAT32_LIMIT, DRIVE_ERROR; and Cancelled.
    """
    items = ws.find(request.evidence)
    open_ones = [item for item in items if not item.restriction]
    files: list[Path] = []
    failed: list[EvidenceId] = []
    for done, item in enumerate(open_ones):
        progress.checkpoint()
        progress.step(Step(done, len(open_ones), "copying"))
        try:
            files.append(_copy(ws, item, request.folder / plain_name(item.name), progress))
        except Fixable as error:
            if error.code is not ErrorCode.OBJECT_DAMAGED:
                raise
            failed.append(item.id)
    return CopiesSaved(tuple(files), _ids([item for item in items if item.restriction]), tuple(failed))


def _copy(ws: Workspace, item: Item, target: Path, progress: Progress) -> Path:
    if item.media not in _NOTED:
        return open_original(ws, OpenOriginalRequest(item.id, _free(target)), progress).path
    made = ws.probes.bare(item.name, read_original(ws, item.id))
    if made is None:
        raise Fixable(ErrorCode.OBJECT_DAMAGED, id=item.id)
    drawn_anew = item.media != MediaKind.JPEG and made.startswith(_JPEG)
    target = _free(target.with_suffix(".jpg") if drawn_anew else target)
    with saved(target) as out:
        out.write(made)
    return target


def _free(target: Path) -> Path:
    number, name = 1, target
    while name.exists():
        number += 1
        name = target.with_stem(f"{target.stem} ({number})")
    return name


def _ids(items: Sequence[Item]) -> tuple[EvidenceId, ...]:
    return tuple(item.id for item in items)
