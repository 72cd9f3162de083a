"""T18: databases that are not ours, put where ours belongs: refused with a sentence and left byte for byte.

Plain SQLite as other programs write it, SQLCipher under other keys, libraries of other people, cut ones, and what is no
file at all. (Newer ones: cli/test_refusals.py.)
"""

import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from kla_desktop.app import bootstrap
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.station import Role
from kla_desktop.wording.sentences import sentence_of

NEW = bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti A.")
APPLICATIONS = (0, 0x0F055111, 0x42455444, 0x47504B47, 0x5379504B)  # none, Fossil, BentleyDTD, GeoPackage, Monotone
SEED = 18


def plain(path: Path, chance: random.Random) -> None:
    """A database as some other program may have written it."""
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute(f"PRAGMA page_size = {1 << chance.randrange(9, 17)}")
        db.execute(f"PRAGMA encoding = '{chance.choice(('UTF-8', 'UTF-16le', 'UTF-16be'))}'")
        db.execute(f"PRAGMA auto_vacuum = {chance.randrange(3)}")
        db.execute(f"PRAGMA application_id = {chance.choice(APPLICATIONS)}")
        db.execute(f"PRAGMA user_version = {chance.randrange(100)}")
        for name in chance.sample(("journal", "evidence", "setting", "moz_places", "_sqlite_migrations"), 3):
            db.execute(f"CREATE TABLE {name} (key TEXT, value TEXT, name TEXT, migration_set TEXT)")
            rows = [(str(n), "x" * chance.randrange(3000), "m001", "kla") for n in range(chance.randrange(40))]
            db.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?)", rows)
        db.execute(f"PRAGMA journal_mode = {chance.choice(('WAL', 'DELETE', 'PERSIST'))}")
        db.execute("CREATE VIEW pandangan AS SELECT load_extension('x')")
        db.execute("CREATE TABLE terakhir (n INTEGER)")
    db.close()


def locked(path: Path, chance: random.Random) -> None:
    """A SQLCipher database under another key: raw, or made of a passphrase."""
    db = sqlcipher.connect(str(path))
    key = f"x'{chance.randbytes(32).hex()}'" if chance.random() < 0.5 else "kata sandi"
    db.execute(f'PRAGMA key = "{key}"')
    if chance.random() < 0.5:
        db.execute(f"PRAGMA cipher_compatibility = {chance.randrange(3, 5)}")
    db.execute("CREATE TABLE setting (key TEXT, value TEXT)")
    db.execute("INSERT INTO setting VALUES ('station', '\"x\"')")
    db.commit()
    db.close()


def cut(path: Path, chance: random.Random) -> None:
    """Ours, and less of it."""
    data = path.read_bytes()
    path.write_bytes(data[: chance.choice((1, 15, 16, 100, 511, 4095, chance.randrange(1, 4096)))])


def noise(path: Path, chance: random.Random) -> None:
    """No database at all, though it may begin like one."""
    path.write_bytes(chance.choice((b"", b"SQLite format 3\0")) + chance.randbytes(chance.randrange(1, 20_000)))


def changed(path: Path, chance: random.Random) -> None:
    """Ours, with a first page that is not."""
    data = bytearray(path.read_bytes())
    data[chance.randrange(4096)] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


KINDS = (plain, plain, locked, cut, noise, changed)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "pustaka"
    bootstrap.create(folder, NEW)
    return folder


def seen(folder: Path) -> dict[str, bytes]:
    """What lies in a library's folder, but for the lock and empty folders."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".lock"}


def refused(folder: Path, *codes: ErrorCode) -> None:
    """It is refused to readers and writers, with a sentence in both languages, and nothing is different afterwards."""
    before = seen(folder)
    for writing in (False, True):
        with pytest.raises(Fixable) as said, bootstrap.opened(folder, writing=writing):
            raise AssertionError("taken for ours")
        assert said.value.code in codes
        assert sentence_of(said.value, "id") != sentence_of(said.value, "en")
        assert seen(folder) == before


@pytest.mark.parametrize("count", [18, pytest.param(310, marks=pytest.mark.heavy)])
def test_foreign_databases(library: Path, count: int) -> None:
    ours = (library / "library.db").read_bytes()
    for number in range(count):
        chance = random.Random(f"{SEED} {number}")
        make = KINDS[number % len(KINDS)]
        (library / "library.db").unlink()
        if make in {cut, changed}:
            (library / "library.db").write_bytes(ours)
        make(library / "library.db", chance)
        print(f"{SEED} {number} {make.__name__}")
        refused(library, ErrorCode.LIBRARY_DAMAGED)
        for left in library.glob("library.db-*"):
            left.unlink()
    (library / "library.db").write_bytes(ours)
    with bootstrap.opened(library) as ws:
        assert ws.me


def test_databases_of_other_programs(library: Path, shared: Path) -> None:
    found = [path for path in (shared / "corpus").rglob("*") if path.suffix in {".db", ".sqlite", ".sqlite3", ".mdb"}]
    assert found
    for path in found:
        shutil.copyfile(path, library / "library.db")
        refused(library, ErrorCode.LIBRARY_DAMAGED)


def test_the_database_of_another_library(library: Path, tmp_path: Path) -> None:
    bootstrap.create(tmp_path / "lain", NEW)
    shutil.copyfile(tmp_path / "lain/library.db", library / "library.db")
    refused(library, ErrorCode.LIBRARY_DAMAGED)


def test_thumbnails_in_its_place(library: Path) -> None:
    """Our own other database has a key of its own."""
    shutil.copyfile(library / "previews.db", library / "library.db")
    refused(library, ErrorCode.LIBRARY_DAMAGED)


def test_the_library_of_somebody_else(library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "orang-lain"))
    refused(library, ErrorCode.KEY_MISSING)


def _no_bytes(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "isi").write_bytes(b"isi")


def _link_to_foreign(path: Path) -> None:
    foreign = path.parent.parent / "orang.db"
    plain(foreign, random.Random(1))
    path.symlink_to(foreign)


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
@pytest.mark.parametrize("make", [_no_bytes, _folder, _link_to_foreign, _loop, _pipe])
def test_what_is_no_file(library: Path, make: Callable[[Path], None]) -> None:
    place = library / "library.db"
    place.unlink()
    make(place)
    foreign = library.parent / "orang.db"
    before = foreign.read_bytes() if foreign.exists() else b""
    beside = sorted(library.parent.iterdir())
    for writing in (False, True):
        with pytest.raises(Fixable) as said, bootstrap.opened(library, writing=writing):
            raise AssertionError("taken for ours")
        assert said.value.code is ErrorCode.LIBRARY_DAMAGED
    assert (foreign.read_bytes() if foreign.exists() else b"") == before
    assert sorted(library.parent.iterdir()) == beside
    assert not place.is_dir() or (place / "isi").read_bytes() == b"isi"


def test_a_folder_that_is_no_library(tmp_path: Path) -> None:
    plain(tmp_path / "library.db", random.Random(2))
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(Fixable) as said, bootstrap.opened(tmp_path):
        raise AssertionError("taken for ours")
    assert said.value.code is ErrorCode.LIBRARY_MISSING
    with pytest.raises(Fixable) as said:
        bootstrap.create(tmp_path, NEW)
    assert said.value.code is ErrorCode.LIBRARY_EXISTS
    assert (tmp_path / "library.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library.db"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes")
def test_a_library_that_may_only_be_read_is_read(library: Path) -> None:
    """A file of ours without the right to write: readers read it, and nothing about it changes."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (library / "library.db").chmod(0o400)
    before = seen(library)
    with bootstrap.opened(library, writing=False) as ws:
        assert ws.me
    assert seen(library) == before
