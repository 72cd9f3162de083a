"""A restricted photo on the screen: a blur in lists, covered in previews, shown by one deliberate press."""

from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kla_desktop.gui.pages.coverage_page import CoveragePage
from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.gui.pages.thumbnails import Thumbnail
from kla_desktop.operations import browse
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import Office


def board(path: Path, first: int) -> Path:
    """A chessboard: whatever still shows a sharp edge of it was not blurred."""
    squares = Image.new("L", (32, 24))
    squares.putdata([255 * ((x + y + first) % 2) for y in range(24) for x in range(32)])
    squares.resize((640, 480), Image.Resampling.NEAREST).convert("RGB").save(path, quality=95)
    return path


def contrast(picture: QImage) -> int:
    """The difference between the darkest and the brightest pixel in the middle of a picture."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    wide, high = grey.width(), grey.height()
    seen = [
        grey.pixelColor(x, y).value()
        for x in range(wide // 4, 3 * wide // 4)
        for y in (high // 6, high // 5, 4 * high // 5)
    ]
    return max(seen) - min(seen)


def shot(widget: QWidget, area: QRect | None = None) -> QImage:
    return (widget.grab(area) if area is not None else widget.grab()).toImage()


def opened(open_office: Any, qtbot: QtBot, tmp_path: Path) -> tuple[Office, TagPage]:
    office = open_office()
    files = tuple(str(board(tmp_path / f"{name}.jpg", at)) for at, name in enumerate("ab"))
    ingest(office.workspace, IngestRequest(files), SilentProgress())
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 2 and page.model.item(1) is not None)
    page.grid.choose(0)
    qtbot.waitUntil(lambda: all(page._thumbnail(item) for item in map(page.model.item, (0, 1)) if item))
    return office, page


def cell(page: TagPage, row: int) -> QImage:
    box = page.grid.visualRect(page.model.index(row))
    return shot(page.grid.viewport(), QRect(box.left() + 10, box.top() + 12, box.width() - 20, box.height() - 50))


def restricted(page: TagPage, row: int) -> bool:
    item = page.model.item(row)
    return item is not None and bool(item.restriction)


def test_w_blurs_and_covers_t_shows_once_and_undo_takes_it_back(open_office: Any, qtbot: QtBot, tmp_path: Path) -> None:
    office, page = opened(open_office, qtbot, tmp_path)
    assert contrast(cell(page, 0)) > 150
    QTest.keyClick(page.grid, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: restricted(page, 0) and page.preview.veil.covers)
    assert "dibatasi" in office.shell.toast.text
    assert contrast(cell(page, 0)) < 90
    assert contrast(cell(page, 1)) > 150
    assert contrast(shot(page.preview.view)) < 90
    assert page.preview.restriction.isChecked()
    QTest.keyClick(page.grid, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.large.isVisible() and page.large.veil.covers)
    qtbot.wait(200)
    assert contrast(shot(page.large.stack)) < 90
    QTest.keyClick(page.large.view, Qt.Key.Key_T)
    assert not page.large.veil.covers
    qtbot.waitUntil(lambda: contrast(shot(page.large.stack)) > 150)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(page.large.view, key)
        qtbot.wait(100)
    qtbot.waitUntil(lambda: page.large.veil.covers)
    office.desk.undo()
    qtbot.waitUntil(lambda: not restricted(page, 0) and not page.preview.veil.covers)
    assert contrast(cell(page, 0)) > 150


def test_the_box_speaks_for_the_whole_selection(open_office: Any, qtbot: QtBot, tmp_path: Path) -> None:
    office, page = opened(open_office, qtbot, tmp_path)
    QTest.keyClick(page.grid, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: restricted(page, 0))
    QTest.keyClick(page.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.preview.restriction.checkState() is Qt.CheckState.PartiallyChecked)
    page.preview.restriction.click()
    qtbot.waitUntil(lambda: restricted(page, 0) and restricted(page, 1))
    qtbot.waitUntil(lambda: page.preview.restriction.checkState() is Qt.CheckState.Checked)
    page.preview.restriction.click()
    qtbot.waitUntil(lambda: not restricted(page, 0) and not restricted(page, 1))
    assert "tidak lagi dibatasi" in office.shell.toast.text


def test_side_panels_show_a_blur_too(open_office: Any, qtbot: QtBot, tmp_path: Path) -> None:
    office, page = opened(open_office, qtbot, tmp_path)
    ws = office.workspace
    ids = tuple(item.id for item in browse.items(ws, page.model.numbers))
    QTest.keyClick(page.grid, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: restricted(page, 0))
    tag(ws, TagRequest(ids, (ws.catalogue.find("6").slug,)), SilentProgress())
    office.shell.show_page("coverage")
    coverage = office.shell.page("coverage")
    assert isinstance(coverage, CoveragePage)
    coverage.arrive({"indicator": ws.catalogue.find("6").slug})
    qtbot.waitUntil(lambda: len(_thumbnails(coverage)) == 2)
    secret, plain = sorted(_thumbnails(coverage), key=lambda one: "terbatas" not in one.accessibleName())
    assert "Wajah anak: terbatas" in secret.accessibleName()
    assert contrast(shot(secret)) < 90
    assert contrast(shot(plain)) > 150


def _thumbnails(page: QWidget) -> list[QWidget]:
    return [one for one in page.findChildren(Thumbnail) if one.isVisible()]
