"""The object store: sent, read back, dropped here, fetched when looked at; lost there and mended; erased there too."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.app.restore import restore
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.open_original import OpenOriginalRequest, large_picture, open_original
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.storage.access import (
    SetStorageRequest,
    change_storage,
    set_storage,
    show_storage,
    try_storage,
    unset_storage,
)
from kla_desktop.operations.storage.bring import bring_back
from kla_desktop.operations.storage.move import MoveRequest, move_objects
from kla_desktop.operations.storage.verify import ALL, VerifyRequest, verify_storage
from kla_desktop.operations.workspace import Workspace
from tests.operations.town import SILENT, Town, alone, photo, tagged, town

COUNT = 5


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with alone(tmp_path) as ws:
        yield ws


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    place = tmp_path / "gudang"
    place.mkdir()
    return place


def filled(desk: Workspace, shelf: Path, keep: int | None = 0) -> list[EvidenceId]:
    """Take some photos in, and use the object store."""
    folder = shelf.parent
    ids = tagged(desk, *[photo(folder / f"{n}.png", 10 + n) for n in range(COUNT)])
    use(desk, shelf, keep)
    return ids


def use(ws: Workspace, shelf: Path, keep: int | None) -> None:
    set_storage(ws, SetStorageRequest(shelf.as_uri()), SILENT)
    try_storage(ws, SILENT)
    change_storage(ws, keep=keep)


def files_in(shelf: Path) -> list[Path]:
    return sorted(path for path in shelf.rglob("*") if path.is_file())


def here_now(ws: Workspace) -> set[str]:
    return {name for name, _, _ in ws.store.objects.files()}


def test_what_is_let_go_is_fetched_when_looked_at(desk: Workspace, shelf: Path, tmp_path: Path) -> None:
    ids = filled(desk, shelf)
    moved = move_objects(desk, MoveRequest(), SILENT)
    assert (moved.sent, moved.dropped, moved.waiting) == (COUNT, COUNT, 0)
    assert here_now(desk) == set()
    assert len(files_in(shelf)) == COUNT
    assert {path.name for path in files_in(shelf)} == {one.name for one in desk.store.local.all_objects()}
    assert check_library(desk, CheckRequest(), SILENT).away == COUNT

    assert large_picture(desk, ids[0], 0, 200)
    assert len(here_now(desk)) == 1
    original = open_original(desk, OpenOriginalRequest(ids[1], tmp_path / "asli.png"), SILENT)
    assert original.path.read_bytes() == (tmp_path / "1.png").read_bytes()
    assert print_dossier(desk, PrintRequest(tmp_path / "dosir.pdf"), SILENT).items
    assert here_now(desk) == {one.name for one in desk.store.local.all_objects()}
    assert move_objects(desk, MoveRequest(), SILENT).dropped == COUNT
    assert check_library(desk, CheckRequest(), SILENT).ok


def test_the_last_looked_at_stay_within_the_room(desk: Workspace, shelf: Path) -> None:
    ids = filled(desk, shelf)
    sizes = {name: size for name, size, _ in desk.store.objects.files()}
    with desk.store.objects.in_use([desk.store.objects.name_of(desk.find([ids[2]])[0].digest.sha256)]):
        pass
    change_storage(desk, keep=2 * max(sizes.values()))
    move_objects(desk, MoveRequest(), SILENT)
    left = here_now(desk)
    assert 1 <= len(left) <= 2
    assert desk.store.objects.name_of(desk.find([ids[2]])[0].digest.sha256) in left


def test_nothing_goes_that_the_store_does_not_give_back(desk: Workspace, shelf: Path) -> None:
    filled(desk, shelf, keep=None)
    assert move_objects(desk, MoveRequest(), SILENT).dropped == 0
    victims = files_in(shelf)[:2]
    victims[0].unlink()
    victims[1].write_bytes(victims[1].read_bytes()[:-1])
    change_storage(desk, keep=0)
    assert move_objects(desk, MoveRequest(), SILENT).dropped == COUNT - 2
    assert here_now(desk) == {path.name for path in victims}
    again = move_objects(desk, MoveRequest(), SILENT)
    assert (again.sent, again.dropped) == (2, 2)
    assert verify_storage(desk, VerifyRequest(ALL), SILENT).ok


def test_a_damaged_copy_here_is_not_sent_and_not_dropped(desk: Workspace, shelf: Path) -> None:
    filled(desk, shelf)
    victim = desk.store.objects.path(next(iter(here_now(desk))))
    data = bytearray(victim.read_bytes())
    data[-1] ^= 1
    victim.write_bytes(data)
    moved = move_objects(desk, MoveRequest(), SILENT)
    assert (moved.sent, moved.failed) == (COUNT - 1, 1)
    assert here_now(desk) == {victim.name}
    assert victim.name not in {path.name for path in files_in(shelf)}


def test_what_is_lost_there_is_found_and_comes_back_by_its_bundle(shelf: Path, tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.introduce(here.village)
        _lose_and_mend(here, shelf, tmp_path)


def _lose_and_mend(here: Town, shelf: Path, tmp_path: Path) -> None:
    desk = here.desk
    ids = tagged(here.village, *[photo(tmp_path / f"{n}.png", 10 + n) for n in range(COUNT)])
    (bundle,) = pack(here.village, PackRequest(), SILENT).bundles
    kept = tmp_path / "masih-ada.kla"
    kept.write_bytes(bundle.path.read_bytes())
    receive(desk, ReceiveRequest((kept,)), SILENT)
    derive(desk, DeriveRequest(), SILENT)
    use(desk, shelf, 0)
    move_objects(desk, MoveRequest(), SILENT)
    name = desk.store.objects.name_of(desk.find([ids[3]])[0].digest.sha256)
    (victim,) = [path for path in files_in(shelf) if path.name == name]
    data = bytearray(victim.read_bytes())
    data[-5] ^= 8
    victim.write_bytes(data)

    assert verify_storage(desk, VerifyRequest(), SILENT).ok  # the size is right
    with pytest.raises(Fixable) as told:
        open_original(desk, OpenOriginalRequest(ids[3], tmp_path / "asli.png"), SILENT)
    assert told.value.code is ErrorCode.STORAGE_LOST
    deep = verify_storage(desk, VerifyRequest(ALL), SILENT)
    assert deep.lost == (ids[3],)
    assert [one.what for one in check_library(desk, CheckRequest(), SILENT).problems] == ["object_missing"]
    assert show_storage(desk).counts.lost == 1

    (again,) = receive(desk, ReceiveRequest((kept,)), SILENT).accepted
    assert (again.mended, again.new) == (1, 0)
    move_objects(desk, MoveRequest(), SILENT)
    assert verify_storage(desk, VerifyRequest(ALL), SILENT).ok
    assert check_library(desk, CheckRequest(), SILENT).ok
    open_original(desk, OpenOriginalRequest(ids[3], tmp_path / "asli.png"), SILENT)
    (none,) = receive(desk, ReceiveRequest((kept,)), SILENT).accepted
    assert none.mended == 0


def test_a_store_that_is_gone_is_said_and_everything_else_works(desk: Workspace, shelf: Path, tmp_path: Path) -> None:
    ids = filled(desk, shelf)
    move_objects(desk, MoveRequest(), SILENT)
    shelf.rename(tmp_path / "dicabut")
    with pytest.raises(Fixable) as told:
        large_picture(desk, ids[0], 0, 200)
    assert told.value.details["where"] == "storage"
    assert desk.find(ids)[0].name == "0.png"
    assert desk.store.previews.get([desk.find(ids)[0].digest.sha256])
    (tmp_path / "dicabut").rename(shelf)
    assert large_picture(desk, ids[0], 0, 200)


def test_erasing_reaches_the_store_and_is_tried_until_it_does(desk: Workspace, shelf: Path, tmp_path: Path) -> None:
    ids = filled(desk, shelf)
    move_objects(desk, MoveRequest(), SILENT)
    item = desk.find([ids[0]])[0]
    shelf.rename(tmp_path / "dicabut")
    with desk.transaction():
        desk.store.database.write("DELETE FROM object WHERE sha256 = ?", (item.digest.sha256,))
    with pytest.raises(Fixable):
        move_objects(desk, MoveRequest(), SILENT)
    assert show_storage(desk).counts.erasing == 1
    (tmp_path / "dicabut").rename(shelf)
    assert move_objects(desk, MoveRequest(), SILENT).erased == 1
    assert show_storage(desk).counts.erasing == 0
    assert desk.store.objects.name_of(item.digest.sha256) not in {path.name for path in files_in(shelf)}


def test_a_backup_names_what_lies_there_and_a_restored_library_finds_it(
    desk: Workspace, shelf: Path, tmp_path: Path
) -> None:
    ids = filled(desk, shelf)
    move_objects(desk, MoveRequest(), SILENT)
    done = back_up(desk, BackUpRequest(tmp_path / "cadangan"), SILENT)
    assert done.away == COUNT
    restore(tmp_path / "cadangan", tmp_path / "baru", None, SILENT)
    with bootstrap.opened(tmp_path / "baru") as ws:
        assert verify_storage(ws, VerifyRequest(ALL), SILENT).ok
        assert large_picture(ws, ids[0], 0, 200)


def test_the_place_is_left_only_with_everything_here(desk: Workspace, shelf: Path, tmp_path: Path) -> None:
    filled(desk, shelf)
    move_objects(desk, MoveRequest(), SILENT)
    other = tmp_path / "gudang-baru"
    with pytest.raises(Fixable) as told:
        unset_storage(desk)
    assert (told.value.code, told.value.details["count"]) == (ErrorCode.STORAGE_HOLDS, COUNT)
    with pytest.raises(Fixable) as told:
        set_storage(desk, SetStorageRequest(other.as_uri()), SILENT)
    assert told.value.code is ErrorCode.STORAGE_HOLDS
    shelf.rename(other)
    set_storage(desk, SetStorageRequest(other.as_uri(), moved=True), SILENT)
    assert verify_storage(desk, VerifyRequest(ALL), SILENT).ok
    assert bring_back(desk, SILENT).count == COUNT
    unset_storage(desk)
    assert check_library(desk, CheckRequest(), SILENT).ok
    assert len(here_now(desk)) == COUNT


def test_two_desks_share_a_place_and_no_object(desk: Workspace, shelf: Path, tmp_path: Path) -> None:
    filled(desk, shelf)
    (tmp_path / "meja").mkdir()
    with alone(tmp_path / "meja") as second:
        tagged(second, *[tmp_path / f"{n}.png" for n in range(COUNT)])
        use(second, shelf, 0)
        for ws in (desk, second, desk):
            move_objects(ws, MoveRequest(), SILENT)
            looked = verify_storage(ws, VerifyRequest(ALL), SILENT)
            assert (looked.ok, looked.strays) == (True, 0)
        assert len(files_in(shelf)) == 2 * COUNT
        for ws in (desk, second):
            for one in ws.store.evidence.items(range(1, COUNT + 1)):
                assert large_picture(ws, one.id, 0, 100)


def test_an_object_of_several_parts_goes_and_comes_back(desk: Workspace, shelf: Path, tmp_path: Path) -> None:
    film = tmp_path / "video.mp4"
    film.write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(range(256)) * (140_000))
    (item,) = tagged(desk, film)
    use(desk, shelf, 0)
    assert move_objects(desk, MoveRequest(), SILENT).dropped == 1
    parts = [path for path in files_in(shelf) if path.name.isdigit() and len(path.name) == 6]
    assert len(parts) == 3
    assert verify_storage(desk, VerifyRequest(ALL), SILENT).ok
    done = open_original(desk, OpenOriginalRequest(item, tmp_path / "video.mp4"), SILENT)
    assert done.path.read_bytes() == film.read_bytes()
    parts[1].unlink()
    assert verify_storage(desk, VerifyRequest(), SILENT).again == 1  # the copy here makes it good
    assert move_objects(desk, MoveRequest(), SILENT).sent == 1
    assert verify_storage(desk, VerifyRequest(ALL), SILENT).ok


def test_the_same_bytes_sealed_another_time_serve_as_well(desk: Workspace, shelf: Path) -> None:
    filled(desk, shelf, keep=None)
    move_objects(desk, MoveRequest(), SILENT)
    name = next(iter(here_now(desk)))
    (there,) = [path for path in files_in(shelf) if path.name == name]
    out = io.BytesIO()
    desk.store.objects.copy_out(name, out)
    sealed = io.BytesIO()
    desk.store.objects.cipher.seal_stream(out.getvalue(), sealed)
    there.write_bytes(sealed.getvalue())
    with desk.transaction():
        desk.store.away.forget()
    moved = move_objects(desk, MoveRequest(), SILENT)
    assert (moved.sent, moved.failed) == (COUNT, 0)
    assert verify_storage(desk, VerifyRequest(ALL), SILENT).ok
