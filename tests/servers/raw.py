"""HTTP as a hostile visitor writes it: bytes on a socket, over TLS without asking who is there."""

import base64
import contextlib
import socket
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.servers.coordinator import OwnHub

PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: 0 if the line was cut without an answer."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Line:
    """One connection."""

    def __init__(self, hub: OwnHub, *, secured: bool = True) -> None:
        self.plain = socket.create_connection(("127.0.0.1", hub.server.port), PATIENCE)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.socket = context.wrap_socket(self.plain) if secured else self.plain
        self.stream = self.socket.makefile("rb")

    def send(self, data: bytes) -> None:
        """Write, unless the other side has hung up."""
        with contextlib.suppress(OSError):
            self.socket.sendall(data)

    def reply(self, method: str = "GET") -> Reply:
        """Read one answer."""
        try:
            status = self.stream.readline()
            if not status.startswith(b"HTTP/1."):
                return Reply(0)
            headers: dict[str, str] = {}
            while line := self.stream.readline().strip():
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            if headers.get("transfer-encoding") == "chunked":
                body = b"".join(self._chunks())
            else:
                length = 0 if method == "HEAD" else int(headers.get("content-length", "0"))
                body = self.stream.read(length)
        except OSError:
            return Reply(0)
        return Reply(int(status.split()[1]), headers, body)

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.stream.readline().split(b";")[0] or b"0", 16):
            yield self.stream.read(size)
            self.stream.readline()
        self.stream.readline()

    def close(self) -> None:
        """Hang up."""
        self.stream.close()
        self.socket.close()


def head(method: str, target: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """Write the head of a request as it stands here, whatever is in it."""
    lines = [f"{method} {target} HTTP/1.1", "Host: hub", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


def basic(user: str, password: str) -> tuple[str, str]:
    """Give the header that says who one is."""
    return "Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@dataclass
class Person:
    """Somebody with a user and a password (or without) who speaks to a hub."""

    hub: OwnHub
    user: str = ""
    password: str = ""

    def ask(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Reply:
        """Send one request on a line of its own."""
        said = [(name.replace("_", "-"), value) for name, value in headers.items()]
        if self.user:
            said.append(basic(self.user, self.password))
        if body is not None and not any(name.lower() == "content-length" for name, _ in said):
            said.append(("Content-Length", str(len(body))))
        line = Line(self.hub)
        try:
            line.send(head(method, target, said) + (body or b""))
            return line.reply(method)
        finally:
            line.close()

    def put(self, target: str, body: bytes = b"x") -> int:
        """PUT, and give the status."""
        return self.ask("PUT", target, body).status

    def move(self, target: str, to: str, overwrite: str = "F") -> int:
        """MOVE, and give the status."""
        return self.ask("MOVE", target, Destination=to, Overwrite=overwrite).status

    def make(self, *folders: str) -> None:
        """MKCOL each."""
        for folder in folders:
            assert self.ask("MKCOL", folder).status in {201, 405}, folder
