"""The hub in the window: set in Setelan, shown in Bundel and the status line; receipts from a stick by themselves."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from kla_desktop.app.sync_service import Phase, SyncState
from kla_desktop.gui.hub_words import briefly, standing
from kla_desktop.gui.pages.bundles_page import BundlesPage
from kla_desktop.gui.pages.settings_page import SettingsPage
from kla_desktop.model.bundle import BundleLevel
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.hub.access import SetHubRequest, hub_access, hub_choice, set_hub
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.sync import sync
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.transport.remote import AskUser
from tests.gui.desk_harness import Window, all_fits, window
from tests.operations.town import SILENT, Town, photo, tagged, town
from tests.servers import webdav
from tests.servers.places import Servers

PICTURES = os.environ.get("SYNC_PICTURES")  # a folder: then each act leaves a picture there to look at


@pytest.fixture
def depok(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        made.introduce(made.village)
        (tmp_path / "bersama").mkdir()
        yield made


def shoot(shown: Window, name: str) -> None:
    if PICTURES:
        shown.shell.grab().save(str(Path(PICTURES) / f"{name}.png"))


def test_what_was_broken_off_is_said_to_wait() -> None:
    assert standing(SyncState(Phase.RESTING, waiting=1)).startswith("Belum semuanya terkirim.")
    assert standing(SyncState(Phase.RESTING)) == ""


def level(here: Town) -> BundleLevel:
    return here.village.store.offices.bundles(sender=here.village.me)[0].level


def test_a_hub_is_set_and_a_bundle_goes_and_comes_back(
    qapp: QApplication, depok: Town, tmp_path: Path, servers: Servers
) -> None:
    server, name = servers.get("wsgidav"), f"layar-{depok.desk.me}"
    (server.folder / name).mkdir()
    set_hub(depok.desk, SetHubRequest(f"{server.address}{name}", webdav.USER, webdav.PASSWORD), SILENT)
    with window(qapp, depok.village, tmp_path, bundles=BundlesPage, settings=SettingsPage) as shown:
        shown.context.hub.start()
        page = cast("BundlesPage", shown.show("bundles"))
        assert page.hub.set_button.isVisible()
        shoot(shown, "bundel-tanpa-hub")
        page.hub.set_button.click()
        settings = cast("SettingsPage", shown.show("settings", {"sync": True}))
        card = settings.sync
        card.address.setText(f"{server.address}{name}")
        card.user.setText(webdav.USER)
        card.password.setText("salah")
        card.save_button.click()
        shown.until(lambda: "menolak nama atau kata sandinya" in card.answer.text())
        assert all_fits(settings) == []
        shoot(shown, "setelan-salah")
        shown.until(lambda: shown.context.hub.state.phase is Phase.TROUBLE)
        assert "mencoba lagi" in briefly(shown.context.hub.state)
        page = cast("BundlesPage", shown.show("bundles"))
        assert page.hub.now_button.text() == "Buka Setelan"
        assert all_fits(page) == []
        shoot(shown, "bundel-gangguan")
        settings = cast("SettingsPage", shown.show("settings", {"sync": True}))
        card.password.setText(webdav.PASSWORD)
        card.save_button.click()
        shown.until(lambda: "Hub menjawab" in card.answer.text())
        assert card.password.text() == ""
        shoot(shown, "setelan-benar")
        access = hub_access(depok.village).credentials
        assert access is not None
        assert access.password == webdav.PASSWORD

        page = cast("BundlesPage", shown.show("bundles"))
        tagged(depok.village, photo(tmp_path / "a.png", 1))
        page.make()
        shown.until(lambda: level(depok) is BundleLevel.SENT)
        shown.settle()
        assert page.model.state(page.model.lines[0])[1] == "Terkirim, menunggu tanda terima"
        assert page.hub.state.text.startswith("Terakhir lancar")
        shoot(shown, "bundel-terkirim")
        sync(depok.desk, SyncRequest(), SILENT)
        page.hub.now_button.click()
        shown.until(lambda: level(depok) is BundleLevel.RECEIVED)
        shown.settle()
        assert page.model.state(page.model.lines[-1])[1].startswith("Diterima")
        shoot(shown, "bundel-diterima")

        page.hub.pause_button.click()
        shown.until(lambda: "dijeda" in shown.shell.status_line.network.text())
        page.hub.pause_button.click()
        shown.until(lambda: shown.context.hub.state.phase is Phase.RESTING)
        shown.desk.choose_theme("dark")
        shown.settle()
        shoot(shown, "bundel-gelap")
        shown.show("settings", {"sync": True})
        shoot(shown, "setelan-gelap")
        card.limit.setValue(250)
        shown.until(lambda: (choice := hub_choice(depok.village)) is not None and choice.limit == 250)
        card.ask_to_forget()
        shown.shell.message_bar._action.click()
        shown.until(lambda: hub_choice(depok.village) is None)
        shown.until(lambda: shown.context.hub.state.phase is Phase.OFF)
        assert card.address.text() == ""


def test_an_address_that_is_none_is_refused_in_words(qapp: QApplication, depok: Town, tmp_path: Path) -> None:
    with pytest.raises(AskUser):
        set_hub(depok.village, SetHubRequest("http://example.com"), SILENT)
    with window(qapp, depok.village, tmp_path, settings=SettingsPage) as shown:
        card = cast("SettingsPage", shown.show("settings")).sync
        card.address.setText("bukan alamat")
        card.save_button.click()
        shown.until(lambda: "tidak ada hub" in card.answer.text())
        assert hub_choice(depok.village) is None


def test_receipts_on_a_stick_are_taken_in_by_themselves(qapp: QApplication, depok: Town, tmp_path: Path) -> None:
    tagged(depok.village, photo(tmp_path / "a.png", 1))
    pack(depok.village, PackRequest(), SILENT)
    hand_over(depok.village, HandOverRequest(depok.stick), SILENT)
    receive(depok.desk, ReceiveRequest((depok.stick,)), SILENT)
    reply(depok.desk, ReplyRequest(), SILENT)
    hand_over(depok.desk, HandOverRequest(depok.stick), SILENT)
    before = sorted(file.name for file in depok.stick.rglob("*"))
    with window(qapp, depok.village, tmp_path, bundles=BundlesPage) as shown:
        shown.context.hub.look_at_stick(depok.stick)
        shown.until(lambda: level(depok) is BundleLevel.RECEIVED)
        shown.settle()
        assert "tanda terima diterima" in shown.toast
        shown.shell.toast.say("")
        shown.context.hub.look_at_stick(depok.stick)
        shown.settle()
        assert shown.toast == ""
        shown.context.hub.look_at_stick(tmp_path / "dicabut")
        shown.settle()
        assert shown.message == ""
    assert sorted(file.name for file in depok.stick.rglob("*")) == before


def test_what_is_said_of_each_state(qapp: QApplication) -> None:
    del qapp
    moving = SyncState(Phase.WORKING, "hub", 1, doing="uploading", bytes_done=45, bytes_total=100)
    assert standing(moving) == "Mengirim ke hub, 45 %"
    assert standing(SyncState(Phase.OFFLINE, "hub")).startswith("Tanpa jaringan")
    assert briefly(SyncState(Phase.RESTING, "hub")) == ""
    assert standing(SyncState(Phase.OFF)) == ""
