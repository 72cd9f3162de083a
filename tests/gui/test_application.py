"""The program as it starts and ends: arguments, locks, settings; files that come in by every door."""

import hashlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from kla_desktop.app import bootstrap
from kla_desktop.app.log_setup import log_files, logging_to
from kla_desktop.app.settings import Settings, SettingsFile
from kla_desktop.gui.application import FAILED, IN_USE, main
from kla_desktop.gui.dialogs.first_run_wizard import FirstRunWizard
from kla_desktop.gui.dialogs.preparing_dialog import PreparingDialog
from kla_desktop.gui.shell import Shell
from kla_desktop.gui.single_window import SingleWindow, wake_other
from kla_desktop.model.listing import Filter, Item
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.watching.report import WatchTimes
from tests.gui.conftest import PANCORAN_MAS, Office, draw_photo, plant
from tests.patience import PROMPT

Open = Callable[..., Office]


def items(office: Office) -> list[Item]:
    return browse.page(office.workspace, Filter(), 1000)


def make_library(folder: Path, passphrase: str | None = None) -> Path:
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, PANCORAN_MAS, "Siti A.", passphrase=passphrase))
    return folder


def window(app: QApplication) -> Shell | None:
    return next((top for top in app.topLevelWidgets() if isinstance(top, Shell) and top.isVisible()), None)


def soon(act: Callable[[], bool], app: QApplication) -> None:
    """Call `act` while the program runs, until it returns True."""
    timer = QTimer(app, interval=30)

    def turn() -> None:
        if act():
            timer.stop()
            timer.deleteLater()

    timer.timeout.connect(turn)
    timer.start()


def answer_box(app: QApplication, said: list[str]) -> None:
    """Note what the next message box says, and close it."""

    def close() -> bool:
        box = app.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            box.close()
            return True
        return False

    soon(close, app)


# --- start and end


def test_opens_works_and_ends_cleanly(app: QApplication, tmp_path: Path) -> None:
    library = make_library(tmp_path / "pustaka")
    seen: list[tuple[str, str]] = []

    def look() -> bool:
        shell = window(app)
        if shell is None or shell.current_key != "home":
            return False
        seen.append((shell.windowTitle(), shell.current_page.subtitle if shell.current_page else ""))
        assert wake_other(library)
        shell.close()
        return True

    soon(look, app)
    assert main(["--library", str(library), "--lang", "en", "--theme", "dark"]) == 0
    assert seen
    assert "evidence year 2026" in seen[0][1]
    bootstrap.hold(library).release()  # nobody holds it any more
    assert not wake_other(library)


def outdated(folder: Path, count: int) -> Path:
    """A library that an older program left."""
    with bootstrap.opened(make_library(folder)) as ws:
        plant(ws, count)
        ws.store.local.set("rules", 0)
    return folder


def is_outdated(folder: Path) -> bool:
    with bootstrap.opened(folder, writing=False) as ws:
        return bool(ws.store.local.setting("rules") == 0)


def test_after_an_update_the_window_prepares_the_library_before_anything_else(
    app: QApplication, tmp_path: Path
) -> None:
    library = outdated(tmp_path / "pustaka", 3000)
    words: list[str] = []
    figures: list[tuple[int, str]] = []

    def look() -> bool:
        dialog, shell = app.activeModalWidget(), window(app)
        if isinstance(dialog, PreparingDialog):
            assert shell is not None
            assert shell.current_page is None, "no page shows what is not so"
            words[:] = [label.text() for label in dialog.findChildren(QLabel)]
            figures.append((dialog.bar.value(), dialog.left.text()))
            return False
        if shell is not None and shell.current_key == "home":
            shell.close()
            return True
        return False

    soon(look, app)
    assert main(["--library", str(library), "--lang", "id"]) == 0
    assert any("Data Anda aman" in text for text in words)
    assert len({done for done, _ in figures}) > 1, "it moves"
    assert not is_outdated(library)


def test_who_puts_the_preparation_off_finds_it_waiting(app: QApplication, tmp_path: Path) -> None:
    library = outdated(tmp_path / "pustaka", 3000)

    def stop() -> bool:
        dialog = app.activeModalWidget()
        if isinstance(dialog, PreparingDialog):
            dialog.stop_button.click()
            return True
        return False

    soon(stop, app)
    assert main(["--library", str(library), "--lang", "id"]) == 0
    assert is_outdated(library)
    bootstrap.hold(library).release()


def test_a_second_start_hands_its_files_over_and_ends(app: QApplication, tmp_path: Path) -> None:
    library = make_library(tmp_path / "pustaka")
    woken: list[list[str]] = []
    first = SingleWindow(library, woken.append)
    paths = [str(tmp_path / "dari-kelurahan.kla"), str(tmp_path / "foto é\udcff.jpg")]
    assert main(["--library", str(library), *paths]) == 0
    QTest.qWait(50)
    assert woken == [paths]
    assert window(app) is None
    first.close()


def test_a_library_held_by_another_program(app: QApplication, tmp_path: Path) -> None:
    library = make_library(tmp_path / "pustaka")
    lock = bootstrap.hold(library)
    said: list[str] = []
    answer_box(app, said)
    assert main(["--library", str(library)]) == IN_USE
    assert "jendela lain" in said[0]
    lock.release()


def test_a_damaged_library_is_left_alone(app: QApplication, tmp_path: Path) -> None:
    library = make_library(tmp_path / "pustaka")
    (library / "library.db").write_bytes(b"x" * 8192)
    said: list[str] = []
    answer_box(app, said)
    assert main(["--library", str(library)]) == FAILED
    assert "tidak bisa dibaca" in said[0]


def test_passphrase_from_a_file(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = make_library(tmp_path / "pustaka", "482915")
    (tmp_path / "sandi").write_text("482915\n", encoding="utf-8")
    monkeypatch.setenv("KLA_PASSPHRASE_FILE", str(tmp_path / "sandi"))

    def close() -> bool:
        shell = window(app)
        return shell is not None and bool(shell.current_key) and shell.close()

    soon(close, app)
    assert main(["--library", str(library)]) == 0


def test_giving_up_the_first_run_makes_nothing(app: QApplication, tmp_path: Path) -> None:
    def give_up() -> bool:
        wizard = app.activeModalWidget()
        return isinstance(wizard, FirstRunWizard) and wizard.close()

    soon(give_up, app)
    assert main(["--library", str(tmp_path / "pustaka")]) == 0
    assert not (tmp_path / "pustaka").exists()


# --- files come in


def test_files_of_a_watched_folder_appear_long_before_the_next_scan(
    open_office: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    office = open_office()
    folder = tmp_path / "DCIM"
    folder.mkdir()
    office.desk.start()
    office.context.watch.add(str(folder))
    qtbot.waitUntil(lambda: str(folder) in office.context.watch.reports())
    office.shell.show_page("tag")
    model = office.shell.page("tag").model  # type: ignore[union-attr]
    photo = draw_photo(folder / "IMG_1.jpg", 3)
    before = (hashlib.sha256(photo.read_bytes()).hexdigest(), photo.stat().st_mtime_ns)
    began = time.monotonic()
    qtbot.waitUntil(lambda: len(model.numbers) == 1)
    assert time.monotonic() - began < PROMPT < WatchTimes().rescan
    assert (hashlib.sha256(photo.read_bytes()).hexdigest(), photo.stat().st_mtime_ns) == before
    assert office.shell.rail.buttons["tag"].count == 1 or office.context.overview.current is not None


def test_a_folder_removed_is_watched_no_more(open_office: Open, qtbot: QtBot, tmp_path: Path) -> None:
    office = open_office()
    folder = tmp_path / "DCIM"
    folder.mkdir()
    office.desk.start()
    office.context.watch.add(str(folder))
    qtbot.waitUntil(lambda: str(folder) in office.context.watch.reports())
    office.context.watch.remove(str(folder))
    qtbot.waitUntil(lambda: office.context.watch.folders() == [])
    draw_photo(folder / "IMG_1.jpg", 3)
    qtbot.wait(3500)
    assert items(office) == []


def test_dropped_files_and_folders_come_in(open_office: Open, qtbot: QtBot, tmp_path: Path) -> None:
    office = open_office()
    one = draw_photo(tmp_path / "satu.jpg", 1)
    draw_photo(tmp_path / "folder" / "dua.jpg", 2)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)), QUrl.fromLocalFile(str(tmp_path / "folder"))])
    office.shell.data_given.emit(data)
    qtbot.waitUntil(lambda: "2 berkas ditambahkan" in office.shell.toast.text)
    assert sorted(item.name for item in items(office)) == ["dua.jpg", "satu.jpg"]
    office.shell.data_given.emit(data)
    qtbot.waitUntil(lambda: "Tidak ada yang digandakan" in office.shell.message_bar.text)
    assert len(items(office)) == 2


def test_a_pasted_picture_comes_in(open_office: Open, app: QApplication, qtbot: QtBot) -> None:
    office = open_office()
    office.shell.show_page("tag")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    app.clipboard().setImage(image)
    page = office.shell.page("tag")
    assert page is not None
    qtbot.waitUntil(office.shell.isActiveWindow)
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(items(office)) == 1)
    assert items(office)[0].media == "png"
    qtbot.waitUntil(lambda: not list(office.context.opened_copies.glob("*.png")))


def test_a_useless_drop_explains_itself(open_office: Open) -> None:
    office = open_office()
    data = QMimeData()
    data.setText("https://contoh.example/foto.jpg")
    office.shell.data_given.emit(data)
    assert "Simpan dulu gambarnya ke folder" in office.shell.message_bar.text


def test_badges_and_undo_words_follow_the_library(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(12)
    office.desk.start()
    qtbot.waitUntil(lambda: office.shell.rail.buttons["tag"].count == 12)
    assert not office.shell.action("undo").isEnabled()
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert page is not None
    qtbot.waitUntil(lambda: page.grid.current_row == 0)  # type: ignore[attr-defined]
    QTest.keyClicks(page, "9")
    qtbot.waitUntil(lambda: office.shell.rail.buttons["tag"].count == 11)
    qtbot.waitUntil(lambda: "ditandai → 09" in office.shell.action("undo").text())


def test_language_and_theme_are_kept(open_office: Open, home: Path, qtbot: QtBot) -> None:
    office = open_office(1)
    office.shell.show_page("tag")
    office.desk.choose_language("en")
    qtbot.waitUntil(lambda: office.shell.rail.buttons["tag"].text() == "Tag")
    assert office.shell.current_page is not None
    assert office.shell.current_page.title == "Tag"
    office.desk.choose_theme("dark")
    assert SettingsFile(home / "settings.toml").now == office.context.settings.now
    assert office.context.settings.now.language == "en"
    office.desk.choose_language("id")
    office.desk.choose_theme("light")


# --- settings and log


def test_settings_survive_hands_and_faults(tmp_path: Path) -> None:
    file = tmp_path / "atur" / "settings.toml"
    settings = SettingsFile(file)
    assert settings.now == Settings()
    settings.change(language="en", theme="dark", advance=False)
    settings.keep_window("window/geometry", b"\x00\x01")
    text = file.read_text("utf-8")
    file.write_text("# catatan saya\nmilik_lain = 3\n" + text, encoding="utf-8")
    again = SettingsFile(file)
    assert again.now.language == "en"
    assert again.window("window/geometry") == b"\x00\x01"
    assert again.window("lain") is None
    again.change(theme="light")
    kept = file.read_text("utf-8")
    assert "# catatan saya" in kept
    assert "milik_lain = 3" in kept
    for broken in (b"\xff\xfe", b"language = [", b'language = "xx"\ntheme = 3\nwindow = 1\nadvance = 0', b""):
        file.write_bytes(broken)
        assert SettingsFile(file).now == Settings()


def test_settings_that_cannot_be_kept_stop_nothing(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    expect_log("settings could not be kept")
    (tmp_path / "atur").write_text("berkas, bukan folder", encoding="utf-8")
    settings = SettingsFile(tmp_path / "atur" / "settings.toml")
    assert settings.change(theme="dark").theme == "dark"


def test_the_log_lies_in_files_of_its_own(tmp_path: Path) -> None:
    logger = logging.getLogger("kla_desktop.uji")
    with logging_to(tmp_path / "log"):
        logger.info("mulai")
    logger.info("selesai")
    assert [file.name for file in log_files(tmp_path / "log")] == ["kla-desktop.log"]
    text = (tmp_path / "log" / "kla-desktop.log").read_text("utf-8")
    assert "mulai" in text
    assert "selesai" not in text
