"""A deed that is not the last can be taken back as long as nothing newer touched the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.read_home import read_home
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.workspace import Workspace
from tests.operations.town import SILENT, photo, tagged


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Workspace]:
    bootstrap.create(tmp_path / "pustaka", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "pustaka") as ws:
        yield ws


def numbers(ws: Workspace) -> dict[EvidenceId, list[int]]:
    items = browse.page(ws, Filter(), 9)
    known = ws.catalogue.by_slug
    return {item.id: sorted(known[tag.indicator].number for tag in item.tags) for item in items}


def test_what_nothing_newer_touched_is_taken_back_alone(village: Workspace, tmp_path: Path) -> None:
    ids = tagged(village, photo(tmp_path / "a.png", 1), indicator="1")
    (one,) = ids
    (other,) = tagged(village, photo(tmp_path / "b.png", 2), indicator="2")
    second, first = village.store.offices.deeds(2)
    assert undo(village, UndoRequest(deed=first.id), SILENT).deed.id == first.id
    assert numbers(village) == {one: [], other: [2]}
    assert [deed.state for deed in village.store.offices.deeds(2)] == ["done", "undone"]
    undo(village, UndoRequest(redo=True), SILENT)
    assert numbers(village) == {one: [1], other: [2]}
    undo(village, UndoRequest(deed=first.id), SILENT)
    undo(village, UndoRequest(), SILENT)
    assert numbers(village) == {one: [], other: []}
    with pytest.raises(Fixable) as caught:
        undo(village, UndoRequest(deed=second.id), SILENT)
    assert caught.value.code is ErrorCode.NOTHING_TO_UNDO
    assert check_library(village, CheckRequest(), SILENT).ok, "the journal tells the same"


def test_what_was_changed_again_waits_for_the_newer_step(village: Workspace, tmp_path: Path) -> None:
    (one,) = tagged(village, photo(tmp_path / "a.png", 1), indicator="1")
    tag(village, TagRequest((one,), (village.catalogue.by_number[2].slug,)), SILENT)
    newer, older = village.store.offices.deeds(2)
    assert [line.can_undo for line in read_home(village).happenings if line.deed] == [True, False]
    with pytest.raises(Fixable) as caught:
        undo(village, UndoRequest(deed=older.id), SILENT)
    assert caught.value.code is ErrorCode.UNDO_LATER_FIRST
    assert numbers(village) == {one: [1, 2]}
    undo(village, UndoRequest(deed=newer.id), SILENT)
    undo(village, UndoRequest(deed=older.id), SILENT)
    assert numbers(village) == {one: []}
