"""Closing the window: it hides in the tray, finishes what would be lost, parks the rest, and never loses a file."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from kla_desktop.gui.leaving import Leaving
from kla_desktop.gui.pages.settings_page import SettingsPage
from kla_desktop.gui.tray import Tray
from kla_desktop.jobs.events import Lane
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.operations.park import park, parked
from kla_desktop.system.progress import Progress
from tests.gui.conftest import Office, draw_photo


class ATray(Tray):
    """A tray on a system that has one: the icon and its messages are noted instead of painted."""

    said: list[str]

    @property
    def is_possible(self) -> bool:
        return True

    @property
    def is_shown(self) -> bool:
        return self._context.settings.now.tray


@pytest.fixture
def leave(open_office: Callable[..., Office], monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    def make() -> tuple[Office, Tray, Leaving, list[str]]:
        office = open_office()
        said: list[str] = []
        monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, _title, text, *_rest: said.append(text))
        monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
        tray = ATray(office.context, office.shell, quit_now=lambda: leaving.quit())  # noqa: PLW0108
        leaving = Leaving(office.context, office.shell, tray, lambda: said.append("ended"))
        office.desk.noticed.connect(tray.tell)
        return office, tray, leaving, said

    return make


def test_without_the_tray_closing_ends(leave: Any) -> None:
    office, _tray, _leaving, said = leave()
    assert office.shell.close()
    assert said == ["ended"]


def test_in_the_tray_it_goes_on_and_explains_itself_once(leave: Any, qtbot: QtBot) -> None:
    office, tray, _leaving, said = leave()
    office.context.settings.change(tray=True)
    assert not office.shell.close()
    assert not office.shell.isVisible()
    assert "tetap dipantau" in said[0]
    office.desk.notify("2 berkas baru dari folder pantauan")
    assert said[1:] == ["2 berkas baru dari folder pantauan"]
    tray.open_action.trigger()
    qtbot.waitUntil(office.shell.isVisible)
    office.shell.close()
    assert len(said) == 2
    office.context.settings.change(notify=False)
    office.desk.notify("diam")
    assert len(said) == 2
    tray.quit_action.trigger()
    assert said[-1] == "ended"


def test_pausing_lets_new_files_wait(leave: Any, qtbot: QtBot, tmp_path: Path) -> None:
    office, tray, _leaving, _said = leave()
    folder = tmp_path / "DCIM"
    folder.mkdir()
    office.desk.start()
    office.context.watch.add(str(folder))
    qtbot.waitUntil(lambda: str(folder) in office.context.watch.reports())
    tray.pause_action.trigger()
    assert tray.pause_action.text() == "Lanjutkan memantau"
    draw_photo(folder / "IMG_1.jpg", 3)
    qtbot.waitUntil(lambda: bool(office.context.watch._held))
    assert browse.rows(office.workspace, Filter()) == []
    tray.pause_action.trigger()
    qtbot.waitUntil(lambda: len(browse.rows(office.workspace, Filter())) == 1)


def test_what_would_be_lost_is_finished_first(leave: Any, qtbot: QtBot) -> None:
    office, _tray, _leaving, said = leave()
    go_on = threading.Event()

    def copy(_progress: Progress) -> None:
        go_on.wait(20)

    office.context.job_bridge.run(Lane.TRANSFER, copy, label="Menyalin ke USB")
    assert not office.shell.close()
    assert "Masih bekerja: Menyalin ke USB" in office.shell.message_bar.text
    assert office.shell.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: said == ["ended"])
    assert not office.shell.isVisible()


def test_a_second_press_ends_at_once(leave: Any) -> None:
    office, _tray, _leaving, said = leave()
    go_on = threading.Event()
    office.context.job_bridge.run(Lane.PARCEL, lambda _progress: go_on.wait(20), label="Membuat cadangan")
    assert not office.shell.close()
    assert office.shell.close()
    assert said == ["ended"]
    go_on.set()


def test_files_on_their_way_in_are_parked_and_go_on(
    open_office: Callable[..., Office], qtbot: QtBot, tmp_path: Path
) -> None:
    office = open_office()
    photo = draw_photo(tmp_path / "satu.jpg", 1)
    park(office.workspace, (str(photo),))  # as a program leaves it that was killed on the way
    office.desk.start()
    qtbot.waitUntil(lambda: len(browse.rows(office.workspace, Filter())) == 1)
    qtbot.waitUntil(lambda: parked(office.workspace) == [])


def test_the_card_follows_what_the_system_can(open_office: Callable[..., Office], qtbot: QtBot) -> None:
    office = open_office()
    office.shell.show_page("settings")
    page = office.shell.page("settings")
    assert isinstance(page, SettingsPage)
    card = page.window_card
    assert card.tray.isEnabled() is QSystemTrayIcon.isSystemTrayAvailable()
    card.tray.setEnabled(True)
    with qtbot.waitSignal(office.desk.settings_changed):
        card.tray.click()
    assert office.context.settings.now.tray
    assert card.notify.isEnabled()
