"""Take sealed bundles in: at the secretariat evidence and claims, at a station receipts, reviews and requests.

All or nothing: a bundle is opened into encrypted quarantine, checked whole (docs/formats.md has the order), and enters
in one transaction. What is refused leaves no trace but a log line; what comes from a station nobody accepted yet stays
sealed until a person does.
"""

import logging
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kla_desktop.bagging.profile import BundleHead
from kla_desktop.model.bundle import Outcome, missing
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, Digest, EvidenceId, StationId
from kla_desktop.model.journal import EVIDENCE_KINDS, Draft, Event, Kind, position
from kla_desktop.model.station import Trust
from kla_desktop.model.voices import Right
from kla_desktop.operations.desk_bundles import owe_word
from kla_desktop.operations.enrol import COORDINATES, above_signs
from kla_desktop.operations.judging import judge, refuse_untold
from kla_desktop.operations.mend import MENDED, mend, misses
from kla_desktop.operations.outbox import tidy_outbox
from kla_desktop.operations.parcels.parcel import Answer, HeldParcel, OpenedParcel, OpenRequest, open_parcel, read_mark
from kla_desktop.operations.recovery import voucher_above
from kla_desktop.operations.rotate_keys import trusted_keys
from kla_desktop.operations.signed_journals import keep_proofs, read_events, read_signed
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.encryption import LibraryCipher
from kla_desktop.sealing.keys import BadKey, read_recipient
from kla_desktop.store.library_table import Arrival, Held, StoredObject
from kla_desktop.system.files import CHUNK, sync_folder, written_whole
from kla_desktop.system.progress import Progress, Step
from kla_desktop.transport.folder import list_bundles

_log = logging.getLogger(__name__)
_CHECK = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ReceiveRequest:
    """Bundle files, and folders or sticks that hold some."""

    paths: tuple[Path, ...]
    own: tuple[str, ...] = ()
    """Take in what this very station once sent, signed by one of these keys: a secretariat that is brought back."""


@dataclass(frozen=True, slots=True)
class ReceivedBundle:
    """A bundle taken in. `again_since` says when it came first, if this was a repetition that changed nothing."""

    bundle: BundleId
    path: Path
    sender: StationId
    items: int
    new: int
    duplicates: int
    missing_before: int
    """Earlier bundles of this sender that have not arrived, and whose contents no other brought."""
    again_since: str = ""
    mended: int = 0
    """Damaged or lost files that a repetition brought back."""


@dataclass(frozen=True, slots=True)
class HeldBundle:
    """A bundle that waits, sealed, for a person to accept its station."""

    path: Path
    bundle: BundleId
    station: StationId
    reason: ErrorCode = ErrorCode.BUNDLE_SENDER_UNKNOWN


@dataclass(frozen=True, slots=True)
class RefusedBundle:
    """A file that was not taken in, and why."""

    path: Path
    error: Fixable


@dataclass(frozen=True, slots=True)
class Received:
    """What became of each file."""

    accepted: tuple[ReceivedBundle, ...]
    held: tuple[HeldBundle, ...]
    refused: tuple[RefusedBundle, ...]
    changes: Changes


class _Own(Exception):  # noqa: N818 - an answer: we made this one ourselves
    pass


class _Again(Exception):  # noqa: N818 - an answer: this bundle is here already
    def __init__(self, arrival: Arrival) -> None:
        super().__init__()
        self.arrival = arrival


def receive(ws: Workspace, request: ReceiveRequest, progress: Progress) -> Received:
    """Receive files one by one; one refused does not stop the others.

    Raises Fixable: DISK_FULL, DRIVE_GONE; and Cancelled.
    """
    accepted: list[ReceivedBundle] = []
    held: list[HeldBundle] = []
    refused: list[RefusedBundle] = []
    files = list(_files(request.paths))
    for count, path in enumerate(files):
        progress.step(Step(count, len(files), "opening"))
        progress.checkpoint()
        try:
            outcome = _Reception(ws, path, request.own, more=count + 1 < len(files)).run(progress)
        except _Own:
            if path in request.paths:
                refused.append(RefusedBundle(path, Fixable(ErrorCode.BUNDLE_NOT_FOR_US)))
        except Fixable as error:
            if error.code is ErrorCode.DISK_FULL:
                raise
            _log.info("bundle refused: %s", error.code)
            refused.append(RefusedBundle(path, error))
        else:
            if isinstance(outcome, HeldBundle):
                held.append(outcome)
            else:
                accepted.append(outcome)
    if accepted or held:  # a stick carries replies for others too: they are passed over, not refused
        found = [one for one in refused if one.path in request.paths]
        refused = [one for one in refused if one in found or one.error.code is not ErrorCode.BUNDLE_NOT_FOR_US]
    if accepted:
        tidy_outbox(ws)
    fresh = any(not one.again_since for one in accepted)
    touched = Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS | Changes.BUNDLES | Changes.STATIONS
    changes = touched if fresh or held else Changes.NOTHING
    changes |= MENDED if any(one.mended for one in accepted) else Changes.NOTHING
    return Received(tuple(accepted), tuple(held), tuple(refused), changes)


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (found.path for found in list_bundles(path))
        else:
            yield path


class _Reception:
    """One file's way in."""

    def __init__(self, ws: Workspace, path: Path, own: tuple[str, ...] = (), *, more: bool = False) -> None:
        self._ws, self._path, self._own, self._more = ws, path, own, more

    def run(self, progress: Progress) -> ReceivedBundle | HeldBundle:
        ws = self._ws
        known = ws.store.local.arrival_marked(read_mark(self._path))
        if known and not misses(ws, known):
            return self._again(known)
        request = OpenRequest(
            path=self._path,
            identities=(ws.secrets.unsealing, *ws.secrets.former),
            quarantine=ws.store.temporary,
            library_recipient=LibraryCipher(ws.secrets.library).recipient,
        )
        try:
            parcel = open_parcel(request, self._choose_key, progress, ws.parcels.take)
        except _Again as again:
            return self._again(again.arrival)
        if self._more:  # what is left to do here needs one processor
            ws.parcels.prepare()
        if isinstance(parcel, HeldParcel):
            return self._hold(parcel)
        try:
            known = ws.store.local.arrival(parcel.head.id)
            return self._again(known, mend(ws, parcel)) if known else self._take(parcel)
        finally:
            shutil.rmtree(parcel.folder, ignore_errors=True)

    def _again(self, known: Arrival, mended: int = 0) -> ReceivedBundle:
        return ReceivedBundle(known.bundle, self._path, known.sender, 0, 0, 0, 0, known.at, mended)

    def _choose_key(self, head: BundleHead, stated: dict[str, Any]) -> tuple[str, ...] | Answer:
        ws = self._ws
        if head.sender == ws.me:
            return self._own_keys(stated)
        direct = ws.is_desk and head.recipient == ws.store.coordinator  # sealed to its desks as well
        if head.recipient != ws.me and not direct:
            raise Fixable(ErrorCode.BUNDLE_NOT_FOR_US)
        if stated.get("station") != head.sender:
            raise Fixable(ErrorCode.BUNDLE_FORGED)
        known = ws.store.local.arrival(head.id)
        if known and known.sender == head.sender and not misses(ws, known):
            raise _Again(known)
        if head.sender == ws.store.above:
            return trusted_keys(above_signs(ws), StationId(head.sender), stated, voucher_above(ws))
        before = head.sender in ws.store.left
        if before or not ws.is_secretariat:
            raise Fixable(ErrorCode.BUNDLE_SENDER_UNKNOWN, where="left" if before else "")
        if direct:
            ws.need_right(Right.RECEIVE)
        station = ws.store.offices.station(head.sender)
        if station is None or station.trust in (Trust.UNKNOWN, Trust.BELOW):
            return Answer.HOLD
        if station.trust not in (Trust.ACCEPTED, Trust.DESK, Trust.HUB) and self._last_of(station.id) is None:
            raise Fixable(ErrorCode.BUNDLE_SENDER_REVOKED)
        return trusted_keys([key.sign for key in station.keys], station.id, stated)

    def _last_of(self, sender: StationId) -> int | None:
        """The last position of a desk whose delegation was closed: what it wrote until then still counts, late or not.

        None for everybody else, and for a desk that was revoked as a station.
        """
        grants, station = self._ws.store.voices.grants.get(sender), self._ws.store.offices.station(sender)
        end = grants[-1].end if grants else None
        told = position(*station.last) if station is not None and station.last is not None else None
        return end if end is not None and end == told else None

    def _still_counting(self, events: list[Event], sender: StationId) -> list[Event]:
        """Leave out what a closed desk wrote after its last number. Raises Fixable(BUNDLE_SENDER_REVOKED) if all is."""
        last = self._last_of(sender)
        if last is None:
            return events
        kept = [one for one in events if one.station != sender or position(one.epoch, one.seq) <= last]
        if not kept or position(kept[-1].epoch, kept[-1].seq) <= self._ws.store.journal.last_position(sender):
            raise Fixable(ErrorCode.BUNDLE_SENDER_REVOKED)
        return kept

    def _own_keys(self, stated: dict[str, Any]) -> tuple[str, ...]:
        if not self._own:
            raise _Own
        return trusted_keys(self._own, self._ws.me, stated)

    def _hold(self, parcel: HeldParcel) -> HeldBundle:
        stated = {key: str(parcel.station.get(key, "")) for key in ("role", "place", "agency")}
        stated["actor"] = str(parcel.station.get("name", ""))
        try:
            stated["sign"] = parcel.signed_by
            stated["seal"] = str(parcel.station.get("recipient", ""))
            read_recipient(stated["seal"])
            hub = str(parcel.station.get("hub", ""))
            stated |= {"hub": hub} if _CHECK.fullmatch(hub) else {}
            stated |= {COORDINATES: "1"} if parcel.station.get(COORDINATES) is True else {}
        except BadKey as error:
            raise Fixable(ErrorCode.BUNDLE_FORGED) from error
        head, ws = parcel.head, self._ws
        name = f"{head.id}.kla"
        target = ws.store.held_folder / name
        if target != self._path:
            with self._path.open("rb") as source, written_whole(target) as out:
                shutil.copyfileobj(source, out, CHUNK)
        with ws.transaction():
            ws.store.local.hold(Held(BundleId(head.id), StationId(head.sender), stated, name, ws.now()))
        return HeldBundle(self._path, BundleId(head.id), StationId(head.sender))

    def _take(self, parcel: OpenedParcel) -> ReceivedBundle:
        ws, head = self._ws, parcel.head
        own = self._still_counting(read_events(parcel.events), StationId(head.sender))
        signed = read_signed(ws, parcel, own)
        events = [*own, *judge(ws, StationId(head.sender), own, signed)]
        refuse_untold(ws, parcel, events)
        objects = self._settle(parcel)
        with ws.transaction():
            if ws.store.local.arrival(head.id):  # two windows, one stick
                raise Fixable(ErrorCode.LIBRARY_IN_USE)
            subjects = list(
                dict.fromkeys(EvidenceId(event.subject) for event in events if event.kind in EVIDENCE_KINDS)
            )
            before = set(ws.store.evidence.find(subjects))
            ws.store.local.add_objects(objects)
            ws.store.adopt(events)
            items = self._receipt_items(subjects, before, {entry.sha256 for entry in parcel.entries})
            arrival = Arrival(
                BundleId(head.id),
                StationId(head.sender),
                head.number,
                parcel.sealed_sha256,
                head.acknowledges,
                ws.now(),
                parcel.sealed_mark,
                head.repeats_since,
                head.together_from,
            )
            ws.store.local.add_arrival(arrival)
            if parcel.entries and head.sender == ws.store.above:
                owe_word(ws, head.number)
            ws.store.local.release(head.id)
            if self._is_ours_to_receipt(head.id, StationId(head.sender)):
                epoch, seq = max(((event.epoch, event.seq) for event in own), default=(0, 0))
                data = {
                    "sender": head.sender,
                    "number": head.number,
                    "epoch": epoch,
                    "to": seq,
                    "items": items,
                }
                ws.record([Draft(Kind.RECEIVED, head.id, data)])
            keep_proofs(ws, parcel, own, signed)
        (ws.store.held_folder / f"{head.id}.kla").unlink(missing_ok=True)
        if ws.is_desk:
            self._drop_held()
        return ReceivedBundle(
            bundle=BundleId(head.id),
            path=self._path,
            sender=StationId(head.sender),
            items=len(subjects) if signed or not ws.is_coordinator else sum(1 for item in items if item["blob"]),
            new=sum(1 for item in items if item["outcome"] == Outcome.NEW),
            duplicates=sum(1 for item in items if item["outcome"] == Outcome.DUPLICATE),
            missing_before=missing(ws.store.local.came(head.sender), head.number),
        )

    def _is_ours_to_receipt(self, bundle: str, sender: StationId) -> bool:
        """A secretariat receipts what does not come from above; a desk only what nobody has receipted."""
        ws = self._ws
        if not ws.is_secretariat or sender in (ws.me, ws.store.above):
            return False
        if ws.is_coordinator:
            return True
        known = ws.store.offices.bundles(sender=sender, ids=[bundle])
        return not known or not known[0].received_at

    def _drop_held(self) -> None:
        """Forget what a desk held for a station that was unknown, once the coordinator's receipt tells it all."""
        ws = self._ws
        for held in ws.store.local.held():
            known = ws.store.offices.bundles(sender=held.station, ids=[held.bundle])
            if known and known[0].received_at:
                with ws.transaction():
                    ws.store.local.release(held.bundle)
                (ws.store.held_folder / held.file).unlink(missing_ok=True)

    def _settle(self, parcel: OpenedParcel) -> list[StoredObject]:
        """Move the quarantined bytes to their names in the object store; rows follow in the transaction."""
        ws = self._ws
        known = ws.store.local.objects([entry.sha256 for entry in parcel.entries])
        objects, moves = [], []
        for entry in parcel.entries:
            if entry.sha256 in known and not known[entry.sha256].damaged:
                continue
            name = ws.store.objects.name_of(entry.sha256)
            with entry.sealed_path.open("rb+") as sealed:
                os.fsync(sealed.fileno())
            moves.append((entry.sealed_path, name))
            objects.append(StoredObject(Digest(entry.sha256, entry.size), entry.crc32, name))
        sync_folder(parcel.folder)
        with ws.transaction():
            ws.store.local.intend_objects([name for _, name in moves])
        ws.store.objects.settle(moves)
        return objects

    def _receipt_items(
        self, subjects: list[EvidenceId], before: set[EvidenceId], carried: set[str]
    ) -> list[dict[str, Any]]:
        items = []
        for evidence, item in self._ws.store.evidence.find(subjects).items():
            blob = item.has_bytes
            twins = [other for other in self._ws.store.evidence.of_digest(item.digest.sha256) if other != evidence]
            older = [other for other in twins if other in before or other not in subjects]
            outcome = Outcome.KNOWN if evidence in before else Outcome.DUPLICATE if older else Outcome.NEW
            if evidence in before and item.digest.sha256 in carried:
                outcome = Outcome.NEW if not older else Outcome.DUPLICATE
            told = {"evidence": evidence, "blob": blob, "outcome": outcome.value}
            if outcome is Outcome.DUPLICATE:
                told["duplicate_of"] = older[0]
            items.append(told)
        return items
