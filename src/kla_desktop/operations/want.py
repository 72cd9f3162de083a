"""A hub above asks for the bytes of evidence that came up without them; they come with the next relay from below."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.voices import Right
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class WantRequest:
    """Of which items."""

    evidence: tuple[EvidenceId, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The items asked for now; those whose bytes are here, or were asked for before, are passed over."""

    evidence: tuple[EvidenceId, ...]
    changes: Changes


def want(ws: Workspace, request: WantRequest, progress: Progress) -> Wanted:
    """Ask. Raises Fixable: WRONG_ROLE, DESK_WITHOUT_RIGHT, NO_SUCH_EVIDENCE."""
    progress.checkpoint()
    ws.need_right(Right.REQUEST)
    with ws.transaction():
        asked = ws.store.evidence.wanted_by(request.evidence, ws.store.coordinator)
        drafts = [
            Draft(Kind.WANTED, item.id, {"sha256": item.digest.sha256})
            for item in ws.find(request.evidence)
            if not item.has_bytes and item.id not in asked
        ]
        events = ws.record(drafts)
    changes = Changes.EVIDENCE if events else Changes.NOTHING
    return Wanted(tuple(EvidenceId(event.subject) for event in events), changes)
