"""`kla hub` and `kla sync`: a whole hand-over by the command line, through a folder and through WebDAV."""

import json
import signal
import time
from pathlib import Path

import pytest

from tests.cli.kla import Town, new_office, new_town, photo, take
from tests.servers import webdav
from tests.servers.places import Servers


@pytest.fixture
def here(tmp_path: Path) -> Town:
    return new_town(tmp_path)


def state(here: Town, item: str) -> str:
    return str(here.village.do("show", item)["item"]["state"])


@pytest.mark.parametrize("kind", ["folder", "wsgidav"])
def test_a_hand_over_by_the_hub(here: Town, servers: Servers, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "folder":
        address, account = here.stick.as_uri(), []
    else:
        server, name = servers.get("wsgidav"), f"cli-{here.folder.name}"
        (server.folder / name).mkdir()
        address, account = f"{server.address}{name}", ["--user", webdav.USER]
        monkeypatch.setenv("KLA_HUB_PASSWORD", webdav.PASSWORD)
    for office in (here.desk, here.village):
        assert office.do("hub", "set", address, *account)["hub"] == address
    monkeypatch.delenv("KLA_HUB_PASSWORD", raising=False)
    (item,) = take(here.village, photo(here.folder / "foto" / "taman.png", 5))
    here.village.do("tag", item, "6")

    sent = here.village.do("sync", "--once")
    assert (sent["sent"], sent["received"], sent["waiting"]) == (1, 0, 0)
    assert state(here, item) == "sent"
    assert here.village.do("hub", "status")["sent"] == 1
    first = here.desk.do("sync", "--once")
    assert [one["reason"] for one in first["held"]]
    here.desk.do("stations", "--accept", first["held"][0]["station"])
    assert here.desk.do("sync", "--once")["sent"] == 1
    assert state(here, item) == "sent"  # on the hub it is not received yet
    back = here.village.do("sync", "--once")
    assert (back["sent"], back["received"], back["waiting"]) == (0, 1, 0)
    assert state(here, item) == "received"
    assert here.village.do("hub", "test") == {"ok": True, "is_hub": True}
    assert here.village.do("hub", "forget") == {"hub": None}
    assert here.village.run("sync", "--once").document["error"] == "hub_unset"


def test_what_the_hub_says_of_a_wrong_account_or_address(here: Town, servers: Servers) -> None:
    server = servers.get("wsgidav")
    (item,) = take(here.village, photo(here.folder / "foto" / "taman.png", 5))
    here.village.do("tag", item, "6")
    here.village.do("hub", "set", server.address)
    answer = here.village.run("sync", "--once")
    assert answer.code == 1
    assert answer.document["waiting"] == 1
    assert [one["reason"] for one in answer.document["failed"]] == ["hub_credentials"]
    assert "aman di laptop ini" in answer.document["failed"][0]["message"]
    assert here.village.run("hub", "test").document["error"] == "hub_credentials"
    assert here.village.run("hub", "set", "webdav://hub.example/x").document["error"] == "hub_address"
    status = here.village.do("hub", "status")
    assert (status["hub"], status["reason"], status["waiting"]) == (server.address, "hub_credentials", 1)
    assert state(here, item) == "packed"


def test_it_goes_on_by_itself_until_ctrl_c(here: Town, tmp_path: Path) -> None:
    for office in (here.desk, here.village):
        office.do("hub", "set", here.stick.as_uri())
    (item,) = take(here.village, photo(here.folder / "foto" / "taman.png", 5))
    here.village.do("tag", item, "6")
    running = here.village.start("sync", "--every", "1", "--json")
    try:
        until = time.monotonic() + 60
        while not list(here.stick.rglob("bundle.json")):
            assert time.monotonic() < until
            time.sleep(0.2)
        held = here.desk.do("sync", "--once")["held"]
        here.desk.do("stations", "--accept", held[0]["station"])
        here.desk.do("sync", "--once")
        while state(here, item) != "received":
            assert time.monotonic() < until
            time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=15)
    finally:
        running.kill()
    document = json.loads(out)
    assert running.returncode == 0
    assert (document["sent"], document["received"], document["waiting"]) == (1, 1, 0)


def test_passwords_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = new_office(tmp_path / "kelurahan", "petugas", "32.76.01.1008")
    monkeypatch.setenv("KLA_HUB_PASSWORD", "sangat-rahasia")
    said = [
        office.run("hub", "set", "webdavs://hub.example/kota", "--user", "siti"),
        office.run("hub", "status"),
        office.say("hub", "status"),
    ]
    assert said[1].document["user"] == "siti"
    assert not any("sangat-rahasia" in one.out + one.err for one in said)
