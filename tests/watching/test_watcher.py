"""The watcher against real writers: each final version once, never half of one, from wherever and however it comes."""

import contextlib
import ctypes
import hashlib
import os
import random
import shutil
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.system.volumes import Volume
from kla_desktop.watching.events import Hints, Listening, NativeEvents
from kla_desktop.watching.once import Batch, settle_once
from kla_desktop.watching.report import FolderReport, WatchTimes
from kla_desktop.watching.scan import Fingerprint, FolderState, FoundFile, OddKind
from kla_desktop.watching.watcher import Watcher
from tests.patience import LONG_PATIENCE, PATIENCE, PROMPT

QUICK = WatchTimes(rescan=60, rescan_polled=0.3, settle=0.4, settle_slow=0.4, missing=0.2, debounce=0.1, overdue=1.0)


def nothing_known(folder: str) -> Mapping[str, Fingerprint]:
    """A library that is new."""
    del folder
    return {}


class Library:
    """What an ingest would be: reads each settled file at once and remembers what it held."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.batches: list[int] = []
        self.reports: list[FolderReport] = []
        self.held: dict[str, dict[str, Fingerprint]] = {}
        self.watchers: list[Watcher] = []
        self.fail = False

    def settled(self, files: list[FoundFile]) -> None:
        if self.fail:
            raise OSError("the disk is full")
        self.batches.append(len(files))
        for file in files:
            self.taken.append((file.path, hashlib.sha256(Path(file.path).read_bytes()).hexdigest()))
            folder, name = os.path.split(file.path)
            self.held.setdefault(folder, {})[name] = file.fingerprint

    def known(self, folder: str) -> dict[str, Fingerprint]:
        return self.held.get(folder, {})

    def watch(
        self, *folders: Path, native: bool = True, times: WatchTimes = QUICK, volumes: "Sticks | None" = None
    ) -> Watcher:
        watcher = Watcher(
            map(str, folders),
            self.settled,
            self.reports.append,
            self.known,
            times=times,
            native=native,
            volumes=volumes,
        )
        self.watchers.append(watcher)
        watcher.start()
        return watcher

    def names(self) -> list[str]:
        return sorted(Path(path).name for path, _ in self.taken)

    def state(self, folder: Path) -> FolderReport | None:
        return next((report for report in reversed(self.reports) if report.folder == str(folder)), None)

    def odd(self) -> Counter[tuple[str, OddKind]]:
        return Counter((Path(odd.path).name, odd.kind) for report in list(self.reports) for odd in report.odd)


class Sticks:
    """Drives of which every one is a stick with FAT."""

    def list_volumes(self) -> list[Volume]:
        return []

    def volume_of(self, path: Path) -> Volume:
        return Volume(path, "STIK", "vfat", 1 << 30, 1 << 29, removable=True, read_only=False)


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


@pytest.fixture
def library() -> Iterator[Library]:
    held = Library()
    yield held
    for watcher in held.watchers:
        watcher.close()


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def ready(library: Library, folder: Path) -> None:
    wait_for(lambda: (report := library.state(folder)) is not None and report.scans > 0)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


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


def dribble(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        for start in range(0, len(data), 100):
            file.write(data[start : start + 100])
            file.flush()
            time.sleep(0.05)


def pause_with_the_file_open(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data[:500])
        file.flush()
        time.sleep(1.2)  # longer than the settle time
        file.write(data[500:])


def truncate_and_rewrite(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(b"old" * 400)
        file.flush()
        time.sleep(0.7)  # longer than the settle time
        file.seek(0)
        file.truncate()
        file.write(data)


def rename_in(path: Path, data: bytes) -> None:
    partial = path.with_name(f"{path.name}.crdownload")
    dribble(partial, data)
    partial.replace(path)


def preallocate(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.truncate(len(data))
        for start in range(0, len(data), 100):
            file.seek(start)
            file.write(data[start : start + 100])
            file.flush()
            time.sleep(0.05)


def close_for_a_pause(path: Path, data: bytes) -> None:
    path.write_bytes(data[:700])
    time.sleep(1.2)  # longer than the settle time, and nobody has it open: only its missing end tells
    with path.open("ab") as file:
        file.write(data[700:])


def preallocate_and_close(path: Path, data: bytes) -> None:
    path.write_bytes(data[:300] + bytes(6000))
    time.sleep(1.2)
    path.write_bytes(data)


def replace_soon(path: Path, data: bytes) -> None:
    path.write_bytes(data[::-1])
    other = path.with_name(f"{path.name}.part")
    other.write_bytes(data)
    time.sleep(0.1)
    other.replace(path)


WRITERS = [
    dribble,
    pause_with_the_file_open,
    truncate_and_rewrite,
    rename_in,
    preallocate,
    close_for_a_pause,
    preallocate_and_close,
    replace_soon,
]


def write_all(folder: Path, rounds: int) -> dict[str, str]:
    """Run every kind of writer `rounds` times at once; return what was meant to be in each file."""
    chance, wanted, threads = random.Random(7), {}, []
    for writer in WRITERS:
        for number in range(rounds):
            middle = chance.randbytes(1500).replace(b"\xff\xd9", b"\0\0")
            path, data = folder / f"{writer.__name__}-{number}.jpg", b"\xff\xd8\xff" + middle + b"\xff\xd9"
            wanted[str(path)] = sha(data)
            threads.append(threading.Thread(target=writer, args=(path, data)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wanted


@pytest.mark.parametrize("native", [True, False])
def test_half_written_files_are_waited_for(tmp_path: Path, library: Library, native: bool) -> None:
    library.watch(tmp_path, native=native)
    wanted = write_all(tmp_path, 4)
    wait_for(lambda: len(library.taken) >= len(wanted))
    time.sleep(1.2)
    assert dict(library.taken) == wanted
    assert len(library.taken) == len(wanted)


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


@pytest.mark.heavy
@pytest.mark.parametrize("native", [True, False])
def test_a_thousand_half_written_files(tmp_path: Path, library: Library, native: bool) -> None:
    library.watch(tmp_path, native=native, times=WatchTimes(rescan_polled=2.0))
    wanted = write_all(tmp_path, 125)
    began = time.monotonic()
    wait_for(lambda: len(library.taken) >= len(wanted), LONG_PATIENCE)
    print(f"{len(wanted)} half-written files, all taken {time.monotonic() - began:.1f} s after the last end")
    time.sleep(5)
    assert dict(library.taken) == wanted
    assert len(library.taken) == len(wanted)


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


# one pass


def run_once(
    *folders: Path,
    wait_seconds: float = 5.0,
    settle_seconds: float = 0.5,
    known: Callable[[str], Mapping[str, Fingerprint]] = nothing_known,
) -> list[Batch]:
    return list(settle_once([*map(str, folders)], known, settle_seconds=settle_seconds, wait_seconds=wait_seconds))


def test_one_pass_gives_everything_in_batches_and_ends(tmp_path: Path) -> None:
    for number in range(450):
        (tmp_path / f"{number}.jpg").write_bytes(b"x")
    (tmp_path / "kosong.jpg").touch()
    batches = run_once(tmp_path, tmp_path / "gone")
    sizes = [len(batch.files) for batch in batches]
    assert (sum(sizes), max(sizes) <= 200) == (450, True)
    assert len({file.path for batch in batches for file in batch.files}) == 450
    assert {odd.kind for batch in batches for odd in batch.odd} == {OddKind.EMPTY, OddKind.MISSING}


def test_one_pass_with_nothing_new_ends_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    (batch,) = run_once(tmp_path)
    held = {"a.jpg": batch.files[0].fingerprint}
    began = time.monotonic()
    assert run_once(tmp_path, settle_seconds=2 * PROMPT, known=lambda _folder: held) == []
    assert time.monotonic() - began < PROMPT


def test_one_pass_waits_for_a_writer_but_not_for_ever(tmp_path: Path) -> None:
    slow, endless, stop = tmp_path / "slow.jpg", tmp_path / "endless.jpg", threading.Event()
    endless.write_bytes(b"x")

    def write_endlessly() -> None:
        while not stop.is_set():
            with endless.open("ab") as file:
                file.write(b"x")
            time.sleep(0.05)

    slow.write_bytes(b"0")
    threads = [threading.Thread(target=dribble, args=(slow, b"y" * 1500)), threading.Thread(target=write_endlessly)]
    for thread in threads:
        thread.start()
    try:
        batches = run_once(tmp_path, wait_seconds=2.0)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert [(Path(file.path).name, file.size) for batch in batches for file in batch.files] == [("slow.jpg", 1500)]
    assert [(Path(odd.path).name, odd.kind) for odd in batches[-1].odd] == [("endless.jpg", OddKind.STILL_CHANGING)]
