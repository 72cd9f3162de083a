"""The window before a library is open: painted first, filled afterwards. Nothing of the library is imported here."""

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.change_bus import ChangeBus
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.shell import Shell
from kla_desktop.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Frame:
    """The window with what it needs to run jobs."""

    app: QApplication
    theme: Theme
    change_bus: ChangeBus
    job_bridge: JobBridge
    shell: Shell


def make_frame(app: QApplication, theme: Theme, settings: SettingsFile) -> Frame:
    """Build the window without pages."""
    bus = ChangeBus()
    bridge = JobBridge(bus)
    shell = Shell(app, bridge, recall=settings.window, remember=settings.keep_window)
    bus.setParent(shell)
    bridge.setParent(shell)
    return Frame(app, theme, bus, bridge, shell)
