"""Watched folders and the library: each file comes in once, and what was cancelled or failed comes again."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.app.retrying import Retries
from kla_desktop.app.watch_service import Outcome, WatchService, Work
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.intake.batch import note_failures
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import SilentProgress
from kla_desktop.watching.report import FolderReport, WatchTimes
from tests.patience import PATIENCE

QUICK = WatchTimes(rescan=0.4, rescan_polled=0.4, settle=0.2, missing=0.2, debounce=0.05)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "pustaka"
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti A."))
    with bootstrap.opened(folder) as workspace:
        yield workspace


class Window:
    """Takes batches in as the window does, on threads of its own; `outcomes` are answered instead of working."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.batches = 0
        self.reports: dict[str, FolderReport] = {}
        self.all: list[FolderReport] = []

    def submit(self, work: Work, ended: Callable[[Outcome], None]) -> None:
        self.batches += 1
        if self.outcomes:
            ended(self.outcomes.pop(0))
            return

        def run() -> None:
            work(SilentProgress())
            ended(Outcome.DONE)

        threading.Thread(target=run).start()

    def report(self, report: FolderReport) -> None:
        self.reports[report.folder] = report
        self.all.append(report)


@pytest.fixture
def watched(library: Workspace, tmp_path: Path) -> Iterator[tuple[WatchService, Window, Path]]:
    folder = tmp_path / "DCIM"
    folder.mkdir()
    window = Window()
    service = WatchService(library, window.submit, window.report, times=QUICK)
    service.start()
    service.add_folder(str(folder))
    yield service, window, folder
    service.close()


def count(ws: Workspace) -> int:
    return len(browse.rows(ws, Filter()))


def eventually(holds: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_new_files_come_in_once(library: Workspace, watched: tuple[WatchService, Window, Path]) -> None:
    service, window, folder = watched
    (folder / "satu.txt").write_text("notulen satu", encoding="utf-8")
    assert eventually(lambda: count(library) == 1)
    (folder / "dua.txt").write_text("notulen dua", encoding="utf-8")
    assert eventually(lambda: count(library) == 2)
    batches = window.batches
    scans = window.reports[str(folder)].scans
    assert eventually(lambda: window.reports[str(folder)].scans >= scans + 2)
    assert (count(library), window.batches) == (2, batches)
    assert service.folders() == [str(folder)]


def test_what_was_cancelled_waits_for_the_next_rescan(
    library: Workspace, watched: tuple[WatchService, Window, Path]
) -> None:
    service, window, folder = watched
    window.outcomes = [Outcome.STOPPED]
    (folder / "satu.txt").write_text("notulen satu", encoding="utf-8")
    assert eventually(lambda: window.batches == 1)
    scans = window.reports[str(folder)].scans
    assert eventually(lambda: window.reports[str(folder)].scans >= scans + 2)
    assert (count(library), window.batches) == (0, 1)
    service.rescan()
    assert eventually(lambda: count(library) == 1)


@pytest.mark.expect_log("could not be handed out")
def test_a_batch_that_failed_comes_again(library: Workspace, watched: tuple[WatchService, Window, Path]) -> None:
    _, window, folder = watched
    window.outcomes = [Outcome.FAILED]
    (folder / "satu.txt").write_text("notulen satu", encoding="utf-8")
    assert eventually(lambda: count(library) == 1)
    assert window.batches >= 2


def test_a_folder_that_vanishes_is_waited_for(library: Workspace, watched: tuple[WatchService, Window, Path]) -> None:
    service, window, folder = watched
    assert eventually(lambda: str(folder) in window.reports)
    folder.rename(folder.with_name("dilepas"))
    assert eventually(lambda: window.reports[str(folder)].state == "missing")
    folder.with_name("dilepas").rename(folder)
    (folder / "satu.txt").write_text("notulen satu", encoding="utf-8")
    assert eventually(lambda: count(library) == 1)
    service.remove_folder(str(folder))
    assert service.folders() == []
    assert service.reports() == {}


def test_closing_does_not_wait_for_a_batch_and_is_no_error(library: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "DCIM"
    folder.mkdir()
    (folder / "satu.txt").write_text("notulen satu", encoding="utf-8")
    asked = threading.Event()
    service = WatchService(library, lambda _work, _ended: asked.set(), lambda _report: None, times=QUICK)
    service.add_folder(str(folder))
    service.start()
    assert asked.wait(PATIENCE)
    service.close()
    assert eventually(lambda: not service._watcher._thread.is_alive())


def test_a_renamed_folder_is_found_again(library: Workspace, watched: tuple[WatchService, Window, Path]) -> None:
    service, window, folder = watched
    (folder / "2026").mkdir()
    (folder / "2026" / "satu.txt").write_text("notulen satu", encoding="utf-8")
    assert eventually(lambda: count(library) == 1)
    new = folder.with_name("DCIM lama")
    folder.rename(new)
    assert eventually(lambda: service.folders() == [str(new)])
    assert window.reports[str(folder)].moved_to == str(new)
    (new / "dua.txt").write_text("notulen dua", encoding="utf-8")
    assert eventually(lambda: count(library) == 2)
    assert [source.folder for source in library.store.local.in_folder(str(new / "2026"))] == [str(new / "2026")]
    batches = window.batches
    service.rescan()
    scans = window.reports[str(new)].scans
    assert eventually(lambda: window.reports[str(new)].scans > scans)
    assert window.batches == batches  # nothing of it is taken for new


def test_what_cannot_be_taken_is_listed_until_it_can(
    library: Workspace, watched: tuple[WatchService, Window, Path]
) -> None:
    _, window, folder = watched

    def listed() -> set[tuple[str, str]]:
        return {(Path(one.path).name, one.reason) for one in library.store.failures.list()}

    (folder / "kosong.jpg").touch()
    (folder / "rapat.pdf.nextcloud").write_bytes(b" ")
    (folder / "tabel.gsheet").write_text("{}", encoding="utf-8")
    (folder / "tautan.txt").symlink_to(folder.parent)
    wanted = {
        ("kosong.jpg", "empty"),
        ("rapat.pdf.nextcloud", "not_local"),
        ("tabel.gsheet", "cloud_link"),
        ("tautan.txt", "special"),
    }
    assert eventually(lambda: listed() == wanted)
    assert any(report.failures_changed for report in window.all)
    (folder / "kosong.jpg").write_text("kini ada isinya", encoding="utf-8")
    (folder / "rapat.pdf.nextcloud").unlink()
    (folder / "rapat.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (folder / "tautan.txt").unlink()
    assert eventually(lambda: listed() == {("tabel.gsheet", "cloud_link")})
    assert eventually(lambda: count(library) == 2)


def test_a_failed_file_that_vanished_is_said_to_be_missing(
    library: Workspace, watched: tuple[WatchService, Window, Path]
) -> None:
    _, window, folder = watched
    with library.transaction():
        note_failures(library, [(str(folder / "a.jpg"), "unreadable"), (str(folder / "sub" / "b.jpg"), "unreadable")])
    scans = window.reports[str(folder)].scans if str(folder) in window.reports else 0
    assert eventually(lambda: str(folder) in window.reports and window.reports[str(folder)].scans > scans + 1)
    assert {Path(one.path).name: one.reason for one in library.store.failures.list()} == {
        "a.jpg": "missing",
        "b.jpg": "unreadable",  # its folder is gone too: absence says nothing
    }


def test_a_failure_of_an_earlier_run_is_tried_again(library: Workspace, tmp_path: Path) -> None:
    folder, window = tmp_path / "DCIM", Window()
    folder.mkdir()
    outside = tmp_path / "lain.txt"
    outside.write_text("dari luar folder pantauan", encoding="utf-8")
    with library.transaction():
        note_failures(library, [(str(outside), "unreadable")])
    service = WatchService(library, window.submit, window.report, times=QUICK)
    service._retries = Retries(library, 0.1)
    service.start()
    try:
        assert eventually(lambda: count(library) == 1)
        assert library.store.failures.list() == []
    finally:
        service.close()
