"""The locked screen of a shared laptop: what opens it, what goes on behind it, and that a PIN is no key."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.app import bootstrap
from kla_desktop.app.screen_lock import ScreenLock
from kla_desktop.gui.dialogs.pin_dialog import PinDialog
from kla_desktop.gui.lock_screen import LockScreen
from kla_desktop.gui.locking import Locking
from kla_desktop.gui.pages.settings_page import SettingsPage
from kla_desktop.jobs.events import Lane
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.listing import Filter
from kla_desktop.model.screen_lock import FREE_TRIES, MOST_TRIES, is_pin, wait_after
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.restrict import RestrictRequest, restrict
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import PANCORAN_MAS, Office, draw_photo

Open = Callable[..., Office]
PIN, PASSPHRASE = "4829", "kucing hitam di atap"


def test_the_rules() -> None:
    assert [is_pin(text) for text in ("123", "1234", "123456", "1234567", "12a4", "１２３４", "")] == [
        False, True, True, False, False, False, False,
    ]  # fmt: skip
    waits = [wait_after(wrong) for wrong in range(MOST_TRIES)]
    assert waits[:FREE_TRIES] == [0] * FREE_TRIES
    assert waits[FREE_TRIES:] == sorted(waits[FREE_TRIES:])
    assert waits[FREE_TRIES] == 30


def locked(office: Office, app: QApplication, qtbot: QtBot) -> tuple[Locking, LockScreen]:
    ScreenLock(office.workspace).set(PIN, passphrase=PASSPHRASE)
    office.shell.show_page("home")
    locking = Locking(app, office.context, office.shell)
    qtbot.waitUntil(office.shell.isActiveWindow)
    QTest.keyClick(office.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert locking.screen is not None
    return locking, locking.screen


def has_tried(locking: Locking, wrong: int) -> bool:
    return bool(locking.lock._held()["wrong"] == wrong)


def enter(screen: LockScreen, text: str) -> None:
    QTest.keyClicks(screen.field, text)
    QTest.keyClick(screen.field, Qt.Key.Key_Return)


def test_the_right_pin_opens_and_work_goes_on_behind(open_office: Open, app: QApplication, qtbot: QtBot) -> None:
    office = open_office(3)
    locking, screen = locked(office, app, qtbot)
    inside = office.shell.centralWidget()
    assert inside is not None
    assert inside.isHidden()
    assert "Siti A." in screen.title.text()
    done = threading.Event()
    office.context.job_bridge.run(Lane.PARCEL, lambda _progress: done.set(), label="Membuat cadangan")
    assert done.wait(10)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    screen.close()
    assert screen.isVisible()
    enter(screen, "0000")
    qtbot.waitUntil(lambda: "tidak cocok" in screen.said.text())
    assert locking.is_locked
    enter(screen, PIN)
    qtbot.waitUntil(lambda: not locking.is_locked)
    assert not inside.isHidden()
    locking.close()


def test_wrong_ones_have_to_wait_and_the_passphrase_is_the_way_out(
    open_office: Open, app: QApplication, qtbot: QtBot
) -> None:
    office = open_office()
    locking, screen = locked(office, app, qtbot)
    for wrong in range(1, FREE_TRIES + 1):
        enter(screen, "0000")
        qtbot.waitUntil(partial(has_tried, locking, wrong))
        qtbot.waitUntil(lambda: screen.field.text() == "")
    qtbot.waitUntil(lambda: "Tunggu" in screen.said.text())
    assert not screen.field.isEnabled()
    assert not locking.lock.try_pin(PIN).fits, "not even the right one before its time"
    screen.other_way.click()
    enter(screen, "bukan ini")
    qtbot.waitUntil(lambda: "Kata sandi itu tidak cocok" in screen.said.text())
    enter(screen, PASSPHRASE)
    qtbot.waitUntil(lambda: not locking.is_locked)
    assert locking.lock.try_pin(PIN).fits
    locking.close()


def test_after_too_many_only_the_passphrase_opens(open_office: Open) -> None:
    office = open_office()
    lock = ScreenLock(office.workspace)
    lock.set(PIN, passphrase=PASSPHRASE)
    for _ in range(MOST_TRIES):
        lock._keep({**lock._held(), "until": ""})  # as if the waiting were over
        tried = lock.try_pin("000000")
    assert tried.passphrase_only
    assert lock.try_pin(PIN).passphrase_only
    assert lock.try_passphrase(PASSPHRASE)
    assert lock.try_pin(PIN).fits


def test_nobody_there_locks(open_office: Open, app: QApplication) -> None:
    office = open_office()
    ScreenLock(office.workspace).set(PIN, 2, PASSPHRASE)
    locking = Locking(app, office.context, office.shell)
    locking._look()
    states = [locking.is_locked]
    locking._touched -= 121
    locking._look()
    states.append(locking.is_locked)
    assert states == [False, True]
    locking._open()
    locking.close()


def test_setelan_sets_a_pin_and_hands_the_key_to_the_passphrase(open_office: Open, qtbot: QtBot) -> None:
    office = open_office()
    office.shell.show_page("settings")
    page = office.shell.page("settings")
    assert isinstance(page, SettingsPage)
    page.lock_card.set_button.click()
    dialog = office.shell.findChild(PinDialog)
    assert dialog is not None
    for field, text in ((dialog.pin, "12"), (dialog.pin_again, "12")):
        field.setText(text)
    dialog.save_button.click()
    assert "4 sampai 6 angka" in dialog.fault.text()
    for field in (dialog.pin, dialog.pin_again):
        field.setText(PIN)
    for field in (dialog.passphrase, dialog.passphrase_again):
        field.setText(PASSPHRASE)
    with qtbot.waitSignal(office.desk.settings_changed):
        dialog.save_button.click()
    folder = office.workspace.store.folder
    assert bootstrap.key_record(folder)["holder"] == "passphrase"
    assert PIN not in (folder / "library.json").read_text("utf-8")
    for key in (PIN, None):
        with pytest.raises(Fixable), bootstrap.opened(folder, key, writing=False):
            pass
    with bootstrap.opened(folder, PASSPHRASE, writing=False) as ws:
        assert ws.actor == "Siti A."


def test_one_user_sees_nothing_of_the_others_restricted_evidence(tmp_path: Path) -> None:
    for name, passphrase in (("siti", "sandi milik siti"), ("budi", "sandi milik budi")):
        bootstrap.create(
            tmp_path / name, bootstrap.NewLibrary(Role.OFFICER, PANCORAN_MAS, name.title(), passphrase=passphrase)
        )
    with bootstrap.opened(tmp_path / "siti", "sandi milik siti") as ws:
        photo = draw_photo(tmp_path / "anak-di-posyandu.jpg", 2)
        added = ingest(ws, IngestRequest((str(photo),)), SilentProgress()).added
        restrict(ws, RestrictRequest((added[0].id,)), SilentProgress())
    photo.unlink()
    with bootstrap.opened(tmp_path / "budi", "sandi milik budi") as ws:
        assert browse.rows(ws, Filter()) == []
    with pytest.raises(Fixable) as refused, bootstrap.opened(tmp_path / "siti", "sandi milik budi"):
        pass
    assert refused.value.code is ErrorCode.PASSPHRASE_WRONG
    held = b"".join(path.read_bytes() for path in (tmp_path / "siti").rglob("*") if path.is_file())
    assert b"posyandu" not in held
