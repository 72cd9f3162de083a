"""The object store of a secretariat: which place it is, who we are there, how much stays here, how it went.

What lies there are this library's own sealed files under their own names. Another library could neither find nor open
them, so two desks may use one place and still share no object: each has a folder of its own.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import Digest
from kla_desktop.operations.hub.access import hub_choice
from kla_desktop.operations.hub.place_credentials import credentials_at, forget_credentials_at, keep_credentials_at
from kla_desktop.operations.stopper import Stopper
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.away_table import AwayCounts
from kla_desktop.system.progress import Progress
from kla_desktop.transport.connect import read_address, remote_for
from kla_desktop.transport.credentials import STORAGE_PASSWORD_VARIABLE, STORAGE_USER_VARIABLE, Credentials
from kla_desktop.transport.object_place import ObjectPlace
from kla_desktop.transport.paced_remote import PacedRemote, Throttle
from kla_desktop.transport.patience import Patience
from kla_desktop.transport.remote import AskUser, RemoteError, TryLater

_STORAGE, _CREDENTIALS, _STATE = "storage", "storage_credentials", "storage_state"
_VARIABLES = (STORAGE_USER_VARIABLE, STORAGE_PASSWORD_VARIABLE)
WHERE = "storage"
"""The variant of a remote's sentences that speaks of the object store instead of a hub."""
_FIRST_WAIT, _LONGEST_WAIT = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class StorageChoice:
    """What the user chose. `keep`: bytes of objects that stay here, None for all (then the place is a second copy)."""

    address: str
    pin: str = ""
    keep: int | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class StorageState:
    """How it went; survives a restart. Times are ISO 8601; `looked_at`: the last look at everything that lies there."""

    tries: int = 0
    next_at: str = ""
    reason: str = ""
    last_success: str = ""
    looked_at: str = ""


@dataclass(frozen=True, slots=True)
class SetStorageRequest:
    """A place, and who we are there (None: as it was).

    `moved` says that what lay at the earlier place was copied to this one; without it, a library whose objects lie
    at the earlier place alone cannot leave that.
    """

    address: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    pin: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class StorageSet:
    """What is in force now."""

    choice: StorageChoice | None
    changes: Changes = Changes.SETTINGS


@dataclass(frozen=True, slots=True)
class StorageShown:
    """All about the object store; `choice` is None where there is none. `here_bytes`: sealed files on this laptop."""

    choice: StorageChoice | None
    user: str
    state: StorageState
    counts: AwayCounts
    here_bytes: int
    changes: Changes = Changes.NOTHING


def storage_choice(ws: Workspace) -> StorageChoice | None:
    """Tell which place is in force; None if there is none."""
    return ws.store.local.setting_as(StorageChoice, _STORAGE)


def storage_state(ws: Workspace) -> StorageState:
    """Tell how it went."""
    return ws.store.local.setting_as(StorageState, _STATE) or StorageState()


def show_storage(ws: Workspace) -> StorageShown:
    """Tell all about it; nothing is asked of the place."""
    choice = storage_choice(ws)
    account = _credentials(ws, choice.address) if choice else None
    here = bytes_here(ws)
    return StorageShown(choice, account.user if account else "", storage_state(ws), ws.store.away.counts(), here)


def bytes_here(ws: Workspace) -> int:
    """Add up the sealed files on this laptop."""
    return sum(size for _, size, _ in ws.store.objects.files())


def set_storage(ws: Workspace, request: SetStorageRequest, progress: Progress) -> StorageSet:
    """Keep objects at this place from now on. Nothing is asked of it.

    Raises Fixable: WRONG_ROLE, STORAGE_HOLDS (some lie at the earlier place alone); AskUser(HUB_ADDRESS).
    """
    progress.checkpoint()
    ws.need_secretariat()
    address = request.address.strip()
    with said_of_storage():
        found = read_address(address)
    if found.kind == "folder" and _is_within(Path(found.place), ws.store.folder):
        raise AskUser(ErrorCode.HUB_ADDRESS, where=WHERE)
    before = storage_choice(ws)
    elsewhere = before is not None and before.address != address
    if elsewhere and not request.moved:
        _need_all_here(ws)
    same = before if before and (not elsewhere or request.moved) else None
    choice = (
        replace(same, address=address, pin=request.pin or same.pin) if same else StorageChoice(address, request.pin)
    )
    with ws.transaction():
        if elsewhere and not request.moved:
            ws.store.away.forget()
        ws.store.local.set(_STORAGE, asdict(choice))
    if request.user:
        keep_credentials_at(ws, _CREDENTIALS, address, Credentials(request.user, request.password or ""))
    note_storage(ws, tries=0, next_at="", reason="", looked_at="")
    return StorageSet(choice)


def change_storage(ws: Workspace, **values: Any) -> StorageSet:
    """Change how much stays here, or pause. Raises Fixable(STORAGE_UNSET)."""
    choice = replace(need_storage(ws), **values)
    with ws.transaction():
        ws.store.local.set(_STORAGE, asdict(choice))
    return StorageSet(choice)


def unset_storage(ws: Workspace) -> StorageSet:
    """Use no object store any more; what lies there stays there. Raises Fixable(STORAGE_HOLDS)."""
    choice = storage_choice(ws)
    if choice is not None:
        _need_all_here(ws)
        forget_credentials_at(ws, _CREDENTIALS, choice.address)
    with ws.transaction():
        ws.store.away.forget()
        for name in (_STORAGE, _STATE):
            ws.store.local.set(name, None)
    return StorageSet(None)


def need_storage(ws: Workspace) -> StorageChoice:
    """Give the place in force. Raises Fixable(STORAGE_UNSET)."""
    choice = storage_choice(ws)
    if choice is None:
        raise Fixable(ErrorCode.STORAGE_UNSET)
    return choice


def note_storage(ws: Workspace, **values: Any) -> StorageState:
    """Write down how it went."""
    with ws.transaction():
        state = replace(storage_state(ws), **values)
        ws.store.local.set(_STATE, asdict(state))
    return state


def note_trouble(ws: Workspace, error: Fixable) -> None:
    """Write down that the place could not be used, and when to try again: later each time, at once for a person."""
    tries = storage_state(ws).tries + 1
    asked = error.after if isinstance(error, TryLater) else None
    wait = max(asked or 0.0, min(_FIRST_WAIT * 2 ** min(tries - 1, 10), _LONGEST_WAIT))
    note_storage(ws, tries=tries, next_at=ws.later(wait), reason=error.code.value)


@contextlib.contextmanager
def storage_place(ws: Workspace, progress: Progress, patience: Patience | None = None) -> Iterator[ObjectPlace]:
    """Open the place for a block, at the speed that the user allows the hub.

    What a remote raises leaves the block with a sentence about the object store; a stop by the user is Cancelled.
    Raises Fixable(STORAGE_UNSET).
    """
    choice = need_storage(ws)
    hub = hub_choice(ws)
    limit = hub.limit * 1000.0 if hub else 0.0
    with said_of_storage():
        inner = remote_for(choice.address, _credentials(ws, choice.address), choice.pin, patience)
    try:
        with Stopper(progress, inner) as stopper, said_of_storage():
            remote = PacedRemote(inner, Throttle(lambda: limit), stopper.check)
            yield ObjectPlace(remote, str(ws.store.local.setting("library")))
    finally:
        inner.close()


@contextlib.contextmanager
def said_of_storage() -> Iterator[None]:
    """Let what a remote raises speak of the object store."""
    try:
        yield
    except RemoteError as error:
        error.details = {**error.details, "where": WHERE}
        raise


def try_storage(ws: Workspace, progress: Progress) -> StorageSet:
    """Put something small there, read it back, and remove it.

    Raises Fixable: STORAGE_UNSET, COPY_DIFFERS, and what a remote says.
    """
    data = os.urandom(1000)
    digest = Digest(hashlib.sha256(data).hexdigest(), len(data))
    path = ws.store.temporary / f"{ws.tools.new_id()}.tmp"
    path.write_bytes(data)
    try:
        with storage_place(ws, progress, Patience(standstill=20)) as place:
            place.put(digest.sha256, path)
            back = place.fixity(digest.sha256, digest.size)
            place.delete(digest.sha256)
            if back != digest:
                raise AskUser(ErrorCode.COPY_DIFFERS, where=WHERE)
    finally:
        path.unlink(missing_ok=True)
    note_storage(ws, tries=0, next_at="", reason="")
    return StorageSet(storage_choice(ws), Changes.NOTHING)


def _need_all_here(ws: Workspace) -> None:
    gone = sum(1 for one in ws.store.away.all_kept() if not ws.store.objects.has(one.name))
    if gone:
        raise Fixable(ErrorCode.STORAGE_HOLDS, count=gone)


def _credentials(ws: Workspace, address: str) -> Credentials | None:
    return credentials_at(ws, _CREDENTIALS, address, _VARIABLES)


def _is_within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
