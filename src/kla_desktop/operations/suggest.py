"""Which indicators items may belong under, and why: words, names, folders, neighbours, what this station did before.

Reads only. For files that nobody has taken in, operations/facts.py does without a library.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kla_desktop.model.capture import local_text
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, SlotSlug
from kla_desktop.model.listing import Item
from kla_desktop.operations.facts import suggester_of, words_of_item
from kla_desktop.operations.habits import habits_for
from kla_desktop.operations.workspace import Workspace
from kla_desktop.suggesting.habits import learnable
from kla_desktop.suggesting.suggest import Facts, Neighbour, Relation, Suggestion
from kla_desktop.system.progress import Progress, Step

AROUND = timedelta(hours=2)
"""Items taken within this time are neighbours."""
Words = Mapping[EvidenceId, Sequence[Neighbour]]


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """Which items. `neighbours` are further ones that the caller knows."""

    evidence: tuple[EvidenceId, ...]
    neighbours: Words | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """Suggestions for each item, in the order asked, best first; `common` are those for all of them together."""

    items: tuple[tuple[EvidenceId, tuple[Suggestion, ...]], ...]

    def common(self) -> tuple[Suggestion, ...]:
        """Return what may be offered for all items at once: scored by their mean, each needing half of the items."""
        held: dict[IndicatorSlug, list[Suggestion]] = {}
        for _, suggestions in self.items:
            for each in suggestions:
                held.setdefault(each.indicator, []).append(each)
        count = len(self.items)
        found = [
            Suggestion(slug, _same_slot(each), round(sum(one.score for one in each) / count, 3), each[0].because)
            for slug, each in held.items()
            if 2 * len(each) >= count
        ]
        return tuple(sorted(found, key=lambda each: -each.score))


def suggest(ws: Workspace, request: SuggestRequest, progress: Progress) -> Suggested:
    """Suggest for items of the library. Raises Fixable(NO_SUCH_EVIDENCE), Cancelled."""
    suggester = suggester_of(ws.catalogue, ws.lexicon)
    found = []
    for place, item in enumerate(ws.find(request.evidence)):
        progress.step(Step(place, len(request.evidence), "suggesting"))
        progress.checkpoint()
        more = tuple((request.neighbours or {}).get(item.id, ()))
        found.append((item.id, suggester.suggest(_facts(ws, item, more))))
    return Suggested(tuple(found))


def _facts(ws: Workspace, item: Item, more: tuple[Neighbour, ...]) -> Facts:
    own = words_of_item(ws, item)
    words = learnable((own.title, own.name, *own.folders), own.text)
    return Facts(
        own.name, own.title, own.folders, own.text, own.kind,
        neighbours=(*more, *_in_activity(ws, item), *_in_folder(ws, item), *_in_time(ws, item)),
        habits=habits_for(ws, words),
    )  # fmt: skip


def _in_activity(ws: Workspace, item: Item) -> list[Neighbour]:
    among, counts = ws.store.activities.tally(item.id)
    return [Neighbour(slug, Relation.ACTIVITY, count, among) for slug, count in counts.items()]


def _in_folder(ws: Workspace, item: Item) -> list[Neighbour]:
    among, counts = ws.store.evidence.tagged_beside(item.id)
    return [Neighbour(slug, Relation.FOLDER, count, among) for slug, count in counts.items()]


def _in_time(ws: Workspace, item: Item) -> list[Neighbour]:
    if "T" not in item.captured_at:
        return []
    try:
        taken = datetime.fromisoformat(local_text(item.captured_at)[:19])
        times = (taken - AROUND).isoformat(), taken.isoformat(), (taken + AROUND).isoformat()
    except (ValueError, OverflowError):
        return []
    among, counts = ws.store.evidence.tagged_about(times, item.id, item.station)
    return [Neighbour(slug, Relation.TIME, count, among) for slug, count in counts.items()]


def _same_slot(each: Sequence[Suggestion]) -> SlotSlug | None:
    slots = {one.slot for one in each}
    return slots.pop() if len(slots) == 1 else None
