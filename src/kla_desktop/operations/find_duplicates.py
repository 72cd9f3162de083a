"""The same evidence more than once: items with equal bytes across stations, places and years."""

from dataclasses import dataclass

from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Filter, Order
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress, Step

_READ_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class DuplicatesRequest:
    """Of the whole library; withdrawn and replaced items are left out."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items that show the same, oldest first. `distance` is 0 for equal bytes."""

    kind: str
    items: tuple[EvidenceId, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Duplicates:
    """All groups, the one with the oldest item first."""

    groups: tuple[Group, ...]


def find_duplicates(ws: Workspace, request: DuplicatesRequest, progress: Progress) -> Duplicates:
    """Group items by digest. Raises Cancelled."""
    del request
    rows = [number for number, _ in ws.store.evidence.rows(Filter(order=Order.OLDEST))]
    found: dict[str, list[EvidenceId]] = {}
    for start in range(0, len(rows), _READ_AT_ONCE):
        progress.step(Step(start, len(rows), "checking"))
        progress.checkpoint()
        for item in ws.store.evidence.items(rows[start : start + _READ_AT_ONCE]):
            found.setdefault(item.digest.sha256, []).append(item.id)
    return Duplicates(tuple(Group("exact", tuple(ids), 0) for ids in found.values() if len(ids) > 1))
