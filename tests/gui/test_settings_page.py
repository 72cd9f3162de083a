"""Setelan over a real library: language and theme at once, folders, care, joining."""

import time
from pathlib import Path
from typing import cast

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kla_desktop.app import bootstrap
from kla_desktop.gui.dialogs.delegate_dialog import DelegateDialog
from kla_desktop.gui.dialogs.enrol_dialog import EnrolDialog
from kla_desktop.gui.dialogs.received_dialog import ReceivedDialog
from kla_desktop.gui.pages.bundles_page import BundlesPage
from kla_desktop.gui.pages.settings_page import SettingsPage
from kla_desktop.gui.theme import DARK, LIGHT, tokens
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.model.station import Role, Trust
from kla_desktop.model.voices import Right
from kla_desktop.operations.desks import desks
from kla_desktop.operations.enrol import EnrolmentRequest, words_of, write_enrolment
from kla_desktop.operations.workspace import Workspace
from tests.gui.desk_harness import all_fits, window
from tests.operations.town import SILENT, Town, photo, tagged, take, town
from tests.patience import PATIENCE


def test_look_folders_and_care(qapp: QApplication, tmp_path: Path) -> None:
    bootstrap.create(tmp_path / "village", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    inbox = tmp_path / "Unduhan"
    inbox.mkdir()
    with bootstrap.opened(tmp_path / "village") as ws:
        take(ws, photo(tmp_path / "a.png", 1))
        with window(qapp, ws, tmp_path, settings=SettingsPage) as shown:
            page = cast("SettingsPage", shown.show("settings"))
            assert page.who.accessibleName() == "Anda dan kantor"
            assert "1 berkas" in page.library.size_label.text()
            assert all_fits(page) == []
            page.themes["dark"].click()
            shown.settle()
            assert tokens() == DARK
            page.themes["light"].click()
            shown.settle()
            assert tokens() == LIGHT
            page.languages["en"].click()
            shown.settle()
            assert shown.context.settings.now.language == "en"
            page.languages["id"].click()
            shown.settle()
            assert page.library.check_button.text() == "Periksa pustaka"
            shown.context.watch.add(str(inbox))
            shown.settle()
            removers = page.folders.findChildren(IconButton)
            assert [one.accessibleName() for one in removers] == [f"Berhenti memantau {inbox}"]
            removers[0].click()
            shown.settle()
            assert shown.context.watch.folders() == []
            page.library.check_button.click()
            shown.settle()
            assert page.library.checked.text() == "Semua utuh: 1 berkas dibaca ulang dan cocok."
            page.library.back_up(tmp_path / "cadangan.kla-cadangan")
            shown.settle()
            assert (tmp_path / "cadangan.kla-cadangan").stat().st_size > 0
            held = ws.store.local.all_objects()[0]
            ws.store.objects.path(held.name).write_bytes(b"rusak")
            page.library.check_button.click()
            shown.settle()
            assert page.library.checked.text().startswith("1 hal perlu diperbaiki")


def test_an_invitation_shows_six_words_before_anything_is_believed(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        written = write_enrolment(depok.desk, EnrolmentRequest(tmp_path / "depok.kla-daftar"), SILENT)
        tagged(depok.village, photo(tmp_path / "rapat.png", 1))
        with window(qapp, depok.village, tmp_path, settings=SettingsPage, bundles=BundlesPage) as shown:
            page = cast("SettingsPage", shown.show("settings", {"enrolment": str(written.path)}))
            dialog = page.findChild(EnrolDialog)
            assert dialog is not None
            assert not depok.village.store.coordinators
            words = [label.text() for label in dialog.findChildren(type(page.library.size_label))]
            assert all(any(word in text for text in words) for word in written.words)
            QTest.keyClick(dialog, Qt.Key.Key_Return)
            assert dialog.isVisible(), "the Enter that chose the file does not also agree"
            assert not depok.village.store.coordinators
            QTest.keyClick(dialog.join_button, Qt.Key.Key_Return)
            shown.settle()
            assert depok.village.store.coordinators == {depok.desk.me}
            assert "bergabung dengan Sekretariat (Dewi)" in shown.message
            assert not page.join_button.isVisible()
            shown.show("bundles", {"make": True})
            assert shown.message == "", "what it offered is done"
            broken = tmp_path / "palsu.kla-daftar"
            broken.write_bytes(written.path.read_bytes().replace(b"Dewi", b"Dedi"))
            page.joining.read_invitation(broken)
            shown.settle()
            assert "tidak sah atau rusak" in shown.message


def test_a_station_is_found_by_typing_and_revoked_only_after_a_second_word(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.introduce(depok.village)
        depok.introduce(depok.agency)
        with window(qapp, depok.desk, tmp_path, settings=SettingsPage) as shown:
            page = cast("SettingsPage", shown.show("settings", {"stations": True}))
            assert len(buttons(page.stations)) == 2
            page.stations.search.setText("siti")
            shown.settle(0.4)
            (revoke,) = buttons(page.stations)
            assert revoke.accessibleName() == "Cabut: Kelurahan Pancoran Mas"
            revoke.click()
            assert trust(depok, depok.village) is Trust.ACCEPTED
            shown.shell.message_bar._action.click()
            shown.settle()
            assert trust(depok, depok.village) is Trust.REVOKED
            assert "dicabut" in shown.toast
            until = time.monotonic() + PATIENCE
            while len(buttons(page.stations)) > 1 and time.monotonic() < until:  # the old ones go later
                shown.settle(0.1)
            shown.until(lambda: [one.text() for one in buttons(page.stations)] == ["Terima lagi"])


def test_a_further_laptop_becomes_a_desk_until_a_day_and_its_delegation_is_closed(
    qapp: QApplication, tmp_path: Path
) -> None:
    new = bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Rini", "DP3AP2KB", desk=True)
    bootstrap.create(tmp_path / "rini", new)
    with town(tmp_path) as depok, bootstrap.opened(tmp_path / "rini") as rini:
        depok.enrol(rini)
        depok.carry(rini, depok.desk)
        with window(qapp, depok.desk, tmp_path, settings=SettingsPage) as shown:
            page = cast("SettingsPage", shown.show("settings"))
            (give,) = buttons(page.desks)
            assert give.text() == "Jadikan meja…"
            give.click()
            dialog = shown.shell.findChild(DelegateDialog)
            assert dialog is not None
            dialog.rights[Right.REQUEST].setChecked(False)
            dialog.until.setDate(QDate(2030, 12, 31))
            dialog.give_button.click()
            shown.settle()
            (desk,) = desks(depok.desk)
            assert sorted(desk.grant.rights) == ["receive", "review"]
            assert (desk.grant.until, desk.works) == ("2030-12-31", True)
            assert depok.desk.store.local.held() == [], "its bundle was taken in at once"
            for one in page.findChildren(ReceivedDialog):
                one.close()
            told = [label.text() for label in page.desks.findChildren(QLabel)]
            assert "menerima, meninjau · sampai 31 Des 2030" in told
            shown.until(lambda: [one.text() for one in buttons(page.desks)] == ["Ubah…", "Tutup"])
            buttons(page.desks)[1].click()
            shown.shell.message_bar._action.click()
            shown.settle()
            assert not desks(depok.desk)[0].works
            shown.until(lambda: [one.text() for one in buttons(page.desks)] == ["Buka lagi…"])
            assert all_fits(page) == []


def test_the_sections_lead_to_their_cards(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok, window(qapp, depok.desk, tmp_path, settings=SettingsPage) as shown:
        page = cast("SettingsPage", shown.show("settings"))
        names = [page.sections.item(at).text() for at in range(page.sections.count())]
        assert names[0] == "Anda dan kantor"
        assert "Laptop dan meja" in names
        page.sections.setFocus()
        for name, card in (("Laptop dan meja", page.stations), ("Pustaka dan cadangan", page.library)):
            page.sections.setCurrentRow(names.index(name))
            shown.settle()
            assert card.visibleRegion().boundingRect().height() > 40
        assert "Katalog" in page._versions.text()


def test_new_keys_are_in_force_while_the_window_stays_open(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.introduce(depok.village)
        with window(qapp, depok.village, tmp_path, settings=SettingsPage) as shown:
            page = cast("SettingsPage", shown.show("settings"))
            before = page.keys.words.text()
            page.keys.button.click()
            assert page.keys.words.text() == before, "nothing without a second word"
            shown.shell.message_bar._action.click()
            shown.settle()
            assert page.keys.words.text() != before
            assert page.keys.words.accessibleName().split(", ") == list(words_of(depok.village.station.keys[-1]))
            tagged(depok.village, photo(tmp_path / "b.png", 5))
            received = depok.carry(depok.village, depok.desk)
            assert [one.new for one in received.accepted] == [1], "signed by the new key, which the old one signed"
            depok.carry(depok.desk, depok.village)


def buttons(card: QWidget) -> list[Button]:
    return [one for one in card.findChildren(Button) if not one.isHidden() and one.text()]


def trust(depok: Town, station: Workspace) -> Trust:
    known = depok.desk.store.offices.station(station.me)
    assert known is not None
    return known.trust
