"""How much the hub that a secretariat serves bears: sizes, numbers, times. And what lies there, counted by station."""

import os
import shutil
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.model.ids import StationId
from kla_desktop.transport.hub import FOLDER_PART, INBOX


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, numbers and seconds. Those of a station are for what waits in its inbox and was not taken away yet."""

    body: int = FOLDER_PART
    head: int = 16 << 10
    station_bytes: int = 64 << 30
    station_files: int = 100_000
    unknown_bytes: int = 2 << 30
    """An unknown station's: enough for its first bundles, which a person has to accept before more comes."""
    unknown_files: int = 4_000
    unknown_stations: int = 64
    reserve: int = 1 << 30
    """Free bytes that the disk keeps for the library itself."""
    head_seconds: float = 20
    """For the handshake and the head of a request: several times what a line with 2 seconds of delay takes."""
    body_grace: float = 60
    body_rate: int = 1 << 10
    """After the grace a body has to come at so many bytes a second; the slowest line that we serve has 10 kB/s."""
    standstill: float = 30
    connections: int = 512
    connections_each: int = 96
    """From one address: a whole office may come through one."""
    threads: int = 40
    busy_each: int = 20
    """Threads that one address may keep busy."""
    busy_station: int = 8
    bad_passwords: int = 20
    """Wrong ones from an address before it is told to wait; right ones are let in all the same."""
    bad_seconds: float = 60


class Full(Exception):  # noqa: N818 - said of the hub
    """No room: for this station, or at all (`everybody`)."""

    def __init__(self, *, everybody: bool = False) -> None:
        super().__init__()
        self.everybody = everybody


@dataclass(slots=True)
class _Count:
    bytes: int
    files: int
    at: float


class Ledger:
    """What lies in each inbox: looked up on the disk now and then, and counted in between."""

    def __init__(self, folder: Path, limits: Limits, *, patience: float = 20) -> None:
        self._inbox, self._limits, self._patience = folder / INBOX, limits, patience
        self._counts: dict[StationId, _Count] = {}
        self._lock = threading.Lock()
        self._room = (0.0, 0)

    def take(self, station: StationId, size: int, *, known: bool, accepted: Mapping[StationId, object]) -> None:
        """Take `size` bytes and one name for a station. Raises Full."""
        most_bytes = self._limits.station_bytes if known else self._limits.unknown_bytes
        most_files = self._limits.station_files if known else self._limits.unknown_files
        with self._lock:
            now = time.monotonic()
            count = self._counts.get(station)
            if count is None or now - count.at > self._patience:
                count = self._counts[station] = _count(self._inbox / station, now)
            if not known and count.files == 0 and self._strangers(station, accepted) >= self._limits.unknown_stations:
                raise Full
            if count.bytes + size > most_bytes or count.files + 1 > most_files:
                raise Full
            if now - self._room[0] > 1:
                self._room = (now, shutil.disk_usage(self._inbox).free)
            if self._room[1] - size < self._limits.reserve:
                raise Full(everybody=True)
            self._room = (self._room[0], self._room[1] - size)
            count.bytes += size
            count.files += 1

    def give_back(self, station: StationId, size: int) -> None:
        """Count what did not stay."""
        with self._lock:
            count = self._counts.get(station)
            if count:
                count.bytes, count.files = max(0, count.bytes - size), max(0, count.files - 1)

    def _strangers(self, station: StationId, accepted: Mapping[StationId, object]) -> int:
        try:
            names = [path.name for path in self._inbox.iterdir()]
        except OSError:
            return 0
        return sum(1 for name in names if name not in accepted and name != station)


def _count(folder: Path, now: float) -> _Count:
    found = _Count(0, 0, now)
    stack = [folder]
    while stack:
        try:
            with os.scandir(stack.pop()) as entries:
                for entry in entries:
                    found.files += 1
                    if entry.is_dir(follow_symlinks=False):
                        stack.append(Path(entry.path))
                    else:
                        found.bytes += entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue
    return found


class Guests:
    """Wrong passwords by address, and how many requests each station has under way. Bounded: old ones are forgotten."""

    _MOST = 4096

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._bad: dict[str, tuple[int, float]] = {}
        self._busy: dict[str, int] = {}
        self._claims: dict[StationId, bytes] = {}
        self._lock = threading.Lock()

    def wrong(self, *names: str) -> float:
        """Count a wrong password for an address and a user; give the seconds to wait, 0 for the first ones."""
        now, wait = time.monotonic(), 0.0
        with self._lock:
            for name in names:
                count, since = self._bad.pop(name, (0, now))
                if now - since > self._limits.bad_seconds:
                    count, since = 0, now
                self._bad[name] = (count + 1, since)
                if count >= self._limits.bad_passwords:
                    wait = max(wait, self._limits.bad_seconds - (now - since))
            while len(self._bad) > self._MOST:
                del self._bad[next(iter(self._bad))]
        return wait

    def claim(self, station: StationId, proof: bytes) -> bool:
        """Remember who first came as an unknown station; False for anybody else under that name."""
        with self._lock:
            held = self._claims.setdefault(station, proof)
            while len(self._claims) > self._MOST:
                del self._claims[next(iter(self._claims))]
            return held == proof

    def enter(self, station: StationId) -> bool:
        """Begin a request; False if the station has too many under way."""
        with self._lock:
            busy = self._busy.get(station, 0)
            if busy >= self._limits.busy_station:
                return False
            self._busy[station] = busy + 1
            return True

    def leave(self, station: StationId) -> None:
        """End a request."""
        with self._lock:
            busy = self._busy.get(station, 1) - 1
            if busy:
                self._busy[station] = busy
            else:
                self._busy.pop(station, None)
