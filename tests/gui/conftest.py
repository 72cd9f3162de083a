"""A real library behind a real window, offscreen; everything is closed again in the right order."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partialmethod
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.app import bootstrap
from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.context import Context
from kla_desktop.gui.desk import Desk
from kla_desktop.gui.frame import Frame, make_frame
from kla_desktop.gui.page_list import add_pages
from kla_desktop.gui.shell import Shell
from kla_desktop.gui.theme import Theme
from kla_desktop.gui.translations import install_language
from kla_desktop.model.ids import DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.station import Role
from kla_desktop.operations.workspace import Workspace
from tests.gui.demo_offices import DemoOffices, make_offices
from tests.patience import PATIENCE

PANCORAN_MAS = "32.76.01.1008"


class PatientBot(QtBot):
    """Waits as long as a busy machine needs; a test that passes waits no longer than it takes."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=int(PATIENCE * 1000))  # noqa: N815 - Qt's way of naming
    waitSignal = partialmethod(QtBot.waitSignal, timeout=int(PATIENCE * 1000))  # noqa: N815


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    return PatientBot(request)


@dataclass(slots=True)
class Office:
    """One window at work."""

    frame: Frame
    desk: Desk
    workspace: Workspace

    @property
    def context(self) -> Context:
        return self.desk.context

    @property
    def shell(self) -> Shell:
        return self.frame.shell


def draw_photo(path: Path, shade: int) -> Path:
    """Write a small JPEG of a plain colour; shades 0 to 5 differ."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), (shade * 40 % 256, shade * 7 % 256, 120)).save(path, "JPEG")
    return path


def plant(ws: Workspace, count: int, *, first: int = 0) -> list[EvidenceId]:
    """Put items into the journal as ingest would, without bytes: for lists of any length."""
    made: list[EvidenceId] = []
    for start in range(0, count, 200):
        drafts = []
        for number in range(first + start, first + min(start + 200, count)):
            new = EvidenceId(ws.tools.new_id())
            made.append(new)
            day = f"2026-{1 + number // 28 % 11:02d}-{1 + number % 28:02d}T10:{number % 60:02d}:00"
            data = {
                "sha256": f"{number:064x}",
                "size": 1000 + number,
                "kind": "photo",
                "media": "jpeg",
                "name": f"IMG_{number:05d}.jpg",
                "claims": [{"value": day, "source": "exif", "confidence": 0.9}],
            }
            drafts.append(Draft(Kind.CAPTURED, new, data))
        ws.record(drafts, DeedId(ws.tools.new_id()))
    return made


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> DemoOffices:
    """Return the libraries that the demo leaves behind; the processes of one run share them."""
    own = tmp_path_factory.getbasetemp()
    return make_offices((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo-offices")


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    install_language(qapp, "id")
    return qapp


@pytest.fixture
def open_office(app: QApplication, tmp_path: Path, home: Path) -> Iterator[Callable[..., Office]]:
    """Return a function that opens a window on a new library; `count` items are planted first."""
    opened: list[Office] = []

    def make(count: int = 0, role: Role = Role.OFFICER) -> Office:
        folder = tmp_path / f"pustaka-{len(opened)}"
        place = "32.76" if role is Role.SECRETARIAT else PANCORAN_MAS
        bootstrap.create(folder, bootstrap.NewLibrary(role, place, "Siti A."))
        workspace = bootstrap.open_workspace(folder)
        if count:
            plant(workspace, count)
        settings = SettingsFile(home / "settings.toml")
        frame = make_frame(app, Theme(app, "light"), settings)
        add_pages(frame.shell, lambda: office.desk.context)
        desk = Desk(frame, settings)
        desk.take_over(workspace)
        office = Office(frame, desk, workspace)
        opened.append(office)
        frame.shell.resize(1366, 768)
        frame.shell.show()
        frame.shell.activateWindow()
        return office

    yield make
    for office in opened:
        office.shell.hide()
        office.desk.close()
        bootstrap.close(office.workspace)
        office.shell.close()
        office.shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
