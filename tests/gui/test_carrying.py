"""Files leave Tandai by Ctrl+C and by the mouse, come in by drop and paste, and are found again in their folder."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.gui.carried import MARK, is_own
from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.model.listing import Filter, Item
from kla_desktop.operations import browse
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import Office
from tests.media.samples import docx, encoded, exif, picture

Key = Qt.Key
CTRL, NONE, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
MINUTES = docx("Notulen rapat forum anak")
DEPOK = {1: "S", 2: (6.0, 24.0, 0.0), 3: "E", 4: (106.0, 49.0, 0.0)}


def items(office: Office) -> list[Item]:
    return browse.items(office.workspace, [number for number, _ in browse.rows(office.workspace, Filter())])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "DCIM"
    made.mkdir()
    (made / "taman.jpg").write_bytes(encoded(picture(), exif=exif(gps=DEPOK)))
    (made / "notulen.docx").write_bytes(MINUTES)
    return made


@pytest.fixture
def office(open_office: Callable[..., Office], folder: Path, qtbot: QtBot) -> Iterator[Office]:
    made = open_office(0)
    ingest(made.workspace, IngestRequest((str(folder),)), SilentProgress())
    made.shell.show_page("tag")
    page = tandai(made)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 2 and all(page.model.item(row) for row in range(2)))
    yield made
    QApplication.clipboard().clear()  # what is left there outlives the application and crashes at the end


def tandai(office: Office) -> TagPage:
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    return page


def copy_all(office: Office, qtbot: QtBot) -> QMimeData:
    grid = tandai(office).grid
    QTest.keyClick(grid, Key.Key_A, CTRL)
    QTest.keyClick(grid, Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: is_own(QApplication.clipboard().mimeData()))
    return QApplication.clipboard().mimeData()


def test_copied_files_are_those_of_the_library_without_positions(office: Office, qtbot: QtBot) -> None:
    data = copy_all(office, qtbot)
    minutes, photo = sorted(Path(url.toLocalFile()) for url in data.urls())
    assert minutes.name.startswith("notulen")
    assert minutes.read_bytes() == MINUTES
    with Image.open(photo) as copy:
        assert copy.size == picture().size
        assert not copy.getexif().get_ifd(0x8825)
    assert sorted(data.text().split("\n")) == [minutes.name, photo.name]
    qtbot.waitUntil(lambda: "2 salinan siap ditempel" in office.shell.toast.text)


def test_what_was_copied_is_not_taken_in_again(office: Office, qtbot: QtBot) -> None:
    data = copy_all(office, qtbot)
    QTest.keyClick(tandai(office).grid, Key.Key_V, CTRL)
    assert "sudah ada di pustaka" in office.shell.message_bar.text
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(office.shell, enter)
    assert not enter.isAccepted()
    assert len(items(office)) == 2


def test_closing_takes_our_files_off_the_clipboard(office: Office, qtbot: QtBot) -> None:
    copy_all(office, qtbot)
    office.desk.close()
    assert not is_own(QApplication.clipboard().mimeData())
    assert not list(office.context.opened_copies.glob("salinan-*"))


def test_the_mouse_drags_files_out(office: Office, qtbot: QtBot) -> None:
    """The drag itself is the platform's, and the offscreen one ends it at once."""
    grid, window = tandai(office).grid, office.shell.windowHandle()
    QTest.keyClick(grid, Key.Key_A, CTRL)
    place = grid.visualRect(grid.model().index(0, 0)).center()
    here = window.mapFromGlobal(grid.viewport().mapToGlobal(place))
    QTest.mousePress(window, LEFT, NONE, here)
    QTest.mouseMove(window, here + QPoint(40, 40))
    qtbot.waitUntil(lambda: "2 salinan siap dilepas" in office.shell.toast.text)
    QTest.mouseRelease(window, LEFT, NONE, here + QPoint(40, 40))
    names = sorted(path.name for path in office.context.opened_copies.glob("salinan-*/*"))
    assert names == ["notulen.docx", "taman.jpg"]
    assert grid.selected_count() == 2, "what is dragged stays chosen"


def drop(office: Office, data: QMimeData) -> None:
    shell = office.shell
    QApplication.sendEvent(shell, QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, LEFT, NONE))
    QApplication.sendEvent(shell, QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, LEFT, NONE))


def test_files_and_folders_are_dropped_together(office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "baru").mkdir()
    for shade, name in enumerate(("baru/satu.jpg", "baru/dua.jpg", "tiga.jpg")):
        Image.new("RGB", (64, 48), (shade * 90, 30, 30)).save(tmp_path / name)
    data = QMimeData()
    paths = (tmp_path / "baru", tmp_path / "tiga.jpg", tmp_path / "DCIM" / "notulen.docx")
    data.setUrls([*(QUrl.fromLocalFile(str(path)) for path in paths), QUrl("https://contoh.example/foto.jpg")])
    drop(office, data)
    qtbot.waitUntil(lambda: "3 berkas ditambahkan · 1 sudah ada" in office.shell.toast.text)
    assert len(items(office)) == 5


def test_a_drop_without_files_says_what_to_do(office: Office) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://contoh.example/foto.jpg")])
    drop(office, data)
    assert "Simpan dulu gambarnya ke folder" in office.shell.message_bar.text
    assert not data.hasFormat(MARK)


_SERVICE = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusVirtualObject
from pathlib import Path
from kla_desktop.gui.reveal import reveal


class FileManager(QDBusVirtualObject):
    def introspect(self, path):
        return ""

    def handleMessage(self, message, connection):
        print(message.member(), message.arguments()[0][0], flush=True)
        return connection.send(message.createReply())


if sys.argv[2] == "serve":
    app = QCoreApplication(sys.argv)
    bus = QDBusConnection.sessionBus()
    manager = FileManager()
    bus.registerVirtualObject("/org/freedesktop/FileManager1", manager)
    bus.registerService("org.freedesktop.FileManager1")
    print("ready", flush=True)
    QTimer.singleShot(20_000, app.quit)
    app.exec()
else:
    app = QCoreApplication(sys.argv)
    print(reveal(Path(sys.argv[1])), flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")
def test_a_file_is_chosen_in_the_file_manager(folder: Path, tmp_path: Path) -> None:
    script, file = tmp_path / "bus.py", folder / "taman.jpg"
    script.write_text(_SERVICE)
    python = f"'{sys.executable}' '{script}' '{file}'"
    lines = f"{python} serve & S=$!; for i in 1 2 3 4 5 6; do sleep 0.5; {python} ask && break; done; kill $S"
    try:
        done = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", lines], capture_output=True, text=True, timeout=60, check=False
        )
    except FileNotFoundError:
        pytest.skip("no dbus-run-session here")
    said = done.stdout.split("\n")
    assert f"ShowItems file://{file}" in said, done.stdout + done.stderr
    assert "True" in said
