"""What a photo or a paper costs at the least: CPU time of each part that cannot be left out, one after the other.

    .venv/bin/python benchmarks/floor.py [--photos 60 | --papers 200]

All in one process. Beside them the processes that are started whatever the number of files, and the rivals of the rows
`photos`, `glance` and `minutes` on the same files. The least of three rounds counts; compare only figures of one run.
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

from kla_desktop.media import document, photo
from kla_desktop.media.probe import Probed, glance_bytes, probe_bytes
from kla_desktop.model.evidence_kind import MediaKind
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.letter_number import letter_number
from kla_desktop.model.text_dates import claims_from_text
from kla_desktop.operations.ingest import BATCH_FILES
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
        subprocess.run(
            [str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
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


def paper_parts(paths: Sequence[Path], folder: Path) -> dict[str, float]:
    """Milliseconds a paper of each part."""
    files = [(path.name, path.read_bytes()) for path in paths]
    pdfs = [data for name, data in files if name.endswith(".pdf")]
    others = [data for name, data in files if name.endswith(".docx")]
    pages = SpareMemory(4 << 20, 1).take()
    sealer = LibrarySealer(UnsealingKey.create().recipient)
    found = [probe_bytes(name, data, None, preview=False) for name, data in files]

    def kept() -> None:
        for number, (_, data) in enumerate(files):
            with UncachedFile(folder / str(number), pages) as out:
                sealer.seal_stream(data, out)
                out.finish()

    def recorded(turn: int) -> float:
        with libraries.opened(libraries.village(folder / f"library-{turn}")) as ws:
            begun = time.process_time()
            for start in range(0, len(found), BATCH_FILES):
                with ws.transaction():
                    some = found[start : start + BATCH_FILES]
                    drafts = [_captured(f"{start + n:032x}", one) for n, one in enumerate(some)]
                    ws.record(drafts)
                    ws.store.search.set_text([(one.text, d.subject) for one, d in zip(some, drafts, strict=True)])
            return time.process_time() - begun

    costs: dict[str, Callable[[], object]] = {
        "read, SHA-256, CRC-32": lambda: [
            (hashlib.sha256(data).digest(), crc32(data)) for data in (path.read_bytes() for path in paths)
        ],
        "seal (age), write and fsync": kept,
        "text of the PDFs (pdfium)": lambda: [
            document.read_document(data, MediaKind.PDF, preview=False) for data in pdfs
        ],
        "text of the DOCX (zip, expat)": lambda: [
            document.read_document(data, MediaKind.DOCX, preview=False) for data in others
        ],
        "days, letter numbers": lambda: [(claims_from_text(one.text), letter_number(one.text)) for one in found],
    }
    measured = {name: spent(work) / len(paths) for name, work in costs.items()}
    return measured | {"journal, rows, search index": 1000 * min(map(recorded, range(ROUNDS))) / len(paths)}


def _captured(name: str, found: Probed) -> Draft:
    data = {"sha256": hashlib.sha256(name.encode()).hexdigest(), "size": 1, "name": name, "claims": []}
    return Draft(Kind.CAPTURED, EvidenceId(name), data | {"kind": found.evidence_kind.value, "media": "pdf"})


def papers(count: int) -> None:
    """Measure and print what papers cost."""
    paths = [note.path for note in workload.minutes(KEPT.parent / "minutes", count)]
    with tempfile.TemporaryDirectory(dir=KEPT.parent) as scratch:
        folder = Path(scratch)
        found = paper_parts(paths, folder)
        for name in ("source", "empty", "recoll"):
            (folder / name).mkdir()
        for path in paths:
            os.link(path, folder / "source" / path.name)
        (folder / "recoll" / "recoll.conf").write_text(f"topdirs = {folder / 'source'}\n", "utf-8")
        library = libraries.village(folder / "library")
        program = children(libraries.product("take_in", library, folder / "empty"))
        rival = children(["recollindex", "-c", folder / "recoll", "-z"]) / count
    print(f"{count} papers, {os.cpu_count()} cores; milliseconds of CPU a paper")
    for name, cost in found.items():
        print(f"  {name:34s}{cost:7.2f}")
    least = sum(found.values())
    print(f"  least, without pictures           {least:7.2f}   recollindex {rival:.2f}: x{rival / least:.2f}")
    print(f"  starting the program {program:.0f} ms, once")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=60)
    parser.add_argument("--papers", type=int, default=0)
    asked = parser.parse_args()
    if asked.papers:
        papers(asked.papers)
        return
    count = asked.photos
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
