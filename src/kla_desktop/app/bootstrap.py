"""The composition root: creates and opens libraries, and gathers real objects into a Workspace."""

import base64
import contextlib
import functools
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kla_desktop.app.catalogues import chosen_catalogue, load_shelf, load_words
from kla_desktop.app.paths import config_folder
from kla_desktop.catalogue.loader import Shelf
from kla_desktop.media.page_reader import PageReader
from kla_desktop.media.pool import ProbePool
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import DeedId, StationId
from kla_desktop.model.journal import Draft, Kind, written_time
from kla_desktop.model.places import Places
from kla_desktop.model.search_names import SearchNames
from kla_desktop.model.station import Role
from kla_desktop.operations.parcels.workers import ParcelWorkers
from kla_desktop.operations.recovery import new_recovery
from kla_desktop.operations.renew_library import RenewRequest, renew_library
from kla_desktop.operations.rotate_keys import succession_link
from kla_desktop.operations.workspace import Guide, Workspace, read_secrets
from kla_desktop.sealing.encryption import LibraryCipher, LibrarySealer
from kla_desktop.sealing.keys import SigningKey, UnsealingKey
from kla_desktop.sealing.seal_errors import SealError
from kla_desktop.sealing.vault import KeyHolder, create_master, derive, hmac_name, protect, system_keyring, unlock
from kla_desktop.store.foreign_log import lay_foreign_log_aside, may_be_ours
from kla_desktop.store.replay import RULES
from kla_desktop.store.store import Store, StoreKeys
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.files import replace, sync_folder, write_whole
from kla_desktop.system.locks import is_held
from kla_desktop.system.progress import Progress, SilentProgress
from kla_desktop.system.tools import Tools

FORMAT = 1
"""Version of the library folder's layout; a higher one was written by a newer program."""
_LOCK_PATIENCE = 10.0
_UNFINISHED = ".baru"
"""Where a library is made. As long as its `library.json` lies in there, what lies beside it is not finished."""
_DATABASES = ("previews.db", "library.db")
_LOCK = "library.lock"


@dataclass(frozen=True, slots=True)
class Lineage:
    """Whose place a new laptop takes: the same station in a later epoch, whose recovery key vouches for it.

    Its first events are the caller's to record, once it has taken in what the lost one told.
    """

    station: StationId
    epoch: int
    recovery: UnsealingKey


@dataclass(frozen=True, slots=True)
class NewLibrary:
    """Who sits at the new station. `place` is a code or a name of the places file."""

    role: Role
    place: str
    actor: str
    agency: str = ""
    passphrase: str | None = None
    desk: bool = False
    """A further desk of a secretariat: it enrols with the coordinator instead of being one."""


def exists(folder: Path) -> bool:
    """Whether a library lies here."""
    return (folder / "library.json").is_file()


def _places(shelf: Shelf, city: str | None) -> Places:
    found = {str(code): places for code, places in shelf.places.items()}
    return found[city] if city and city in found else found[min(found)]


def first_places(folder: Path) -> Places:
    """Read the places to choose from before a library exists."""
    return _places(load_shelf(folder), None)


def create(folder: Path, new: NewLibrary, tools: Tools | None = None, lineage: Lineage | None = None) -> KeyHolder:
    """Create a library and its station's keys; return who keeps the library's key. `lineage`: in place of a lost one.

    Raises Fixable: LIBRARY_EXISTS, NO_SUCH_PLACE, FOLDER_READ_ONLY, DISK_FULL, DRIVE_ERROR, KEY_MISSING.
    """
    tools = tools or Tools()
    side = folder / _UNFINISHED
    if exists(folder) or (os.path.lexists(folder / "library.db") and not exists(side)):
        raise Fixable(ErrorCode.LIBRARY_EXISTS, path=str(folder))
    place = first_places(folder).find(new.place).code
    master, library = create_master(), tools.new_id()
    holder = _holder(new.passphrase)
    try:
        _begin(side)
        recovery = _found(side, master, library, place, new, tools, lineage)
        record = protect(master, holder, library, passphrase=new.passphrase, config_folder=config_folder())
        _write_record(side, {"format": FORMAT, "key": record, "recovery": _sealed_master(master, recovery)})
        _finish(side)
    except OSError as error:
        raise disk_trouble(error, str(folder)) or Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(folder)) from error
    return holder


def _begin(side: Path) -> None:
    """Make the folder in which a library is made, and clear away what a crash in the middle of that has left."""
    folder = side.parent
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        with contextlib.suppress(PermissionError):  # one may make folders where one may not look
            sync_folder(made.parent)
    for name in _DATABASES if exists(side) else ():
        (folder / name).unlink(missing_ok=True)
    if side.exists():
        shutil.rmtree(side)
    side.mkdir()
    sync_folder(folder)


def _finish(side: Path) -> None:
    """Give the files of a new library their names: `library.json` last, for it says that there is one."""
    folder = side.parent
    for name in _DATABASES:
        replace(side / name, folder / name)
    sync_folder(folder)
    replace(side / "library.json", folder / "library.json")
    sync_folder(folder)
    shutil.rmtree(side, ignore_errors=True)


def _found(  # noqa: PLR0917 - what a library begins with
    side: Path, master: bytes, library: str, place: str, new: NewLibrary, tools: Tools, lineage: Lineage | None
) -> dict[str, str] | None:
    """Write the first rows of a library; return its recovery key."""
    store = Store(side, _keys(master))
    try:
        station = lineage.station if lineage else StationId(tools.new_id())
        recovery = _recovery_of(new, lineage)
        signing, unsealing, own = SigningKey.create(), UnsealingKey.create(), UnsealingKey.create()
        secrets: dict[str, Any] = {"signing": signing.to_text(), "unsealing": unsealing.secret, "library": own.secret}
        if lineage:
            secrets |= {"former": [lineage.recovery.secret]}
        now = written_time(tools.clock.now())
        with store.transaction():
            for key, value in {
                "library": library,
                "station": station,
                "epoch": lineage.epoch if lineage else 0,
                "rules": RULES,
                "role": new.role.value,
                "actor": new.actor,
                "secrets": secrets,
                "coordinator": station if new.role is Role.SECRETARIAT and not new.desk else None,
                "recovery": recovery,
            }.items():
                store.local.set(key, value)
            keys = {"sign": signing.public.to_text(), "seal": unsealing.recipient}
            if lineage:
                voucher = SigningKey.of_recovery(lineage.recovery.secret)
                store.local.set("succession", [succession_link(voucher, station, keys)])
            founded = {"role": new.role.value, "place": place, "agency": new.agency}
            if not lineage:
                store.record(
                    [Draft(Kind.FOUNDED, station, founded), Draft(Kind.KEY_ADDED, station, keys)],
                    actor=new.actor,
                    at=now,
                    deed=DeedId(tools.new_id()),
                )
        store.settle()
    finally:
        store.close()
    return recovery


def _recovery_of(new: NewLibrary, lineage: Lineage | None) -> dict[str, str] | None:
    """The recovery key of a secretariat; one that was brought back keeps its own, which is on paper."""
    if new.role is not Role.SECRETARIAT or new.desk:
        return None
    if lineage is None:
        return new_recovery()
    sign = SigningKey.of_recovery(lineage.recovery.secret).public.to_text()
    return {"recipient": lineage.recovery.recipient, "sign": sign, "secret": ""}


def _write_record(folder: Path, record: dict[str, Any]) -> None:
    write_whole(folder / "library.json", json.dumps(record, indent=1).encode())


def _sealed_master(master: bytes, recovery: dict[str, str] | None) -> dict[str, str] | None:
    """Seal the library's key to the recovery key, so that a backup can be opened with the paper."""
    if not recovery:
        return None
    recipient = recovery["recipient"]
    box = LibrarySealer(recipient).seal_bytes(master)
    return {"recipient": recipient, "box": base64.b64encode(box).decode("ascii")}


def open_with_paper(folder: Path, paper: UnsealingKey, passphrase: str | None) -> None:
    """Take the library's key out of what is sealed to the recovery key, and put it into this laptop's care.

    Raises Fixable: RECOVERY_KEY_OTHER, and as `_record`.
    """
    record = _record(folder)
    try:
        box = base64.b64decode(record["recovery"]["box"], validate=True)
        master = LibraryCipher(paper.secret).open_bytes(box)
        library = str(record["key"]["library"])
        fresh = protect(master, _holder(passphrase), library, passphrase=passphrase, config_folder=config_folder())
    except (TypeError, KeyError, ValueError, SealError) as error:
        raise Fixable(ErrorCode.RECOVERY_KEY_OTHER) from error
    if fresh["check"] != record["key"]["check"]:
        raise Fixable(ErrorCode.LIBRARY_DAMAGED)
    _write_record(folder, {**record, "key": fresh})


def _holder(passphrase: str | None) -> KeyHolder:
    if passphrase:
        return KeyHolder.PASSPHRASE
    return KeyHolder.KEYRING if system_keyring() else KeyHolder.FILE


def _keys(master: bytes) -> StoreKeys:
    return StoreKeys(derive(master, "database"), derive(master, "previews"))


@contextlib.contextmanager
def opened(
    folder: Path,
    passphrase: str | None = None,
    *,
    writing: bool = True,
    tools: Tools | None = None,
    progress: Progress | None = None,
    bundles: bool = False,
    files: bool = False,
) -> Iterator[Workspace]:
    """Open a library for the time of a block; one writer at a time, readers any number.

    With `bundles` the worker that seals and opens them starts meanwhile, with `files` one that looks into files.
    After an update of the program a writer first tells it anew, which `progress` follows and may stop (Cancelled).

    Raises Fixable: LIBRARY_MISSING, LIBRARY_IN_USE, LIBRARY_TOO_NEW, LIBRARY_DAMAGED, PASSPHRASE_NEEDED,
    PASSPHRASE_WRONG, KEY_MISSING, LIBRARY_LOG_FOREIGN, and what the disk says: DISK_FULL, FOLDER_READ_ONLY,
    DRIVE_ERROR.
    """
    record = _record(folder)
    with contextlib.ExitStack() as stack:
        if writing:
            stack.enter_context(_locked(folder, _LOCK_PATIENCE))
        parcels = ParcelWorkers()
        stack.callback(parcels.close)
        if bundles:
            parcels.prepare()
        probes = ProbePool()
        stack.callback(probes.close)
        if files:
            probes.prepare()
        workspace = open_workspace(
            folder, record, passphrase, tools or Tools(), recover=writing, parcels=parcels, probes=probes
        )
        stack.callback(close, workspace)
        if writing:
            renew_library(workspace, RenewRequest(), progress or SilentProgress())
        yield workspace


@contextlib.contextmanager
def _locked(folder: Path, patience: float) -> Iterator[None]:
    lock = hold(folder, patience)
    try:
        yield
    finally:
        lock.release()


def hold(folder: Path, patience: float = 0.5) -> FileLock:
    """Take the library for as long as a window is open.

    Raises Fixable: LIBRARY_IN_USE at a second window, and what the disk says.
    """
    lock = FileLock(folder / _LOCK, thread_local=False)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise Fixable(ErrorCode.LIBRARY_IN_USE) from None
    except OSError as error:
        if told := disk_trouble(error, str(folder)):
            raise told from error
        raise
    return lock


def key_record(folder: Path) -> dict[str, Any]:
    """Read who keeps the key, without opening anything."""
    key: dict[str, Any] = _record(folder)["key"]
    return key


def _record(folder: Path) -> dict[str, Any]:
    if not exists(folder):
        raise Fixable(ErrorCode.LIBRARY_MISSING, path=str(folder))
    try:
        record = json.loads((folder / "library.json").read_text("utf-8"))
        version = int(record["format"])
    except OSError as error:
        raise disk_trouble(error) or Fixable(ErrorCode.LIBRARY_DAMAGED) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Fixable(ErrorCode.LIBRARY_DAMAGED) from error
    if version > FORMAT:
        raise Fixable(ErrorCode.LIBRARY_TOO_NEW)
    return dict(record)


def open_workspace(
    folder: Path,
    record: dict[str, Any] | None = None,
    passphrase: str | None = None,
    tools: Tools | None = None,
    *,
    recover: bool = True,
    parcels: ParcelWorkers | None = None,
    probes: ProbePool | None = None,
) -> Workspace:
    """Open a library whose lock the caller holds (`recover`) or that is only read. Close it with `close`.

    With the lock the caller goes on with `operations.renew_library`. Raises Fixable as `opened`.
    """
    record = record or _record(folder)
    master = unlock(record["key"], passphrase=passphrase, config_folder=config_folder())
    if not may_be_ours(folder / "library.db"):
        raise Fixable(ErrorCode.LIBRARY_DAMAGED)
    keys = _keys(master)
    if recover or not is_held(folder / _LOCK):
        lay_foreign_log_aside(folder / "library.db", keys.database)
    store = Store(folder, keys, alone=recover)
    try:
        names = derive(master, "names")
        store.open_objects(lambda sha256: hmac_name(names, sha256), LibraryCipher(read_secrets(store).library))
        if recover:
            store.recover()
            recovery = store.local.setting("recovery")
            if recovery and (record.get("recovery") or {}).get("recipient") != recovery["recipient"]:
                _write_record(folder, {**record, "recovery": _sealed_master(master, recovery)})
        guide = _guide(folder, store.local.setting("edition"), store.local.setting("city"))
        store.search.learn(lambda: SearchNames.of(guide().catalogue, guide().places))
        return Workspace(
            store=store,
            guide=guide,
            probes=probes or ProbePool(),
            reader=PageReader(),
            tools=tools or Tools(),
            actor=str(store.local.setting("actor", "")),
            role=Role(store.local.setting("role")),
            parcels=parcels or ParcelWorkers(),
        )
    except BaseException:
        store.close()
        raise


def _guide(folder: Path, edition: str | None, city: str | None) -> Callable[[], Guide]:
    """Return what reads the catalogue files once, when it is first called, from whichever thread."""

    @functools.cache
    def read() -> Guide:
        shelf = load_shelf(folder)
        catalogue = chosen_catalogue(shelf, edition)
        words = functools.cache(lambda: load_words(folder, catalogue.edition))
        return Guide(catalogue, _places(shelf, city), words, shelf.boundaries)

    return read


def close(workspace: Workspace) -> None:
    """Close a workspace: workers first, then the store."""
    workspace.reader.close()
    workspace.probes.close()
    workspace.parcels.close()
    workspace.store.close()
