"""Recycled evidence, measured: how many reuses are found, how many alarms are false, what an item costs.

    python benchmarks/reuse.py [--photos 2000] [--each 14] [--rows 100000]

Makes photos of events that are easily confused, with reuses of some of them, takes them into a real library and
compares them. Then fills the table with rows drawn from the real ones up to `--rows`, and times further photos there.
"""

import argparse
import json
import random
import resource
import struct
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.shots import WAYS, Event, rooms
from kla_desktop.app import bootstrap
from kla_desktop.model.station import Role
from kla_desktop.operations.find_duplicates import NEAR, DuplicatesRequest, find_duplicates
from kla_desktop.operations.find_reuse import FindReuseRequest, find_reuse
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import SilentProgress

SILENT = SilentProgress()
PER_EVENT = 60


def main() -> None:
    """Measure and print one JSON document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=2000)
    parser.add_argument("--each", type=int, default=14, help="reuses of each of the seven kinds")
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kla-reuse-") as scratch:
        folder = Path(scratch)
        planted = plant(folder / "photos", options.photos, options.each)
        bootstrap.create(folder / "library", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1006", "Siti"))
        with bootstrap.opened(folder / "library") as ws:
            facts = _recall(ws, folder / "photos", planted)
            facts |= _at_size(ws, folder / "more", options.rows)
    print(json.dumps(facts, indent=1))


def plant(folder: Path, photos: int, each: int, seed: int = 5) -> dict[str, str]:
    """Write photos and, spread among them, reuses; file name of the reuse → file name of the original."""
    rng = np.random.default_rng(seed)
    folder.mkdir()
    plan = [way for way in WAYS for _ in range(each)]
    random.Random(seed).shuffle(plan)
    step = max(1, photos // max(1, len(plan)))
    planted, number = {}, 0
    for at, room in enumerate(rooms(-(-photos // PER_EVENT), seed)):
        event = Event(room, seed * 10_000 + at, (800, 600))
        for _ in range(min(PER_EVENT, photos - number)):
            shot, name = event.shot(), f"{number:06d}.jpg"
            shot.save(folder / name, quality=88)
            if number % step == 0 and plan:
                way = plan.pop()
                change, ending, quality = WAYS[way]
                again = f"{number:06d}-{way}.{ending}"
                change(shot, rng).save(folder / again, quality=quality, compress_level=1)
                planted[again] = name
            number += 1
    return planted


def _recall(ws: Workspace, folder: Path, planted: dict[str, str]) -> dict[str, Any]:
    taken = ingest(ws, IngestRequest((str(folder),)), SILENT)
    names = {one.id: Path(one.path).name for one in taken.added}
    began, used = time.perf_counter(), time.process_time()
    find_reuse(ws, FindReuseRequest(), SILENT)
    seconds, own = time.perf_counter() - began, time.process_time() - used
    groups = find_duplicates(ws, DuplicatesRequest(NEAR), SILENT).groups
    pairs = [{names[one] for one in group.items} for group in groups]
    right = [{again, first} for again, first in planted.items()]
    missed = Counter(
        again.split("-")[1].split(".")[0] for again, first in planted.items() if {again, first} not in pairs
    )
    wrong = {name for pair in pairs if pair not in right for name in pair}
    return {
        "photos": len(names),
        "reuses": len(planted),
        "recall": 1 - sum(missed.values()) / len(planted),
        "missed": dict(missed),
        "false_alarms": len(wrong) / len(names),
        "ms_an_item": seconds * 1000 / len(names),
        "ms_of_this_process": own * 1000 / len(names),
    }


def _at_size(ws: Workspace, folder: Path, rows: int) -> dict[str, Any]:
    """Fill the table to `rows` with numbers drawn from the real rows, and compare a few more photos there."""
    chance = random.Random(1)
    database = ws.store.database
    real = [bytes(row[0]) for row in database.rows("SELECT words FROM look WHERE way = 'picture' AND words <> x''")]
    pool = [number for words in real for number in struct.unpack(f"<{len(words) // 2}H", words)]
    have = len(real)
    while have < rows:
        few = min(5000, rows - have)
        drawn = [struct.pack("<96H", *chance.choices(pool, k=96)) for _ in range(few)]
        with ws.transaction():
            database.write_many(
                "INSERT INTO look (sha256, way, words, state) VALUES (?, 'picture', ?, 2)",
                [(f"{have + at:064x}", words) for at, words in enumerate(drawn)],
            )
        have += few
    folder.mkdir()
    events = [Event(room, 77 + at, (800, 600)) for at, room in enumerate(rooms(4, 6))]
    for number in range(40):
        events[number % 4].shot().save(folder / f"{number}.jpg", quality=88)
    ingest(ws, IngestRequest((str(folder),)), SILENT)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    find_reuse(ws, FindReuseRequest(limit=2), SILENT)
    first = time.perf_counter() - began
    began = time.perf_counter()
    find_reuse(ws, FindReuseRequest(), SILENT)
    later = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "rows": have,
        "seconds_to_load": first,
        "ms_an_item_at_rows": later * 1000 / 39,
        "memory_mb": (after - before) / 1024,
    }


if __name__ == "__main__":
    main()
