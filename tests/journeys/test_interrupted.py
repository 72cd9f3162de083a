"""The lid is closed (a suspended process), the user logs out (SIGTERM): work goes on or is taken up again, whole."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.cli.kla import new_town
from tests.journeys.test_kill import drop, sound

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")
_COUNT = 24


def test_a_lid_that_was_closed_costs_nothing(tmp_path: Path) -> None:
    kla = new_town(tmp_path).village
    wanted = drop(tmp_path / "DCIM", _COUNT, 0)
    process = kla.start("--json", "--quiet", "ingest", tmp_path / "DCIM")
    while process.poll() is None:
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(0.2)
        os.kill(process.pid, signal.SIGCONT)
        time.sleep(0.4)
    assert process.returncode == 0
    process.communicate(timeout=60)
    assert set(sound(kla).values()) >= wanted


def test_logging_out_leaves_whole_items_and_the_rest_comes_next_time(tmp_path: Path) -> None:
    kla = new_town(tmp_path).village
    wanted = drop(tmp_path / "DCIM", _COUNT, 0)
    process = kla.start("--json", "--quiet", "ingest", tmp_path / "DCIM")
    time.sleep(1)
    process.terminate()
    process.communicate(timeout=60)
    assert set(sound(kla).values()) <= wanted
    kla.do("ingest", tmp_path / "DCIM")
    assert set(sound(kla).values()) == wanted
