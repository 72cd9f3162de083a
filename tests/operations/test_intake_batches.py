"""Many small files: batches are written while the next files are read, which changes nothing of what comes in."""

import errno
import gc
import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.ids import Digest, EvidenceId
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role
from kla_desktop.operations.ingest import BATCH_FILES, IngestRequest, Run, ingest
from kla_desktop.operations.intake.batch import Batch, Ready
from kla_desktop.operations.intake.one_file import Intake, Taken
from kla_desktop.operations.intake.sealing import Sealing
from kla_desktop.operations.intake.writing import Writing
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Cancelled, SilentProgress
from kla_desktop.system.spare_memory import SpareMemory
from tests.operations.at import At
from tests.patience import PATIENCE

COUNT = 2 * BATCH_FILES + 50


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    bootstrap.create(tmp_path / "pustaka", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "pustaka") as ws:
        yield ws


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Every tenth holds what stood in the one 150 before it, which may still be on its way."""
    folder, made = tmp_path / "bahan", []
    folder.mkdir()
    for number in range(COUNT):
        path = folder / f"{number:04d}.dat"
        told = number - 150 if number % 10 == 0 and number >= 150 else number
        path.write_bytes(b"%d" % told)
        made.append(str(path))
    return made


def whole(ws: Workspace) -> int:
    """How many items there are, each with its bytes under its own name and nothing beside them."""
    held = ws.store.local.all_objects()
    assert {one.name for one in held} == set(ws.store.objects.names())
    assert ws.store.evidence.count(Filter()) == len(held)
    return len(held)


@pytest.mark.parametrize("gentle", [False, True])
def test_many_small_files_come_in_once_and_in_order(library: Workspace, files: list[str], *, gentle: bool) -> None:
    done = ingest(library, IngestRequest(tuple(files), gentle=gentle), SilentProgress())
    wanted: dict[str, str] = {}
    for path in files:
        wanted.setdefault(hashlib.sha256(Path(path).read_bytes()).hexdigest(), path)
    assert [(one.sha256, one.path) for one in done.added] == [*wanted.items()]
    ids = {one.sha256: one.id for one in done.added}
    again = [path for path in files if path not in set(wanted.values())]
    assert [(one.path, one.duplicate_of) for one in done.skipped] == [
        (path, ids[hashlib.sha256(Path(path).read_bytes()).hexdigest()]) for path in again
    ]
    assert whole(library) == len(wanted)
    assert len(library.store.local.in_folder(str(Path(files[0]).parent))) == COUNT


@pytest.mark.parametrize("count", [BATCH_FILES + 1, COUNT - 1])
def test_stopped_while_a_batch_is_written(library: Workspace, files: list[str], count: int) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ingest(library, IngestRequest(tuple(files)), At(count, stop))
    held = whole(library)
    done = ingest(library, IngestRequest(tuple(files)), SilentProgress())
    assert held + len(done.added) == whole(library)


@pytest.mark.parametrize("aside", [False, True])
def test_what_the_disk_has_lost_fails_with_all_that_leans_on_it(library: Workspace, *, aside: bool) -> None:
    lost: Future[None] = Future()
    lost.set_exception(OSError(errno.EBADMSG, "gone"))
    intake = Intake(library, lambda _: False, lambda: None)
    writing = Writing(library, intake, lambda: None, may_run_aside=aside)
    first = Taken("/x/a.dat", Digest("a" * 64, 1), 0, 0, 0, library.store.temporary / "a.tmp", None, synced=lost)
    item = EvidenceId("1" * 32)
    writing.begin(Batch(ready=[Ready(first, item, None)]))
    done = writing.written()
    assert done is not None
    assert [one.new for one in done.lost] == [item]
    twin = Taken("/x/b.dat", first.digest, 0, 0, 0, None, None)
    writing.begin(Batch(again=[(twin, item)]))
    done = writing.written()
    assert done is not None
    assert done.failed == [("/x/b.dat", "unreadable")]
    assert {one.path for one in library.store.failures.list()} == {"/x/a.dat", "/x/b.dat"}
    assert whole(library) == 0
    assert writing.stop() == []


def test_nothing_of_an_intake_outlasts_it(library: Workspace, files: list[str]) -> None:
    """A window searches for garbage seldom; an intake holds megabytes."""
    gc.collect()
    gc.disable()
    try:
        ingest(library, IngestRequest(tuple(files[:150]), gentle=True), SilentProgress())
        late = time.monotonic() + PATIENCE
        while left := [one for one in map(type, gc.get_objects()) if one in {Run, Intake, Sealing, SpareMemory}]:
            assert time.monotonic() < late, left
            time.sleep(0.05)  # a thread may not have come back yet from what it did last
    finally:
        gc.enable()
