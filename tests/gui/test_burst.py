"""A drop of very many files while the window is open: each comes in once, and the window goes on answering."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BURST = Path(__file__).with_name("burst.py")


def drop(work: Path, files: int, folders: int, patience: float) -> dict[str, Any]:
    words = [sys.executable, str(BURST), str(files), str(folders), str(work)]
    done = subprocess.run(words, capture_output=True, env=os.environ, timeout=patience, check=False)
    assert done.returncode == 0, done.stderr[-2000:].decode()
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(found)
    return found


def test_a_small_drop_comes_in_once(tmp_path: Path) -> None:
    found = drop(tmp_path, 150, 10, 120)
    assert (found["items"], found["sources"], found["failures"]) == (150, 150, 0)


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform != "linux", reason="memory and processes are counted as Linux tells them")
def test_a_hundred_thousand_files(tmp_path: Path) -> None:
    found = drop(tmp_path, 100_000, 500, 3 * 3600)
    assert (found["items"], found["sources"], found["failures"]) == (100_000, 100_000, 0)
    assert found["memory"] < 500
    assert found["p99"] < 200
    assert found["max"] < 1000
