"""Write the original bytes of an item out, for opening in another program or for keeping elsewhere."""

from dataclasses import dataclass
from pathlib import Path

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable, KlaError
from kla_desktop.model.evidence_kind import PHOTO_GROUP, MediaKind
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Item
from kla_desktop.operations.saved_file import saved
from kla_desktop.operations.storage.bring import brought
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.objects import Writable
from kla_desktop.system.progress import Progress, SilentProgress

_SILENT = SilentProgress()
_PICTURES = frozenset(kind.value for kind in MediaKind if kind.group == PHOTO_GROUP)


@dataclass(frozen=True, slots=True)
class OpenOriginalRequest:
    """Which item, and the file to write."""

    evidence: EvidenceId
    out: Path


@dataclass(frozen=True, slots=True)
class OriginalWritten:
    """The copy, byte-equal to what was taken in."""

    path: Path
    sha256: str
    changes: Changes = Changes.NOTHING


def open_original(ws: Workspace, request: OpenOriginalRequest, progress: Progress) -> OriginalWritten:
    """Decrypt, compare with the digest, and only then give the file its name.

    Raises Fixable: NO_SUCH_EVIDENCE, OBJECT_DAMAGED, FOLDER_MISSING, FOLDER_READ_ONLY, FILE_IN_USE, DISK_FULL,
    FAT32_LIMIT, DRIVE_ERROR, and as `brought`.
    """
    progress.checkpoint()
    item = ws.find([request.evidence])[0]
    with brought(ws, [item.digest.sha256], progress):
        return _write_out(ws, item, request)


def _write_out(ws: Workspace, item: Item, request: OpenOriginalRequest) -> OriginalWritten:
    with saved(request.out) as out:
        copy_original(ws, item, out)
    return OriginalWritten(request.out, item.digest.sha256)


def copy_original(ws: Workspace, item: Item, writer: Writable) -> None:
    """Decrypt what lies here into `writer`; its bytes are believed only once this has returned.

    Raises Fixable: OBJECT_DAMAGED(id), DRIVE_ERROR; and what `writer` raises.
    """
    held = ws.store.local.object(item.digest.sha256)
    if held is None:
        raise Fixable(ErrorCode.OBJECT_DAMAGED, id=item.id)
    try:
        ws.store.objects.copy_out(held.name, writer)
    except (KlaError, FileNotFoundError) as error:
        if isinstance(error, Fixable) and error.code is ErrorCode.DRIVE_ERROR:
            raise
        raise Fixable(ErrorCode.OBJECT_DAMAGED, id=item.id) from error


def read_original(ws: Workspace, evidence: EvidenceId, progress: Progress = _SILENT) -> bytes:
    """Decrypt an item's bytes into memory, for the large preview. Raises Fixable as `open_original`."""
    item = ws.find([evidence])[0]
    parts: list[bytes] = []
    with brought(ws, [item.digest.sha256], progress):
        copy_original(ws, item, _Gather(parts))
    return b"".join(parts)


class _Gather:
    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts

    def write(self, data: bytes | memoryview) -> int:
        self._parts.append(bytes(data))
        return len(data)


def large_picture(
    ws: Workspace, evidence: EvidenceId, page: int, max_side: int, progress: Progress = _SILENT
) -> bytes | None:
    """Render an item for the preview: a photo upright, or one page of a PDF or TIFF; a JPEG, None for no picture."""
    item = ws.find([evidence])[0]
    if not has_picture(item.media):
        return None
    data = read_original(ws, evidence, progress)
    if item.media in {"pdf", "tiff"}:
        return ws.probes.page_image(data, page, max_side)
    return ws.probes.photo_image(data, max_side)


def has_picture(media: str) -> bool:
    """Whether items of this kind are shown as pictures; others have words, or can only be opened."""
    return media == "pdf" or media in _PICTURES
