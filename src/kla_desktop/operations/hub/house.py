"""The secretariat's side of a hub of its own: its certificate and passwords, made once, and the accounts of stations.

All of it lies in the library's encrypted settings or is told by the journal, so that a backup brings the same hub back
and a revoked station is shut out by the very event that revokes it.
"""

import json
import threading
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.hub_account import DESK, INTAKE, Accounts, check_of
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Draft, Event, Kind, position
from kla_desktop.model.station import Station, Trust
from kla_desktop.operations.hub.passes import give_password, last_given
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.certificate import Certificate, make_certificate, new_password
from kla_desktop.sealing.keys import BadKey, fingerprint_words
from kla_desktop.system.files import write_whole
from kla_desktop.system.progress import Progress
from kla_desktop.transport.hub import HUB_FORMAT

_HOUSE = "hub_house"
_WELCOME = (Trust.ACCEPTED, Trust.DESK, Trust.HUB)
_STRANGERS = (Trust.UNKNOWN, Trust.BELOW)
_FRESH_SECONDS, _STALE_SECONDS = 0.2, 5.0
PORT = 7443
"""Where a secretariat's hub listens unless another port is named."""


@dataclass(frozen=True, slots=True)
class House:
    """This secretariat's own hub. `addresses`: how stations reach it, the best first."""

    hub: str
    certificate: str
    key: str = field(repr=False)
    intake: str = field(repr=False)
    desk: str = field(repr=False)
    addresses: tuple[str, ...] = ()
    port: int = PORT
    open: bool = False
    """Whether the window serves it whenever it is open."""
    announced: bool = False
    """Whether it says on the local network that it is here."""

    @property
    def own(self) -> Certificate:
        """Its certificate with the secret key."""
        return Certificate(self.certificate, self.key)

    @property
    def pin(self) -> str:
        """What stations compare."""
        return self.own.pin

    @property
    def words(self) -> tuple[str, ...]:
        """The pin in six words, for people."""
        return fingerprint_words(self.pin)


@dataclass(frozen=True, slots=True)
class HouseRequest:
    """Make the hub ready; `addresses` and `port` replace those in force if given."""

    addresses: tuple[str, ...] = ()
    port: int | None = None
    open: bool | None = None
    announced: bool | None = None


@dataclass(frozen=True, slots=True)
class HouseReady:
    """The hub as it stands, and how many stations got a password just now."""

    house: House
    given: int
    changes: Changes


def hub_folder(ws: Workspace) -> Path:
    """Where the files of this secretariat's own hub lie: sealed bundles only."""
    return ws.store.folder / "hub"


def house(ws: Workspace) -> House | None:
    """Read what was made; None if this secretariat serves no hub."""
    held = ws.store.local.setting_as(House, _HOUSE)
    return None if held is None else replace(held, addresses=tuple(held.addresses))


def make_house(ws: Workspace, request: HouseRequest, progress: Progress) -> HouseReady:
    """Make certificate, passwords and the hub's folder where there are none; passwords for stations that have none.

    Raises Fixable: WRONG_ROLE, FOLDER_READ_ONLY.
    """
    progress.checkpoint()
    ws.need_coordinator()
    with ws.transaction():
        before = house(ws)
        made = before or _new(ws)
        made = replace(
            made,
            addresses=request.addresses or made.addresses,
            port=made.port if request.port is None else request.port,
            open=made.open if request.open is None else request.open,
            announced=made.announced if request.announced is None else request.announced,
        )
        if made != before:
            ws.store.local.set(_HOUSE, asdict(made))
        drafts = list(_missing_passwords(ws))
        ws.record(drafts)
    _write_mark(ws, made)
    changes = Changes.NOTHING if made == before and not drafts else Changes.SETTINGS | Changes.STATIONS
    return HouseReady(made, len(drafts), changes)


def _new(ws: Workspace) -> House:
    certificate = make_certificate()
    return House(ws.tools.new_id(), certificate.shown, certificate.secret, new_password(), new_password())


def _missing_passwords(ws: Workspace) -> "list[Draft]":
    stations = [one for one in ws.store.offices.stations() if one.trust in _WELCOME and one.keys]
    about = ws.store.journal.about([one.id for one in stations])
    drafts = []
    for station in stations:
        if last_given(about.get(station.id, []), ws.me) is None:
            try:
                drafts.append(give_password(station.id, station.keys[-1].seal))
            except BadKey:
                continue
    return drafts


def _write_mark(ws: Workspace, made: House) -> None:
    """Say whose hub this is: our own folder, so the mark follows our keys."""
    folder = hub_folder(ws)
    told = [event.data["sign"] for event in ws.store.journal.about([ws.me])[ws.me] if event.kind == Kind.KEY_ADDED]
    mark = {"format": HUB_FORMAT, "hub": made.hub, "keys": list(dict.fromkeys(reversed(told)))[:16]}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / "kla-hub.json", json.dumps(mark, sort_keys=True, separators=(",", ":")).encode())
    except OSError as error:
        raise Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(folder)) from error


class AccountBook:
    """Accounts as the journal tells them, read anew when it has grown. Safe to ask from any thread."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._lock = threading.Lock()
        self._stamp = -2
        self._looked = self._told = -_STALE_SECONDS
        self._held = Accounts()

    def __call__(self) -> Accounts:
        """Give the accounts; at most a fifth of a second old."""
        with self._lock:
            now = time.monotonic()
            if now - self._looked > _FRESH_SECONDS:
                stamp = self._ws.store.journal.last_position(self._ws.me)
                if stamp != self._stamp or now - self._told > _STALE_SECONDS:  # acknowledgements are no events of ours
                    self._held, self._stamp, self._told = accounts(self._ws), stamp, now
                self._looked = now
            return self._held


def accounts(ws: Workspace) -> Accounts:
    """Tell who may come, from the journal."""
    made = house(ws)
    known = ws.store.offices.stations()
    about = ws.store.journal.about([station.id for station in known])
    opening = {
        station.id: _checks(ws, station, about.get(station.id, [])) for station in known if station.trust in _WELCOME
    }
    closed = frozenset(one.id for one in known if one.trust not in (*_WELCOME, *_STRANGERS))
    if made is None:
        return Accounts(opening, closed)
    return Accounts(opening, closed, check_of(INTAKE, made.intake), check_of(DESK, made.desk))


def _checks(ws: Workspace, station: Station, about: list[Event]) -> tuple[str, ...]:
    """Give a station's password; and, until it has it, the secret it stated when it was accepted."""
    given = last_given(about, ws.me)
    if given is None:
        return tuple(_proofs(ws, about))
    has = _is_told(ws, station.id, position(given.epoch, given.seq))
    return (str(given.data["check"]), *(() if has else _proofs(ws, about)))


def _proofs(ws: Workspace, about: list[Event]) -> list[str]:
    stated = [str(e.data.get("hub", "")) for e in about if e.kind == Kind.STATION_ACCEPTED and e.station == ws.me]
    return [one for one in stated if one][-1:]


def _is_told(ws: Workspace, station: StationId, until: int) -> bool:
    """Say whether a station acknowledged a reply with everything up to `until`."""
    acknowledged = ws.store.local.acknowledged_by(station)
    rows = ws.store.offices.bundles(sender=ws.me, recipient=station)
    return any(row.number <= acknowledged and row.until >= until for row in rows)
