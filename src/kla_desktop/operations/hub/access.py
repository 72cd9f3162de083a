"""Which hub this library uses, and who it is there: a coordinator its own, and upward that of the hub above.

The address is the user's own, or the one its secretariat gave.

Where the system has a keyring the password lies there; else in the library itself, which is encrypted.
"""

import hashlib
import re
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.hub.house import house, hub_folder
from kla_desktop.operations.hub.passes import given_hub, own_pass
from kla_desktop.operations.hub.place_credentials import credentials_at, forget_credentials_at, keep_credentials_at
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress
from kla_desktop.transport.connect import read_address, remote_for
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.hub import INBOX, OUTBOX, HubMark, read_mark
from kla_desktop.transport.patience import Patience
from kla_desktop.transport.remote import AskUser, Remote, key

_HUB, _CREDENTIALS, _STATE = "hub", "hub_credentials", "hub_state"

_PIN = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class HubChoice:
    """What the user chose. `limit`: kB/s, 0 for none; `only_on`: the network's name, "" for any; `pin`: SHA-256."""

    address: str
    pin: str = ""
    limit: int = 0
    only_on: str = ""
    paused: bool = False
    packs: bool = False
    """Whether what is tagged is packed and sent without being asked for."""


@dataclass(frozen=True, slots=True)
class HubState:
    """How it went with this hub; survives a restart. Times are ISO 8601; `reason`: an error code, "" if all is well."""

    tries: int = 0
    next_at: str = ""
    reason: str = ""
    last_success: str = ""
    speed: float = 0.0
    largest_part: int = 0
    marked: bool = False


@dataclass(frozen=True, slots=True)
class HubAccess:
    """All that is needed to speak to the hub."""

    choice: HubChoice
    credentials: Credentials | None = field(repr=False, default=None)

    def connect(self, patience: Patience | None = None) -> Remote:
        """Make the remote. Raises AskUser: HUB_ADDRESS, HUB_PROXY."""
        return remote_for(self.choice.address, self.credentials, self.choice.pin, patience)


@dataclass(frozen=True, slots=True)
class SetHubRequest:
    """An address, also as a QR code says it (`address#pin`, `address#pin.keys`), and who we are there.

    Without a `user` that stays as it was.

    `keys` is the fingerprint of the coordinator's keys (`key_print`): another coordinator's hub is refused.
    """

    address: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    pin: str = ""


@dataclass(frozen=True, slots=True)
class HubSet:
    """What is in force now."""

    choice: HubChoice
    changes: Changes = Changes.SETTINGS


@dataclass(frozen=True, slots=True)
class HubTested:
    """The hub answered and we may do what we need. `is_hub`: somebody made it a hub before."""

    is_hub: bool
    changes: Changes = Changes.NOTHING


def key_print(sign: str, seal: str) -> str:
    """Fingerprint of a coordinator's public keys for a QR code: 24 hex of SHA-256 over both, a line each."""
    return hashlib.sha256(f"{sign}\n{seal}\n".encode()).hexdigest()[:24]


def hub_choice(ws: Workspace) -> HubChoice | None:
    """Tell which hub is in force; None if there is none."""
    choice = ws.store.local.setting_as(HubChoice, _named(ws, _HUB))
    given = given_hub(ws) if ws.faces_up else None
    if choice is not None and choice.address:
        known = given is not None and choice.address in {given.address, *given.also}
        return replace(choice, pin=given.pin) if given and known and not choice.pin else choice
    if given is not None:  # as the enrolment file said
        return HubChoice(given.address, given.pin)
    if not ws.faces_up and house(ws) is not None:  # one that it serves itself is its own folder
        return HubChoice(hub_folder(ws).absolute().as_uri())
    return None


def sides(ws: Workspace) -> list[Workspace]:
    """The library as it faces each of its hubs: a coordinator its own, and that of the hub above if it joined one."""
    both = [ws, replace(ws, upward=True)] if ws.store.above and not ws.faces_up else [ws]
    return [side for side in both if hub_choice(side) is not None]


def hub_access(ws: Workspace) -> HubAccess:
    """Give address, pin and credentials. Raises Fixable(HUB_UNSET)."""
    choice = hub_choice(ws)
    if choice is None:
        raise Fixable(ErrorCode.HUB_UNSET)
    said = credentials_at(ws, _named(ws, _CREDENTIALS), choice.address)
    if said is None and ws.faces_up:
        said = own_pass(ws, choice.address, choice.pin)
    return HubAccess(choice, said)


def other_ways(ws: Workspace, access: HubAccess) -> tuple[HubAccess, ...]:
    """The hub's further addresses, as the enrolment file names them, for when this one does not answer."""
    given = given_hub(ws) if ws.faces_up else None
    if given is None or access.choice.address not in (all_of := (given.address, *given.also)):
        return ()
    others = [address for address in all_of if address != access.choice.address]
    return tuple(
        HubAccess(
            replace(access.choice, address=address), own_pass(ws, address, access.choice.pin) or access.credentials
        )
        for address in others
    )


def answered(ws: Workspace, address: str) -> None:
    """Begin with this address next time: it answered where another did not."""
    choice = hub_choice(ws)
    if choice is not None and choice.address != address:
        with ws.transaction():
            ws.store.local.set(_named(ws, _HUB), asdict(replace(choice, address=address)))


def set_hub(ws: Workspace, request: SetHubRequest, progress: Progress) -> HubSet:
    """Use this hub from now on. Nothing is asked of it. Raises AskUser(HUB_ADDRESS)."""
    progress.checkpoint()
    address, _, code = request.address.strip().partition("#")
    said, _, keys = code.partition(".")
    pin = request.pin or (said if _PIN.fullmatch(said) else "")
    if code and not pin:
        raise AskUser(ErrorCode.HUB_ADDRESS)
    ours = ws.store.local.setting("enrolment")
    if keys and ours and ws.faces_up and keys != key_print(ours["sign"], ours["seal"]):
        raise Fixable(ErrorCode.HUB_OTHER)
    read_address(address)
    before = hub_choice(ws)
    same = before is not None and before.address == address
    choice = HubChoice(address, pin)
    if before and same:
        choice = replace(before, pin=pin or before.pin)
    elif before:  # another place; what the line and the user bear stays
        choice = replace(before, address=address, pin=pin, paused=False)
    with ws.transaction():
        if before is not None and not same:
            ws.store.transfers.forget_hub()
            ws.store.local.set(_named(ws, _STATE), None)
        ws.store.local.set(_named(ws, _HUB), asdict(choice))
    if request.user:
        keep_credentials_at(ws, _named(ws, _CREDENTIALS), address, Credentials(request.user, request.password or ""))
    change_state(ws, tries=0, next_at="", reason="")
    return HubSet(choice)


def change_hub(ws: Workspace, **values: Any) -> HubSet:
    """Change limit, network, pause or packing. Raises Fixable(HUB_UNSET)."""
    choice = hub_choice(ws)
    if choice is None:
        raise Fixable(ErrorCode.HUB_UNSET)
    choice = replace(choice, **values)
    with ws.transaction():
        ws.store.local.set(_named(ws, _HUB), asdict(choice))
    return HubSet(choice)


def forget_hub(ws: Workspace) -> None:
    """Use no hub any more; what waits goes on waiting on this laptop."""
    choice = hub_choice(ws)
    if choice:
        forget_credentials_at(ws, _named(ws, _CREDENTIALS), choice.address)
    with ws.transaction():
        for name in (_HUB, _STATE):
            ws.store.local.set(_named(ws, name), None)
        ws.store.transfers.forget_hub()


def try_hub(ws: Workspace, progress: Progress) -> HubTested:
    """Ask the hub for what every round asks. Raises Fixable: HUB_UNSET, HUB_OTHER, and what a remote says."""
    progress.checkpoint()
    remote = hub_access(ws).connect(Patience(standstill=20))
    try:
        mark = check_mark(ws, remote)
        progress.checkpoint()
        remote.list(key(INBOX, ws.me) if ws.faces_up else INBOX)
        remote.list(key(OUTBOX, ws.me) if ws.faces_up else OUTBOX)
        return HubTested(mark is not None)
    finally:
        remote.close()


def check_mark(ws: Workspace, remote: Remote) -> HubMark | None:
    """Read whose hub this is; a mark that we may not read says nothing. Raises Fixable: HUB_OTHER, HUB_TOO_NEW.

    The first mark stays when its coordinator changes keys, so its id will do: it only keeps apart what was mixed up.
    """
    try:
        mark = read_mark(remote)
    except AskUser as error:
        if error.code is not ErrorCode.HUB_FORBIDDEN:
            raise
        return None
    above = ws.store.local.setting("enrolment") or {}
    ours = above.get("sign") if ws.faces_up else ws.station.keys[-1].sign
    whose = above.get("coordinator") if ws.faces_up else ws.me
    if mark is not None and mark.keys and ours and ours not in mark.keys and mark.hub != whose:
        raise Fixable(ErrorCode.HUB_OTHER)
    return mark


def hub_state(ws: Workspace) -> HubState:
    """Tell how it went with this hub."""
    return ws.store.local.setting_as(HubState, _named(ws, _STATE)) or HubState()


def change_state(ws: Workspace, **values: Any) -> HubState:
    """Write down how it went."""
    with ws.transaction():
        state = replace(hub_state(ws), **values)
        ws.store.local.set(_named(ws, _STATE), asdict(state))
    return state


def hub_name(choice: HubChoice) -> str:
    """Name the hub as people see it: host, bucket or folder; without user or password."""
    found = urlsplit(choice.address)
    if found.scheme == "file":
        return unquote(found.path).rstrip("/").rpartition("/")[2] or "/"
    return found.netloc


def _named(ws: Workspace, setting: str) -> str:
    """A coordinator may have two hubs: its own, and that of the hub above."""
    return f"{setting}_above" if ws.upward and ws.is_coordinator else setting
