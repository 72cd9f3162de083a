"""T19: an update of a library, and a restore, are killed at their N-th call to the disk; the next start ends them.

The library is of the first schema and of earlier rules: every step since, and the telling anew, are walked through.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.store import replay
from kla_desktop.store.database import Database
from kla_desktop.store.migrations import library as schema
from kla_desktop.store.steps import Steps
from tests.cli.kla import Office, new_office, photo
from tests.faults.shim import Shim
from tests.faults.zygote import Zygote

FIRST = 3
"""Steps that every library ever had."""
KEPT = ("journal", "setting", "object", "source")
POINTS = [1, pytest.param(100, marks=[pytest.mark.heavy, pytest.mark.timeout(4 * 3600)])]


@pytest.fixture
def zygote(tmp_path: Path) -> Iterator[Zygote]:
    made = Zygote(Shim(tmp_path))
    yield made
    made.close()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with some evidence."""
    made = new_office(tmp_path / "kantor", "petugas", "32.76.01.1008")
    made.do("ingest", *(photo(tmp_path / f"{n}.png", n) for n in range(5)))
    return made


def age(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the library back to what the first program would have made of the same journal."""
    monkeypatch.setenv("XDG_CONFIG_HOME", office.environment["XDG_CONFIG_HOME"])
    with bootstrap.opened(office.library) as ws:
        ws.store.local.set("rules", replay.RULES - 1)
        now = ws.store.database
        old = Database(office.library / "dahulu.db", now._key, Steps(schema.name, schema.all[:FIRST]))
        with old.transaction():
            for table in KEPT:
                there = {row[1] for row in now.rows(f"PRAGMA table_info({table})")}
                columns = [row[1] for row in old.rows(f"PRAGMA table_info({table})") if row[1] in there]
                rows = now.rows(f"SELECT {', '.join(columns)} FROM {table}")
                old.write(f"DELETE FROM {table}")
                places = ", ".join("?" * len(columns))
                old.write_many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)
        old.settle()
        old.close()
    (office.library / "dahulu.db").replace(office.library / "library.db")
    monkeypatch.undo()


def items(office: Office) -> dict[str, str]:
    return {item["id"]: item["sha256"] for item in office.do("list")["items"]}


def spread(last: int, points: int) -> list[int]:
    """So many calls out of 1 … `last`, evenly."""
    return sorted({1 + int((n + 0.5) * last / points) for n in range(points)})


def kill_all_along(
    zygote: Zygote, office: Office, words: tuple[object, ...], points: int, reset: Callable[[], Path]
) -> Iterator[int]:
    """Let one run pass to count its calls, then kill runs at calls spread over them; give after each which it was."""
    zygote.shim.fail(1 << 40, 0, reset())
    whole = zygote.run(office, *words)
    assert whole.code == 0, whole.err
    last, _ = zygote.shim.counted
    zygote.shim.off()
    print(f"{last} calls")
    for nth in spread(last, points):
        zygote.shim.fail(nth, 0, reset())
        killed = zygote.run(office, *words)
        _, failed = zygote.shim.counted
        zygote.shim.off()
        assert killed.code == -9 or not failed, killed
        yield nth


@pytest.mark.parametrize("points", POINTS)
def test_an_update_that_is_killed_begins_anew(
    office: Office, zygote: Zygote, tmp_path: Path, points: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = items(office)
    age(office, monkeypatch)
    shutil.copytree(office.library, tmp_path / "asal")

    def reset() -> Path:
        shutil.rmtree(office.library)
        shutil.copytree(tmp_path / "asal", office.library)
        return office.library

    for nth in kill_all_along(zygote, office, ("check",), points, reset):
        assert office.do("check")["problems"] == [], nth
        assert items(office) == wanted, nth
        assert list((office.library / "temporary").iterdir()) == []


@pytest.mark.parametrize("points", POINTS)
def test_a_restore_that_is_killed_begins_anew(office: Office, zygote: Zygote, tmp_path: Path, points: int) -> None:
    wanted, place = items(office), tmp_path / "tempat"
    office.do("backup", "--out", tmp_path / "cadangan.tar")
    words: tuple[Any, ...] = ("--library", place / "pulih", "restore", tmp_path / "cadangan.tar")
    restored = Office(office.folder)

    def reset() -> Path:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place

    for nth in kill_all_along(zygote, office, words, points, reset):
        if not (place / "pulih").exists():
            restored.do(*words)
        assert restored.do("--library", place / "pulih", "check")["problems"] == [], nth
        listed = restored.do("--library", place / "pulih", "list")["items"]
        assert {item["id"]: item["sha256"] for item in listed} == wanted, nth
        assert [path.name for path in place.iterdir()] == ["pulih"], nth


@pytest.mark.parametrize("points", POINTS)
def test_a_library_whose_making_is_killed_is_made_anew(
    office: Office, zygote: Zygote, tmp_path: Path, points: int
) -> None:
    place = tmp_path / "tempat"
    words = ("--library", place, "init", "--role", "petugas", "--place", "32.76.01.1008", "--actor", "Siti A.")

    def reset() -> Path:
        shutil.rmtree(place, ignore_errors=True)
        return place

    for nth in kill_all_along(zygote, office, words, points, reset):
        if not (place / "library.json").exists():
            office.do(*words)
        assert office.do("--library", place, "check")["problems"] == [], nth
        assert not list(place.glob(".baru/*.*")), nth
