"""Bring a lost secretariat back with its recovery key: from a backup, or from what others still hold of its bundles.

From a backup everything in it comes back. Without one, the secretariat's own bundles on sticks and hubs tell its
events (reviews, receipts, requests, who is accepted), and its stations' bundles bring their evidence, as far as they
still lie somewhere. Either way it is the same station with new keys, in a later epoch of its numbering. The recovery
key signs for the new keys (with a backup the old key does): stations believe them without a new invitation.
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kla_desktop.app import bootstrap
from kla_desktop.app.restore import Restored, restored
from kla_desktop.bagging.profile import BundleHead
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import MAX_EPOCH, Draft, Kind
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role, Trust
from kla_desktop.operations.parcels.parcel import Answer, HeldParcel, OpenRequest, open_parcel
from kla_desktop.operations.receive import HeldBundle, ReceiveRequest, RefusedBundle, receive
from kla_desktop.operations.recovery import read_recovery_key
from kla_desktop.operations.rotate_keys import RotateRequest, rotate_keys, trusted_keys
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.keys import SigningKey, UnsealingKey, fingerprint_words
from kla_desktop.system.files import sync_folder
from kla_desktop.system.progress import Progress, Step
from kla_desktop.system.tools import Tools

_FIRST_DAY = date(2026, 1, 1)
_LEAP = 16
_NOTED = re.compile(r"^# signing key: (RW\S+)$", re.MULTILINE)
"""As `recovery.write_recovery` notes it in the file of the key."""
_BACKUP = b"kla-backup.json"


@dataclass(frozen=True, slots=True)
class RecoverRequest:
    """What the new laptop is made from: one backup, or bundle files and folders that hold some, whoever sent them.

    `paper` is the text of the recovery key, as saved or typed off the sheet. `words` are the secretariat's old six
    words as a station shows them; not needed where the saved key file names the old signing key itself.
    """

    sources: tuple[Path, ...]
    paper: str = field(repr=False)
    folder: Path
    actor: str = ""
    words: tuple[str, ...] = ()
    passphrase: str | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Recovered:
    """The library that is there again. `words` are the six of its new keys."""

    folder: Path
    station: StationId
    items: int
    own: int
    """Bundles of the secretariat itself that told what it had done."""
    accepted: int
    held: tuple[HeldBundle, ...]
    refused: tuple[RefusedBundle, ...]
    words: tuple[str, ...]
    stations: int
    """Stations that are accepted again."""


@dataclass(slots=True)
class _Found:
    """What lies in the sources that the recovery key opens: nothing of it is proven but each file's own signature."""

    own: list[tuple[Path, HeldParcel]] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)


def is_backup(path: Path) -> bool:
    """Tell a backup from a bundle by how it begins."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_BACKUP)) == _BACKUP
    except OSError:
        return False


def recover(request: RecoverRequest, progress: Progress) -> Recovered:
    """Make the secretariat's library again; it appears whole or not at all.

    Raises Fixable: LIBRARY_EXISTS, RECOVERY_KEY_FAULT, RECOVERY_KEY_OTHER, RECOVERY_NOTHING, RECOVERY_WORDS(words),
    FILE_MISSING, DISK_FULL, FOLDER_READ_ONLY, as `restore`; and Cancelled.
    """
    paper = read_recovery_key(request.paper)
    if request.folder.exists() and (not request.folder.is_dir() or any(request.folder.iterdir())):
        raise Fixable(ErrorCode.LIBRARY_EXISTS, path=str(request.folder))
    backup = next((path for path in request.sources if is_backup(path)), None)
    if backup is not None:
        return _from_backup(backup, paper, request, progress)
    return _from_bundles(paper, request, progress)


def _from_backup(file: Path, paper: UnsealingKey, request: RecoverRequest, progress: Progress) -> Recovered:
    words: list[tuple[str, ...]] = []

    def take_over(ws: Workspace) -> None:
        words.append(rotate_keys(ws, RotateRequest(), progress).words)

    done: Restored = restored(file, request.folder, request.passphrase, progress, paper, take_over)
    with bootstrap.opened(done.folder, request.passphrase, writing=False) as ws:
        return Recovered(done.folder, ws.me, done.items, 0, 0, (), (), words[0], _accepted(ws))


def _from_bundles(paper: UnsealingKey, request: RecoverRequest, progress: Progress) -> Recovered:
    side = request.folder.with_name(f".{request.folder.name}.{os.getpid()}.tmp")
    try:
        side.mkdir(parents=True)
    except OSError as error:
        raise Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(request.folder.parent)) from error
    try:
        found = _look(request.sources, paper, side, progress)
        signs = _believed(found, request)
        first = found.own[0][1]
        station = StationId(first.head.sender)
        lineage = bootstrap.Lineage(station, _epoch_of(Tools().clock.now().date()), paper)
        stated = first.station
        new = bootstrap.NewLibrary(
            Role.SECRETARIAT,
            str(stated.get("place", "")),
            request.actor or str(stated.get("name", "")),
            str(stated.get("agency", "")),
            request.passphrase,
        )
        bootstrap.create(side / "library", new, lineage=lineage)
        with bootstrap.opened(side / "library", request.passphrase) as ws:
            own = receive(ws, ReceiveRequest(tuple(path for path, _ in found.own), own=signs), progress)
            _go_on(ws, new, signs[-1])
            came = receive(ws, ReceiveRequest(tuple(found.others)), progress)
            items = ws.store.evidence.count(Filter(withdrawn=True))
            keys = ws.station.keys[-1]
            result = Recovered(
                request.folder,
                station,
                items,
                len(own.accepted),
                len(came.accepted),
                came.held,
                (*own.refused, *came.refused),
                fingerprint_words(keys.sign, keys.seal),
                _accepted(ws),
            )
        if request.folder.exists():
            request.folder.rmdir()
        (side / "library").rename(request.folder)
        sync_folder(request.folder.parent)
    finally:
        shutil.rmtree(side, ignore_errors=True)
    return result


def _epoch_of(today: date) -> int:
    """An epoch that no life of the lost laptop had: backups count up by one, so the day is far beyond them."""
    return min(max(_LEAP, (today - _FIRST_DAY).days), MAX_EPOCH)


def _go_on(ws: Workspace, new: bootstrap.NewLibrary, old: str) -> None:
    """Say what follows on what the lost laptop had told: the new keys, and that the old one is closed."""
    told = list(ws.store.journal.of_station(ws.me))
    epoch, seq = max(((event.epoch, event.seq) for event in told), default=(0, 0))
    if epoch >= int(ws.store.local.setting("epoch", 0)):
        raise Fixable(ErrorCode.LIBRARY_DAMAGED)
    founded = {"role": new.role.value, "place": ws.places.find(new.place).code, "agency": new.agency}
    born = any(event.kind == Kind.FOUNDED for event in told)
    seal = UnsealingKey(ws.secrets.unsealing).recipient
    keys = {"sign": SigningKey.from_text(ws.secrets.signing).public.to_text(), "seal": seal}
    closed = {"sign": old, "epoch": epoch, "last_seq": seq}
    drafts = [Draft(Kind.KEY_ADDED, ws.me, keys), Draft(Kind.KEY_CLOSED, ws.me, closed)]
    ws.record(drafts if born else [Draft(Kind.FOUNDED, ws.me, founded), *drafts])


def _accepted(ws: Workspace) -> int:
    return sum(1 for one in ws.store.offices.stations() if one.trust is Trust.ACCEPTED)


def _look(sources: Sequence[Path], paper: UnsealingKey, quarantine: Path, progress: Progress) -> _Found:
    """Find the bundles that the recovery key opens, and read who sent them; of each bundle one copy."""
    found, seen = _Found(), set[str]()
    files = list(_files(sources))
    heads: list[tuple[Path, HeldParcel]] = []
    for count, path in enumerate(files):
        progress.step(Step(count, len(files), "opening"))
        progress.checkpoint()
        try:
            parcel = open_parcel(
                OpenRequest(path, (paper.secret,), quarantine, paper.recipient),
                lambda _head, _stated: Answer.HOLD,
                progress,
            )
        except Fixable as error:
            if error.code is ErrorCode.DISK_FULL:
                raise
            continue
        if isinstance(parcel, HeldParcel) and parcel.head.id not in seen:
            seen.add(parcel.head.id)
            heads.append((path, parcel))
    if not heads:
        raise Fixable(ErrorCode.RECOVERY_NOTHING)
    secretariat = _secretariat([parcel.head for _, parcel in heads], [parcel.station for _, parcel in heads])
    for path, parcel in sorted(heads, key=lambda one: (one[1].head.sender, one[1].head.number)):
        if parcel.head.sender == secretariat:
            found.own.append((path, parcel))
        elif parcel.head.recipient == secretariat:
            found.others.append(path)
    if not found.own:
        raise Fixable(ErrorCode.RECOVERY_NOTHING)
    return found


def _secretariat(heads: Sequence[BundleHead], stated: Sequence[dict[str, Any]]) -> str:
    """Who this recovery key belongs to: everything that it opens was sent by or to that station."""
    spoken = Counter(head.recipient for head in heads) + Counter(head.sender for head in heads)
    roles = {head.sender for head, one in zip(heads, stated, strict=True) if one.get("role") == Role.SECRETARIAT}
    return max(spoken, key=lambda one: (one in roles, spoken[one]))


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    for source in sources:
        if source.is_dir():
            yield from sorted(path for path in source.rglob("*.kla") if path.is_file() and not path.is_symlink())
        elif source.is_file():
            yield source
        else:
            raise Fixable(ErrorCode.FILE_MISSING, path=str(source))


def _believed(found: _Found, request: RecoverRequest) -> tuple[str, ...]:
    """The old signing keys, once they are known to be the secretariat's: by the saved key file, or by six words.

    Raises Fixable(RECOVERY_WORDS) that says which words to compare.
    """
    newest = max((parcel for _, parcel in found.own), key=lambda parcel: parcel.head.number)
    words = fingerprint_words(newest.signed_by, str(newest.station.get("recipient", "")))
    noted = _NOTED.findall(request.paper)
    known = newest.signed_by in trusted_keys(noted, StationId(newest.head.sender), newest.station)
    if not known and tuple(word.lower() for word in request.words) != words:
        raise Fixable(ErrorCode.RECOVERY_WORDS, words=" ".join(words))
    before = _before(newest.station)
    return (*(parcel.signed_by for _, parcel in found.own if parcel.signed_by in before), newest.signed_by)


def _before(stated: dict[str, Any]) -> frozenset[str]:
    """The earlier keys that a sender names in its own introduction."""
    links = stated.get("succession")
    return frozenset(str(link.get("after")) for link in links if isinstance(link, dict)) if links else frozenset()
