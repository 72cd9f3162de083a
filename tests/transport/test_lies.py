"""T35: a server that lies. Nothing goes unnoticed, nothing local is given up, and in the end the bytes arrive."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kla_desktop.transport.connect import remote_for
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.remote import Remote
from tests.servers import s3, webdav
from tests.servers.between import Asked, Between, Said
from tests.servers.places import Servers
from tests.transport.carrying import PART, carry, sealed_file

SIZE = 2 * PART + 777
LIES_EACH = 5


class Liar:
    """Tells a number of lies, each at a moment of its own choosing, and remembers how many."""

    def __init__(self, chance: random.Random, lies: int) -> None:
        self._chance, self._left, self.told = chance, lies, 0
        self._bodies: dict[str, bytes] = {}

    def before(self, asked: Asked) -> Said | None:
        if asked.method == "PUT" and self._lies():
            return self._chance.choice([Said(201), Said(204), Said(200, {"ETag": '"' + "0" * 32 + '"'})])  # dropped
        if asked.method == "MOVE" and self._lies():
            return Said(201)  # not moved
        if asked.method == "HEAD" and self._lies():
            return self._chance.choice([Said(404), Said(200, {"Content-Length": str(self._chance.randrange(99_999))})])
        if asked.method == "DELETE" and self._lies():
            return Said(204)
        return None

    def after(self, asked: Asked, said: Said) -> Said:
        if asked.method == "PROPFIND" or (asked.method == "GET" and "list-type" in asked.target):
            return self._listing(said) if self._lies() else said
        if asked.method == "GET" and said.status in {200, 206} and said.body:
            older = self._bodies.get(asked.target.rpartition("/")[2], b"\0" * len(said.body))
            self._bodies[asked.target.rpartition("/")[2]] = said.body
            if self._lies():
                return Said(said.status, said.headers, self._bytes(said.body, older))
        return said

    def _lies(self) -> bool:
        if self._left and self._chance.random() < 0.25:
            self._left -= 1
            self.told += 1
            return True
        return False

    def _listing(self, said: Said) -> Said:
        entry = rb"<(\w+:)?(response|Contents)>.*?</(\w+:)?(response|Contents)>"
        entries = [found[0] for found in re.finditer(entry, said.body, re.DOTALL)]
        if not entries:
            return said
        one = self._chance.choice(entries)
        change: Callable[[bytes], bytes] = self._chance.choice(
            [
                lambda body: body.replace(one, b"", 1),
                lambda body: body.replace(
                    one, one + one.replace(b"000000", b"000009").replace(b"000001", b"000000"), 1
                ),
                lambda body: re.sub(rb">65536<", b">65535<", body, count=1),
                lambda body: body.replace(b"bundle.json", b"000002"),
            ]
        )
        return Said(said.status, said.headers, change(said.body))

    def _bytes(self, body: bytes, older: bytes) -> bytes:
        place = self._chance.randrange(len(body))
        return self._chance.choice(
            [
                bytes([*body[:place], body[place] ^ 1, *body[place + 1 :]]),
                older if older != body else b"\0" * len(body),
                body[:place],
                body + b"more",
                b"",
            ]
        )


def place(kind: str, port: int, name: str) -> Remote:
    if kind == "seaweedfs":
        return remote_for(s3.S3Server(port).address(name), Credentials(s3.KEY, s3.SECRET))
    return remote_for(f"webdav://127.0.0.1:{port}/hub/{name}", Credentials(webdav.USER, webdav.PASSWORD))


@pytest.mark.parametrize("kind", ["wsgidav", "seaweedfs"])
@pytest.mark.parametrize("sessions", [8, pytest.param(200, marks=pytest.mark.heavy)])
def test_no_lie_goes_unnoticed(servers: Servers, tmp_path: Path, kind: str, sessions: int) -> None:
    server, told = servers.get(kind), 0
    print(f"seeds 3500 to {3500 + sessions - 1}")
    for session in range(sessions):
        name = f"lies-{sessions}-{session}"
        if kind == "wsgidav":
            (server.folder / name).mkdir()
        sealed = sealed_file(tmp_path, SIZE, 20_000 + session)
        liar = Liar(random.Random(3500 + session), LIES_EACH)
        with Between(server.port, liar.before, liar.after) as between:
            sender, receiver = place(kind, between.port, name), place(kind, between.port, name)
            carry(sender, receiver, sealed, tmp_path / "arrived", 40)  # compares the bytes
            sender.close()
            receiver.close()
        told += liar.told
        assert sealed.path.exists()
        (tmp_path / "arrived").unlink()
    assert told > sessions * LIES_EACH * 0.6
