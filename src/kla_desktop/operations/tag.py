"""Put evidence under indicators, or take it away. A batch is one deed: one step of undo."""

from collections.abc import Sequence
from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import DeedId, EvidenceId, IndicatorSlug, SlotSlug
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.facts import suggester_of, words_of_item
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
    slot_each: bool = False
    """Without `slot`: each item gets the one that its own kind and words ask for, as in an activity."""


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
    chosen = _slots(ws, request, indicators) if request.slot_each and not (request.slot or request.remove) else {}
    with ws.transaction():
        drafts: list[Draft] = []
        for item in ws.find_own(request.evidence):
            held = {tag.indicator: tag.slot for tag in item.tags}
            for slug in indicators:
                slot = request.slot or (None if held.get(slug) else chosen.get((item.id, slug)))
                draft = _remove(item.id, slug, held) if request.remove else _put(item.id, slug, slot, held)
                if draft:
                    drafts.append(draft)
        events = ws.record(drafts)
    if events:
        learn(ws)
    touched = tuple(dict.fromkeys(EvidenceId(draft.subject) for draft in drafts))
    return Tagged(touched, DeedId(events[0].deed) if events else None, Changes.TAGS if events else Changes.NOTHING)


def _slots(
    ws: Workspace, request: TagRequest, indicators: Sequence[IndicatorSlug]
) -> dict[tuple[EvidenceId, IndicatorSlug], SlotSlug | None]:
    suggester = suggester_of(ws.catalogue, ws.lexicon)
    facts = [(item.id, words_of_item(ws, item)) for item in ws.find(request.evidence)]
    return {(evidence, slug): suggester.slot_of(slug, own) for evidence, own in facts for slug in indicators}


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
