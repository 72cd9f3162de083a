"""The hub that a secretariat serves itself under those who waste its time and its room."""

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.hub_account import both
from kla_desktop.transport.serving.limits import Limits
from tests.servers.coordinator import INTAKE_PASSWORD, OwnHub, accounts, own_hub
from tests.servers.raw import Line, Person, basic, head
from tests.transport.test_hostile_stations import BUNDLE, START, A, B, folder

PASSWORDS = {A: "a" * 40, B: "b" * 40}
SHORT = Limits(
    body=1 << 20,
    station_bytes=1_000_000,
    station_files=12,
    unknown_bytes=2_000,
    unknown_files=8,
    unknown_stations=2,
    reserve=0,
    head_seconds=0.8,
    body_grace=0.8,
    body_rate=1000,
    standstill=0.6,
    connections_each=30,
    threads=12,
    busy_each=8,
    busy_station=3,
)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OwnHub]:
    """A hub with little patience and little room."""
    with own_hub(tmp_path, accounts(**PASSWORDS), SHORT) as made:
        yield made


def ready(person: Person, station: str) -> Person:
    person.make(f"/inbox/{station}", f"/inbox/{station}/{BUNDLE}", folder(station))
    return person


def is_served(hub: OwnHub) -> bool:
    try:
        return Person(hub, B, PASSWORDS[B]).ask("PROPFIND", "/", Depth="0").status == 207
    except OSError:  # cut before a word was said: there was no room at that moment
        return False


def test_room_is_counted_by_station(hub: OwnHub) -> None:
    a = ready(Person(hub, A, PASSWORDS[A]), A)
    assert a.put(f"{folder(A)}/000000-00000001.tmp", b"x" * 600_000) == 201
    assert a.put(f"{folder(A)}/000001-00000001.tmp", b"x" * 600_000) == 507
    assert a.put(f"{folder(A)}/000001-00000001.tmp", b"x" * 2_000_000) in {0, 413}
    assert a.ask("DELETE", f"{folder(A)}/000000-00000001.tmp").status == 204
    assert a.put(f"{folder(A)}/000001-00000001.tmp", b"x" * 600_000) == 201
    counts = [a.put(f"{folder(A)}/{number:06d}-00000001.tmp") for number in range(2, 14)]
    assert counts.count(201) == 8  # twelve names, three of them folders
    assert set(counts) == {201, 507}
    b = ready(Person(hub, B, PASSWORDS[B]), B)
    assert b.put(f"{folder(B)}/000000-00000001.tmp") == 201


def test_strangers_have_little_room_and_there_are_few_of_them(hub: OwnHub) -> None:
    names = [f"0192f0c1-7d3e-7abc-8def-0000000001{number:02d}" for number in range(4)]
    one, two, three, _ = (Person(hub, name, both(INTAKE_PASSWORD, name)) for name in names)
    for person in (one, two):
        ready(person, person.user)
        assert person.put(f"{folder(person.user)}/000000-00000001.tmp", b"x" * 1500) == 201
        assert person.put(f"{folder(person.user)}/000001-00000001.tmp", b"x" * 1500) == 429
    refused = three.ask("MKCOL", f"/inbox/{names[2]}")
    assert (refused.status, refused.headers["retry-after"]) == (429, "3600")
    assert not (hub.folder / "inbox" / names[2]).exists()
    assert ready(Person(hub, A, PASSWORDS[A]), A).put(f"{folder(A)}/000000-00000001.tmp") == 201


def test_the_disk_keeps_room_for_the_library(tmp_path: Path) -> None:
    with own_hub(tmp_path, accounts(**PASSWORDS), Limits(reserve=1 << 60)) as hub:
        assert Person(hub, A, PASSWORDS[A]).ask("MKCOL", f"/inbox/{A}").status == 507


def test_slow_heads_and_bodies_and_silence_are_given_up(hub: OwnHub) -> None:
    ready(Person(hub, A, PASSWORDS[A]), A)
    began = time.monotonic()
    lines = [Line(hub, secured=secured) for secured in (True, False) for _ in range(4)]
    slow = Line(hub)
    slow.send(head("PUT", f"{folder(A)}/000000-00000001.tmp", [basic(A, PASSWORDS[A]), ("Content-Length", "5000")]))
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(0.2):
            for line in lines[:2]:
                line.send(b"G")
            slow.send(b"x")

    dripping = threading.Thread(target=drip, daemon=True)
    dripping.start()
    assert is_served(hub)
    assert slow.reply().status in {0, 408}
    for line in lines:
        assert line.reply().status in {0, 408}
    stop.set()
    dripping.join()
    assert time.monotonic() - began < 15
    assert not list(hub.folder.rglob("*.tmp"))
    for line in (*lines, slow):
        line.close()


def test_a_steady_slow_line_is_served(hub: OwnHub) -> None:
    ready(Person(hub, A, PASSWORDS[A]), A)
    line = Line(hub)
    line.send(head("PUT", f"{folder(A)}/000000-00000001.tmp", [basic(A, PASSWORDS[A]), ("Content-Length", "6000")]))
    for _ in range(12):
        line.send(b"x" * 500)
        time.sleep(0.15)
    assert line.reply().status == 201
    line.close()


def test_what_breaks_off_leaves_nothing(hub: OwnHub) -> None:
    a = ready(Person(hub, A, PASSWORDS[A]), A)
    for count in (0, 1, 400_000):
        line = Line(hub)
        line.send(
            head("PUT", f"{folder(A)}/000000-00000001.tmp", [basic(A, PASSWORDS[A]), ("Content-Length", "500000")])
        )
        line.send(b"x" * count)
        line.close()
    whole, until = f"{folder(A)}/000009-00000001.tmp", time.monotonic() + 10
    while (status := a.put(whole, b"x" * 900_000)) != 201 and time.monotonic() < until:  # nothing stays counted
        time.sleep(0.05)
    assert status == 201
    assert [path.name for path in hub.folder.rglob("*.tmp")] == ["000009-00000001.tmp"]


def test_many_lines_from_one_place_leave_room_for_their_neighbours(hub: OwnHub) -> None:
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(contextlib.closing(Line(hub, secured=False))) for _ in range(60)]
        for line in lines[:29]:
            line.send(b"")
        until = time.monotonic() + 10
        while not is_served(hub) and time.monotonic() < until:
            time.sleep(0.1)
        assert is_served(hub)


def test_one_station_does_not_take_every_thread(hub: OwnHub) -> None:
    ready(Person(hub, A, PASSWORDS[A]), A)
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(contextlib.closing(Line(hub))) for _ in range(5)]
        for number, line in enumerate(lines):
            at = f"{folder(A)}/{number:06d}-00000001.tmp"
            line.send(head("PUT", at, [basic(A, PASSWORDS[A]), ("Content-Length", "9000")]))
            time.sleep(0.05)
        assert is_served(hub)
        answers = sorted(line.reply().status for line in lines)
        assert answers.count(503) == 2


def wrong_ones(hub: OwnHub, count: int) -> set[int]:
    """Try `count` wrong passwords, and see now and then how the right one fares meanwhile."""
    slowest, seen = 0.0, set[int]()
    for number in range(count):
        seen.add(Person(hub, A if number % 2 else B, f"{number:040x}").ask("GET", "/kla-hub.json").status)
        if number % 100 == 99:
            began = time.monotonic()
            assert is_served(hub)
            slowest = max(slowest, time.monotonic() - began)
    assert slowest < 5
    return seen


def test_wrong_passwords_lock_nobody_out(hub: OwnHub) -> None:
    assert wrong_ones(hub, 300) == {401, 429}
    refused = Person(hub, A, "x").ask("GET", "/kla-hub.json")
    assert (refused.status, refused.headers["connection"]) == (429, "close")
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert Person(hub, A, PASSWORDS[A]).ask("PROPFIND", "/", Depth="0").status == 207


@pytest.mark.heavy
def test_ten_thousand_wrong_passwords(hub: OwnHub) -> None:
    assert wrong_ones(hub, 10_000) == {401, 429}
    assert START not in repr(hub.visits)
