"""T30: bundles that are wrong in every layer, through the real `receive`: refused with a sentence, or taken in whole.

Nothing else comes of it, nothing is left over, and the worker serves on. KLA_FUZZ_MINUTES says how long the long tier
goes on, KLA_FUZZ_SEED repeats a run, KLA_FUZZ_FROM begins at its N-th bundle.
"""

import multiprocessing
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.errors import ErrorCode
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.keys import SigningKey
from kla_desktop.wording.sentences import sentence_of
from tests.faults.mutations import LAYERS, Anatomy, mutated
from tests.kept_workers import kept
from tests.operations.town import SILENT, Town, photo, tagged, town

SEED = int(os.environ.get("KLA_FUZZ_SEED") or random.SystemRandom().randrange(1 << 32))
FROM = int(os.environ.get("KLA_FUZZ_FROM") or 0)
MINUTES = float(os.environ.get("KLA_FUZZ_MINUTES") or 5)
MOST_GROWN = 200 << 20
"""Bytes by which this process may have grown in the end."""
OURS = {ErrorCode.WORKER_FAILED, ErrorCode.DISK_FULL, ErrorCode.DRIVE_ERROR, ErrorCode.LIBRARY_DAMAGED}
"""What a bundle can never be the reason of."""


@dataclass
class Fuzzed:
    """A secretariat that is put back after each bundle that it took, and true bundles to change."""

    folder: Path
    kept: Path
    seeds: list[Anatomy]
    said: Counter[str]


def _seeds(made: Town) -> Iterator[Anatomy]:
    """True bundles of a known station: photos, papers, changes of what was sent, withdrawals of tags."""
    for number in range(3):
        files = [photo(made.folder / f"{number}-{n}.png", 10 * number + n) for n in range(2)]
        files.append(made.folder / f"{number}.dat")
        files[-1].write_bytes(random.Random(number).randbytes(70_000 * number + 10))
        ids = tagged(made.village, *files, indicator=str(6 + number))
        describe(made.village, DescribeRequest((ids[0],), title=f"Rapat {number}", note="catatan"), SILENT)
        (bundle,) = pack(made.village, PackRequest(), SILENT).bundles
        key = SigningKey.from_text(made.village.secrets.signing)
        recipient = made.desk.station.keys[-1].seal
        yield Anatomy.of(bundle.path.read_bytes(), made.desk.secrets.unsealing, key, recipient)


@pytest.fixture
def fuzzed(tmp_path: Path) -> Fuzzed:
    with kept(), town(tmp_path) as made:
        made.introduce(made.village)
        seeds = list(_seeds(made))
    shutil.copytree(tmp_path / "desk", tmp_path / "asal")
    return Fuzzed(tmp_path / "desk", tmp_path / "asal", seeds, Counter())


def state(ws: Workspace) -> object:
    store = ws.store
    rows = store.database.value("SELECT count(*) FROM journal"), store.database.value("SELECT count(*) FROM arrival")
    return rows, sorted(store.objects.names()), sorted(store.held_folder.iterdir())


def offer(ws: Workspace, here: Fuzzed, number: int, file: Path) -> bool:
    """Offer one bundle; whether the library has changed."""
    chance = random.Random(f"{SEED} {number}")
    layer, data = mutated(chance.choice(here.seeds), chance.choice(here.seeds), chance)
    file.write_bytes(data)
    before = state(ws)
    result = receive(ws, ReceiveRequest((file,)), SILENT)
    assert list(ws.store.temporary.iterdir()) == [], "left over"
    for one in result.refused:
        assert one.error.code not in OURS, f"{layer}: {one.error.code}"
        assert sentence_of(one.error, "id"), layer
        assert state(ws) == before, f"{layer}: refused, and changed something"
        here.said[f"{layer}: {one.error.code}"] += 1
    here.said[f"{layer}: taken"] += len(result.accepted)
    here.said[f"{layer}: held"] += len(result.held)
    assert len(result.refused) + len(result.accepted) + len(result.held) == 1
    return state(ws) != before


def grown() -> int:
    """Bytes of memory that this process holds."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if pages.exists() else 0


def fuzz(here: Fuzzed, goes_on: "Iterator[int]", file: Path) -> int:
    """Offer bundle after bundle to the library, putting it back after each that it took."""
    count, first = 0, 0
    number = FROM
    with kept():
        numbers = iter(goes_on)
        ended = False
        while not ended:
            shutil.rmtree(here.folder)
            shutil.copytree(here.kept, here.folder)
            with bootstrap.opened(here.folder) as ws:
                ended = True
                for number in numbers:
                    try:
                        changed = offer(ws, here, number, file)
                    except BaseException:
                        print(f"KLA_FUZZ_SEED={SEED} KLA_FUZZ_FROM={number}")
                        raise
                    count += 1
                    if count == 100:
                        first = grown()
                    if changed:
                        assert check_library(ws, CheckRequest(), SILENT).problems == (), number
                        ended = False
                        break
    assert not first or grown() < first + MOST_GROWN
    assert multiprocessing.active_children() == []
    return count


def until(minutes: float) -> Iterator[int]:
    number, end = FROM, time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        yield number
        number += 1


def test_some_bundles(fuzzed: Fuzzed, tmp_path: Path) -> None:
    print(f"KLA_FUZZ_SEED={SEED}")
    count = fuzz(fuzzed, iter(range(FROM, FROM + 120)), tmp_path / "acak.kla")
    assert count == 120
    assert {one.partition(":")[0] for one in fuzzed.said} == set(LAYERS)


@pytest.mark.heavy
@pytest.mark.timeout(9 * 3600)
def test_bundles_for_as_long_as_it_is_asked_for(fuzzed: Fuzzed, tmp_path: Path) -> None:
    print(f"KLA_FUZZ_SEED={SEED}")
    count = fuzz(fuzzed, until(MINUTES), tmp_path / "acak.kla")
    print(f"{count} bundles in {MINUTES} minutes: {dict(sorted(fuzzed.said.items()))}")
    assert count
