"""What a station tags is learned at once, from real files in a real library, and can be taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kla_desktop.app import bootstrap
from kla_desktop.model.ids import EvidenceId, IndicatorSlug
from kla_desktop.model.station import Role
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.suggest import SuggestRequest, suggest
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.workspace import Workspace
from kla_desktop.suggesting.suggest import Ground
from kla_desktop.system.progress import SilentProgress
from tests.suggesting.station import station_files

SILENT = SilentProgress()
FILES, TAGS = 160, 50


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Workspace]:
    bootstrap.create(
        tmp_path / "library", bootstrap.NewLibrary(Role.OFFICER, "Mampang", "Sari", passphrase="kata sandi")
    )
    with bootstrap.opened(tmp_path / "library", "kata sandi") as ws:
        yield ws


def draw_photo(path: Path, shade: int) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (64, 48), (shade * 30, 90, 120)).save(path, "JPEG")


def taken_in(ws: Workspace, folder: Path, count: int, seed: int = 7) -> dict[EvidenceId, IndicatorSlug]:
    folder.mkdir()
    wanted = {}
    for number, file in enumerate(station_files(count, seed)):
        path = folder / f"{number:03d} {file.name}"
        path.write_text(file.text, "utf-8")
        wanted[str(path)] = IndicatorSlug(file.indicator)
    added = ingest(ws, IngestRequest((str(folder),)), SILENT).added
    return {each.id: wanted[each.path] for each in added}


def right(ws: Workspace, wanted: dict[EvidenceId, IndicatorSlug], places: int) -> float:
    found = suggest(ws, SuggestRequest(tuple(wanted)), SILENT).items
    good = sum(wanted[each] in [one.indicator for one in said[:places]] for each, said in found)
    return good / len(wanted)


def test_fifty_tags_teach_a_stations_own_words(station: Workspace, tmp_path: Path) -> None:
    wanted = taken_in(station, tmp_path / "kelurahan", FILES)
    tagged, rest = list(wanted)[:TAGS], {each: wanted[each] for each in list(wanted)[TAGS:]}
    before = right(station, rest, 3)
    for each in tagged:
        tag(station, TagRequest((each,), (wanted[each],)), SILENT)
    after = right(station, rest, 3)
    assert after >= before + 0.25, (before, after)
    assert after >= 0.8


def sums(ws: Workspace) -> tuple[list[tuple[Any, ...]], dict[str, tuple[int, int, int]]]:
    return ws.store.database.rows("SELECT * FROM habit_word ORDER BY 1, 2"), ws.store.habits.tallies()


def test_what_is_undone_is_forgotten_and_the_journal_teaches_the_same_again(station: Workspace, tmp_path: Path) -> None:
    wanted = taken_in(station, tmp_path / "kelurahan", 12)
    first, *others = wanted
    for each in others:
        tag(station, TagRequest((each,), (wanted[each],)), SILENT)
    learned = sums(station)
    tag(station, TagRequest((first,), (wanted[first],)), SILENT)
    assert sums(station) != learned
    undo(station, UndoRequest(), SILENT)
    assert sums(station) == learned
    with station.transaction():
        station.store.database.write("DELETE FROM habit_word WHERE word IN (SELECT word FROM habit_word LIMIT 3)")
        station.store.database.write("UPDATE habit_tally SET offered = offered + 1")
    assert [problem.what for problem in check_library(station, CheckRequest(), SILENT).problems] == ["habits"]
    assert check_library(station, CheckRequest(repair=True), SILENT).ok
    assert sums(station) == learned
    assert not check_library(station, CheckRequest(), SILENT).problems


def test_a_suggestion_passed_over_again_and_again_sinks(station: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "foto"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text(
            f"Posyandu {['mawar', 'melati', 'anggrek', 'dahlia', 'kenanga'][number % 5]} {number}"
        )
    ids = [each.id for each in ingest(station, IngestRequest((str(folder),)), SILENT).added]
    last = ids[-1]
    ((_, before),) = suggest(station, SuggestRequest((last,)), SILENT).items
    assert before[0].indicator == "status-gizi-balita"
    for each in ids[:-1]:
        tag(station, TagRequest((each,), (IndicatorSlug("paud-hi"),)), SILENT)
    ((_, after),) = suggest(station, SuggestRequest((last,)), SILENT).items
    assert after[0].indicator == "paud-hi"
    assert Ground.HABIT in [reason.ground for reason in after[0].because]


def test_photos_beside_and_about_the_same_time_speak_for_each_other(station: Workspace, tmp_path: Path) -> None:
    names = [f"IMG_20260611_10{minute:02d}30.jpg" for minute in range(10, 16)]
    for number, name in enumerate(names):
        draw_photo(tmp_path / ("satu" if number < 5 else "dua") / name, number)
    draw_photo(tmp_path / "satu" / "tanpa waktu.jpg", 7)
    added = ingest(station, IngestRequest((str(tmp_path / "satu"), str(tmp_path / "dua"))), SILENT).added
    by_name = {Path(each.path).name: each.id for each in added}
    for name in names[:5]:
        tag(station, TagRequest((by_name[name],), (IndicatorSlug("paud-hi"),)), SILENT)
    others = (by_name[names[5]], by_name["tanpa waktu.jpg"])
    (_, elsewhere), (_, timeless) = suggest(station, SuggestRequest(others), SILENT).items
    assert elsewhere[0].indicator == timeless[0].indicator == "paud-hi"
    assert elsewhere[0].slot == "foto-kegiatan-bertanggal"
    assert Ground.TIME in [reason.ground for reason in elsewhere[0].because]
    assert Ground.FOLDER in [reason.ground for reason in timeless[0].because]
