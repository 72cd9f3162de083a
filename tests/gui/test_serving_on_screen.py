"""The secretariat's own hub in the window: switched on, visited, shown as a QR code, switched off."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from kla_desktop.app.sync_service import Phase
from kla_desktop.gui.dialogs.address_dialog import AddressDialog
from kla_desktop.gui.pages.settings_page import SettingsPage
from kla_desktop.operations.enrol import EnrolmentRequest, EnrolRequest, enrol, write_enrolment
from kla_desktop.operations.hub.access import SetHubRequest, hub_access, set_hub
from kla_desktop.operations.hub.house import HouseRequest, house, make_house
from kla_desktop.operations.sync import sync
from kla_desktop.operations.syncing.round import SyncRequest
from tests.gui.desk_harness import Window, all_fits, window
from tests.operations.town import SILENT, Town, photo, tagged, town
from tests.servers.process import free_port

PICTURES = os.environ.get("SERVING_PICTURES")  # a folder: then each act leaves a picture there to look at


@pytest.fixture
def depok(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def shoot(shown: Window, name: str) -> None:
    if PICTURES:
        shown.shell.grab().save(str(Path(PICTURES) / f"{name}.png"))


def words_of(page: SettingsPage) -> str:
    layout = page.serving.guests
    labels = [item.widget() for at in range(layout.count()) if (item := layout.itemAt(at)) is not None]
    return "\n".join(label.text() for label in labels if isinstance(label, QLabel))


def test_stations_send_straight_to_the_secretariats_laptop(qapp: QApplication, depok: Town, tmp_path: Path) -> None:
    make_house(depok.desk, HouseRequest(port=free_port()), SILENT)
    with window(qapp, depok.desk, tmp_path, settings=SettingsPage) as shown:
        shown.context.hub.start()
        page = cast("SettingsPage", shown.show("settings"))
        card = page.serving
        assert not card.switch.isChecked()
        card.switch.click()
        shown.until(lambda: shown.context.serving.state.running)
        shown.until(card.address.isVisible)
        shown.until(lambda: shown.context.hub.state.phase is not Phase.OFF)  # at once, not at the next look
        assert "Belum ada yang datang" in words_of(page)
        shoot(shown, "setelan-hub-nyala")

        file = write_enrolment(depok.desk, EnrolmentRequest(tmp_path / "depok.kla-daftar"), SILENT).path
        enrol(depok.village, EnrolRequest(file), SILENT)
        made = house(depok.desk)
        assert made is not None
        local = f"webdavs://127.0.0.1:{made.port}/#{made.pin}"  # as a QR code is pasted after the address changed
        set_hub(depok.village, SetHubRequest(local), SILENT)
        assert hub_access(depok.village).choice.pin == made.pin
        tagged(depok.village, photo(tmp_path / "a.png", 1))
        done = sync(depok.village, SyncRequest(packs=True, now=True), SILENT)
        assert not done.failed
        shown.until(lambda: "Laptop baru, belum diterima" in words_of(page))
        assert "dengan undangan" in words_of(page)
        shown.until(lambda: bool(depok.desk.store.local.held()))  # the window fetched it by itself
        shoot(shown, "setelan-hub-tamu")
        assert all_fits(page) == []

        card.code_button.click()
        shown.settle()
        dialog = shown.shell.findChild(AddressDialog)
        assert dialog is not None
        dialog.copy()
        assert qapp.clipboard().text().startswith(f"{shown.context.serving.state.addresses[0]}#{made.pin}.")
        if PICTURES:
            dialog.grab().save(str(Path(PICTURES) / "qr.png"))
        dialog.reject()
        shown.desk.choose_theme("dark")
        shown.settle()
        shoot(shown, "setelan-hub-gelap")
        card.switch.click()
        shown.until(lambda: not shown.context.serving.state.running)
        shown.until(lambda: not card.address.isVisible())
        made = house(depok.desk)
        assert made is not None
        assert not made.open


def test_a_port_that_is_taken_is_said(qapp: QApplication, depok: Town, tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as other:
        make_house(depok.desk, HouseRequest(port=other.getsockname()[1]), SILENT)
        with window(qapp, depok.desk, tmp_path, settings=SettingsPage) as shown:
            page = cast("SettingsPage", shown.show("settings"))
            page.serving.switch.click()
            shown.until(lambda: "tidak bisa dipakai" in page.serving.trouble.text())
            assert not page.serving.switch.isChecked()


def test_a_station_serves_nothing(qapp: QApplication, depok: Town, tmp_path: Path) -> None:
    with window(qapp, depok.village, tmp_path, settings=SettingsPage) as shown:
        page = cast("SettingsPage", shown.show("settings"))
        assert not page.serving.isVisible()
        assert not page.recovery.isVisible()
        assert shown.context.serving.house is None


def test_the_recovery_key_is_saved_once(qapp: QApplication, depok: Town, tmp_path: Path) -> None:
    with window(qapp, depok.desk, tmp_path, settings=SettingsPage) as shown:
        card = cast("SettingsPage", shown.show("settings")).recovery
        assert card.button.isVisible()
        assert "Belum pernah" in card.answer.text()
        card.write(tmp_path / "tidak-ada" / "kunci.pdf")
        shown.until(lambda: card.button.isEnabled() and "Belum pernah" not in card.answer.text())
        card.write(tmp_path / "kunci.pdf")
        shown.until(lambda: "Sudah disimpan" in card.answer.text())
        assert (tmp_path / "kunci.pdf").read_bytes().startswith(b"%PDF-")
        assert not card.button.isVisible()
        assert "hapus berkasnya" in shown.message
