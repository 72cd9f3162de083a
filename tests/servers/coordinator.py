"""The hub that a secretariat serves itself, with accounts of the test's own making."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kla_desktop.model.hub_account import DESK, INTAKE, Accounts, check_of
from kla_desktop.model.ids import StationId
from kla_desktop.sealing.certificate import Certificate, make_certificate, server_context
from kla_desktop.transport.serving.gate import Visit
from kla_desktop.transport.serving.limits import Limits
from kla_desktop.transport.serving.server import HubServer, Listening

DESK_PASSWORD, INTAKE_PASSWORD = "d" * 40, "e" * 40


@dataclass
class OwnHub:
    """A running one. Change `accounts` as the secretariat would; `visits` is what its access log says."""

    folder: Path
    certificate: Certificate
    server: HubServer
    accounts: Accounts
    visits: list[Visit] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"webdavs://127.0.0.1:{self.server.port}/"


def accounts(**stations: str) -> Accounts:
    """Accounts of stations by id (underscores for hyphens) and password, and those of intake and desk."""
    named = {StationId(name.replace("_", "-")): password for name, password in stations.items()}
    checks = {station: (check_of(station, password),) for station, password in named.items()}
    return Accounts(checks, frozenset(), check_of(INTAKE, INTAKE_PASSWORD), check_of(DESK, DESK_PASSWORD))


@contextlib.contextmanager
def own_hub(folder: Path, who: Accounts | None = None, limits: Limits | None = None) -> Iterator[OwnHub]:
    """Serve `folder/hub` over TLS on a free port of this machine."""
    shown = folder / "hub"
    shown.mkdir(parents=True, exist_ok=True)
    certificate = make_certificate()
    tls = server_context(certificate, folder)
    held: list[OwnHub] = []
    visits: list[Visit] = []
    server = HubServer(shown, Listening("127.0.0.1", 0, tls), lambda: held[0].accounts, visits.append, limits)
    held.append(OwnHub(shown, certificate, server, who or accounts(), visits))
    server.start()
    try:
        yield held[0]
    finally:
        server.stop()
