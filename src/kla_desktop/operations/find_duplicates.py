"""The same evidence more than once across stations, places and years: equal bytes, and what looks or reads alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.likeness import Comparison, pair
from kla_desktop.model.listing import Filter, Item, Order
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.likeness_table import Likeness
from kla_desktop.system.progress import Progress, Step

EXACT, NEAR = "exact", "near"
_READ_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class DuplicatesRequest:
    """Of the whole library; withdrawn and replaced items are left out. `kind` is exact, near or (empty) both."""

    kind: str = ""
    undecided: bool = False
    """Only groups in which some pair still waits for a decision."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items that show the same, oldest first. `distance` is 0 for equal bytes; `how` is a wording key."""

    kind: str
    items: tuple[EvidenceId, ...]
    distance: int
    how: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    decisions: tuple[Comparison, ...] = ()
    elsewhere: bool = False
    """Across stations, places or years: what a secretariat wants to know first."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """All groups, those with equal bytes first, then the likeliest pairs; and their items."""

    groups: tuple[Group, ...]
    items: dict[EvidenceId, Item]
    waiting: int
    """Rows that have not been compared yet: more may be found."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Another item that shows the same as the one asked about; `changes` are (in the one, in the other)."""

    item: Item
    kind: str
    how: str
    distance: int
    changes: tuple[tuple[str, str], ...]
    decision: Comparison | None
    elsewhere: bool


def find_duplicates(ws: Workspace, request: DuplicatesRequest, progress: Progress) -> Duplicates:
    """Group items by digest, and pairs of digests by what was found when they came. Raises Cancelled."""
    items: dict[EvidenceId, Item] = {}
    owners: dict[str, list[EvidenceId]] = {}
    rows = [number for number, _ in ws.store.evidence.rows(Filter(order=Order.OLDEST))]
    for start in range(0, len(rows), _READ_AT_ONCE):
        progress.step(Step(start, len(rows), "checking"))
        progress.checkpoint()
        for item in ws.store.evidence.items(rows[start : start + _READ_AT_ONCE]):
            items[item.id] = item
            owners.setdefault(item.digest.sha256, []).append(item.id)
    decided = {(one.evidence, one.other): one for one in ws.store.likeness.comparisons()}
    groups = [*_exact(request, owners, items, decided), *_near(ws, request, owners, items, decided)]
    named = {evidence for group in groups for evidence in group.items}
    kept = {evidence: item for evidence, item in items.items() if evidence in named}
    return Duplicates(tuple(groups), kept, ws.store.likeness.count_waiting())


_Decided = dict[tuple[EvidenceId, EvidenceId], Comparison]


def _exact(
    request: DuplicatesRequest, owners: dict[str, list[EvidenceId]], items: dict[EvidenceId, Item], decided: _Decided
) -> Iterator[Group]:
    if request.kind == NEAR:
        return
    for ids in owners.values():
        pairs = list(combinations(ids, 2))
        words = tuple(decided[key] for one, other in pairs if (key := pair(one, other)) in decided)
        if pairs and not (request.undecided and len(words) == len(pairs)):
            yield Group(EXACT, tuple(ids), 0, EXACT, (), words, _is_elsewhere([items[one] for one in ids]))


def _near(
    ws: Workspace,
    request: DuplicatesRequest,
    owners: dict[str, list[EvidenceId]],
    items: dict[EvidenceId, Item],
    decided: _Decided,
) -> Iterator[Group]:
    if request.kind == EXACT:
        return
    found = sorted(ws.store.likeness.pairs(), key=lambda one: (one.distance, one.one, one.other))
    for alike in found:
        ones, others = owners.get(alike.one, []), owners.get(alike.other, [])
        pairs = [(a, b) for a in ones for b in others if not _is_mended(items[a], items[b])]
        if not pairs:
            continue
        words = tuple(decided[key] for a, b in pairs if (key := pair(a, b)) in decided)
        if request.undecided and len(words) == len(pairs):
            continue
        named = sorted({one for both in pairs for one in both}, key=lambda one: items[one].row)
        changes = alike.changes if named[0] in ones else tuple((after, before) for before, after in alike.changes)
        where = _is_elsewhere([items[one] for one in named])
        yield Group(NEAR, tuple(named), alike.distance, alike.how, changes, words, where)


def alike_of(ws: Workspace, item: Item) -> list[Alike]:
    """Read the items that show the same as one item, the nearest first; withdrawn and replaced ones left out."""
    table = ws.store.likeness
    sha256 = item.digest.sha256
    found = [Likeness(sha256, sha256, EXACT, 0), *table.pairs([sha256])]
    alike: list[Alike] = []
    for one in found:
        twins = ws.store.evidence.find(ws.store.evidence.of_digest(one.other))
        for twin in twins.values():
            if twin.id == item.id or twin.state == "withdrawn" or twin.superseded_by or _is_mended(item, twin):
                continue
            decision = table.comparison(*pair(item.id, twin.id))
            kind = EXACT if one.how == EXACT else NEAR
            where = _is_elsewhere([item, twin])
            alike.append(Alike(twin, kind, one.how, one.distance, one.changes, decision, where))
    return alike


def _is_mended(one: Item, other: Item) -> bool:
    """Whether one takes the other's place: a mended version looks like what it mends."""
    return one.supersedes == other.id or other.supersedes == one.id


def _is_elsewhere(items: Sequence[Item]) -> bool:
    return any(len({get(item) for item in items}) > 1 for get in (_station, _place, _year))


def _station(item: Item) -> str:
    return item.station


def _place(item: Item) -> str:
    return item.place


def _year(item: Item) -> int:
    return item.year
