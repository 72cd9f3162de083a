"""What the benchmarks let the window do, each in a process of its own: `screen.py VERB ARGUMENTS`; see product.py.

A frame is what the GUI thread does from a wheel event until it is free again: scrolling, painting, taking what workers
have read. Frames are begun as fast as a screen shows them, so that pictures are decoded while the hand still turns.
"""

# ruff: noqa: SLF001 - it looks inside

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from product import VERBS, Facts, verb

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea, QApplication

SIZE = (1280, 800)
NOTCHES = 400
JUMPS = 20
_REFRESH = 1 / 60
_PATIENCE = 60


@verb
def qt() -> Facts:
    """Import Qt and make the application, nothing else; timed from the start of the process."""
    from PySide6.QtWidgets import QApplication

    QApplication([])
    return _since_begin()


@verb
def clock(seconds: str) -> Facts:
    """Say how long something may take."""
    return {"wall": float(seconds), "cpu": 0.0}


@verb
def window(library: str, moment: str = "painted") -> Facts:
    """Open the window on a library; timed from the start of the process to its first painting, or a later moment.

    "furnished": rail and status line stand. "ready": the first page shows what it has read.
    """
    from PySide6.QtWidgets import QApplication

    from kla_desktop.gui import application, grounds

    told: Facts = {}
    painted: list[float] = []

    class Watched(QApplication):
        def processEvents(self, *words: Any) -> None:  # noqa: N802 - Qt's name
            super().processEvents(*words)
            if painted and not told:
                told.update(_since_begin())
                _watch_further(self, told)
            elif painted:
                told.setdefault("furnished", _since_begin()["wall"])

    def seen(ground: Any, event: Any) -> None:
        super(grounds.Grounds, ground).paintEvent(event)
        painted.append(time.monotonic())

    grounds.Grounds.paintEvent = seen  # type: ignore[method-assign]
    app = Watched(["kla-desktop"])
    code = application.main(["--library", library, "--lang", "en"])
    del app
    wall = told[moment] if moment in told else told["wall"]
    return {"code": code, "painted": told["wall"]} | told | {"wall": wall}


def _watch_further(app: "QApplication", told: Facts) -> None:
    """Note when the first page shows all that is seen of its list; then end."""
    from PySide6.QtCore import QTimer

    ticker = QTimer(app, interval=5)

    def look() -> None:
        shell = next((one for one in app.topLevelWidgets() if one.inherits("QMainWindow")), None)
        if shell is None or shell.current_page is None:  # type: ignore[attr-defined]
            return
        grid = getattr(shell.current_page, "grid", None)  # type: ignore[attr-defined]
        if grid is None or is_filled(grid):
            told["ready"] = _since_begin()["wall"]
            ticker.stop()
            QTimer.singleShot(0, app.quit)

    ticker.timeout.connect(look)
    ticker.start()


@verb
def grid(library: str) -> Facts:
    """Scroll Tandai's grid by the wheel."""
    return _in_tandai(library, _scroll)


@verb
def jump(library: str) -> Facts:
    """Jump about in Tandai's grid until every cell that is seen has its picture."""

    def jumps(app: "QApplication", grid: Any) -> Facts:
        busy = time.process_time()
        times = sorted(_jump(app, grid, (number * 7) % JUMPS / JUMPS) for number in range(1, JUMPS))
        cpu = (time.process_time() - busy) / len(times)
        return {"wall": times[len(times) // 2], "cpu": cpu, "most": times[-1], "seen": len(visible_rows(grid))}

    return _in_tandai(library, jumps)


def _in_tandai(library: str, act: "Callable[[QApplication, Any], Facts]") -> Facts:
    """Open the window on Tandai with all items, let it come to rest, and act."""
    from PySide6.QtWidgets import QApplication

    import kla_desktop.gui  # noqa: F401 - first, as in the program
    from kla_desktop.app import bootstrap
    from kla_desktop.app.settings import SettingsFile
    from kla_desktop.gui.desk import Desk
    from kla_desktop.gui.frame import make_frame
    from kla_desktop.gui.idle import Garbage
    from kla_desktop.gui.page_list import add_pages
    from kla_desktop.gui.theme import Theme
    from kla_desktop.gui.translations import install_language

    app = QApplication(["kla-desktop"])
    install_language(app, "id")
    settings = SettingsFile(Path(library) / "settings.toml")
    frame = make_frame(app, Theme(app, "light"), settings)
    with bootstrap.opened(Path(library)) as ws:
        desk = Desk(frame, settings)
        desk.take_over(ws)
        add_pages(frame.shell, lambda: desk.context)
        frame.shell.resize(*SIZE)
        frame.shell.show()
        frame.shell.show_page("tag", {"state": "all"})
        desk.start()
        Garbage(desk.job_bridge, frame.shell)
        page: Any = frame.shell.current_page
        _until(app, lambda: is_filled(page.grid))
        facts = {"items": page.model.rowCount()} | act(app, page.grid) | {"memory": _resident()}
        frame.shell.hide()
        desk.close()
    return facts


@verb
def text_list(rows: str) -> Facts:
    """Scroll a list of Qt's that shows a text in each row and nothing else."""
    from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
    from PySide6.QtWidgets import QApplication, QListView

    class Names(QAbstractListModel):
        def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
            return 0 if parent is not None and parent.isValid() else int(rows)

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
            return f"IMG_{index.row():06d}.jpg" if role == Qt.ItemDataRole.DisplayRole else None

    app = QApplication(["list"])
    names, view = Names(), QListView()
    view.setModel(names)
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.resize(*SIZE)
    view.show()
    app.processEvents()
    return {"items": names.rowCount()} | _scroll(app, view) | {"memory": _resident()}


def visible_rows(grid: Any) -> list[int]:
    """The rows whose cells are seen, in part or whole."""
    top = grid.verticalOffset()
    return list(grid._grid.rows_between(top, top + grid.viewport().height() - 1))


def is_filled(grid: Any) -> bool:
    """Whether each cell that is seen shows its item and its picture."""
    rows = visible_rows(grid)
    items = [grid._evidence._items.get(grid._evidence.numbers[row]) for row in rows]
    return bool(rows) and all(held and grid._thumbnails.is_known(held[1].digest.sha256) for held in items)


def _scroll(app: "QApplication", view: "QAbstractScrollArea") -> Facts:
    """Turn the wheel down; the time of frames in seconds, the median and the 95th percentile."""
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent

    viewport = view.viewport()
    middle = QPointF(viewport.rect().center())
    none = Qt.KeyboardModifier.NoModifier
    frames: list[float] = []
    busy = time.process_time()
    bar = view.verticalScrollBar()
    began_at = bar.value()
    for _ in range(NOTCHES):
        wheel = QWheelEvent(
            middle, QPointF(viewport.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -120),
            Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        begun = time.perf_counter()
        app.sendEvent(viewport, wheel)
        app.processEvents()
        frames.append(time.perf_counter() - begun)
        while (left := begun + _REFRESH - time.perf_counter()) > 0:
            time.sleep(min(left, 0.002))
            begun_again = time.perf_counter()
            app.processEvents()
            spent = time.perf_counter() - begun_again
            if spent > 0.001:
                frames.append(spent)
    frames.sort()
    return {
        "moved": bar.value() - began_at,
        "wall": frames[int(len(frames) * 0.95)],
        "p50": frames[len(frames) // 2],
        "most": frames[-1],
        "cpu": (time.process_time() - busy) / NOTCHES,
    }


def _jump(app: "QApplication", grid: Any, share: float) -> float:
    """Seconds until every cell that is seen after a jump has its picture."""
    bar = grid.verticalScrollBar()
    begun = time.perf_counter()
    bar.setValue(int(bar.maximum() * share) + 7)
    _until(app, lambda: is_filled(grid))
    grid.viewport().repaint()
    return time.perf_counter() - begun


def _until(app: "QApplication", true: Callable[[], bool]) -> None:
    last = time.monotonic() + _PATIENCE
    while not true():
        app.processEvents()
        if time.monotonic() > last:
            raise SystemExit("the list was never filled")
        time.sleep(0.0005)


def _resident() -> int:
    """Bytes that this process holds now."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _since_begin() -> Facts:
    return {"wall": time.monotonic() - float(os.environ["BENCH_BEGUN"]), "cpu": time.process_time()}


if __name__ == "__main__":
    print(json.dumps(VERBS[sys.argv[1]](*sys.argv[2:])))
