"""The program is killed at random moments of ingest, pack and receive: nothing acknowledged is lost, nothing doubled.

A failing run prints its seed; KLA_KILL_SEED repeats its moments (the machine's own pace stays chance).
"""

import hashlib
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.kla import Office, Town, new_town, photo, take

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
SEED = int(os.environ.get("KLA_KILL_SEED") or random.SystemRandom().randrange(1 << 32))
QUICK, HEAVY = 6, 50
POINTS = [QUICK, pytest.param(HEAVY, marks=pytest.mark.heavy)]


class Killer:
    """Starts commands and kills them: moments are spread over the time that a whole run took."""

    def __init__(self, name: str) -> None:
        self.rng = random.Random(f"{SEED} {name}")
        print(f"KLA_KILL_SEED={SEED}")
        self.usual = 0.0
        self.killed = 0

    def whole(self, office: Office, *words: object) -> None:
        """Let a run end by itself, to learn how long it takes."""
        began = time.monotonic()
        process = office.start("--json", "--quiet", *words)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        self.usual = time.monotonic() - began

    def kill(self, office: Office, *words: object) -> bytes:
        """Kill a run somewhere between its imports and its end; return what it had said until then."""
        process = office.start("--json", "--quiet", *words)
        time.sleep(self.usual * self.rng.uniform(0.35, 1.0))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            self.killed += 1
        out, _ = process.communicate(timeout=60)  # a worker cut off while starting may complain on stderr
        return out


def sound(office: Office) -> dict[str, str]:
    """The library is whole and tidy; returns the digest of each item."""
    checked = office.do("check")
    assert checked["problems"] == []
    assert list((office.library / "temporary").iterdir()) == []
    items = office.do("list")["items"]
    assert max(Counter(item["sha256"] for item in items).values(), default=1) == 1, "doubled"
    return {item["id"]: item["sha256"] for item in items}


def drop(folder: Path, count: int, start: int) -> set[str]:
    """Put new files into a folder, pictures and such as nobody can read, and return their digests."""
    folder.mkdir(exist_ok=True)
    files = [photo(folder / f"IMG_{start + n:05d}.png", start + n) for n in range(count // 2)]
    for n in range(count - len(files)):
        files.append(folder / f"cadangan-{start + n}.dat")
        files[-1].write_bytes(random.Random(start + n).randbytes(20_000))
    return {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.mark.parametrize("points", POINTS)
def test_killed_while_taking_in(tmp_path: Path, points: int) -> None:
    town = new_town(tmp_path)
    kla, killer, folder = town.village, Killer("ingest"), tmp_path / "DCIM"
    wanted = drop(folder, 40, 0)
    killer.whole(kla, "ingest", folder)
    known = sound(kla)
    for point in range(points):
        wanted |= drop(folder, 40, 40 * (point + 1))
        said = killer.kill(kla, "ingest", folder)
        after = sound(kla)
        assert known.items() <= after.items(), "lost"
        if said:
            assert set(after.values()) == wanted, "acknowledged and lost"
        known = after
    kla.do("ingest", folder)
    assert set(sound(kla).values()) == wanted
    assert killer.killed


@pytest.mark.parametrize("points", [2, POINTS[1]])
def test_killed_again_while_it_recovers(tmp_path: Path, points: int) -> None:
    """T06: the next start is killed as well, in whatever it does first, before anything is looked at."""
    town = new_town(tmp_path)
    kla, killer, folder = town.village, Killer("again"), tmp_path / "DCIM"
    wanted = drop(folder, 24, 0)
    killer.whole(kla, "ingest", folder)
    known = sound(kla)
    for point in range(points):
        wanted |= drop(folder, 24, 24 * (point + 1))
        said = [killer.kill(kla, "ingest", folder), killer.kill(kla, "ingest", folder)]
        after = sound(kla)
        assert known.items() <= after.items(), "lost"
        if any(said):
            assert set(after.values()) == wanted, "acknowledged and lost"
        known = after
    assert killer.killed


@pytest.mark.parametrize("points", POINTS)
def test_killed_while_packing(tmp_path: Path, points: int) -> None:
    town, killer = new_town(tmp_path), Killer("pack")
    told: set[str] = set()

    def prepare(point: int) -> None:
        drop(tmp_path / f"{point}", 1, point)
        for one in take(town.village, tmp_path / f"{point}"):
            town.village.do("tag", one, "6")
            told.add(one)

    prepare(0)
    killer.whole(town.village, "pack")
    for point in range(1, points + 1):
        prepare(point)
        killer.kill(town.village, "pack")
        sound(town.village)
        waiting = {path.stem for path in (town.village.library / "outbox").iterdir()}
        copied = town.village.do("hand-over", town.stick, "--again")["copied"]
        assert waiting <= {one["bundle"] for one in copied}, "a file that no event speaks of"
    (held, *_) = town.desk.run("receive", town.stick).document["held"]
    assert town.desk.do("stations", "--accept", held["station"])["received"]["refused"] == []
    assert set(sound(town.desk)) == told
    assert killer.killed


@pytest.mark.parametrize("points", POINTS)
def test_killed_while_receiving(tmp_path: Path, points: int) -> None:
    town, killer = new_town(tmp_path), Killer("receive")
    told: set[str] = set()
    send = _sender(town, tmp_path, told)
    (held,) = town.desk.run("receive", send(0)).document["held"]
    town.desk.do("stations", "--accept", held["station"])
    killer.whole(town.desk, "receive", send(1))
    known = sound(town.desk)
    for point in range(2, points + 2):
        bundle = send(point)
        said = killer.kill(town.desk, "receive", bundle)
        after = sound(town.desk)
        assert known.items() <= after.items(), "lost"
        assert set(after) in (set(known), told), "a bundle is received whole or not at all"
        if said:
            assert set(after) == told, "acknowledged and lost"
        town.desk.do("receive", bundle)
        known = sound(town.desk)
        assert set(known) == told
    assert all(town.desk.do("show", one)["item"]["has_bytes"] for one in sorted(told)[:5])
    assert killer.killed


def _sender(town: Town, tmp_path: Path, told: set[str]) -> Callable[[int], Path]:
    """Return what makes bundle after bundle at the kelurahan."""

    def send(point: int) -> Path:
        drop(tmp_path / f"{point}", 1, point)
        for one in take(town.village, tmp_path / f"{point}"):
            town.village.do("tag", one, "6")
            told.add(one)
        (bundle,) = town.village.do("pack", "--out", tmp_path / "keluar")["bundles"]
        return Path(bundle["path"])

    return send
