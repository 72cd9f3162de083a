"""Sync between real libraries over real places: what is sent, what comes back, and what the hub holds afterwards."""

import hashlib
import json
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.bundle import BundleLevel
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import BundleId
from kla_desktop.model.station import Trust
from kla_desktop.operations.enrol import TrustRequest, change_trust
from kla_desktop.operations.hub.access import (
    HubChoice,
    SetHubRequest,
    change_hub,
    forget_hub,
    hub_access,
    hub_state,
    set_hub,
)
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.sync import Synced, sync, waiting_for_hub
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.transfer_table import TransferState
from kla_desktop.system.progress import Cancelled, Step
from kla_desktop.transport.paced_remote import Throttle
from tests.operations.town import SILENT, Town, photo, tagged, town
from tests.servers import s3, webdav
from tests.servers.places import Servers

PACKS = SyncRequest(packs=True, now=True)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def address_of(kind: str, servers: Servers, here: Town) -> tuple[str, str | None, str | None]:
    """One empty place as people name it, with the account."""
    if kind == "folder":
        (here.folder / "bersama").mkdir()
        return (here.folder / "bersama").as_uri(), None, None
    server, name = servers.get(kind), f"kota-{here.desk.me}"
    if kind == "seaweedfs":
        return server.address(name), s3.KEY, s3.SECRET
    (server.folder / name).mkdir()
    return f"{server.address}{name}", webdav.USER, webdav.PASSWORD


def use(here: Town, where: tuple[str, str | None, str | None]) -> None:
    for ws in (here.desk, here.village, here.agency):
        set_hub(ws, SetHubRequest(*where), SILENT)


def one(ws: Workspace, request: SyncRequest = PACKS) -> Synced:
    done = sync(ws, request, SILENT)
    assert not done.failed, done.failed
    return done


def levels(ws: Workspace) -> list[BundleLevel]:
    return [row.level for row in ws.store.offices.bundles(sender=ws.me)]


def inbox_of(here: Town, station: Workspace) -> list[str]:
    remote = hub_access(here.desk).connect()
    return sorted(remote.list(f"inbox/{station.me}").folders)


@pytest.mark.parametrize("kind", ["folder", "wsgidav", "seaweedfs"])
def test_two_stations_and_a_secretariat_by_a_hub(here: Town, servers: Servers, kind: str) -> None:
    use(here, address_of(kind, servers, here))
    here.enrol(here.village, here.agency)
    (item,) = tagged(here.village, photo(here.folder / "taman.png", 7))
    tagged(here.agency, photo(here.folder / "rapat.png", 8))

    assert len(one(here.village).sent) == 1
    assert len(one(here.agency).sent) == 1
    assert levels(here.village) == [BundleLevel.SENT]
    assert waiting_for_hub(here.village) == 0

    first = one(here.desk)
    assert len(first.held) == 2
    assert not one(here.desk).held  # not fetched again while it waits for a person
    for station in (here.village, here.agency):
        here.accept(station)
    assert inbox_of(here, here.village)  # still there: the receipt is not out
    done = one(here.desk)
    assert len(done.sent) == 2
    assert not inbox_of(here, here.village)

    back = one(here.village)
    assert len(back.received) == 1
    assert levels(here.village) == [BundleLevel.RECEIVED]
    assert not here.village.store.transfers.all()
    again = one(here.village)
    assert (again.sent, again.received, again.moved) == ((), (), 0)

    review(here.desk, ReviewRequest((item,), Verdict.ACCEPT), SILENT)
    one(here.desk)
    one(here.village)
    assert here.village.find([item])[0].state is State.ACCEPTED
    tagged(here.village, photo(here.folder / "kedua.png", 9))
    one(here.village)
    assert len(one(here.desk).received) == 1
    assert here.desk.store.offices.station(here.village.me).trust is Trust.ACCEPTED  # type: ignore[union-attr]


def test_what_a_hub_loses_is_sent_again_until_the_receipt_is_back(here: Town, servers: Servers) -> None:
    use(here, address_of("folder", servers, here))
    here.introduce(here.village)
    tagged(here.village, photo(here.folder / "taman.png", 7))
    (bundle,) = one(here.village).sent
    parts = sorted((here.folder / "bersama").rglob("000000"))
    parts[0].unlink()
    assert one(here.village).moved > 0
    assert levels(here.village)[0] is BundleLevel.SENT
    assert sum(event.kind == "handed_over" for event in here.village.store.journal.about([bundle])[bundle]) == 1
    parts[0].write_bytes(bytes(parts[0].stat().st_size))  # right size, other bytes: only the receiver can see it
    spoilt = sync(here.desk, PACKS, SILENT)
    assert [one.bundle for one in spoilt.failed] == [bundle]
    assert one(here.village).moved > 0
    assert [one.bundle for one in one(here.desk).received] == [bundle]
    one(here.village)
    assert levels(here.village)[0] is BundleLevel.RECEIVED


def test_a_reply_that_vanishes_before_it_is_acknowledged_is_put_again(here: Town, servers: Servers) -> None:
    use(here, address_of("folder", servers, here))
    here.introduce(here.village)
    tagged(here.village, photo(here.folder / "taman.png", 7))
    one(here.village)
    one(here.desk)
    (reply,) = (here.folder / "bersama" / "outbox").rglob("*.kla")
    reply.unlink()
    one(here.desk)
    assert reply.exists()
    one(here.village)
    assert levels(here.village)[0] is BundleLevel.RECEIVED
    tagged(here.village, photo(here.folder / "lagi.png", 8))
    one(here.village)  # acknowledges
    one(here.desk)
    assert not reply.exists()


class _StopAfter:
    """Progress that asks to stop once `count` bytes have passed."""

    def __init__(self, count: int) -> None:
        self.count, self.stopped = count, threading.Event()

    def step(self, step: Step) -> None:
        if step.doing == "uploading" and step.bytes_done >= self.count:
            self.stopped.set()

    def checkpoint(self) -> None:
        if self.stopped.is_set():
            raise Cancelled


def test_an_upload_goes_on_at_the_first_missing_part(here: Town, servers: Servers) -> None:
    use(here, address_of("wsgidav", servers, here))
    here.introduce(here.village)
    noise = here.folder / "besar.bin"
    noise.write_bytes(random.Random(5).randbytes(3_500_000))
    tagged(here.village, noise)
    row = pack(here.village, PackRequest(), SILENT).bundles[0]
    with pytest.raises(Cancelled):
        sync(
            here.village, SyncRequest(now=True, workers=1, throttle=Throttle(lambda: 2_000_000)), _StopAfter(1_200_000)
        )
    kept = here.village.store.transfers.all()[row.id]
    assert kept.state is TransferState.SENDING
    assert 0 < kept.sent < row.size
    assert levels(here.village)[0] is BundleLevel.PACKED
    done = one(here.village, SyncRequest(now=True))
    assert done.moved == row.size - kept.sent
    one(here.desk)
    one(here.village)
    assert levels(here.village)[0] is BundleLevel.RECEIVED


def test_a_hub_that_cannot_be_reached_costs_nothing_and_waits_longer_each_time(here: Town, servers: Servers) -> None:
    here.enrol(here.village)
    tagged(here.village, photo(here.folder / "taman.png", 7))
    with pytest.raises(Fixable) as unset:
        sync(here.village, PACKS, SILENT)
    assert unset.value.code is ErrorCode.HUB_UNSET
    set_hub(here.village, SetHubRequest("webdav://127.0.0.1:9/hub"), SILENT)
    waits = []
    for _ in range(4):
        done = sync(here.village, PACKS, SILENT)
        assert [one.error.code for one in done.failed] == [ErrorCode.HUB_UNREACHABLE]
        assert (done.sent, done.waiting) == ((), 1)
        waits.append(done.wait or 0)
    assert waits == sorted(waits)
    assert waits[-1] >= 810
    assert hub_state(here.village).reason == ErrorCode.HUB_UNREACHABLE
    use(here, address_of("folder", servers, here))
    assert len(one(here.village).sent) == 1
    assert hub_state(here.village).reason == ""


def test_another_secretariats_hub_is_not_used(here: Town, servers: Servers, tmp_path: Path) -> None:
    use(here, address_of("folder", servers, here))
    here.introduce(here.village)
    (here.folder / "bersama" / "kla-hub.json").write_text(
        '{"format":"kla-hub/1","hub":"0192f0c1-7d3e-7abc-8def-0123456789ab","keys":["RWQother"]}'
    )
    tagged(here.village, photo(here.folder / "taman.png", 7))
    done = sync(here.village, PACKS, SILENT)
    assert [one.error.code for one in done.failed] == [ErrorCode.HUB_OTHER]
    assert done.waiting == 1
    assert not list((here.folder / "bersama").rglob("bundle.json"))


def test_a_revoked_stations_bundles_are_not_even_fetched(here: Town, servers: Servers) -> None:
    use(here, address_of("folder", servers, here))
    here.introduce(here.village)
    tagged(here.village, photo(here.folder / "taman.png", 7))
    one(here.village)
    change_trust(here.desk, TrustRequest(here.village.me, revoke=True), SILENT)
    done = one(here.desk)
    assert (done.received, done.refused) == ((), ())


def test_what_is_no_bundle_is_refused_once_and_left_alone(here: Town, servers: Servers) -> None:
    use(here, address_of("folder", servers, here))
    here.introduce(here.village)
    data, bundle = b"age-encryption.org/v1 but not really", BundleId("0192f0c1-7d3e-7abc-8def-000000000001")
    sha256 = hashlib.sha256(data).hexdigest()
    place = here.folder / "bersama" / "inbox" / here.village.me / bundle / sha256[:16]
    place.mkdir(parents=True)
    (place / "000000").write_bytes(data)
    commit = {"format": "kla-hub-bundle/1", "bundle": bundle, "size": len(data), "sha256": sha256}
    (place / "bundle.json").write_text(json.dumps({**commit, "part_size": len(data), "parts": [sha256]}))
    first = sync(here.desk, SyncRequest(), SILENT)
    assert [one.bundle for one in first.failed] == [bundle]
    assert not sync(here.desk, SyncRequest(), SILENT).failed
    assert not list(here.desk.store.arriving.iterdir())


def test_a_limit_holds_and_a_stop_is_heard_before_the_end(here: Town, servers: Servers) -> None:
    use(here, address_of("wsgidav", servers, here))
    here.introduce(here.village)
    noise = here.folder / "besar.bin"
    noise.write_bytes(random.Random(6).randbytes(1_500_000))
    tagged(here.village, noise)
    pack(here.village, PackRequest(), SILENT)
    change_hub(here.village, limit=200)
    progress = _StopAfter(300_000)
    began = time.monotonic()
    stopped_at: list[float] = []

    def note() -> None:
        progress.stopped.wait(30)
        stopped_at.append(time.monotonic())

    threading.Thread(target=note).start()
    with pytest.raises(Cancelled):
        sync(here.village, SyncRequest(now=True), progress)
    assert time.monotonic() - stopped_at[0] < 5  # the rest would take six
    assert stopped_at[0] - began > 1.0  # 300 kB at 200 kB/s; without the limit it is over at once
    forget_hub(here.village)
    with pytest.raises(Fixable):
        sync(here.village, SyncRequest(), SILENT)


def test_another_address_leaves_the_limit_and_the_network_as_they_were(here: Town) -> None:
    first, second = ((here.folder / name).as_uri() for name in ("bersama", "lain"))
    set_hub(here.village, SetHubRequest(first), SILENT)
    change_hub(here.village, limit=200, only_on="192.168.1.1 bb", packs=True, paused=True)
    choice = set_hub(here.village, SetHubRequest(second), SILENT).choice
    assert choice == HubChoice(second, limit=200, only_on="192.168.1.1 bb", packs=True)


def test_a_throttle_lets_pass_what_it_may() -> None:
    now = [0.0]
    slept: list[float] = []
    throttle = Throttle(lambda: 1000.0, lambda: now[0])

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kla_desktop.transport.paced_remote.time.sleep", sleep)
        for _ in range(20):
            throttle.pass_on(500)
    assert now[0] == pytest.approx(10.0, abs=0.6)
