"""What coordinator and desks tell each other, as bundles of the same format.

To a desk: every event of everybody that came later than what it has acknowledged, and the bytes that came with them.
From a desk: its own events that no receipt covers; and, when evidence came, that it came, for until then the
coordinator tells it again. What is new is told by the journal's order of arrival.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kla_desktop.model.bundle import BundleLevel, Outcome
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.journal import EVIDENCE_KINDS, Event, Kind, position
from kla_desktop.model.listing import Item
from kla_desktop.model.station import Station
from kla_desktop.model.voices import VOICE_KINDS
from kla_desktop.operations.dispatch import (
    MAX_SIZE,
    MOST_ITEMS,
    Load,
    PackedBundle,
    dispatch,
    next_head,
    payload_of,
    telling_all,
)
from kla_desktop.operations.enrol import above_keys
from kla_desktop.operations.parcels.parcel import Sealer
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress

_BROUGHT, _HEARD = "evidence brought by", "evidence heard of by"
"""Settings of a desk, both running numbers of the coordinator's bundles: the last one that brought evidence, and the
last one that the desk has acknowledged in a bundle of its own."""
_TRAVEL = frozenset({Kind.BUNDLED, Kind.HANDED_OVER})
"""What happens to bundles on their way: told along, but no news by itself."""


def by_writer(events: Iterable[Event]) -> list[Event]:
    """Put events in the order in which a bundle carries them: each writer's own, one writer after another."""
    return sorted(events, key=lambda event: (event.station, event.epoch, event.seq))


def owe_word(ws: Workspace, number: int) -> None:
    """Remember that the coordinator's bundle of that number brought evidence and wants to be acknowledged.

    Within a transaction of the caller.
    """
    ws.store.local.set(_BROUGHT, max(number, ws.store.local.setting(_BROUGHT, 0)))


def told_until(ws: Workspace, station: StationId, *, acknowledged: bool) -> int:
    """Our own position up to which a station was told, or (`acknowledged`) said that it was; -1 for not yet."""
    most = ws.store.local.acknowledged_by(station) if acknowledged else None
    return ws.store.offices.told_until(ws.me, station, most)


def tell_coordinator(ws: Workspace, progress: Progress, *, everything: bool) -> tuple[PackedBundle, ...]:
    """Bundle a desk's own events that the coordinator has not receipted.

    Nothing is made if there is nothing new to tell or to acknowledge. `everything` tells again what was told and not
    receipted: it may have been lost. Raises Fixable(NOT_ENROLLED).
    """
    coordinator, keys = ws.store.above, above_keys(ws)
    if coordinator is None:
        raise Fixable(ErrorCode.NOT_ENROLLED)
    rows = ws.store.offices.bundles(sender=ws.me, recipient=coordinator)
    receipted = max((row.until for row in rows if row.level is BundleLevel.RECEIVED), default=-1)
    told = max((row.until for row in rows), default=-1)
    events = list(ws.store.journal.of_station(ws.me, receipted))
    news = (position(event.epoch, event.seq) for event in events if event.kind not in _TRAVEL)
    brought, heard = (int(ws.store.local.setting(key, 0)) for key in (_BROUGHT, _HEARD))
    reached = ws.store.local.acknowledged(coordinator)  # ends before a lost bundle, whatever came after it
    if min(brought, reached) <= heard and max(news, default=-1) <= (receipted if everything else told):
        return ()
    head, load = telling_all(ws, next_head(ws, coordinator)), Load(events, ws.store.journal.last_position(ws.me), ())
    made = dispatch(ws, head, keys.seal, load, progress)
    with ws.transaction():
        ws.store.local.set(_HEARD, reached)
    return (made,)


def tell_desk(ws: Workspace, desk: Station, progress: Progress, *, everything: bool) -> tuple[PackedBundle, ...]:
    """Everything that a desk has not acknowledged, split at MAX_SIZE; nothing if it was told all there is."""
    since = told_until(ws, desk.id, acknowledged=True)
    told = since if everything else told_until(ws, desk.id, acknowledged=False)
    fresh = _for_desk(ws, told, desk.id)
    if not any(event.kind not in _TRAVEL and event.subject != ws.me for event in fresh):
        return ()
    events = _for_desk(ws, since, desk.id)
    until = ws.store.journal.last_position(ws.me)
    items = _with_bytes(ws, events, desk.id)
    parts = _parts(items)
    made: list[PackedBundle] = []
    first = 0
    with Sealer(ws.parcels.take) as sealer:
        for count, part in enumerate(parts, 1):
            progress.checkpoint()
            last, head = count == len(parts), next_head(ws, desk.id)
            first = first or head.number
            mine = {item.id for item in part}
            later = {item.id for rest in parts[count:] for item in rest}
            carried = by_writer(event for event in events if _goes_along(event, mine, later, first=count == 1))
            payload = payload_of(ws, [(item.id, item.digest.sha256, item.name) for item in part])
            load = Load(carried, until if last else max(since, 0), (), payload)
            head = telling_all(ws, head, first) if last else head
            made.append(dispatch(ws, head, desk.keys[-1].seal, load, progress, sealer=sealer))
    return tuple(made)


def _goes_along(event: Event, mine: set[EvidenceId], later: set[EvidenceId], *, first: bool) -> bool:
    """Whether an event belongs into a part: with its item, and whatever has no item in the first.

    Who speaks for the secretariat is told with every part: the first may be lost, and nobody else's word would count.
    """
    if event.kind in VOICE_KINDS:
        return True
    about_item = event.kind in EVIDENCE_KINDS
    return event.subject in mine if about_item and not first else event.subject not in later if about_item else first


def _for_desk(ws: Workspace, until: int, desk: StationId) -> list[Event]:
    """All but its own that came after our position `until`; passwords are for those alone to whom they are given."""
    return [
        event
        for event in ws.store.journal.after((ws.me, until) if until >= 0 else None)
        if event.station != desk and (event.kind != Kind.CREDENTIAL or event.subject == desk)
    ]


def _with_bytes(ws: Workspace, events: Sequence[Event], desk: StationId) -> list[Item]:
    """Items whose bytes came with these events and that the desk did not receive by itself."""
    had = {event.subject for event in ws.store.journal.of_station(desk) if event.kind == Kind.RECEIVED}
    wanted: dict[EvidenceId, None] = {}
    for event in events:
        if event.kind == Kind.RECEIVED and event.subject not in had:
            came = [one for one in event.data["items"] if one.get("blob") and one.get("outcome") != Outcome.KNOWN]
            wanted |= dict.fromkeys(EvidenceId(one["evidence"]) for one in came)
        elif event.kind == Kind.CAPTURED and event.station == ws.me:
            wanted[EvidenceId(event.subject)] = None
    found = ws.store.evidence.find(list(wanted))
    held = ws.store.local.objects([item.digest.sha256 for item in found.values()])
    return [
        item for item in found.values() if (object_ := held.get(item.digest.sha256)) and not object_.damaged
    ]  # fmt: skip


def _parts(items: Sequence[Item]) -> list[list[Item]]:
    sums, size = [0], 0
    for count, item in enumerate(items):
        if count > sums[-1] and (size + item.digest.size > MAX_SIZE or count - sums[-1] >= MOST_ITEMS):
            sums.append(count)
            size = 0
        size += item.digest.size
    return [list(items[start:end]) for start, end in pairwise([*sums, len(items)])]
