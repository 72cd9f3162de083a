"""Recycled evidence, measured: how many reuses are found, how many alarms are false, what an item costs.

    python benchmarks/reuse.py [--photos 20000] [--each 29] [--others 1500] [--rows 100000] [--seed 5]
    python benchmarks/reuse.py --real FOLDER …     photos of the world instead of drawn ones
    python benchmarks/reuse.py --forms 40          pages of the same forms, scanned and photographed

Draws photos of events that are easily confused, with reuses of some of them, and compares the reuses and some of the
others with all of them as the program does. It begins at the thumbnail: intake is not measured here. The library is
filled to `--rows` with rows of numbers drawn from the real ones.
"""

import argparse
import hashlib
import io
import json
import os
import random
import resource
import struct
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reuse_pictures import Picture, drawn, forms, keep_drawn, kept, real

from kla_desktop.app import bootstrap
from kla_desktop.model.station import Role
from kla_desktop.operations.find_reuse import FindReuseRequest, find_reuse
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.likeness_table import PICTURE, Look
from kla_desktop.system.progress import SilentProgress

SILENT = SilentProgress()
_AT_ONCE = 256


@dataclass(slots=True)
class Found:
    """What a run found: reuses missed by kind, and pairs that are none."""

    reuses: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    unseen: Counter[str] = field(default_factory=Counter)
    """Of the missed: the original was not among those looked at closely."""
    misnamed: set[str] = field(default_factory=set)
    wrong: set[tuple[str, str]] = field(default_factory=set)


def main() -> None:
    """Measure and print one JSON document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=20_000)
    parser.add_argument("--each", type=int, default=29, help="reuses of each of the seven kinds")
    parser.add_argument("--others", type=int, default=1500, help="photos not used again that are compared as well")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--real", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--forms", type=int, default=0, metavar="PAGES")
    parser.add_argument("--pictures", type=Path, metavar="FILE", help="draw once, keep there")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the pairs that are wrong there")
    print(json.dumps(measure(parser.parse_args())))


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Make the pictures, fill a library of its own, compare, count."""
    if options.real:
        pictures: Iterable[Picture] = real(options.real, options.seed)
    elif options.forms:
        pictures = forms(options.forms, options.seed)
    elif options.pictures:
        keep_drawn(options.pictures, options.photos, options.each, options.seed)
        pictures = kept(options.pictures)
    else:
        pictures = drawn(options.photos, options.each, options.seed)
    with tempfile.TemporaryDirectory(prefix="kla-reuse-") as scratch:
        bootstrap.create(Path(scratch) / "library", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1006", "Siti"))
        with bootstrap.opened(Path(scratch) / "library") as ws:
            return _measured(ws, pictures, options)


def _measured(ws: Workspace, pictures: Iterable[Picture], options: argparse.Namespace) -> dict[str, Any]:
    began = time.perf_counter()
    held = list(_kept(ws, pictures))
    say(f"{len(held)} pictures drawn, {time.perf_counter() - began:.0f} s")
    chance = random.Random(options.seed + 1)
    plain = [one for one in held if not one.of]
    reuses = [one for one in held if one.of]
    others = (
        set(chance.sample(plain, min(len(plain), options.others))) if not (options.real or options.forms) else set()
    )
    before = [one for one in plain if one not in others]
    then = [*reuses, *others]
    chance.shuffle(then)
    if options.real or options.forms:  # everything is compared, originals among themselves as well
        before, then = [], [*plain, *then]
    else:  # those that are used again must have been there before
        first = {one.of for one in reuses}
        before += [one for one in others if one.name in first]
        then = [one for one in then if one.name not in first]
    began = time.perf_counter()
    _make_rows(ws, before, 2)
    _fill(ws, options.rows)
    _make_rows(ws, then, 1)
    say(f"rows made, {time.perf_counter() - began:.0f} s")
    facts: dict[str, Any] = {"pictures": len(held), "rows": ws.store.database.value("SELECT count(*) FROM look")}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    facts |= _looked_up(ws, then)
    began, used = time.perf_counter(), _cpu(ws)
    done = find_reuse(ws, FindReuseRequest(), SILENT)
    seconds, cpu = time.perf_counter() - began, _cpu(ws) - used
    facts |= {
        "wall": seconds,
        "cpu": cpu,
        "compared": done.compared,
        "ms_an_item": round(seconds * 1000 / done.compared, 1),
        "cpu_ms_an_item": round(cpu * 1000 / done.compared, 1),
        "memory_mb": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024),
    }
    return facts | _counted(ws, held, then, options)


def _kept(ws: Workspace, pictures: Iterable[Picture]) -> Iterator[Picture]:
    """Put thumbnails into the library as they come; what is kept here is the name alone."""
    some: list[tuple[str, bytes]] = []
    for one in pictures:
        some.append((one.digest, one.jpeg))
        if len(some) >= _AT_ONCE:
            ws.store.previews.put(some)
            some = []
        yield Picture(one.name, b"", one.of)
    ws.store.previews.put(some)


def _make_rows(ws: Workspace, pictures: list[Picture], state: int) -> None:
    """Give pictures their rows, as `find_reuse` makes them, and the state they wait in."""
    table, database = ws.store.likeness, ws.store.database
    for start in range(0, len(pictures), _AT_ONCE):
        few = [one.digest for one in pictures[start : start + _AT_ONCE]]
        held = ws.store.previews.get(few)
        words = dict(zip(held, ws.probes.words(list(held.values())), strict=True))
        with ws.transaction():
            database.write_many("INSERT INTO look (sha256, way) VALUES (?, 'picture')", [(one,) for one in few])
            rows = table.unmade(len(few))
            table.made([Look(row.n, row.sha256, row.way, words[row.sha256]) for row in rows])
            if state > 1:
                table.compared(rows, [])


def _fill(ws: Workspace, rows: int) -> None:
    """Fill the table up to `rows` with numbers drawn from the real rows."""
    chance = np.random.default_rng(1)
    database = ws.store.database
    real = [bytes(row[0]) for row in database.rows("SELECT words FROM look WHERE words <> x''")]
    pool = np.array([number for words in real for number in struct.unpack(f"<{len(words) // 2}H", words)], "<u2")
    have = len(real)
    while len(pool) and have < rows:
        few = min(5000, rows - have)
        made = chance.choice(pool, (few, 96))
        with ws.transaction():
            database.write_many(
                "INSERT INTO look (sha256, way, words, state) VALUES (?, 'picture', ?, 2)",
                [(f"{have + at:064x}", row.tobytes()) for at, row in enumerate(made)],
            )
        have += few


def _looked_up(ws: Workspace, pictures: list[Picture]) -> dict[str, Any]:
    """Time the look-up alone."""
    rows = ws.store.likeness.waiting(201)
    took = []
    for row in rows:
        began = time.perf_counter()
        ws.store.likeness.candidates(row, 8)
        took.append(time.perf_counter() - began)
    later = sorted(took[1:])
    return {
        "load_s": round(took[0], 2),
        "look_up_ms": {
            "median": round(later[len(later) // 2] * 1000, 1),
            "p95": round(later[len(later) * 95 // 100] * 1000, 1),
        },
        "waiting": len(pictures),
    }


def _counted(ws: Workspace, held: list[Picture], then: list[Picture], options: argparse.Namespace) -> dict[str, Any]:
    """Compare what was found with what was planted. Reuses of one picture are the same as each other."""
    by_digest = {one.digest: one for one in held}
    root = {one.name: one.of or one.name for one in held}
    said: dict[str, dict[str, str]] = {}
    found = Found()
    for pair in ws.store.likeness.pairs():
        one, other = by_digest[pair.one], by_digest[pair.other]
        said.setdefault(one.name, {})[other.name] = pair.how
        said.setdefault(other.name, {})[one.name] = pair.how
        if root[one.name] != root[other.name]:
            found.wrong.add((one.name, other.name))
    rows = {row.sha256: row for row in _rows_of(ws, [one.digest for one in then])}
    for one in then:
        if one.of:
            way = one.name.rsplit("-", 1)[1]
            found.reuses[way] += 1
            if one.of not in said.get(one.name, {}):
                found.missed[way] += 1
                seen = ws.store.likeness.candidates(rows[one.digest], 8)
                found.unseen[way] += hashlib.sha256(one.of.encode()).hexdigest() not in seen
    if options.keep:
        _show(ws, by_digest, found.wrong, options.keep)
    plain = [one for one in then if not one.of]
    alarmed = {name for both in found.wrong for name in both} & {one.name for one in plain}
    reused = sum(found.reuses.values())
    return {
        "reuses": reused,
        "recall": round(1 - sum(found.missed.values()) / reused, 4),
        "recall_by_kind": {way: round(1 - found.missed[way] / many, 3) for way, many in found.reuses.items()},
        "missed": dict(found.missed),
        "missed_unseen": dict(found.unseen),
        "others": len(plain),
        "falsely_alarmed": len(alarmed),
        "false_alarms": round(len(alarmed) / max(1, len(plain)), 4),
        "wrong_pairs": len(found.wrong),
    }


def _rows_of(ws: Workspace, digests: list[str]) -> Iterator[Look]:
    wanted = set(digests)
    for n, sha256, words in ws.store.database.rows("SELECT n, sha256, words FROM look"):
        if sha256 in wanted:
            yield Look(n, sha256, PICTURE, bytes(words))


def _show(ws: Workspace, by_digest: dict[str, Picture], pairs: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write wrong pairs side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    of_name = {one.name: digest for digest, one in by_digest.items()}
    for at, names in enumerate(sorted(pairs)):
        held = ws.store.previews.get([of_name[name] for name in names])
        both = Image.new("RGB", (520, 256))
        for place, name in enumerate(names):
            both.paste(Image.open(io.BytesIO(held[of_name[name]])), (place * 264, 0))
        both.save(folder / f"{at:04d}-{'--'.join(Path(name).stem for name in names)}.png")


def _cpu(ws: Workspace) -> float:
    """Seconds of CPU of this process and its workers."""
    ticks = 0
    for pid in ws.probes.pids():
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def say(text: str) -> None:
    """Tell how far the run is, beside the result."""
    print(f"  … {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
