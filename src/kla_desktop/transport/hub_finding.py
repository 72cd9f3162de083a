"""A hub is found on the local network: the secretariat says its port and certificate now and then, a station listens.

Opt-in on both sides. What is heard is only an address to try: nobody is believed before their certificate is the one
that the enrolment file names, so a false announcement leads nowhere.
"""

import contextlib
import json
import socket
import struct
import threading
import time
from dataclasses import dataclass

from kla_desktop.transport.tls import is_pin

GROUP, PORT = "239.255.75.76", 7444
"""Of the block for private use (RFC 2365); one hop, so that it stays in the local network."""
_FORMAT = "kla-hub-here/1"
_MOST = 1024
_EVERY_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Found:
    """A hub that was heard of."""

    address: str
    pin: str


class Announcer:
    """Says every few seconds that a hub is here. `interface`: address of the network to say it in, "" for the usual."""

    def __init__(
        self, port: int, pin: str, *, interface: str = "", group: tuple[str, int] = (GROUP, PORT), every: float = 0
    ) -> None:
        self._said = json.dumps({"format": _FORMAT, "port": port, "pin": pin}).encode()
        self._interface, self._group, self._every = interface, group, every or _EVERY_SECONDS
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub announcer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._ended.set()
        self._thread.join(2)

    def _run(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
            if self._interface:
                sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(self._interface))
            while not self._ended.is_set():
                with contextlib.suppress(OSError):  # no network at the moment
                    sender.sendto(self._said, self._group)
                self._ended.wait(self._every)


def find_hub(
    pin: str,
    seconds: float,
    *,
    interface: str = "",
    group: tuple[str, int] = (GROUP, PORT),
) -> Found | None:
    """Listen for the hub with this certificate; None if it was not heard within `seconds`."""
    until = time.monotonic() + seconds
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
            ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            ear.bind(("", group[1]))
            where = socket.inet_aton(interface) if interface else struct.pack("!I", socket.INADDR_ANY)
            ear.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group[0]) + where)
            while (left := until - time.monotonic()) > 0:
                ear.settimeout(min(left, 0.5))
                try:
                    data, (host, _) = ear.recvfrom(_MOST)
                except TimeoutError:
                    continue
                port = _port_said(data, pin)
                if port:
                    return Found(f"webdavs://{host}:{port}/", pin)
    except OSError:  # a machine without a network, or without multicast
        return None
    return None


def _port_said(data: bytes, pin: str) -> int:
    """Read an announcement; 0 for what is none, or another's."""
    try:
        said = json.loads(data)
        port = said["port"]
        ours = said["format"] == _FORMAT and is_pin(pin) and said["pin"] == pin
    except (ValueError, TypeError, KeyError, RecursionError):
        return 0
    return port if ours and type(port) is int and 0 < port < 1 << 16 else 0
