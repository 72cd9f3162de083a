"""T14: many starts at the same time on one library, and a lock that a killed program left. One writes at a time."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.kla import new_office
from tests.journeys.test_kill import drop, sound

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.mark.parametrize("starts", [4, pytest.param(50, marks=pytest.mark.heavy)])
def test_many_starts_take_turns_or_are_told_to_wait(tmp_path: Path, starts: int) -> None:
    """Each takes in the same folder: who comes too late says so, and no file is an item twice."""
    office = new_office(tmp_path / "kelurahan", "petugas", "32.76.01.1008")
    wanted = drop(tmp_path / "DCIM", 8, 0)
    running = [office.start("--json", "--quiet", "ingest", tmp_path / "DCIM") for _ in range(starts)]
    added = late = 0
    for process in running:
        out, err = process.communicate(timeout=600)
        said = json.loads(out or err)
        if process.returncode == 0:
            added += len(said["added"])
        else:
            assert said["error"] == "library_in_use", said
            late += 1
    print(f"{starts} starts, {late} found the library in use")
    assert added == len(wanted)
    assert set(sound(office).values()) == wanted


def test_a_lock_that_a_killed_program_left_does_not_count(tmp_path: Path) -> None:
    """The system lets go of it with the process; nobody judges by its age, and a stopped program still holds it."""
    office = new_office(tmp_path / "kelurahan", "petugas", "32.76.01.1008")
    wanted = drop(tmp_path / "DCIM", 8, 0)
    held = "import sys, time; from pathlib import Path; from kla_desktop.app.bootstrap import hold\n"
    held += "lock = hold(Path(sys.argv[1])); print('held', flush=True); time.sleep(600)"
    with subprocess.Popen(
        [sys.executable, "-c", held, str(office.library)], stdout=subprocess.PIPE, env=os.environ | office.environment
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        os.kill(holder.pid, signal.SIGSTOP)
        os.utime(office.library / "library.lock", (0, 0))
        assert office.run("ingest", tmp_path / "DCIM").document["error"] == "library_in_use"
        holder.kill()
    assert (office.library / "library.lock").exists()
    office.do("ingest", tmp_path / "DCIM")
    assert set(sound(office).values()) == wanted
