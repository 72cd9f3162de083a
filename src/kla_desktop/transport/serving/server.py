"""The hub that a secretariat serves itself: wsgidav on cheroot behind the gate, over TLS, with limits on every wait.

cheroot by itself shakes hands for TLS while it accepts, waits anew after every byte, and gives a silent connection a
thread; here a handshake is part of the first request, a request has a time in which it must have come, and a thread is
used only once something was said.
"""

import contextlib
import logging
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.hub_account import Accounts
from kla_desktop.system.network import is_loopback
from kla_desktop.system.tools import SystemClock
from kla_desktop.transport.serving.gate import Ear, Gate, Visit, sweep
from kla_desktop.transport.serving.limits import Limits
from kla_desktop.transport.serving.rules import FOLDERS

if TYPE_CHECKING:
    from cheroot import wsgi

_log = logging.getLogger(__name__)
_UNFINISHED_SECONDS = 7 * 86_400.0
_STOP_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, and as whom: `tls` None is in clear, which only this machine may hear."""

    host: str
    port: int
    tls: ssl.SSLContext | None


def unheard(_: Visit) -> None:
    """Take no note."""


class HubServer:
    """One server on one folder. `accounts` is asked at every request and must be quick."""

    def __init__(
        self,
        folder: Path,
        listening: Listening,
        accounts: Callable[[], Accounts],
        ear: Ear = unheard,
        limits: Limits | None = None,
    ) -> None:
        if listening.tls is None and not is_loopback(listening.host):
            raise Fixable(ErrorCode.HUB_ADDRESS)
        self._folder, self._listening, self._accounts = folder, listening, accounts
        self._ear, self._limits = ear, limits or Limits()
        self._server: wsgi.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The port it listens on, once it was started."""
        return int(self._server.bind_addr[1]) if self._server else self._listening.port

    def start(self) -> None:
        """Listen; returns when visitors may come. Raises Fixable: HUB_PORT, FOLDER_READ_ONLY."""
        from kla_desktop.transport.serving.listener import make_server  # noqa: PLC0415 - a server only where one is wanted

        try:
            for name in FOLDERS:
                (self._folder / name).mkdir(parents=True, exist_ok=True)
            sweep(self._folder, SystemClock().now().timestamp() - _UNFINISHED_SECONDS)
        except OSError as error:
            raise Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(self._folder)) from error
        gate = Gate(_dav(self._folder), self._folder, self._accounts, self._limits, self._ear)
        self._server = make_server(
            (self._listening.host, self._listening.port), gate, self._limits, self._listening.tls
        )
        try:
            self._server.prepare()
        except OSError as error:
            with contextlib.suppress(Exception):
                self._server.stop()
            self._server = None
            raise Fixable(ErrorCode.HUB_PORT, port=str(self._listening.port)) from error
        self._thread = threading.Thread(target=self._server.serve, name="hub", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let nobody in any more and end; requests under way are cut after two seconds."""
        server, self._server = self._server, None
        if server is not None:
            server.stop()
        if self._thread is not None:
            self._thread.join(_STOP_SECONDS * 3)
            self._thread = None


def own_addresses() -> tuple[str, ...]:
    """Give this machine's addresses in the networks it is in, the one towards the world first."""
    found: list[str] = []
    for target in ("192.0.2.1", "10.255.255.255"):  # nothing is sent: a route is looked up
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            found.append(str(probe.getsockname()[0]))
    with contextlib.suppress(OSError):
        found += [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return tuple(dict.fromkeys(one for one in found if not is_loopback(one)))


def _dav(folder: Path) -> Any:
    from wsgidav.error_printer import ErrorPrinter  # noqa: PLC0415 - as above
    from wsgidav.request_resolver import RequestResolver  # noqa: PLC0415 - as above
    from wsgidav.wsgidav_app import WsgiDAVApp  # noqa: PLC0415 - as above

    from kla_desktop.transport.serving.folder import HubFolder  # noqa: PLC0415 - as above

    logging.getLogger("wsgidav").setLevel(logging.CRITICAL + 1)  # it would write addresses and traces
    return WsgiDAVApp(
        {
            "provider_mapping": {"/": HubFolder(str(folder))},
            "middleware_stack": [ErrorPrinter, RequestResolver],
            "http_authenticator": {"accept_basic": False, "accept_digest": False},
            "logging": {"enable": False},
            "verbose": 0,
            "lock_storage": None,
            "property_manager": None,
            "suppress_version_info": True,
            "add_header_MS_Author_Via": False,
            "hotfixes": {"re_encode_path_info": False},
        }
    )
