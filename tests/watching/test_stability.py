"""When a file has settled: pure rules with a clock of our own, and the real question whether somebody still writes."""

import os
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_desktop.watching.scan import FoundFile
from kla_desktop.watching.stability import Settling, StabilityTracker, is_free_to_read

WAITING, SETTLED, IN_USE = Settling.WAITING, Settling.SETTLED, Settling.IN_USE


class Hand:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def tracker_with(clock: Hand, *, free: bool = True) -> StabilityTracker:
    return StabilityTracker(clock, 2.0, lambda _path: free)


def version(size: int = 10, mtime: int = 1, inode: int = 1) -> FoundFile:
    return FoundFile("/f/a.jpg", size, mtime, inode, "/f")


def test_settles_after_resting_and_only_then() -> None:
    clock = Hand()
    tracker = tracker_with(clock)
    assert tracker.observe(version()) is WAITING
    clock.now += 1.99
    assert tracker.observe(version()) is WAITING
    clock.now += 0.01
    assert tracker.observe(version()) is SETTLED
    assert len(tracker) == 0


@pytest.mark.parametrize("changed", [version(size=11), version(size=9), version(mtime=2), version(inode=2)])
def test_any_change_starts_again(changed: FoundFile) -> None:
    clock = Hand()
    tracker = tracker_with(clock)
    tracker.observe(version())
    clock.now += 5
    assert tracker.observe(changed) is WAITING
    clock.now += 1.9
    assert tracker.observe(changed) is WAITING
    clock.now += 0.2
    assert tracker.observe(changed) is SETTLED


def test_empty_files_never_settle() -> None:
    clock = Hand()
    tracker = tracker_with(clock)
    for _ in range(100):
        assert tracker.observe(version(size=0)) is WAITING
        clock.now += 60


def test_preallocated_files_wait_while_their_time_is_fresh() -> None:
    clock = Hand()
    tracker = tracker_with(clock)
    for second in range(30):
        assert tracker.observe(version(size=1 << 20, mtime=second)) is WAITING
        clock.now += 1.9
    clock.now += 0.1
    assert tracker.observe(version(size=1 << 20, mtime=29)) is SETTLED


def test_a_file_held_open_waits_and_is_named_as_such() -> None:
    clock, free = Hand(), [False]
    tracker = StabilityTracker(clock, 2.0, lambda _path: free[0])
    tracker.observe(version())
    clock.now += 61
    assert tracker.observe(version()) is IN_USE
    assert [(file.path, why) for file, why in tracker.overdue()] == [("/f/a.jpg", IN_USE)]
    free[0] = True
    assert tracker.observe(version()) is SETTLED


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(0, 3), st.integers(0, 2), st.integers(1, 2), st.booleans())))
def test_settled_means_two_seconds_of_the_same_version_with_bytes_and_no_writer(
    looks: list[tuple[float, int, int, int, bool]],
) -> None:
    clock, free = Hand(), [True]
    tracker = StabilityTracker(clock, 2.0, lambda _path: free[0])
    since, last = clock.now, None
    for pause, size, mtime, inode, is_free in looks:
        clock.now += pause
        free[0] = is_free
        file = version(size, mtime, inode)
        if last is None or file != last:
            since, last = clock.now, file
        rested = clock.now - since >= 2.0 and size > 0
        expected = (SETTLED if is_free else IN_USE) if rested else WAITING
        assert tracker.observe(file) is expected
        if expected is SETTLED:
            last = None


@pytest.mark.skipif(sys.platform != "linux", reason="the lease is Linux'")
def test_a_pausing_writer_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    with path.open("wb") as writer:
        writer.write(b"half")
        writer.flush()
        assert not is_free_to_read(str(path))
    assert is_free_to_read(str(path))
    with path.open("rb"):
        assert is_free_to_read(str(path))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes and links")
def test_asking_never_hangs_on_a_pipe_nor_follows_a_link(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    is_free_to_read(str(tmp_path / "pipe"))
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert not is_free_to_read(str(tmp_path / "link"))
    assert not is_free_to_read(str(tmp_path / "gone"))


@pytest.mark.skipif(sys.platform != "linux", reason="the lease is Linux'")
def test_opening_for_writing_while_we_ask_harms_nobody(tmp_path: Path) -> None:
    path, stop = tmp_path / "a.jpg", threading.Event()
    path.write_bytes(b"x")
    opened = [0]

    def open_and_close() -> None:
        while not stop.is_set():
            with path.open("ab") as file:
                file.write(b"y")
            opened[0] += 1

    writer = threading.Thread(target=open_and_close)
    writer.start()
    try:
        answers = {is_free_to_read(str(path)) for _ in range(3000)}
    finally:
        stop.set()
        writer.join()
    assert True in answers
    assert path.stat().st_size == 1 + opened[0]
