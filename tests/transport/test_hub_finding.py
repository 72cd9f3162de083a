"""A hub is found on the local network by its certificate alone. Only the loopback interface is spoken to."""

import json
import socket
from collections.abc import Callable, Iterator

import pytest

from kla_desktop.transport.hub_finding import Announcer, Found, find_hub
from tests.servers.process import free_port

PIN, OTHER = "ab" * 32, "cd" * 32
HERE = "127.0.0.1"


@pytest.fixture
def group() -> tuple[str, int]:
    return "239.255.75.99", free_port()


@pytest.fixture
def announced(group: tuple[str, int]) -> Iterator[Callable[..., None]]:
    """Announce something until the test is over."""
    made: list[Announcer] = []

    def announce(port: int, pin: str) -> None:
        made.append(Announcer(port, pin, interface=HERE, group=group, every=0.1))
        made[-1].start()

    yield announce
    for one in made:
        one.stop()


def test_the_hub_with_the_right_certificate_is_found(group: tuple[str, int], announced: Callable[..., None]) -> None:
    announced(1234, OTHER)
    announced(7443, PIN)
    assert find_hub(PIN, 10, interface=HERE, group=group) == Found("webdavs://127.0.0.1:7443/", PIN)


def test_others_and_nonsense_are_passed_over(group: tuple[str, int], announced: Callable[..., None]) -> None:
    announced(1234, OTHER)
    sayings = [
        b"",
        b"\xff" * 900,
        b"[" * 900,
        b'{"format":"kla-hub-here/1"}',
        json.dumps({"format": "kla-hub-here/1", "port": 0, "pin": PIN}).encode(),
        json.dumps({"format": "kla-hub-here/1", "port": "80", "pin": PIN}).encode(),
        json.dumps({"format": "kla-hub-here/2", "port": 80, "pin": PIN}).encode(),
        json.dumps({"format": "kla-hub-here/1", "port": True, "pin": PIN}).encode(),
    ]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(HERE))
        for said in sayings:
            sender.sendto(said, group)
        assert find_hub(PIN, 0.6, interface=HERE, group=group) is None
