"""After an update the library is told anew: seen from outside, stopped, and killed in the middle."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.ids import DeedId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role
from kla_desktop.operations.renew_library import is_outdated
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from kla_desktop.system.progress import Cancelled, SilentProgress, Step

ITEMS = 2500
KILLED = """
import sys, time
from pathlib import Path
from kla_desktop.app import bootstrap
from kla_desktop.system.progress import SilentProgress

class Until(SilentProgress):
    def step(self, step):
        if step.done:
            print(step.done, step.total, flush=True)
            time.sleep(60)

with bootstrap.opened(Path(sys.argv[1]), progress=Until()):
    pass
"""


class Listens(SilentProgress):
    """Notes every step, and stops at one if asked to."""

    def __init__(self, stop_at: int = -1) -> None:
        self.steps: list[Step] = []
        self._stop_at = stop_at

    def step(self, step: Step) -> None:
        self.steps.append(step)

    def checkpoint(self) -> None:
        if len(self.steps) == self._stop_at:
            raise Cancelled


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library that a program with other rules told: its tables say what the journal does not."""
    folder = tmp_path / "pustaka"
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti A."))
    with bootstrap.opened(folder) as ws:
        for start in range(0, ITEMS, 500):
            drafts = [Draft(Kind.CAPTURED, ws.tools.new_id(), _captured(n)) for n in range(start, start + 500)]
            ws.record(drafts, DeedId(ws.tools.new_id()))
        with ws.transaction():
            ws.store.database.write("UPDATE evidence SET name = 'dahulu'")
        ws.store.local.set("rules", replay.RULES - 1)
    return folder


def _captured(number: int) -> dict[str, object]:
    claim = {"value": f"2026-{1 + number % 11:02d}-05", "source": "exif", "confidence": 0.9}
    name = f"IMG_{number:05d}.jpg"
    return {"sha256": f"{number:064x}", "size": 9, "kind": "photo", "media": "jpeg", "name": name, "claims": [claim]}


def _is_whole(ws: Workspace) -> bool:
    names = {item.name for item in ws.store.evidence.items([n for n, _ in ws.store.evidence.rows(Filter())])}
    return len(names) == ITEMS and not replay.differences(ws.store)


def test_the_first_opening_says_how_far_it_is(old: Path) -> None:
    listens = Listens()
    with bootstrap.opened(old, progress=listens) as ws:
        assert not is_outdated(ws)
        assert _is_whole(ws)
        assert ws.store.search.find(Filter(text="IMG_00042")).total == 1
    done = [step.done for step in listens.steps]
    assert done == sorted(done)
    assert len(set(done)) >= 3
    assert {step.total for step in listens.steps} == {done[-1]}
    again = Listens()
    with bootstrap.opened(old, progress=again):
        assert again.steps == []


def test_stopped_in_the_middle_nothing_has_changed(old: Path) -> None:
    with pytest.raises(Cancelled), bootstrap.opened(old, progress=Listens(stop_at=2)):
        raise AssertionError("it was opened")
    with bootstrap.opened(old, writing=False) as ws:
        assert is_outdated(ws)
        assert {item.name for item in ws.store.evidence.items(range(1, 400))} == {"dahulu"}
    with bootstrap.opened(old) as ws:
        assert _is_whole(ws)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_killed_in_the_middle_it_begins_anew(old: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, str(old)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        done, total = (int(word) for word in process.stdout.readline().split())
        assert 0 < done < total
        os.kill(process.pid, signal.SIGKILL)
    with bootstrap.opened(old, writing=False) as ws:
        assert is_outdated(ws)
    with bootstrap.opened(old) as ws:
        assert not is_outdated(ws)
        assert _is_whole(ws)


def test_a_command_that_writes_comes_after_it_and_one_that_reads_does_without(old: Path, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    kla = [sys.executable, "-m", "kla_desktop", "cli", "--library", str(old)]
    assert subprocess.run([*kla, "list"], capture_output=True, check=False).returncode == 0
    with bootstrap.opened(old, writing=False) as ws:
        assert is_outdated(ws)
    done = subprocess.run([*kla, "ingest", str(tmp_path / "kosong")], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    with bootstrap.opened(old, writing=False) as ws:
        assert not is_outdated(ws)
