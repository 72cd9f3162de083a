"""Alt+Enter tells all that is known of a file; menu, keys and the list of keys say the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from kla_desktop.gui.keying import keys
from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.gui.pages.tagging.details import DetailsDialog
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.replace import ReplaceRequest, replace
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import Office

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def told(page: TagPage, qtbot: QtBot) -> dict[str, str]:
    """Open the details by their key and read them as a grid of names and values."""
    QTest.keyClick(page.grid, Key.Key_Return, ALT)
    dialog = page.findChildren(DetailsDialog)[-1]
    qtbot.waitUntil(lambda: dialog._grid.rowCount() > 8)
    grid: Any = dialog._grid
    cells = [grid.itemAt(at).widget() for at in range(grid.count())]
    labels = [cell.text() for cell in cells if isinstance(cell, QLabel)]
    dialog.close()
    return dict(zip(labels[::2], labels[1::2], strict=True))


def test_all_that_is_known_is_told(open_office: Callable[..., Office], qtbot: QtBot, tmp_path: Path) -> None:
    office = open_office(0)
    ws = office.workspace
    folder = tmp_path / "2026-11-02 Posyandu"
    folder.mkdir()
    for name, shade in (("IMG_20261101_101500.jpg", 40), ("IMG_20261102_090000.jpg", 90)):
        Image.new("RGB", (64, 48), (shade, 90, 10)).save(folder / name)
    added = ingest(ws, IngestRequest((str(folder),)), SilentProgress()).added
    old, new = (one.id for one in sorted(added, key=lambda one: one.path))
    describe(ws, DescribeRequest((old,), title="Posyandu Melati", place="32.76.01.1008"), SilentProgress())
    replace(ws, ReplaceRequest(old, new), SilentProgress())
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 1 and page.model.item(0) is not None)
    said = told(page, qtbot)
    item = page.model.item(0)
    assert item is not None
    assert said["Nama berkas"] == item.name
    assert "● 2 Nov 2026 09.00 · perkiraan dari nama berkas · dipakai" in said["Waktu menurut"]
    assert "○ 2 Nov 2026 · perkiraan dari nama folder" in said["Waktu menurut"]
    assert said["Ditemukan di"] == str(folder)
    assert said["Versi sebelumnya"].startswith("Posyandu Melati · 1 Nov 2026 10.15")
    assert said["Sidik berkas"].replace("\n", "") == item.digest.sha256
    assert "Bukti ini ditambahkan · Siti A." in said["Riwayat"]
    assert "Bukti ini diubah keterangannya (versi, judul)" in said["Riwayat"]


def test_menu_and_list_of_keys_agree(open_office: Callable[..., Office], qtbot: QtBot, app: QApplication) -> None:
    office = open_office(3)
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: page.model.item(0) is not None)
    page.filters.advance.setChecked(False)
    QTest.keyClicks(page.grid, "9")
    qtbot.waitUntil(lambda: bool(page.keyboard.tags_here()))
    place = QPoint(20, 20)  # the platform tells the menu key so
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, page.grid.mapToGlobal(place))
    QApplication.sendEvent(page.grid, asked)
    qtbot.waitUntil(lambda: isinstance(app.activePopupWidget(), QMenu))
    menu: Any = app.activePopupWidget()
    entries = dict(action.text().partition("\t")[::2] for action in menu.actions() if action.text())
    menu.close()
    shared = {"Ctrl+Z", "Ctrl+Y"}
    listed = {key for key, _ in keys.listed()}
    assert {key for key in entries.values() if key} - shared <= listed
    for key in ("X", "F2", "Del", "Ctrl+A", "Ctrl+C", "Ctrl+S", "Spasi", "Ctrl+Enter", "Alt+Enter", "B", "D", "W", "/"):
        assert key in entries.values(), key
    assert {"Tampilkan di folder", "Hapus tanda: 09 Pengasuhan alternatif"} <= entries.keys()
