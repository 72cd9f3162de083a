"""Take evidence back, or put it back. Nothing is deleted: a withdrawn item is out of lists, coverage and dossiers."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Which items; `reinstate` puts them back."""

    evidence: tuple[EvidenceId, ...]
    reinstate: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The items that were not so already."""

    evidence: tuple[EvidenceId, ...]
    deed: DeedId | None
    changes: Changes


def withdraw(ws: Workspace, request: WithdrawRequest, progress: Progress) -> Withdrawn:
    """Withdraw or reinstate as one deed. Raises Fixable: NO_SUCH_EVIDENCE, NOT_YOURS."""
    progress.checkpoint()
    kind = Kind.REINSTATED if request.reinstate else Kind.WITHDRAWN
    with ws.transaction():
        drafts = [
            Draft(kind, item.id, {})
            for item in ws.find_own(request.evidence)
            if (item.state is State.WITHDRAWN) is request.reinstate
        ]
        events = ws.record(drafts)
    deed = DeedId(events[0].deed) if events else None
    changes = Changes.EVIDENCE | Changes.TAGS if events else Changes.NOTHING
    return Withdrawn(tuple(EvidenceId(event.subject) for event in events), deed, changes)
