"""What the first frame waits for, and what waits for the user: imports, grounds, chores that rest."""

import subprocess
import sys
import threading
import time

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.gui.change_bus import ChangeBus
from kla_desktop.gui.chore import Chore
from kla_desktop.gui.design_tokens import DARK, LIGHT, colours_of
from kla_desktop.gui.furniture import Furniture
from kla_desktop.gui.grounds import Grounds
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.shell import Shell
from kla_desktop.jobs.events import Lane
from kla_desktop.system.progress import Progress

LATER = "PIL", "tomlkit", "logging.handlers", "sqlcipher3", "kla_desktop.gui.theme", "kla_desktop.gui.desk"


def test_the_empty_window_needs_none_of_what_is_heavy() -> None:
    code = f"import sys, kla_desktop.gui.application; print(sorted(set({LATER!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_grounds_are_seen_first_and_furniture_takes_their_place(app: QApplication, qtbot: QtBot) -> None:
    shell = Shell(app, DARK)
    qtbot.addWidget(shell)
    shell.resize(1000, 600)
    shell.show()
    qtbot.waitExposed(shell)
    assert isinstance(shell.centralWidget(), Grounds)
    seen = shell.grab().toImage()
    assert seen.pixelColor(10, 300).name() == DARK.sunken.lower()
    assert seen.pixelColor(500, 300).name() == DARK.window.lower()
    shell.furnish(JobBridge(ChangeBus(), parent=shell))
    assert isinstance(shell.centralWidget(), Furniture)
    assert shell.rail.width() < 100, "folded as the grounds were"
    shell.close()


def test_the_colours_of_the_first_frame_are_those_of_the_theme() -> None:
    assert colours_of("dark", dark_system=False) is DARK
    assert colours_of("light", dark_system=True) is LIGHT
    assert colours_of("system", dark_system=True) is DARK
    assert colours_of("system", dark_system=False) is LIGHT


def test_a_chore_rests_while_the_user_asks_for_something(app: QApplication, qtbot: QtBot) -> None:
    bus, home = ChangeBus(), QObject()
    bridge = JobBridge(bus)
    turns: list[float] = []
    over = threading.Event()

    def work(progress: Progress) -> int:
        while not over.is_set():
            progress.checkpoint()
            turns.append(time.monotonic())
            time.sleep(0.005)
        return 0

    chore = Chore(
        bridge, bus, home, lane=Lane.READING, after=(), rests_for=(Lane.QUERY,), rest_ms=1,
        work=work, goes_on=lambda _result: False,
    )  # fmt: skip
    chore.start()
    qtbot.waitUntil(lambda: len(turns) > 3)
    asked: list[float] = []
    bridge.run(Lane.QUERY, lambda _progress: None, done=lambda _none: asked.append(time.monotonic()))
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(100)
    count = len(turns)
    qtbot.wait(300)
    assert len(turns) == count, "it rests"
    qtbot.waitUntil(lambda: len(turns) > count)
    over.set()
    chore.close()
    bridge.close()
