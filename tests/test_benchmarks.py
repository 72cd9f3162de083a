"""The benchmark suite starts, its workload is the same everywhere, and a contender that did not do its work is told."""

import hashlib
import importlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kla_desktop.media.probe import probe_bytes
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the suite needs wait4")
SHAPE = (400, 304)


@pytest.fixture
def suite(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the rows of what comes in, imported as the suite imports them."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module("intake_rows")


def _silent(_: str) -> None:
    pass


def _lying(row: Any, words: str) -> Any:
    """The row with a first contender that only says that it did the work."""
    liar = replace(row.contenders[0], command=lambda: [sys.executable, "-c", f"print({words!r})"])
    return replace(row, contenders=(liar,))


def test_the_suite_runs_a_row_and_prints_it(tmp_path: Path) -> None:
    words = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--size", "tiny", "--rounds", "1", "--only", "start"]
    done = subprocess.run([*words, "--json", str(tmp_path / "out.json")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "limit: bare python" in done.stdout
    assert "1 rows right, 0 wrong" in done.stdout
    assert '"ours"' in (tmp_path / "out.json").read_text()


def test_photos_are_the_same_everywhere_and_differ_from_each_other(suite: ModuleType, tmp_path: Path) -> None:
    first = suite.workload.photos(tmp_path / "a", 4, size=SHAPE)
    second = suite.workload.photos(tmp_path / "b", 4, size=SHAPE)
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in first]
    assert digests == [hashlib.sha256(path.read_bytes()).hexdigest() for path in second]
    assert len(set(digests)) == 4
    found = [probe_bytes(path.name, path.read_bytes(), None) for path in first]
    for one in found:
        assert (one.width, one.height, one.warnings, one.camera) == (*SHAPE, (), "Samsung SM-A146P")
        assert one.gps is not None
        assert one.captured_at is not None
        assert one.captured_at.value.startswith("2026-01-01T08:")
    assert len({one.dhash for one in found}) == 4


def test_every_minutes_file_holds_its_own_word(suite: ModuleType, tmp_path: Path) -> None:
    for note in suite.workload.minutes(tmp_path, 2):
        assert note.needle in probe_bytes(note.path.name, note.path.read_bytes(), None).text


def test_a_contender_that_only_says_so_is_wrong(suite: ModuleType, tmp_path: Path) -> None:
    race = sys.modules["race"]
    place = suite.Place(tmp_path / "work", tmp_path / "kept", sys.modules["place"].SIZES["tiny"], SHAPE)
    place.folder.mkdir()
    row = _lying(suite.minutes(place), '{"added": 4}')
    with pytest.raises(race.WrongOutput, match="minutes: ours: needle lost"):
        race.run_row(row, 1, _silent)
    row = _lying(row, '{"added": 3}')
    with pytest.raises(race.WrongOutput, match="not every file was taken in"):
        race.run_row(row, 1, _silent)


def test_rivals_that_are_not_there_are_named_and_targets_compare_medians(suite: ModuleType) -> None:
    race = sys.modules["race"]
    slow = [sys.executable, "-c", "import time; time.sleep(0.2)"]
    row = race.Row(
        "row",
        "",
        1,
        "things",
        (
            race.Contender("ours", lambda: [sys.executable, "-c", "pass"]),
            race.Contender("slow", lambda: slow),
            race.Contender("absent", lambda: ["kla-no-such-program"], needs=("kla-no-such-program",)),
        ),
        (race.Target("slow", 1.0), race.Target("absent", 1.0)),
    )
    result = race.run_row(row, 2, _silent)
    assert result.skipped == {"absent": ("kla-no-such-program",)}
    (slower, ratio), (_, unknown) = result.verdicts()
    assert slower.rival == "slow"
    assert ratio > 1.5
    assert unknown is None
    failing = replace(row.contenders[0], command=lambda: [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(race.WrongOutput, match="ended with 3"):
        race.run_row(replace(row, contenders=(failing,)), 1, _silent)
