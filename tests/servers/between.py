"""What stands between us and a server and does harm: a proxy that cuts, and one that understands HTTP and lies.

Both listen on 127.0.0.1 and pass everything on to a real server until they are told otherwise.
"""

import contextlib
import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Self


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """An answer on its way back."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    raw: bytes = b""
    """Sent as it is instead of all that, and the connection closed."""

    def to_bytes(self, *, head: bool) -> bytes:
        if self.raw:
            return self.raw
        headers = {"Content-Length": str(len(self.body)), **self.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.status} Said\r\n{lines}\r\n".encode("latin-1") + (b"" if head else self.body)


Before = Callable[[Asked], Said | None]
"""Answers in the server's place, or None to ask it."""
After = Callable[[Asked, Said], Said | None]
"""Changes what the server said; None loses the answer and closes the connection."""


class Listener:
    """Accepts connections, each in a thread of its own, until closed."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open.add(client)
            threading.Thread(target=self._serve_safely, args=(client,), daemon=True).start()

    def _serve_safely(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError, http.client.HTTPException):
            self.serve(client)
        self._open.discard(client)
        hang_up(client)

    def serve(self, client: socket.socket) -> None:
        raise NotImplementedError

    def close(self) -> None:
        hang_up(self._socket)
        for client in list(self._open):
            hang_up(client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def hang_up(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()


class Cutter(Listener):
    """Passes bytes on and hangs up both sides once `up_left` or `down_left` of them have passed (None: never)."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.up_left: int | None = None
        self.down_left: int | None = None
        self.up = self.down = 0
        self.borders: list[int] = []  # bytes sent up when the head of a request ended
        self._counting = threading.Lock()
        super().__init__()

    def serve(self, client: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", self._to))
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        down = threading.Thread(target=self._pass_on, args=(server, client, "down"), daemon=True)
        down.start()
        self._pass_on(client, server, "up")
        down.join()

    def _pass_on(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(16 << 10):
                part, cut = self._count(data, way)
                target.sendall(part)
                if cut:
                    break
        hang_up(source)
        hang_up(target)

    def _count(self, data: bytes, way: str) -> tuple[bytes, bool]:
        with self._counting:
            if way == "up" and (at := data.find(b"\r\n\r\n")) >= 0:
                self.borders.append(self.up + at + 4)
            left = self.up_left if way == "up" else self.down_left
            part = data if left is None else data[:left]
            cut = left is not None and left <= len(data)
            if way == "up":
                self.up, self.up_left = self.up + len(part), None if cut or left is None else left - len(data)
            else:
                self.down, self.down_left = self.down + len(part), None if cut or left is None else left - len(data)
            return part, cut


class Between(Listener):
    """Understands HTTP: `before` may answer itself, `after` may change or lose what the server said."""

    def __init__(self, port: int | None, before: Before | None = None, after: After | None = None) -> None:
        self._to, self.before, self.after = port, before, after
        self.asked: list[Asked] = []
        super().__init__()

    def serve(self, client: socket.socket) -> None:
        server = http.client.HTTPConnection("127.0.0.1", self._to, timeout=30) if self._to else None
        stream = client.makefile("rb")
        try:
            while asked := read_request(stream):
                self.asked.append(asked)
                said = self.before(asked) if self.before else None
                if said is None and server is not None:
                    said = self._forward(server, asked)
                    said = self.after(asked, said) if self.after else said
                if said is None:
                    return
                client.sendall(said.to_bytes(head=asked.method == "HEAD"))
                if said.raw:
                    return
        finally:
            if server is not None:
                server.close()

    def _forward(self, server: http.client.HTTPConnection, asked: Asked) -> Said:
        server.request(asked.method, asked.target, asked.body or None, asked.headers)
        answer = server.getresponse()
        headers = {
            name: value
            for name, value in answer.getheaders()
            if name.lower() not in {"transfer-encoding", "connection", "keep-alive"}
        }
        said = Said(answer.status, headers, answer.read())
        if asked.method != "HEAD":
            kept = {name: value for name, value in headers.items() if name.lower() != "content-length"}
            said = replace(said, headers=kept)
        return said


def read_request(stream: BinaryIO) -> Asked | None:
    """Read one request with a Content-Length; None at the end."""
    line = stream.readline(65_536)
    if not line:
        return None
    method, target, _ = line.decode("latin-1").split(" ", 2)
    headers: dict[str, str] = {}
    while (line := stream.readline(65_536)) not in {b"\r\n", b""}:
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip()] = value.strip()
    size = next((int(value) for name, value in headers.items() if name.lower() == "content-length"), 0)
    body = stream.read(size)
    return Asked(method, target, headers, body) if len(body) == size else None


@contextlib.contextmanager
def silent(first: bytes, rest: bytes = b"", pause: float = 0.0) -> Iterator[Listener]:
    """A server that says `first` to any request, then one byte of `rest` each `pause` seconds, then nothing."""
    over = threading.Event()

    class Silent(Listener):
        def serve(self, client: socket.socket) -> None:
            client.recv(65_536)
            client.sendall(first)
            for byte in rest:
                if over.wait(pause):
                    return
                client.sendall(bytes([byte]))
            over.wait(60)

    listener = Silent()
    try:
        yield listener
    finally:
        over.set()
        listener.close()
