"""Read a file that a password locks. The password is used once, in a worker, and kept nowhere; nor is a plain copy.

Text and preview go where those of any file go: into the encrypted library of this laptop. The file itself stays locked.
"""

from dataclasses import dataclass, field

from kla_desktop.media.pool import CannotUnlock
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.derive import derived_of
from kla_desktop.operations.open_original import read_original
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress

LOCKED = "password"


@dataclass(frozen=True, slots=True)
class UnlockRequest:
    """Which item, and what opens it."""

    evidence: EvidenceId
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What could be read: whether there is text, and a picture."""

    evidence: EvidenceId
    text: bool
    preview: bool
    changes: Changes


def unlock(ws: Workspace, request: UnlockRequest, progress: Progress) -> Unlocked:
    """Read text and preview with the password.

    Raises Fixable: NO_SUCH_EVIDENCE, FILE_NOT_LOCKED, FILE_PASSWORD_NEEDED, FILE_PASSWORD_WRONG, CANNOT_UNLOCK,
    OBJECT_DAMAGED.
    """
    progress.checkpoint()
    item = ws.find([request.evidence])[0]
    if LOCKED not in item.warnings:
        raise Fixable(ErrorCode.FILE_NOT_LOCKED)
    if not request.password:
        raise Fixable(ErrorCode.FILE_PASSWORD_NEEDED)
    try:
        found = ws.probes.unlock(item.name, read_original(ws, item.id), None, request.password)
    except CannotUnlock as error:
        raise Fixable(ErrorCode.CANNOT_UNLOCK) from error
    if found is None:
        raise Fixable(ErrorCode.FILE_PASSWORD_WRONG)
    sha256 = item.digest.sha256
    if found.preview:
        ws.store.previews.put([(sha256, found.preview)])
    with ws.transaction():
        ws.store.local.add_derived([derived_of(sha256, found)])
        owners = ws.store.evidence.of_digest(sha256)
        ws.store.search.set_text([(found.text, owner) for owner in owners if found.text])
    return Unlocked(item.id, bool(found.text), found.preview is not None, Changes.EVIDENCE)
