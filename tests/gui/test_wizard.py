"""The first run: three steps, each may be skipped, and in the end a library that works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.app import bootstrap
from kla_desktop.app.screen_lock import ScreenLock
from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.desk import Desk
from kla_desktop.gui.dialogs.first_run_wizard import FirstRunWizard
from kla_desktop.gui.dialogs.passphrase_dialog import PassphraseDialog
from kla_desktop.gui.frame import Frame, make_frame
from kla_desktop.gui.page_list import add_pages
from kla_desktop.gui.theme import Theme
from kla_desktop.gui.translations import install_language
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.enrol import EnrolmentRequest, write_enrolment
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import PANCORAN_MAS, draw_photo


@pytest.fixture
def first_run(app: QApplication, tmp_path: Path, home: Path) -> Iterator[tuple[FirstRunWizard, list[Desk]]]:
    folder = tmp_path / "pustaka"
    settings = SettingsFile(home / "settings.toml")
    frame: Frame = make_frame(app, Theme(app, "light"), settings)
    desks: list[Desk] = []
    add_pages(frame.shell, lambda: desks[0].context)

    def found(new: bootstrap.NewLibrary) -> Desk:
        bootstrap.create(folder, new)
        desk = Desk(frame, settings)
        desk.take_over(bootstrap.open_workspace(folder, passphrase=new.passphrase))
        desks.append(desk)
        return desk

    wizard = FirstRunWizard(bootstrap.first_places(folder), found, frame.job_bridge)
    wizard.show()
    yield wizard, desks
    wizard.close()
    wizard.deleteLater()
    if desks:
        desks[0].close()
        bootstrap.close(desks[0].context.workspace)
    else:
        frame.job_bridge.close()
    frame.shell.close()
    frame.shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def test_walk_to_beranda(first_run: tuple[FirstRunWizard, list[Desk]], qtbot: QtBot, tmp_path: Path) -> None:
    wizard, desks = first_run
    photos = tmp_path / "DCIM"
    for shade in range(3):
        draw_photo(photos / f"IMG_{shade}.jpg", shade)
    QTest.keyClicks(wizard.who.name, "Siti A.")
    line = wizard.who.place.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "mekarjaya")
    completer = wizard.who.place.completer()
    popup = completer.popup() if completer is not None else None
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    click(wizard.next_button)
    assert wizard.step == 1
    wizard.folders.offer(str(photos), ticked=True)
    qtbot.waitUntil(lambda: wizard.folders._count.text() == "3 foto, 0 dokumen ditemukan")
    click(wizard.next_button)
    assert wizard.step == 2
    qtbot.waitUntil(lambda: "Ketik nomor indikator" in wizard.trying.words.text())
    QTest.keyClicks(wizard, "13")
    qtbot.waitUntil(lambda: wizard.trying.is_tagged)
    assert "Ctrl+Z" in wizard.trying.words.text()
    click(wizard.next_button)
    assert wizard.result() == FirstRunWizard.DialogCode.Accepted
    desk = desks[0]
    ws = desk.context.workspace
    assert ws.actor == "Siti A."
    assert ws.places.by_code[ws.station.place].name == "Mekarjaya"
    qtbot.waitUntil(lambda: desk.context.watch.folders() == [str(photos)])
    items = browse.page(ws, Filter(), 10)
    assert [[tag.indicator for tag in item.tags] for item in items] == [[ws.catalogue.by_number[13].slug]]
    desk.shell.show()
    desk.shell.show_page("home")
    qtbot.waitUntil(lambda: desk.context.overview.current is not None)
    assert "Siti A." in desk.shell.page("home").title  # type: ignore[union-attr]
    desk.undo()
    qtbot.waitUntil(lambda: not browse.page(ws, Filter(), 1)[0].tags)


def test_every_step_can_be_skipped(first_run: tuple[FirstRunWizard, list[Desk]]) -> None:
    wizard, desks = first_run
    click(wizard.skip_button)
    assert wizard.step == 1
    click(wizard.skip_button)
    assert wizard.step == 2
    click(wizard.skip_button)
    assert wizard.result() == FirstRunWizard.DialogCode.Accepted
    assert desks[0].context.workspace.role is Role.OFFICER
    assert desks[0].context.watch.folders() == []


def test_the_sample_is_offered_where_there_is_no_photo(
    first_run: tuple[FirstRunWizard, list[Desk]], qtbot: QtBot
) -> None:
    wizard, desks = first_run
    click(wizard.skip_button)
    click(wizard.skip_button)
    qtbot.waitUntil(lambda: "Tekan Enter" in wizard.trying.words.text())
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.trying.is_tagged)
    assert len(browse.page(desks[0].context.workspace, Filter(), 5)[0].tags) == 1
    click(wizard.next_button)
    qtbot.waitUntil(lambda: not browse.page(desks[0].context.workspace, Filter(), 5))  # it was no evidence


def test_a_sample_that_nobody_waited_for_does_not_stay(
    first_run: tuple[FirstRunWizard, list[Desk]], qtbot: QtBot
) -> None:
    wizard, desks = first_run
    for _ in range(3):
        click(wizard.skip_button)  # the photo is still being drawn
    assert wizard.result() == FirstRunWizard.DialogCode.Accepted
    qtbot.waitUntil(lambda: not desks[0].context.job_bridge._waiting)
    assert not browse.page(desks[0].context.workspace, Filter(), 5)
    assert not desks[0].shell.message_bar.isVisibleTo(desks[0].shell)


def test_what_is_missing_is_said(first_run: tuple[FirstRunWizard, list[Desk]]) -> None:
    wizard, desks = first_run
    click(wizard.next_button)
    assert wizard.step == 0
    assert "wilayah" in wizard.who.fault.text()
    wizard.who.place.set_code(PANCORAN_MAS)
    wizard.who.shared.setChecked(True)
    QTest.keyClicks(wizard.who.passphrase, "12")
    click(wizard.next_button)
    assert "terlalu pendek" in wizard.who.fault.text()
    QTest.keyClicks(wizard.who.passphrase, "3456789")
    click(wizard.next_button)
    assert "PIN harus" in wizard.who.fault.text()
    assert not desks


def test_a_shared_laptop_gets_passphrase_and_pin(first_run: tuple[FirstRunWizard, list[Desk]]) -> None:
    wizard, desks = first_run
    wizard.who.place.set_code(PANCORAN_MAS)
    wizard.who.shared.setChecked(True)
    QTest.keyClicks(wizard.who.passphrase, "kucing hitam")
    QTest.keyClicks(wizard.who.pin, "4829")
    click(wizard.next_button)
    lock = ScreenLock(desks[0].context.workspace)
    assert lock.has_passphrase
    assert lock.try_pin("4829").fits


def test_closing_the_first_step_makes_nothing(first_run: tuple[FirstRunWizard, list[Desk]], tmp_path: Path) -> None:
    wizard, desks = first_run
    wizard.close()
    assert wizard.result() == FirstRunWizard.DialogCode.Rejected
    assert not desks
    assert not (tmp_path / "pustaka").exists()


def test_an_invitation_joins_the_secretariat(
    first_run: tuple[FirstRunWizard, list[Desk]], qtbot: QtBot, tmp_path: Path
) -> None:
    wizard, desks = first_run
    bootstrap.create(tmp_path / "sekretariat", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi R."))
    file = tmp_path / "undangan.kla-daftar"
    with bootstrap.opened(tmp_path / "sekretariat") as ws:
        write_enrolment(ws, EnrolmentRequest(file), SilentProgress())
        secretariat = ws.me
    wizard.who.take_invitation(tmp_path / "tidak-ada.kla-daftar")
    assert "tidak bisa ditemukan" in wizard.who.fault.text()
    wizard.who.take_invitation(file)
    assert "Dewi R." in wizard.who.invited.text()
    wizard.who.place.set_code(PANCORAN_MAS)
    click(wizard.next_button)
    qtbot.waitUntil(lambda: desks[0].context.workspace.store.coordinator == secretariat)


def test_a_shared_laptop_asks_for_its_passphrase(app: QApplication) -> None:
    tried: list[str] = []

    def unlock(text: str) -> None:
        tried.append(text)
        if text != "482915":
            raise Fixable(ErrorCode.PASSPHRASE_WRONG)

    dialog = PassphraseDialog(unlock)
    dialog.show()
    assert not dialog.open_button.isEnabled()
    QTest.keyClicks(dialog.field, "1234")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert "tidak cocok" in dialog.said.text()
    assert dialog.result() == PassphraseDialog.DialogCode.Rejected
    QTest.keyClicks(dialog.field, "482915")  # the wrong one is selected, and replaced
    click(dialog.open_button)
    assert dialog.result() == PassphraseDialog.DialogCode.Accepted
    assert tried == ["1234", "482915"]
    dialog.deleteLater()


def test_another_failure_is_handed_on(app: QApplication) -> None:
    def unlock(_text: str) -> None:
        raise Fixable(ErrorCode.LIBRARY_TOO_NEW)

    dialog = PassphraseDialog(unlock)
    dialog.show()
    QTest.keyClicks(dialog.field, "apa saja")
    click(dialog.open_button)
    assert dialog.failure is not None
    assert dialog.failure.code is ErrorCode.LIBRARY_TOO_NEW
    dialog.deleteLater()


def test_the_first_step_keeps_its_width_whatever_is_chosen(first_run: tuple[FirstRunWizard, list[Desk]]) -> None:
    wizard, _ = first_run
    QApplication.processEvents()
    width, left = wizard.width(), wizard.who.name.x()
    for button in wizard.who.roles.buttons():
        button.click()
        wizard.who.place.set_code(PANCORAN_MAS)
        wizard.who.shared.setChecked(True)
        QApplication.processEvents()
        assert (wizard.width(), wizard.who.name.x()) == (width, left)


def test_another_language_is_chosen_before_anything_else(
    first_run: tuple[FirstRunWizard, list[Desk]], app: QApplication, qtbot: QtBot
) -> None:
    wizard, _ = first_run
    wizard._speak = lambda language: install_language(app, language)
    wizard._show(0)
    QTest.keyClicks(wizard.who.name, "Siti A.")
    wizard.who.place.set_code(PANCORAN_MAS)
    assert wizard.language_button.text() == "English"
    click(wizard.language_button)
    try:
        qtbot.waitUntil(lambda: wizard._title.text() == "Who are you?")
        assert wizard.next_button.text() == "Next"
        assert wizard.language_button.text() == "Bahasa Indonesia"
        answer = wizard.who.answer()
        assert (answer.actor, answer.place) == ("Siti A.", PANCORAN_MAS), "what was filled in stays"
    finally:
        click(wizard.language_button)
    qtbot.waitUntil(lambda: wizard._title.text() == "Siapa Anda?")
