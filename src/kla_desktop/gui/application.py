"""`kla-desktop`: opens the window on one library, asks what must be asked first, and ends cleanly.

Order of the start: settings, theme and language; the empty window is painted; only then the library is opened and
what is heavy is imported; watching begins when the first page stands.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from kla_desktop import __version__
from kla_desktop.app.log_setup import log_files, logging_to
from kla_desktop.app.paths import config_folder, default_library, log_folder
from kla_desktop.app.settings import THEMES, SettingsFile
from kla_desktop.gui import texts
from kla_desktop.gui.crash_dialog import CrashDialog, CrashTrail
from kla_desktop.gui.frame import Frame, make_frame
from kla_desktop.gui.page_list import add_pages
from kla_desktop.gui.theme import Theme
from kla_desktop.gui.translations import install_language
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.tools import SystemClock
from kla_desktop.wording.formats import LANGUAGES

if TYPE_CHECKING:
    from filelock import FileLock

    from kla_desktop.gui.desk import Desk
    from kla_desktop.operations.workspace import Workspace

FAILED, IN_USE = 1, 3
"""Exit codes: the library cannot be opened; it is open in another window."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the application; return its exit code."""
    options = _parse(sys.argv[1:] if argv is None else argv)
    held = QApplication.instance()
    app = held if isinstance(held, QApplication) else QApplication(["kla-desktop"])
    app.setApplicationName("kla-desktop")
    app.setApplicationDisplayName("Bukti KLA")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("kla-desktop")
    with logging_to(log_folder()):
        trail = CrashTrail(log_folder() / "crashes", SystemClock())
        try:
            return _Session(app, options, trail).run()
        finally:
            trail.stop()


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kla-desktop", description="Bukti KLA")
    parser.add_argument("--library", type=Path, metavar="DIR", help="the library to open")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language of the screen, this time only")
    parser.add_argument("--theme", choices=THEMES, help="the theme, this time only")
    parser.add_argument("--version", action="version", version=f"kla-desktop {__version__}")
    return parser.parse_args(argv)


class _Session:
    """One run of the window."""

    def __init__(self, app: QApplication, options: argparse.Namespace, trail: CrashTrail) -> None:
        self._app, self._trail = app, trail
        self._folder: Path = options.library or default_library()
        self._settings = SettingsFile(config_folder() / "settings.toml")
        install_language(app, options.lang or self._settings.now.language)
        self._theme = Theme(app, options.theme or self._settings.now.theme)
        self._lock: FileLock | None = None
        self._workspace: Workspace | None = None
        self._desk: Desk | None = None

    def run(self) -> int:
        from kla_desktop.gui.single_window import wake_other  # noqa: PLC0415 - only a program asks, no test of pages

        if wake_other(self._folder):
            _say_failure(Fixable(ErrorCode.LIBRARY_IN_USE), None)
            return IN_USE
        frame = make_frame(self._app, self._theme, self._settings)
        add_pages(frame.shell, lambda: self._the_desk.context)
        try:
            if self._is_new() and not self._first_run(frame):
                return 0
            frame.shell.show()
            self._app.processEvents()  # the empty window is on the screen before anything heavy
            if self._workspace is None and not self._open(frame):
                return 0
            return self._work(frame)
        except Fixable as error:
            _say_failure(error, frame.shell if frame.shell.isVisible() else None)
            return IN_USE if error.code is ErrorCode.LIBRARY_IN_USE else FAILED
        finally:
            self._end(frame)

    @property
    def _the_desk(self) -> "Desk":
        assert self._desk is not None
        return self._desk

    def _is_new(self) -> bool:
        return not (self._folder / "library.json").is_file()

    def _work(self, frame: Frame) -> int:
        from kla_desktop.gui.drive_offers import DriveOffers  # noqa: PLC0415 - see run
        from kla_desktop.gui.single_window import SingleWindow  # noqa: PLC0415 - see run

        window = SingleWindow(self._folder, lambda: _to_front(frame.shell), frame.shell)
        shell = frame.shell
        shell.show_page(shell.last_page() or "home")
        QTimer.singleShot(0, self._the_desk, self._the_desk.start)
        offers = DriveOffers(self._the_desk.context, shell.message_bar, shell)
        QTimer.singleShot(0, offers, offers.start)
        if self._trail.reports():
            CrashDialog(self._trail, log_files(log_folder()), shell).show()
        try:
            return self._app.exec()
        finally:
            offers.close()
            window.close()

    def _first_run(self, frame: Frame) -> bool:
        """Ask who works here, make the library, and go through the other steps; False if the user gave up."""
        from kla_desktop.app import bootstrap  # noqa: PLC0415 - heavy
        from kla_desktop.gui.dialogs.first_run_wizard import FirstRunWizard  # noqa: PLC0415 - heavy

        def found(new: bootstrap.NewLibrary) -> "Desk":
            bootstrap.create(self._folder, new)
            self._take(frame, new.passphrase)
            return self._the_desk

        wizard = FirstRunWizard(bootstrap.first_places(self._folder), found, frame.job_bridge)
        try:
            return bool(wizard.exec())
        finally:
            wizard.deleteLater()

    def _open(self, frame: Frame) -> bool:
        """Open the library, asking for its passphrase where it has one; False if the user gave up."""
        from kla_desktop.app import bootstrap  # noqa: PLC0415 - heavy
        from kla_desktop.gui.dialogs.passphrase_dialog import PassphraseDialog  # noqa: PLC0415 - rare

        self._hold()
        record = bootstrap.key_record(self._folder)
        if record.get("holder") != "passphrase":
            self._take(frame, None)
            return True
        named = os.environ.get("KLA_PASSPHRASE_FILE")
        if named:
            try:
                passphrase = Path(named).read_text("utf-8").rstrip("\r\n")
            except (OSError, ValueError) as error:
                raise Fixable(ErrorCode.FILE_MISSING, path=named) from error
            self._take(frame, passphrase)
            return True
        dialog = PassphraseDialog(lambda text: self._take(frame, text), frame.shell)
        try:
            opened = bool(dialog.exec())
            if dialog.failure is not None:
                raise dialog.failure
            return opened
        finally:
            dialog.deleteLater()

    def _hold(self) -> None:
        from kla_desktop.app import bootstrap  # noqa: PLC0415 - heavy

        if self._lock is None:
            self._lock = bootstrap.hold(self._folder)

    def _take(self, frame: Frame, passphrase: str | None) -> None:
        """Open the library and work with it. Raises Fixable as `bootstrap.open_workspace`."""
        from kla_desktop.app import bootstrap  # noqa: PLC0415 - heavy
        from kla_desktop.gui.desk import Desk  # noqa: PLC0415 - heavy

        self._hold()
        self._workspace = bootstrap.open_workspace(self._folder, passphrase=passphrase)
        self._desk = Desk(frame, self._settings)
        self._desk.take_over(self._workspace)

    def _end(self, frame: Frame) -> None:
        """Stop jobs, close the library, let others in."""
        frame.shell.hide()
        if self._desk is not None:
            self._desk.close()
        else:
            frame.job_bridge.close()
        if self._workspace is not None:
            from kla_desktop.app import bootstrap  # noqa: PLC0415 - heavy

            bootstrap.close(self._workspace)
        if self._lock is not None:
            self._lock.release()
        frame.shell.deleteLater()
        # Now, not later: nothing may ask a page for words once its library is closed.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _to_front(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _say_failure(error: Fixable, parent: QWidget | None) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, "Bukti KLA", texts.explain(error), parent=parent)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.exec()
