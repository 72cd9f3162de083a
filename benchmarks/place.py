"""Where a row works and how much, and what several rows do with files before they are timed."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import workload
from race import Row


@dataclass(frozen=True, slots=True)
class Size:
    """How much work a row does."""

    photos: int
    minutes: int
    bundle_photos: int
    files: int
    searched: int
    items: int
    tagged: int
    pictured: int


SIZES = {
    "tiny": Size(3, 4, 3, 60, 300, 60, 20, 300),
    "small": Size(60, 120, 80, 20_000, 100_000, 20_000, 500, 100_000),
    "full": Size(1000, 2000, 100, 100_000, 1_000_000, 20_000, 500, 100_000),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row works: `folder` is its own and empty, `kept` outlives the run. `shape` is the photos' size."""

    folder: Path
    kept: Path
    size: Size
    shape: tuple[int, int] = (workload.WIDTH, workload.HEIGHT)

    def photos(self, count: int) -> list[Path]:
        name = f"photos-{self.shape[0]}"
        return workload.photos(self.kept / name, count, size=self.shape)


MakeRow = Callable[[Place], Row]


def linked(paths: Sequence[Path], folder: Path) -> Path:
    """The same files once more in a folder of their own."""
    folder.mkdir(parents=True)
    for path in paths:
        os.link(path, folder / path.name)
    return folder


def read_once(paths: Sequence[Path]) -> None:
    """Let the system have them at hand, so that whoever comes first does not read them from the disk for the others."""
    for path in paths:
        path.read_bytes()


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def shell(line: str) -> list[str]:
    return ["bash", "-c", line]
