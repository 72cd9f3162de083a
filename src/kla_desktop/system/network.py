"""Which hosts are this laptop, and which network it is in, so that "only at the office" can be kept.

A network is told by the gateway's own address. Not by a name of a wireless network, which needs a service or rights
that differ everywhere, and which cable has not.
"""

import ctypes
import ipaddress
import socket
import struct
import sys
from pathlib import Path

_ROUTES, _NEIGHBOURS = Path("/proc/net/route"), Path("/proc/net/arp")
_UP_AND_GATEWAY = 0x3


def is_loopback(host: str) -> bool:
    """Say whether a host is this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def present_network() -> str:
    """Identify the network by its gateway ("192.168.1.1 a4:2b:…"); "" where there is none or it cannot be told."""
    try:
        return _windows() if sys.platform == "win32" else _linux(_ROUTES, _NEIGHBOURS)
    except (OSError, ValueError, AttributeError):
        return ""


def gateway_of(network: str) -> str:
    """Give the part that people may know: the gateway's address."""
    return network.partition(" ")[0]


def _linux(routes: Path, neighbours: Path) -> str:
    best: tuple[int, str, str] | None = None
    for line in routes.read_text("ascii").splitlines()[1:]:
        device, to, gateway, flags, _, _, metric, *_ = line.split()
        if to == "00000000" and int(flags, 16) & _UP_AND_GATEWAY == _UP_AND_GATEWAY:
            address = socket.inet_ntoa(struct.pack("<L", int(gateway, 16)))
            best = min(filter(None, (best, (int(metric), address, device))))
    if best is None:
        return ""
    _, address, device = best
    for line in neighbours.read_text("ascii").splitlines()[1:]:
        host, _, _, hardware, _, on = line.split()
        if (host, on) == (address, device):
            return f"{address} {hardware}"
    return address


def _windows() -> str:
    """Ask iphlpapi: the best route to the world, then the hardware address of its next hop."""
    helper = ctypes.windll.iphlpapi  # type: ignore[attr-defined,unused-ignore]
    row = (ctypes.c_ulong * 14)()  # MIB_IPFORWARDROW: the next hop is its fourth number
    if helper.GetBestRoute(struct.unpack("<L", socket.inet_aton("8.8.8.8"))[0], 0, row):
        return ""
    hardware, length = (ctypes.c_ubyte * 6)(), ctypes.c_ulong(6)
    address = socket.inet_ntoa(struct.pack("<L", row[3]))
    if helper.SendARP(row[3], 0, hardware, ctypes.byref(length)):
        return address
    return f"{address} {':'.join(f'{one:02x}' for one in hardware)}"
