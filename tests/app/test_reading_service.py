"""Reading in the background: it begins by itself, rests at once when asked to, remembers that, hurries nobody."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap, reading_service
from kla_desktop.app.reading_service import Choice, ReadingService, ReadingState, Work
from kla_desktop.model.station import Role
from kla_desktop.operations.read_pages import reading_counts
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.reading_table import ReadingCounts
from kla_desktop.system.progress import Cancelled, SilentProgress
from tests.operations.test_read_pages import card, found, scan
from tests.operations.town import take


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    bootstrap.create(tmp_path / "desa", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "desa") as opened:
        opened.reader.gentle = False
        yield opened


def submit(work: Work, ended: Callable[[bool], None]) -> None:
    """A lane of its own."""

    def run() -> None:
        try:
            work(SilentProgress())
        except Cancelled:
            ended(False)
        else:
            ended(True)

    threading.Thread(target=run, daemon=True).start()


def wait_for(true: Callable[[], bool], seconds: float = 60) -> float:
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, "it never came"
        time.sleep(0.02)
    return time.monotonic() - begun


def test_it_waits_for_a_free_laptop_reads_rests_and_remembers(ws: Workspace, tmp_path: Path) -> None:
    free = False
    said: list[ReadingState] = []
    paper = scan(
        tmp_path / "scan.tif", *(card(f"Halaman {n}", *["Rapat koordinasi gugus tugas"] * 3) for n in range(8))
    )
    item = take(ws, paper).added[0].id
    service = ReadingService(ws, submit, said.append, lambda: free)
    service.start()
    try:
        wait_for(lambda: service.state.waiting == 1)
        time.sleep(0.3)
        assert (ws.reader.pid, service.state.working) == (None, False)
        free = True
        service.poke()
        wait_for(lambda: ws.store.database.value("SELECT count(*) FROM read_page") > 0)
        service.pause()
        wait_for(lambda: ws.reader.pid is None and not service.state.working)
        kept = ws.store.database.value("SELECT count(*) FROM read_page")
        time.sleep(0.5)
        assert ws.store.database.value("SELECT count(*) FROM read_page") == kept < 8
        assert service.state.choice is Choice.PAUSED
    finally:
        service.close()
    again = ReadingService(ws, submit, said.append)
    assert again.state.choice is Choice.PAUSED
    again.start()
    try:
        again.resume()
        wait_for(lambda: again.state.read == 1)
    finally:
        again.close()
    assert found(ws, "halaman koordinasi") == [item]
    assert any(state.working for state in said)


def test_counting_what_waits_takes_a_small_share_while_files_come_in(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a library of 50,000 a count is a scan of some hundred ms, and every batch says that there is something new."""
    counted: list[float] = []

    def as_in_a_large_library(of: Workspace) -> ReadingCounts:
        counted.append(time.monotonic())
        time.sleep(0.3)
        return reading_counts(of)

    monkeypatch.setattr(reading_service, "reading_counts", as_in_a_large_library)
    service = ReadingService(ws, submit, lambda _state: None, lambda: False)
    service.start()
    try:
        wait_for(lambda: len(counted) > 0)
        until = time.monotonic() + 2
        while time.monotonic() < until:
            service.poke()
            time.sleep(0.01)
    finally:
        service.close()
    assert all(later - one > 20 * 0.3 for one, later in itertools.pairwise(counted)), counted
