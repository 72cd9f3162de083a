"""What is read of an item after it was taken in joins what was known, everywhere, and replaces nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.capture import CaptureClaim, GeoPoint, TimeSource
from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.read_later import Reading, note_readings
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from tests.operations.town import SILENT, Town, photo, tagged, take, town


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def seen(ws: Workspace, item: EvidenceId) -> list[tuple[str, str]]:
    return [(claim["value"], claim["source"]) for claim in ws.find([item])[0].claims]


def ocr(item: EvidenceId, day: str, confidence: float) -> Reading:
    return Reading(item, "ocr", (CaptureClaim(day, TimeSource.OCR, confidence),))


def test_the_surest_leads_and_nothing_is_overwritten(here: Town) -> None:
    item = take(here.village, photo(here.folder / "foto 21-11-2026.png", 1)).added[0].id
    (own, file_time) = seen(here.village, item)
    assert own == ("2026-11-21", "file_name")
    assert note_readings(here.village, [ocr(item, "2026-11-19", 0.01)])
    assert seen(here.village, item) == [own, file_time, ("2026-11-19", "ocr")]
    assert note_readings(here.village, [ocr(item, "2026-11-19", 0.99)])
    assert seen(here.village, item) == [("2026-11-19", "ocr"), own, file_time]
    describe(here.village, DescribeRequest((item,), date="2026-11-20"), SILENT)
    assert seen(here.village, item)[0] == ("2026-11-20", "officer")
    assert here.village.find([item])[0].captured_at_source == "officer"
    assert not replay.differences(here.village.store)


def test_what_is_known_is_not_said_again(here: Town) -> None:
    item = take(here.village, photo(here.folder / "a.png", 1)).added[0].id
    assert len(note_readings(here.village, [ocr(item, "2026-11-19", 0.5)])) == 1
    assert note_readings(here.village, [ocr(item, "2026-11-19", 0.5), ocr(item, "2026-11-19", 0.4)]) == ()
    assert note_readings(here.village, [Reading(item, "header"), ocr(EvidenceId("gone"), "2026-11-19", 1)]) == ()
    assert note_readings(here.village, [Reading(item, "header", gps=GeoPoint(-6.4, 106.8))])
    assert here.village.find([item])[0].gps == (-6.4, 106.8)
    assert note_readings(here.village, [Reading(item, "header", gps=GeoPoint(-7, 107))]) == ()


def test_it_travels_and_only_the_owner_may_say_it(here: Town) -> None:
    here.introduce(here.village)
    (item,) = tagged(here.village, photo(here.folder / "taman.png", 7))
    here.carry(here.village, here.desk)
    assert note_readings(here.desk, [ocr(item, "2026-11-19", 1.0)]) == ()
    note_readings(here.village, [ocr(item, "2026-11-18", 0.7)])
    here.carry(here.village, here.desk)
    assert seen(here.desk, item) == seen(here.village, item)
    assert here.desk.find([item])[0].captured_at == "2026-11-18"


def test_it_leaves_undo_and_redo_alone(here: Town) -> None:
    item = take(here.village, photo(here.folder / "a.png", 1)).added[0].id
    describe(here.village, DescribeRequest((item,), title="Rakor"), SILENT)
    undo(here.village, UndoRequest(), SILENT)
    note_readings(here.village, [ocr(item, "2026-11-19", 0.5)])
    undo(here.village, UndoRequest(redo=True), SILENT)
    assert here.village.find([item])[0].title == "Rakor"


def test_another_name_of_the_same_bytes_may_tell_the_time(here: Town) -> None:
    first = photo(here.folder / "foto.png", 3)
    item = take(here.village, first).added[0].id
    copy = here.folder / "Foto Rakor 11 Juni 2024.png"
    copy.write_bytes(first.read_bytes())
    take(here.village, copy)
    assert seen(here.village, item)[0] == ("2024-06-11", "file_name")
