"""T33 through the whole engine: a hub that answers one kind of request badly for an hour, at either side of it.

It is tried at most eight times, something is said about it, nothing counts as sent that is not there, and once the hub
answers as it should everything arrives exactly once.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.model.bundle import BundleLevel
from kla_desktop.operations.hub.access import SetHubRequest, change_state, hub_state, set_hub
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.sync import sync
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.tools import Tools
from kla_desktop.transport.patience import Patience
from tests.fakes import FixedClock
from tests.kept_workers import kept
from tests.operations.town import SILENT, Town, tagged, town
from tests.servers import webdav
from tests.servers.between import Asked, Between, Said
from tests.servers.places import Servers
from tests.transport.test_bad_answers import ANSWERS, WEBDAV

ROUND = SyncRequest(credits=1, patience=Patience(connect=5, standstill=20, pause=0.01))
NOW = replace(ROUND, packs=True, now=True)
HOUR, POLL, MOST = 3600.0, 60.0, 8
ALL = [(name, method) for name in ANSWERS for method in WEBDAV]
QUICK = [
    ("404", "PROPFIND"),
    ("portal", "MOVE"),
    ("503 after", "PROPFIND"),
    ("empty 201", "GET"),
    ("empty 201", "MOVE"),
    ("404", "DELETE"),
]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with kept(), town(tmp_path) as made:
        made.introduce(made.village)
        yield made


class _Hub:
    """A server behind something that answers one method badly, and counts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.method, self.answer, self.told = folder, "", Said(503), 0

    def before(self, asked: Asked) -> Said | None:
        if asked.method != self.method:
            return None
        self.told += 1
        return self.answer

    def holds(self, here: Town, bundle: str) -> bool:
        """Whether a bundle lies there whole, byte for byte."""
        sealed = here.village.store.outbox / f"{bundle}.kla"
        places = [commit.parent for commit in self.folder.rglob(f"{bundle}/*/bundle.json")]
        parts = [b"".join(part.read_bytes() for part in sorted(place.glob("[0-9]" * 6))) for place in places]
        return sealed.read_bytes() in parts


def an_hour(ws: Workspace, clock: FixedClock, hub: _Hub) -> tuple[int, list[str]]:
    """Let a program run for an hour as its service would; rounds that met the bad answer, and what was said."""
    passed, met, said = 0.0, 0, list[str]()
    while passed < HOUR:
        before = hub.told
        done = sync(ws, ROUND, SILENT)
        met += hub.told > before
        said += [str(one.error.code) for one in done.failed]
        wait = POLL if done.wait is None else done.wait
        passed += wait
        clock.advance(seconds=wait)
    return met, said


def level(ws: Workspace, bundle: str) -> BundleLevel:
    (row,) = ws.store.offices.bundles(sender=ws.me, ids=[bundle])
    return row.level


@pytest.mark.parametrize(
    "cases", [pytest.param(QUICK, id="quick"), pytest.param(ALL, id="all", marks=pytest.mark.heavy)]
)
def test_an_hour_of_bad_answers(here: Town, servers: Servers, cases: list[tuple[str, str]]) -> None:
    server, clock = servers.get("wsgidav"), FixedClock()
    folder = server.folder / f"jam-{here.desk.me}"
    folder.mkdir()
    hub = _Hub(folder)
    desk, village = (replace(ws, tools=Tools(clock=clock)) for ws in (here.desk, here.village))
    with Between(server.port, before=hub.before) as between:
        for ws in (desk, village):
            set_hub(
                ws,
                SetHubRequest(f"webdav://127.0.0.1:{between.port}/hub/{folder.name}", webdav.USER, webdav.PASSWORD),
                SILENT,
            )
            change_state(ws, largest_part=8 << 10)
        for number, (name, method) in enumerate(cases):
            case = (name, method)
            between.asked.clear()
            file = here.folder / f"{number}.bin"
            file.write_bytes(random.Random(number).randbytes(20_000))
            (item,) = tagged(village, file)
            (bundle,) = pack(village, PackRequest(), SILENT).bundles
            hub.method, hub.answer = method, ANSWERS[name]
            met, said = an_hour(village, clock, hub)
            assert met <= MOST, case
            assert said or not met or hub.holds(here, bundle.id), case
            assert level(village, bundle.id) < BundleLevel.SENT or hub.holds(here, bundle.id), case
            met, said = an_hour(desk, clock, hub)
            assert met <= MOST, case
            assert said or not met or here.desk.store.local.arrival(bundle.id), case
            hub.method = ""
            for ws in (village, desk, village, desk):
                assert sync(ws, NOW, SILENT).failed == (), case
                assert hub_state(ws).reason == ""
            assert level(village, bundle.id) is BundleLevel.RECEIVED, case
            assert [one.id for one in here.desk.find([item]) if one.has_bytes] == [item], case
            assert not list(folder.rglob(f"inbox/*/{bundle.id}/*/*")), case
