"""The service that syncs by itself: real libraries, a folder and a WebDAV server as hubs."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_desktop.app.sync_service import Phase, SyncService, SyncState, Work
from kla_desktop.model.bundle import BundleLevel
from kla_desktop.operations.hub.access import SetHubRequest, change_hub, set_hub
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.sync import Synced, sync
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.network import _linux, gateway_of
from tests.operations.town import SILENT, Town, photo, tagged, town


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        (tmp_path / "bersama").mkdir()
        made.introduce(made.village)
        for ws in (made.desk, made.village):
            set_hub(ws, SetHubRequest((tmp_path / "bersama").as_uri()), SILENT)
        yield made


class Running:
    """A service whose jobs run on threads of their own, as in the window."""

    def __init__(self, ws: Workspace, network: Callable[[], str] = lambda: "") -> None:
        self.states: list[SyncState] = []
        self.rounds: list[Synced] = []
        self.service = SyncService(ws, self._submit, self.states.append, soon=0.3, network=network)

    def _submit(self, work: Work, ended: Callable[[Synced | None], None]) -> None:
        def run() -> None:
            try:
                done = work(SILENT)
            except BaseException:  # noqa: BLE001 - as a lane does
                ended(None)
            else:
                self.rounds.append(done)
                ended(done)

        threading.Thread(target=run, daemon=True).start()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < until, self.states[-3:]
            time.sleep(0.02)

    def phase(self) -> Phase:
        return self.service.state.phase


@pytest.fixture
def running(here: Town) -> Iterator[Running]:
    made = Running(here.village)
    yield made
    made.service.close()


def level(ws: Workspace) -> BundleLevel:
    return ws.store.offices.bundles(sender=ws.me)[0].level


def test_a_bundle_goes_out_and_its_receipt_comes_in_without_anybody(here: Town, running: Running) -> None:
    running.service.start()
    running.wait_for(lambda: running.phase() is Phase.RESTING)
    tagged(here.village, photo(here.folder / "taman.png", 7))
    pack(here.village, PackRequest(), SILENT)
    running.service.poke()
    running.wait_for(lambda: level(here.village) is BundleLevel.SENT)
    sync(here.desk, SyncRequest(), SILENT)
    running.wait_for(lambda: level(here.village) is BundleLevel.RECEIVED)
    assert running.service.state.last_success


def test_it_rests_without_network_when_paused_and_elsewhere(here: Town) -> None:
    here_now = ["10.0.0.1 aa"]
    running = Running(here.village, lambda: here_now[0])
    set_hub(here.village, SetHubRequest("webdav://127.0.0.1:9/hub"), SILENT)
    change_hub(here.village, only_on="192.168.1.1 bb")
    try:
        running.service.start()
        running.wait_for(lambda: running.phase() is Phase.ELSEWHERE)
        assert not running.rounds
        here_now[0] = "192.168.1.1 bb"
        running.service.poke()
        running.wait_for(lambda: running.phase() is Phase.TROUBLE)
        assert running.service.state.next_at
        assert len(running.rounds) == 1
        running.service.poke()
        time.sleep(0.3)
        assert len(running.rounds) == 1  # a poke does not shorten the wait
        running.service.try_now()
        running.wait_for(lambda: len(running.rounds) == 2)
        running.service.pause()
        running.wait_for(lambda: running.phase() is Phase.PAUSED)
        set_hub(here.village, SetHubRequest("webdavs://hub.invalid/kota"), SILENT)
        running.service.network(online=False)
        running.wait_for(lambda: running.phase() is Phase.OFFLINE)
    finally:
        running.service.close()


def test_trouble_before_the_last_end_is_waited_for_after_the_next_start(here: Town) -> None:
    set_hub(here.village, SetHubRequest("webdav://127.0.0.1:9/hub"), SILENT)
    for _ in range(2):
        sync(here.village, SyncRequest(now=True), SILENT)
    running = Running(here.village)
    try:
        running.service.start()
        running.wait_for(lambda: running.phase() is Phase.TROUBLE)
        assert not running.rounds
    finally:
        running.service.close()


def test_which_network_this_is(tmp_path: Path) -> None:
    routes, neighbours = tmp_path / "route", tmp_path / "arp"
    head = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
    routes.write_text(
        head
        + "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
        + "eth0\t00000000\t0100000A\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
        + "eth0\t0000000A\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n"
    )
    neighbours.write_text(
        "IP address HW type Flags HW address Mask Device\n10.0.0.1 0x1 0x2 a4:2b:8c:00:00:01 * eth0\n"
    )
    assert _linux(routes, neighbours) == "10.0.0.1 a4:2b:8c:00:00:01"
    assert gateway_of("10.0.0.1 a4:2b:8c:00:00:01") == "10.0.0.1"
    routes.write_text(head)
    assert _linux(routes, neighbours) == ""
