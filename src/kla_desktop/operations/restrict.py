"""Restrict evidence on which a child can be recognised: veiled on screens, left out of papers. A batch is one deed."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.evidence import CHILD_FACE
from kla_desktop.model.ids import DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Item
from kla_desktop.model.voices import Right
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class RestrictRequest:
    """Which items; `lift` takes this office's own earlier word back."""

    evidence: tuple[EvidenceId, ...]
    lift: bool = False


@dataclass(frozen=True, slots=True)
class Restricted:
    """The items about which this office said something new."""

    evidence: tuple[EvidenceId, ...]
    still: tuple[EvidenceId, ...]
    """Of those asked to be lifted: restricted all the same, by the other office's word."""
    lift: bool
    """As it was asked for."""
    deed: DeedId | None
    changes: Changes


def restrict(ws: Workspace, request: RestrictRequest, progress: Progress) -> Restricted:
    """Record as one deed. A station speaks of its own items, the secretariat of all; the stricter word counts.

    Raises Fixable: NO_SUCH_EVIDENCE, NOT_YOURS, DESK_WITHOUT_RIGHT.
    """
    progress.checkpoint()
    why = "" if request.lift else CHILD_FACE
    with ws.transaction():
        items = ws.find(request.evidence)
        if any(item.station != ws.me for item in items):
            if not ws.is_secretariat:
                ws.find_own(request.evidence)
            ws.need_right(Right.REVIEW)
        drafts = [
            Draft(Kind.RESTRICTED, item.id, {"why": why, "was": said})
            for item in items
            if bool(said := _said(ws, item)) is request.lift
        ]
        events = ws.record(drafts)
    still = tuple(item.id for item in items if request.lift and item.restriction and not _alone(ws, item))
    deed = DeedId(events[0].deed) if events else None
    touched = tuple(EvidenceId(event.subject) for event in events)
    return Restricted(touched, still, request.lift, deed, Changes.EVIDENCE if events else Changes.NOTHING)


def _said(ws: Workspace, item: Item) -> str:
    """What this office has said of an item."""
    return item.restriction.owner if item.station == ws.me else item.restriction.desk


def _alone(ws: Workspace, item: Item) -> bool:
    """Whether nobody but this office has restricted an item."""
    return not (item.restriction.desk if item.station == ws.me else item.restriction.owner)
