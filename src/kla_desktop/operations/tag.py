"""Put evidence under indicators, or take it away. A batch is one deed: one step of undo."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import DeedId, EvidenceId, IndicatorSlug, SlotSlug
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.habits import learn
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class TagRequest:
    """Which items go under (or, with `remove`, come out of) which indicators; `slot` says which evidence they are."""

    evidence: tuple[EvidenceId, ...]
    indicators: tuple[IndicatorSlug, ...]
    slot: SlotSlug | None = None
    remove: bool = False


@dataclass(frozen=True, slots=True)
class Tagged:
    """What changed: items that stood so already are not counted."""

    evidence: tuple[EvidenceId, ...]
    deed: DeedId | None
    changes: Changes


def tag(ws: Workspace, request: TagRequest, progress: Progress) -> Tagged:
    """Tag or untag in one transaction.

    Raises Fixable: NO_SUCH_EVIDENCE, NOT_YOURS, NO_SUCH_INDICATOR, NO_SUCH_SLOT.
    """
    progress.checkpoint()
    indicators = [ws.catalogue.find(slug).slug for slug in request.indicators]
    if request.slot:
        for slug in indicators:
            ws.catalogue.slot(slug, request.slot)
    with ws.transaction():
        drafts: list[Draft] = []
        for item in ws.find_own(request.evidence):
            held = {tag.indicator: tag.slot for tag in item.tags}
            for slug in indicators:
                draft = _remove(item.id, slug, held) if request.remove else _put(item.id, slug, request.slot, held)
                if draft:
                    drafts.append(draft)
        events = ws.record(drafts)
    if events:
        learn(ws)
    touched = tuple(dict.fromkeys(EvidenceId(draft.subject) for draft in drafts))
    return Tagged(touched, DeedId(events[0].deed) if events else None, Changes.TAGS if events else Changes.NOTHING)


def _put(
    evidence: EvidenceId, slug: IndicatorSlug, slot: SlotSlug | None, held: dict[IndicatorSlug, SlotSlug | None]
) -> Draft | None:
    if slug not in held:
        return Draft(Kind.TAGGED, evidence, {"indicator": slug, "slot": slot})
    if slot is None or held[slug] == slot:
        return None
    return Draft(Kind.TAGGED, evidence, {"indicator": slug, "slot": slot, "was": {"slot": held[slug]}})


def _remove(evidence: EvidenceId, slug: IndicatorSlug, held: dict[IndicatorSlug, SlotSlug | None]) -> Draft | None:
    if slug not in held:
        return None
    return Draft(Kind.UNTAGGED, evidence, {"indicator": slug, "slot": held[slug]})
