"""The keyed database: one writer, whole transactions, refusals instead of guesses."""

import threading
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.store.database import Database
from kla_desktop.store.steps import Steps, Tables

KEY = bytes(range(32))


def schema(*names: str) -> Steps:
    steps = Steps("test")
    for name in names:

        def step(db: Tables, name: str = name) -> None:
            db.execute(f"CREATE TABLE {name} (word TEXT)")

        steps(name=f"m_{name}")(step)
    return steps


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def test_nothing_is_in_clear(path: Path) -> None:
    database = Database(path, KEY, schema("notes"))
    with database.transaction():
        database.write_many("INSERT INTO notes VALUES (?)", [("Rahasia-Melati-123",)] * 500)
    on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Rahasia-Melati-123" not in on_disk
    assert b"SQLite format 3" not in on_disk
    assert database.problems() == []
    database.close()


@pytest.mark.parametrize("key", [bytes(32), bytes(reversed(range(32)))])
def test_another_key_opens_nothing(path: Path, key: bytes) -> None:
    Database(path, KEY, schema("notes")).close()
    before = path.read_bytes()
    with pytest.raises(Fixable) as error:
        Database(path, key, schema("notes"))
    assert error.value.code is ErrorCode.LIBRARY_DAMAGED
    assert path.read_bytes() == before


def test_a_newer_library_is_left_alone(path: Path) -> None:
    Database(path, KEY, schema("notes", "future")).close()
    with pytest.raises(Fixable) as error:
        Database(path, KEY, schema("notes"))
    assert error.value.code is ErrorCode.LIBRARY_TOO_NEW


def test_an_older_library_is_copied_aside_and_brought_up(path: Path) -> None:
    old = Database(path, KEY, schema("notes"))
    with old.transaction():
        old.write("INSERT INTO notes VALUES ('tetap')")
    old.close()
    new = Database(path, KEY, schema("notes", "more"))
    assert new.value("SELECT word FROM notes") == "tetap"
    new.close()
    (copy,) = path.parent.glob("library-before-*.db")
    kept = Database(copy, KEY, schema("notes"))
    assert kept.value("SELECT word FROM notes") == "tetap"
    kept.close()


def test_a_failing_step_leaves_the_old_schema_whole(path: Path) -> None:
    Database(path, KEY, schema("notes")).close()
    steps = schema("notes")

    @steps()
    def m_broken(db: Tables) -> None:
        db.execute("CREATE TABLE half (word TEXT)")
        raise RuntimeError("broken step")

    with pytest.raises(RuntimeError):
        Database(path, KEY, steps)
    again = Database(path, KEY, schema("notes"))
    assert again.value("SELECT count(*) FROM sqlite_master WHERE name = 'half'") == 0
    again.close()


def test_a_transaction_is_all_or_nothing_and_nests(path: Path) -> None:
    database = Database(path, KEY, schema("notes"))

    def fail() -> None:
        with database.transaction():
            database.write("INSERT INTO notes VALUES ('a')")
            with database.transaction():
                database.write("INSERT INTO notes VALUES ('b')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert database.value("SELECT count(*) FROM notes") == 0
    database.close()


def test_threads_take_turns_and_lose_nothing(path: Path) -> None:
    database = Database(path, KEY, schema("notes"))

    def write() -> None:
        for _ in range(50):
            with database.transaction():
                count = database.value("SELECT count(*) FROM notes")
                database.write("INSERT INTO notes VALUES (?)", (str(count),))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    words = [int(row[0]) for row in database.rows("SELECT word FROM notes")]
    assert sorted(words) == list(range(200))
    database.close()


@pytest.mark.parametrize("at", [0, 100, 5000, 20000])
def test_a_flipped_bit_is_found(path: Path, at: int) -> None:
    database = Database(path, KEY, schema("notes"))
    with database.transaction():
        database.write_many("INSERT INTO notes VALUES (?)", [("kata " * 50,)] * 500)
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    try:
        damaged = Database(path, KEY, schema("notes"))
    except Fixable as error:
        assert error.code is ErrorCode.LIBRARY_DAMAGED  # noqa: PT017 - either refusal is right
    else:
        assert damaged.problems()
        damaged.close()
