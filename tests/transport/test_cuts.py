"""T31 and T32: connections cut at any byte, answers lost after the server did it. In the end exactly once."""

import random
from pathlib import Path

import pytest

from kla_desktop.transport.connect import remote_for
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.hub import Sealed, cut
from kla_desktop.transport.patience import Patience
from kla_desktop.transport.remote import Remote
from tests.servers import s3, webdav
from tests.servers.between import Asked, Between, Cutter, Said
from tests.servers.places import Servers
from tests.transport.carrying import PART, carry, sealed_file, stored

SIZE = 3 * PART + 1234
PATIENCE = Patience(connect=5, standstill=20)


def through(port: int, kind: str, name: str) -> Remote:
    """The place `name` of a server, seen through something that listens on `port`."""
    if kind == "seaweedfs":
        return remote_for(s3.S3Server(port).address(name), Credentials(s3.KEY, s3.SECRET), patience=PATIENCE)
    address = f"webdav://127.0.0.1:{port}/hub/{name}"
    return remote_for(address, Credentials(webdav.USER, webdav.PASSWORD), patience=PATIENCE)


def assert_exactly_once(folder: Path, sealed: Sealed) -> None:
    """Every name on the server's disk stands for its own bytes, and nothing else is there."""
    data, found = sealed.path.read_bytes(), stored(folder, sealed)
    parts = {f"{part.number:06d}": data[part.offset : part.offset + part.size] for part in cut(SIZE, PART)}
    assert found.keys() == parts.keys() | {"bundle.json"}
    assert {name: found[name] for name in parts} == parts


@pytest.mark.parametrize("cuts", [24, pytest.param(500, marks=pytest.mark.heavy)])
def test_a_connection_cut_at_any_byte(servers: Servers, tmp_path: Path, cuts: int) -> None:
    server, chance = servers.get("wsgidav"), random.Random(seed := 3101)
    print(f"seed {seed}")
    name = f"cuts-{cuts}"
    (server.folder / name).mkdir()
    with Cutter(server.port) as cutter:
        first = sealed_file(tmp_path, SIZE, 1)
        carry(through(cutter.port, "wsgidav", name), through(cutter.port, "wsgidav", name), first, tmp_path / "0", 1)
        up, down, borders = cutter.up, cutter.down, list(cutter.borders)
        for number in range(cuts):
            sealed = sealed_file(tmp_path, SIZE, number + 2)
            if number % 2:
                cutter.down_left = chance.randrange(1, down)
            else:
                border = chance.choice(borders) + chance.choice((-1, 0, 1))
                cutter.up_left = border if number % 4 else chance.randrange(1, up)
            before = cutter.up
            remote = through(cutter.port, "wsgidav", name)
            carry(remote, remote, sealed, tmp_path / "arrived", 6)
            remote.close()
            assert cutter.up - before < 2 * SIZE
            assert_exactly_once(server.folder / name, sealed)
            (tmp_path / "arrived").unlink()
            sealed.path.unlink()
            cutter.up_left = cutter.down_left = None


@pytest.mark.parametrize(
    ("kind", "method"),
    [("wsgidav", "PUT"), ("wsgidav", "MOVE"), ("wsgidav", "MKCOL"), ("wsgidav", "DELETE"), ("seaweedfs", "PUT")],
)
@pytest.mark.parametrize("losses", [10, pytest.param(200, marks=pytest.mark.heavy)])
def test_the_server_did_it_and_the_answer_is_lost(
    servers: Servers, tmp_path: Path, kind: str, method: str, losses: int
) -> None:
    server, chance = servers.get(kind), random.Random(seed := 3201)
    print(f"seed {seed}")
    name, lost = f"lost-{method.lower()}-{losses}", [0]
    if kind == "wsgidav":
        (server.folder / name).mkdir()
    due = [0]

    def lose(asked: Asked, said: Said) -> Said | None:
        if asked.method == method:
            due[0] -= 1
            if due[0] == 0:
                lost[0] += 1
                return None
        return said

    with Between(server.port, after=lose) as between:
        for number in range(losses):
            sealed = sealed_file(tmp_path, SIZE, number + 10_000)
            due[0] = chance.randrange(1, {"PUT": 6, "MOVE": 6, "MKCOL": 2, "DELETE": 2}[method])
            remote = through(between.port, kind, name)
            carry(remote, remote, sealed, tmp_path / "arrived", 3)
            if method == "DELETE":
                due[0] = 1
                with pytest.raises(Exception, match="hub_unreachable"):
                    remote.delete(sealed.place.commit)
                remote.delete(sealed.place.commit)
                assert "bundle.json" not in remote.list(sealed.place.folder).files
            elif kind == "wsgidav":
                assert_exactly_once(server.folder / name, sealed)
            remote.close()
            (tmp_path / "arrived").unlink()
            sealed.path.unlink()
    assert lost[0] >= losses * 0.6
