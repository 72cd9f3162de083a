"""Laptops whose clocks are years off, jump back, or disagree: the last word counts, nothing collides or hides (T15).

Quick: one day of two villages, told to this process. Heavy: sixty days, and real processes under `faketime`.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kla_desktop.system.tools import SystemClock
from tests.cli.kla import Office, Town, new_office, new_town, photo, take
from tests.kept_workers import kept

NOON = datetime(2026, 11, 26, 5, tzinfo=UTC)
HOUR, DAY, DECADE = timedelta(hours=1), timedelta(days=1), timedelta(days=3653)
LATE = datetime(2038, 1, 19, 3, 14, 0, tzinfo=UTC)
"""Seven seconds before 32 bits of seconds are full."""
SUMMER_ENDS = datetime(2026, 10, 25, 0, 59, 30, tzinfo=UTC)
"""Half a minute before clocks in Berlin go back: a laptop whose zone was never set right."""
CLOCKS: dict[str, tuple[datetime, timedelta]] = {
    "ten-years-ago": (NOON - DECADE, timedelta(seconds=50)),
    "ten-years-ahead": (NOON + DECADE, timedelta(seconds=50)),
    "an-hour-back-each-time": (NOON, -HOUR),
    "summer-ends": (SUMMER_ENDS, timedelta(seconds=20)),
    "year-2038": (LATE, timedelta(seconds=3)),
    "three-days-ahead": (NOON + 3 * DAY, timedelta(seconds=50)),
    "stands-still": (NOON, timedelta(0)),
}
"""What a laptop's clock shows first, and how much further it is at each command."""


class Laptop:
    """An office whose clock is its own."""

    def __init__(self, office: Office, clock: str) -> None:
        self.office = office
        self.now, self.step = CLOCKS[clock]

    @contextmanager
    def time(self) -> Iterator[Office]:
        """Do something there, at its time."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SystemClock, "now", lambda _clock: self.now)
            yield self.office
        self.now += self.step

    def do(self, *words: object) -> dict[str, Any]:
        with self.time() as office:
            return office.do(*words)


def carry_in(town: Town, sender: Laptop, desk: Laptop) -> None:
    sender.do("hand-over", town.stick)
    with desk.time() as office:
        held = office.run("receive", town.stick).document["held"]
    for one in held:
        desk.do("stations", "--accept", one["station"])
    town.empty_stick()


def a_day_of_two_villages(folder: Path, rng: random.Random, clocks: list[str], items: int) -> None:
    """Each office works at its own time; every saying is followed by another that must win."""
    town = new_town(folder)
    other = new_office(folder / "kelurahan-2", "petugas", "32.76.01.1007")
    invitation = town.desk.do("enrolment", "--out", folder / "lagi.kla-daftar")["path"]
    other.do("enrol", invitation)
    desk, *villages = (
        Laptop(office, clock) for office, clock in zip((town.desk, town.village, other), clocks, strict=True)
    )
    wanted: dict[str, tuple[str, tuple[str, ...]]] = {}
    for number, village in enumerate(villages):
        for shade in range(items):
            with village.time() as office:
                (item,) = take(office, photo(folder / f"{number}-{shade}.png", 50 * number + shade))
            assert item not in wanted, "an id came twice"
            first, last = rng.sample(("04", "06", "10", "13", "24"), 2)
            village.do("describe", item, "--title", "Judul lama")
            village.do("tag", item, first)
            village.do("tag", item, last)
            village.do("untag", item, first)
            village.do("withdraw", item)
            village.do("undo")
            village.do("describe", item, "--title", f"Judul {number}-{shade}")
            tags = village.do("show", item)["item"]["indicators"]
            assert len(tags) == 1
            wanted[item] = (f"Judul {number}-{shade}", tuple(tags))
    for village in rng.sample(villages, 2):
        carry_in(town, village, desk)

    def seen(laptop: Laptop) -> dict[str, tuple[str, tuple[str, ...]]]:
        return {one["id"]: (one["title"], tuple(one["indicators"])) for one in laptop.do("list")["items"]}

    assert seen(desk) == wanted
    judged = rng.choice(sorted(wanted))
    desk.do("review", judged, "--return", "buram", "--note", "Mohon foto ulang")
    desk.do("undo")
    desk.do("review", judged, "--accept")
    desk.do("hand-over", town.stick)
    for village in villages:
        village.do("receive", town.stick)
        mine = seen(village)
        assert mine == {item: told for item, told in wanted.items() if item in mine}
        assert len(mine) == items
        if judged in mine:
            assert village.do("show", judged)["item"]["state"] == "accepted"
    for laptop in (desk, *villages):
        assert laptop.do("check")["problems"] == []


def test_the_last_word_counts_whatever_the_clock_says(tmp_path: Path) -> None:
    clocks = ["an-hour-back-each-time", "ten-years-ahead", "ten-years-ago"]
    a_day_of_two_villages(tmp_path, random.Random("clocks"), clocks, items=1)


@pytest.mark.heavy
@pytest.mark.parametrize("run", range(60))
def test_sixty_days_with_clocks_drawn_by_lot(tmp_path: Path, run: int) -> None:
    rng = random.Random(f"clocks {run}")
    with kept():
        a_day_of_two_villages(tmp_path, rng, rng.choices(sorted(CLOCKS), k=3), items=2)


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform != "linux" or shutil.which("faketime") is None, reason="faketime")
@pytest.mark.parametrize("moment", ["2016-11-26 05:00:00", "2038-01-19 03:14:05", "2036-02-29 23:59:58"])
def test_a_laptop_as_its_system_sees_the_time(tmp_path: Path, moment: str) -> None:
    """Not our clock but the system's is wrong: ids, files, SQLite and worker processes all see it."""
    town = new_town(tmp_path)
    items = []
    for shade in range(3):
        words = ["--json", "--quiet", "ingest", str(photo(tmp_path / f"{shade}.png", shade))]
        done = subprocess.run(
            ["faketime", moment, sys.executable, "-m", "kla_desktop", "cli", *words],
            env=os.environ | town.village.environment | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"},
            capture_output=True,
            timeout=120,
            check=True,
        )
        assert done.stderr == b""
        items.append(done.stdout)
    listed = town.village.do("list")["items"]
    assert len({one["id"] for one in listed}) == len(items) == 3
    for one in listed:
        town.village.do("tag", one["id"], "13")
    town.carry_in()
    assert {one["id"] for one in town.desk.do("list")["items"]} == {one["id"] for one in listed}
    assert town.village.do("check")["problems"] == []
