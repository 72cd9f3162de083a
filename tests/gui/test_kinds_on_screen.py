"""Tandai with documents, recordings, containers and locked files: seen as words, opened, taken apart, unlocked."""

import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kla_desktop.gui.dialogs.file_password_dialog import FilePasswordDialog
from kla_desktop.gui.dialogs.unfold_dialog import UnfoldDialog
from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.model.listing import Filter, Item
from kla_desktop.operations import browse
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import Office
from tests.media.samples import encoded, exif, picture

Open = Callable[..., Office]


def make_files(folder: Path) -> list[Path]:
    folder.mkdir()
    rows = "Nama;Umur;Alamat\n" + "\n".join(f"Anak {n};{8 + n};RW 0{n}" for n in range(1, 9))
    (folder / "daftar.csv").write_text(rows, "utf-8")
    with zipfile.ZipFile(folder / "kegiatan.zip", "w") as archive:
        archive.writestr("Foto/catatan.txt", "Catatan rapat anak")
        archive.writestr("Foto/undangan.txt", "Undangan rapat")
    canvas = Canvas(str(folder / "kunci.pdf"), encrypt=StandardEncryption("rahasia1", strength=128))
    canvas.drawString(100, 700, "Notulen tertutup")
    canvas.save()
    wave = b"RIFF" + struct.pack("<I", 36 + 32000) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
    (folder / "rekaman.wav").write_bytes(wave + b"data" + struct.pack("<I", 32000) + bytes(32000))
    pages = [Image.new("L", (300, 400), shade) for shade in (255, 128, 64)]
    pages[0].save(folder / "pindaian.tif", save_all=True, append_images=pages[1:])
    return sorted(folder.iterdir())


@pytest.fixture
def page(open_office: Open, qtbot: QtBot, tmp_path: Path) -> TagPage:
    office = open_office(0)
    files = make_files(tmp_path / "masuk")
    ingest(office.workspace, IngestRequest(tuple(map(str, files))), SilentProgress())
    office.shell.show_page("tag")
    found = office.shell.page("tag")
    assert isinstance(found, TagPage)
    qtbot.waitUntil(lambda: len(found.model.numbers) == len(files) and found.model.item(0) is not None)
    return found


def choose(page: TagPage, qtbot: QtBot, name: str) -> Item:
    qtbot.waitUntil(lambda: all(page.model.item(row) for row in range(len(page.model.numbers))))
    row = next(row for row in range(len(page.model.numbers)) if (item := page.model.item(row)) and item.name == name)
    page.grid.choose(row)
    item = page.model.item(row)
    assert item is not None
    qtbot.waitUntil(lambda: page.preview._item is not None and page.preview._item.id == item.id)
    return item


def look(page: TagPage, name: str) -> None:
    """Keep what a person would see, where somebody asks for it."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        QApplication.processEvents()
        window = QApplication.activeModalWidget() or page.window()
        window.grab().save(f"{folder}/{name}.png")


def dialog(qtbot: QtBot, kind: type) -> Any:
    found: list[Any] = []

    def there() -> bool:
        found[:] = [
            widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
        ]
        return bool(found)

    qtbot.waitUntil(there)
    return found[0]


def test_a_table_is_read_as_words_and_keys_go_on(page: TagPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "daftar.csv")
    QTest.keyClick(page.grid, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.large.stack.currentWidget() is page.large.words)
    assert "Anak 3\t11\tRW 03" in page.large.words.toPlainText()
    look(page, "kata")
    before = page.grid.current_row
    QTest.keyClick(page.large.words, Qt.Key.Key_Right if before == 0 else Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: page.grid.current_row != before)


def test_a_recording_is_a_card_with_a_way_to_open_it(page: TagPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "rekaman.wav")
    QTest.keyClick(page.grid, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.large.stack.currentIndex() == 2)
    assert "0.02" in page.large.card.text()
    asked: list[bool] = []
    page.large.opened.disconnect()
    page.large.opened.connect(lambda: asked.append(True))
    look(page, "rekaman")
    QTest.mouseClick(page.large.open, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_the_pages_of_a_scan_are_turned(page: TagPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "pindaian.tif")
    QTest.keyClick(page.grid, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.large.view._pages == 3)
    QTest.keyClick(page.large.view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.large.view._page == 1)
    assert page.large.view._image.pixelColor(5, 5).red() == pytest.approx(128, abs=3)


def test_what_is_ticked_is_taken_out(page: TagPage, qtbot: QtBot) -> None:
    item = choose(page, qtbot, "kegiatan.zip")
    assert page.preview.act.text() == "Ambil isi…"
    look(page, "wadah")
    QTest.mouseClick(page.preview.act, Qt.MouseButton.LeftButton)
    shown: UnfoldDialog = dialog(qtbot, UnfoldDialog)
    assert shown.places() == (0, 1)
    row = shown.list.topLevelItem(1)
    assert row is not None
    row.setCheckState(0, Qt.CheckState.Unchecked)
    assert shown.take.text() == "Ambil 1 berkas"
    look(page, "isi")
    QTest.mouseClick(shown.take, Qt.MouseButton.LeftButton)

    def shown_still() -> bool:
        return any(isinstance(one, UnfoldDialog) and one.isVisible() for one in QApplication.topLevelWidgets())

    ws = page.context.workspace
    qtbot.waitUntil(lambda: not shown_still())
    names = {one.name for one in browse.page(ws, Filter(), 100)}
    assert {"catatan.txt", item.name} <= names
    assert "undangan.txt" not in names


def test_a_password_opens_a_locked_file(page: TagPage, qtbot: QtBot) -> None:
    item = choose(page, qtbot, "kunci.pdf")
    assert page.preview.act.text() == "Masukkan kata sandi…"
    QTest.mouseClick(page.preview.act, Qt.MouseButton.LeftButton)
    shown: FilePasswordDialog = dialog(qtbot, FilePasswordDialog)
    QTest.keyClicks(shown.field, "salah")
    QTest.mouseClick(shown.read, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(shown.said.isVisible)
    look(page, "kunci")
    shown.field.clear()
    QTest.keyClicks(shown.field, "rahasia1")
    QTest.mouseClick(shown.read, Qt.MouseButton.LeftButton)
    ws = page.context.workspace
    qtbot.waitUntil(lambda: browse.detail(ws, item.id).text == "Notulen tertutup")
    qtbot.waitUntil(page.preview.act.isHidden)
    look(page, "terbuka")
    large = page.preview.view
    qtbot.waitUntil(lambda: large.has_image)  # the page that was read once; the file itself stays locked


def test_a_wrong_clock_is_put_right_by_the_time_in_the_name(open_office: Open, qtbot: QtBot, tmp_path: Path) -> None:
    office = open_office(0)
    photo = tmp_path / "IMG_20240614_091502.jpg"
    photo.write_bytes(encoded(picture(), exif=exif({0x9003: "2031:05:05 10:00:00"})))
    ingest(office.workspace, IngestRequest((str(photo),)), SilentProgress())
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(page.preview.other_time.isVisible)
    look(page, "jam-salah")
    assert page.preview.other_time.text() == "Pakai 14 Jun 2024 09.15"
    page.preview.other_time.setFocus()
    QTest.keyClick(page.preview.other_time, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.preview.other_time.isVisible())
    assert page.grid.hasFocus()
    (item,) = browse.items(office.workspace, page.model.numbers)
    assert (item.captured_at, item.captured_at_source) == ("2024-06-14T09:15:02", "officer")
    QTest.keyClick(page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.preview.other_time.isVisible)
