"""What `pack` and `reply` share: events and objects become one sealed bundle in the outbox, and the journal says so.

The file first, then the event: a crash between them leaves a file that nobody mentions; the next start sweeps it.
"""

import contextlib
import functools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Any, TypeVar

from kla_desktop.bagging.profile import BundleHead
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, EvidenceId, StationId
from kla_desktop.model.journal import Draft, Event, Kind, epoch_and_seq, to_line
from kla_desktop.operations.enrol import COORDINATES
from kla_desktop.operations.hub.passes import proof_check
from kla_desktop.operations.parcels.parcel import PayloadItem, Sealer, SealRequest, seal_parcel
from kla_desktop.operations.recovery import recovery_recipient
from kla_desktop.operations.rotate_keys import succession
from kla_desktop.operations.storage.bring import brought
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress

R = TypeVar("R")
T = TypeVar("T")
STATION_FORMAT = "kla-station/1"
MAX_SIZE = 256_000_000
"""Bytes of evidence a bundle holds unless the user says otherwise; a larger item gets a bundle of its own."""
MOST_ITEMS = 4000
"""Items a bundle tells of, so that the event that lists them stays far below journal.MAX_LINE."""
_LOOK_UP = 0.2  # seconds
_MOST_FORGOTTEN = 10_000
"""Bundles that a station may have had from us after our last backup; whoever says more does not tell the truth."""


@dataclass(frozen=True, slots=True)
class PackedBundle:
    """A sealed file. `items` counts the items whose bytes it carries."""

    id: BundleId
    path: Path
    recipient: StationId
    items: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Load:
    """What one bundle carries: events up to `until`, the items they tell of (with bytes or not), and the objects."""

    events: Sequence[Event]
    until: int
    told: Sequence[tuple[EvidenceId, bool]]
    payload: Sequence[PayloadItem] = ()
    evidence_csv: bytes = b""
    summary_pdf: bytes = b""
    seal_also: Sequence[str] = ()
    """Further recipients: the desks of the secretariat."""
    absent_csv: bytes = b""
    relayed: Sequence[tuple[str, bytes]] = ()
    """What stations signed, for a hub above, by whole names."""


def one_at_a_time(verb: Callable[[Workspace, R, Progress], T]) -> Callable[[Workspace, R, Progress], T]:
    """Let an operation that makes bundles wait for another one, else both would give out the same running number."""

    @functools.wraps(verb)
    def waiting(ws: Workspace, request: R, progress: Progress) -> T:
        while not ws.store.making.acquire(timeout=_LOOK_UP):
            progress.checkpoint()
        try:
            return verb(ws, request, progress)
        finally:
            ws.store.making.release()

    return waiting


def next_head(ws: Workspace, recipient: StationId) -> BundleHead:
    """Write the head of the next bundle to a station.

    Its number is beyond all that the station has acknowledged, within reason: a library that was restored from a
    backup does not know what it has sent since.
    """
    before = ws.store.offices.numbered(ws.me, recipient)
    last = max(before, default=0)
    number = max(last, min(ws.store.local.acknowledged_by(recipient), last + _MOST_FORGOTTEN)) + 1
    return BundleHead(
        id=ws.tools.new_id(),
        sender=ws.me,
        recipient=recipient,
        number=number,
        previous=before.get(number - 1),
        acknowledges=ws.store.local.acknowledged(recipient),
        edition=ws.catalogue.edition,
        place=ws.station.place,
        period=ws.period.name,
        made_at=ws.tools.clock.now().astimezone(UTC),
    )


def telling_all(ws: Workspace, head: BundleHead, first: int = 0) -> BundleHead:
    """Say in a head that this bundle brings the recipient all that it has not acknowledged, so that no gap remains.

    With `first`: the bundles from that number to this one bring it together.
    """
    since = ws.store.local.acknowledged_by(head.recipient) + 1
    alone = first in (0, head.number)
    if since >= (head.number if alone else first):
        return head
    return replace(head, repeats_since=since, together_from=0 if alone else first)


def dispatch(
    ws: Workspace, head: BundleHead, seal_to: str, load: Load, progress: Progress, *, sealer: Sealer | None = None
) -> PackedBundle:
    """Seal a load to a recipient's key (and to our own, and the recovery key) into the outbox, then record it.

    Who makes several bundles brings a `sealer`.
    Raises Fixable: OBJECT_DAMAGED, DISK_FULL, WORKER_FAILED, and as `brought`; and Cancelled.
    """
    station = ws.station
    keys = station.keys[-1]
    stated: dict[str, Any] = {
        "format": STATION_FORMAT,
        "station": ws.me,
        "role": station.role,
        "place": station.place,
        "agency": station.agency,
        "name": ws.actor,
        "signing_keys": [keys.sign],
        "recipient": keys.seal,
    }
    if ws.is_coordinator:
        stated[COORDINATES] = True
    if proof := proof_check(ws):
        stated["hub"] = proof
    if chain := succession(ws):
        stated["succession"] = chain
    recovery = recovery_recipient(ws)
    request = SealRequest(
        out_folder=ws.store.outbox,
        bundle=head,
        station_json=json.dumps(stated, sort_keys=True, indent=1, ensure_ascii=False).encode(),
        events_jsonl="".join(to_line(event) + "\n" for event in load.events).encode(),
        evidence_csv=load.evidence_csv,
        summary_pdf=load.summary_pdf,
        payload=tuple(load.payload),
        recipients=tuple(dict.fromkeys(one for one in (seal_to, *load.seal_also, keys.seal, recovery) if one)),
        signing_secret=ws.secrets.signing,
        library_identity=ws.secrets.library,
        absent_csv=load.absent_csv,
        relayed=tuple(load.relayed),
    )
    with brought(ws, [item.sha256 for item in load.payload], progress), _naming_damage(ws):
        sealed = sealer.seal(request, progress) if sealer else seal_parcel(request, progress, ws.parcels.take)
    carried = sum(1 for _, blob in load.told if blob)
    epoch, seq = epoch_and_seq(load.until)
    data = {
        "recipient": head.recipient,
        "number": head.number,
        "epoch": epoch,
        "to": seq,
        "size": sealed.size,
        "sha256": sealed.sha256,
        "items": [{"evidence": evidence, "blob": blob} for evidence, blob in load.told],
    }
    ws.record([Draft(Kind.BUNDLED, head.id, data)])
    return PackedBundle(BundleId(head.id), sealed.path, StationId(head.recipient), carried, sealed.size, sealed.sha256)


@contextlib.contextmanager
def _naming_damage(ws: Workspace) -> Iterator[None]:
    """Add to the worker's report of damage, which names a digest, the id of the item that has it."""
    try:
        yield
    except Fixable as error:
        if error.code is not ErrorCode.OBJECT_DAMAGED:
            raise
        owners = ws.store.evidence.of_digest(error.details["sha256"])
        raise Fixable(error.code, **error.details | {"id": owners[0]}) from error


def payload_of(ws: Workspace, wanted: Sequence[tuple[EvidenceId, str, str]]) -> list[PayloadItem]:
    """Turn (evidence, sha256, file name) into what the bag carries. Raises Fixable(OBJECT_DAMAGED)."""
    held = ws.store.local.objects([sha256 for _, sha256, _ in wanted])
    items: dict[str, PayloadItem] = {}
    for evidence, sha256, name in wanted:
        known = held.get(sha256)
        if known is None or known.damaged:
            raise Fixable(ErrorCode.OBJECT_DAMAGED, id=evidence, sha256=sha256)
        path = ws.store.objects.path(known.name)
        items.setdefault(sha256, PayloadItem(path, sha256, known.digest.size, known.crc32, name))
    return list(items.values())
