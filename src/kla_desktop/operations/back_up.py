"""The whole library in one file, and back: an uncompressed tar of what lies encrypted in the library's folder anyway.

kla-backup.json        format, library id, time
library.json           how the key is kept; for a passphrase it travels in here, else it must be at hand when restoring
library.db             one consistent copy under the library's own key
objects/… outbox/… held/… catalogue/…
manifest-sha256.txt    written last: digest and name of every file above

Nothing in it is readable without the library's key but the catalogue files, which are public, and the numbers of
files and bytes. Thumbnails are left out; they are a cache. So are objects that lie in the object store alone: the
database knows where, and finds them again.
"""

import contextlib
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.listing import Filter
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.files import CHUNK, sync_folder, written_whole
from kla_desktop.system.progress import Progress, Step

FORMAT = "kla-backup/1"
_HEAD, _MANIFEST = "kla-backup.json", "manifest-sha256.txt"
_FOLDERS = ("objects", "outbox", "held", "catalogue")
_LARGEST_TEXT = 1 << 30


@dataclass(frozen=True, slots=True)
class BackUpRequest:
    """The file to write."""

    out: Path


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A finished backup; `items` counts the evidence in it."""

    path: Path
    items: int
    files: int
    size: int
    away: int = 0
    """Objects that lie in the object store alone: the backup names them and does not hold them."""
    changes: Changes = Changes.NOTHING


@dataclass(frozen=True, slots=True)
class UnpackRequest:
    """A backup, and a new folder for its files."""

    file: Path
    folder: Path


def back_up(ws: Workspace, request: BackUpRequest, progress: Progress) -> BackedUp:
    """Write the backup whole or not at all; the library may be in use meanwhile.

    Raises Fixable: FOLDER_MISSING, FOLDER_READ_ONLY, DISK_FULL, DRIVE_ERROR, OBJECT_DAMAGED; and Cancelled.
    """
    progress.checkpoint()
    folder = ws.store.folder
    copy = ws.store.temporary / f"{ws.tools.new_id()}.tmp"
    try:
        ws.store.database.back_up(copy)
        held = ws.store.local.all_objects()  # all that the copy names; what came in since is swept when restoring
        items = ws.store.evidence.count(Filter(withdrawn=True))
        files = [("library.json", folder / "library.json"), ("library.db", copy)]
        away = {row.name for row in ws.store.away.all_kept() if not ws.store.objects.has(row.name)}
        held = [one for one in held if one.name not in away]
        files += [(f"objects/{one.name[:2]}/{one.name}", ws.store.objects.path(one.name)) for one in held]
        files += [(name, path) for name, path in _others(folder) if path.is_file()]
        with written_whole(request.out) as out, ws.store.objects.in_use([one.name for one in held], looked_at=False):
            _write(out, files, _head(ws), progress)
            size = out.tell()
    except FileNotFoundError as error:
        if error.filename and str(error.filename).startswith(str(ws.store.folder / "objects")):
            raise Fixable(ErrorCode.OBJECT_DAMAGED) from error
        raise Fixable(ErrorCode.FOLDER_MISSING, path=str(request.out.parent)) from error
    except OSError as error:
        if told := disk_trouble(error, str(request.out.parent)):
            raise told from error
        raise
    finally:
        with contextlib.suppress(OSError):  # swept at the next start
            copy.unlink(missing_ok=True)
    return BackedUp(request.out, items, len(files), size, len(away))


def _others(folder: Path) -> Iterator[tuple[str, Path]]:
    """Bundles that wait and catalogue files of the library's own; files on their way are left out."""
    for name in _FOLDERS[1:]:
        if (folder / name).is_dir():
            for path in sorted((folder / name).rglob("*")):
                if not path.name.endswith(".tmp"):
                    yield path.relative_to(folder).as_posix(), path


def _head(ws: Workspace) -> bytes:
    return json.dumps({"format": FORMAT, "station": ws.me, "made_at": ws.now()}, indent=1).encode()


def _write(out: BinaryIO, files: list[tuple[str, Path]], head: bytes, progress: Progress) -> None:
    total = sum(path.stat().st_size for _, path in files)
    lines: list[str] = []
    done = 0
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT, bufsize=CHUNK) as tar:
        _add_bytes(tar, _HEAD, head)
        lines.append(f"{hashlib.sha256(head).hexdigest()}  {_HEAD}\n")
        for count, (name, path) in enumerate(files):
            progress.step(Step(count, len(files), "backing_up", done, total))
            progress.checkpoint()
            with path.open("rb") as source:
                reader = _Hashing(source)
                entry = _entry(name, path.stat().st_size)
                tar.addfile(entry, reader)
            lines.append(f"{reader.sha256.hexdigest()}  {name}\n")
            done += entry.size
        _add_bytes(tar, _MANIFEST, "".join(lines).encode())


class _Hashing:
    """Hands on what it reads, and hashes it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self.sha256 = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.sha256.update(data)
        return data


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    tar.addfile(_entry(name, len(data)), io.BytesIO(data))


def unpack_backup(request: UnpackRequest, progress: Progress) -> int:
    """Unpack into a new folder and compare every file with the manifest; return how many files there are.

    The caller removes the folder if this fails. Raises Fixable: FILE_MISSING, BACKUP_DAMAGED (not a whole backup of
    ours), LIBRARY_TOO_NEW, DISK_FULL, DRIVE_ERROR, FOLDER_READ_ONLY; and Cancelled.
    """
    try:
        with request.file.open("rb") as source:
            size = request.file.stat().st_size
            return _unpack(source, size, request.folder, progress)
    except FileNotFoundError as error:
        raise Fixable(ErrorCode.FILE_MISSING, path=str(request.file)) from error
    except (tarfile.TarError, ValueError, KeyError, EOFError) as error:
        raise Fixable(ErrorCode.BACKUP_DAMAGED) from error
    except OSError as error:
        if told := disk_trouble(error, str(request.folder.parent)):
            raise told from error
        raise


def _unpack(source: BinaryIO, size: int, folder: Path, progress: Progress) -> int:
    found: dict[str, str] = {}
    manifest = b""
    with tarfile.open(fileobj=source, mode="r|", bufsize=CHUNK) as tar:
        for count, entry in enumerate(tar):
            progress.step(Step(count, 0, "restoring", source.tell(), size))
            progress.checkpoint()
            stream = tar.extractfile(entry) if entry.isreg() else None
            if stream is None or manifest or entry.name in found:
                raise ValueError("not ours")
            if entry.name in {_HEAD, _MANIFEST}:
                data = stream.read(_LARGEST_TEXT)
                if entry.name == _MANIFEST:
                    manifest = data
                    continue
                _check_head(data)
                found[entry.name] = hashlib.sha256(data).hexdigest()
            elif not found:
                raise ValueError("not ours")
            else:
                found[entry.name] = _extract(stream, folder / _inside(entry.name))
    told = dict(line.split("  ", 1)[::-1] for line in manifest.decode().splitlines())
    if not told or told != found or not {"library.json", "library.db"} <= set(found):
        raise ValueError("not whole")
    for below in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        sync_folder(below)
    return len(found)


def _check_head(data: bytes) -> None:
    kind, _, version = str(json.loads(data)["format"]).partition("/")
    if kind != FORMAT.partition("/")[0]:
        raise ValueError("not ours")
    if version != FORMAT.partition("/")[2]:
        raise Fixable(ErrorCode.LIBRARY_TOO_NEW)


def _inside(name: str) -> PurePosixPath:
    """A name that stays in the folder and is one of ours. Raises ValueError."""
    path = PurePosixPath(name)
    parts = path.parts
    plain = "\\" not in name and ":" not in name and not path.is_absolute() and ".." not in parts
    if plain and (name in {"library.json", "library.db"} or (len(parts) > 1 and parts[0] in _FOLDERS)):
        return path
    raise ValueError("not ours")


def _extract(stream: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    sha256 = hashlib.sha256()
    with target.open("xb") as out:
        while chunk := stream.read(CHUNK):
            sha256.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return sha256.hexdigest()


def begin_new_epoch(ws: Workspace) -> None:
    """Number this station's events anew after a restore: the lost laptop may have told more than the backup knows."""
    with ws.transaction():
        ws.store.local.set("epoch", int(ws.store.local.setting("epoch", 0)) + 1)
