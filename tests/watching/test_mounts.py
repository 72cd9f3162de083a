"""Real drives come and go under a watched folder. Needs root, and tmpfs."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_desktop.watching.report import FolderReport, WatchTimes
from kla_desktop.watching.scan import FolderState, FoundFile
from kla_desktop.watching.watcher import Watcher
from tests.patience import PATIENCE

QUICK = WatchTimes(rescan=0.5, rescan_polled=0.3, settle=0.2, settle_slow=0.2, missing=0.2, debounce=0.05)
pytestmark = pytest.mark.skipif(
    sys.platform != "linux"
    or os.geteuid() != 0
    or subprocess.run(["unshare", "-m", "true"], check=False).returncode != 0,
    reason="only root mounts",
)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "USB"
    place.mkdir()
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


def mount(place: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], check=True)


def unmount(place: Path) -> None:
    subprocess.run(["umount", "-l", str(place)], check=True)


def eventually(holds: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_an_unmounted_drive_is_waited_for(drive: Path) -> None:
    mount(drive)
    (drive / "a.txt").write_text("satu", encoding="utf-8")
    taken: list[str] = []
    reports: list[FolderReport] = []

    def settled(files: list[FoundFile]) -> None:
        taken.extend(Path(file.path).name for file in files)

    watcher = Watcher([str(drive)], settled, reports.append, lambda _folder: {}, times=QUICK)
    watcher.start()
    try:
        assert eventually(lambda: taken == ["a.txt"])
        unmount(drive)  # the empty place of the drive is left
        assert eventually(lambda: reports[-1].state is FolderState.MISSING)
        mount(drive)
        (drive / "b.txt").write_text("dua", encoding="utf-8")
        assert eventually(lambda: reports[-1].state is FolderState.PRESENT)
        assert eventually(lambda: taken == ["a.txt", "b.txt"])
    finally:
        watcher.close()
