"""Decide about two items that look alike: the same used twice, different after all, or the same and rightly so."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.likeness import PairVerdict, pair
from kla_desktop.model.voices import Right
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class JudgePairRequest:
    """The verdict on two items; OPEN takes an earlier one back."""

    one: EvidenceId
    other: EvidenceId
    verdict: PairVerdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class PairJudged:
    """The decision as it was recorded; nothing was where it stood so already."""

    deed: DeedId | None
    changes: Changes


def judge_pair(ws: Workspace, request: JudgePairRequest, progress: Progress) -> PairJudged:
    """Record as one deed. The secretariat decides about any two items, a station about two of its own.

    Raises Fixable: NO_SUCH_EVIDENCE, NOT_YOURS, DESK_WITHOUT_RIGHT.
    """
    progress.checkpoint()
    subject, other = pair(request.one, request.other)
    if subject == other:
        raise Fixable(ErrorCode.NO_SUCH_EVIDENCE, id=other)
    with ws.transaction():
        if ws.is_secretariat:
            ws.need_right(Right.REVIEW)
            ws.find((subject, other))
        else:
            ws.find_own((subject, other))
        before = ws.store.likeness.comparison(subject, other)
        was = {"verdict": before.verdict.value, "note": before.note} if before else {"verdict": "open", "note": ""}
        now = {"verdict": request.verdict.value, "note": request.note.strip()}
        if now == was:
            return PairJudged(None, Changes.NOTHING)
        events = ws.record([Draft(Kind.COMPARED, subject, {"other": other, **now, "was": was})])
    return PairJudged(DeedId(events[0].deed), Changes.EVIDENCE)
