"""Whether there is any way to a hub at all, without asking the hub: a folder that is there, a route to its host."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

from kla_desktop.transport.connect import read_address
from kla_desktop.transport.remote import RemoteError


def has_way(address: str) -> bool:
    """Say whether it makes sense to try: no packet but a look-up of the name is sent. An odd address is tried."""
    try:
        found = read_address(address)
    except RemoteError:
        return True
    if found.origin is None:
        return Path(found.place).is_dir()
    if found.origin.is_local:
        return True
    from kla_desktop.transport.http_door import proxy_for  # noqa: PLC0415 - HTTP only where it is used

    proxy = proxy_for(found.origin)
    host, port = found.origin.host, found.origin.port
    if proxy:
        at = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        host, port = at.hostname or host, at.port or 80
    try:
        for family, kind, number, _, where in socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM):
            with socket.socket(family, kind, number) as probe:
                probe.connect(where)  # chooses a route; a datagram socket sends nothing by that
                return True
    except (OSError, UnicodeError):
        return False
    return False
