"""T16 and T17: bits that turn by themselves, in the database and in the stored evidence, are found and named.

The page check finds every changed byte of the database; a damaged log of a crashed run costs its last transactions at
the most, never half of one; and of damaged evidence exactly that which is damaged is named, and never sent.
"""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.open_original import read_original
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.database import Database
from kla_desktop.store.migrations import library
from tests.operations.town import SILENT, Town, alone, tagged, town

PAGE = 4096
KEY = bytes(range(32))


# --- the database


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with pages of every kind: tables, indexes, overflowing rows, free pages."""
    path = tmp_path_factory.mktemp("utuh") / "library.db"
    database = Database(path, KEY, library)
    with database.transaction():
        database.write_many(
            "INSERT INTO setting (key, value) VALUES (?, ?)",
            [(f"kunci-{n}", f'"{n} {"nilai " * (n % 9 * 300)}"') for n in range(200)],
        )
    with database.transaction():
        database.write("DELETE FROM setting WHERE key LIKE 'kunci-1%'")
    assert database.value("PRAGMA freelist_count")
    assert database.problems() == []
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


def harmed(data: bytes, chance: random.Random) -> bytes:
    """Change something: a bit, a sector, a page that is zero, or one that lies in the place of another."""
    changed, pages = bytearray(data), len(data) // PAGE
    page = chance.randrange(pages) * PAGE
    match chance.randrange(4):
        case 0:
            at = chance.randrange(len(data))
            changed[at] ^= 1 << chance.randrange(8)
        case 1:
            at = page + 512 * chance.randrange(PAGE // 512)
            changed[at : at + 512] = chance.randbytes(512)
        case 2:
            changed[page : page + PAGE] = bytes(PAGE)
        case _:
            other = (page // PAGE + chance.randrange(1, pages)) % pages * PAGE
            changed[page : page + PAGE] = data[other : other + PAGE]
    return bytes(changed)


def look(path: Path) -> tuple[bool, list[tuple[str, str]] | None]:
    """Whether damage is said at the start or by the check, and what is read; None where reading is refused.

    The cipher takes a page of zeros for one that was never written: a value that ran on there ends in zeros, which the
    check finds and whoever reads it as JSON refuses.
    """
    try:
        database = Database(path, KEY, library)
    except Fixable as error:
        return error.code is ErrorCode.LIBRARY_DAMAGED, None
    try:
        rows = [(str(key), str(json.loads(text))) for key, text in database.rows("SELECT key, value FROM setting")]
        rows.sort()
    except Fixable as error:
        assert error.code is ErrorCode.LIBRARY_DAMAGED  # noqa: PT017 - or nothing is raised, and rows are read
        rows = None
    except ValueError:
        rows = None
    found = database.problems() != []
    database.close()
    return found, rows


@pytest.mark.parametrize("times", [40, pytest.param(500, marks=pytest.mark.heavy)])
def test_every_damaged_page_is_found_and_nothing_false_is_read(sound: Path, tmp_path: Path, times: int) -> None:
    chance, data = random.Random(seed := 1616), sound.read_bytes()
    print(f"seed {seed}, {len(data) // PAGE} pages")
    path = tmp_path / "library.db"
    path.write_bytes(data)
    nothing, true = look(path)
    assert not nothing
    assert true
    for number in range(times):
        for left in tmp_path.iterdir():
            left.unlink()
        path.write_bytes(harmed(data, chance))
        found, rows = look(path)
        assert found, number
        assert rows in (None, true), number


@pytest.mark.parametrize("times", [20, pytest.param(200, marks=pytest.mark.heavy)])
def test_a_damaged_log_costs_whole_transactions_at_the_end(tmp_path: Path, times: int) -> None:
    """What a crash left in the write-ahead log: frames after a damaged one are as if never written."""
    chance = random.Random(seed := 1617)
    print(f"seed {seed}")
    path = tmp_path / "asli" / "library.db"
    path.parent.mkdir()
    database = Database(path, KEY, library)
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(30):
        with database.transaction():
            rows = [(f"{number}-{row}", '"x"') for row in range(5)]
            database.write_many("INSERT INTO setting (key, value) VALUES (?, ?)", rows)
    (tmp_path / "mati").mkdir()
    for file in path.parent.glob("library.db*"):
        shutil.copy(file, tmp_path / "mati")
    database.close()
    log = (tmp_path / "mati" / "library.db-wal").read_bytes()
    for number in range(times):
        copy = tmp_path / f"{number}"
        copy.mkdir()
        shutil.copy(tmp_path / "mati" / "library.db", copy)
        at = chance.randrange(len(log))
        cut = log[:at] if number % 4 == 0 else bytes([*log[:at], log[at] ^ 1, *log[at + 1 :]])
        (copy / "library.db-wal").write_bytes(cut)
        found, read = look(copy / "library.db")
        if read is None:
            assert found
        else:
            said = {key for key, _ in read if "-" in key}
            count = len(said) // 5
            assert said == {f"{number}-{row}" for number in range(count) for row in range(5)}
        shutil.rmtree(copy)


# --- the evidence


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[tuple[Workspace, dict[str, bytes]]]:
    """A library of sixty items, and the sealed bytes of each by their names."""
    with alone(tmp_path) as ws:
        for shade in range(60):
            (tmp_path / f"{shade}.txt").write_text(f"notulen {shade}\n" * 200, "utf-8")
        tagged(ws, *(tmp_path / f"{shade}.txt" for shade in range(60)))
        yield ws, {name: ws.store.objects.path(name).read_bytes() for name in ws.store.objects.names()}


def spoil(ws: Workspace, whole: dict[str, bytes], chance: random.Random) -> set[str]:
    """Harm fifteen: ten by a bit, two cut short, two gone, one with the bytes of another; give their names."""
    names = chance.sample(sorted(whole), 15)
    for number, name in enumerate(names):
        path, data = ws.store.objects.path(name), bytearray(whole[name])
        if number < 10:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif number < 12:
            del data[chance.randrange(len(data)) :]
        elif number == 14:
            data[:] = whole[names[0]]
        if number in (12, 13):
            path.unlink()
        else:
            path.write_bytes(data)
    return set(names)


@pytest.mark.parametrize("rounds", [4, pytest.param(100, marks=pytest.mark.heavy)])
def test_exactly_what_is_damaged_is_named(shelf: tuple[Workspace, dict[str, bytes]], rounds: int) -> None:
    ws, whole = shelf
    chance = random.Random(seed := 1717)
    print(f"seed {seed}, {15 * rounds} damaged objects")
    owners = {row.name: ws.store.evidence.of_digest(row.digest.sha256)[0] for row in ws.store.local.all_objects()}
    for _ in range(rounds):
        spoilt = spoil(ws, whole, chance)
        checked = check_library(ws, CheckRequest(), SILENT)
        assert {problem.item for problem in checked.problems} == {owners[name] for name in spoilt}
        assert {problem.what for problem in checked.problems} == {"object_damaged", "object_missing"}
        for name in whole:
            if name in spoilt:
                with pytest.raises(Fixable) as said:
                    read_original(ws, owners[name])
                assert said.value.code is ErrorCode.OBJECT_DAMAGED
        for name in spoilt:
            ws.store.objects.path(name).write_bytes(whole[name])
        assert check_library(ws, CheckRequest(), SILENT).ok
        assert all(read_original(ws, owner) for owner in owners.values())


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("kota")) as made:
        made.introduce(made.village)
        yield made


@pytest.mark.parametrize("harm", ["flip", "cut", "gone", "swapped"])
def test_damaged_evidence_is_never_sent(here: Town, harm: str) -> None:
    """Found only while the bundle is made; afterwards no half bundle is left, and the item is named."""
    village = here.village
    files = [here.folder / f"{harm}-{number}.txt" for number in range(3)]
    for file in files:
        file.write_text(f"notulen {file.stem}\n" * 50, "utf-8")
    items = tagged(village, *files)
    paths = [
        village.store.objects.path(village.store.objects.name_of(item.digest.sha256)) for item in village.find(items)
    ]
    path = paths[2]
    data = path.read_bytes()
    match harm:
        case "flip":
            path.write_bytes(bytes([*data[:-9], data[-9] ^ 1, *data[-8:]]))
        case "cut":
            path.write_bytes(data[:-20])
        case "gone":
            path.unlink()
        case _:
            path.write_bytes(paths[0].read_bytes())
    with pytest.raises(Fixable) as said:
        pack(village, PackRequest(), SILENT)
    assert (said.value.code, said.value.details["id"]) == (ErrorCode.OBJECT_DAMAGED, items[2])
    assert list(village.store.temporary.iterdir()) == []
    path.write_bytes(data)
    here.carry(village, here.desk)
    assert len(here.desk.store.evidence.find(items)) == 3
