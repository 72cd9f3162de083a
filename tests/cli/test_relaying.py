"""`kla relay` and `kla want`: a city hands up to its province, by stick and over the province's own hub."""

import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.kla import Office, Town, new_office, new_town, photo, take


@dataclass(frozen=True)
class Land:
    """A town, and the province that its secretariat joins."""

    province: Office
    town: Town

    @property
    def city(self) -> Office:
        return self.town.desk

    def join(self, *options: object) -> None:
        invitation = self.province.do("enrolment", "--out", self.town.folder / "jabar.kla-daftar", *options)
        joined = self.city.do("enrol", invitation["path"])
        assert joined["fingerprint_words"] == invitation["fingerprint_words"]

    def accept(self, received: dict[str, Any]) -> None:
        (held,) = received["held"]
        self.province.do("stations", "--accept", held["station"])

    def stick_goes(self, sender: Office, receiver: Office) -> dict[str, Any]:
        sender.do("hand-over", self.town.stick)
        received = receiver.run("receive", self.town.stick).document
        self.town.empty_stick()
        return received

    def accepted(self, shade: int, indicator: int = 6) -> str:
        """A photo of the village that its city has accepted."""
        (item,) = take(self.town.village, photo(self.town.folder / "foto" / f"{shade}.png", shade))
        self.town.village.do("tag", item, indicator)
        self.town.carry_in()
        self.city.do("review", item, "--accept")
        return item

    def words(self, office: Office, item: str) -> list[tuple[str, str]]:
        """What the other levels say of the item at an office."""
        (tag,) = office.do("show", item)["item"]["tags"]
        return [(one["verdict"], one["reviewer"]) for one in tag["elsewhere"]]


@pytest.fixture
def land(tmp_path: Path) -> Land:
    return Land(new_office(tmp_path / "provinsi", "sekretariat", "32.76", "DP3AKB"), new_town(tmp_path))


def test_by_stick_up_and_down(land: Land) -> None:
    land.join()
    item = land.accepted(1)
    (going,) = land.city.do("relay", "--plan")["going"]
    assert (going["id"], going["new"], going["bytes"]) == (item, True, False)
    land.city.do("relay")
    land.accept(land.stick_goes(land.city, land.province))
    shown = land.province.do("show", item)["item"]
    assert (shown["state"], shown["has_bytes"]) == ("received", False)
    assert land.words(land.province, item) == [("accept", "Petugas sekretariat")]
    known = {one["station"]: one for one in land.province.do("stations")["stations"]}
    assert known[shown["station"]]["state"] == "below"
    assert known[known[shown["station"]]["home"]]["state"] == "hub"
    land.province.do("review", item, "--return", "kurang jelas")
    assert land.province.do("want", item)["wanted"] == [item]
    land.stick_goes(land.province, land.city)
    land.stick_goes(land.city, land.town.village)
    for office in (land.city, land.town.village):
        assert land.words(office, item) == [("return", "Petugas provinsi")]
    people = land.town.village.say("show", item).out
    assert "DP3AKB" in people
    assert "kurang jelas" in people
    land.city.do("relay")
    land.stick_goes(land.city, land.province)
    assert land.province.do("show", item)["item"]["has_bytes"]
    assert land.city.run("relay").document["error"] == "nothing_to_pack"


def test_what_is_chosen_once_and_what_is_kept(land: Land) -> None:
    land.join()
    first, second = land.accepted(1, 6), land.accepted(2, 7)

    def planned(*options: object) -> tuple[set[str], int]:
        plan = land.city.do("relay", "--plan", *options)
        return {one["id"] for one in plan["going"]}, plan["left_out"]

    assert planned() == ({first, second}, 0)
    assert planned("--indicator", "6") == ({first}, 1)
    assert planned() == ({first, second}, 0), "chosen for that once"
    assert planned("--indicator", "6", "--keep") == ({first}, 1)
    assert planned() == ({first}, 1), "chosen for good"
    assert planned("--indicator", "7") == ({second}, 1)
    assert planned("--all") == ({first, second}, 0)
    assert planned() == ({first}, 1), "--all went beyond it once"
    made = land.city.do("relay")
    assert (len(made["bundles"]), made["left_out"]) == (1, 1)
    people = land.city.say("relay", "--plan")
    assert people.code == 0
    assert "1 bukti disahkan tidak ikut: di luar pilihan." in people.out
    assert planned("--keep") == ({second}, 0), "--keep alone chooses everything again"
    assert planned() == ({second}, 0)


def test_a_choice_that_means_nothing_is_refused_and_changes_nothing(land: Land) -> None:
    land.join()
    item = land.accepted(1)
    for words, code, error in (
        ("--all --indicator 6", 2, "usage"),
        ("--all --year 2026 --keep", 2, "usage"),
        ("--year 26", 2, "usage"),
        ("--indicator 99 --keep", 1, "no_such_indicator"),
        ("--place 99.99 --keep", 1, "no_such_place"),
    ):
        answer = land.city.run("relay", *words.split())
        assert (answer.code, answer.document["error"]) == (code, error), words
        people = land.city.say("relay", *words.split())
        assert (people.code, people.out) == (code, ""), words
        assert people.err.strip(), words
    assert [one["id"] for one in land.city.do("relay", "--plan")["going"]] == [item]


def test_over_the_provinces_own_hub(land: Land) -> None:
    process = land.province.start("--json", "coordinator", "serve", "--host", "127.0.0.1", "--port", "0")
    try:
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        said, until = b"", time.monotonic() + 90
        while not said.endswith(b"}\n") and time.monotonic() < until and process.poll() is None:
            said += process.stdout.read() or b""
            time.sleep(0.05)
        address = json.loads(said)["url"]
        land.join()
        assert land.city.do("hub", "status", "--above")["hub"] == address
        item = land.accepted(1)
        land.city.do("relay", "--bytes")
        assert land.city.do("sync", "--once")["sent"] == 1
        land.accept(land.province.do("sync", "--once"))
        assert land.province.do("show", item)["item"]["has_bytes"]
        land.province.do("review", item, "--return", "kurang jelas")
        assert land.province.do("sync", "--once")["sent"] == 1
        assert land.city.do("sync", "--once")["received"] == 1
        assert land.words(land.city, item) == [("return", "Petugas provinsi")]
        land.town.carry_back()
        assert land.words(land.town.village, item) == [("return", "Petugas provinsi")]
        assert land.city.do("hub", "status", "--above")["waiting"] == 0
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.communicate()
