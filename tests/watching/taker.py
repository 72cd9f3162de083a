"""What an ingest would be for a watcher: it takes each settled file at once, and says what it was handed."""

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from kla_desktop.system.volumes import Volume
from kla_desktop.watching.report import FolderReport, WatchTimes
from kla_desktop.watching.scan import Fingerprint, FoundFile, OddKind
from kla_desktop.watching.watcher import Watcher
from tests.patience import PATIENCE

QUICK = WatchTimes(rescan=60, rescan_polled=0.3, settle=0.4, settle_slow=0.4, missing=0.2, debounce=0.1, overdue=1.0)


def nothing_known(folder: str) -> Mapping[str, Fingerprint]:
    """A library that is new."""
    del folder
    return {}


class Library:
    """What an ingest would be: reads each settled file at once and remembers what it held."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.batches: list[int] = []
        self.reports: list[FolderReport] = []
        self.held: dict[str, dict[str, Fingerprint]] = {}
        self.watchers: list[Watcher] = []
        self.fail = False

    def settled(self, files: list[FoundFile]) -> None:
        if self.fail:
            raise OSError("the disk is full")
        self.batches.append(len(files))
        for file in files:
            self.taken.append((file.path, hashlib.sha256(Path(file.path).read_bytes()).hexdigest()))
            folder, name = os.path.split(file.path)
            self.held.setdefault(folder, {})[name] = file.fingerprint

    def known(self, folder: str) -> dict[str, Fingerprint]:
        return self.held.get(folder, {})

    def watch(
        self, *folders: Path, native: bool = True, times: WatchTimes = QUICK, volumes: "Sticks | None" = None
    ) -> Watcher:
        watcher = Watcher(
            map(str, folders),
            self.settled,
            self.reports.append,
            self.known,
            times=times,
            native=native,
            volumes=volumes,
        )
        self.watchers.append(watcher)
        watcher.start()
        return watcher

    def names(self) -> list[str]:
        return sorted(Path(path).name for path, _ in self.taken)

    def state(self, folder: Path) -> FolderReport | None:
        return next((report for report in reversed(self.reports) if report.folder == str(folder)), None)

    def odd(self) -> Counter[tuple[str, OddKind]]:
        return Counter((Path(odd.path).name, odd.kind) for report in list(self.reports) for odd in report.odd)


class Sticks:
    """Drives of which every one is a stick with FAT."""

    def list_volumes(self) -> list[Volume]:
        return []

    def volume_of(self, path: Path) -> Volume:
        return Volume(path, "STIK", "vfat", 1 << 30, 1 << 29, removable=True, read_only=False)


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def ready(library: Library, folder: Path) -> None:
    wait_for(lambda: (report := library.state(folder)) is not None and report.scans > 0)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
