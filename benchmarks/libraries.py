"""Libraries for the benchmarks: made through the product's own front door, filled straight where that saves minutes."""

import itertools
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workload import needle_of, vocabulary

from kla_desktop.app import bootstrap
from kla_desktop.model.ids import DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.station import Role
from kla_desktop.operations.enrol import (
    EnrolmentRequest,
    EnrolRequest,
    TrustRequest,
    change_trust,
    enrol,
    write_enrolment,
)
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.library_table import Source
from kla_desktop.system.names import stored
from kla_desktop.system.progress import SilentProgress

PYTHON = sys.executable
PRODUCT, SCREEN = Path(__file__).with_name("product.py"), Path(__file__).with_name("screen.py")
SILENT = SilentProgress()
SEARCH_SEED = 11
_KINDS = (("jpeg", "photo"), ("jpeg", "photo"), ("pdf", "minutes"), ("docx", "report"))


def product(verb: str, *words: str | Path) -> list[str]:
    """The command that lets the product do something."""
    return [PYTHON, str(PRODUCT), verb, *(str(word) for word in words)]


def screen(verb: str, *words: str | Path) -> list[str]:
    """The command that lets the window do something."""
    return [PYTHON, str(SCREEN), verb, *(str(word) for word in words)]


def village(folder: Path) -> Path:
    """Create an officer's library."""
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    return folder


def desk(folder: Path) -> Path:
    """Create a secretariat's library."""
    bootstrap.create(folder, bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi", "DP3AP2KB"))
    return folder


def acquainted(folder: Path, paper: Path) -> tuple[Path, Path]:
    """Create a village and a desk that know each other; one paper has travelled and the station is accepted."""
    sender, receiver = village(folder / "village"), desk(folder / "desk")
    with bootstrap.opened(sender) as ours, bootstrap.opened(receiver) as theirs:
        file = write_enrolment(theirs, EnrolmentRequest(folder / "city.kla-daftar"), SILENT).path
        enrol(ours, EnrolRequest(file), SILENT)
        take_tagged(ours, [paper])
        path = pack(ours, PackRequest(), SILENT).bundles[0].path
        receive(theirs, ReceiveRequest((path,)), SILENT)
        waiting = change_trust(theirs, TrustRequest(ours.me), SILENT).waiting
        if len(receive(theirs, ReceiveRequest(waiting), SILENT).accepted) != 1:
            raise RuntimeError("the two do not know each other")
    return sender, receiver


def take_tagged(ws: Workspace, files: Sequence[Path]) -> None:
    """Ingest files and tag what came of them, so that it may travel."""
    added = ingest(ws, IngestRequest(tuple(str(file) for file in files)), SILENT).added
    tag(ws, TagRequest(tuple(one.id for one in added), (ws.catalogue.find("6").slug,)), SILENT)


def remember_files(library: Path, folder: Path, evidence: str) -> int:
    """Write down the files of a tree as seen, as if each had been taken in."""
    count = 0
    with bootstrap.opened(library) as ws:
        for below in sorted(path for path in folder.iterdir() if path.is_dir()):
            sources = []
            for path in below.iterdir():
                found = path.stat()
                sources.append(
                    Source(
                        stored(str(below)),
                        stored(path.name),
                        found.st_size,
                        found.st_mtime_ns,
                        found.st_ino,
                        "0" * 64,
                        EvidenceId(evidence),
                    )
                )
            with ws.transaction():
                ws.store.local.add_sources(sources)
            count += len(sources)
    return count


def record_items(library: Path, count: int) -> None:
    """Put items into the journal, without bytes: for what grows with the number of items."""
    with bootstrap.opened(library) as ws:
        for batch in _batches(count, 2000):
            drafts = [Draft(Kind.CAPTURED, ws.tools.new_id(), _captured(n)) for n in batch]
            ws.store.record(drafts, actor="Siti", at="2026-11-01T08:00:00Z", deed=DeedId(ws.tools.new_id()))


def picture_items(library: Path, photos: Sequence[Path], count: int) -> None:
    """Put items into the journal, each with a thumbnail of its own: those that the product makes of `photos`."""
    with bootstrap.opened(library) as ws:
        ingest(ws, IngestRequest(tuple(str(photo) for photo in photos)), SILENT)
        made = list(ws.store.previews.get([one.digest.sha256 for one in ws.store.local.all_objects()]).values())
    record_items(library, count - len(made))
    with bootstrap.opened(library) as ws:
        for batch in _batches(count - len(made), 2000):
            ws.store.previews.put([(str(_captured(n)["sha256"]), made[n % len(made)]) for n in batch])


def _captured(number: int) -> dict[str, object]:
    day = f"2026-{1 + number // 28 % 12:02d}-{1 + number % 28:02d}"
    return {
        "sha256": f"{number:064x}",
        "size": 3_000_000,
        "kind": "photo",
        "media": "jpeg",
        "name": f"IMG_{number:06d}.jpg",
        "claims": [{"value": day, "source": "exif", "confidence": 0.95}],
    }


def fill_search(library: Path, count: int) -> float:
    """Fill the item list with twelve words an item, one of them its own, and let the index take it all in.

    Items come in no order of their dates; a third is under one of the indicators. Returns rows a second of indexing.
    """
    chance, words = random.Random(SEARCH_SEED), vocabulary()
    often = list(itertools.accumulate(1 / (rank + 6) for rank in range(len(words))))  # as in any language
    spent = 0.0
    with bootstrap.opened(library) as ws:
        slugs = [one.slug for one in ws.catalogue.indicators]
        places = [place.code for place in ws.places.all if place.parent]
        for batch in _batches(count, 5000):
            items, texts, tags = [], [], []
            for n in batch:
                taken = f"{chance.randrange(2022, 2027)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
                taken += f"T{chance.randrange(7, 18):02d}:{chance.randrange(60):02d}:00"
                media, kind = chance.choice(
                    (("jpeg", "photo"), ("jpeg", "photo"), ("pdf", "minutes"), ("docx", "report"))
                )
                said = chance.choices(words, cum_weights=often, k=11)
                state, name = "new" if n % 3 else "tagged", f"IMG_{n:06d}.jpg"
                items.append(
                    (n + 1, f"item-{n:08d}", ws.me, f"{n:064x}", kind, media, f'["{name}"]', name,
                     " ".join(said[:4]), taken, chance.choice(places), taken, int(taken[:4]), taken, state)
                )  # fmt: skip
                texts.append((n + 1, f"{' '.join(said[4:])} {needle_of(n)}"))
                if state == "tagged":
                    tags.append((f"item-{n:08d}", chance.choice(slugs)))
            with ws.transaction():
                ws.store.database.write_many(
                    "INSERT INTO evidence (n, id, station, sha256, size, kind, media, names, name, title, note, "
                    "captured_at, captured_at_source, claims, place, camera, created_at, actor, year, sort_key, "
                    "withdrawn, last, state) "
                    "VALUES (?,?,?,?,3000000,?,?,?,?,?,'',?,'exif','[]',?,'',?,'Siti',?,?,0,0,?)",
                    items,
                )
                ws.store.database.write_many("INSERT INTO item_text VALUES (?,?,'')", texts)
                ws.store.database.write_many(
                    "INSERT INTO tag (evidence, indicator, position, verdict, reason, note, reviewed_at, reviewer) "
                    "VALUES (?,?,1,'open','','','','')",
                    tags,
                )
                ws.store.database.write_many("INSERT INTO unindexed VALUES (?)", [(n + 1,) for n in batch])
            begun = time.perf_counter()
            while ws.store.index.catch_up():
                pass
            spent += time.perf_counter() - begun
        begun = time.perf_counter()
        for _ in ws.store.index.tidy():  # as the window does it in the background
            pass
    return count / (spent + time.perf_counter() - begun)


def _batches(count: int, size: int) -> Iterator[range]:
    for start in range(0, count, size):
        yield range(start, min(start + size, count))


@contextmanager
def opened(library: Path, *, writing: bool = False) -> Iterator[Workspace]:
    """Open a library."""
    with bootstrap.opened(library, writing=writing) as ws:
        yield ws


def packed(ws: Workspace) -> Path:
    """Make one bundle of all that waits."""
    return pack(ws, PackRequest(max_size=1 << 40), SILENT).bundles[0].path


def unsealing_key(library: Path, target: Path) -> Path:
    """Write a library's unsealing key where `age` can read it."""
    with opened(library) as ws:
        target.write_text(ws.secrets.unsealing + "\n", "ascii")
    target.chmod(0o600)
    return target


def recipient(library: Path) -> str:
    """The age recipient of a library's station."""
    with opened(library) as ws:
        return ws.station.keys[-1].seal
