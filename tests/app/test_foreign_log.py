"""A log of SQLite beside the library that is not its own: never put in, laid aside, and said."""

import shutil
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.foreign_log import aside_of
from tests.operations.town import tagged

LOG, INDEX = "library.db-wal", "library.db-shm"


def made(folder: Path) -> Path:
    """A library with one item, closed."""
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(folder) as ws:
        take(ws, 3)
    return folder


def take(ws: Workspace, count: int) -> None:
    """Take so many papers in."""
    have = ws.store.evidence.count(Filter())
    for number in range(have, have + count):
        paper = ws.store.folder.parent / f"{ws.store.folder.name}-{number}.txt"
        paper.write_text(f"notulen rapat {number}\n" * 500, "utf-8")
        tagged(ws, paper)


def crashed(folder: Path, to: Path, count: int) -> Path:
    """What a crash leaves after so many more items: the log lies beside the file."""
    with bootstrap.opened(folder) as ws:
        take(ws, count)
        to.mkdir()
        for name in ("library.db", LOG, INDEX):
            shutil.copy(folder / name, to)
    return to


def refused(folder: Path, *, writing: bool) -> ErrorCode:
    with pytest.raises(Fixable) as said, bootstrap.opened(folder, writing=writing):
        pass
    return said.value.code


@pytest.mark.parametrize("writing", [True, False])
def test_the_log_of_another_library_is_laid_aside(tmp_path: Path, writing: bool) -> None:
    ours, other = made(tmp_path / "pustaka"), crashed(made(tmp_path / "lain"), tmp_path / "mati", 2)
    whole = (ours / "library.db").read_bytes()
    for name in (LOG, INDEX):
        shutil.copy(other / name, ours)
    assert refused(ours, writing=writing) is ErrorCode.LIBRARY_LOG_FOREIGN
    assert (ours / "library.db").read_bytes() == whole
    assert aside_of(ours / "library.db").read_bytes() == (other / LOG).read_bytes()
    with bootstrap.opened(ours) as ws:
        assert ws.store.evidence.count(Filter()) == 3
        assert ws.store.database.problems() == []


def test_a_log_of_the_same_library_at_another_time_is_laid_aside(tmp_path: Path) -> None:
    """The database alone was copied back, over a folder in which a newer log had stayed."""
    ours = made(tmp_path / "pustaka")
    before = shutil.copy(ours / "library.db", tmp_path / "dulu.db")
    with bootstrap.opened(ours) as ws:
        take(ws, 5)
    left = crashed(ours, tmp_path / "mati", 1)
    shutil.copy(before, ours / "library.db")
    shutil.copy(left / LOG, ours)
    assert refused(ours, writing=True) is ErrorCode.LIBRARY_LOG_FOREIGN
    with bootstrap.opened(ours) as ws:
        assert ws.store.evidence.count(Filter()) == 3
        assert ws.store.database.problems() == []


@pytest.mark.parametrize("writing", [True, False])
def test_the_log_of_a_crash_is_put_in(tmp_path: Path, writing: bool) -> None:
    ours = made(tmp_path / "pustaka")
    left = crashed(ours, tmp_path / "mati", 2)
    for file in left.iterdir():
        shutil.copy(file, ours)
    with bootstrap.opened(ours, writing=writing) as ws:
        assert ws.store.evidence.count(Filter()) == 5
        assert ws.store.database.problems() == []


def test_what_is_no_log_does_no_harm(tmp_path: Path) -> None:
    ours = made(tmp_path / "pustaka")
    (ours / LOG).write_bytes(b"bukan catatan" * 5_000)
    (ours / INDEX).write_bytes(b"bukan indeks" * 3_000)
    with bootstrap.opened(ours) as ws:
        assert ws.store.evidence.count(Filter()) == 3
        assert ws.store.database.problems() == []
