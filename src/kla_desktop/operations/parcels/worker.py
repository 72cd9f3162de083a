"""What a spawned worker of `parcels.parcel` does: seals bundles, or opens a single one and ends.

Two threads share the work by halves: one reads, unseals and hashes; the other seals, hashes and writes, or, of a bundle
that is opened, hashes what came out, seals and writes it.
"""

import contextlib
import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from kla_desktop.bagging.fixity import Fixity, PayloadDiffers
from kla_desktop.bagging.manifest import is_relayed
from kla_desktop.bagging.names import readable_names
from kla_desktop.bagging.profile import EVIDENCE_FOLDER, JOURNAL, BundleHead, Limits
from kla_desktop.bagging.reader import BagEntry, BagReader
from kla_desktop.bagging.writer import BagContent, PayloadObject, write_bag
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.parcels.streams import (
    IN_USE,
    CountedPieces,
    PieceReader,
    ReadAhead,
    ReadFile,
    Room,
    WrittenFile,
    write_all,
    write_trouble,
)
from kla_desktop.sealing.age_reader import Memory
from kla_desktop.sealing.age_writer import SEALED_BLOCK
from kla_desktop.sealing.encryption import LibraryCipher, LibrarySealer, bring_cipher, sealing, unsealed
from kla_desktop.sealing.keys import BadKey, SigningKey, VerifyKey
from kla_desktop.sealing.seal_errors import NoMatchingKey, NotSealed, SealError
from kla_desktop.sealing.signing import BadSignature, sign, verify
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.native import keep_memory, set_aside
from kla_desktop.system.worker_process import WorkerPort

PARTS = ("station", "journal", "evidence_csv", "summary_pdf", "absent_csv")
"""Frames that follow the order to seal, in this order; then what is passed on, each in its own; then the objects."""
OBJECT_LIST = "objects"
DO, SEAL, OPEN = "do", "seal", "open"
"""What an order is about."""
_MAX_STATION_KEYS = 16


def serve(port: WorkerPort) -> None:
    """Say that all is ready, and do as ordered: open one bundle, or seal one after the other."""
    keep_memory()
    bring_cipher()
    port.send({"ready": True})
    order, _ = port.receive()
    if order[DO] == OPEN:
        _open_bundle(port, order)
        return
    while order[DO] == SEAL:
        _seal_bundle(port, order)
        order, _ = port.receive()


def _seal_bundle(port: WorkerPort, order: dict[str, Any]) -> None:
    """Seal one and say what it became."""
    parts, relayed = _parts(port)
    with _errors_told(port, order["out"]):
        head = head_from_json(order["head"])
        if read_station(parts["station"]).get("station") != head.sender:
            raise ValueError("station.json is not the sender's")
        content = BagContent(
            head,
            parts["station"],
            parts["journal"],
            parts["evidence_csv"],
            parts["summary_pdf"],
            _objects(parts[OBJECT_LIST], LibraryCipher(order["library"])),
            parts["absent_csv"],
            relayed,
        )
        key = SigningKey.from_text(order["signing"])
        comment = f"bundle {head.id} from {head.sender} to {head.recipient}"
        total = sum(item.fixity.size for item in content.objects) + sum(len(parts[name]) for name in PARTS)
        pieces = write_bag(content, lambda message: sign(message, key, comment))
        counted = CountedPieces(port, len(content.objects), total)
        with WrittenFile(Path(order["out"]), total) as out, contextlib.closing(ReadAhead(pieces)) as ahead:
            room = Room(_memory(), out.take)
            sealed = sealing(room, order["recipients"])
            for piece in counted.passing(ahead):
                sealed.write(piece)
            sealed.finish()
            room.pass_on()
            found = out.finish()
        port.send({"sealed": {"sha256": found.sha256, "size": found.size}})


def _open_bundle(port: WorkerPort, order: dict[str, Any]) -> None:
    """Open one bundle: ask for keys, check, put evidence sealed into the folder, say what was found."""
    with (
        _errors_told(port, order["folder"]),
        contextlib.closing(ReadFile(Path(order["path"]), port)) as source,
        contextlib.closing(ReadAhead(_unsealed(source, order["identities"]))) as pieces,
    ):
        _open(port, order, PieceReader(pieces), source)


def _open(port: WorkerPort, order: dict[str, Any], archive: PieceReader, source: ReadFile) -> None:
    reader = BagReader(archive, Limits(**order["limits"]))
    front = reader.read_front()
    station = read_station(front.station_json)
    if station.get("station") != front.head.sender:
        raise Fixable(ErrorCode.BUNDLE_DAMAGED, why="station.json is not the sender's")
    port.send({"ask": head_to_json(front.head)}, front.station_json)
    answer, _ = port.receive()
    held = bool(answer["hold"])
    keys = tuple(_verify_keys(station.get("signing_keys") if held else answer["keys"]))
    signed_by: list[VerifyKey] = []

    def judge(message: bytes, signature: bytes) -> bool:
        try:
            signed_by.append(verify(message, signature, keys)[0])
        except BadSignature:
            return False
        return True

    proof = reader.front_files
    reader.check_front(judge)
    port.send({"signed_by": signed_by[0].to_text(), "held": held})
    if held:
        return
    for name, data in proof.items():
        port.send({"front": name}, data)
    _take_payload(port, reader, LibrarySealer(order["recipient"]), Path(order["folder"]), source)
    whole = source.finish()
    if whole.size != source.size:
        raise Fixable(ErrorCode.BUNDLE_DAMAGED, why="file changed while it was read")
    port.send({"opened": {"sha256": whole.sha256, "size": whole.size, "mark": source.mark}})


def _take_payload(port: WorkerPort, reader: BagReader, sealer: LibrarySealer, folder: Path, source: ReadFile) -> None:
    """Stream every payload file to its place; each is announced only after it proved right and was written."""
    number, waiting = 0, None
    source.items = reader.evidence_count
    memory = _memory()
    for entry in reader.payload():
        if waiting is not None:
            port.send({"entry": waiting})
            waiting = None
        if entry.name == JOURNAL:
            for piece in entry.pieces:
                port.send({"journal": True}, piece)
        elif is_relayed(entry.name):
            for piece in entry.pieces:
                port.send({"relayed": entry.name}, piece)
        elif entry.name.startswith(EVIDENCE_FOLDER):
            likely = min(entry.expected.size, source.size)  # its header may say anything
            _seal_entry(entry, sealer, entry_path(folder, number), memory, likely)
            number += 1
            waiting = _announcement(entry)
        else:
            for _ in entry.pieces:
                pass
        source.done = number
    if waiting is not None:
        port.send({"entry": waiting})


def _seal_entry(entry: BagEntry, sealer: LibrarySealer, path: Path, memory: memoryview, likely: int) -> None:
    with path.open("xb", buffering=0) as stream:
        set_aside(stream.fileno(), likely)
        room = Room(memory, partial(write_all, stream))
        sealed = sealer.sealing(room)
        for piece in entry.pieces:
            sealed.write(piece)
        sealed.finish()
        room.pass_on()


def _memory() -> memoryview:
    """Memory for sealed bytes on their way to a file."""
    return memoryview(bytearray(SEALED_BLOCK))


def entry_path(folder: Path, number: int) -> Path:
    """Return where the evidence file of that number lies in a quarantine folder; never a name of the sender's."""
    return folder / f"{number:06d}.age"


def head_to_json(head: BundleHead) -> dict[str, Any]:
    """Return `head` as plain JSON values for the pipe."""
    values = {name: getattr(head, name) for name in BundleHead.__slots__}
    return values | {"made_at": head.made_at.isoformat()}


def head_from_json(values: dict[str, Any]) -> BundleHead:
    """Take back what `head_to_json` gave; raises KeyError, TypeError or ValueError."""
    return BundleHead(**(values | {"made_at": datetime.fromisoformat(values["made_at"])}))


def read_station(data: bytes) -> dict[str, Any]:
    """Read a `station.json`; raises Fixable(BUNDLE_DAMAGED) unless it is one JSON object."""
    try:
        station = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Fixable(ErrorCode.BUNDLE_DAMAGED, why="station.json is not JSON") from error
    if not isinstance(station, dict):
        raise Fixable(ErrorCode.BUNDLE_DAMAGED, why="station.json is not an object")
    return station


def _parts(port: WorkerPort) -> tuple[dict[str, bytes], list[tuple[str, bytes]]]:
    parts: dict[str, bytes] = {}
    relayed: list[tuple[str, bytes]] = []
    while OBJECT_LIST not in parts:
        header, payload = port.receive()
        if "relayed" in header:
            relayed.append((str(header["relayed"]), payload))
        else:
            parts[str(header["part"])] = payload
    return parts, relayed


def _objects(data: bytes, cipher: LibraryCipher) -> tuple[PayloadObject, ...]:
    rows = json.loads(data)
    names = readable_names((row[4], row[1]) for row in rows)
    memory = Memory(IN_USE)
    return tuple(
        PayloadObject(name, Fixity(row[1], row[2], row[3]), _ObjectPieces(cipher, memory, Path(row[0]), row[1]))
        for row, name in zip(rows, names, strict=True)
    )


class _ObjectPieces:
    """The plaintext of one object of the library; whatever is wrong with it is told by its digest."""

    def __init__(self, cipher: LibraryCipher, memory: Memory, path: Path, sha256: str) -> None:
        self._cipher = cipher
        self._memory = memory
        self._path = path
        self._sha256 = sha256

    def __call__(self) -> Iterator[memoryview]:
        try:
            yield from self._cipher.open_chunks(self._path, self._memory)
        except SealError as error:
            raise PayloadDiffers(self._sha256) from error
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                raise PayloadDiffers(self._sha256) from error
            raise disk_trouble(error) or error from error


def _unsealed(source: ReadFile, identities: list[str]) -> Iterator[memoryview]:
    """Yield what is inside, with the outcome as a bundle's reader tells it."""
    try:
        yield from unsealed(source, *identities, memory=Memory(IN_USE))
    except NotSealed as error:
        raise Fixable(ErrorCode.NOT_A_BUNDLE, why="not an age file") from error
    except NoMatchingKey as error:
        raise Fixable(ErrorCode.BUNDLE_NOT_FOR_US) from error
    except SealError as error:
        raise Fixable(ErrorCode.BUNDLE_DAMAGED, why="the seal is damaged") from error


def _verify_keys(texts: object) -> Iterator[VerifyKey]:
    """Read public keys; raises Fixable(BUNDLE_FORGED) for a list or a key that no honest station would show."""
    if not isinstance(texts, list) or not 0 < len(texts) <= _MAX_STATION_KEYS:
        raise Fixable(ErrorCode.BUNDLE_FORGED, why="no signing keys")
    for text in texts:
        try:
            yield VerifyKey.from_text(text)
        except (BadKey, AttributeError) as error:
            raise Fixable(ErrorCode.BUNDLE_FORGED, why="signing key not acceptable") from error


def _announcement(entry: BagEntry) -> dict[str, Any]:
    expected = entry.expected
    name = entry.name.removeprefix(EVIDENCE_FOLDER)
    return {"name": name, "sha256": expected.sha256, "size": expected.size, "crc32": expected.crc32}


@contextlib.contextmanager
def _errors_told(port: WorkerPort, written: str) -> Iterator[None]:
    """Send expected misfortunes to the parent as codes; `written` is the path of which disk errors speak."""
    try:
        yield
    except PayloadDiffers as error:
        port.send({"error": ErrorCode.OBJECT_DAMAGED.value, "details": {"sha256": error.sha256}})
    except Fixable as error:
        port.send({"error": error.code.value, "details": error.details})
    except OSError as error:
        trouble = write_trouble(error, Path(written).parent)
        port.send({"error": trouble.code.value, "details": trouble.details})
