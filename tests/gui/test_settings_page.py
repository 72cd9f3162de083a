"""Setelan over a real library: language and theme at once, folders, care, joining."""

from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from kla_desktop.app import bootstrap
from kla_desktop.gui.dialogs.enrol_dialog import EnrolDialog
from kla_desktop.gui.pages.settings_page import SettingsPage
from kla_desktop.gui.theme import DARK, LIGHT, tokens
from kla_desktop.gui.widgets.button import IconButton
from kla_desktop.model.station import Role
from kla_desktop.operations.enrol import EnrolmentRequest, write_enrolment
from tests.gui.desk_harness import all_fits, window
from tests.operations.town import SILENT, photo, take, town


def test_look_folders_and_care(qapp: QApplication, tmp_path: Path) -> None:
    bootstrap.create(tmp_path / "village", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    inbox = tmp_path / "Unduhan"
    inbox.mkdir()
    with bootstrap.opened(tmp_path / "village") as ws:
        take(ws, photo(tmp_path / "a.png", 1))
        with window(qapp, ws, tmp_path, settings=SettingsPage) as shown:
            page = cast("SettingsPage", shown.show("settings"))
            assert page.who.accessibleName() == "Anda dan kantor"
            assert "1 berkas" in page._size.text()
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
            assert page.check_button.text() == "Periksa pustaka"
            shown.context.watch.add(str(inbox))
            shown.settle()
            removers = page.folders.findChildren(IconButton)
            assert [one.accessibleName() for one in removers] == [f"Berhenti memantau {inbox}"]
            removers[0].click()
            shown.settle()
            assert shown.context.watch.folders() == []
            page.check_button.click()
            shown.settle()
            assert page.checked.text() == "Semua utuh: 1 berkas dibaca ulang dan cocok."
            page.back_up(tmp_path / "cadangan.kla-cadangan")
            shown.settle()
            assert (tmp_path / "cadangan.kla-cadangan").stat().st_size > 0
            held = ws.store.local.all_objects()[0]
            ws.store.objects.path(held.name).write_bytes(b"rusak")
            page.check_button.click()
            shown.settle()
            assert page.checked.text().startswith("1 hal perlu diperbaiki")


def test_an_invitation_shows_six_words_before_anything_is_believed(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        written = write_enrolment(depok.desk, EnrolmentRequest(tmp_path / "depok.kla-daftar"), SILENT)
        with window(qapp, depok.village, tmp_path, settings=SettingsPage) as shown:
            page = cast("SettingsPage", shown.show("settings", {"enrolment": str(written.path)}))
            dialog = page.findChild(EnrolDialog)
            assert dialog is not None
            assert not depok.village.store.coordinators
            words = [label.text() for label in dialog.findChildren(type(page._size))]
            assert all(any(word in text for text in words) for word in written.words)
            dialog.join_button.click()
            shown.settle()
            assert depok.village.store.coordinators == {depok.desk.me}
            assert "bergabung dengan Sekretariat (Dewi)" in shown.message
            assert not page.join_button.isVisible()
            broken = tmp_path / "palsu.kla-daftar"
            broken.write_bytes(written.path.read_bytes().replace(b"Dewi", b"Dedi"))
            page.joining.read_invitation(broken)
            shown.settle()
            assert "tidak sah atau rusak" in shown.message
