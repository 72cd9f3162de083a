"""Seal what is not yet handed over: tagged evidence and all that is new about what was told before.

Untagged files are private and stay. Every bundle carries all unreceipted events of what it tells, so any one that
arrives tells the whole story; blobs are split over bundles at the user's limit.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kla_desktop.model.bundle import BundleLevel
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.journal import EVIDENCE_KINDS, Event, Kind, position
from kla_desktop.model.listing import Item
from kla_desktop.operations.answering import fulfil
from kla_desktop.operations.desk_bundles import tell_coordinator
from kla_desktop.operations.desks import desk_seals
from kla_desktop.operations.dispatch import (
    MAX_SIZE,
    MOST_ITEMS,
    Load,
    PackedBundle,
    dispatch,
    next_head,
    one_at_a_time,
    payload_of,
    telling_all,
)
from kla_desktop.operations.enrol import above_keys
from kla_desktop.operations.parcels.parcel import Sealer
from kla_desktop.operations.summary import bring_summary, evidence_csv, summary_pdf_bytes
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class PackRequest:
    """Certain items, or (empty) all that waits; `everything` packs again what was told but not receipted.

    `from_start` tells everything once more, receipted or not: for a secretariat that has lost what it had.
    """

    evidence: tuple[EvidenceId, ...] = ()
    everything: bool = False
    from_start: bool = False
    max_size: int = MAX_SIZE


@dataclass(frozen=True, slots=True)
class Packed:
    """The bundles made, in their order."""

    bundles: tuple[PackedBundle, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Told:
    item: Item
    blob: bool
    receipted: int


def foresee_pack(ws: Workspace) -> None:
    """Have ready what packing needs, for a bundle that is likely to be made soon; returns at once."""
    ws.parcels.prepare()
    threading.Thread(target=_bring, args=(ws,), name="summary", daemon=True).start()


def _bring(ws: Workspace) -> None:
    ws.guide()
    bring_summary()


@one_at_a_time
def pack(ws: Workspace, request: PackRequest, progress: Progress) -> Packed:
    """Make bundles for the coordinator.

    Raises Fixable: NOT_ENROLLED, WRONG_ROLE, NOTHING_TO_PACK, OBJECT_DAMAGED, DISK_FULL; and Cancelled. Bundles
    finished before stay in the outbox.
    """
    if ws.is_coordinator:
        raise Fixable(ErrorCode.WRONG_ROLE, where="pack")
    if ws.is_secretariat:
        told_of = tell_coordinator(ws, progress, everything=request.everything)
        if not told_of:
            raise Fixable(ErrorCode.NOTHING_TO_PACK)
        return Packed(told_of, Changes.BUNDLES)
    coordinator, keys = ws.store.above, above_keys(ws)
    if coordinator is None:
        raise Fixable(ErrorCode.NOT_ENROLLED)
    until = ws.store.journal.last_position(ws.me)  # what is tagged from here on is news for the next one
    told = _chosen(ws, request)
    if not told:
        raise Fixable(ErrorCode.NOTHING_TO_PACK)
    ws.record(fulfil(ws, [one.item for one in told]))
    seals = desk_seals(ws)
    tells_all = (request.everything or request.from_start) and not request.evidence
    first = 0  # the number of the first bundle made here
    made: list[PackedBundle] = []
    with Sealer(ws.parcels.take) as sealer:
        sealer.begin()
        groups = [told[start : start + MOST_ITEMS] for start in range(0, len(told), MOST_ITEMS)]
        for group in groups:
            events = list(_events(ws, group, coordinator, from_start=request.from_start))
            parts = _split(group, request.max_size)
            for part in parts:
                progress.checkpoint()
                head = next_head(ws, coordinator)
                first = first or head.number
                if tells_all and part is parts[-1] and group is groups[-1]:
                    head = telling_all(ws, head, first)
                carried = {one.item.id for one in part}
                load = Load(
                    events=events,
                    until=until,
                    told=[(one.item.id, one.item.id in carried) for one in group],
                    payload=payload_of(ws, [(one.item.id, one.item.digest.sha256, one.item.name) for one in part]),
                    evidence_csv=evidence_csv(ws, [one.item for one in group], carried),
                    summary_pdf=summary_pdf_bytes(ws, head, [one.item for one in group], carried),
                    seal_also=seals,
                )
                made.append(dispatch(ws, head, keys.seal, load, progress, sealer=sealer))
    return Packed(tuple(made), Changes.BUNDLES | Changes.TAGS)


def _chosen(ws: Workspace, request: PackRequest) -> list[_Told]:
    waiting = ws.store.evidence.to_tell(ws.me, everything=request.everything, from_start=request.from_start)
    if request.evidence:
        known = {evidence: (blob, receipted) for evidence, blob, receipted in waiting}
        items = ws.find_own(request.evidence)
        return [_Told(item, *known.get(item.id, (True, -1))) for item in items]
    items = ws.find([evidence for evidence, _, _ in waiting])
    return [_Told(item, blob, until) for item, (_, blob, until) in zip(items, waiting, strict=True)]


def _events(ws: Workspace, told: Sequence[_Told], coordinator: StationId, *, from_start: bool) -> Iterable[Event]:
    """Our own events that the coordinator has not receipted: about the items told, and about anything but evidence.

    Nothing about our dealings with another one. `from_start`: receipted or not. Who has moved says each time whom it
    has joined: a hub above, to which this journal may go, believes it of nobody else.
    """
    after = {one.item.id: one.receipted for one in told}
    bundles = ws.store.offices.bundles(sender=ws.me)
    others = {row.id for row in bundles if row.recipient != coordinator}
    receipts = [row.until for row in bundles if row.id not in others and row.level is BundleLevel.RECEIVED]
    receipted = -1 if from_start else max(receipts, default=-1)
    moved = bool(ws.store.left)
    first = min([-1 if moved else receipted, *after.values()])
    for event in ws.store.journal.of_station(ws.me, first):
        here = position(event.epoch, event.seq)
        if event.kind in EVIDENCE_KINDS:
            since = after.get(EvidenceId(event.subject))
            if since is not None and here > since:
                yield event
        elif event.kind == Kind.ENROLLED:
            if event.data["coordinator"] == coordinator and (moved or here > receipted):
                yield event
        elif here > receipted and event.subject not in others:
            yield event


def _split(told: Sequence[_Told], limit: int) -> list[list[_Told]]:
    """Cut the items with bytes into bundles of at most `limit` bytes; at least one bundle, for the events."""
    parts: list[list[_Told]] = [[]]
    size = 0
    for one in told:
        if not one.blob:
            continue
        if parts[-1] and size + one.item.digest.size > limit:
            parts.append([])
            size = 0
        parts[-1].append(one)
        size += one.item.digest.size
    return parts
