"""The one place where bag, signature, archive and encryption meet: sealed `<bundle-id>.kla` files made and opened.

The work itself runs in a spawned process (`parcels.worker`), so that the screen never waits for it and a hostile bundle
meets a process that has no library open. This side starts it, answers its one question (whose keys?), shows progress,
and cleans up: a failure or a cancel leaves nothing behind.
"""

import contextlib
import json
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from os import getpid
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kla_desktop.bagging.profile import FRONT_FILES, BundleHead, Limits
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import Digest
from kla_desktop.operations.parcels.streams import MARKED, mark_of, read_trouble, write_trouble
from kla_desktop.operations.parcels.talk import dead_worker_told, replies, require_space
from kla_desktop.operations.parcels.worker import (
    DO,
    OBJECT_LIST,
    OPEN,
    PARTS,
    SEAL,
    entry_path,
    head_from_json,
    head_to_json,
    read_station,
)
from kla_desktop.operations.parcels.workers import StartingWorker
from kla_desktop.system.files import replace, sync_folder
from kla_desktop.system.progress import Progress
from kla_desktop.system.worker_process import Header, WorkerProcess

_SLACK = 1 << 20


@dataclass(frozen=True, slots=True)
class PayloadItem:
    """One object to hand over: its sealed file in the library, what it is known by, and its own file name."""

    object_path: Path
    sha256: str
    size: int
    crc32: int
    readable_name: str


@dataclass(frozen=True, slots=True)
class SealRequest:
    """Everything that one bundle is made of. Secrets go to the worker through its pipe only.

    `station_json` is an object whose "station" is the sender's id (docs/formats.md). `recipients` are age recipients.
    Empty `evidence_csv`, `summary_pdf` and `absent_csv` are left out of the bag. `relayed`: what others
    signed, by whole names.
    """

    out_folder: Path
    bundle: BundleHead
    station_json: bytes
    events_jsonl: bytes
    evidence_csv: bytes
    summary_pdf: bytes
    payload: tuple[PayloadItem, ...]
    recipients: tuple[str, ...]
    signing_secret: str = field(repr=False)
    library_identity: str = field(repr=False)
    absent_csv: bytes = b""
    relayed: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class SealedParcel:
    """A finished bundle file."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A foreign file to open: one of `identities` unseals it, `quarantine` is an existing private folder."""

    path: Path
    identities: tuple[str, ...] = field(repr=False)
    quarantine: Path
    library_recipient: str
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """One piece of evidence out of a bundle: digest and size of its bytes, and the file that holds them sealed again.

    `name` is the sender's readable name (shown, never a path). The file is not yet synced to disk.
    """

    name: str
    sha256: str
    size: int
    crc32: int
    sealed_path: Path


@dataclass(frozen=True, slots=True)
class OpenedParcel:
    """A bundle of which every byte was checked. The caller takes the entries over and then removes `folder`.

    `signed_by` is the sender's public key; `front` holds the signed front files for passing the proof on (relay).
    """

    head: BundleHead
    station: dict[str, Any]
    signed_by: str
    events: bytes
    entries: tuple[OpenedEntry, ...]
    front: Mapping[str, bytes]
    sealed_sha256: str
    sealed_size: int
    sealed_mark: str
    folder: Path
    relayed: Mapping[str, bytes] = field(default_factory=dict)
    """What others signed, by whole names; nothing of it is checked but its digest in this bundle."""


@dataclass(frozen=True, slots=True)
class HeldParcel:
    """A bundle of a station nobody accepted yet: only its signed introduction was read."""

    head: BundleHead
    station: dict[str, Any]
    signed_by: str


class Answer(Enum):
    """What `choose_key` may say instead of keys."""

    HOLD = "hold"


ChooseKey = Callable[[BundleHead, dict[str, Any]], tuple[str, ...] | Answer]
"""Gets what the bundle claims to be (nothing is proven yet) and returns the sender's public keys (minisign base64),
or HOLD for a station that nobody accepted; raises Fixable to refuse."""


def seal_parcel(
    request: SealRequest, progress: Progress, take: Callable[[], StartingWorker] = StartingWorker
) -> SealedParcel:
    """Write one bundle, as `Sealer.seal`."""
    with Sealer(take) as sealer:
        return sealer.seal(request, progress)


class Sealer:
    """Seals bundles one after the other in one worker, which starts with the first, or earlier if `begin` is called.

    `take` gives the worker: one that was kept ready (`ParcelWorkers.take`) or a new one.
    """

    def __init__(self, take: Callable[[], StartingWorker] = StartingWorker) -> None:
        self._take = take
        self._starting: StartingWorker | None = None

    def begin(self) -> None:
        """Start the worker, so that it is ready by the time that a bundle's content is."""
        if self._starting is None:
            self._starting = self._take()

    def seal(self, request: SealRequest, progress: Progress) -> SealedParcel:
        """Write the bundle as `<bundle-id>.kla` into `out_folder`, whole or not at all.

        Raises Fixable: OBJECT_DAMAGED (sha256), DISK_FULL, FOLDER_MISSING, FOLDER_READ_ONLY, DRIVE_ERROR,
        WORKER_FAILED; and Cancelled, within a second of the user's wish.
        """
        target = request.out_folder / f"{request.bundle.id}.kla"
        temporary = target.with_name(f"{target.name}.{getpid()}.tmp")
        light = sum(map(len, _parts(request))) + sum(len(data) for _, data in request.relayed)
        require_space(request.out_folder, sum(item.size for item in request.payload) + light + _SLACK)
        try:
            digest = self._sealed(request, temporary, progress)
            if temporary.stat().st_size != digest.size:
                raise Fixable(ErrorCode.WORKER_FAILED)
            replace(temporary, target)
            sync_folder(target.parent)
        except OSError as error:
            raise write_trouble(error, request.out_folder) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        return SealedParcel(target, digest.sha256, digest.size)

    def _sealed(self, request: SealRequest, temporary: Path, progress: Progress) -> Digest:
        order = {
            DO: SEAL,
            "out": str(temporary),
            "head": head_to_json(request.bundle),
            "recipients": list(request.recipients),
            "signing": request.signing_secret,
            "library": request.library_identity,
        }
        self.begin()
        assert self._starting is not None
        try:
            worker = self._starting.ready(progress.checkpoint)
            with dead_worker_told():
                worker.send(order)
                for name, data in zip(PARTS, _parts(request), strict=True):
                    worker.send({"part": name}, data)
                for name, data in request.relayed:
                    worker.send({"relayed": name}, data)
                worker.send({"part": OBJECT_LIST}, _object_list(request.payload))
            return _sealed_digest(replies(worker, progress, "sealing"))
        except BaseException:  # in the middle of a bundle it can make no other
            self._end()
            raise

    def _end(self) -> None:
        starting, self._starting = self._starting, None
        if starting is not None:
            starting.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()


def open_parcel(
    request: OpenRequest,
    choose_key: ChooseKey,
    progress: Progress,
    take: Callable[[], StartingWorker] = StartingWorker,
) -> OpenedParcel | HeldParcel:
    """Open a sealed bundle in the order of docs/formats.md, its evidence going sealed into a new private folder.

    `take` gives the worker, as to `Sealer`.

    Raises Fixable: FILE_MISSING, FILE_IN_USE, DRIVE_GONE, NOT_A_BUNDLE, BUNDLE_NOT_FOR_US, BUNDLE_TOO_LARGE,
    BUNDLE_TOO_NEW, BUNDLE_FORGED, BUNDLE_DAMAGED, DISK_FULL, DRIVE_ERROR, WORKER_FAILED, and what `choose_key` raises;
    and Cancelled. Then, and when held, nothing stays in quarantine.
    """
    size = _size_of(request.path)
    if size > request.limits.sealed:
        raise Fixable(ErrorCode.BUNDLE_TOO_LARGE)
    require_space(request.quarantine, size + _SLACK)
    try:
        folder = Path(tempfile.mkdtemp(prefix="open-", dir=request.quarantine))
    except OSError as error:
        raise write_trouble(error, request.quarantine) from error
    opened = False
    starting = take()
    try:
        worker = starting.ready(progress.checkpoint)
        order = {
            DO: OPEN,
            "path": str(request.path),
            "identities": list(request.identities),
            "folder": str(folder),
            "recipient": request.library_recipient,
            "limits": {name: getattr(request.limits, name) for name in Limits.__slots__},
        }
        with dead_worker_told():
            worker.send(order)
        result = _Opening(worker, choose_key, folder).run(progress)
        opened = isinstance(result, OpenedParcel)
        return result
    finally:
        starting.end()
        if not opened:
            shutil.rmtree(folder, ignore_errors=True)


def read_mark(path: Path) -> str:
    """Return what a sealed file is known by before it is opened, as `OpenedParcel.sealed_mark`; empty if unreadable."""
    try:
        with path.open("rb", buffering=0) as stream:
            return mark_of(stream.read(MARKED), path.stat().st_size)
    except OSError:
        return ""


class _Opening:
    """The conversation with a worker that opens a bundle. What it says is checked: it met the hostile bytes."""

    def __init__(self, worker: WorkerProcess, choose_key: ChooseKey, folder: Path) -> None:
        self._worker = worker
        self._choose_key = choose_key
        self._folder = folder
        self._head: BundleHead | None = None
        self._station: dict[str, Any] = {}
        self._signed_by = ""
        self._events: list[bytes] = []
        self._front: dict[str, bytes] = {}
        self._entries: list[OpenedEntry] = []
        self._relayed: dict[str, list[bytes]] = {}

    def run(self, progress: Progress) -> OpenedParcel | HeldParcel:
        """Listen until the worker has said everything."""
        for header, payload in replies(self._worker, progress, "opening"):
            if "ask" in header:
                self._answer(header, payload)
                continue
            with dead_worker_told():
                result = self._take(header, payload)
            if result is not None:
                return result
        raise Fixable(ErrorCode.WORKER_FAILED)

    def _answer(self, header: Header, station_json: bytes) -> None:
        with dead_worker_told():
            head = head_from_json(header["ask"])
            station = read_station(station_json)
        choice = self._choose_key(head, station)
        self._head, self._station = head, station
        with dead_worker_told():
            self._worker.send({"hold": True} if choice is Answer.HOLD else {"hold": False, "keys": list(choice)})

    def _take(self, header: Header, payload: bytes) -> OpenedParcel | HeldParcel | None:
        if "signed_by" in header:
            self._signed_by = str(header["signed_by"])
            if header["held"]:
                return HeldParcel(self._known_head(), self._station, self._signed_by)
        elif "front" in header:
            if header["front"] not in FRONT_FILES:
                raise ValueError("unknown front file")
            self._front[header["front"]] = payload
        elif "journal" in header:
            self._events.append(payload)
        elif "relayed" in header:
            self._relayed.setdefault(str(header["relayed"]), []).append(payload)
        elif "entry" in header:
            self._take_entry(header["entry"])
        elif "opened" in header:
            whole = Digest(header["opened"]["sha256"], header["opened"]["size"])
            return OpenedParcel(
                self._known_head(),
                self._station,
                self._signed_by,
                b"".join(self._events),
                tuple(self._entries),
                self._front,
                whole.sha256,
                whole.size,
                str(header["opened"]["mark"]),
                self._folder,
                {name: b"".join(pieces) for name, pieces in self._relayed.items()},
            )
        return None

    def _take_entry(self, entry: dict[str, Any]) -> None:
        digest = Digest(entry["sha256"], entry["size"])
        path = entry_path(self._folder, len(self._entries))
        if not stat.S_ISREG(path.lstat().st_mode):
            raise ValueError("not a file of ours")
        self._entries.append(OpenedEntry(str(entry["name"]), digest.sha256, digest.size, int(entry["crc32"]), path))

    def _known_head(self) -> BundleHead:
        if self._head is None or not self._signed_by:
            raise ValueError("worker skipped the signature")
        return self._head


def _sealed_digest(replies: Iterator[tuple[Header, bytes]]) -> Digest:
    for header, _ in replies:
        with dead_worker_told():
            return Digest(header["sealed"]["sha256"], header["sealed"]["size"])
    raise Fixable(ErrorCode.WORKER_FAILED)


def _parts(request: SealRequest) -> tuple[bytes, ...]:
    """What goes in frames of its own, in the order of PARTS."""
    return (
        request.station_json, request.events_jsonl, request.evidence_csv, request.summary_pdf, request.absent_csv,
    )  # fmt: skip


def _object_list(payload: tuple[PayloadItem, ...]) -> bytes:
    rows = [[str(item.object_path), item.sha256, item.size, item.crc32, item.readable_name] for item in payload]
    return json.dumps(rows).encode("utf-8")


def _size_of(path: Path) -> int:
    try:
        found = path.stat()
    except OSError as error:
        raise read_trouble(error, path) from error
    if not stat.S_ISREG(found.st_mode):
        raise Fixable(ErrorCode.NOT_A_BUNDLE)
    return found.st_size
