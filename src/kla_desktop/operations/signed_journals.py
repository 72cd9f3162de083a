"""What the stations of a hub signed: kept when it comes, passed on to the hub above, and checked there.

A coordinator keeps of every bundle its front files and its journal, in its encrypted database. A hub above believes of
a station only what the station itself signed, for the very hub that passes it on, by a key that this hub accepted.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kla_desktop.bagging.profile import JOURNAL
from kla_desktop.bagging.proof import Proof, read_proofs
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, EvidenceId, StationId
from kla_desktop.model.journal import EVIDENCE_KINDS, BadEvent, Event, Kind, from_line, position
from kla_desktop.operations.parcels.parcel import OpenedParcel
from kla_desktop.operations.parcels.worker import read_station
from kla_desktop.operations.rotate_keys import trusted_keys
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.keys import BadKey, VerifyKey
from kla_desktop.sealing.signing import BadSignature, verify


@dataclass(frozen=True, slots=True)
class Signed:
    """One bundle's journal, its sender's signature checked."""

    bundle: BundleId
    sender: StationId
    recipient: StationId
    events: tuple[Event, ...]
    files: Mapping[str, bytes]


def read_events(data: bytes) -> list[Event]:
    """Read a journal, every line strictly. Raises Fixable(BUNDLE_DAMAGED)."""
    try:
        lines = data.decode("utf-8").split("\n")
        return [from_line(line) for line in lines if line]
    except (UnicodeDecodeError, BadEvent) as error:
        raise Fixable(ErrorCode.BUNDLE_DAMAGED) from error


def read_signed(ws: Workspace, parcel: OpenedParcel, events: Sequence[Event]) -> list[Signed]:
    """Check what a bundle passes on; `events` are those of its own journal. A hub's own stations come first.

    Raises Fixable: BUNDLE_UNAUTHORISED for what was signed for somebody else or by nobody we can know of,
    BUNDLE_FORGED, BUNDLE_DAMAGED, BUNDLE_TOO_LARGE, BUNDLE_TOO_NEW.
    """
    if not parcel.relayed:
        return []
    waiting = read_proofs(parcel.relayed)
    known = _KnownKeys(ws, events)
    reached = [StationId(parcel.head.sender)]
    signed: list[Signed] = []
    for hub in reached:
        mine = [proof for proof in waiting if proof.head.recipient == hub]
        waiting = [proof for proof in waiting if proof.head.recipient != hub]
        for proof in sorted(mine, key=lambda proof: (proof.head.sender, proof.head.number)):
            one = _checked(proof, known, hub)
            known.learn(one.events)
            signed.append(one)
            if known.is_hub(one.sender, hub) and one.sender not in reached:
                reached.append(one.sender)
    if waiting:
        raise Fixable(ErrorCode.BUNDLE_UNAUTHORISED)
    return signed


def keep_proofs(ws: Workspace, parcel: OpenedParcel, events: Sequence[Event], signed: Sequence[Signed]) -> None:
    """Keep at a coordinator what was signed, for the hub above. Within the caller's transaction."""
    head = parcel.head
    if not ws.is_coordinator or head.sender == ws.store.above:
        return
    here = ws.store.journal.last_position(ws.me)
    own = {**parcel.front, JOURNAL: parcel.events}
    if told := _told_of(events):
        ws.store.proofs.keep((head.id, head.sender, head.recipient, here), own, told)
    for one in signed:
        ws.store.proofs.keep((one.bundle, one.sender, one.recipient, here), one.files, _told_of(one.events))


def kept_about(ws: Workspace, items: Collection[EvidenceId]) -> list[Event]:
    """What was signed about some items in journals that came, and were checked, before the items were passed up."""
    proofs = {proof.n for found in ws.store.proofs.of_items(items).values() for proof in found}
    return [
        event
        for n in sorted(proofs)
        for event in read_events(ws.store.proofs.files(n)[JOURNAL])
        if event.kind in EVIDENCE_KINDS and event.subject in items
    ]


def _told_of(events: Iterable[Event]) -> list[EvidenceId]:
    about = [event.subject for event in events if event.kind in EVIDENCE_KINDS]
    answers = [str(event.data["evidence"]) for event in events if event.kind == Kind.FULFILLED]
    return [EvidenceId(one) for one in dict.fromkeys([*about, *answers])]


def _checked(proof: Proof, known: "_KnownKeys", hub: StationId) -> Signed:
    head, stated = proof.head, read_station(proof.station_json)
    sender = StationId(head.sender)
    if stated.get("station") != sender:
        raise Fixable(ErrorCode.BUNDLE_FORGED)
    keys = tuple(VerifyKey.from_text(text) for text in known.keys(sender, hub, stated))
    if not keys:
        raise Fixable(ErrorCode.BUNDLE_UNAUTHORISED)
    by: list[str] = []

    def signs(message: bytes, signature: bytes) -> bool:
        try:
            by.append(verify(message, signature, keys)[0].to_text())
        except BadSignature:
            return False
        return True

    events = tuple(read_events(proof.journal(signs)))
    last = known.last_under(sender, by[0])
    if last is not None and any(e.station == sender and position(e.epoch, e.seq) > last for e in events):
        raise Fixable(ErrorCode.BUNDLE_FORGED)
    return Signed(BundleId(head.id), sender, hub, events, proof.files)


class _KnownKeys:
    """The signing keys of stations as the journal tells them, and as what was checked so far tells them."""

    def __init__(self, ws: Workspace, events: Iterable[Event]) -> None:
        self._ws = ws
        self._fresh: dict[str, list[Event]] = {}
        self.learn(events)

    def learn(self, events: Iterable[Event]) -> None:
        for event in events:
            if event.kind in _OF_KEYS:
                self._fresh.setdefault(event.subject, []).append(event)

    def keys(self, station: StationId, hub: StationId, stated: Mapping[str, Any]) -> tuple[str, ...]:
        """The one by which the station was accepted first, those it added itself, and what these signed for.

        A later acceptance, by `hub` or another, brings no other key: else a hub could speak for a station whose key is
        known.
        """
        about = self._about(station)
        held = [e for e in self._ws.store.journal.about([station])[station] if e.kind == Kind.STATION_ACCEPTED]
        mine = [e for e in about if e.kind == Kind.STATION_ACCEPTED and e.station == hub]
        accepted = [e.data["sign"] for e in ((held or mine) if mine else [])[:1]]
        added = [e.data["sign"] for e in about if e.kind == Kind.KEY_ADDED and e.station == station]
        return trusted_keys([one for one in (*accepted, *added) if _is_key(one)], station, stated)

    def last_under(self, station: StationId, sign: str) -> int | None:
        """The position up to which events of a closed key count; None for a key that is not closed."""
        closed = [
            position(event.data["epoch"], event.data["last_seq"])
            for event in self._about(station)
            if event.kind == Kind.KEY_CLOSED and event.station == station and event.data["sign"] == sign
        ]
        return min(closed, default=None)

    def is_hub(self, station: StationId, of: StationId) -> bool:
        return any(event.kind == Kind.HUB_ACCEPTED and event.station == of for event in self._about(station))

    def _about(self, station: StationId) -> list[Event]:
        return [*self._ws.store.journal.about([station])[station], *self._fresh.get(station, ())]


_OF_KEYS = frozenset({Kind.STATION_ACCEPTED, Kind.KEY_ADDED, Kind.KEY_CLOSED, Kind.HUB_ACCEPTED})


def _is_key(text: str) -> bool:
    try:
        VerifyKey.from_text(text)
    except BadKey:
        return False
    return True
