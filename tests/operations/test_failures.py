"""Files that fail on their way in are listed, tried again, and never lost sight of; changed files are versions."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.evidence import State
from kla_desktop.model.retries import WAITS, wait_after
from kla_desktop.model.station import Role
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.intake.batch import note_failures
from kla_desktop.operations.set_aside import SetAsideRequest, set_aside
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import SilentProgress
from kla_desktop.watching.scan import FoundFile

SILENT = SilentProgress()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "pustaka"
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti A."))
    with bootstrap.opened(folder) as workspace:
        yield workspace


def take(ws: Workspace, *paths: Path) -> Ingested:
    return ingest(ws, IngestRequest(tuple(map(str, paths))), SILENT)


def listed(ws: Workspace) -> list[tuple[str, str, int]]:
    return [(Path(one.path).name, one.reason, one.tries) for one in ws.store.failures.list()]


def found(path: Path) -> FoundFile:
    seen = path.stat()
    return FoundFile(str(path), seen.st_size, seen.st_mtime_ns, seen.st_ino)


def test_a_failure_counts_its_tries_and_goes_once_the_file_is_in(library: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "notulen.txt"
    assert [one.reason for one in take(library, file).failed] == ["missing"]
    file.touch()
    assert [one.reason for one in take(library, file).failed] == ["empty"]
    assert listed(library) == [("notulen.txt", "empty", 2)]
    file.write_text("notulen rapat", encoding="utf-8")
    assert len(take(library, file).added) == 1
    assert listed(library) == []


def test_a_failure_that_turns_out_to_be_held_already_goes_too(library: Workspace, tmp_path: Path) -> None:
    file, copy = tmp_path / "a.txt", tmp_path / "b.txt"
    for one in (file, copy):
        one.write_text("sama", encoding="utf-8")
    take(library, file)
    with library.transaction():
        note_failures(library, [(str(file), "in_use"), (str(copy), "in_use")])
    assert {one.reason for one in take(library, file, copy).skipped} == {"known", "duplicate"}
    assert listed(library) == []


def test_waits_grow_to_an_hour_and_never_end(library: Workspace) -> None:
    waits = [wait_after("in_use", tries) for tries in range(1, 40)]
    assert waits[: len(WAITS)] == list(WAITS)
    assert set(waits[len(WAITS) :]) == {3600}
    assert wait_after("special", 1) is None
    with library.transaction():
        note_failures(library, [("/x/a.jpg", "in_use"), ("/x/b", "special")])
    assert {one.path: bool(one.next_at) for one in library.store.failures.list()} == {"/x/a.jpg": True, "/x/b": False}


def test_what_is_set_aside_comes_back_with_another_reason(library: Workspace) -> None:
    with library.transaction():
        note_failures(library, [("/x/a.jpg", "in_use")])
    assert set_aside(library, SetAsideRequest(("/x/a.jpg", "/x/other")), SILENT).paths == ("/x/a.jpg",)
    with library.transaction():
        note_failures(library, [("/x/a.jpg", "in_use")])
    assert listed(library) == []
    with library.transaction():
        note_failures(library, [("/x/a.jpg", "unreadable")])
    assert listed(library) == [("a.jpg", "unreadable", 3)]


def test_a_file_that_changed_since_it_was_seen_is_not_taken(library: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("satu", encoding="utf-8")
    seen = found(file)
    file.write_text("satu dua", encoding="utf-8")
    result = ingest(library, IngestRequest(found=(seen,)), SILENT)
    assert [(one.reason) for one in result.failed] == ["changed"]
    assert ingest(library, IngestRequest(found=(found(file),)), SILENT).added
    assert listed(library) == []


def test_a_file_replaced_with_equal_size_and_time_is_read_again(library: Workspace, tmp_path: Path) -> None:
    file, other = tmp_path / "a.txt", tmp_path / "b.part"
    file.write_text("lama", encoding="utf-8")
    take(library, file)
    other.write_text("baru", encoding="utf-8")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)
    assert len(take(library, file).added) == 1


def test_a_changed_document_is_a_new_item_beside_the_old_one(library: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "notulen.txt"
    file.write_text("versi satu", encoding="utf-8")
    old = take(library, file).added[0]
    assert old.earlier is None
    file.write_text("Versi dua, disunting", encoding="utf-8")
    new = take(library, file).added[0]
    assert new.earlier == old.id
    assert library.find([old.id])[0].state is State.NEW
    assert library.store.local.earlier(new.id) == old.id
    assert library.store.local.later(old.id) == new.id


def test_a_half_file_gives_way_to_the_whole_one(library: Workspace, tmp_path: Path) -> None:
    """A writer that closes and reopens its file is not to be told from one that has ended."""
    file = tmp_path / "panjang.txt"
    file.write_text("bagian pertama;", encoding="utf-8")
    half = take(library, file).added[0].id
    with file.open("a", encoding="utf-8") as more:
        more.write(" bagian kedua")
    whole = take(library, file).added[0].id
    assert library.find([half])[0].superseded_by == whole
    assert library.find([whole])[0].supersedes == half
    undo(library, UndoRequest(), SILENT)
    assert library.find([half])[0].superseded_by is None


def test_a_half_file_that_somebody_tagged_stays(library: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "panjang.txt"
    file.write_text("bagian pertama;", encoding="utf-8")
    half = take(library, file).added[0].id
    tag(library, TagRequest((half,), (library.catalogue.find("6").slug,)), SILENT)
    with file.open("a", encoding="utf-8") as more:
        more.write(" bagian kedua")
    assert take(library, file).added[0].earlier == half
    assert library.find([half])[0].superseded_by is None


@pytest.mark.parametrize("seconds", [0, -1, 2_000_000_000, 5_000_000_000, 253_402_300_800])
def test_odd_file_times_hide_nothing(library: Workspace, tmp_path: Path, seconds: int) -> None:
    file = tmp_path / "tanpa tanggal.txt"
    file.write_text("isi", encoding="utf-8")
    os.utime(file, (seconds, seconds))
    added = take(library, file).added
    assert len(added) == 1
    item = library.find([added[0].id])[0]
    assert item.year not in {1969, 1970, 2128, 9999, 10000}
    assert [one.reason for one in take(library, file).skipped] == ["known"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX links and pipes")
def test_links_and_pipes_are_never_followed_or_waited_for(library: Workspace, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("di luar", encoding="utf-8")
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "tautan.txt").symlink_to(secret)
    (folder / "putus.txt").symlink_to(tmp_path / "tidak ada")
    (folder / "putar").symlink_to(folder)
    os.mkfifo(folder / "pipa")
    result = take(library, folder)
    assert result.added == ()
    assert {(Path(one.path).name, one.reason) for one in result.failed} == {
        (name, "special") for name in ("tautan.txt", "putus.txt", "putar", "pipa")
    }
    # swapped for a link or a pipe after it was seen
    swapped = (FoundFile(str(folder / "tautan.txt"), 7, 1, 1), FoundFile(str(folder / "pipa"), 7, 1, 1))
    assert [one.reason for one in ingest(library, IngestRequest(found=swapped), SILENT).failed] == ["special"] * 2
    assert [one.tries for one in library.store.failures.list()].count(2) == 2
