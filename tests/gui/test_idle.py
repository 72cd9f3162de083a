"""What the window tidies up while nobody waits, and at the latest although jobs go on."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.gui.change_bus import ChangeBus
from kla_desktop.gui.idle import Garbage
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.jobs.events import Lane
from tests.patience import PATIENCE


class Ring:
    """Refers to itself, so that only a search finds that nobody wants it."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def _thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("_thresholds")
def test_what_nobody_wants_is_found_although_jobs_never_rest(qapp: QApplication, qtbot: QtBot) -> None:
    parent, bridge = QObject(), JobBridge(ChangeBus())
    going = True

    def again(_: object = None) -> None:
        if going:
            bridge.run(Lane.QUERY, lambda _progress: None, done=again)

    Garbage(bridge, parent, at_the_latest=0.5)
    ring = weakref.ref(Ring())
    assert ring() is not None
    again()
    qtbot.waitUntil(lambda: ring() is None, timeout=int(PATIENCE * 1000))
    going = False
    bridge.close()
    qapp.processEvents()
