"""Beranda says what needs doing, and each line leads to where it is done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QTableWidget
from pytestqt.qtbot import QtBot

from kla_desktop.gui.dialogs.alike_dialog import AlikeDialog
from kla_desktop.gui.pages.home.failures import FailuresDialog
from kla_desktop.gui.pages.home_page import HomePage
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.ask import AskRequest, ask
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.intake.batch import note_failures
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.recovery import RecoveryRequest, write_recovery
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.system.progress import SilentProgress
from tests.fakes import FixedClock
from tests.gui.conftest import Office, draw_photo
from tests.gui.desk_harness import all_fits, window
from tests.operations.town import photo, tagged, town

Open = Callable[..., Office]


@pytest.fixture
def beranda(open_office: Open, qtbot: QtBot) -> Callable[..., tuple[Office, HomePage]]:
    def make(count: int = 0, role: Role = Role.OFFICER) -> tuple[Office, HomePage]:
        office = open_office(count, role)
        office.shell.show_page("home")
        page = office.shell.page("home")
        assert isinstance(page, HomePage)
        qtbot.waitUntil(lambda: office.context.overview.current is not None and page._home is not None)
        return office, page

    return make


def words(page: HomePage) -> str:
    return " | ".join(label.text() for label in page.findChildren(Label) if label.isVisibleTo(page))


def test_an_empty_library_offers_the_next_step(beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot) -> None:
    office, page = beranda()
    assert page.stack.currentWidget() is page.empty
    assert [button.text() for button in page.empty.buttons] == ["Pilih folder", "Coba dengan contoh"]
    QTest.mouseClick(page.empty.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: office.shell.current_key == "tag")
    qtbot.waitUntil(lambda: bool(browse.rows(office.workspace, Filter())))


def test_new_files_lead_to_tandai(beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot) -> None:
    office, page = beranda(38)
    qtbot.waitUntil(lambda: "38 berkas belum ditandai" in words(page))
    assert office.shell.rail.buttons["tag"].count == 38
    assert page.todo.buttons[0].accessibleName() == "Tandai: 38 berkas belum ditandai"
    QTest.mouseClick(page.todo.buttons[0], Qt.MouseButton.LeftButton)
    assert office.shell.current_key == "tag"


def test_progress_and_gaps_follow_the_tags(beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot) -> None:
    office, page = beranda(5)
    qtbot.waitUntil(lambda: "24 indikator belum ada bukti tahun ini" in words(page))
    ws = office.workspace
    ids = [item.id for item in browse.page(ws, Filter(), 2)]
    tag(ws, TagRequest(tuple(ids), (ws.catalogue.by_number[1].slug,)), SilentProgress())
    office.context.change_bus.changed.emit(Changes.TAGS, None)
    qtbot.waitUntil(lambda: "23 indikator belum ada bukti tahun ini" in words(page))
    qtbot.waitUntil(lambda: "1 dari 3" in words(page))
    qtbot.waitUntil(lambda: "2 bukti ditandai → 01 Perda KLA" in words(page))


def test_every_deed_that_stands_free_can_be_undone_here(
    beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot
) -> None:
    office, page = beranda(5)
    ws = office.workspace
    one, other = (item.id for item in browse.page(ws, Filter(), 2))
    for number, item in ((1, one), (2, one), (3, other)):
        tag(ws, TagRequest((item,), (ws.catalogue.by_number[number].slug,)), SilentProgress())
    office.context.change_bus.changed.emit(Changes.TAGS, None)

    def offered() -> list[str]:
        return [button.accessibleName() for button in page.recent.undo_buttons]

    newest, middle = "03 Masyarakat, usaha, media", "02 Kelembagaan KLA"
    both = [f"Urungkan: 1 bukti ditandai → {name}" for name in (newest, middle)]
    qtbot.waitUntil(lambda: offered() == both)
    assert page.recent.undo_buttons[0].toolTip() == "Ctrl+Z"
    QTest.mouseClick(page.recent.undo_buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: f"{middle} (diurungkan)" in words(page))
    tags = {item.id: [each.indicator for each in item.tags] for item in browse.page(ws, Filter(), 5)}
    slugs = ws.catalogue.by_number
    assert (tags[one], tags[other]) == ([slugs[1].slug], [slugs[3].slug])
    free = [f"Urungkan: 1 bukti ditandai → {name}" for name in (newest, "01 Perda KLA")]
    qtbot.waitUntil(lambda: offered() == free)


def test_what_came_and_left_is_told_too(
    beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot, tmp_path: Path
) -> None:
    office, page = beranda(1)
    camera = tmp_path / "DCIM"
    photos = [draw_photo(camera / f"rapat-{at}.jpg", at + 40) for at in range(3)]
    ingest(office.workspace, IngestRequest(tuple(str(file) for file in photos)), SilentProgress())
    office.context.change_bus.changed.emit(Changes.EVIDENCE, None)
    qtbot.waitUntil(lambda: "3 berkas masuk dari “DCIM”" in words(page))


def test_failed_files_are_listed_and_tried_again(
    beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot, tmp_path: Path
) -> None:
    office, page = beranda(1)
    photo = draw_photo(tmp_path / "foto" / "rapat.jpg", 7)
    with office.workspace.transaction():
        note_failures(office.workspace, [(str(photo), "in_use")])
    office.context.change_bus.changed.emit(Changes.EVIDENCE, None)
    qtbot.waitUntil(lambda: "1 berkas belum bisa dimasukkan" in words(page))
    button = next(button for button in page.todo.buttons if button.text() == "Periksa")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = next(child for child in page.findChildren(FailuresDialog))
    table = dialog.table
    assert [cell_text(table, 0, column) for column in range(3)] == [
        "rapat.jpg", "sedang dipakai program lain", "dicoba lagi sebentar lagi",
    ]  # fmt: skip
    assert dialog.again.text() == "Coba lagi semua"
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(browse.rows(office.workspace, Filter())) == 2)
    qtbot.waitUntil(lambda: "belum bisa dimasukkan" not in words(page))
    qtbot.waitUntil(lambda: table.rowCount() == 0)
    assert not table.isVisible()
    assert dialog.empty.isVisible()
    assert dialog.empty.accessibleName() == "Semua sudah masuk. Tidak ada berkas yang tertinggal."


def test_a_failed_file_can_be_set_aside(
    beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot, tmp_path: Path
) -> None:
    office, page = beranda(1)
    with office.workspace.transaction():
        note_failures(office.workspace, [(str(tmp_path / name), "empty") for name in ("a.jpg", "b.jpg")])
    office.context.change_bus.changed.emit(Changes.EVIDENCE, None)
    qtbot.waitUntil(lambda: "2 berkas belum bisa dimasukkan" in words(page))
    QTest.mouseClick(next(b for b in page.todo.buttons if b.text() == "Periksa"), Qt.MouseButton.LeftButton)
    dialog = next(child for child in page.findChildren(FailuresDialog))
    assert not dialog.ignore.isEnabled()
    dialog.table.selectRow(1)
    assert dialog.again.text() == "Coba lagi"
    QTest.mouseClick(dialog.ignore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    assert cell_text(dialog.table, 0, 0) == "a.jpg"
    assert [one.path for one in office.workspace.store.failures.list(set_aside=True)] == [str(tmp_path / "b.jpg")]


def cell_text(table: QTableWidget, row: int, column: int) -> str:
    cell = table.item(row, column)
    assert cell is not None
    return cell.text()


def test_watched_folders_come_and_go(
    beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot, tmp_path: Path
) -> None:
    office, page = beranda(1)
    folder = tmp_path / "Unduhan"
    folder.mkdir()
    office.context.watch.start()
    office.context.watch.add(str(folder))
    qtbot.waitUntil(lambda: "Unduhan | dipantau" in words(page))
    folder.rmdir()
    qtbot.waitUntil(lambda: "tidak tersambung; ditunggu" in words(page))
    office.context.watch.remove(str(folder))
    qtbot.waitUntil(lambda: "Unduhan" not in words(page))
    assert office.context.watch.folders() == []


def test_all_done_names_the_next_gap_and_leads_there(
    beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot, tmp_path: Path
) -> None:
    office, page = beranda()
    (tmp_path / "Unduhan").mkdir()
    office.context.watch.start()
    office.context.watch.add(str(tmp_path / "Unduhan"))
    said = "Semua beres untuk hari ini. Indikator berikutnya yang masih kosong: 01 Perda KLA."
    qtbot.waitUntil(lambda: said in words(page))
    (button,) = page.todo.buttons
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert office.shell.current_key == "coverage"


def test_all_that_waits_is_listed(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.introduce(depok.village)
        village, desk = depok.village, depok.desk
        (item,) = (one.id for one in browse.page(desk, Filter(), 1))
        review(desk, ReviewRequest((item,), Verdict.RETURN, reason="undated"), SilentProgress())
        for due in ("2026-12-24", "2020-01-05"):
            slug = desk.catalogue.by_number[12].slug
            ask(desk, AskRequest(village.me, slug, None, due, "Cukup satu"), SilentProgress())
        depok.carry(desk, village)
        tagged(village, photo(tmp_path / "baru.png", 7), indicator="2")
        pack(village, PackRequest(), SilentProgress())
        with window(qapp, village, tmp_path, home=HomePage) as shown:
            shown.shell.resize(1366, 768)
            page = cast("HomePage", shown.show("home"))
            shown.settle()
            said = words(page)
            year = village.tools.clock.now().year
            assert "1 bukti dikembalikan untuk perbaikan | oleh Dewi (Sekretariat), " in said
            assert f" {year} | " in said
            assert "Sekretariat meminta bukti 12 Persalinan di faskes" in said
            assert "sudah lewat: 5 Jan 2020 · Cukup satu" in said
            assert "paling lambat 24 Des 2026 · Cukup satu" in said
            assert "1 bundel siap, belum dikirim" in said
            assert "indikator belum ada bukti tahun ini" in said
            assert "Bundel 1 diterima Sekretariat, 1 bukti" in said
            assert "Bundel 2 dikemas, 1 bukti" in said
            assert all_fits(page) == []
            for button, leads in zip(page.todo.buttons, ("review", "coverage", "coverage", "bundles"), strict=False):
                button.click()
                assert shown.shell.current_key == leads


def test_alike_pairs_are_opened_from_here(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        same = photo(tmp_path / "sama.png", 5)
        for office in (depok.village, depok.agency):
            depok.enrol(office)
            tagged(office, same)
            depok.carry(office, depok.desk)
            depok.accept(office)
        with window(qapp, depok.desk, tmp_path, home=HomePage) as shown:
            page = cast("HomePage", shown.show("home"))
            shown.settle()
            assert "1 pasang bukti mirip belum diputuskan" in words(page)
            next(button for button in page.todo.buttons if button.text() == "Bandingkan").click()
            shown.settle()
            dialog = page.findChild(AlikeDialog)
            assert dialog is not None
            assert dialog.list.count() == 1
            assert "sama.png" not in dialog.list.item(0).text(), "two offices are told apart by their names"
            (pair,) = dialog.shown
            here = replace(pair.item, agency="", place=pair.other.item.place)
            twin = replace(pair, item=here, other=replace(pair.other, item=replace(pair.other.item, agency="")))
            assert dialog._line(twin).count("sama.png") == 2, "one office's evidence by the files' names"
            dialog.reject()


def test_the_page_does_not_scroll_on_an_old_laptop(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        village = depok.village
        for number in range(1, 15):
            tagged(village, photo(tmp_path / f"{number}.png", number), indicator=str(number))
        with window(qapp, village, tmp_path, home=HomePage) as shown:
            page = cast("HomePage", shown.show("home"))
            lines = {}
            for size in ((1366, 768), (1920, 1080), (1366, 768)):
                shown.shell.resize(*size)
                shown.settle(0.2)
                assert page._scroller.verticalScrollBar().maximum() == 0, size
                lines[size] = len(page.recent.undo_buttons)
            assert lines[1920, 1080] > lines[1366, 768] >= 6
            assert "Belum ada: " in words(page)


def test_the_secretariat_sees_its_own_work(
    beranda: Callable[..., tuple[Office, HomePage]], tmp_path: Path, qtbot: QtBot
) -> None:
    office, page = beranda(0, Role.SECRETARIAT)
    assert page.stack.currentWidget() is not page.empty
    ws = office.workspace
    qtbot.waitUntil(lambda: "Belum ada laptop yang bergabung" in words(page))
    assert "Kunci pemulihan belum disimpan" in words(page)
    write_recovery(ws, RecoveryRequest(tmp_path / "kunci.txt"), SilentProgress())
    office.context.change_bus.changed.emit(Changes.SETTINGS, None)
    qtbot.waitUntil(lambda: "Kunci pemulihan belum disimpan" not in words(page))
    qtbot.waitUntil(lambda: all(one.isVisible() for one in page.todo.buttons))
    page.todo.buttons[0].setFocus()
    QTest.keyClick(page.todo.buttons[0], Qt.Key.Key_Return)
    assert office.shell.current_key == "bundles"
    asked = next(one for one in office.shell.findChildren(QFileDialog) if one.isVisible())
    asked.fileSelected.emit(str(tmp_path / "undangan.kla-daftar"))
    asked.close()
    qtbot.waitUntil((tmp_path / "undangan.kla-daftar").is_file)
    office.shell.show_page("home")
    with ws.transaction():
        from kla_desktop.model.ids import BundleId, StationId
        from kla_desktop.store.library_table import Held

        stated = {"role": "petugas", "place": "32.76.01.1008", "agency": "", "actor": "Siti"}
        ws.store.local.hold(Held(BundleId("b"), StationId("s"), stated, "b.kla", ws.now()))
    office.context.change_bus.changed.emit(Changes.STATIONS, None)
    qtbot.waitUntil(lambda: "1 laptop menunggu diterima" in words(page))
    assert "Belum ada laptop yang bergabung" not in words(page)
    assert "1 bundel terkunci sampai itu" in words(page)


def test_search_leads_to_the_list(beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot) -> None:
    office, page = beranda(3)
    assert page.focus_search()
    QTest.keyClicks(page.search, "IMG_00001")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert office.shell.current_key == "tag"
    tandai = office.shell.page("tag")
    qtbot.waitUntil(lambda: len(tandai.model.numbers) == 1)  # type: ignore[union-attr]


def test_a_sample_that_was_given_back_leaves_the_first_step_to_offer(
    beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot
) -> None:
    office, page = beranda(1)
    (item,) = browse.page(office.workspace, Filter(), 2)
    office.context.job_bridge.run(
        Lane.INTERACTIVE, lambda progress: withdraw(office.workspace, WithdrawRequest((item.id,)), progress)
    )
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)


def test_beranda_and_the_status_line_count_the_same_days(
    beranda: Callable[..., tuple[Office, HomePage]], qtbot: QtBot
) -> None:
    office, page = beranda(1)
    late = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)  # in Depok the next day has begun
    object.__setattr__(office.workspace, "tools", replace(office.workspace.tools, clock=FixedClock(late)))
    office.context.overview.ask()
    qtbot.waitUntil(lambda: office.shell.status_line.deadline.text() == "Batas kirim: 34 hari lagi")
    page.arrive()
    qtbot.waitUntil(lambda: "34 hari lagi" in page.progress.deadline.text())
