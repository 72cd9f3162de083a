"""Bundel over real libraries and a folder that plays the stick: make, copy, receive, answer, accept, refuse."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.received_dialog import ReceivedDialog
from kla_desktop.gui.pages.bundles.reading import Drive, Motion
from kla_desktop.gui.pages.bundles.receipt_panel import ReceiptDialog
from kla_desktop.gui.pages.bundles_page import BundlesPage
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.state_label import State
from kla_desktop.model.bundle import BundleLevel
from kla_desktop.model.ids import BundleId
from kla_desktop.model.station import Trust
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.system.volumes import Volume
from tests.gui.desk_harness import Window, all_fits, window
from tests.operations.town import SILENT, photo, tagged, take, town
from tests.sticks import Stick


@dataclass
class Sticks:
    """The drives of a laptop whose only stick is a folder."""

    folder: Path
    free: int = 5_200_000_000
    read_only: bool = False
    there: bool = True
    labels: list[str] = field(default_factory=lambda: ["KINGSTON"])

    def list_volumes(self) -> list[Volume]:
        return [self.volume_of(self.folder)] if self.there else []

    def volume_of(self, path: Path) -> Volume:
        return Volume(path, self.labels[0], "vfat", 8_000_000_000, self.free, True, self.read_only)


class Mounted(Sticks):
    """The drives of a laptop whose only stick is really mounted, or not."""

    def list_volumes(self) -> list[Volume]:
        return super().list_volumes() if self.folder.is_mount() else []


def open_page(shown: Window) -> BundlesPage:
    return cast("BundlesPage", shown.show("bundles"))


def state_line(page: BundlesPage) -> str:
    item = page.drives.state.itemAt(0)
    widget = item.widget() if item is not None else None
    return widget.accessibleName() if widget is not None else ""


def dialog_of(page: BundlesPage) -> ReceivedDialog:
    found = [one for one in page.findChildren(ReceivedDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def bundles_with(sticks: Sticks) -> Callable[[Context], BundlesPage]:
    def make(context: Context) -> BundlesPage:
        return BundlesPage(context, sticks)

    return make


def test_from_nothing_to_a_stick_that_may_be_pulled(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        sticks = Sticks(depok.stick, there=False)
        with window(qapp, depok.village, tmp_path, bundles=bundles_with(sticks)) as shown:
            page = open_page(shown)
            assert page.empty.accessibleName().startswith("Belum ada bundel. Tandai bukti")
            assert state_line(page).startswith("Belum ada USB")
            page.arrive({"make": True})
            shown.settle()
            assert "belum terdaftar pada Sekretariat" in shown.message
            depok.enrol(depok.village)
            page.make()
            shown.settle()
            assert "Tidak ada bukti baru untuk dikemas" in shown.message
            tagged(depok.village, photo(tmp_path / "a.png", 1), photo(tmp_path / "b.png", 2))
            page.make()
            shown.settle()
            assert shown.toast.startswith("1 bundel dibuat: 2 bukti")
            assert [line.level for line in page.model.lines] == [BundleLevel.PACKED]
            assert page.subtitle == "1 belum dikirim"
            assert not page.drives.copy_button.isEnabled()
            sticks.there, sticks.free = True, 10
            page.look_for_drives()
            shown.settle()
            assert state_line(page).startswith("USB penuh. Perlu")
            sticks.free, sticks.read_only = 5_200_000_000, True
            page.look_for_drives()
            shown.settle()
            assert state_line(page).startswith("USB ini hanya bisa dibaca")
            sticks.read_only = False
            page.look_for_drives()
            shown.settle()
            assert page.drives.copy_button.isEnabled()
            page.drives.copy_button.setFocus()
            shown.press(page.drives.copy_button, Qt.Key.Key_Space)
            shown.settle()
            assert state_line(page) == "Bundel tersalin dan sudah diperiksa ulang. Aman untuk mencabut USB."
            assert [file.suffix for file in depok.stick.rglob("*.kla")] == [".kla"]
            tagged(depok.village, photo(tmp_path / "c.png", 3))
            page.make()
            shown.settle()
            assert page.chosen is not None
            assert page.chosen.level is BundleLevel.PACKED, "what was just made is looked at"
            assert page.model.state(page.model.lines[1]) == (State.WAITING, "Di KINGSTON, menunggu tanda terima")
            assert all_fits(page) == []


def test_a_stick_that_is_gone_is_explained_and_nothing_is_lost(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.enrol(depok.village)
        tagged(depok.village, photo(tmp_path / "a.png", 1))
        pack(depok.village, PackRequest(), SILENT)
        sticks = Sticks(depok.stick)
        with window(qapp, depok.village, tmp_path, bundles=bundles_with(sticks)) as shown:
            page = open_page(shown)
            depok.stick.rename(tmp_path / "laci")
            page.copy_to(depok.stick)
            shown.settle()
            assert shown.message.startswith("USB tercabut saat menyalin")
            assert "aman di laptop ini" in shown.message
            assert [line.level for line in page.model.lines] == [BundleLevel.PACKED]
            (tmp_path / "laci").rename(depok.stick)
            page.copy_to(depok.stick)
            shown.settle()
            assert [line.level for line in page.model.lines] == [BundleLevel.SENT]


def test_a_pulled_stick_is_gone_on_with_once_it_is_back(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.enrol(depok.village)
        tagged(depok.village, photo(tmp_path / "a.png", 1))
        pack(depok.village, PackRequest(), SILENT)
        sticks = Sticks(depok.stick)
        with window(qapp, depok.village, tmp_path, bundles=bundles_with(sticks)) as shown:
            page = open_page(shown)
            depok.stick.rename(tmp_path / "laci")
            page.copy_to(depok.stick)
            shown.settle()
            assert page.drives.picture.picture.icon == "usb_pulled"
            sticks.there = False
            page.look_for_drives()
            shown.settle()
            (tmp_path / "laci").rename(depok.stick)
            sticks.there = True
            page.look_for_drives()
            shown.settle()
            assert [line.level for line in page.model.lines] == [BundleLevel.SENT]
            assert page.drives.picture.picture.icon == "usb_done"
            assert shown.message.endswith("Aman untuk mencabut USB.")
            sticks.there = False
            page.look_for_drives()
            shown.settle()
            assert shown.message == "", "it is pulled out"


def test_each_state_of_a_stick_has_one_picture_and_one_way_on(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok, window(qapp, depok.village, tmp_path, bundles=BundlesPage) as shown:
        page = open_page(shown)
        page._look.stop()
        panel = page.drives

        def seen(
            drive: Volume | None, needed: int = 0, largest: int = 0, *, ejectable: bool = False
        ) -> tuple[str, list[str]]:
            panel.show_drives((Drive(drive, False, ejectable),) if drive is not None else ())
            panel.show_load(1 if needed else 0, needed, largest)
            ways = (
                panel.copy_button,
                panel.cancel_button,
                panel.eject_button,
                panel.receive_button,
                panel.folder_button,
            )
            return panel.picture.picture.icon, [one.text() for one in ways if not one.isHidden() and one.isEnabled()]

        volume = Sticks(tmp_path).volume_of(tmp_path)
        assert seen(None) == ("usb_missing", ["Folder lain…"])
        assert seen(volume) == ("usb_ready", ["Folder lain…"])
        assert seen(volume, 1000) == ("usb_ready", ["Salin ke USB", "Folder lain…"])
        assert seen(volume, 6_000_000_000) == ("usb_full", ["Folder lain…"])
        assert seen(volume, 5_000_000_000, 5_000_000_000) == ("usb_full", ["Folder lain…"])
        assert "4 G" in panel.picture.text
        assert seen(replace(volume, read_only=True), 1000) == ("usb_locked", ["Folder lain…"])
        assert seen(volume, 1000, ejectable=True) == ("usb_ready", ["Salin ke USB", "Keluarkan USB", "Folder lain…"])
        panel.show_motion(Motion(BundleId("b"), 0.64, "64 % · ± 2 menit"))
        assert seen(volume, 1000, ejectable=True) == ("usb_copying", ["Batal"])
        assert "Jangan cabut" in panel.picture.text
        panel.show_motion(None)
        panel.say("ok", "Aman untuk mencabut USB.")
        assert seen(volume, ejectable=True) == ("usb_done", ["Keluarkan USB", "Folder lain…"])
        panel.show_ejecting(under_way=True)
        assert seen(volume, ejectable=True) == ("usb_copying", [])
        panel.show_ejecting(under_way=False, closed="KINGSTON")
        assert seen(None) == ("usb_done", ["Folder lain…"])
        assert panel.picture.text == "KINGSTON sudah dikeluarkan. Silakan cabut."
        assert seen(volume) == ("usb_ready", ["Folder lain…"])
        assert seen(volume, 1000)[1][0] == "Salin ke USB"
        panel.show_folder(tmp_path, Drive(volume, True))
        assert seen(volume, 1000)[1] == ["Salin ke folder", "Terima dari folder", "Folder lain…"]
        assert panel.picture.text == "Folder siap."
        assert panel.copy_button.hasFocus()


def test_a_stick_is_copied_to_and_ejected(qapp: QApplication, tmp_path: Path, stick: Stick) -> None:
    with town(tmp_path) as depok:
        depok.enrol(depok.village)
        tagged(depok.village, photo(tmp_path / "a.png", 1))
        pack(depok.village, PackRequest(), SILENT)
        with window(qapp, depok.village, tmp_path, bundles=bundles_with(Mounted(stick.path))) as shown:
            page = open_page(shown)
            page.drives.copy_button.setFocus()
            page.drives.copy_button.click()
            shown.settle()
            assert page.drives.picture.text.endswith("Aman untuk mencabut USB.")
            assert page.drives.eject_button.hasFocus()
            with (stick.path / "dibuka.txt").open("w"):
                page.drives.eject_button.click()
                shown.settle()
                assert shown.message.startswith("USB ini masih dipakai program lain")
                assert page.drives.picture.text.endswith("Aman untuk mencabut USB.")
                assert stick.path.is_mount()
            page.drives.eject_button.click()
            shown.settle()
            assert not stick.path.is_mount()
            assert page.drives.picture.text == "KINGSTON sudah dikeluarkan. Silakan cabut."
            stick.plug_in()
            assert [file.suffix for file in stick.path.rglob("*.kla")] == [".kla"]


def test_a_copy_is_paused_and_stopped_from_its_row(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.enrol(depok.village)
        paper = tmp_path / "besar.bin"
        paper.write_bytes(random.Random(1).randbytes(24 << 20))
        ids = [one.id for one in take(depok.village, paper).added]
        tag(depok.village, TagRequest(tuple(ids), (depok.village.catalogue.find("6").slug,)), SILENT)
        pack(depok.village, PackRequest(), SILENT)
        with window(qapp, depok.village, tmp_path, bundles=bundles_with(Sticks(depok.stick))) as shown:
            page = open_page(shown)
            page.copy_to(depok.stick)
            page.jobs.pause_copying()
            assert page.list.controls.isVisible()
            assert page.list.controls.pause.accessibleName() == "Lanjutkan"
            assert "dijeda" in page.model.state(page.model.lines[0])[1]
            page.list.controls.pause.click()
            page.list.controls.cancel.click()
            shown.settle()
            assert not page.list.controls.isVisible()
            assert "dihentikan" in page.drives.picture.text
            assert [line.level for line in page.model.lines] == [BundleLevel.PACKED]
            page.copy_to(depok.stick)
            shown.settle()
            assert [line.level for line in page.model.lines] == [BundleLevel.SENT]


def test_the_desk_holds_accepts_receives_once_and_answers(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.enrol(depok.village)
        tagged(depok.village, photo(tmp_path / "a.png", 1), photo(tmp_path / "b.png", 2))
        pack(depok.village, PackRequest(), SILENT)
        hand_over(depok.village, HandOverRequest(depok.stick), SILENT)
        file = next(depok.stick.rglob("*.kla"))
        with window(qapp, depok.desk, tmp_path, bundles=bundles_with(Sticks(depok.stick))) as shown:
            page = open_page(shown)
            drop(page, file)
            shown.settle()
            assert dialog_of(page).lines[0].startswith("ditahan: Kelurahan Pancoran Mas")
            dialog_of(page).close()
            stranger = page._table.stations[0] if page._table else None
            assert stranger is not None
            assert (stranger.trust, stranger.waiting, len(stranger.words)) == (Trust.UNKNOWN, 1, 6)
            button_named(page, "Terima laptop ini").click()
            shown.settle()
            assert dialog_of(page).lines == ["diterima: Kelurahan Pancoran Mas: 2 bukti, 2 baru, 0 dobel."]
            dialog_of(page).close()
            assert page.model.state(page.model.lines[0])[0] is State.ACCEPTED
            assert "Diterima oleh Dewi" in page.receipt.facts.text()
            assert "2 baru, 0 dobel" in page.receipt.facts.text()
            assert "No. 1/20" in page.receipt.facts.text()
            page.receipt.code_button.click()
            receipt = shown.shell.findChild(ReceiptDialog)
            assert receipt is not None
            assert f"sha256 {page.model.lines[0].sha256}" in receipt.text
            receipt.close()
            assert depok.desk.store.local.underived() == [], "thumbnails are read without being asked for"
            page.arrive({"receive": [str(file)]})
            shown.settle()
            assert "sudah pernah diterima pada" in dialog_of(page).lines[0]
            dialog_of(page).close()
            page.make()
            shown.settle()
            assert shown.toast == "1 balasan dibuat"
            page.copy_to(depok.stick)
            shown.settle()
            assert len(list((depok.stick / "KLA" / "balasan").glob("*.kla"))) == 1
            page.make()
            shown.settle()
            assert "Tidak ada kabar baru" in shown.message
        with window(qapp, depok.village, tmp_path, bundles=bundles_with(Sticks(depok.stick))) as shown:
            page = open_page(shown)
            assert page.drives.receive_button.isVisible()
            page.drives.receive_button.click()
            shown.settle()
            assert {page.model.state(line)[0] for line in page.model.lines} == {State.ACCEPTED}
            assert [page.model.name(line) for line in page.model.lines if line.reply] == ["Balasan 1 dari Sekretariat"]


def test_a_damaged_bundle_is_refused_by_name(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok:
        depok.enrol(depok.village)
        tagged(depok.village, photo(tmp_path / "b.png", 2))
        path = pack(depok.village, PackRequest(), SILENT).bundles[0].path
        broken = tmp_path / "rusak.kla"
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        broken.write_bytes(data)
        with window(qapp, depok.desk, tmp_path, bundles=bundles_with(Sticks(depok.stick))) as shown:
            page = open_page(shown)
            before = [line.id for line in page.model.lines]
            page.receive([broken])
            shown.settle()
            assert dialog_of(page).lines[0].startswith("ditolak: rusak.kla. Bundel ini berubah atau rusak")
            dialog_of(page).close()
            assert [line.id for line in page.model.lines] == before


def test_the_invitation_is_written_with_its_ending(qapp: QApplication, tmp_path: Path) -> None:
    with town(tmp_path) as depok, window(qapp, depok.desk, tmp_path, bundles=BundlesPage) as shown:
        page = open_page(shown)
        page.write_invitation(tmp_path / "undangan")
        shown.settle()
        assert (tmp_path / "undangan.kla-daftar").is_file()


def button_named(page: BundlesPage, name: str) -> Button:
    found = [one for one in page.findChildren(Button) if name in (one.text(), one.accessibleName())]
    assert len(found) == 1
    return found[0]


def drop(page: BundlesPage, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, buttons, keys))
