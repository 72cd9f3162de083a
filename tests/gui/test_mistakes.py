"""What a tired user does wrong at a stick, with bundles, with the library folder; docs/mistakes.md lists all of it."""

import contextlib
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.app import bootstrap
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.received_dialog import ReceivedDialog
from kla_desktop.gui.pages.bundles_page import BundlesPage
from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Step
from kla_desktop.wording.sentences import sentence
from tests.gui.conftest import Office
from tests.gui.desk_harness import Window, window
from tests.gui.test_bundles_page import Mounted, bundles_with
from tests.operations.town import SILENT, Town, photo, tagged, town
from tests.sticks import Stick


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with another_town(tmp_path / "kota") as made:
        made.introduce(made.village)
        yield made


@contextlib.contextmanager
def another_town(folder: Path) -> Iterator[Town]:
    folder.mkdir()
    with town(folder) as made:
        yield made


def told(ws: Workspace) -> int:
    """How many events the library holds."""
    return ws.store.journal.count()


def received(shown: Window, page: BundlesPage, *paths: Path) -> list[str]:
    """Receive, and give the lines of the dialog."""
    page.receive(list(paths))
    shown.settle()
    (dialog,) = [one for one in page.findChildren(ReceivedDialog) if one.isVisible()]
    lines = dialog.lines
    dialog.close()
    dialog.deleteLater()
    shown.settle()
    return lines


def bundles(context: Context) -> BundlesPage:
    return BundlesPage(context)


def test_what_is_no_bundle_is_refused_in_words(here: Town, qapp: QApplication, tmp_path: Path) -> None:
    tagged(here.village, photo(tmp_path / "a.png", 1))
    whole = pack(here.village, PackRequest(), SILENT).bundles[0].path
    wrong = [tmp_path / name for name in ("foto.kla", "kosong.kla", "surat.kla", "arsip.zip", "separuh.kla")]
    shutil.copy(tmp_path / "a.png", wrong[0])
    wrong[1].touch()
    wrong[2].write_text("bundel yang benar menyusul", "utf-8")
    with zipfile.ZipFile(wrong[3], "w") as archive:
        archive.write(tmp_path / "a.png", "a.png")
    wrong[4].write_bytes(whole.read_bytes()[:-1000])
    renamed = Path(shutil.copy(whole, tmp_path / "Bundel Bu Siti (1).kla"))
    with window(qapp, here.desk, tmp_path, bundles=bundles) as shown:
        page = shown.show("bundles")
        assert isinstance(page, BundlesPage)
        before = told(here.desk)
        for file in wrong:
            (line,) = received(shown, page, file)
            assert line.startswith(f"ditolak: {file.name}. ")
            assert "Tidak ada yang kami ubah" in line
        assert told(here.desk) == before
        assert received(shown, page, renamed)[0].startswith("diterima")
        assert received(shown, page, whole)[0].startswith("sudah pernah")


def test_a_stick_of_another_city_or_with_nothing_on_it(here: Town, qapp: QApplication, tmp_path: Path) -> None:
    with another_town(tmp_path / "lain") as other:
        other.introduce(other.village)
        tagged(other.village, photo(tmp_path / "b.png", 2))
        pack(other.village, PackRequest(), SILENT)
        hand_over(other.village, HandOverRequest(other.stick), SILENT)
        reply(other.desk, ReplyRequest(), SILENT)
        hand_over(other.desk, HandOverRequest(other.stick), SILENT)
        assert list(other.stick.rglob("*.kla"))
        (tmp_path / "polos").mkdir()
        for ws in (here.desk, here.village):
            before = told(ws)
            with window(qapp, ws, tmp_path, bundles=bundles) as shown:
                page = shown.show("bundles")
                assert isinstance(page, BundlesPage)
                for line in received(shown, page, other.stick):
                    assert "dikunci untuk penerima lain" in line or "Tidak ada bundel untuk Anda" in line
                (line,) = received(shown, page, tmp_path / "polos")
                assert line.startswith("kosong: Tidak ada bundel untuk Anda di sana.")
            assert told(ws) == before


def test_a_reply_for_another_station_stays_locked(here: Town, qapp: QApplication, tmp_path: Path) -> None:
    here.introduce(here.agency)
    for station, number in ((here.village, 1), (here.agency, 2)):
        tagged(station, photo(tmp_path / f"{number}.png", number))
        here.carry(station, here.desk)
    made = {one.recipient: one.path for one in reply(here.desk, ReplyRequest(), SILENT).bundles}
    before = told(here.village)
    with window(qapp, here.village, tmp_path, bundles=bundles) as shown:
        page = shown.show("bundles")
        assert isinstance(page, BundlesPage)
        (line,) = received(shown, page, made[here.agency.me])
        assert "dikunci untuk penerima lain" in line
        assert told(here.village) == before
        (line,) = received(shown, page, made[here.village.me])
        assert line.startswith("diterima")


def test_sticks_that_are_locked_full_or_pulled_out(
    here: Town, qapp: QApplication, tmp_path: Path, stick: Stick
) -> None:
    tagged(here.village, photo(tmp_path / "a.png", 1))
    size = pack(here.village, PackRequest(), SILENT).bundles[0].size
    with window(qapp, here.village, tmp_path, bundles=bundles_with(Mounted(stick.path))) as shown:
        page = shown.show("bundles")
        assert isinstance(page, BundlesPage)
        stick.pull_out()
        page.copy_to(stick.path)
        shown.settle()
        assert shown.message.startswith(("USB tercabut", "Folder ini tidak ada"))
        stick.plug_in("ro")
        page.copy_to(stick.path)
        shown.settle()
        assert shown.message.startswith("USB ini hanya bisa dibaca")
        stick.pull_out()
        stick.plug_in()
        with (stick.path / "film.mp4").open("wb") as film:
            free = shutil.disk_usage(stick.path).free
            film.write(bytes(free - size // 2))
        page.copy_to(stick.path)
        shown.settle()
        assert shown.message.startswith("USB penuh")
        assert page.model.lines[0].waits, "nothing is said to have gone"
        (stick.path / "film.mp4").unlink()
        page.copy_to(stick.path)
        shown.settle()
        assert page.drives.picture.text.endswith("Aman untuk mencabut USB.")


def test_everything_removed_comes_back_with_its_tags(open_office: Any, qtbot: QtBot) -> None:
    office: Office = open_office(40)
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: page.grid.model() is not None and office.workspace.store.evidence.count(Filter()) == 40)
    qtbot.wait(200)
    QTest.keyClick(page.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.grid, Qt.Key.Key_6)
    _state(office, qtbot, State.TAGGED)
    QTest.keyClick(page.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    _state(office, qtbot, State.WITHDRAWN)
    office.desk.undo()
    _state(office, qtbot, State.TAGGED)


def _state(office: Office, qtbot: QtBot, state: State) -> None:
    table = office.workspace.store.evidence
    qtbot.waitUntil(lambda: {item.state for item in table.items(range(1, 41))} == {state})


class _Removes:
    """Takes everything back while a bundle is being written."""

    def __init__(self, ws: Workspace, ids: Sequence[EvidenceId]) -> None:
        self._ws, self._ids = ws, tuple(ids)

    def step(self, step: Step) -> None:
        if step.bytes_done and self._ids:
            ids, self._ids = self._ids, ()
            withdraw(self._ws, WithdrawRequest(ids), SILENT)

    def checkpoint(self) -> None:
        pass


def test_what_is_removed_while_it_is_packed_is_removed_there_too(here: Town, tmp_path: Path) -> None:
    ids = tagged(here.village, *(photo(tmp_path / f"{n}.png", n) for n in range(3, 6)))
    pack(here.village, PackRequest(), _Removes(here.village, ids))
    assert {item.state for item in here.village.find(tuple(ids))} == {State.WITHDRAWN}
    here.carry(here.village, here.desk)
    waiting = browse.page(here.desk, Filter(states=frozenset({State.RECEIVED})), 50)
    assert not {one.id for one in waiting} & set(ids), "nothing waits for review that was taken back"
    assert check_library(here.village, CheckRequest(), SILENT).problems == ()


def test_a_library_that_was_moved_is_whole_and_its_old_place_says_so(tmp_path: Path) -> None:
    old, new = tmp_path / "pustaka", tmp_path / "Dokumen" / "pustaka lama"
    with town(tmp_path) as made:
        folder = made.village.store.folder
        ids = tagged(made.village, photo(tmp_path / "a.png", 1))
    new.parent.mkdir()
    folder.rename(new)
    with pytest.raises(Fixable) as caught:
        bootstrap.open_workspace(folder)
    assert caught.value.code is ErrorCode.LIBRARY_MISSING
    said = sentence(ErrorCode.LIBRARY_MISSING, "id")
    assert "Tidak ada yang kami ubah" in said
    assert "Pilih folder pustaka yang benar" in said
    with bootstrap.opened(new) as ws:
        assert [item.state for item in ws.find(tuple(ids))] == [State.TAGGED]
        assert check_library(ws, CheckRequest(), SILENT).problems == ()
    assert not old.exists()
