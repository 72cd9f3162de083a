"""How long the window's thread stands still: `stalls.py LIBRARY` opens the real window and does what an officer does.

Prints for each act the seconds until it was done and the longest gap of the event loop in milliseconds; how much CPU
the window's thread and the whole process used in it tells work from waiting for a busy machine. For gaps over 100 ms,
what the thread was doing in the middle of it. The library is changed: give it a copy.
"""

# ruff: noqa: SLF001 - it looks inside

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LONG = 0.1
_BEAT_MS = 4
_PATIENCE = 60
_OURS = "kla_desktop"


class Meter:
    """Beats on the window's thread; another thread looks at what that one does when a beat is late."""

    def __init__(self) -> None:
        self.gap = 0.0
        self.doing: dict[str, float] = {}
        self.own = self.process = 0.0
        self._last, self._used = time.perf_counter(), (time.thread_time(), time.process_time())
        self._main = threading.get_ident()
        self._timer = QTimer(interval=_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        threading.Thread(target=self._watch, daemon=True).start()

    def start(self) -> None:
        self.gap, self.own, self.process, self.doing = 0.0, 0.0, 0.0, {}
        self._last, self._used = time.perf_counter(), (time.thread_time(), time.process_time())

    def _beat(self) -> None:
        now, used = time.perf_counter(), (time.thread_time(), time.process_time())
        if now - self._last > self.gap:
            self.gap = now - self._last
            self.own, self.process = used[0] - self._used[0], used[1] - self._used[1]
        self._last, self._used = now, used

    def _watch(self) -> None:
        while True:
            time.sleep(0.02)
            late = time.perf_counter() - self._last
            if late > LONG * 0.6:
                where = " < ".join(_places(self._main)[:5])
                self.doing[where] = max(self.doing.get(where, 0), late)


def _places(thread: int) -> list[str]:
    """Where a thread is in our code, innermost first. No frame is kept: a painter in one would live on."""
    found: list[str] = []
    frame = sys._current_frames().get(thread)
    while frame is not None:
        if _OURS in frame.f_code.co_filename:
            found.append(f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return found


class Officer:
    """Acts, and waits until no job runs and nothing more happens."""

    def __init__(self, app: QApplication, desk: Any, meter: Meter) -> None:
        self.app, self.desk, self.meter = app, desk, meter
        self.table: list[tuple[str, float, float]] = []
        self._running: set[int] = set()
        desk.job_bridge.begun.connect(self._begun)
        desk.job_bridge.ended.connect(self._ended)

    def does(self, name: str, act: Callable[[], object], done: Callable[[], bool] = lambda: True) -> None:
        self.meter.start()
        begun = time.perf_counter()
        act()
        calm, clock = QElapsedTimer(), QElapsedTimer()
        calm.start()
        clock.start()
        ended = 0.0
        while calm.elapsed() < 250 and clock.elapsed() < _PATIENCE * 1000:
            self.app.processEvents()
            if self._running or not done():
                calm.restart()
                ended = time.perf_counter() - begun
            time.sleep(0.001)
        self.table.append((name, ended, self.meter.gap * 1000))
        gap, own, whole = (value * 1000 for value in (self.meter.gap, self.meter.own, self.meter.process))
        print(
            f"{name:34} {ended:7.2f} s   longest gap {gap:6.0f} ms (CPU: thread {own:4.0f}, process {whole:4.0f})",
            flush=True,
        )
        if self.meter.gap > LONG:
            for where, late in sorted(self.meter.doing.items(), key=lambda one: -one[1])[:4]:
                print(f"      {late * 1000:5.0f} ms  {where}", flush=True)

    def _begun(self, event: Any) -> None:
        if event.lane in ("query", "interactive"):
            self._running.add(event.job)

    def _ended(self, event: Any) -> None:
        self._running.discard(event.job)


def main(library: str) -> int:
    from kla_desktop.app import bootstrap
    from kla_desktop.app.settings import SettingsFile
    from kla_desktop.gui.desk import Desk
    from kla_desktop.gui.frame import make_frame
    from kla_desktop.gui.idle import Garbage, import_ahead
    from kla_desktop.gui.page_list import AHEAD, add_pages
    from kla_desktop.gui.theme import Theme
    from kla_desktop.gui.translations import install_language

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["kla-desktop"])
    install_language(app, "id")
    settings = SettingsFile(Path(library) / "settings.toml")
    frame = make_frame(app, Theme(app, "light"), settings)
    with bootstrap.opened(Path(library)) as ws:
        desk = Desk(frame, settings)
        meter = Meter()
        officer = Officer(app, desk, meter)
        shell = frame.shell
        add_pages(shell, lambda: desk.context)
        officer.does("take over the library", lambda: desk.take_over(ws))
        shell.resize(1366, 768)
        shell.show()
        officer.does("start what runs beside", desk.start)
        officer.does("open home", lambda: shell.show_page("home"))
        officer.does("import the other pages", lambda: import_ahead(AHEAD, shell), lambda: AHEAD[-2] in sys.modules)
        Garbage(desk.job_bridge, shell)
        for key in ("tag", "coverage", "bundles", "review", "dossier", "settings"):
            officer.does(f"open {key}", lambda key=key: shell.show_page(key))
        for key in ("home", "coverage", "bundles", "review", "dossier"):
            officer.does(f"come back to {key}", lambda key=key: shell.show_page(key))
        officer.does("show all items", lambda: shell.show_page("tag", {"state": "all"}))
        page: Any = shell.current_page
        officer.does("filter: untagged", lambda: page.filters.choose_state("new") or page._refilter())
        officer.does("filter: all", lambda: page.filters.choose_state("all") or page._refilter())
        for text in ("i", "im", "img", "img_0", "img_04", ""):
            officer.does(f"search “{text}”", lambda text=text: (page.search.setText(text), page._refilter()))
        _tag(officer, page, 500)
        officer.does("undo 500", desk.undo)
        officer.does("redo 500", desk.redo)
        _tag(officer, page, page.model.rowCount())
        for key in ("home", "coverage", "bundles", "review", "dossier", "tag"):
            officer.does(f"everything tagged: {key}", lambda key=key: shell.show_page(key))
        officer.does("undo all", desk.undo)
        shell.hide()
        desk.close()
    print(json.dumps({"most": max(gap for _, _, gap in officer.table)}))
    return 0


def _tag(officer: Officer, page: Any, count: int) -> None:
    """Select so many from the top and press an indicator's number."""

    def select() -> None:
        page.grid.setFocus()
        if count >= page.model.rowCount():
            page.grid.selectAll()
        else:
            page.grid.choose(0)
            page.grid._picking._select([range(count)])

    officer.does(f"select {count}", select)
    officer.does(f"tag {count}", lambda: QTest.keyClicks(page.grid, "06"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
