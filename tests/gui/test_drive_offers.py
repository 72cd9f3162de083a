"""A stick that is plugged in is offered in the window; only what the user chooses comes in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kla_desktop.gui.dialogs.offer_dialog import OfferDialog
from kla_desktop.gui.drive_offers import DriveOffers
from kla_desktop.gui.widgets.button import Button
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.system.volumes import Volume
from tests.gui.conftest import Office, draw_photo


def plugged(folder: Path) -> Volume:
    for number in range(3):
        draw_photo(folder / "DCIM" / "100ANDRO" / f"DSC_{number}.jpg", number)
    draw_photo(folder / "DCIM" / "Screenshots" / "layar.jpg", 4)
    return Volume(folder, "KINGSTON", "vfat", 1 << 30, 1 << 29, removable=True, read_only=False, identity="1A2B")


def button(office: Office, words: str) -> Button:
    return next(one for one in office.shell.message_bar.buttons() if one.text() == words)


def count(office: Office) -> int:
    return len(browse.rows(office.workspace, Filter()))


def test_a_stick_is_offered_and_taken(open_office: Callable[..., Office], qtbot: QtBot, tmp_path: Path) -> None:
    office = open_office(0)
    bar = office.shell.message_bar
    offers = DriveOffers(office.context, bar, office.shell)
    drive = plugged(tmp_path / "stik")
    offers.look_at(drive)
    qtbot.waitUntil(lambda: not bar.isHidden())
    assert bar.text == "KINGSTON terpasang: 4 foto, 4 baru. Belum ada yang dimasukkan."
    assert [one.text() for one in bar.buttons()] == ["Masukkan", "Lihat", "Jangan tanya untuk drive ini"]
    assert count(office) == 0
    QTest.mouseClick(button(office, "Lihat"), Qt.MouseButton.LeftButton)
    dialog = office.shell.findChildren(OfferDialog)[0]
    first = dialog.table.item(1, 0)
    assert first is not None
    assert first.text().endswith("Screenshots")
    first.setCheckState(Qt.CheckState.Unchecked)
    assert dialog.take_button.text() == "Masukkan 3 berkas baru"
    QTest.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: count(office) == 3)
    offers.look_at(drive)
    qtbot.waitUntil(lambda: "1 baru" in bar.text)
    QTest.mouseClick(button(office, "Jangan tanya untuk drive ini"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: office.workspace.store.local.setting("silenced_drives") == ["1A2B"])
    assert bar.isHidden()
    offers.look_at(drive)
    qtbot.wait(300)
    assert bar.isHidden()
