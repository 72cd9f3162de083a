"""What the window does while nobody waits for it, so that it need not be done while somebody does.

`Garbage`: Python looks for cycles among all objects whenever enough new ones were made, which in the middle of a job on
100,000 items stops the window for a quarter of a second. What is there after the start is left out of it for good, the
full search waits until no job has run for a while; then the system gets back what jobs had. Where jobs never rest, as
while 100,000 files come in, it waits no longer than AT_THE_LATEST: what it had not found came to 250 MB by then.
`import_ahead`: the modules of the other pages, one at a time, so that a page opens at the first click as at the second.
"""

import gc
import importlib
import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.system.native import give_back_memory

CALM_MS = 5000
YOUNG, MIDDLE = 20_000, 50
"""New objects before the young ones are searched, and how many such searches before the middle-aged ones are."""
NEVER = 1_000_000
AT_THE_LATEST = 60.0
"""Seconds after which the full search is made although jobs go on."""
BETWEEN_MS = 60


class Garbage(QObject):
    """Make one when the first page stands."""

    def __init__(
        self, bridge: JobBridge, parent: QObject | None = None, *, at_the_latest: float = AT_THE_LATEST
    ) -> None:
        super().__init__(parent)
        self._at_the_latest, self._tidied = at_the_latest, time.monotonic()
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, NEVER)
        self._timer = QTimer(self, interval=CALM_MS, singleShot=True)
        self._timer.timeout.connect(self._tidy)
        bridge.begun.connect(lambda _event: self._timer.stop())
        bridge.ended.connect(self._job_ended)

    @Slot()
    def _job_ended(self) -> None:
        if time.monotonic() - self._tidied > self._at_the_latest:
            self._tidy()
        else:
            self._timer.start()

    @Slot()
    def _tidy(self) -> None:
        gc.collect()
        give_back_memory()
        self._tidied = time.monotonic()


def import_ahead(modules: Sequence[str], parent: QObject) -> None:
    """Import modules one by one, with pauses in which the window does what it is asked."""
    waiting = list(modules)
    timer = QTimer(parent, interval=BETWEEN_MS)

    def next_one() -> None:
        if waiting:
            importlib.import_module(waiting.pop(0))
        else:
            timer.deleteLater()

    timer.timeout.connect(next_one)
    timer.start()
