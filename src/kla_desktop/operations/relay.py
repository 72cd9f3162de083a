"""A coordinator hands up to the hub above what it accepted: the city to the province, the province to the ministry.

A bundle tells of whole items: what this coordinator and its desks said of them, what their stations signed
(`signed_journals`), and their bytes only if that is wished for or the hub above asked; what stays is in `absent.csv`.
Once passed up, an item's news follow it. Each bundle has all that no receipt covers of its items, so that any one that
arrives tells their whole story.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kla_desktop.bagging.profile import RELAYED_FOLDER
from kla_desktop.model.bundle import BundleLevel
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.journal import EVIDENCE_KINDS, Draft, Event, Kind, position
from kla_desktop.model.listing import Item
from kla_desktop.model.relaying import RelayChoice
from kla_desktop.operations.answering import fulfil
from kla_desktop.operations.choose_relay import standing_choice
from kla_desktop.operations.desk_bundles import by_writer
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
from kla_desktop.operations.levels import reached_by
from kla_desktop.operations.parcels.parcel import Sealer
from kla_desktop.operations.summary import absent_csv, evidence_csv, summary_pdf_bytes
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.evidence_table import RelayRow
from kla_desktop.store.proof_table import ProofRow
from kla_desktop.system.progress import Progress

MOST_SIGNED = 64_000_000
"""Bytes that stations signed in one bundle; a receiver takes four times as many."""
_OF_HUB = frozenset({Kind.REVIEWED, Kind.RESTRICTED, Kind.RELAYED})
_OWN = EVIDENCE_KINDS - {Kind.COMPARED, Kind.WANTED}
_OF_SELF = frozenset({Kind.FOUNDED, Kind.KEY_ADDED, Kind.KEY_CLOSED})
_OF_DESKS = frozenset({Kind.DELEGATED, Kind.DELEGATION_CLOSED})
_OF_STATION = frozenset({Kind.STATION_ACCEPTED, Kind.STATION_REVOKED, Kind.HUB_ACCEPTED})


@dataclass(frozen=True, slots=True)
class RelayRequest:
    """What goes up of what is accepted and has not gone yet: certain items, or all that a choice takes.

    Without either it is the choice made for good (`choose_relay`). What has gone before follows with its news in any
    case, unless certain items are named. `blobs`: with their bytes. `everything` packs again what was told but not
    receipted.
    """

    evidence: tuple[EvidenceId, ...] = ()
    choice: RelayChoice | None = None
    blobs: bool = False
    everything: bool = False
    max_size: int = MAX_SIZE


@dataclass(frozen=True, slots=True)
class Going:
    """One item as the next bundle would tell of it.

    `blob`: with its bytes; `asked`: the hub above asked for them; `had`: they went with an earlier one.
    """

    item: Item
    fresh: bool
    blob: bool
    asked: bool
    had: bool
    receipted: int
    proofs: tuple[ProofRow, ...]


@dataclass(frozen=True, slots=True)
class RelayPlan:
    """What would go up; accepted items that cannot: what their stations signed is not here (any more).

    `left_out`: accepted items that wait here because the choice does not take them.
    """

    going: tuple[Going, ...]
    unproven: tuple[EvidenceId, ...]
    left_out: int
    introduces: bool
    """Nothing was ever handed up: the first bundle introduces this hub."""
    keeps_back: bool
    """Bytes that an earlier bundle had, and no receipt covers, would not go along."""


@dataclass(frozen=True, slots=True)
class Relayed:
    """The bundles made, in their order; `items`: how many they tell of; `left_out`: accepted, but not chosen."""

    bundles: tuple[PackedBundle, ...]
    items: int
    left_out: int
    changes: Changes


@one_at_a_time
def relay(ws: Workspace, request: RelayRequest, progress: Progress) -> Relayed:
    """Make bundles for the hub above.

    Raises Fixable: WRONG_ROLE, NOT_ENROLLED, NOTHING_TO_PACK, NO_SUCH_EVIDENCE, OBJECT_DAMAGED, DISK_FULL; Cancelled.
    """
    plan = plan_relay(ws, request)
    if not plan.going and not plan.introduces:
        raise Fixable(ErrorCode.NOTHING_TO_PACK)
    above, keys = _above(ws), above_keys(ws)
    passed = [one.item.id for one in plan.going if one.fresh]
    ws.record([*(Draft(Kind.RELAYED, one, {}) for one in passed), *fulfil(ws, [one.item for one in plan.going])])
    until, seals = ws.store.journal.last_position(ws.me), desk_seals(ws)
    general = list(_general(ws, above))
    made: list[PackedBundle] = []
    first = 0
    with Sealer(ws.parcels.take) as sealer:
        sealer.begin()
        parts = list(_parts(plan.going, request.max_size))
        for part in parts:
            progress.checkpoint()
            head = next_head(ws, above)
            first = first or head.number
            if part is parts[-1] and request.everything and not request.evidence and not plan.keeps_back:
                head = telling_all(ws, head, first)
            items = [one.item for one in part]
            carried = {one.item.id for one in part if one.blob}
            load = Load(
                events=by_writer(
                    {e.identity: e for e in (*general, *_about(ws, items), *_vouching(ws, items))}.values()
                ),
                until=until,
                told=[(one.item.id, one.blob) for one in part],
                payload=payload_of(
                    ws, [(one.item.id, one.item.digest.sha256, one.item.name) for one in part if one.blob]
                ),
                evidence_csv=evidence_csv(ws, items, carried) if items else b"",
                summary_pdf=summary_pdf_bytes(ws, head, items, carried) if items else b"",
                seal_also=seals,
                absent_csv=absent_csv([one.item for one in part if not one.blob and not one.had]),
                relayed=[file for proof in _proofs(part) for file in _files(ws, proof)],
            )
            made.append(dispatch(ws, head, keys.seal, load, progress, sealer=sealer))
    return Relayed(tuple(made), len(plan.going), plan.left_out, Changes.BUNDLES | Changes.TAGS)


def plan_relay(ws: Workspace, request: RelayRequest) -> RelayPlan:
    """Say what would go. Raises Fixable: WRONG_ROLE, NOT_ENROLLED, NO_SUCH_EVIDENCE."""
    above = _above(ws)
    rows = _chosen(ws, request, ws.store.evidence.to_relay(ws.me, above))
    newest = ws.store.journal.newest_about([row.id for row in rows if row.relayed], ws.store.voices.upward())
    arrived = ws.store.journal.arrivals(ws.me, [row.told for row in rows])
    moved: list[tuple[RelayRow, bool, bool, bool]] = []
    for row in rows:
        asked = bool(set(row.wanted) & set(ws.store.voices.above))
        again = request.everything and (row.receipted < row.told or _on_its_way(row))
        had = row.blob == BundleLevel.RECEIVED if again else row.blob > 0
        blob = (request.blobs or asked) and row.has_bytes and not row.withdrawn and not had
        if not row.relayed or newest.get(row.id, 0) > arrived[row.told] or blob or again:
            moved.append((row, asked, had, blob))
    items = {item.id: item for item in ws.find([row.id for row, *_ in moved])}
    proofs = ws.store.proofs.of_items(list(items))
    choice = request.choice or (RelayChoice() if request.evidence else standing_choice(ws))
    going: list[Going] = []
    left_out = 0
    unproven: list[EvidenceId] = []
    for row, asked, had, blob in moved:
        item, signed = items[row.id], _by_stations(ws, row, proofs.get(row.id, []))
        if not row.relayed and not choice.takes(item):
            left_out += 1
            continue
        if row.owner != ws.me and not signed:
            unproven.append(row.id)
            continue
        needed = tuple(proof for proof in signed if proof.position > row.receipted)
        going.append(Going(item, not row.relayed, blob, asked, had, row.receipted, needed))
    introduces = not ws.store.offices.bundles(sender=ws.me, recipient=above)
    carried = {one.item.id for one in going if one.blob}
    keeps_back = any(_on_its_way(row) and row.id not in carried for row in rows)
    return RelayPlan(tuple(going), tuple(unproven), left_out, introduces, keeps_back)


def _on_its_way(row: RelayRow) -> bool:
    """Whether its bytes went up and no receipt says that they came."""
    return 0 < row.blob < BundleLevel.RECEIVED


def _by_stations(ws: Workspace, row: RelayRow, proofs: Sequence[ProofRow]) -> list[ProofRow]:
    """Leave out what our desks signed of others' items: their word goes up as ours, and their keys are ours to know."""
    desks = ws.store.voices.grants
    return [proof for proof in proofs if proof.sender == row.owner or proof.sender not in desks]


def _above(ws: Workspace) -> StationId:
    ws.need_coordinator()
    if ws.store.above is None:
        raise Fixable(ErrorCode.NOT_ENROLLED)
    return ws.store.above


def _chosen(ws: Workspace, request: RelayRequest, rows: list[RelayRow]) -> list[RelayRow]:
    """Leave out what only hubs below passed up, and all but the items that are named."""
    named = frozenset(request.evidence)
    ws.find(request.evidence)
    return [row for row in rows if (row.relayed or row.accepted) and (not named or row.id in named)]


def _parts(going: Sequence[Going], limit: int) -> Iterator[list[Going]]:
    """Cut into bundles by the bytes of evidence, the number of items and what was signed; at least one."""
    part: list[Going] = []
    size, signed = 0, set[int]()
    weights: dict[int, int] = {}
    for one in going:
        more = one.item.digest.size if one.blob else 0
        weights |= {proof.n: proof.size for proof in one.proofs}
        both = signed | {proof.n for proof in one.proofs}
        heavy = size + more > limit or sum(weights[n] for n in both) > MOST_SIGNED or len(part) >= MOST_ITEMS
        if part and heavy:
            yield part
            part, size, both = [], 0, {proof.n for proof in one.proofs}
        part.append(one)
        size, signed = size + more, both
    yield part


def _proofs(part: Iterable[Going]) -> list[ProofRow]:
    return sorted({proof.n: proof for one in part for proof in one.proofs}.values(), key=lambda proof: proof.n)


def _files(ws: Workspace, proof: ProofRow) -> Iterator[tuple[str, bytes]]:
    for name, data in ws.store.proofs.files(proof.n).items():
        yield f"{RELAYED_FOLDER}{proof.bundle}/{name}", data


def _general(ws: Workspace, above: StationId) -> Iterator[Event]:
    """What concerns no item: who we are, which desks speak for us, and of our bundles and answers what is news."""
    rows = ws.store.offices.bundles(sender=ws.me, recipient=above)
    receipted = max((row.until for row in rows if row.level is BundleLevel.RECEIVED), default=-1)
    ours = {row.id for row in rows}
    for event in ws.store.journal.of_station(ws.me):
        about_travel = event.kind in (Kind.BUNDLED, Kind.HANDED_OVER) and event.subject in ours
        news = position(event.epoch, event.seq) > receipted and (about_travel or event.kind == Kind.FULFILLED)
        if event.kind in _OF_SELF or event.kind in _OF_DESKS or news:
            yield event


def _about(ws: Workspace, items: Sequence[Item]) -> Iterator[Event]:
    """What this hub said of the items; all that happened to those of its own."""
    speakers = {ws.me, *ws.store.voices.grants}
    own = {item.id for item in items if item.station == ws.me}
    for subject, events in ws.store.journal.about([item.id for item in items]).items():
        for event in events:
            if event.station in speakers and (event.kind in _OF_HUB or (subject in own and event.kind in _OWN)):
                yield event


def _vouching(ws: Workspace, items: Sequence[Item]) -> Iterator[Event]:
    """Who the stations are that we accepted and that own these items, or whose hubs do."""
    mine = {reached_by(ws, owner) for owner in {item.station for item in items} - {ws.me}}
    for events in ws.store.journal.about(sorted(mine)).values():
        yield from (event for event in events if event.station == ws.me and event.kind in _OF_STATION)
