"""What was moved, chosen and sorted is found again at the next start; nothing of it in the library."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.application import main
from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.gui.pages.tagging.panels import Panels
from tests.gui.conftest import Office
from tests.gui.test_application import make_library, soon, window


def sizes(page: TagPage) -> list[int]:
    panels = page.findChild(Panels)
    assert panels is not None
    return panels.sizes()


def test_size_page_panels_and_order_come_back(app: QApplication, tmp_path: Path, home: Path) -> None:
    library = make_library(tmp_path / "pustaka")
    seen: list[tuple[int, int, str, list[int], str]] = []
    since: list[int] = []

    def work() -> bool:
        shell = window(app)
        if shell is None or not shell.current_key:
            return False
        page = shell.page("tag")
        if not isinstance(page, TagPage):
            shell.resize(800, 655)  # the offscreen screen is 800 pixels wide
            shell.show_page("tag")
            return False
        if not since:
            panels = page.findChild(Panels)
            assert panels is not None
            panels.setSizes([400, 480])
            panels.splitterMoved.emit(400, 1)
            page.filters._orders.actions()[1].trigger()
        since.append(1)
        if len(since) < 40:  # until the hand has come to rest
            return False
        seen.append((shell.width(), shell.height(), shell.current_key, sizes(page), page.filters.order))
        return bool(shell.close())

    soon(work, app)
    assert main(["--library", str(library)]) == 0

    def look() -> bool:
        shell = window(app)
        page = shell.page("tag") if shell is not None and shell.current_key == "tag" else None
        if shell is None or not isinstance(page, TagPage):
            return False
        seen.append((shell.width(), shell.height(), shell.current_key, sizes(page), page.filters.order))
        return bool(shell.close())

    soon(look, app)
    assert main(["--library", str(library)]) == 0
    first, second = seen
    assert (first[:3], first[4]) == (second[:3], second[4]) == ((800, 655, "tag"), "oldest")
    assert abs(first[3][1] - second[3][1]) <= 2


def test_a_damaged_memory_stops_nothing(open_office: Callable[..., Office], qtbot: QtBot, home: Path) -> None:
    settings = SettingsFile(home / "settings.toml")
    settings.change(order="nonsens", window={"tag/panels": "bm9uc2Vucw==", "window/geometry": "eHg="})
    office = open_office(2)
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    assert page.filters.order == "newest"
