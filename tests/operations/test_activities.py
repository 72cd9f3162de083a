"""Activities on real libraries: proposed by themselves, joined, split, named, undone, carried to the secretariat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import ActivityId, EvidenceId, IndicatorSlug
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.accept_activities import AcceptActivitiesRequest, accept_activities
from kla_desktop.operations.group import Grouped, GroupRequest, group
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.propose_activities import ProposeActivitiesRequest, propose_activities
from kla_desktop.operations.replace import ReplaceRequest, replace
from kla_desktop.operations.split import SplitRequest, split
from kla_desktop.operations.suggest import SuggestRequest, suggest
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from kla_desktop.suggesting.suggest import Ground
from tests.operations.town import SILENT, Town, photo, take, town

MINUTES = "NOTULEN\nAcara : Sosialisasi Cegah Perkawinan Anak\nHari/Tanggal : Selasa, 12 Mei 2026\nPukul : 09.00 WIB\n"
ATTENDANCE = "DAFTAR HADIR\nSosialisasi Cegah Perkawinan Anak\nTanggal : 12 Mei 2026\n"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def morning(here: Town) -> list[EvidenceId]:
    """Three photos, minutes and an attendance list of one event, and a photo of the evening."""
    for at, clock in enumerate(("0910", "0931", "1004", "2015")):
        photo(here.folder / f"IMG_20260512_{clock}00.jpg", 40 + 30 * at)
    (here.folder / "Notulen sosialisasi.txt").write_text(MINUTES)
    (here.folder / "Daftar hadir sosialisasi cegah perkawinan.txt").write_text(ATTENDANCE)
    files = sorted([*here.folder.glob("IMG_*.jpg"), *here.folder.glob("*.txt")])
    return [one.id for one in take(here.village, *files).added]


def looked(ws: Workspace) -> list[set[str]]:
    propose_activities(ws, ProposeActivitiesRequest(), SILENT)
    return [set(one.items) for one in ws.store.activities.proposals()]


def members(ws: Workspace, activity: ActivityId) -> set[str]:
    return {item for one in ws.store.activities.activities([activity]) for item in one.items}


def grouped(ws: Workspace, *items: EvidenceId, title: str | None = None) -> Grouped:
    return group(ws, GroupRequest(items, title), SILENT)


def test_the_files_of_one_event_propose_themselves_and_the_evening_stays_out(here: Town) -> None:
    items = morning(here)
    names = {item.id: item.name for item in here.village.find(items)}
    (found,) = looked(here.village)
    assert {names[EvidenceId(one)] for one in found} == {name for name in names.values() if "2015" not in name}
    (offered,) = here.village.store.activities.proposals()
    assert (offered.title, offered.day) == ("Sosialisasi Cegah Perkawinan Anak", "2026-05-12")
    assert offered.because
    assert not here.village.store.activities.activities()


def test_accepting_is_one_deed_and_undo_brings_the_proposal_back(here: Town) -> None:
    morning(here)
    (found,) = looked(here.village)
    done = accept_activities(here.village, AcceptActivitiesRequest(), SILENT)
    assert members(here.village, done.activities[0]) == found
    assert not looked(here.village)
    undo(here.village, UndoRequest(), SILENT)
    assert not members(here.village, done.activities[0])
    assert looked(here.village) == [found]
    undo(here.village, UndoRequest(redo=True), SILENT)
    assert members(here.village, done.activities[0]) == found
    assert not replay.differences(here.village.store)


def test_a_late_attendance_list_is_proposed_for_the_activity_that_stands(here: Town) -> None:
    items = morning(here)
    names = {item.name: item.id for item in here.village.find(items)}
    late = names["Daftar hadir sosialisasi cegah perkawinan.txt"]
    first = grouped(here.village, *(one for name, one in names.items() if one != late and "2015" not in name))
    assert looked(here.village) == [{late}]
    (offered,) = here.village.store.activities.proposals()
    assert (set(offered.items), offered.joins) == ({late}, first.activity)
    accept_activities(here.village, AcceptActivitiesRequest((offered.id,)), SILENT)
    assert late in members(here.village, first.activity)
    with pytest.raises(Fixable) as caught:
        accept_activities(here.village, AcceptActivitiesRequest((ActivityId("usulan-lama"),)), SILENT)
    assert caught.value.code is ErrorCode.NO_SUCH_ACTIVITY


def test_join_take_out_rename_and_take_apart_each_undone(here: Town) -> None:
    ws, items = here.village, morning(here)
    one, two = grouped(ws, *items[:2], title="Rakor"), grouped(ws, *items[2:5], title="Sosialisasi")
    joined = grouped(ws, *items[:5])
    assert joined.activity == two.activity  # the larger one takes the others in
    assert members(ws, two.activity) == set(items[:5])
    undo(ws, UndoRequest(), SILENT)
    assert (members(ws, one.activity), members(ws, two.activity)) == (set(items[:2]), set(items[2:5]))
    group(ws, GroupRequest(title="Rakor pagi", activity=one.activity), SILENT)
    assert [each.activity_title for each in ws.find(items[:2])] == ["Rakor pagi"] * 2
    undo(ws, UndoRequest(), SILENT)
    assert [each.activity_title for each in ws.find(items[:2])] == ["Rakor"] * 2
    split(ws, SplitRequest((items[0],)), SILENT)
    assert members(ws, one.activity) == {items[1]}
    undo(ws, UndoRequest(), SILENT)
    split(ws, SplitRequest(activity=two.activity), SILENT)
    assert not members(ws, two.activity)
    assert all(not set(items[2:5]) & found for found in looked(ws))  # what a person took apart stays so
    undo(ws, UndoRequest(), SILENT)
    assert members(ws, two.activity) == set(items[2:5])
    assert not replay.differences(ws.store)
    assert not grouped(ws, *items[2:5]).evidence


def test_tagging_an_activity_chooses_each_items_slot_and_copies_nothing(here: Town) -> None:
    ws, items = here.village, morning(here)
    looked(ws)
    done = accept_activities(ws, AcceptActivitiesRequest(), SILENT)
    chosen = tuple(EvidenceId(one) for one in members(ws, done.activities[0]))
    slugs = tuple(ws.catalogue.find(number).slug for number in ("6", "8"))
    told = tag(ws, TagRequest(chosen, slugs, slot_each=True), SILENT)
    assert set(told.evidence) == set(chosen)
    kinds = {item.kind: {each.indicator: each.slot for each in item.tags} for item in ws.find(chosen)}
    for indicator in slugs:
        asked = {slot.kind: slot.slug for slot in ws.catalogue.by_slug[indicator].slots}
        for kind, slots in kinds.items():
            if [each.kind for each in ws.catalogue.by_slug[indicator].slots].count(kind) == 1:
                assert slots[indicator] == asked[kind]
    assert kinds["photo"][slugs[0]]
    assert len(ws.store.evidence.find(items)) == len(items)
    (activity,) = ws.store.activities.activities()
    assert set(activity.indicators) == set(slugs)
    undo(ws, UndoRequest(), SILENT)
    assert not any(item.tags for item in ws.find(chosen))


def test_the_others_of_an_activity_speak_in_suggestions(here: Town) -> None:
    ws, items = here.village, morning(here)
    grouped(ws, *items)
    slug = IndicatorSlug(ws.catalogue.find("19").slug)
    evening = next(item.id for item in ws.find(items) if "2015" in item.name)
    tag(ws, TagRequest(tuple(one for one in items if one != evening), (slug,)), SILENT)
    ((_, offers),) = suggest(ws, SuggestRequest((evening,)), SILENT).items
    assert offers[0].indicator == slug
    assert Ground.ACTIVITY in {reason.ground for reason in offers[0].because}


def test_an_activity_travels_with_its_items_and_private_ones_stay(here: Town) -> None:
    here.introduce(here.village)
    items = morning(here)
    made = grouped(here.village, *items, title="Sosialisasi")
    told = items[:3]
    tag(here.village, TagRequest(tuple(told), (here.village.catalogue.find("6").slug,)), SILENT)
    here.carry(here.village, here.desk)
    (seen,) = here.desk.store.activities.activities()
    assert (seen.id, seen.title, set(seen.items)) == (made.activity, "Sosialisasi", set(told))
    journal = here.desk.store.journal.all()
    assert not {event.subject for event in journal} & set(items[3:])
    group(here.village, GroupRequest(title="Sosialisasi RW 3", activity=made.activity), SILENT)
    split(here.village, SplitRequest((told[0],)), SILENT)
    here.carry(here.village, here.desk)
    (seen,) = here.desk.store.activities.activities()
    assert (seen.title, set(seen.items)) == ("Sosialisasi RW 3", set(told[1:]))
    assert not replay.differences(here.desk.store)
    with pytest.raises(Fixable) as caught:
        grouped(here.desk, told[1])
    assert caught.value.code is ErrorCode.NOT_YOURS


def test_the_successor_of_an_item_is_of_its_activity(here: Town) -> None:
    ws, items = here.village, morning(here)
    made = grouped(ws, *items[:3])
    (new,) = [one.id for one in take(ws, photo(here.folder / "perbaikan.png", 211)).added]
    replace(ws, ReplaceRequest(items[0], new), SILENT)
    assert members(ws, made.activity) == {new, *items[1:3]}


def test_proposals_made_piece_by_piece_are_those_of_one_go(here: Town) -> None:
    ws, desk = here.village, here.agency
    for day in range(1, 9):
        for at, clock in enumerate(("0800", "0812", "0840", "1500", "1510")):
            photo(here.folder / f"IMG_202607{day:02d}_{clock}00.jpg", day * 9 + at * 3)
    files = sorted(here.folder.glob("IMG_*.jpg"))
    for path in files:
        path.write_bytes(path.read_bytes() + path.name.encode())  # each its own bytes
    for part in (files[::2], files[1::2]):
        ingest(ws, IngestRequest(tuple(map(str, part))), SILENT)
        propose_activities(ws, ProposeActivitiesRequest(limit=7), SILENT)
    whole = looked(ws)
    ingest(desk, IngestRequest(tuple(map(str, files))), SILENT)
    names = [{item.name for item in ws.find([EvidenceId(one) for one in found])} for found in whole]
    other = [{item.name for item in desk.find([EvidenceId(one) for one in found])} for found in looked(desk)]
    assert sorted(map(sorted, names)) == sorted(map(sorted, other))
    assert len(whole) == 16


def test_a_heap_is_looked_at_once_and_chains_nothing(here: Town) -> None:
    ws = here.village
    claims = [{"value": "2026-05-12T10:00:00", "source": "file_time", "confidence": 0.05}]
    drafts = [
        Draft(Kind.CAPTURED, ws.tools.new_id(), {
            "sha256": f"{number:064x}", "size": 1, "kind": "photo" if number % 2 else "document", "media": "jpeg",
            "name": f"salinan{number}.jpg", "claims": claims,
        })
        for number in range(3000)
    ]  # fmt: skip
    for start in range(0, len(drafts), 500):
        with ws.transaction():
            ws.record(drafts[start : start + 500])
    done = propose_activities(ws, ProposeActivitiesRequest(limit=100), SILENT)
    assert (done.waiting, ws.store.activities.proposals()) == (0, [])
