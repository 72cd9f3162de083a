"""The object store on real servers: liars in between, and a program killed while it moves. Nothing is lost."""

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.open_original import read_original
from kla_desktop.operations.storage.access import SetStorageRequest, change_storage, set_storage, try_storage
from kla_desktop.operations.storage.bring import bring_back
from kla_desktop.operations.storage.move import MoveRequest, move_objects
from kla_desktop.operations.storage.verify import ALL, VerifyRequest, verify_storage
from kla_desktop.operations.workspace import Workspace
from kla_desktop.transport.remote import RemoteError
from tests.cli.kla import new_town
from tests.cli.kla import photo as photo_of
from tests.operations.town import SILENT, alone, photo, tagged
from tests.servers import s3, webdav
from tests.servers.between import Between
from tests.servers.places import Servers
from tests.transport.test_lies import Liar

KINDS = ("folder", "wsgidav", "seaweedfs")
COUNT = 6


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with alone(tmp_path) as ws:
        tagged(ws, *[photo(tmp_path / f"{n}.png", 10 + n) for n in range(COUNT)])
        yield ws


def address_of(
    kind: str, servers: Servers, desk: Workspace, session: int = 0, port: int | None = None
) -> SetStorageRequest:
    """An empty place of a kind, reached by another port if one is given."""
    name = f"gudang-{desk.me}-{session}"
    if kind == "folder":
        (desk.store.folder.parent / name).mkdir(exist_ok=True)
        return SetStorageRequest((desk.store.folder.parent / name).as_uri())
    server = servers.get(kind)
    if kind == "seaweedfs":
        address = server.address(name)
        return SetStorageRequest(address.replace(f":{server.port}", f":{port or server.port}"), s3.KEY, s3.SECRET)
    (server.folder / name).mkdir(exist_ok=True)
    address = f"webdav://127.0.0.1:{port or server.port}/hub/{name}"
    return SetStorageRequest(address, webdav.USER, webdav.PASSWORD)


def originals(ws: Workspace) -> dict[str, bytes]:
    items = ws.store.evidence.items(range(1, COUNT + 1))
    return {item.id: read_original(ws, item.id) for item in items}


@pytest.mark.parametrize("kind", KINDS)
def test_there_and_back(desk: Workspace, servers: Servers, kind: str) -> None:
    before = originals(desk)
    set_storage(desk, address_of(kind, servers, desk), SILENT)
    try_storage(desk, SILENT)
    change_storage(desk, keep=0)
    moved = move_objects(desk, MoveRequest(), SILENT)
    assert (moved.sent, moved.dropped, moved.failed) == (COUNT, COUNT, 0)
    assert not list(desk.store.objects.files())
    looked = verify_storage(desk, VerifyRequest(ALL), SILENT)
    assert (looked.ok, looked.read, looked.strays) == (True, COUNT, 0)
    assert originals(desk) == before
    with desk.transaction():
        desk.store.database.write("DELETE FROM object WHERE sha256 = (SELECT min(sha256) FROM object)")
    assert move_objects(desk, MoveRequest(), SILENT).erased == 1
    looked = verify_storage(desk, VerifyRequest(ALL), SILENT)
    assert (looked.ok, looked.kept, looked.strays) == (True, COUNT - 1, 0)


@pytest.mark.parametrize("kind", ["wsgidav", "seaweedfs"])
@pytest.mark.parametrize("sessions", [3, pytest.param(100, marks=pytest.mark.heavy)])
def test_lies_cost_nothing_that_is_here(desk: Workspace, servers: Servers, kind: str, sessions: int) -> None:
    """T35 for the object store: whatever the server says while objects are moved, only what it holds is let go."""
    before = originals(desk)
    server, told = servers.get(kind), 0
    print(f"seed {(seed := 35)}")
    for session in range(sessions):
        liar = Liar(random.Random(seed + session), 12)
        with Between(server.port, liar.before, liar.after) as between:
            set_storage(desk, address_of(kind, servers, desk, session, between.port), SILENT)
            change_storage(desk, keep=0)
            for _ in range(4):
                with contextlib.suppress(RemoteError):
                    move_objects(desk, MoveRequest(), SILENT)
        told += liar.told
        set_storage(desk, replace(address_of(kind, servers, desk, session), moved=True), SILENT)
        looked = verify_storage(desk, VerifyRequest(ALL), SILENT)
        assert not looked.lost, f"let go and not there: session {session}"
        change_storage(desk, keep=0)
        move_objects(desk, MoveRequest(), SILENT)
        assert verify_storage(desk, VerifyRequest(ALL), SILENT).ok
        assert originals(desk) == before
        bring_back(desk, SILENT)
    assert told > 4 * sessions
    assert check_library(desk, CheckRequest(), SILENT).ok


def test_a_server_that_drops_everything_in_the_end_is_found_out(desk: Workspace, servers: Servers) -> None:
    set_storage(desk, address_of("folder", servers, desk), SILENT)
    change_storage(desk, keep=0)
    move_objects(desk, MoveRequest(), SILENT)
    for path in (desk.store.folder.parent / f"gudang-{desk.me}-0").rglob("*"):
        if path.is_file():
            path.unlink()
    looked = verify_storage(desk, VerifyRequest(), SILENT)
    assert len(looked.lost) == COUNT
    with pytest.raises(Fixable) as said:
        read_original(desk, looked.lost[0])
    assert said.value.code is ErrorCode.OBJECT_DAMAGED


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("points", [2, pytest.param(60, marks=pytest.mark.heavy)])
def test_killed_while_moving(tmp_path: Path, points: int) -> None:
    """At any moment every object is whole in one of the two places, and the library knows in which."""
    made, rng = new_town(tmp_path), random.Random(seed := random.SystemRandom().randrange(1 << 32))
    print(f"seed {seed}")
    desk, shelf = made.desk, tmp_path / "gudang"
    shelf.mkdir()
    desk.do("storage", "set", shelf.as_uri())
    killed = 0
    began = time.monotonic()
    _take(made, tmp_path, 0)
    desk.do("storage", "keep", "0")
    desk.do("storage", "move")
    usual = time.monotonic() - began
    for point in range(1, points + 1):
        _take(made, tmp_path, point)
        process = desk.start("--json", "--quiet", "storage", "move")
        time.sleep(usual * rng.uniform(0.1, 0.7))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate(timeout=60)
        checked = desk.do("check")
        assert checked["problems"] == []
        assert desk.do("storage", "verify", "--all")["lost"] == []
        assert list((desk.library / "temporary").iterdir()) == []
    desk.do("storage", "move")
    shown = desk.do("storage", "show")
    assert (shown["kept"], shown["only_there"], shown["waiting"]) == (8 * (points + 1),) * 2 + (0,)
    assert killed
    desk.do("storage", "fetch")
    assert desk.do("check")["only_in_storage"] == 0


def _take(made: object, folder: Path, point: int) -> None:
    files = folder / f"foto-{point}"
    files.mkdir()
    for n in range(8):
        photo_of(files / f"{n}.png", 8 * point + n)
    made.desk.do("ingest", files)  # type: ignore[attr-defined]
