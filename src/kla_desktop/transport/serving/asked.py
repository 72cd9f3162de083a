"""A request to the embedded hub, as the gate takes it apart and makes it anew."""

import base64
import binascii
import io
import re
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from kla_desktop.model.hub_account import Visitor
from kla_desktop.model.ids import StationId
from kla_desktop.transport.serving.limits import Limits
from kla_desktop.transport.serving.rules import METHODS, Spot, read_target

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
App = Callable[[Environ, StartResponse], Iterable[bytes]]

QUESTION = (
    b'<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:">'
    b"<D:prop><D:getcontentlength/><D:resourcetype/></D:prop></D:propfind>"
)
MOST_QUESTION = 64 << 10
RANGE = re.compile(r"bytes=[0-9]{1,19}-[0-9]{0,19}")
_KEPT = (
    "REQUEST_METHOD",
    "SCRIPT_NAME",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "REMOTE_ADDR",
    "wsgi.version",
    "wsgi.url_scheme",
    "wsgi.errors",
    "wsgi.multithread",
    "wsgi.multiprocess",
    "wsgi.run_once",
    "HTTP_HOST",
)
_OF_BODY = frozenset({"content-length", "content-type", "content-range", "transfer-encoding"})
_BODYLESS = frozenset({"GET", "HEAD", "OPTIONS", "MOVE", "DELETE", "MKCOL"})


class Refused(Exception):  # noqa: N818 - said of the request
    """A request that goes no further."""

    def __init__(self, status: HTTPStatus, *, after: float = 0, close: bool = False) -> None:
        super().__init__(status)
        self.status, self.after, self.close = status, after, close


class Asked:
    """What is known of the request so far."""

    def __init__(self, environ: Environ) -> None:
        self.method = str(environ.get("REQUEST_METHOD", ""))
        self.visitor: Visitor | None = None
        self.station = StationId("")
        self.spot: Spot | None = None
        self.status, self.sent = 0, 0
        self.entered = False
        length = str(environ.get("CONTENT_LENGTH") or "")
        self.framed = "HTTP_TRANSFER_ENCODING" not in environ and (not length or re.fullmatch(r"[0-9]{1,15}", length))
        self.size = int(length) if length and self.framed else 0
        self.sized = bool(length)
        self.odd = any(name in environ for name in ("HTTP_CONTENT_RANGE", "HTTP_CONTENT_ENCODING"))

    @property
    def known_spot(self) -> Spot:
        """The address, once it was judged."""
        if self.spot is None:
            raise Refused(HTTPStatus.FORBIDDEN)
        return self.spot

    def says(self, status: HTTPStatus) -> str:
        """Give the status line and remember it."""
        self.status = status
        return f"{status.value} {status.phrase}"


class Behind:
    """Catches the answer's head from behind."""

    def __init__(self) -> None:
        self.status, self.headers = "500 Internal Server Error", list[tuple[str, str]]()

    def __call__(self, status: str, headers: Iterable[tuple[str, str]], _: object = None) -> Callable[[bytes], None]:
        """Take the head: what WSGI calls start_response."""
        self.status, self.headers = status, list(headers)
        return _write_nothing

    @property
    def code(self) -> int:
        """The status as a number."""
        return int(self.status.split(" ", 1)[0])

    @property
    def speaks(self) -> bool:
        """Whether its body is what was asked for, not a page about what happened."""
        return self.code in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.MULTI_STATUS}

    @property
    def safe_headers(self) -> list[tuple[str, str]]:
        """The head without what tells of the program behind."""
        told = {"date", "etag", "last-modified", "accept-ranges"}
        if self.speaks:
            return [(n, v) for n, v in self.headers if n.lower() in told | _OF_BODY]
        return [*((n, v) for n, v in self.headers if n.lower() in told), ("Content-Length", "0")]


def _write_nothing(_: bytes) -> None:
    """Stand in for WSGI's old way of writing, which nothing here uses."""


class Body:
    """The body of a PUT: as many bytes as were promised; remembers when the line broke or was too slow."""

    def __init__(self, source: Any, size: int) -> None:
        self._source, self.left, self.broken = source, size, False

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes, none after the end or a break."""
        if self.broken or not self.left:
            return b""
        try:
            data: bytes = self._source.read(min(self.left, 65_536 if size < 0 else size))
        except OSError:
            data = b""
        self.left -= len(data)
        self.broken = not data
        return data


def judge_framing(request: Asked, limits: Limits) -> None:
    """Refuse bodies whose end somebody else could see elsewhere, and those that are too large or nobody asked for."""
    if not request.framed or request.odd:
        raise Refused(HTTPStatus.BAD_REQUEST, close=True)
    if request.method == "PUT" and not request.sized:
        raise Refused(HTTPStatus.LENGTH_REQUIRED, close=True)
    if request.size > limits.body or (request.method in _BODYLESS and request.size):
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, close=True)


def made_anew(environ: Environ, spot: Spot) -> Environ:
    """Make the request for the server behind from what was judged."""
    inner = {name: environ[name] for name in _KEPT if name in environ}
    inner |= {
        "PATH_INFO": spot.path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "REQUEST_URI": spot.path,
        "CONTENT_LENGTH": "0",
        "wsgi.input": io.BytesIO(),
        "wsgidav.auth.user_name": "",
        "HTTP_CONNECTION": "keep-alive",
    }
    return inner


def destination(environ: Environ) -> Spot | None:
    """Judge where an object shall go: on this host, by a name of the hub."""
    said = str(environ.get("HTTP_DESTINATION", ""))
    if not said.isascii() or not said.isprintable():
        return None
    if said.startswith("/") and not said.startswith("//"):
        return read_target(said)
    try:
        found = urlsplit(said)
    except ValueError:
        return None
    if found.scheme not in {"http", "https"} or found.netloc != environ.get("HTTP_HOST") or found.query:
        return None
    return read_target(said[said.index(found.netloc) + len(found.netloc) :])


def basic(said: str) -> tuple[str, str]:
    """Read user and password, both "" if there are none."""
    scheme, _, rest = said.partition(" ")
    if scheme.lower() != "basic" or len(rest) > 1024:  # noqa: PLR2004 - far above what we make
        return "", ""
    try:
        user, _, password = base64.b64decode(rest.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return user, password


def drain(environ: Environ, size: int) -> None:
    """Read a body that nobody needs."""
    source, left = environ["wsgi.input"], size
    while left:
        try:
            data = source.read(min(left, 8192))
        except OSError:
            data = b""
        if not data:
            raise Refused(HTTPStatus.REQUEST_TIMEOUT, close=True)
        left -= len(data)


def refuse(request: Asked, refused: Refused, start_response: StartResponse) -> Iterator[bytes]:
    """Answer that a request goes no further."""
    headers = [("Content-Length", "0")]
    if refused.status is HTTPStatus.UNAUTHORIZED:
        headers.append(("WWW-Authenticate", 'Basic realm="KLA", charset="UTF-8"'))
    if refused.status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append(("Allow", ", ".join(METHODS)))
    if refused.after:
        headers.append(("Retry-After", str(max(1, round(refused.after)))))
    if refused.close:
        headers.append(("Connection", "close"))
    start_response(request.says(refused.status), headers)
    yield b""
