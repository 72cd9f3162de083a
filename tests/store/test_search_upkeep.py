"""The index of older libraries, of killed runs, and of stations that move."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.model.ids import EvidenceId, PlaceCode
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Filter
from kla_desktop.store.database import Database
from kla_desktop.store.migrations import library
from kla_desktop.store.steps import Steps
from kla_desktop.store.store import Store
from tests.store.test_search import KEYS, ME, capture, new_store, say

_COUNT = 1600
_WORK = """
import sys
from pathlib import Path
from kla_desktop.store.store import Store, StoreKeys
store = Store(Path(sys.argv[1]), StoreKeys(bytes([1]) * 32, bytes([2]) * 32))
while store.index.catch_up():
    print("piece", flush=True)
"""


def _fill(database: Database, count: int) -> None:
    rows = [(n + 1, f"item-{n}", f"{n:064x}", f"Rapat ke-{n}", f"20{n % 20:02d}-01-01") for n in range(count)]
    with database.transaction():
        database.write_many(
            "INSERT INTO evidence (n, id, station, sha256, size, kind, media, name, names, title, note, captured_at, "
            "captured_at_source, claims, place, camera, created_at, actor, year, sort_key, withdrawn, last) "
            "VALUES (?, ?, 'me', ?, 1, 'photo', 'jpeg', 'a', '[\"a\"]', ?, '', ?5, 'exif', '[]', '', '', '', '', 0, "
            "?5, 0, 0)",
            rows,
        )


def test_an_older_library_keeps_its_texts_and_is_told_anew(tmp_path: Path) -> None:
    steps = Steps("kla-library", library.all[:3])
    old = Database(tmp_path / "library.db", KEYS.database, steps)
    _fill(old, 30)
    with old.transaction():
        old.write(
            "INSERT INTO words (rowid, title, name, text, place, note) VALUES (7, '', '', 'isi posyandu', '', '')"
        )
    old.close()
    store = Store(tmp_path, KEYS)
    try:
        assert store.search.find(Filter(text="posyandu")).total == 0
        assert store.index.waiting == 30
        store.index.check_rules()
        while store.index.catch_up():
            pass
        assert [hit.id for hit in store.search.find(Filter(text="posyandu")).items] == ["item-6"]
        assert store.search.text_of(EvidenceId("item-6")).text == "isi posyandu"
        assert store.search.find(Filter(text="rapat")).total == 30
        assert store.index.is_sound()
    finally:
        store.close()


def test_an_index_without_traits_is_told_anew(tmp_path: Path) -> None:
    steps = Steps("kla-library", [step for step in library.all if step[0] < "m022"])
    old = Database(tmp_path / "library.db", KEYS.database, steps)
    _fill(old, 30)
    with old.transaction():
        old.write("DELETE FROM unindexed")
        old.write("INSERT INTO words (rowid, title, facts) VALUES (99, 'rapat', '')")
        old.write("INSERT INTO indexed (key, n, digest) VALUES (99, 7, 7)")
    old.close()
    store = Store(tmp_path, KEYS)
    try:
        assert (store.search.find(Filter(text="rapat")).total, store.index.waiting) == (0, 30)
        while store.index.catch_up():
            pass
        for wanted, count in ((Filter(group="photo"), 30), (Filter(group="video"), 0), (Filter(untagged=True), 30)):
            assert store.search.find(replace(wanted, text="rapat")).total == count
        assert [hit.title for hit in store.search.find(Filter(text='"rapat ke 7"')).items] == ["Rapat ke-7"]
        assert store.index.is_sound()
    finally:
        store.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills hard")
def test_a_killed_telling_goes_on_where_it_was(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    _fill(store.database, _COUNT)
    store.index.empty()
    store.close()
    work = subprocess.Popen([sys.executable, "-c", _WORK, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert work.stdout is not None
        assert work.stdout.readline() == "piece\n"
    finally:
        os.kill(work.pid, signal.SIGKILL)
        work.wait()
        work.stdout.close()  # type: ignore[union-attr]
    store = Store(tmp_path, KEYS)
    try:
        waiting = store.index.waiting
        assert 0 < waiting < _COUNT
        assert store.index.is_sound()
        held = store.database.value("SELECT count(*) FROM indexed")
        assert held == _COUNT - waiting
        assert store.search.find(Filter(text="rapat -zzz")).total == min(held, 2001)
        while store.index.catch_up():
            pass
        assert store.search.find(Filter(text="rapat")).total == _COUNT
        assert store.index.is_sound()
    finally:
        store.close()


def test_a_station_that_moves_is_found_in_its_new_place(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    try:
        capture(store, "foto.jpg")
        before, after = (
            Filter(text="foto", place=PlaceCode("32.76.01")),
            Filter(text="foto", place=PlaceCode("32.76.02")),
        )
        assert (store.search.find(before).total, store.search.find(after).total) == (1, 0)
        say(store, Draft(Kind.FOUNDED, ME, {"role": "petugas", "place": "32.76.02.1001", "agency": ""}))
        while store.index.catch_up():
            pass
        assert (store.search.find(before).total, store.search.find(after).total) == (0, 1)
        assert store.index.is_sound()
    finally:
        store.close()
