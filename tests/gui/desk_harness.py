"""A real window over a real library with the pages of a test, and ways to wait for it."""

import contextlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.context import Context
from kla_desktop.gui.desk import Desk
from kla_desktop.gui.frame import make_frame
from kla_desktop.gui.shell import Shell
from kla_desktop.gui.theme import Theme
from kla_desktop.gui.translations import install_language
from kla_desktop.gui.widgets.page import Page
from kla_desktop.operations.workspace import Workspace

PAGES = ("home", "tag", "coverage", "bundles", "review", "dossier", "settings")


class Wished(Page):
    """Stands for a page that the test does not look at, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.wishes: list[object] = []

    def arrive(self, wish: object = None) -> None:
        self.wishes.append(wish)


class Window:
    """The shell, its context, and the pages by key."""

    def __init__(
        self, app: QApplication, ws: Workspace, folder: Path, make: dict[str, Callable[[Context], Page]]
    ) -> None:
        settings = SettingsFile(folder / "settings.toml")
        self.desk = Desk(make_frame(app, Theme(app, "light"), settings), settings)
        self.context = self.desk.take_over(ws)
        self.shell: Shell = self.desk.shell
        for key in PAGES:
            factory = make.get(key)
            self.shell.add_page(key, "home", partial(str, key), self._factory(factory), at_foot=key == "settings")
        self.shell.resize(1092, 540)
        self.shell.show()

    def _factory(self, factory: Callable[[Context], Page] | None) -> Callable[[], Page]:
        return (lambda: factory(self.context)) if factory is not None else Wished

    def show(self, key: str, wish: object = None) -> Page:
        self.shell.show_page(key, wish)
        self.settle()
        page = self.shell.page(key)
        assert page is not None
        return page

    def wishes(self, key: str) -> list[object]:
        page = self.shell.page(key)
        assert isinstance(page, Wished)
        return page.wishes

    def settle(self, rest: float = 0.1) -> None:
        """Wait until every job is over and what follows from it has been read and painted."""
        runner = self.desk.job_bridge._runner
        until = time.monotonic() + 60
        quiet, looks = time.monotonic(), 0
        while looks < 20 or time.monotonic() - quiet < rest:  # looks: on a busy machine one sleep may outlast `rest`
            QCoreApplication.processEvents()
            looks += 1
            if getattr(runner, "busy", False):
                quiet, looks = time.monotonic(), 0
            assert time.monotonic() < until, "the window never came to rest"
            time.sleep(0.004)

    def until(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        """Wait for what comes by itself: from a service's thread, a server, a widget taken away later."""
        end = time.monotonic() + seconds
        while not condition():
            QCoreApplication.processEvents()
            time.sleep(0.01)
            assert time.monotonic() < end, (self.message, self.context.hub.state, self.context.serving.state)

    def press(self, widget: QWidget, *keys: str | Qt.Key) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(widget, key)
            else:
                QTest.keyClick(widget, key)

    @property
    def toast(self) -> str:
        return self.shell.toast.text

    @property
    def message(self) -> str:
        return "" if self.shell.message_bar.isHidden() else self.shell.message_bar.text

    def close(self) -> None:
        self.desk.close()
        self.shell.close()
        self.shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextlib.contextmanager
def window(app: QApplication, ws: Workspace, folder: Path, **make: Callable[[Context], Page]) -> Iterator[Window]:
    """Open a window in Indonesian over a library for the time of a block."""
    install_language(app, "id")
    made = Window(app, ws, folder, make)
    try:
        yield made
    finally:
        made.close()
        install_language(app, "id")


def all_fits(page: QWidget) -> list[str]:
    """Return the visible buttons and pages that are wider than the room they have."""
    wide = [f"page needs {page.minimumSizeHint().width()}"] if page.minimumSizeHint().width() > page.width() else []
    for child in page.findChildren(QWidget):
        if child.isVisible() and child.metaObject().className() == "Button":
            inside = child.visibleRegion().boundingRect()
            if inside.isValid() and inside.width() < child.width():
                wide.append(child.accessibleName() or child.objectName() or str(child.property("text")))
    return wide
