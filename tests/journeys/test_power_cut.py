"""T03: the power fails at any moment, and what was not synced is lost, torn, or there in another order than written.

A village office and a secretariat work under a shim that writes down every call that changes the disk. From that record
disks are made as a power cut might leave them, and the real program opens each: what was acknowledged until then is
there, every library is whole, and no file stands under its final name with other bytes than its own.
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.storage.verify import ALL, VerifyRequest, verify_storage
from tests.faults.disk import CHOICES, Disk
from tests.faults.shim import Kind, Line, Shim, read_record
from tests.faults.workload import DESK, VILLAGE
from tests.operations.town import SILENT, town

SEED = int(os.environ.get("KLA_CUT_SEED") or random.SystemRandom().randrange(1 << 32))


@dataclass(frozen=True)
class Recording:
    """What was there before, and every call since."""

    live: Path
    before: Path
    lines: list[Line]
    final: dict[str, str]
    """Digests of all files that were ever acknowledged."""


def record(tmp_path: Path, rounds: int) -> Recording:
    """Let both offices work for so many rounds, and write down what the disk was told."""
    live, before, log = tmp_path / "kota", tmp_path / "asal", tmp_path / "catatan"
    live.mkdir()
    with town(live) as made:
        made.introduce(made.village)
    (live / "desk").rename(live / DESK)
    (live / "village").rename(live / VILLAGE)
    shutil.rmtree(live / "agency")
    (live / "gudang").mkdir()
    shutil.copytree(live, before)
    shim = Shim(tmp_path)
    shim.record(log, live)
    environment = os.environ | shim.environment
    command = [sys.executable, "-m", "tests.faults.workload", str(live), str(rounds)]
    subprocess.run(command, env=environment, check=True, timeout=600)
    shim.off()
    lines = list(read_record(log))
    final = json.loads([line.path for line in lines if line.kind is Kind.MARK][-1])["files"]
    print(f"KLA_CUT_SEED={SEED}; {len(lines)} calls, {sum(line.kind is Kind.SYNC for line in lines)} of them syncs")
    return Recording(live, before, lines, final)


def judge(here: Recording, told: dict[str, Any]) -> None:
    """Open what a cut has left, with the real program."""
    for path in [*here.live.glob("*.tar"), *here.live.rglob("*.kla")]:
        name = str(path.relative_to(here.live))
        wanted = here.final.get(name)
        if wanted and path.parent.name != "outbox":  # where the file comes before the event that speaks of it
            assert digest(path) == wanted, f"half a file: {name}"
    for name, wanted in told["files"].items():
        assert digest(here.live / name) == wanted, f"acknowledged and lost: {name}"
    for name, items in told["libraries"].items():
        with bootstrap.opened(here.live / name) as ws:
            assert list(ws.store.temporary.iterdir()) == []
            assert check_library(ws, CheckRequest(), SILENT).problems == ()
            found = ws.store.evidence.find(list(items))
            there = {one: [item.digest.sha256, len(item.tags)] for one, item in found.items()}
            assert there == items, f"acknowledged and lost in {name}"
            digests = Counter(row[0] for row in ws.store.database.rows("SELECT sha256 FROM evidence"))
            assert max(digests.values(), default=1) == 1, "doubled"
            if name == DESK and ws.store.local.setting("storage"):
                assert verify_storage(ws, VerifyRequest(ALL), SILENT).lost == ()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def cut(here: Recording, states: int) -> Counter[str]:
    """Make and judge so many states: at the borders of syncs, and at random calls."""
    chance = random.Random(SEED)
    syncs = [n for n, line in enumerate(here.lines) if line.kind in {Kind.SYNC, Kind.MARK}]
    borders = [at for n in syncs for at in (n, n + 1)]
    begun = next(n for n, line in enumerate(here.lines) if line.kind is Kind.MARK) + 1
    places = [at for at in borders if at > begun]
    chance.shuffle(places)
    places = places[: states // 2]
    places += [chance.randrange(begun, len(here.lines) + 1) for _ in range(states - len(places))]
    disk, played, told, made = Disk(here.before, here.live), 0, {}, Counter[str]()
    for at in sorted(places):
        for line in here.lines[played:at]:
            disk.play(line)
            if line.kind is Kind.MARK:
                told = json.loads(line.path)
        played = at
        choice = chance.choice(CHOICES)
        shutil.rmtree(here.live)
        disk.cut(here.live, chance, choice)
        try:
            judge(here, told)
        except BaseException:
            last = [f"{line.kind.name} {line.path} {line.other}" for line in here.lines[max(0, at - 6) : at]]
            print(f"cut before call {at} of {len(here.lines)}; of what was not synced: {choice}; the last were {last}")
            raise
        made[choice] += 1
    return made


@pytest.mark.parametrize(
    ("states", "rounds"), [(4, 1), pytest.param(2000, 2, marks=[pytest.mark.heavy, pytest.mark.timeout(4 * 3600)])]
)
def test_power_cuts(tmp_path: Path, states: int, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "kota/config"))
    made = cut(record(tmp_path, rounds), states)
    print(f"{made.total()} states: {dict(made)}")
    assert made.total() == states
