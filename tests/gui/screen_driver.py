"""Drives one real window in a process of its own: `python -m tests.gui.on_screen ACT LIBRARY STICK PICTURES`.

The application runs as a user starts it. A generator presses keys and says after each what must come true; choosing
files in the system's dialogs is the one thing that is called instead of pressed. The last line printed is JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kla_desktop.gui import application
from kla_desktop.gui.pages.bundles.reading import read_bundles
from kla_desktop.gui.pages.bundles_page import BundlesPage
from kla_desktop.gui.shell import Shell
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.operations.workspace import Workspace

Until = Callable[[], object]
Steps = Iterator[tuple[str, Until]]
PATIENCE = 40.0
_CTRL = Qt.KeyboardModifier.ControlModifier


class Act:
    """What one person does at one laptop."""

    def __init__(self, library: Path, stick: Path, pictures: Path) -> None:
        self.library, self.stick, self.pictures = library, stick, pictures
        self.report: dict[str, Any] = {"timings": {}}

    # --- what a person sees
    @property
    def shell(self) -> Shell:
        return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Shell))

    def page(self, key: str) -> Any:
        return self.shell.page(key)

    @property
    def ws(self) -> Workspace:
        return cast("Workspace", self.page("home").context.workspace)

    def states(self) -> dict[str, int]:
        return self.ws.store.evidence.state_counts()

    # --- what a person does
    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        QTest.keyClick(focus or cast("QWidget", self.shell), key, modifier)

    def shoot(self, name: str) -> None:
        self.shell.grab().save(str(self.pictures / f"{name}.png"))

    def begin(self) -> Steps:
        yield "home is shown", lambda: self.page("home") is not None and self.shell.current_key == "home"
        self.shell.activateWindow()
        yield "the window is active", self.shell.isActiveWindow

    def go(self, number: int, key: str) -> Steps:
        self.press(Qt.Key(Qt.Key.Key_0 + number), _CTRL)
        yield f"page {key}", lambda: self.shell.current_key == key and self.page(key) is not None

    # --- the acts
    def hand_in(self) -> Steps:
        yield from self.begin()
        self.shoot("beranda")
        folder = self.library.parent / "DCIM"
        watch = self.page("home").context.watch
        yield "the folder is watched", lambda: any(report.scans for report in watch.reports().values())
        dropped = time.monotonic()
        for shade in range(3):
            Image.new("RGB", (640, 480), (60 + shade * 50, 120, 90)).save(folder / f"IMG_2026112{shade}_101500.jpg")
        yield "three files appear", lambda: self.states().get("new") == 3
        self.report["timings"]["appeared"] = time.monotonic() - dropped
        yield from self.go(2, "tag")
        grid = self.page("tag").grid
        yield "they stand in the grid", lambda: grid.model().rowCount() >= 3 and grid.isVisible()
        grid.setFocus()
        self.press(Qt.Key.Key_A, _CTRL)
        self.press(Qt.Key.Key_0)
        self.shoot("tandai-0")
        self.press(Qt.Key.Key_6)
        yield "all are tagged", lambda: self.states().get("tagged") == 3
        self.shoot("tandai")
        yield from self.go(3, "coverage")
        yield "coverage", lambda: self.page("coverage").isVisible()
        self.shoot("cakupan")
        yield from self.go(4, "bundles")
        self.press(Qt.Key.Key_B, _CTRL)
        yield "a bundle is made", lambda: self.states().get("packed") == 3
        page = cast("BundlesPage", self.page("bundles"))
        yield "the page lists it", page._load
        page.copy_to(self.stick)
        yield "it lies on the stick", lambda: self.states().get("sent") == 3
        self.shoot("bundel")
        yield from self.go(6, "dossier")
        yield "reports", lambda: self.page("dossier").isVisible()
        self.shoot("laporan")
        yield from self.go(7, "settings")
        yield "settings", lambda: self.page("settings").isVisible()
        self.shoot("setelan")

    def judge(self) -> Steps:
        yield from self.begin()
        yield from self.go(4, "bundles")
        page = cast("BundlesPage", self.page("bundles"))
        page.receive([self.stick])
        yield "the bundle is held", lambda: browse.overview(self.ws).held == 1
        page.reload()
        yield "the stranger is shown", self._strangers
        self.shoot("sekretariat-bundel")
        page.accept_station(self._strangers()[0])
        yield "it is taken in", lambda: self.states().get("received") == 3
        yield from self.go(5, "review")
        review = self.page("review")
        yield "the queue is there", lambda: review.entry is not None
        self.shoot("tinjau")
        review.setFocus()
        for count in (1, 2, 3):
            yield f"entry {count}", lambda: review.entry is not None
            self.press(Qt.Key.Key_Y)
            yield f"{count} accepted", partial(self._accepted, count)
        yield from self.go(4, "bundles")
        self.press(Qt.Key.Key_B, _CTRL)
        yield "a reply is made", lambda: len(list(self.ws.store.outbox.glob("*.kla"))) == 1
        yield "the page lists it", page._load
        page.copy_to(self.stick)
        yield "the reply lies on the stick", lambda: list((self.stick / "KLA" / "balasan").glob("*.kla"))
        self.shoot("sekretariat-beranda")

    def _accepted(self, count: int) -> bool:
        return self.states().get("accepted") == count

    def _strangers(self) -> Any:
        return [one for one in read_bundles(self.ws).stations if one.waiting]

    def read_receipt(self) -> Steps:
        yield from self.begin()
        yield from self.go(4, "bundles")
        cast("BundlesPage", self.page("bundles")).receive([self.stick])
        yield "the receipt shows", lambda: self.states().get("accepted") == 3
        self.shoot("tanda-terima")
        items = browse.page(self.ws, Filter(), 9)
        self.report["tags"] = sorted({tag.indicator for item in items for tag in item.tags})


def run(act: Act, steps: Steps, argv: list[str]) -> int:
    """Run the application and the steps; quit when they are done or one does not come true in time."""
    waiting: list[Any] = [("start", lambda: True, time.monotonic())]

    def tick() -> None:
        name, until, since = waiting[0]
        try:
            if not until():
                if time.monotonic() - since > PATIENCE:
                    act.report["stuck"] = name
                    QApplication.exit(1)
                return
            step = next(steps, None)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shall see it
            act.report["stuck"] = f"{name}: {error!r}"
            QApplication.exit(1)
            return
        if step is None:
            act.report["done"] = True
            QApplication.exit(0)
        else:
            waiting[0] = (*step, time.monotonic())

    def begin() -> None:
        timer = QTimer(QApplication.instance())
        timer.timeout.connect(tick)
        timer.start(50)

    app = QApplication(["kla-desktop"])
    QTimer.singleShot(0, app, begin)
    code = application.main(argv)
    sys.stdout.write(json.dumps(act.report) + "\n")
    return code


def main() -> int:
    """Play the act named on the command line."""
    name, library, stick, pictures = sys.argv[1:5]
    act = Act(Path(library), Path(stick), Path(pictures))
    return run(act, getattr(act, name)(), ["--library", library, "--lang", "id", "--theme", "light"])
