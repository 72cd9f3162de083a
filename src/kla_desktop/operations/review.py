"""The secretariat's judgement: accept evidence under an indicator, return it with a reason, or take that back."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import DeedId, EvidenceId, IndicatorSlug
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Item, ItemTag
from kla_desktop.model.voices import Right
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The verdict on some items under one indicator, or under all of theirs. RETURN needs a `reason`."""

    evidence: tuple[EvidenceId, ...]
    verdict: Verdict
    indicator: IndicatorSlug | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The items judged anew."""

    evidence: tuple[EvidenceId, ...]
    deed: DeedId | None
    changes: Changes


def review(ws: Workspace, request: ReviewRequest, progress: Progress) -> Reviewed:
    """Judge as one deed.

    Raises Fixable: WRONG_ROLE, DESK_WITHOUT_RIGHT, REASON_NEEDED, NOT_TAGGED, NO_SUCH_EVIDENCE.
    """
    progress.checkpoint()
    ws.need_right(Right.REVIEW)
    reason = request.reason.strip()
    if request.verdict is Verdict.RETURN and not reason:
        raise Fixable(ErrorCode.REASON_NEEDED)
    indicator = ws.catalogue.find(request.indicator).slug if request.indicator else None
    with ws.transaction():
        drafts: list[Draft] = []
        for item in ws.find(request.evidence):
            tags = [tag for tag in item.tags if indicator in (None, tag.indicator)]
            if not tags:
                raise Fixable(ErrorCode.NOT_TAGGED, indicator=indicator or "", id=item.id)
            drafts += [_draft(item, tag, request, reason) for tag in tags]
        events = ws.record(drafts)
    deed = DeedId(events[0].deed) if events else None
    changes = Changes.REVIEWS if events else Changes.NOTHING
    return Reviewed(tuple(dict.fromkeys(EvidenceId(event.subject) for event in events)), deed, changes)


def _draft(item: Item, tag: ItemTag, request: ReviewRequest, reason: str) -> Draft:
    was = {State.ACCEPTED: Verdict.ACCEPT, State.RETURNED: Verdict.RETURN}.get(tag.state, Verdict.OPEN)
    data = {
        "indicator": tag.indicator,
        "sha256": item.digest.sha256,
        "verdict": request.verdict.value,
        "reason": reason,
        "note": request.note.strip(),
        "was": {"verdict": was.value, "reason": tag.reason, "note": tag.note},
    }
    return Draft(Kind.REVIEWED, item.id, data)
