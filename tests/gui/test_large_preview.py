"""The big preview by real keys and mouse: pages, zoom, turning, words, HEIC, recordings; and tagging goes on in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.operations import browse
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import Office
from tests.gui.test_officer import HEIC, recording
from tests.media.samples import docx, mp4, pdf, picture

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("masuk")
    picture((2400, 1600)).save(folder / "1 foto.jpg", "JPEG")
    (folder / "2 keputusan.pdf").write_bytes(pdf("Keputusan", pages=7))
    sheets = [Image.new("L", (600, 800), shade) for shade in (250, 120, 20)]
    sheets[0].save(folder / "3 pindaian.tif", save_all=True, append_images=sheets[1:])
    (folder / "4 notulen.docx").write_bytes(docx(*(f"Butir {number}: musrenbang anak" for number in range(80))))
    (folder / "5 rekaman.wav").write_bytes(recording(5))
    (folder / "6 film.mp4").write_bytes(mp4(3_870_000_000))
    if HEIC:
        (folder / "7 ponsel.heic").write_bytes(HEIC[0].read_bytes())
    return folder


@pytest.fixture
def page(open_office: Callable[..., Office], qtbot: QtBot, files: Path) -> TagPage:
    office = open_office(0)
    ingest(office.workspace, IngestRequest((str(files),)), SilentProgress())
    office.shell.show_page("tag")
    found = office.shell.page("tag")
    assert isinstance(found, TagPage)
    count = len(list(files.iterdir()))
    qtbot.waitUntil(lambda: len(found.model.numbers) == count and all(found.model.item(row) for row in range(count)))
    return found


def open_large(page: TagPage, qtbot: QtBot, name: str) -> QWidget:
    rows = range(len(page.model.numbers))
    page.grid.choose(next(row for row in rows if (item := page.model.item(row)) and item.name.endswith(name)))
    QTest.keyClick(page.grid, Key.Key_Space)
    assert page.centre.currentWidget() is page.large
    qtbot.wait(50)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def wide(page: TagPage, qtbot: QtBot, least: int) -> None:
    """Wait for the picture drawn large, after the small one."""
    qtbot.waitUntil(lambda: max(page.large.view._image.width(), page.large.view._image.height()) >= least)


def test_zoom_by_keys_wheel_and_tools(page: TagPage, qtbot: QtBot) -> None:
    focus = open_large(page, qtbot, "foto.jpg")
    wide(page, qtbot, 2000)
    view, tools = page.large.view, page.large.tools
    assert focus is view
    assert view.fits
    fitting = view.zoom
    QTest.keyClick(focus, Key.Key_Equal, CTRL)
    assert view.zoom > fitting
    QTest.keyClick(focus, Key.Key_0, CTRL)
    assert view.fits
    QTest.keyClick(focus, Key.Key_F)
    assert view.zoom == 1.0
    assert tools.zoom.text() == "100 %"
    spot = QPointF(view.rect().center())
    turn = QWheelEvent(
        spot, view.mapToGlobal(spot), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, turn)
    assert view.zoom == pytest.approx(0.8)
    QTest.mouseClick(tools.zoom, Qt.MouseButton.LeftButton)
    assert view.fits
    QTest.mouseClick(tools.larger, Qt.MouseButton.LeftButton)
    assert view.zoom == pytest.approx(fitting * 1.25)


def test_dragging_and_ctrl_arrows_pan_and_plain_arrows_go_on(page: TagPage, qtbot: QtBot) -> None:
    focus = open_large(page, qtbot, "foto.jpg")
    wide(page, qtbot, 2000)
    view = page.large.view
    QTest.keyClick(focus, Key.Key_F)
    before = QPointF(view._centre)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(view, QPoint(140, 170))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(140, 170))
    assert view._centre.x() > before.x()
    before = QPointF(view._centre)
    QTest.keyClick(focus, Key.Key_Left, CTRL)
    assert view._centre.x() < before.x()
    row = page.grid.current_row
    QTest.keyClick(focus, Key.Key_Right if row == 0 else Key.Key_Left)
    assert page.grid.current_row == (1 if row == 0 else row - 1)
    assert page.centre.currentWidget() is page.large


@pytest.mark.parametrize(("name", "pages"), [("keputusan.pdf", 7), ("pindaian.tif", 3)])
def test_pages_turn_by_keys_and_buttons(page: TagPage, qtbot: QtBot, name: str, pages: int) -> None:
    focus = open_large(page, qtbot, name)
    tools = page.large.tools
    qtbot.waitUntil(lambda: tools.page.accessibleName() == f"Halaman 1 dari {pages}" and tools.page.isVisible())
    QTest.keyClick(focus, Key.Key_PageDown)
    qtbot.waitUntil(lambda: tools.page.accessibleName() == f"Halaman 2 dari {pages}")
    QTest.mouseClick(tools.after, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tools.page.accessibleName() == f"Halaman 3 dari {pages}")
    QTest.keyClick(focus, Key.Key_PageUp)
    qtbot.waitUntil(lambda: tools.page.accessibleName() == f"Halaman 2 dari {pages}")
    assert page.large.view.accessibleDescription() == f"Halaman 2 dari {pages}"


def test_the_picture_turns_and_the_next_one_is_upright(page: TagPage, qtbot: QtBot) -> None:
    focus = open_large(page, qtbot, "foto.jpg")
    wide(page, qtbot, 2000)
    view = page.large.view
    QTest.keyClick(focus, Key.Key_R)
    assert view._image.height() > view._image.width()
    QTest.keyClick(focus, Key.Key_R, SHIFT)
    assert view._image.height() < view._image.width()
    QTest.mouseClick(page.large.tools.turn, Qt.MouseButton.LeftButton)
    assert view._image.height() > view._image.width()
    open_again(page)
    open_large(page, qtbot, "foto.jpg")
    wide(page, qtbot, 2000)
    assert view._image.height() < view._image.width()


def open_again(page: TagPage) -> None:
    QTest.keyClick(page.large.view, Key.Key_Escape)
    assert page.centre.currentWidget() is page.grid


def test_words_are_read_and_enlarged(page: TagPage, qtbot: QtBot) -> None:
    open_large(page, qtbot, "notulen.docx")
    words = page.large.words
    qtbot.waitUntil(lambda: page.large.stack.currentWidget() is words)
    assert "Butir 79: musrenbang anak" in words.toPlainText()
    assert not page.large.tools.isVisible()
    assert words.font().pixelSize() >= 15
    QTest.keyClick(words, Key.Key_Equal, CTRL)
    assert words.font().pixelSize() == 16
    QTest.keyClick(words, Key.Key_0, CTRL)
    assert words.font().pixelSize() == 15
    top = words.verticalScrollBar().value()
    QTest.keyClick(words, Key.Key_PageDown)
    assert words.verticalScrollBar().value() > top


@pytest.mark.parametrize(("name", "said"), [("rekaman.wav", "AUDIO"), ("film.mp4", "MP4")])
def test_recordings_are_cards_with_a_button(page: TagPage, qtbot: QtBot, name: str, said: str) -> None:
    open_large(page, qtbot, name)
    qtbot.waitUntil(lambda: said in page.large.card.text())
    assert page.large.open.isVisible()
    assert page.large.open.text() == "Buka"
    assert not page.large.tools.isVisible()
    focus = QApplication.focusWidget()
    assert focus is page.large.recording, "no button takes Space and Enter from the page"
    QTest.keyClick(focus, Key.Key_Space)
    assert page.centre.currentWidget() is page.grid


@pytest.mark.skipif(not HEIC, reason="no corpus beside the checkout")
def test_a_heic_is_seen(page: TagPage, qtbot: QtBot) -> None:
    open_large(page, qtbot, "ponsel.heic")
    qtbot.waitUntil(lambda: not page.large.view._image.isNull())
    assert page.large.stack.currentWidget() is page.large.view


def test_numbers_tag_in_it_and_the_next_is_shown(page: TagPage, qtbot: QtBot) -> None:
    page.grid.choose(0)
    QTest.keyClick(page.grid, Key.Key_Space)
    first = page.model.numbers[0]
    QTest.keyClicks(page.large.view, "14")
    assert page.grid.current_row == 1
    assert page.centre.currentWidget() is page.large
    ws = page.context.workspace
    slug = ws.catalogue.by_number[14].slug
    qtbot.waitUntil(lambda: [tag.indicator for tag in browse.items(ws, [first])[0].tags] == [slug])
    item = page.model.item(1)
    assert item is not None
    assert page.large._name.text() == item.name
