"""What Beranda shows besides the overview: progress, what happened last, who returned, what looks alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from kla_desktop.model.coverage import Coverage
from kla_desktop.model.deeds import touched
from kla_desktop.model.evidence import State
from kla_desktop.model.happening import Happening, What, arrivals
from kla_desktop.model.listing import Filter, ItemTag
from kla_desktop.operations import browse
from kla_desktop.operations.hub.access import hub_choice
from kla_desktop.operations.reply import count_unanswered
from kla_desktop.operations.report_coverage import CoverageRequest, report_coverage
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.office_table import BundleRow, Deed

MOST = 20
_LOOKED_AT = 300
_LARGEST_DEED = 2000
"""Deeds on more items than this offer their undo only while they are the last: looking into them takes too long."""


@dataclass(frozen=True, slots=True)
class Home:
    """The figures of the year that is being collected, and what is to be said beside them."""

    coverage: Coverage
    happenings: tuple[Happening, ...]
    """Newest first, at most MOST."""
    deeds: dict[str, Deed]
    """Those that happenings name."""
    returned: ItemTag | None
    """The verdict that came last, of those that returned something."""
    alike: int
    """Pairs that nobody has decided about."""
    unanswered: int
    """Offices that wait for a reply which no hub brings by itself."""


def read_home(ws: Workspace) -> Home:
    """Read it all."""
    deeds = [deed for deed in ws.store.offices.deeds(MOST) if deed.state != "gone"]
    free = _free(ws, deeds)
    done = [Happening(What.DEED, deed.at, deed.count, deed=deed.id, can_undo=deed.id in free) for deed in deeds]
    came = arrivals(ws.store.evidence.last_taken_in(ws.me, _LOOKED_AT))
    happenings = sorted([*done, *came, *_bundles(ws)], key=lambda one: one.at, reverse=True)
    return Home(
        coverage=report_coverage(ws, CoverageRequest(year=ws.period.collecting_year)),
        happenings=tuple(happenings[:MOST]),
        deeds={deed.id: deed for deed in deeds},
        returned=None if ws.is_secretariat else _returned(ws),
        alike=ws.store.likeness.count_open(),
        unanswered=count_unanswered(ws) if ws.is_coordinator and hub_choice(ws) is None else 0,
    )


def _free(ws: Workspace, deeds: list[Deed]) -> set[str]:
    """The deeds that could be taken back now: no newer one that stands touched the same."""
    free: set[str] = set()
    later: set[str] = set()
    for place, deed in enumerate(one for one in deeds if one.state == "done"):
        if deed.count > _LARGEST_DEED:
            return free if place else {deed.id}
        mine = touched(ws.store.journal.of_deed(deed.id))
        if not mine & later:
            free.add(deed.id)
        later |= mine
    return free


def _bundles(ws: Workspace) -> Iterator[Happening]:
    offices = ws.store.offices
    for bundle in offices.bundles(sender=ws.me)[:MOST]:
        if bundle.received_at:
            yield _bundle(ws, What.ACKNOWLEDGED, bundle.received_at, bundle)
        if bundle.handed_at:
            yield _bundle(ws, What.HANDED_OVER, bundle.handed_at, bundle)
        else:
            yield _bundle(ws, What.PACKED, bundle.packed_at, bundle)
    for bundle in offices.bundles(recipient=ws.me)[:MOST]:
        if bundle.received_at:
            yield _bundle(ws, What.RECEIVED, bundle.received_at, bundle)


def _bundle(ws: Workspace, what: What, at: str, bundle: BundleRow) -> Happening:
    other = ws.store.offices.station(bundle.sender if what is What.RECEIVED else bundle.recipient)
    name = (other.agency or (ws.places.label(other.place) if other.place else "")) if other else ""
    return Happening(what, at, bundle.items, name, bundle.number)


def _returned(ws: Workspace) -> ItemTag | None:
    items = browse.page(ws, Filter(states=frozenset({State.RETURNED})), MOST)
    tags = [tag for item in items for tag in item.tags if tag.state is State.RETURNED]
    return max(tags, key=lambda tag: tag.reviewed_at, default=None)
