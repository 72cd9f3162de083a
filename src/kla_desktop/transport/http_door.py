"""The one door to HTTP: a request goes to one origin and nowhere else, and its answer is bounded and judged.

Redirects are followed within the origin only, for requests that change nothing; answers are taken as they are
(a compressed one was not asked for and is refused); the proxy is the one that the system or the environment names.
"""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

import httpcore

from kla_desktop.model.errors import ErrorCode
from kla_desktop.system.network import is_loopback
from kla_desktop.transport.http_errors import Answer, meaning_of_failure
from kla_desktop.transport.http_socket import Dialler, Stream
from kla_desktop.transport.patience import Patience
from kla_desktop.transport.remote import AskUser, Portal, Source, Stop, Watch, unwatched
from kla_desktop.transport.tls import Identity

_CONNECTIONS = 8
_KEEP_ALIVE = 20.0
_MOST_REDIRECTS = 3
_REPEATABLE = frozenset({"GET", "HEAD", "PROPFIND", "OPTIONS"})
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a door leads."""

    scheme: str
    host: str
    port: int

    @property
    def netloc(self) -> str:
        """As in a Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether it is this very machine: the only one that may be spoken to in clear."""
        return is_loopback(self.host)

    def holds(self, url: str) -> bool:
        """Whether an absolute or relative URL stays within."""
        try:
            found = urlsplit(url)
            port = found.port
        except ValueError:
            return False
        if not found.scheme and not found.netloc:
            return True
        return (
            found.scheme == self.scheme
            and (found.hostname or "").lower() == self.host.lower()
            and (port or _PORTS[self.scheme]) == self.port
            and not found.username
        )


class HttpDoor:
    """Requests to one origin over connections that are kept open. Safe for threads.

    Raises RemoteError for whatever the network does; what a status means is the caller's to say.
    """

    def __init__(self, origin: Origin, pin: str = "", patience: Patience | None = None) -> None:
        if origin.scheme != "https" and not origin.is_local:
            raise AskUser(ErrorCode.HUB_ADDRESS)
        self.origin = origin
        identity = Identity(pin) if origin.scheme == "https" else None
        self._dialler = Dialler(patience or Patience(), identity)
        self._pool = _pool(origin, self._dialler, identity)
        self._closing = threading.Lock()

    @contextlib.contextmanager
    def ask(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        source: Source | None = None,
        watch: Watch = unwatched,
    ) -> Iterator[Answer]:
        """Send one request; `target` is an encoded path with query. The answer's body is read inside the block."""
        for _ in range(_MOST_REDIRECTS):
            with self._ask_once(method, target, headers, source, watch) as answer:
                location = answer.headers.get("location", "")
                if answer.status not in {301, 302, 303, 307, 308}:
                    yield answer
                    return
                if not self.origin.holds(location):
                    raise Portal if location.lower().startswith(("http:", "https:", "//")) else Stop("a redirect away")
                if method not in _REPEATABLE or answer.status == 303:  # noqa: PLR2004 - See Other
                    raise Stop("a redirect of a request that changes something")
                target = _within(target, location)
        raise Stop("redirects without end")

    @contextlib.contextmanager
    def _ask_once(
        self, method: str, target: str, headers: Mapping[str, str], source: Source | None, watch: Watch
    ) -> Iterator[Answer]:
        sent = {
            "Host": self.origin.netloc,
            "User-Agent": "KLA-Desktop",
            "Accept-Encoding": "identity",
            **({"Content-Length": str(source.size)} if source else {}),
            **headers,
        }
        url = httpcore.URL(
            scheme=self.origin.scheme.encode(),
            host=self.origin.host.encode("idna" if not self.origin.host.isascii() else "ascii"),
            port=self.origin.port,
            target=target.encode("ascii"),
        )
        request = httpcore.Request(
            method,
            url,
            headers=[(name.encode(), value.encode("latin-1")) for name, value in sent.items()],
            content=_passing(source, watch) if source else None,
        )
        with meaning_of_failure():
            response = self._pool.handle_request(request)
            try:
                stream = response.extensions.get("network_stream")
                if isinstance(stream, Stream):
                    stream.head_done()
                answer = Answer.of(response)
                yield answer
                answer.skip()
            finally:
                response.close()

    def abort(self) -> None:
        """Cut every connection; requests under way fail at once, later ones too."""
        self._dialler.abort()

    def close(self) -> None:
        """Close idle connections."""
        with self._closing, contextlib.suppress(Exception):
            self._pool.close()


def _passing(source: Source, watch: Watch) -> Iterator[bytes]:
    for chunk in source.chunks():
        yield chunk
        watch(len(chunk))


def _within(target: str, location: str) -> str:
    found = urlsplit(urljoin(target, location))
    path = f"{found.path}?{found.query}" if found.query else found.path
    if not path.startswith("/") or not path.isascii() or any(c in unquote(path) for c in "\r\n\0 "):
        raise Stop("a redirect to what is no path")
    return path


def _pool(origin: Origin, dialler: Dialler, identity: Identity | None) -> httpcore.ConnectionPool:
    context = identity.context if identity else None
    proxy = None if origin.is_local else proxy_for(origin)
    if proxy is None:
        return httpcore.ConnectionPool(
            context, max_connections=_CONNECTIONS, keepalive_expiry=_KEEP_ALIVE, network_backend=dialler
        )
    found = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if found.scheme != "http" or not found.hostname:
        raise AskUser(ErrorCode.HUB_PROXY)
    auth = (unquote(found.username), unquote(found.password or "")) if found.username else None
    host = f"[{found.hostname}]" if ":" in found.hostname else found.hostname
    return httpcore.HTTPProxy(
        f"http://{host}:{found.port or 80}",
        proxy_auth=auth,
        ssl_context=context,
        max_connections=_CONNECTIONS,
        keepalive_expiry=_KEEP_ALIVE,
        network_backend=dialler,
    )


def proxy_for(origin: Origin) -> str | None:
    """Give the proxy that environment or system names for this origin (Windows and macOS keep it in settings)."""
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415 - brings mail along, and this machine has none

    if proxy_bypass(origin.host):
        return None
    proxies = getproxies()
    return proxies.get(origin.scheme) or proxies.get("all")
