"""Serves the secretariat's own hub while a window or a command is open, and remembers who came."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from kla_desktop.model.errors import Fixable
from kla_desktop.model.hub_account import Door
from kla_desktop.model.ids import StationId
from kla_desktop.operations.hub.house import PORT, AccountBook, House, hub_folder
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.certificate import server_context
from kla_desktop.transport.hub_finding import Announcer
from kla_desktop.transport.serving.gate import Visit
from kla_desktop.transport.serving.limits import Limits
from kla_desktop.transport.serving.server import HubServer, Listening, own_addresses

_REFUSALS = frozenset({403, 408, 413, 429, 507})
ANY = "0.0.0.0"  # noqa: S104 - stations come from the whole network; each proves who it is


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """Where to listen. `clear`: without TLS, on this machine alone (for trials)."""

    host: str = ANY
    port: int = PORT
    clear: bool = False
    announce: bool = False
    """Say on the local network that the hub is here."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A station that came since the start: when last, how often, and bytes it brought. `door` tells by which right."""

    station: StationId
    door: Door
    at: str
    visits: int
    refused: int
    size: int


@dataclass(frozen=True, slots=True)
class Serving:
    """How it stands. `addresses` are those by which stations reach it; `trouble` why it does not run."""

    running: bool
    addresses: tuple[str, ...] = ()
    port: int = 0
    guests: tuple[Guest, ...] = ()
    strangers: int = 0
    """Requests with a wrong password, or none."""
    trouble: Fixable | None = None


class CoordinatorService:
    """One hub for one open library. `heard` is called from the server's threads after each visit."""

    def __init__(self, ws: Workspace, heard: Callable[[], None] = lambda: None, limits: Limits | None = None) -> None:
        self._ws, self._heard, self._limits = ws, heard, limits
        self._lock = threading.Lock()
        self._server: HubServer | None = None
        self._announcer: Announcer | None = None
        self._guests: dict[StationId, Guest] = {}
        self._state = Serving(False)

    @property
    def state(self) -> Serving:
        """How it stands now."""
        with self._lock:
            return replace(self._state, guests=tuple(self._guests.values()))

    def start(self, request: ServeRequest, made: House) -> Serving:
        """Listen. Raises Fixable: HUB_ADDRESS, HUB_PORT, FOLDER_READ_ONLY."""
        self.stop()
        tls = None if request.clear else server_context(made.own, self._ws.store.temporary)
        server = HubServer(
            hub_folder(self._ws),
            Listening(request.host, request.port, tls),
            AccountBook(self._ws),
            self._note,
            self._limits,
        )
        try:
            server.start()
        except Fixable as error:
            with self._lock:
                self._state = Serving(False, trouble=error)
            raise
        scheme = "webdav" if request.clear else "webdavs"
        hosts = own_addresses() or ("127.0.0.1",) if request.host == ANY else (request.host,)
        addresses = tuple(f"{scheme}://{_bracketed(host)}:{server.port}/" for host in hosts)
        with self._lock:
            self._server, self._state = server, Serving(True, addresses, server.port)
            if request.announce and not request.clear:
                interface = "" if request.host == ANY else request.host
                self._announcer = Announcer(server.port, made.pin, interface=interface)
                self._announcer.start()
        return self.state

    def stop(self) -> None:
        """End; nothing happens if it does not run."""
        with self._lock:
            server, self._server = self._server, None
            announcer, self._announcer = self._announcer, None
            self._state = Serving(False)
        if announcer is not None:
            announcer.stop()
        if server is not None:
            server.stop()

    def _note(self, visit: Visit) -> None:
        with self._lock:
            if not visit.door or visit.door == Door.DESK:
                self._state = replace(self._state, strangers=self._state.strangers + (not visit.door))
            else:
                was = self._guests.get(visit.station)
                bad = visit.status in _REFUSALS
                self._guests[visit.station] = Guest(
                    visit.station,
                    Door(visit.door),
                    self._ws.now(),
                    (was.visits if was else 0) + 1,
                    (was.refused if was else 0) + bad,
                    (was.size if was else 0) + (0 if bad else visit.size),
                )
        self._heard()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
