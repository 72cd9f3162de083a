"""The pinned PySide6 lives through ordinary use: 6.12.0 on Python 3.11 aborts after some thousand calls.

That release gives back one reference too many of None, True and False on each call; when their count reaches zero the
interpreter ends itself. The calls are made in a child, since a failure takes the whole process along.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from PySide6 import __version__ as pyside_version

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 4000
CALLS_A_ROUND = 7
LOST_AT_MOST = 100  # references to None that a round or two may hold for reasons of its own

CHILD = """
import sys
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLabel

class Speaker(QObject):
    spoke = Signal(int)

class Job(QRunnable):
    def run(self):
        pass

application = QApplication([])
model, label, speaker, pool, heard = QStandardItemModel(), QLabel(), Speaker(), QThreadPool(), []
speaker.spoke.connect(heard.append)
before = [sys.getrefcount(value) for value in (None, True, False)]
for number in range(int(sys.argv[1])):
    model.appendRow(QStandardItem("row"))
    label.setText(str(number))
    label.setVisible(False)
    label.isEnabled()
    label.isVisible()
    speaker.spoke.emit(number)
    if number % 10 == 0:
        pool.start(Job())
    else:
        model.rowCount()
pool.waitForDone()
lost = [then - sys.getrefcount(value) for then, value in zip(before, (None, True, False))]
print(len(heard), model.rowCount(), *lost)
"""


def test_twenty_thousand_calls_cost_no_reference() -> None:
    assert ROUNDS * CALLS_A_ROUND >= 20_000
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(ROUNDS)], env=environment, capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr
    heard, rows, *lost = map(int, child.stdout.split())
    assert heard == rows == ROUNDS
    if sys.version_info < (3, 12):  # later Pythons do not count references to these values
        assert max(lost) < LOST_AT_MOST


def test_pin_stays_below_the_release_that_aborts() -> None:
    pins = [
        re.search(
            r"^pyside6-essentials==(\S+)", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE
        )
        for name in ("runtime.txt", "dev.txt")
    ]
    versions = [pin[1] if pin else "" for pin in pins] + [pyside_version]
    assert all((6, 11, 3) <= tuple(map(int, version.split("."))) < (6, 12) for version in versions), versions
