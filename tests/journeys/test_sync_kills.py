"""A transfer whose server and whose client are killed again and again: complete in the end, and hardly sent twice."""

import hashlib
import os
import random
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from kla_desktop.model.sync_pace import LARGEST_PART
from kla_desktop.transport.patience import Patience
from tests.cli.kla import Office, new_town, take
from tests.servers import webdav
from tests.servers.between import Cutter, Listener

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
WORKERS, PART = 2, LARGEST_PART
MIB = 1 << 20


class Served:
    """A WebDAV server that can be killed and comes back with the same folder, behind one port that stays."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._stack = folder, ExitStack()
        self.cutter: Cutter | None = None
        self.shown = folder
        self.restart()

    def restart(self) -> None:
        self._stack.close()  # SIGKILL
        server = self._stack.enter_context(webdav.wsgidav(self._folder))
        self.shown = server.folder
        if self.cutter is None:
            self.cutter = Cutter(server.port)
        else:
            self.cutter._to = server.port

    def close(self) -> None:
        self._stack.close()
        if self.cutter is not None:
            Listener.close(self.cutter)


def parts_of(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in folder.rglob("[0-9]" * 6)}


def assert_no_half_part(folder: Path, size: int) -> None:
    """What bears a final name has its full size at every moment."""
    sizes = parts_of(folder)
    full = max(sizes.values(), default=0)
    last = f"{-(-size // full) - 1:06d}" if full else ""
    assert all(held == full or name == last for name, held in sizes.items()), sizes


def packed(village: Office, file: Path) -> tuple[Path, int, str]:
    (item,) = take(village, file)
    village.do("tag", item, "6")
    (bundle,) = village.do("pack")["bundles"]
    return Path(bundle["path"]), bundle["bytes"], bundle["sha256"]


@pytest.mark.timeout(1500)
@pytest.mark.parametrize(
    ("size", "kills", "rate"),
    [(24 * MIB, 2, 6000), pytest.param(500_000_000, 20, 20_000, marks=pytest.mark.heavy)],
)
def test_server_and_client_are_killed_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, kills: int, rate: int
) -> None:
    chance = random.Random(seed := 2020)
    print(f"seed {seed}, {Patience()}")
    here = new_town(tmp_path)
    served = Served(tmp_path / "server")
    cutter = served.cutter
    assert cutter is not None
    try:
        monkeypatch.setenv("KLA_HUB_PASSWORD", webdav.PASSWORD)
        for office in (here.desk, here.village):
            office.do("hub", "set", f"webdav://127.0.0.1:{cutter.port}/hub", "--user", webdav.USER)
        here.village.do("hub", "limit", rate)
        noise = tmp_path / "film.bin"
        with noise.open("wb") as out:
            for _ in range(-(-size // MIB)):
                out.write(chance.randbytes(MIB))
        path, whole, sha256 = packed(here.village, noise)
        moments = sorted(chance.uniform(0.02, 0.95) * whole for _ in range(2 * kills))
        starts = 0
        client = here.village.start("sync", "--once", "--no-pack", "--quiet")
        until = time.monotonic() + 1200
        server_kills = client_kills = 0
        while True:
            assert time.monotonic() < until
            landed = sum(parts_of(served.shown).values())
            if moments and landed + PART / 2 > moments[0]:
                moments.pop(0)
                time.sleep(chance.uniform(0, 0.5))
                if (server_kills + client_kills) % 2:
                    served.restart()
                    server_kills += 1
                else:
                    os.kill(client.pid, signal.SIGKILL)
                    client_kills += 1
                assert_no_half_part(served.shown, whole)
            if client.poll() is not None:
                client.communicate()
                if client.returncode == 0:
                    break
                starts += 1
                client = here.village.start("sync", "--once", "--no-pack", "--quiet")
            time.sleep(0.02)
        again = cutter.up - whole
        print(f"{server_kills} kills of the server, {client_kills} of the client, {starts} starts, again {again} bytes")
        assert not moments
        assert server_kills == client_kills == kills
        assert again <= 2 * kills * WORKERS * PART + MIB
        (commit,) = served.shown.rglob("bundle.json")
        together = hashlib.sha256()
        for part in sorted(commit.parent.glob("[0-9]" * 6)):
            together.update(part.read_bytes())
        assert together.hexdigest() == sha256
        assert {file.name for file in commit.parent.iterdir()} == {*parts_of(commit.parent), "bundle.json"}
        held = here.desk.do("sync", "--once")["held"]
        here.desk.do("stations", "--accept", held[0]["station"])
        here.desk.do("sync", "--once")
        assert here.village.do("sync", "--once")["received"] == 1
        assert not path.exists()
        out_file = tmp_path / "dibuka"
        here.desk.do("open", here.desk.do("list")["items"][0]["id"], "--out", out_file)
        assert hashlib.sha256(out_file.read_bytes()).digest() == hashlib.sha256(noise.read_bytes()).digest()
    finally:
        served.close()
