"""Writers of every habit, many at once: each final version is taken once, never half of one."""

import time
from pathlib import Path

import pytest

from kla_desktop.watching.report import WatchTimes
from tests.patience import LONG_PATIENCE
from tests.watching.taker import Library, wait_for
from tests.watching.writers import write_all


@pytest.mark.parametrize("native", [True, False])
def test_half_written_files_are_waited_for(tmp_path: Path, library: Library, native: bool) -> None:
    library.watch(tmp_path, native=native)
    wanted = write_all(tmp_path, 4)
    wait_for(lambda: len(library.taken) >= len(wanted))
    time.sleep(1.2)
    assert dict(library.taken) == wanted
    assert len(library.taken) == len(wanted)


@pytest.mark.heavy
@pytest.mark.parametrize("native", [True, False])
def test_a_thousand_half_written_files(tmp_path: Path, library: Library, native: bool) -> None:
    library.watch(tmp_path, native=native, times=WatchTimes(rescan_polled=2.0))
    wanted = write_all(tmp_path, 125)
    began = time.monotonic()
    wait_for(lambda: len(library.taken) >= len(wanted), LONG_PATIENCE)
    print(f"{len(wanted)} half-written files, all taken {time.monotonic() - began:.1f} s after the last end")
    time.sleep(5)
    assert dict(library.taken) == wanted
    assert len(library.taken) == len(wanted)
