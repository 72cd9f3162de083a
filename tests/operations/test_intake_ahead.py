"""Files are read ahead of the one that is taken in: that changes neither what comes in nor in which order."""

import hashlib
import io
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.station import Role
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.intake.reading import IN_MEMORY
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Cancelled, SilentProgress
from tests.operations.at import At
from tests.patience import PATIENCE

AHEAD = 300_000
SIZES = (1_000, AHEAD, AHEAD, 5_000, AHEAD, 8 << 20, AHEAD, IN_MEMORY + 1, AHEAD, AHEAD, 100, AHEAD)
"""Read when its turn comes, ahead, into memory of its own, and in pieces."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    bootstrap.create(tmp_path / "pustaka", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "pustaka") as ws:
        yield ws


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder, chance, made = tmp_path / "kamera", random.Random(5), []
    folder.mkdir()
    for number, size in enumerate(SIZES):
        made.append(folder / f"{number:02d}.dat")
        made[-1].write_bytes(chance.randbytes(size))
    return made


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def until(true: Callable[[], bool]) -> None:
    late = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < late
        time.sleep(0.02)


def kept(ws: Workspace) -> set[str]:
    """The digests of what lies sealed in the library."""
    found = set()
    for held in ws.store.local.all_objects():
        out = io.BytesIO()
        ws.store.objects.copy_out(held.name, out)
        found.add(digest(out.getvalue()))
    return found


def none_is_lent(ws: Workspace) -> bool:
    """Whether all memory that workers are shown has come back."""
    shown = ws.probes.shown
    pieces = [piece for _ in range(shown.most) if (piece := shown.take()) is not None]
    for piece in pieces:
        shown.give(piece)
    return len(pieces) == shown.most or sys.platform != "linux"


def test_files_of_all_sizes_come_in_whole_and_in_order(library: Workspace, files: list[Path]) -> None:
    twins = []
    for file in files:
        twins.append(file.with_stem(f"{file.stem}-lagi"))
        twins[-1].write_bytes(file.read_bytes())
    paths = [str(path) for pair in zip(files, twins, strict=True) for path in pair]
    done = ingest(library, IngestRequest(tuple(paths)), SilentProgress())
    assert [one.path for one in done.added] == [str(file) for file in files]
    assert [one.sha256 for one in done.added] == [digest(file.read_bytes()) for file in files]
    assert [(one.path, one.duplicate_of) for one in done.skipped] == [
        (str(twin), one.id) for twin, one in zip(twins, done.added, strict=True)
    ]
    assert kept(library) == {one.sha256 for one in done.added}
    until(lambda: none_is_lent(library))


def test_what_goes_or_changes_before_its_turn_fails_alone(library: Workspace, files: list[Path]) -> None:
    gone, longer = files[6], files[8]

    def meddle() -> None:
        gone.unlink()
        with longer.open("ab") as out:
            out.write(b"!")

    done = ingest(library, IngestRequest(tuple(map(str, files))), At(2, meddle))
    assert {(Path(one.path), one.reason) for one in done.failed} == {(gone, "missing"), (longer, "changed")}
    left = set(files) - {gone, longer}
    assert {Path(one.path) for one in done.added} == left
    assert kept(library) == {digest(file.read_bytes()) for file in left}
    until(lambda: none_is_lent(library))


@pytest.mark.parametrize("count", [2, 5, 9])
def test_stopping_leaves_whole_items_and_nothing_else(library: Workspace, files: list[Path], count: int) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ingest(library, IngestRequest(tuple(map(str, files))), At(count, stop))
    until(lambda: not list(library.store.temporary.iterdir()))  # what was on its way to the disk goes once it is there
    until(lambda: none_is_lent(library))
    held = {one.digest.sha256 for one in library.store.local.all_objects()}
    assert kept(library) == held
    ingest(library, IngestRequest(tuple(map(str, files))), SilentProgress())
    assert kept(library) == {digest(file.read_bytes()) for file in files}
