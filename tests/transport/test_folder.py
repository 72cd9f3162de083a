"""Sticks: full, locked, pulled out, damaged, half written; never a wrong file under the final name."""

import contextlib
import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.progress import Cancelled, SilentProgress, Step
from kla_desktop.system.volumes import FAT_LARGEST_FILE, Volume
from kla_desktop.transport.folder import copy_to_folder, list_bundles

NAME = "0192f0c1-7d3e-7abc-8def-0123456789ab.kla"
SIZE = 5 * (1 << 20) + 123
can_mount = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not os.access("/usr/bin/mount", os.X_OK),
    reason="mounting needs root",
)


class Drive:
    """Drives as a test describes them."""

    def __init__(self, filesystem: str = "vfat", free: int = 1 << 40, *, read_only: bool = False) -> None:
        self.filesystem, self.free, self.read_only = filesystem, free, read_only

    def list_volumes(self) -> list[Volume]:
        return []

    def volume_of(self, path: Path) -> Volume:
        return Volume(path, "STIK", self.filesystem, 1 << 41, self.free, removable=True, read_only=self.read_only)


class Bar:
    """Progress that does something at a chosen number of bytes."""

    def __init__(self, at: int = -1, do: Callable[[], None] = lambda: None) -> None:
        self.at, self.do, self.steps = at, do, list[Step]()

    def step(self, step: Step) -> None:
        self.steps.append(step)
        if 0 <= self.at <= step.bytes_done:
            self.at = -1
            self.do()

    def checkpoint(self) -> None:
        pass


def stop() -> None:
    raise Cancelled


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "outbox.kla"
    path.write_bytes(random.Random(3).randbytes(SIZE))
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "STIK"
    folder.mkdir()
    return folder


@pytest.fixture
def small_stick(stick: Path) -> Iterator[Path]:
    """A real drive of 8 MB that can be full, locked and pulled out."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(stick)], check=True)
    yield stick
    with contextlib.suppress(subprocess.CalledProcessError):
        while os.path.ismount(stick):
            subprocess.run(["umount", "-l", str(stick)], check=True)


def refused(code: ErrorCode, deed: Callable[[], object]) -> dict[str, object]:
    with pytest.raises(Fixable) as caught:
        deed()
    assert caught.value.code is code
    return caught.value.details


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_copies_verifies_and_says_how_far(source: Path, stick: Path) -> None:
    bar = Bar()
    copied = copy_to_folder(source, stick / "KLA", NAME, bar)
    assert copied.path == stick / "KLA" / NAME
    assert (copied.sha256, copied.size, copied.resumed_from) == (sha(source), SIZE, 0)
    assert sha(copied.path) == sha(source)
    assert listed(stick / "KLA") == [NAME]
    done = [step.bytes_done for step in bar.steps]
    assert done == sorted(done)
    assert (done[-1], bar.steps[-1].bytes_total) == (2 * SIZE, 2 * SIZE)
    assert {step.doing for step in bar.steps} == {"copying", "verifying"}


def test_replies_lie_in_their_own_folder(source: Path, stick: Path) -> None:
    assert copy_to_folder(source, stick / "KLA" / "balasan", NAME, SilentProgress()).path.is_file()


def test_the_same_file_again_is_only_read(source: Path, stick: Path) -> None:
    first = copy_to_folder(source, stick, NAME, SilentProgress())
    before = first.path.stat()
    again = copy_to_folder(source, stick, NAME, SilentProgress(), Drive(free=0))
    assert (again.sha256, again.resumed_from) == (first.sha256, SIZE)
    assert (first.path.stat().st_ino, first.path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_damaged_file_of_that_name_is_replaced(source: Path, stick: Path) -> None:
    damaged = bytearray(source.read_bytes())
    damaged[SIZE // 2] ^= 1
    (stick / NAME).write_bytes(damaged)
    assert sha(copy_to_folder(source, stick, NAME, SilentProgress()).path) == sha(source)
    assert listed(stick) == [NAME]


@pytest.mark.parametrize("at", [1, SIZE // 2, SIZE - 1, SIZE + 1])
def test_stopping_leaves_a_part_that_the_next_try_goes_on_with(source: Path, stick: Path, at: int) -> None:
    with pytest.raises(Cancelled):
        copy_to_folder(source, stick, NAME, Bar(at, stop))
    assert listed(stick) == [f"{NAME}.part"]
    held = (stick / f"{NAME}.part").stat().st_size
    copied = copy_to_folder(source, stick, NAME, SilentProgress())
    assert copied.resumed_from == held > 0
    assert sha(copied.path) == sha(source)


@pytest.mark.parametrize("wrong_at", [0, 1 << 20, (2 << 20) + 7, SIZE - 1])
def test_a_part_that_differs_is_kept_only_as_far_as_it_agrees(source: Path, stick: Path, wrong_at: int) -> None:
    part = bytearray(source.read_bytes())
    part[wrong_at] ^= 0xFF
    (stick / f"{NAME}.part").write_bytes(part + b"more than there is")
    copied = copy_to_folder(source, stick, NAME, SilentProgress())
    assert copied.resumed_from == wrong_at // (1 << 20) * (1 << 20)
    assert sha(copied.path) == sha(source)


def test_a_part_that_is_a_link_is_not_written_through(source: Path, stick: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (stick / f"{NAME}.part").symlink_to(victim)
    copy_to_folder(source, stick, NAME, SilentProgress())
    assert victim.read_bytes() == b"mine"
    assert not (stick / NAME).is_symlink()


def test_damage_between_writing_and_reading_back_is_found(source: Path, stick: Path) -> None:
    part = stick / f"{NAME}.part"

    def damage() -> None:
        with part.open("r+b") as file:
            file.seek(SIZE - 10)
            file.write(b"\0" * 5)

    details = refused(ErrorCode.COPY_DIFFERS, lambda: copy_to_folder(source, stick, NAME, Bar(SIZE + 1, damage)))
    assert details["path"] == str(stick / NAME)
    assert listed(stick) == []


def test_limits_are_seen_before_the_first_byte(source: Path, stick: Path, tmp_path: Path) -> None:
    def copy(drive: Drive, file: Path = source) -> Callable[[], object]:
        return lambda: copy_to_folder(file, stick, NAME, SilentProgress(), drive)

    assert refused(ErrorCode.DISK_FULL, copy(Drive(free=SIZE - 1))) == {
        "needed": SIZE,
        "free": SIZE - 1,
        "path": str(stick),
    }
    assert refused(ErrorCode.FOLDER_READ_ONLY, copy(Drive(read_only=True))) == {"path": str(stick)}
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(FAT_LARGEST_FILE + 1)
    details = refused(ErrorCode.FAT32_LIMIT, copy(Drive("vfat"), huge))
    assert details["size"] == FAT_LARGEST_FILE + 1
    assert listed(stick) == []


def test_missing_places_are_never_made(source: Path, tmp_path: Path) -> None:
    for folder in (tmp_path / "gone", tmp_path / "gone" / "KLA", tmp_path / "gone" / "KLA" / "balasan", source):
        refused(ErrorCode.DRIVE_GONE, partial(copy_to_folder, source, folder, NAME, SilentProgress()))
    assert not (tmp_path / "gone").exists()
    refused(ErrorCode.FILE_MISSING, lambda: copy_to_folder(tmp_path / "no", tmp_path, NAME, SilentProgress()))


@pytest.mark.parametrize("name", ["", "../x.kla", "a/b.kla", "x\n.kla", "CON", "x" * 251])
def test_only_plain_names(source: Path, stick: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        copy_to_folder(source, stick, name, SilentProgress())


def test_a_source_that_changes_meanwhile_is_refused(source: Path, stick: Path) -> None:
    refused(
        ErrorCode.FILE_IN_USE,
        lambda: copy_to_folder(source, stick, NAME, Bar(1, lambda: os.truncate(source, SIZE // 2))),
    )
    assert NAME not in listed(stick)


# real drives


@can_mount
def test_a_drive_that_fills_up_while_copying(source: Path, small_stick: Path) -> None:
    def fill() -> None:
        with contextlib.suppress(OSError), (small_stick / "film.mp4").open("wb", buffering=0) as file:
            while file.write(bytes(65536)):
                pass

    details = refused(ErrorCode.DISK_FULL, lambda: copy_to_folder(source, small_stick, NAME, Bar(1 << 20, fill)))
    assert details["needed"] == SIZE
    assert listed(small_stick) == ["film.mp4"]
    (small_stick / "film.mp4").unlink()
    assert sha(copy_to_folder(source, small_stick, NAME, SilentProgress()).path) == sha(source)


@can_mount
def test_a_full_drive_is_explained_with_numbers(source: Path, small_stick: Path) -> None:
    (small_stick / "film.mp4").write_bytes(bytes(4 << 20))
    details = refused(ErrorCode.DISK_FULL, lambda: copy_to_folder(source, small_stick, NAME, SilentProgress()))
    assert details == {"needed": SIZE, "free": 4 << 20, "path": str(small_stick)}


@can_mount
def test_a_locked_drive(source: Path, small_stick: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_stick)], check=True)
    for folder in (small_stick, small_stick / "KLA"):
        refused(ErrorCode.FOLDER_READ_ONLY, partial(copy_to_folder, source, folder, NAME, SilentProgress()))
        refused(
            ErrorCode.FOLDER_READ_ONLY,
            partial(copy_to_folder, source, folder, NAME, SilentProgress(), Drive("ext4")),
        )


def pull_out_at(at: int, source: Path, stick: Path, keep: Path) -> None:
    """Pull the stick at a byte count, see that nothing wrong has a final name, plug it in and finish."""
    stick.mkdir(exist_ok=True)
    subprocess.run(["mount", "--bind", str(keep), str(stick)], check=True)
    before = sha(source)
    try:
        with pytest.raises(Fixable) as caught:
            copy_to_folder(
                source,
                stick / "KLA",
                NAME,
                Bar(at, lambda: void(subprocess.run(["umount", "-l", str(stick)], check=True))),
            )
        assert caught.value.code is ErrorCode.DRIVE_GONE
        assert listed(stick) == []
        assert not (keep / "KLA" / NAME).exists()
        assert sha(source) == before
        subprocess.run(["mount", "--bind", str(keep), str(stick)], check=True)
        copied = copy_to_folder(source, stick / "KLA", NAME, SilentProgress())
        assert copied.resumed_from > 0
        assert sha(keep / "KLA" / NAME) == before
        (keep / "KLA" / NAME).unlink()
    finally:
        while os.path.ismount(stick):
            subprocess.run(["umount", "-l", str(stick)], check=True)


def void(_result: object) -> None:
    """Forget a result."""


@can_mount
@pytest.mark.parametrize("at", [1, SIZE // 2, SIZE, 2 * SIZE])
def test_a_stick_pulled_out_while_copying(source: Path, tmp_path: Path, small_stick: Path, at: int) -> None:
    pull_out_at(at, source, tmp_path / "plugged", small_stick)


@can_mount
@pytest.mark.heavy
def test_a_stick_pulled_out_at_two_hundred_points(source: Path, tmp_path: Path, small_stick: Path) -> None:
    chance = random.Random(29)
    for _ in range(200):
        pull_out_at(chance.randrange(1, 2 * SIZE), source, tmp_path / "plugged", small_stick)


@pytest.mark.heavy
def test_large_files_keep_memory_flat(tmp_path: Path, stick: Path) -> None:
    import resource

    big = tmp_path / "big"
    with big.open("wb") as file:
        file.truncate(2 << 30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert copy_to_folder(big, stick, NAME, SilentProgress()).size == 2 << 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    (stick / NAME).unlink()


# listing


def test_lists_bundles_and_replies_and_nothing_outside(stick: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (stick / "KLA" / "balasan").mkdir(parents=True)
    outside.mkdir()
    (outside / "x.kla").write_bytes(b"x")
    for name in ("a.kla", "KLA/b.KLA", "KLA/balasan/c.kla"):
        (stick / name).write_bytes(b"12345")
    for name in ("KLA/d.kla.part", "KLA/._b.kla", "KLA/foto.jpg"):
        (stick / name).write_bytes(b"x")
    (stick / "KLA" / "link.kla").symlink_to(outside / "x.kla")
    (stick / "KLA" / "folder.kla").mkdir()
    found = [
        (bundle.path.relative_to(stick).as_posix(), bundle.size, bundle.is_reply) for bundle in list_bundles(stick)
    ]
    assert found == [("KLA/b.KLA", 5, False), ("KLA/balasan/c.kla", 5, True), ("a.kla", 5, False)]
    assert [bundle.path.name for bundle in list_bundles(stick / "KLA")] == ["b.KLA", "c.kla"]
    assert [bundle.is_reply for bundle in list_bundles(stick / "KLA" / "balasan")] == [True]


def test_linked_folders_are_not_entered(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.kla").write_bytes(b"x")
    (stick / "KLA").symlink_to(tmp_path / "outside")
    assert list_bundles(stick) == []


def test_listing_a_stick_that_is_gone(tmp_path: Path) -> None:
    assert refused(ErrorCode.DRIVE_GONE, lambda: list_bundles(tmp_path / "gone")) == {"path": str(tmp_path / "gone")}
