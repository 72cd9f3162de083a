"""T31, T32, T35, a captive portal and a slow line, through the whole engine: pack, queue, hub, receive, receipt.

Both sides reach a real WebDAV server through something that does harm. In the end everything has arrived exactly once,
and nobody was told that something was delivered which was not.
"""

import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_desktop.model.bundle import BundleLevel
from kla_desktop.model.errors import ErrorCode
from kla_desktop.model.ids import BundleId, EvidenceId
from kla_desktop.operations.hub.access import SetHubRequest, change_state, hub_state, set_hub
from kla_desktop.operations.open_original import OpenOriginalRequest, open_original
from kla_desktop.operations.sync import sync
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.transport.patience import Patience
from tests.kept_workers import kept
from tests.operations.town import SILENT, Town, tagged, town
from tests.servers import webdav
from tests.servers.between import Asked, Between, Cutter, Said
from tests.servers.places import Servers
from tests.servers.slow import SlowLine
from tests.servers.webdav import DavServer
from tests.transport.test_lies import LIES_EACH, Liar

NOW = SyncRequest(packs=True, now=True, patience=Patience(connect=5, standstill=20, pause=0.05))
SIZE, PART = 700_000, 64 << 10
EACH = 6
"""Faults of one journey at most: making, sealing and opening a bundle takes much longer than its way."""
MOST_JOURNEYS = 1000


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with kept(), town(tmp_path) as made:
        made.introduce(made.village)
        yield made


def hub_of(here: Town, server: DavServer) -> Path:
    folder = server.folder / f"kota-{here.desk.me}"
    folder.mkdir()
    return folder


def use(here: Town, port: int) -> None:
    address = f"webdav://127.0.0.1:{port}/hub/kota-{here.desk.me}"
    for ws in (here.desk, here.village):
        set_hub(ws, SetHubRequest(address, webdav.USER, webdav.PASSWORD), SILENT)
        change_state(ws, largest_part=PART)  # several parts of a small file


def noise(here: Town, number: int, size: int = SIZE) -> Path:
    file = here.folder / f"berkas-{number}.bin"
    file.write_bytes(random.Random(number).randbytes(size))
    return file


def assert_honest(here: Town, seen: set[BundleId]) -> None:
    """Received is only what the secretariat really has; `seen` is what was found to be so before."""
    receipted = {row.id for row in here.village.store.offices.bundles(sender=here.village.me) if row.received_at}
    assert all(here.desk.store.local.arrival(bundle) for bundle in receipted - seen)
    seen |= receipted


def carry(here: Town, file: Path, most: int = 12, harm: Callable[[], None] = lambda: None) -> None:
    """Send a file and let the receipt come back, trying as often as it takes; `harm` is called before each round."""
    (item,) = tagged(here.village, file)
    seen = set[BundleId]()
    for _ in range(most):
        for ws in (here.village, here.desk):
            harm()
            sync(ws, NOW, SILENT)
            assert_honest(here, seen)
        if all(row.received_at for row in here.village.store.offices.bundles(sender=here.village.me)):
            assert_there_once(here, item, file)
            return
    raise AssertionError(f"not delivered after {most} rounds")


def assert_there_once(here: Town, item: EvidenceId, file: Path) -> None:
    out = here.folder / "dibuka"
    open_original(here.desk, OpenOriginalRequest(item, out), SILENT)
    assert out.read_bytes() == file.read_bytes()
    out.unlink()
    of = here.desk.store.evidence.of_digest(hashlib.sha256(file.read_bytes()).hexdigest())
    assert of == [item]


def rows(ws: Workspace) -> list[BundleLevel]:
    return [row.level for row in ws.store.offices.bundles(sender=ws.me)]


@pytest.mark.parametrize("cuts", [6, pytest.param(500, marks=pytest.mark.heavy)])
def test_connections_cut_at_any_byte(here: Town, servers: Servers, cuts: int) -> None:
    server, chance = servers.get("wsgidav"), random.Random(seed := 3131)
    print(f"seed {seed}")
    hub_of(here, server)
    left, done, way = 0, 0, ""

    def harm() -> None:
        nonlocal left, done, way
        done += bool(way) and getattr(cutter, way) is None
        left -= 1
        way = chance.choice(["up_left", "down_left"]) if left >= 0 else ""
        cutter.up_left = cutter.down_left = None
        if way:
            most = SIZE if way == "up_left" else 20_000
            at = chance.randrange(1, most) if chance.random() < 0.5 else int(most ** chance.random())
            setattr(cutter, way, at)  # half of them early: most requests are short

    with Cutter(server.port) as cutter:
        use(here, cutter.port)
        for number in range(MOST_JOURNEYS):
            left, before = EACH, cutter.up
            carry(here, file := noise(here, number), EACH + 3, harm)
            assert cutter.up - before < 3 * SIZE  # sent once, and less than twice its size again
            file.unlink()
            if done >= cuts:
                break
    assert done >= cuts


def test_a_round_comes_to_its_end_although_every_tenth_request_breaks(here: Town, servers: Servers) -> None:
    """A secretariat with a hundred inboxes would never get to its replies if the first break ended its round."""
    server, count = servers.get("wsgidav"), 0
    hub_of(here, server)

    def breaks(_asked: Asked) -> Said | None:
        nonlocal count
        count += 1
        if count % 10 == 0:
            raise ConnectionAbortedError
        return None

    with Between(server.port, before=breaks) as between:
        use(here, between.port)
        tagged(here.village, *(noise(here, number, 20_000) for number in range(3)))
        for ws in (here.village, here.desk, here.village):
            assert sync(ws, NOW, SILENT).failed == ()
        assert count > 30  # several breaks
        assert rows(here.village)[0] is BundleLevel.RECEIVED


def test_a_hub_that_does_not_answer_is_asked_once_a_round(here: Town) -> None:
    def breaks(_asked: Asked) -> Said | None:
        raise ConnectionAbortedError

    with Between(None, before=breaks) as between:
        use(here, between.port)
        for ws in (here.village, here.desk):
            between.asked.clear()
            (failure,) = sync(ws, NOW, SILENT).failed
            assert failure.error.code is ErrorCode.HUB_UNREACHABLE
            assert len(between.asked) == 1


@pytest.mark.parametrize("losses", [3, pytest.param(200, marks=pytest.mark.heavy)])
@pytest.mark.parametrize(
    "method",
    [
        "PUT",
        "MOVE",
        "PROPFIND",
        *(pytest.param(one, marks=pytest.mark.heavy) for one in ("HEAD", "GET", "DELETE", "MKCOL")),
    ],
)
def test_the_server_did_it_and_the_answer_is_lost(here: Town, servers: Servers, method: str, losses: int) -> None:
    server, chance = servers.get("wsgidav"), random.Random(seed := 3232)
    print(f"seed {seed}")
    hub_of(here, server)
    due, lost = 1, 0

    def lose(asked: Asked, said: Said) -> Said | None:
        nonlocal due, lost
        if asked.method == method and lost < losses:
            due -= 1
            if due == 0:
                lost, due = lost + 1, chance.randrange(2, 7)
                return None
        return said

    with Between(server.port, after=lose) as between:
        use(here, between.port)
        for number in range(MOST_JOURNEYS):
            carry(here, file := noise(here, number), 3 * EACH)
            file.unlink()
            if lost >= losses:
                break
    assert lost >= losses


@pytest.mark.parametrize("lies", [5, pytest.param(1000, marks=pytest.mark.heavy)])
def test_a_server_that_lies_is_noticed(here: Town, servers: Servers, lies: int) -> None:
    server, chance = servers.get("wsgidav"), random.Random(seed := 3535)
    print(f"seed {seed}")
    hub_of(here, server)
    told = 0
    with Between(server.port) as between:
        use(here, between.port)
        for number in range(MOST_JOURNEYS):
            liar = Liar(chance, LIES_EACH)
            between.before, between.after = liar.before, liar.after
            carry(here, file := noise(here, number), 40)
            file.unlink()
            told += liar.told
            if told >= lies:
                break
    assert told >= lies


def test_a_captive_portal_is_said_as_such_and_costs_nothing(here: Town, servers: Servers) -> None:
    server = servers.get("wsgidav")
    folder = hub_of(here, server)
    page = b"<html><body>Selamat datang. Silakan masuk.</body></html>"
    html = Said(200, {"Content-Type": "text/html"}, page)
    away = Said(302, {"Location": "http://login.warkop.example/"})
    answer: list[Said | None] = [html]
    with Between(server.port, before=lambda _asked: answer[0]) as between:
        use(here, between.port)
        (item,) = tagged(here.village, noise(here, 1))
        for said in (html, away):
            answer[0] = said
            done = sync(here.village, NOW, SILENT)
            assert [one.error.code for one in done.failed] == [ErrorCode.HUB_LOGIN_PAGE]
            assert (done.sent, done.waiting) == ((), 1)
            assert rows(here.village)[0] is BundleLevel.PACKED
        assert hub_state(here.village).tries == 2
        assert not list(folder.rglob("*.json"))
        answer[0] = None
        assert len(sync(here.village, NOW, SILENT).sent) == 1
        assert here.village.find([item])[0].id == item


@pytest.mark.timeout(1500)
@pytest.mark.parametrize(
    ("faster", "size"),
    [pytest.param(40, 500_000, id="scaled"), pytest.param(1, 1_500_000, id="real", marks=pytest.mark.heavy)],
)
def test_a_slow_line_with_delay_and_broken_connections(here: Town, servers: Servers, faster: int, size: int) -> None:
    """10 kB/s, 2 s delay and 5 % broken connections; quick: all of it forty times faster."""
    server = servers.get("wsgidav")
    hub_of(here, server)
    with SlowLine(server.port, 10_000 * faster, 2 / faster, 0.05, seed=7) as line:
        use(here, line.port)
        tagged(here.village, noise(here, 1, size))
        tries = 1
        while sync(here.village, NOW, SILENT).waiting:
            tries += 1
            assert tries < 20
        print(f"{tries} rounds, {line.connections} connections, {line.cut} cut, {line.up / size:.2f} × the file sent")
        assert line.up < size + line.cut * 2 * PART + 100_000  # a cut costs a part of each worker at the most
        assert rows(here.village)[0] is BundleLevel.SENT
