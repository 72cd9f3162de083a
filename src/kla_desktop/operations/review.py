"""The secretariat's judgement: accept evidence under an indicator, return it with a reason, or take that back.

A word can be taken back until the reply that carries it has left; from then on only a new word helps, which travels
with the next reply.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import DeedId, EvidenceId, IndicatorSlug
from kla_desktop.model.journal import Draft, Event, Kind, in_order, position
from kla_desktop.model.listing import Item, ItemTag
from kla_desktop.model.voices import Right
from kla_desktop.operations.levels import reached_by
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.office_table import BundleRow
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The verdict on some items under one indicator, or under all of theirs.

    RETURN needs a `reason`; OPEN takes one's own word back.
    """

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

    Raises Fixable: WRONG_ROLE, DESK_WITHOUT_RIGHT, REASON_NEEDED, NOT_TAGGED, NO_SUCH_EVIDENCE, and of OPEN
    VERDICT_LEFT, VERDICT_FOREIGN.
    """
    progress.checkpoint()
    ws.need_right(Right.REVIEW)
    reason = request.reason.strip()
    if request.verdict is Verdict.RETURN and not reason:
        raise Fixable(ErrorCode.REASON_NEEDED)
    indicator = ws.catalogue.find(request.indicator).slug if request.indicator else None
    with ws.transaction():
        drafts: list[Draft] = []
        told = ws.store.journal.about(request.evidence)
        for item in ws.find(request.evidence):
            tags = [tag for tag in item.tags if indicator in (None, tag.indicator)]
            if not tags:
                raise Fixable(ErrorCode.NOT_TAGGED, indicator=indicator or "", id=item.id)
            for tag in tags:
                words = last_words(ws, told.get(item.id, ()), tag.indicator)
                if request.verdict is Verdict.OPEN:
                    _may_take_back(ws, item, words)
                drafts.append(_draft(ws, item, tag, words, request, reason))
        events = ws.record(drafts)
    deed = DeedId(events[0].deed) if events else None
    changes = Changes.REVIEWS if events else Changes.NOTHING
    return Reviewed(tuple(dict.fromkeys(EvidenceId(event.subject) for event in events)), deed, changes)


def last_words(ws: Workspace, events: Iterable[Event], indicator: IndicatorSlug) -> list[Event]:
    """The last word of everybody who has a voice, on one item under one indicator; the one in force comes last."""
    voices, said = ws.store.voices, dict[str, Event]()
    for event in in_order(events):
        if event.kind == Kind.REVIEWED and event.data["indicator"] == indicator and voices.hears(event):
            said.pop(event.station, None)
            said[event.station] = event
    return list(said.values())


def left_with(ws: Workspace, item: Item, word: Event) -> BundleRow | None:
    """The bundle with which a word of ours has left: for the item's station, or from a desk for the coordinator."""
    recipient = ws.store.coordinator if ws.is_desk else reached_by(ws, item.station)
    acknowledged = ws.store.local.acknowledged_by(str(recipient))
    return ws.store.offices.carried_by(ws.me, str(recipient), position(word.epoch, word.seq), acknowledged)


def _may_take_back(ws: Workspace, item: Item, words: Sequence[Event]) -> None:
    if not words or words[-1].station != ws.me:
        raise Fixable(ErrorCode.VERDICT_FOREIGN)
    need_still_here(ws, item, words[-1])


def need_still_here(ws: Workspace, item: Item, word: Event) -> None:
    """Raise Fixable(VERDICT_LEFT) once a word of ours has left this laptop."""
    row = left_with(ws, item, word)
    if row is not None:
        raise Fixable(ErrorCode.VERDICT_LEFT, number=row.number, at=row.handed_at or row.packed_at)


def _draft(  # noqa: PLR0917 - what a word is made of
    ws: Workspace, item: Item, tag: ItemTag, words: Sequence[Event], request: ReviewRequest, reason: str
) -> Draft:
    was = {State.ACCEPTED: Verdict.ACCEPT, State.RETURNED: Verdict.RETURN}.get(tag.state, Verdict.OPEN)
    others = {str(word.data["verdict"]) for word in words if word.station != ws.me}
    data = {
        "indicator": tag.indicator,
        "sha256": item.digest.sha256,
        "verdict": request.verdict.value,
        "reason": reason,
        "note": request.note.strip(),
        "overruled": sorted(others - {Verdict.OPEN.value}),
        "was": {
            "verdict": was.value,
            "reason": tag.reason,
            "note": tag.note,
            "disputed": sorted({one.verdict.value for one in tag.disputed}),
        },
    }
    return Draft(Kind.REVIEWED, item.id, data)
