"""The window's frame: pages, keys, status, jobs, languages, both themes, at the sizes of real laptops."""

import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from kla_desktop.gui import icons, translation_files
from kla_desktop.gui.change_bus import ChangeBus
from kla_desktop.gui.crash_dialog import CrashDialog, CrashTrail
from kla_desktop.gui.help_dialog import HelpDialog, help_text
from kla_desktop.gui.job_bridge import Failure, JobBridge
from kla_desktop.gui.shell import Shell
from kla_desktop.gui.theme import DARK, LIGHT, Theme, Tokens, contrast, tokens
from kla_desktop.gui.translations import install_language, main
from kla_desktop.gui.widgets.focus_ring import FocusRing
from kla_desktop.jobs.events import Lane
from kla_desktop.jobs.inline import InlineRunner
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.progress import Progress
from tests.gui.shell_harness import HomePage, TagPage, build, discard, slow_copy

TRANSLATIONS = Path(__file__).resolve().parents[2] / "resources" / "translations"


class Result:
    def __init__(self, changes: Changes) -> None:
        self.changes = changes


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    install_language(qapp, "id")
    made = Theme(qapp, "light")
    yield made
    made.choose("light")
    install_language(qapp, "id")


@pytest.fixture
def bridge(theme: Theme) -> Iterator[JobBridge]:
    made = JobBridge(ChangeBus())
    yield made
    made.close()


@pytest.fixture
def shell(qapp: QApplication, bridge: JobBridge, qtbot: QtBot) -> Iterator[Shell]:
    made = build(qapp, bridge)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.show_page("home")
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    discard(made)


def press(shell: Shell, key: str) -> None:
    action = next(a for a in shell.actions() if a.shortcut().toString() == key)
    action.trigger()


def pairs(colours: Tokens) -> list[tuple[str, str]]:
    grounds = (colours.window, colours.surface, colours.sunken)
    inks = (colours.text, colours.muted, colours.accent, colours.ok, colours.warn, colours.danger, colours.info)
    found = [(ink, ground) for ink in inks for ground in grounds]
    found += [(colours.on_accent, colours.accent), (colours.surface, colours.text)]
    found += [(ink, colours.accent_soft) for ink in (colours.text, colours.accent, colours.muted)]
    softs = ("ok", "warn", "danger", "info")
    found += [(getattr(colours, name), getattr(colours, f"{name}_soft")) for name in softs]
    return found + [(colours.text, getattr(colours, f"{name}_soft")) for name in softs]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_text_is_readable(colours: Tokens) -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert {pair: round(contrast(*pair), 2) for pair in pairs(colours) if contrast(*pair) < 4.5} == {}
    for ground in (colours.window, colours.surface):
        assert contrast(colours.text, ground) >= 10
        assert contrast(colours.control_border, ground) >= 3
        assert contrast(colours.focus, ground) >= 3


def test_the_theme_changes_while_the_window_is_open(shell: Shell, theme: Theme) -> None:
    assert tokens() == LIGHT
    light = shell.grab().toImage()
    theme.choose("dark")
    QTest.qWait(20)
    assert tokens() == DARK
    dark = shell.grab().toImage()
    for spot in (QPoint(600, 740), QPoint(60, 500), QPoint(700, 640)):
        assert light.pixelColor(spot).lightness() > 200
        assert dark.pixelColor(spot).lightness() < 50
    theme.choose("system")
    assert theme.choice == "system"


def test_the_system_is_followed_only_when_asked(theme: Theme, qapp: QApplication) -> None:
    theme.choose("system")
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    if qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark:
        assert tokens() == DARK
    theme.choose("light")
    assert tokens() == LIGHT


def test_every_icon_draws_something_at_every_scale(theme: Theme) -> None:
    assert len(icons.names()) >= 50
    for name in icons.names():
        for scale in (1.0, 1.25, 1.5, 2.0):
            picture = icons.pixmap(name, "#FF0000", 20, scale)
            assert picture.width() == round(20 * scale)
            image = picture.toImage()
            inked = {
                image.pixelColor(x, y).name()
                for x in range(image.width())
                for y in range(image.height())
                if image.pixelColor(x, y).alpha() == 255
            }
            assert inked <= {"#ff0000"}, name
            assert any(
                image.pixelColor(x, y).alpha() > 60 for x in range(image.width()) for y in range(image.height())
            ), name
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no such icon", "#000000")


def test_pages_are_built_when_first_shown_and_kept(shell: Shell) -> None:
    assert shell.page("tag") is None
    QTest.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = shell.page("tag")
    assert isinstance(page, TagPage)
    assert shell.current_key == "tag"
    assert shell.rail.buttons["tag"].isChecked()
    assert shell.windowTitle() == "Tandai – Bukti KLA"
    QTest.keyClick(shell, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    shell.rail.buttons["tag"].click()
    assert shell.page("tag") is page
    assert page.wishes == [None, None]
    with pytest.raises(KeyError):
        shell.show_page("nowhere")


def test_a_page_asks_for_another_and_passes_a_wish(shell: Shell) -> None:
    shell.show_page("bundles")
    page = shell.current_page
    assert page is not None
    page.findChildren(QAbstractButton)[0].click()
    assert shell.current_key == "tag"
    assert cast("TagPage", shell.current_page).wishes == ["baru"]


def test_a_page_may_keep_the_user(shell: Shell) -> None:
    shell.show_page("tag")
    page = cast("TagPage", shell.current_page)
    page.stay = True
    shell.rail.buttons["home"].click()
    assert shell.current_key == "tag"
    assert shell.rail.buttons["tag"].isChecked()
    page.stay = False
    shell.rail.buttons["home"].click()
    assert shell.current_key == "home"


@pytest.mark.parametrize(("width", "height", "narrow"), [(1092, 540, True), (1366, 768, False), (1920, 1080, False)])
def test_nothing_is_cut_at_the_sizes_of_real_laptops(shell: Shell, width: int, height: int, narrow: bool) -> None:
    shell.resize(width, height)
    shell.show_page("tag")
    QTest.qWait(10)
    assert (shell.width(), shell.height()) == (width, height)
    assert shell.rail.width() == (56 if narrow else 176)
    assert cast("TagPage", shell.current_page).narrow is narrow
    shell.say("12 foto ditandai → 10 PAUD-HI")
    QTest.qWait(10)
    for part in shell.status_line.findChildren(QWidget):
        if part.isVisible():
            corner = part.mapTo(shell, QPoint(part.width(), part.height()))
            assert corner.x() <= width
            assert corner.y() <= height
            assert part.width() >= part.minimumSizeHint().width()


def test_a_tall_page_scrolls_instead_of_being_squeezed(shell: Shell) -> None:
    shell.resize(1092, 540)
    shell.message_bar.show_message("USB tercabut.", "danger", "Coba lagi", lambda: None)
    QTest.qWait(20)
    page = cast("HomePage", shell.current_page)
    buttons = page.todo.findChildren(QAbstractButton)
    places = [button.geometry() for button in buttons]
    assert not any(one.intersects(other) for at, one in enumerate(places) for other in places[at + 1 :])
    for child in page.findChildren(QWidget):
        if child.isVisible() and child.accessibleName():
            assert child.height() >= min(child.minimumSizeHint().height(), child.maximumHeight()), child
            assert child.mapTo(shell, QPoint(child.width(), 0)).x() <= shell.width(), child


def test_f6_walks_through_the_panes_and_back(shell: Shell, qapp: QApplication) -> None:
    shell.show_page("tag")
    page = cast("TagPage", shell.current_page)
    page.table.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(4):
        press(shell, "F6")
        seen.append(qapp.focusWidget())
    assert seen[0] is page.view
    assert shell.rail.buttons["tag"] in seen
    assert seen[3] is page.table
    press(shell, "Shift+F6")
    assert qapp.focusWidget() is shell.rail.buttons["tag"]


def test_the_rail_is_one_stop_and_arrows_walk_in_it(shell: Shell, qapp: QApplication) -> None:
    buttons = shell.rail.buttons
    assert [key for key, button in buttons.items() if button.focusPolicy() & Qt.FocusPolicy.TabFocus] == ["home"]
    buttons["home"].setFocus()
    QTest.keyClick(buttons["home"], Qt.Key.Key_Down)
    assert qapp.focusWidget() is buttons["tag"]
    assert shell.current_key == "home"
    QTest.keyClick(buttons["tag"], Qt.Key.Key_Return)
    assert shell.current_key == "tag"
    QTest.keyClick(buttons["tag"], Qt.Key.Key_Up)
    QTest.keyClick(buttons["home"], Qt.Key.Key_Up)
    assert qapp.focusWidget() is buttons["settings"]
    QTest.keyClick(buttons["settings"], Qt.Key.Key_Space)
    assert shell.current_key == "settings"
    assert [button.isChecked() for button in buttons.values()] == [False, False, False, True]


def test_the_shared_keys(shell: Shell, qapp: QApplication, qtbot: QtBot) -> None:
    for key, signal in (
        ("Ctrl+Z", shell.undo_requested),
        ("Ctrl+Y", shell.redo_requested),
        ("Ctrl+O", shell.add_requested),
        ("Ctrl+B", shell.bundle_requested),
        ("F5", shell.rescan_requested),
    ):
        with qtbot.waitSignal(signal):
            press(shell, key)
    press(shell, "Ctrl+F")
    assert qapp.focusWidget() is cast("HomePage", shell.current_page).search
    shell.show_page("tag")
    with qtbot.waitSignal(shell.search_requested):
        press(shell, "Ctrl+F")
    press(shell, "F4")
    assert cast("TagPage", shell.current_page).drawers == 1
    press(shell, "F11")
    assert shell.isFullScreen()
    press(shell, "F11")
    assert not shell.isFullScreen()


def test_ctrl_z_belongs_to_the_text_field_that_has_the_focus(shell: Shell) -> None:
    heard: list[int] = []
    shell.undo_requested.connect(lambda: heard.append(1))
    field = cast("HomePage", shell.current_page).controls.findChildren(QLineEdit)[0]
    field.setFocus()
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == []
    shell.rail.buttons["home"].setFocus()
    QTest.keyClick(shell.rail.buttons["home"], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == [1]


def test_undo_names_what_it_takes_back(shell: Shell) -> None:
    shell.set_undo("12 foto ditandai", "")
    assert shell.action("undo").text() == "Urungkan: 12 foto ditandai"
    assert not shell.action("redo").isEnabled()
    heard: list[int] = []
    shell.undo_requested.connect(lambda: heard.append(1))
    shell.say("12 foto ditandai → 10 PAUD-HI")
    assert shell.toast.isVisible()
    shell.toast.findChildren(QAbstractButton)[0].click()
    assert heard == [1]
    assert not shell.toast.isVisible()


def test_paste_and_drop_come_in_by_one_door(shell: Shell, qapp: QApplication, tmp_path: Path) -> None:
    heard: list[list[str]] = []
    shell.data_given.connect(lambda mime: heard.append([url.fileName() for url in mime.urls()]))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    left, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    shell.dropEvent(QDropEvent(QPoint(300, 300), Qt.DropAction.CopyAction, mime, left, keys))
    pasted = QMimeData()
    pasted.setUrls([QUrl.fromLocalFile(str(tmp_path / "b.pdf"))])
    qapp.clipboard().setMimeData(pasted)
    press(shell, "Ctrl+V")
    assert heard == [["a.jpg"], ["b.pdf"]]
    qapp.clipboard().clear()  # what is left there outlives the application and crashes at the end


def test_the_list_of_keys_holds_those_of_the_screen(shell: Shell, qtbot: QtBot) -> None:
    shell.show_page("tag")
    press(shell, "Ctrl+/")
    dialog = shell.findChildren(QDialog)[-1]
    assert not dialog.isModal()
    words = {child.accessibleName() for child in dialog.findChildren(QWidget)}
    assert {"01–24", "X", "Ctrl+F", "F6"} <= words
    dialog.close()


def test_help_is_shown_where_there_is_some_and_its_absence_is_said(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "id").mkdir()
    (tmp_path / "id" / "tag.md").write_text("# Menandai\nTekan **Enter**.", encoding="utf-8")
    assert help_text(tmp_path, "nowhere") is None
    for text, said in ((help_text(tmp_path, "tag"), "Tekan Enter."), (None, "tidak ikut terpasang")):
        dialog = HelpDialog("Tandai", text, shell)
        assert said in dialog.findChildren(QTextBrowser)[0].toPlainText()
        discard(dialog)
    press(shell, "F1")
    assert [d.windowTitle() for d in shell.findChildren(HelpDialog)] == ["Bantuan: Beranda"]


def test_badges_are_said_in_words(shell: Shell) -> None:
    assert shell.rail.buttons["tag"].accessibleName() == "Tandai, 38 berkas belum ditandai"
    shell.set_badge("tag", 0)
    assert shell.rail.buttons["tag"].accessibleName() == "Tandai"


def test_everything_that_takes_the_focus_has_a_name(shell: Shell) -> None:
    for key in ("home", "tag", "bundles"):
        shell.show_page(key)
    shell.message_bar.show_message("Pesan", "warn", "Coba lagi", lambda: None)
    nameless = [
        child
        for child in shell.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.window() is shell  # lists of combo boxes are windows of Qt's own
        and not child.objectName().startswith("qt_")
        and not (child.accessibleName() or (isinstance(child, QAbstractButton) and child.text()))
    ]
    assert nameless == []


def test_the_focus_ring_follows_the_keyboard(shell: Shell) -> None:
    ring = shell.findChildren(FocusRing)[0]
    button = cast("HomePage", shell.current_page).add
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.qWait(10)
    assert ring.widget() is button
    assert ring.isVisible()
    shell.show_page("tag")
    table = cast("TagPage", shell.current_page).table
    table.setFocus()
    QTest.qWait(10)
    assert ring.widget() is not table  # its current cell carries the ring


def test_both_languages_switch_while_the_window_is_open(shell: Shell, qapp: QApplication) -> None:
    shell.status_line.set_unsent(1)
    assert shell.status_line.unsent.text() == "1 bundel menunggu"
    install_language(qapp, "en")
    QTest.qWait(10)
    assert shell.status_line.saved.text() == "Saved on this laptop"
    assert shell.status_line.unsent.text() == "1 bundle waiting"
    shell.status_line.set_unsent(12)
    assert shell.status_line.unsent.text() == "12 bundles waiting"
    assert shell.action("undo").text() == "Undo"
    install_language(qapp, "id")
    QTest.qWait(10)
    assert shell.status_line.saved.text() == "Tersimpan di laptop ini"
    assert shell.status_line.unsent.text() == "12 bundel menunggu"


def test_qts_own_dialogs_speak_indonesian(shell: Shell, qapp: QApplication) -> None:
    field = QLineEdit("Judul")
    menu = field.createStandardContextMenu()
    assert menu is not None
    words = {action.text().replace("&", "").split("\t")[0] for action in menu.actions() if action.text()}
    assert words == {"Urungkan", "Ulangi", "Potong", "Salin", "Tempel", "Hapus", "Pilih semua"}
    menu.deleteLater()
    discard(field)
    press(shell, "Ctrl+/")
    buttons = {
        button.text().replace("&", "") for button in shell.findChildren(QDialog)[-1].findChildren(QAbstractButton)
    }
    assert "Tutup" in buttons


def test_translations_are_complete_and_compiled() -> None:
    assert main(["--check"]) == 0
    assert main([]) == 1


def test_a_missing_or_stale_translation_is_found(tmp_path: Path) -> None:
    for file in TRANSLATIONS.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    english = tmp_path / "kla_en.ts"
    text = english.read_text(encoding="utf-8")
    english.write_text(text.replace("<source>Jeda</source>", "<source>Jedaa</source>"), encoding="utf-8")
    found = "\n".join(translation_files.check(tmp_path))
    assert "missing in JobRow: Jeda" in found
    assert "no longer used in JobRow: Jedaa" in found
    assert "not compiled" in found
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"Jeda": "Pause"}), encoding="utf-8")
    assert "kla_en.ts: JobRow: Jeda" in translation_files.update(tmp_path)
    assert "kla_en.ts: JobRow: Jeda" not in translation_files.update(tmp_path, [answers])
    assert not [line for line in translation_files.check(tmp_path) if "JobRow" in line or "compiled" in line]


def test_the_window_is_remembered(qapp: QApplication, bridge: JobBridge) -> None:
    kept: dict[str, bytes] = {}
    first = build(qapp, bridge, recall=kept.get, remember=kept.__setitem__)
    first.resize(1111, 666)
    first.show()
    first.show_page("tag")
    discard(first)
    second = build(qapp, bridge, recall=kept.get, remember=kept.__setitem__)
    assert (second.width(), second.height()) == (1111, 666) or second.height() <= 666
    assert second.last_page() == "tag"
    discard(second)


def test_a_job_tells_page_and_bus_on_the_gui_thread(bridge: JobBridge, shell: Shell, qtbot: QtBot) -> None:
    bus = bridge._change_bus
    heard: list[object] = []
    bus.changed.connect(lambda changes, initiator: heard.append((changes, initiator)))
    done: list[Result] = []
    bridge.run(Lane.INTERACTIVE, lambda _: Result(Changes.TAGS), done=done.append, initiator=shell)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(Changes.TAGS, shell)]
    assert done[0].changes is Changes.TAGS
    bridge.run(Lane.QUERY, lambda _: Result(Changes.NOTHING), done=done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert len(heard) == 1


def test_a_fixable_error_is_explained_and_ours_is_logged_without_names(
    bridge: JobBridge, shell: Shell, qtbot: QtBot, expect_log: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    expect_log("ERROR kla_desktop.gui.job_bridge: a job failed through our fault")
    failures: list[Failure] = []

    def full(_: Progress) -> None:
        raise Fixable(ErrorCode.DISK_FULL, needed=31_000_000, free=12_300_000)

    def ours(_: Progress) -> None:
        raise ValueError("Foto anak Budi.jpg")

    bridge.run(Lane.PARCEL, full, failed=failures.append)
    bridge.run(Lane.PARCEL, ours)
    qtbot.waitUntil(lambda: bool(failures) and shell.message_bar.isVisible())
    assert failures[0].code is ErrorCode.DISK_FULL
    assert "31,0 MB" in failures[0].sentence
    assert "bukan pada Anda" in shell.message_bar.text
    assert "Budi" not in caplog.text
    assert "Budi" not in shell.message_bar.text


def test_callbacks_of_a_page_that_has_gone_are_dropped(bridge: JobBridge, qtbot: QtBot) -> None:
    page = QWidget()
    called: list[object] = []
    ended: list[object] = []
    bridge.ended.connect(ended.append)
    ticket = bridge.run(Lane.QUERY, lambda _: Result(Changes.TAGS), done=called.append, initiator=page)
    discard(page)
    assert ticket.wait(3)
    qtbot.waitUntil(lambda: bool(ended))
    assert called == []


def test_the_bridge_works_the_same_with_the_inline_runner(theme: Theme) -> None:
    bus = ChangeBus()
    heard: list[object] = []
    bus.changed.connect(lambda changes, _: heard.append(changes))
    inline = JobBridge(bus, InlineRunner)
    done: list[object] = []

    def again(result: object) -> None:
        done.append(result)
        inline.run(Lane.QUERY, lambda _: 2, done=done.append)

    inline.run(Lane.QUERY, lambda _: "outer", done=again)
    inline.run(Lane.INTERACTIVE, lambda _: Result(Changes.EVIDENCE), done=lambda _: done.append("changed"))
    assert done == ["outer", 2, "changed"]
    assert heard == [Changes.EVIDENCE]
    inline.close()


def test_progress_is_honest_and_can_be_paused_and_cancelled(shell: Shell, bridge: JobBridge, qtbot: QtBot) -> None:
    slow_copy(bridge, 30)
    strip = shell.progress_strip
    assert not strip.isVisible()
    qtbot.waitUntil(lambda: len(strip.rows) == 1)
    row = strip.rows[0]
    qtbot.waitUntil(lambda: "31,0 MB" in row.accessibleName())
    assert "dari 40" in row.accessibleName()
    pause, cancel = row.findChildren(QAbstractButton)
    pause.click()
    assert "dijeda" in row.accessibleName()
    assert pause.accessibleName() == "Lanjutkan"
    pause.click()
    assert pause.accessibleName() == "Jeda"
    cancel.click()
    qtbot.waitUntil(lambda: not strip.rows)
    assert not strip.isVisible()


def test_short_and_nameless_jobs_never_flicker(shell: Shell, bridge: JobBridge, qtbot: QtBot) -> None:
    ended: list[object] = []
    bridge.ended.connect(ended.append)
    bridge.run(Lane.QUERY, lambda _: 1, label="Membaca")
    bridge.run(Lane.QUERY, lambda _: 2)
    qtbot.waitUntil(lambda: len(ended) == 2)
    QTest.qWait(450)
    assert shell.progress_strip.rows == ()
    assert not shell.progress_strip.isVisible()


def test_a_crash_leaves_a_report_without_names(theme: Theme, tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    expect_log("CRITICAL kla_desktop.gui.crash_dialog: uncaught error")

    class Fixed:
        def now(self) -> datetime:
            return datetime(2026, 11, 24, 8, tzinfo=UTC)

    (tmp_path / "crashes").mkdir()
    fatal = 'Fatal Python error: Segmentation fault\n  File "/home/siti/kla/shell.py", line 3 in show\n'
    (tmp_path / "crashes" / "fatal.txt").write_text(fatal, encoding="utf-8")
    (tmp_path / "kla.log").write_text("start\n", encoding="utf-8")
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8")
    trail = CrashTrail(tmp_path / "crashes", Fixed())

    def fail() -> None:
        raise OSError(2, "x", "/home/siti/Foto anak Budi.jpg")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    reports = [report.read_text(encoding="utf-8") for report in trail.reports()]
    assert len(reports) == 2
    assert "builtins.FileNotFoundError" in "".join(reports)
    assert "Segmentation fault" in "".join(reports)
    assert "siti" not in "".join(reports)
    dialog = CrashDialog(trail, [tmp_path / "kla.log", tmp_path / "foto.jpg"])
    assert not dialog.save_to(tmp_path / "missing" / "out.zip")
    assert dialog.save_to(tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert sorted(Path(name).suffix for name in archive.namelist()) == [".log", ".txt", ".txt"]
    dialog.forget_button.click()
    assert trail.reports() == []
    discard(dialog)
    trail.stop()
