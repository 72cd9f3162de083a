"""Sockets under HTTP: they give up on a standstill, can be cut off from any thread, and prove whom they talk to.

httpcore speaks HTTP over what stands here (its NetworkBackend). Standing still means fewer than a thousand bytes in
either direction within the patience given: a server that says one byte every ten seconds counts as silent.
"""

import contextlib
import select
import socket
import ssl
import sys
import threading
import time
import weakref
from collections.abc import Iterable
from typing import Any

import httpcore

from kla_desktop.model.errors import ErrorCode
from kla_desktop.transport.patience import Patience
from kla_desktop.transport.remote import AskUser, Stop, TryLater
from kla_desktop.transport.tls import Identity

_LEAST_BYTES = 1000
_MOST_HEAD_BYTES = 512 << 10
# What hides in the kernel still has to go out before a server can answer; on this machine it is twice as fast besides.
_SEND_BUFFER = 256 << 10


class Dialler(httpcore.NetworkBackend):
    """Opens connections and remembers them, so that `abort` can cut all of them."""

    def __init__(self, patience: Patience, identity: Identity | None) -> None:
        self._patience, self._identity = patience, identity
        self._open: weakref.WeakSet[Stream] = weakref.WeakSet()
        self._changing = threading.Lock()
        self.aborted = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect, or raise TryLater."""
        del local_address, socket_options, timeout
        self._check()
        try:
            made = socket.create_connection((host, port), self._patience.connect)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        except (OSError, UnicodeError) as error:  # UnicodeError: a host name that is none
            raise TryLater(ErrorCode.HUB_UNREACHABLE) from error
        return self.watched(made)

    def watched(self, made: socket.socket) -> "Stream":
        """Wrap a socket and remember it."""
        stream = Stream(made, self, self._patience, self._identity)
        with self._changing:
            self._open.add(stream)
        self._check()
        return stream

    def abort(self) -> None:
        """Cut every connection; what waits on one wakes up and fails."""
        self.aborted = True
        with self._changing:
            streams = list(self._open)
        for stream in streams:
            stream.cut()

    def _check(self) -> None:
        if self.aborted:
            raise TryLater(ErrorCode.HUB_UNREACHABLE)


class Stream(httpcore.NetworkStream):
    """One connection, used by one request at a time."""

    def __init__(self, sock: socket.socket, dialler: Dialler, patience: Patience, identity: Identity | None) -> None:
        self._sock, self._dialler, self._patience, self._identity = sock, dialler, patience, identity
        self._since, self._moved, self._head_bytes, self._in_head = time.monotonic(), 0, 0, True
        self._writing = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Wait for bytes. Raises TryLater, Stop when the head of an answer has no end."""
        del timeout
        if self._writing:
            self._writing, self._in_head, self._head_bytes = False, True, 0
        self._sock.settimeout(self._wait())
        try:
            data = self._sock.recv(max_bytes)
        except OSError as error:
            raise TryLater(ErrorCode.HUB_UNREACHABLE) from error
        self._moved += len(data)
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > _MOST_HEAD_BYTES:
                raise Stop("the head of an answer has no end")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`. A broken pipe is told to httpcore, which then looks for an answer said before it."""
        del timeout
        if not self._writing:
            self._writing, self._since, self._moved = True, time.monotonic(), 0
        view = memoryview(buffer)
        while view:
            self._sock.settimeout(self._wait())
            try:
                count = self._sock.send(view)
            except TimeoutError as error:
                raise TryLater(ErrorCode.HUB_UNREACHABLE) from error
            except OSError as error:
                if self._dialler.aborted:
                    raise TryLater(ErrorCode.HUB_UNREACHABLE) from error
                raise httpcore.WriteError from error
            self._moved += count
            view = view[count:]

    def head_done(self) -> None:
        """What follows is the body, whose length its reader bounds."""
        self._in_head = False

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Shake hands and see whom we talk to, before a single byte is sent. Raises AskUser, TryLater."""
        del timeout
        assert self._identity is not None, "TLS only with a way to judge the other side"
        self._sock.settimeout(self._patience.connect)
        try:
            secured = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except OSError as error:
            self.close()
            raise self._identity.meaning(error) from error
        if not self._identity.accepts(secured.getpeercert(binary_form=True)):
            secured.close()
            raise AskUser(ErrorCode.HUB_CERTIFICATE)
        return self._dialler.watched(secured)

    def close(self) -> None:
        """Let go."""
        with contextlib.suppress(OSError):
            self._sock.close()

    def cut(self) -> None:
        """Wake up whoever waits here, from another thread."""
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)  # SSLSocket's own would forget its state

    def get_extra_info(self, info: str) -> Any:
        """Tell httpcore whether an idle connection was closed meanwhile."""
        if info == "is_readable":
            return self._is_readable()
        return self._sock if info == "socket" else None

    def _is_readable(self) -> bool:
        if self._sock.fileno() < 0:
            return True
        if sys.platform == "win32":
            return bool(select.select([self._sock.fileno()], [], [], 0)[0])
        poll = select.poll()
        poll.register(self._sock.fileno(), select.POLLIN)
        return bool(poll.poll(0))

    def _wait(self) -> float:
        """Seconds to wait for one step. Raises TryLater when a window is over in which hardly a byte moved."""
        now = time.monotonic()
        if now - self._since >= self._patience.standstill:
            if self._moved < _LEAST_BYTES:
                raise TryLater(ErrorCode.HUB_UNREACHABLE)
            self._since, self._moved = now, 0
        return self._patience.standstill
