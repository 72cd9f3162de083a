"""The window before a library is open: seen first, furnished then. Nothing of the library is imported here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.design_tokens import colours_of
from kla_desktop.gui.shell import Shell

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus
    from kla_desktop.gui.job_bridge import JobBridge
    from kla_desktop.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Frame:
    """The window with what it needs to run jobs."""

    app: QApplication
    theme: "Theme"
    change_bus: "ChangeBus"
    job_bridge: "JobBridge"
    shell: Shell


def make_shell(app: QApplication, settings: SettingsFile, theme: str = "") -> Shell:
    """Make the empty window, which may be shown at once."""
    dark = app.palette().window().color().lightness() < 128
    colours = colours_of(theme or settings.now.theme, dark_system=dark)
    return Shell(app, colours, recall=settings.window, remember=settings.keep_window)


def make_frame(app: QApplication, theme: "Theme", settings: SettingsFile, shell: Shell | None = None) -> Frame:
    """Furnish the window (a new one, unless it is there) without pages."""
    from kla_desktop.gui.change_bus import ChangeBus  # noqa: PLC0415 - after the window is seen
    from kla_desktop.gui.job_bridge import JobBridge  # noqa: PLC0415 - as above

    bus = ChangeBus()
    bridge = JobBridge(bus)
    shell = shell or make_shell(app, settings, theme.choice)
    shell.furnish(bridge)
    bus.setParent(shell)
    bridge.setParent(shell)
    return Frame(app, theme, bus, bridge, shell)
