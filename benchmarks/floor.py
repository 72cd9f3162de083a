"""What a photo costs at the least: CPU time of each part that cannot be left out, one after the other in one process.

    .venv/bin/python benchmarks/floor.py [--photos 60]

Beside them the processes that are started whatever the number of photos, and the rivals of the rows `photos` and
`glance` on the same files. The least of three rounds counts; compare only figures of one run.
"""

import argparse
import hashlib
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import libraries
import workload
from isal.isal_zlib import crc32
from PIL import Image

from kla_desktop.media import photo
from kla_desktop.media.probe import glance_bytes
from kla_desktop.sealing.encryption import LibrarySealer
from kla_desktop.sealing.keys import UnsealingKey
from kla_desktop.system.spare_memory import SpareMemory
from kla_desktop.system.uncached import UncachedFile

KEPT = Path(__file__).resolve().parent.parent / "build" / "bench" / "photos-4000"
ROUNDS = 3
GLANCED = 256 << 10


class Nowhere:
    """Takes sealed bytes and forgets them."""

    def write(self, data: bytes | memoryview) -> None:
        """Forget it."""


def spent(work: Callable[[], object]) -> float:
    """The least milliseconds of CPU of some rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return 1000 * min(times)


def children(command: Sequence[str | Path]) -> float:
    """The least milliseconds of CPU that a program and its children take."""
    times = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1000 * min(times)


def parts(paths: Sequence[Path], folder: Path) -> dict[str, float]:
    """Milliseconds a photo of each part."""
    files = [path.read_bytes() for path in paths]
    room, pages = SpareMemory(8 << 20, 1).take(), SpareMemory(4 << 20, 1).take()
    sealer = LibrarySealer(UnsealingKey.create().recipient)

    def read() -> None:
        for path in paths:
            with path.open("rb", buffering=0) as source:
                source.readinto(room)

    def sealed() -> None:
        for data in files:
            sealer.seal_stream(data, Nowhere())

    def kept() -> None:
        for number, data in enumerate(files):
            with UncachedFile(folder / str(number), pages) as out:
                out.write(data)
                out.finish()

    def decoded() -> Sequence[Image.Image]:
        pictures: list[Image.Image] = []
        for data in files:
            with Image.open(io.BytesIO(data)) as image:
                image.decodermaxblock = len(data)
                image.draft("RGB", (image.width // 8, image.height // 8))
                image.load()
                pictures.append(image)
        return pictures

    pictures = decoded()
    costs: dict[str, Callable[[], object]] = {
        "read into memory": read,
        "SHA-256": lambda: [hashlib.sha256(data).digest() for data in files],
        "CRC-32": lambda: [crc32(data) for data in files],
        "seal (age)": sealed,
        "write and fsync": kept,
        "metadata, small picture": lambda: [glance_bytes("IMG_1.jpg", data[:GLANCED], None) for data in files],
        "decode at 1/8": decoded,
        "thumbnail, look hash": lambda: [photo.thumbnail_of(picture) for picture in pictures],
    }
    return {name: spent(work) / len(paths) for name, work in costs.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=60)
    count = parser.parse_args().photos
    paths = workload.photos(KEPT, count)
    with tempfile.TemporaryDirectory(dir=KEPT.parent) as scratch:
        folder = Path(scratch)
        found = parts(paths, folder)
        (folder / "empty").mkdir()
        library = libraries.village(folder / "library")
        program = children(libraries.product("take_in", library, folder / "empty"))
        worker = children([sys.executable, "-c", "import multiprocessing.spawn, kla_desktop.media.worker, PIL.Image"])
        metadata = children(["exiftool", "-j", "-n", "-fast2", *paths]) / count
        thumbs = children(["vipsthumbnail", "--size", "256x256", "-o", f"{folder}/%s.jpg[Q=80]", *paths]) / count
        digests = children(["openssl", "dgst", "-sha256", *paths]) / count
    print(f"{count} photos, {os.cpu_count()} cores; milliseconds of CPU a photo")
    for name, cost in found.items():
        print(f"  {name:34s}{cost:7.2f}")
    first = sum(cost for name, cost in found.items() if name not in {"decode at 1/8", "thumbnail, look hash"})
    whole, rivals = sum(found.values()) - found["metadata, small picture"], metadata + digests + thumbs
    print(f"  least for the first stage         {first:7.2f}   exiftool -fast2 {metadata:.2f}: x{metadata / first:.2f}")
    print(f"  least for the whole               {whole:7.2f}   the three tools {rivals:.2f}: x{rivals / whole:.2f}")
    print(f"  starting the program {program:.0f} ms, a worker {worker:.0f} ms, once")


if __name__ == "__main__":
    main()
