"""Take items out of their activity, or take a whole activity apart. Nothing but the grouping changes."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import ActivityId, DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.group import was
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class SplitRequest:
    """Items to take out; of `activity`, or of whatever they are in. Without items the whole activity is taken apart."""

    evidence: tuple[EvidenceId, ...] = ()
    activity: ActivityId | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """The items that are in no activity any more; they are not proposed again."""

    evidence: tuple[EvidenceId, ...]
    deed: DeedId | None
    changes: Changes


def split(ws: Workspace, request: SplitRequest, progress: Progress) -> Split:
    """Split in one transaction. Raises Fixable: NO_SUCH_EVIDENCE, NO_SUCH_ACTIVITY, NOT_YOURS."""
    progress.checkpoint()
    with ws.transaction():
        chosen = request.evidence
        if request.activity is not None:
            members = ws.store.activities.members(request.activity, ws.me)
            if not members:
                raise Fixable(ErrorCode.NO_SUCH_ACTIVITY, activity=request.activity)
            chosen = chosen or tuple(members)
        drafts = [
            Draft(Kind.UNGROUPED, item.id, {"was": was(item), "alone": True})
            for item in ws.find_own(chosen)
            if item.activity and request.activity in {None, item.activity}
        ]
        events = ws.record(drafts)
    touched = tuple(EvidenceId(event.subject) for event in events)
    return Split(touched, DeedId(events[0].deed) if events else None, Changes.EVIDENCE if events else Changes.NOTHING)
