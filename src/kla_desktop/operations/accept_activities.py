"""Make activities of proposals: all of them, or those that were chosen. One deed."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import ActivityId, DeedId, EvidenceId
from kla_desktop.model.journal import Draft
from kla_desktop.operations.group import GroupRequest, drafts_of
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class AcceptActivitiesRequest:
    """Ids of proposals; none for all that there are."""

    proposals: tuple[ActivityId, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivitiesAccepted:
    """The activities, and the items that went into them."""

    activities: tuple[ActivityId, ...]
    evidence: tuple[EvidenceId, ...]
    deed: DeedId | None
    changes: Changes


def accept_activities(ws: Workspace, request: AcceptActivitiesRequest, progress: Progress) -> ActivitiesAccepted:
    """Accept as they are proposed now. Raises Fixable(NO_SUCH_ACTIVITY) for a proposal that is not there any more."""
    progress.checkpoint()
    with ws.transaction():
        offered = {one.id: one for one in ws.store.activities.proposals()}
        for wanted in request.proposals:
            if wanted not in offered:
                raise Fixable(ErrorCode.NO_SUCH_ACTIVITY, activity=wanted)
        drafts: list[Draft] = []
        made: list[ActivityId] = []
        for one in [offered[wanted] for wanted in request.proposals] or list(offered.values()):
            wish = GroupRequest(one.items, None if one.joins else one.title, one.joins)
            activity, _, own = drafts_of(ws, wish)
            made.append(activity)
            drafts += own
        events = ws.record(drafts)
    touched = tuple(EvidenceId(event.subject) for event in events)
    changes = Changes.EVIDENCE if events else Changes.NOTHING
    return ActivitiesAccepted(tuple(made), touched, DeedId(events[0].deed) if events else None, changes)
