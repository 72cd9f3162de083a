"""The watcher against real writers: each final version once, never half of one, from wherever and however it comes."""

import contextlib
import ctypes
import os
import shutil
import struct
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.watching.events import Hints, Listening, NativeEvents
from kla_desktop.watching.report import WatchTimes
from kla_desktop.watching.scan import FolderState, OddKind
from kla_desktop.watching.watcher import Watcher
from tests.patience import LONG_PATIENCE, PROMPT
from tests.watching.taker import QUICK, Library, Sticks, nothing_known, ready, sha, wait_for


class Inotify:
    """Looks at one folder as any program does, and reads nothing until it is asked whether events were lost."""

    _CREATE, _OVERFLOW, _HEAD = 0x100, 0x4000, struct.Struct("iIII")

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None)
        self._events = self._libc.inotify_init()

    def watch(self, folder: Path) -> None:
        self._libc.inotify_add_watch(self._events, os.fsencode(folder), self._CREATE)

    def overflowed(self) -> bool:
        data, at = os.read(self._events, 1 << 16), 0
        os.close(self._events)
        masks = set()
        while at < len(data):
            _, mask, _, length = self._HEAD.unpack_from(data, at)
            masks.add(mask)
            at += self._HEAD.size + length
        return self._OVERFLOW in masks


def test_a_new_file_is_handed_out_long_before_the_next_scan(tmp_path: Path, library: Library) -> None:
    library.watch(tmp_path, times=WatchTimes())
    ready(library, tmp_path)
    (tmp_path / "kegiatan").mkdir()
    began = time.monotonic()
    (tmp_path / "kegiatan" / "foto.jpg").write_bytes(b"x")
    wait_for(lambda: len(library.taken) == 1)
    assert time.monotonic() - began < PROMPT < WatchTimes().rescan
    report = library.state(tmp_path)
    assert report is not None
    assert report.listening is Listening.EVENTS


@pytest.mark.heavy
def test_a_hundred_thousand_files_dropped_at_once(tmp_path: Path, library: Library) -> None:
    library.watch(tmp_path, times=WatchTimes())
    ready(library, tmp_path)
    began = time.monotonic()
    for folder in range(500):
        (tmp_path / f"{folder}").mkdir()
        for number in range(200):
            (tmp_path / f"{folder}" / f"{number}.jpg").write_bytes(b"x")
    written = time.monotonic() - began
    wait_for(lambda: len(library.taken) >= 100_000, LONG_PATIENCE)
    print(f"100,000 files: written in {written:.0f} s, all handed out after {time.monotonic() - began:.0f} s")
    assert len(set(library.taken)) == len(library.taken) == 100_000
    shutil.rmtree(tmp_path)


@contextlib.contextmanager
def short_queue() -> Iterator[None]:
    """Queues of events that are opened meanwhile hold sixteen, and go on doing so; only root may say that."""
    setting = Path("/proc/sys/fs/inotify/max_queued_events")
    try:
        was = setting.read_text("ascii")
        setting.write_text("16", "ascii")
    except OSError:
        pytest.skip("only root may shorten the queue")
    try:
        yield
    finally:
        setting.write_text(was, "ascii")


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_what_an_overflowing_queue_swallowed_is_found_by_looking(tmp_path: Path, library: Library) -> None:
    with short_queue():
        witness = Inotify()
        library.watch(tmp_path, times=replace(QUICK, rescan=3.0))
        ready(library, tmp_path)
    witness.watch(tmp_path)
    for folder in range(40):
        (tmp_path / f"{folder}").mkdir()
        for number in range(50):
            (tmp_path / f"{folder}" / f"{number}.jpg").write_bytes(b"x")
    assert witness.overflowed()
    wait_for(lambda: len(library.taken) >= 2000, 60)
    time.sleep(1)
    assert len(set(library.taken)) == len(library.taken) == 2000


def test_a_changed_file_comes_again_and_an_unchanged_one_does_not(tmp_path: Path, library: Library) -> None:
    (tmp_path / "a.jpg").write_bytes(b"one")
    (tmp_path / "b.jpg").write_bytes(b"b")
    watcher = library.watch(tmp_path)
    wait_for(lambda: len(library.taken) == 2)
    other = tmp_path / "x.part"
    other.write_bytes(b"two")
    other.replace(tmp_path / "a.jpg")
    wait_for(lambda: len(library.taken) == 3)
    watcher.poke()
    time.sleep(1.2)
    assert library.taken[2:] == [(str(tmp_path / "a.jpg"), sha(b"two"))]


def test_a_burst_comes_in_batches_each_file_once(tmp_path: Path, library: Library) -> None:
    library.watch(tmp_path)
    ready(library, tmp_path)
    for folder in range(20):
        (tmp_path / f"{folder}").mkdir()
        for number in range(100):
            (tmp_path / f"{folder}" / f"{folder}-{number}.jpg").write_bytes(b"x")
    wait_for(lambda: len(library.taken) >= 2000, 30)
    time.sleep(0.8)
    assert len(library.taken) == len(set(library.taken)) == 2000
    assert max(library.batches) <= 200


def test_a_folder_that_vanishes_and_comes_back_is_taken_up_again(tmp_path: Path, library: Library) -> None:
    stick = tmp_path / "stick"
    library.watch(stick)
    wait_for(lambda: (report := library.state(stick)) is None or report.state is FolderState.MISSING)
    stick.mkdir()
    (stick / "a.jpg").write_bytes(b"a")
    wait_for(lambda: library.names() == ["a.jpg"])
    stick.rename(tmp_path / "elsewhere")
    wait_for(lambda: (report := library.state(stick)) is not None and report.state is FolderState.MISSING)
    (tmp_path / "elsewhere" / "b.jpg").write_bytes(b"b")
    (tmp_path / "elsewhere").rename(stick)
    wait_for(lambda: library.names() == ["a.jpg", "b.jpg"])
    shutil.rmtree(stick)
    stick.mkdir()  # at once, so that only its identity tells
    (stick / "c.jpg").write_bytes(b"c")
    wait_for(lambda: library.names() == ["a.jpg", "b.jpg", "c.jpg"])
    wait_for(lambda: (report := library.state(stick)) is not None and report.listening is Listening.EVENTS)
    (stick / "d.jpg").write_bytes(b"d")
    wait_for(lambda: library.names() == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"])


def test_sticks_and_shares_are_polled(tmp_path: Path, library: Library) -> None:
    library.watch(tmp_path, volumes=Sticks())
    ready(library, tmp_path)
    (tmp_path / "a.jpg").write_bytes(b"a")
    wait_for(lambda: library.names() == ["a.jpg"])
    report = library.state(tmp_path)
    assert report is not None
    assert report.listening is Listening.POLLING
    assert library.held[str(tmp_path)]["a.jpg"][2] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux'")
def test_without_handles_left_events_are_given_up_with_the_reason(tmp_path: Path) -> None:
    import resource

    events, before = NativeEvents(Hints(lambda: None)), resource.getrlimit(resource.RLIMIT_NOFILE)
    in_use = max(int(name) for name in os.listdir("/proc/self/fd"))  # noqa: PTH208 - it holds a handle itself
    fillers = [os.open("/dev/null", os.O_RDONLY) for _ in range(in_use)]
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(fillers) + 1, before[1]))
        with contextlib.suppress(OSError):
            while True:
                fillers.append(os.open("/dev/null", os.O_RDONLY))
        assert events.listen(str(tmp_path)) is Listening.LIMIT_REACHED
        assert not events.is_listening(str(tmp_path))
    finally:
        for handle in fillers:
            os.close(handle)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
        events.close()


def test_folders_come_and_go_while_it_runs(tmp_path: Path, library: Library) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    watcher = library.watch(first)
    ready(library, first)
    watcher.add_folder(str(second))
    (second / "b.jpg").write_bytes(b"b")
    wait_for(lambda: library.names() == ["b.jpg"])
    watcher.remove_folder(str(first))
    time.sleep(0.3)
    (first / "a.jpg").write_bytes(b"a")
    (second / "c.jpg").write_bytes(b"c")
    wait_for(lambda: library.names() == ["b.jpg", "c.jpg"])
    time.sleep(0.8)
    assert library.names() == ["b.jpg", "c.jpg"]


def test_odd_things_are_reported_once_each(tmp_path: Path, library: Library) -> None:
    os.mkfifo(tmp_path / "pipa")
    (tmp_path / "kosong.jpg").touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a.jpg").write_bytes(b"a")
    with (tmp_path / "terbuka.docx").open("wb") as held_open:
        held_open.write(b"x")
        held_open.flush()
        watcher = library.watch(tmp_path, native=False)
        wait_for(lambda: len(library.odd()) == 4)
        watcher.poke()
        time.sleep(1.0)
        assert library.odd() == {
            ("pipa", OddKind.SPECIAL): 1,
            ("loop", OddKind.SPECIAL): 1,
            ("kosong.jpg", OddKind.EMPTY): 1,
            ("terbuka.docx", OddKind.IN_USE): 1,
        }
        assert library.names() == ["a.jpg"]
    wait_for(lambda: library.names() == ["a.jpg", "terbuka.docx"])


def test_files_that_could_not_be_handed_out_come_again(
    tmp_path: Path, library: Library, caplog: pytest.LogCaptureFixture, expect_log: Callable[[str], None]
) -> None:
    expect_log("settled files could not be handed out: OSError")
    library.fail = True
    (tmp_path / "rahasia.jpg").write_bytes(b"a")
    library.watch(tmp_path)
    wait_for(lambda: "could not be handed out" in caplog.text)
    assert "rahasia" not in caplog.text
    library.fail = False
    wait_for(lambda: library.names() == ["rahasia.jpg"])


def test_retry_hands_out_the_same_version_again_and_nothing_else_does(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"a")
    taken: list[str] = []
    watcher = Watcher(
        [str(tmp_path)], lambda files: taken.extend(file.path for file in files), lambda _report: None, nothing_known,
        times=QUICK,
    )  # fmt: skip
    watcher.start()
    try:
        wait_for(lambda: len(taken) == 1)
        for _ in range(3):
            watcher.poke()
            time.sleep(0.4)
        assert len(taken) == 1
        watcher.retry(taken[0])
        wait_for(lambda: len(taken) == 2)
    finally:
        watcher.close()


def test_close_is_final(tmp_path: Path, library: Library) -> None:
    for number in range(1500):
        (tmp_path / f"{number}.jpg").write_bytes(b"x")
    watcher = library.watch(tmp_path)
    wait_for(lambda: bool(library.taken))
    watcher.close()
    taken = len(library.taken)
    time.sleep(0.5)
    assert len(library.taken) == taken
