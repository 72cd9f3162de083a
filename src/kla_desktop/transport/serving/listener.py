"""cheroot with bounds: connections that must come in time, handshakes in a worker's thread, counts by address."""

import io
import logging
import math
import re
import socket
import ssl
import threading
import time
from typing import Any

from cheroot import wsgi
from cheroot.makefile import StreamReader, StreamWriter
from cheroot.server import HeaderReader, HTTPConnection, HTTPRequest
from cheroot.ssl import Adapter

from kla_desktop.transport.serving.gate import Gate
from kla_desktop.transport.serving.limits import Limits

_log = logging.getLogger(__name__)
_BLOCK = 1 << 16
_MOST_LINES = 64
_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,80}):[ \t]*[^\x00-\x08\x0a-\x1f\x7f]*\r\n")
_ONCE = frozenset({b"content-length", b"transfer-encoding", b"host", b"authorization", b"destination", b"depth"})


def make_server(at: tuple[str, int], gate: Gate, limits: Limits, tls: ssl.SSLContext | None) -> wsgi.Server:
    """Make a server that does not listen yet."""
    server = _Server(at, gate, limits)
    if tls is not None:
        server.ssl_adapter = _Secured(tls)
    return server


class _Server(wsgi.Server):
    ConnectionClass: Any

    def __init__(self, at: tuple[str, int], gate: Gate, limits: Limits) -> None:
        super().__init__(
            at,
            gate,
            numthreads=limits.threads,
            max=limits.threads,
            timeout=math.ceil(limits.standstill),
            server_name="KLA",
        )
        self.limits = limits
        self.max_request_header_size = limits.head
        self.max_request_body_size = limits.body
        self.keep_alive_conn_limit = limits.connections
        self.shutdown_timeout = 2
        self.ConnectionClass = _Connection
        self.counts = _Counts(limits)

    def process_conn(self, conn: "_Connection") -> None:
        """Take a connection that has something to say; a new one waits until it has."""
        if not conn.counted:
            if not self.counts.come(str(conn.remote_addr)):
                conn.close()
                return
            conn.counted = True
            self.put_conn(conn)
            return
        if not self.counts.begin(str(conn.remote_addr)):
            conn.close()
            return
        conn.busy = True
        super().process_conn(conn)

    def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:
        """Keep cheroot's own words out of the log: there are addresses in them."""
        del msg, traceback
        _log.debug("the server of the hub noted something of level %d", level)


class _Connection(HTTPConnection):
    server: Any
    remote_addr: Any
    RequestHandlerClass: Any
    rbufsize = _BLOCK
    wbufsize = _BLOCK

    def __init__(self, server: _Server, sock: Any, makefile: Any = None) -> None:
        del makefile
        self.counted = self.busy = False
        self.RequestHandlerClass = _Asked
        self.pace = _Pace(server.limits)
        paced = _PacedSocket(sock, self.pace)
        super().__init__(server, sock, lambda _, mode, size: _made(paced, mode, size))

    def communicate(self) -> bool:
        """Read and answer one request, in the time that it has."""
        self.pace.begin()
        try:
            return bool(super().communicate())  # type: ignore[no-untyped-call]
        finally:
            self._idle()

    def close(self) -> None:
        """Close, and count it."""
        self._idle()
        if self.counted:
            self.counted = False
            self.server.counts.go(str(self.remote_addr))
        super().close()

    def _idle(self) -> None:
        if self.busy:
            self.busy = False
            self.server.counts.end(str(self.remote_addr))


class _HeadLines:
    """The lines of a head, each in the one form that leaves no doubt. Raises ValueError for others."""

    def __init__(self, rfile: Any) -> None:
        self._rfile, self._seen, self._left = rfile, set[bytes](), _MOST_LINES

    def readline(self) -> bytes:
        """Give the next line."""
        line: bytes = self._rfile.readline()
        if line in {b"", b"\r\n"}:
            return line
        found = _LINE.fullmatch(line)
        self._left -= 1
        if found is None or self._left < 0:
            raise ValueError("not a line of a head")
        name = found.group(1).lower()
        if name in _ONCE:
            if name in self._seen:
                raise ValueError("said twice")
            self._seen.add(name)
        return line


class _StrictHeaders(HeaderReader):
    def __call__(self, rfile: Any, hdict: dict[bytes, bytes] | None = None) -> dict[bytes, bytes]:
        """Read a head."""
        found: dict[bytes, bytes] = super().__call__(_HeadLines(rfile), hdict)
        return found


class _Asked(HTTPRequest):
    conn: Any
    header_reader = _StrictHeaders()

    def respond(self) -> None:
        """Answer: from here on what comes is the body."""
        self.conn.pace.begin_body()
        super().respond()

    def send_headers(self) -> None:
        """Send the head; one that says the line ends here is kept to, and what was not read is left."""
        if any(name.lower() == b"connection" and value.lower() == b"close" for name, value in self.outheaders):
            self.close_connection = True
        super().send_headers()


def _made(sock: "_PacedSocket", mode: str, size: int) -> Any:
    return _Reader(sock, mode, size) if "r" in mode else StreamWriter(sock, mode, size)


class _Reader(StreamReader):
    """Reads the head in small pieces of its buffer and sees what TLS has already deciphered."""

    def __init__(self, sock: "_PacedSocket", mode: str, size: int) -> None:
        super().__init__(sock, mode, size)
        self._sock = sock

    def has_data(self) -> bool:
        """Say whether something is there that no selector would tell."""
        has_data = bool(super().has_data())  # type: ignore[no-untyped-call]
        return has_data or self._sock.pending() > 0


class _Pace:
    """How long one request may take to come: its head so many seconds, its body a grace and a least speed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.patience = limits.standstill
        self._ends = self._got = 0.0
        self._in_body = False

    def begin(self) -> None:
        """A request begins."""
        self._in_body, self._ends = False, time.monotonic() + self._limits.head_seconds

    def begin_body(self) -> None:
        """The head is there."""
        self._in_body, self._got, self._ends = True, 0, time.monotonic() + self._limits.body_grace

    def left(self) -> float:
        """Seconds until it is too late, at most a standstill's."""
        more = self._got / self._limits.body_rate if self._in_body else 0
        return min(self.patience, self._ends + more - time.monotonic())

    def came(self, count: int) -> None:
        """So many bytes more."""
        self._got += count


class _PacedSocket:
    """A socket whose waits are bounded by the pace; the rest is the socket's own."""

    def __init__(self, sock: Any, pace: _Pace) -> None:
        self._sock, self._pace = sock, pace

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """Receive, in time."""
        left = self._pace.left()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        count = int(self._sock.recv_into(buffer, nbytes, flags))
        self._pace.came(count)
        return count

    def send(self, data: bytes, flags: int = 0) -> int:
        """Send; a reader who takes nothing is given up after a standstill."""
        self._sock.settimeout(self._pace.patience)
        return int(self._sock.send(data, flags))

    def pending(self) -> int:
        """Bytes that TLS has deciphered already."""
        return int(self._sock.pending()) if isinstance(self._sock, ssl.SSLSocket) else 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Counts:
    """Connections and busy threads by address."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._here: dict[str, int] = {}
        self._busy: dict[str, int] = {}

    def come(self, address: str) -> bool:
        """Count a connection in; False if there are too many."""
        with self._lock:
            many = sum(self._here.values()) >= self._limits.connections
            return not many and _up(self._here, address, self._limits.connections_each)

    def go(self, address: str) -> None:
        """Count a connection out."""
        with self._lock:
            _down(self._here, address)

    def begin(self, address: str) -> bool:
        """Count a busy thread in; False if the address has too many."""
        with self._lock:
            return _up(self._busy, address, self._limits.busy_each)

    def end(self, address: str) -> None:
        """Count a busy thread out."""
        with self._lock:
            _down(self._busy, address)


def _up(counts: dict[str, int], name: str, most: int) -> bool:
    if counts.get(name, 0) >= most:
        return False
    counts[name] = counts.get(name, 0) + 1
    return True


def _down(counts: dict[str, int], name: str) -> None:
    left = counts.get(name, 1) - 1
    if left > 0:
        counts[name] = left
    else:
        counts.pop(name, None)


class _Secured(Adapter):
    """TLS whose handshake happens with the first bytes read, in the thread that reads them."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__("", "")
        self.context = context

    def bind(self, sock: socket.socket) -> socket.socket:
        """Listen on the plain socket."""
        return sock

    def wrap(self, sock: socket.socket) -> tuple[ssl.SSLSocket, dict[str, str]]:
        """Put TLS around a connection; nothing is exchanged yet."""
        secured = self.context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        return secured, {"wsgi.url_scheme": "https", "HTTPS": "on"}

    def get_environ(self) -> dict[str, str]:
        """Tell requests that they came over TLS."""
        return {"wsgi.url_scheme": "https", "HTTPS": "on"}

    def makefile(self, sock: Any, mode: str = "r", bufsize: int = io.DEFAULT_BUFFER_SIZE) -> Any:
        """Not used: connections make their own."""
        return StreamReader(sock, mode, bufsize) if "r" in mode else StreamWriter(sock, mode, bufsize)
