"""`kla-desktop`: opens the window on one library, asks what must be asked first, and ends cleanly.

Order of the start: settings; the empty window is painted; theme, language and what stands in the window on every page;
only then the library is opened and what is heavy is imported; watching begins when the first page stands.
What the empty window does not need is imported inside functions: it tells the user that the click counted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from kla_desktop import __version__
from kla_desktop.app.paths import config_folder, default_library, log_folder
from kla_desktop.app.profiles import folder_for_another, keep_profile, profiles
from kla_desktop.app.settings import THEMES, SettingsFile
from kla_desktop.gui.frame import Frame, make_frame, make_shell
from kla_desktop.system.locks import is_held
from kla_desktop.wording.formats import LANGUAGES, Lang

if TYPE_CHECKING:
    from filelock import FileLock
    from PySide6.QtWidgets import QWidget

    from kla_desktop.gui.crash_dialog import CrashTrail
    from kla_desktop.gui.desk import Desk
    from kla_desktop.gui.leaving import Leaving
    from kla_desktop.gui.shell import Shell
    from kla_desktop.model.errors import Fixable
    from kla_desktop.operations.workspace import Workspace

CALM_MS = 1500
"""After this the window is there and shows its first page."""
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
    settings = SettingsFile(config_folder() / "settings.toml")
    others = profiles(settings) if options.library is None else []
    folder: Path | None = options.library or (others[0].folder if len(others) == 1 else None)
    shell = make_shell(app, settings, options.theme or "")
    if folder is None or not is_held(folder / "library.lock"):
        shell.fill_a_small_screen()
        shell.show()
        app.processEvents()  # it is on the screen before anything else
    from kla_desktop.app.log_setup import logging_to  # noqa: PLC0415 - see above
    from kla_desktop.gui.crash_dialog import CrashTrail  # noqa: PLC0415 - see above
    from kla_desktop.system.tools import SystemClock  # noqa: PLC0415 - see above

    with logging_to(log_folder()):
        trail = CrashTrail(log_folder() / "crashes", SystemClock())
        try:
            while True:
                session = _Session(app, options, settings, shell, trail)
                folder = folder or session.choose(default_library())
                code = session.run(folder) if folder is not None else session.end()
                if not session.another:
                    return code
                folder, options.files = None, []
                shell = make_shell(app, settings, options.theme or "")
        finally:
            trail.stop()


def _is_library(folder: Path) -> bool:
    return (folder / "library.json").is_file()


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kla-desktop", description="Bukti KLA")
    parser.add_argument("files", nargs="*", metavar="FILE", help="bundles, invitations or evidence to take in")
    parser.add_argument("--library", type=Path, metavar="DIR", help="the library to open")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language of the screen, this time only")
    parser.add_argument("--theme", choices=THEMES, help="the theme, this time only")
    parser.add_argument("--version", action="version", version=f"kla-desktop {__version__}")
    options = parser.parse_args(argv)
    options.files = [os.path.abspath(file) for file in options.files]  # noqa: PTH100 - surrogates in foreign names
    return options


class _Session:
    """One run of the window."""

    def __init__(
        self,
        app: QApplication,
        options: argparse.Namespace,
        settings: SettingsFile,
        shell: "Shell",
        trail: "CrashTrail",
    ) -> None:
        from kla_desktop.gui.theme import Theme  # noqa: PLC0415 - after the window is seen
        from kla_desktop.gui.translations import first_language, install_language  # noqa: PLC0415 - as above

        self._app, self._settings, self._trail = app, settings, trail
        self._files: list[str] = options.files
        self._folder = Path()
        self.another = False
        """Whether somebody else wants to work here now."""
        self._is_closed = False
        if settings.is_new:
            settings.change(language=first_language())
        install_language(app, options.lang or settings.now.language)
        self._frame = make_frame(app, Theme(app, options.theme or settings.now.theme), settings, shell)
        self._lock: FileLock | None = None
        self._workspace: Workspace | None = None
        self._desk: Desk | None = None

    def choose(self, usual: Path) -> Path | None:
        """Let people say who they are, where several work here; None if they gave up."""
        from kla_desktop.gui.dialogs.profile_dialog import ProfileDialog  # noqa: PLC0415 - rare

        known = profiles(self._settings)
        if not known:
            return usual
        dialog = ProfileDialog(known, self._frame.shell)
        try:
            if not dialog.exec():
                return None
            return dialog.chosen or folder_for_another()
        finally:
            dialog.deleteLater()

    def run(self, folder: Path) -> int:
        """Work with a library until the window is closed; return the exit code."""
        from kla_desktop.gui.page_list import add_pages  # noqa: PLC0415 - as above
        from kla_desktop.gui.single_window import wake_other  # noqa: PLC0415 - as above
        from kla_desktop.model.errors import ErrorCode, Fixable  # noqa: PLC0415 - as above

        self._folder = folder
        frame = self._frame
        if wake_other(self._folder, self._files):
            self.end()
            return 0
        add_pages(frame.shell, lambda: self._the_desk.context)
        try:
            if not _is_library(self._folder) and not self._first_run(frame):
                return 0
            frame.shell.show()
            self._app.processEvents()  # rail and status line are on the screen before anything heavy
            if self._workspace is None:
                if not (self._open(frame) and self._prepared(frame)):
                    return 0
                self._begin(frame)
            keep_profile(self._settings, self._folder, self._the_desk.context.workspace.actor)
            return self._work(frame)
        except Fixable as error:
            _say_failure(error, frame.shell if frame.shell.isVisible() else None)
            return IN_USE if error.code is ErrorCode.LIBRARY_IN_USE else FAILED
        finally:
            self.end()

    def change_user(self, leaving: "Leaving") -> None:
        """Close this library and ask who works now."""
        self.another = True
        leaving.quit()

    @property
    def _the_desk(self) -> "Desk":
        assert self._desk is not None
        return self._desk

    def _work(self, frame: Frame) -> int:
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - as below

        from kla_desktop.app.log_setup import log_files  # noqa: PLC0415 - as below
        from kla_desktop.gui.crash_dialog import CrashDialog  # noqa: PLC0415 - as below
        from kla_desktop.gui.drive_offers import DriveOffers  # noqa: PLC0415 - after the window is seen
        from kla_desktop.gui.leaving import Leaving  # noqa: PLC0415 - as above
        from kla_desktop.gui.locking import Locking  # noqa: PLC0415 - as above
        from kla_desktop.gui.single_window import SingleWindow  # noqa: PLC0415 - as above
        from kla_desktop.gui.tray import Tray  # noqa: PLC0415 - as above

        shell = frame.shell

        def woken(files: list[str]) -> None:
            _to_front(shell)
            if files:
                self._the_desk.take_in(files)

        window = SingleWindow(self._folder, woken, shell)
        shell.show_page(shell.last_page() or "home")
        QTimer.singleShot(0, self._the_desk, self._the_desk.start)
        offers = DriveOffers(self._the_desk.context, shell.message_bar, shell)
        QTimer.singleShot(0, offers, offers.start)
        QTimer.singleShot(CALM_MS, shell, lambda: self._rest(shell))
        if self._files:
            QTimer.singleShot(0, self._the_desk, lambda: self._the_desk.take_in(self._files))
        if self._trail.reports():
            CrashDialog(self._trail, log_files(log_folder()), shell).show()
        context = self._the_desk.context
        tray = Tray(context, shell, quit_now=lambda: leaving.quit())  # noqa: PLW0108 - made in the next line
        leaving = Leaving(context, shell, tray, self._closed)
        self._the_desk.user_change_asked.connect(partial(self.change_user, leaving))
        self._the_desk.noticed.connect(tray.tell)
        locking = Locking(self._app, context, shell)
        for part in (tray, locking):
            self._the_desk.settings_changed.connect(part.follow)
        self._app.setQuitOnLastWindowClosed(False)
        try:
            return 0 if self._is_closed else self._app.exec()
        finally:
            self._app.setQuitOnLastWindowClosed(True)
            locking.close()
            tray.close()
            offers.close()
            window.close()

    def _closed(self) -> None:
        self._is_closed = True
        self._app.quit()

    def _rest(self, shell: "Shell") -> None:
        """The start is over: what may be done while nobody waits."""
        from kla_desktop.gui.idle import Garbage, import_ahead  # noqa: PLC0415 - after the window is seen
        from kla_desktop.gui.page_list import AHEAD  # noqa: PLC0415 - as above

        Garbage(self._the_desk.job_bridge, shell)
        import_ahead(AHEAD, shell)

    def _first_run(self, frame: Frame) -> bool:
        """Ask who works here, make the library, and go through the other steps; False if the user gave up."""
        from kla_desktop.app import bootstrap  # noqa: PLC0415 - heavy
        from kla_desktop.gui.dialogs.first_run_wizard import FirstRunWizard  # noqa: PLC0415 - heavy
        from kla_desktop.gui.translations import install_language  # noqa: PLC0415 - after the window is seen

        def found(new: bootstrap.NewLibrary) -> "Desk":
            bootstrap.create(self._folder, new)
            self._take(new.passphrase)
            self._begin(frame)
            return self._the_desk

        def again() -> "Desk":
            self._take(None)
            self._begin(frame)
            return self._the_desk

        def speak(language: Lang) -> None:
            self._settings.change(language=language)
            install_language(self._app, language)

        places = bootstrap.first_places(self._folder)
        back = (self._folder, again)
        wizard = FirstRunWizard(places, found, frame.job_bridge, frame.shell, again=back, speak=speak)
        try:
            return bool(wizard.exec())
        finally:
            wizard.deleteLater()

    def _open(self, frame: Frame) -> bool:
        """Open the library, asking for its passphrase where it has one; False if the user gave up."""
        from kla_desktop.app import bootstrap  # noqa: PLC0415 - heavy
        from kla_desktop.gui.dialogs.passphrase_dialog import PassphraseDialog  # noqa: PLC0415 - rare
        from kla_desktop.model.errors import ErrorCode, Fixable  # noqa: PLC0415 - after the window is seen

        self._hold()
        record = bootstrap.key_record(self._folder)
        if record.get("holder") != "passphrase":
            self._take(None)
            return True
        named = os.environ.get("KLA_PASSPHRASE_FILE")
        if named:
            try:
                passphrase = Path(named).read_text("utf-8").rstrip("\r\n")
            except (OSError, ValueError) as error:
                raise Fixable(ErrorCode.FILE_MISSING, path=named) from error
            self._take(passphrase)
            return True
        dialog = PassphraseDialog(self._take, frame.shell)
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

    def _take(self, passphrase: str | None) -> None:
        """Open the library. Raises Fixable as `bootstrap.open_workspace`."""
        from kla_desktop.app import bootstrap  # noqa: PLC0415 - heavy

        self._hold()
        self._workspace = bootstrap.open_workspace(self._folder, passphrase=passphrase)

    def _prepared(self, frame: Frame) -> bool:
        """Let the library follow a newer program, which may take minutes; False if the user puts it off."""
        from kla_desktop.operations.renew_library import is_outdated  # noqa: PLC0415 - heavy

        assert self._workspace is not None
        if not is_outdated(self._workspace):
            return True
        from kla_desktop.gui.dialogs.preparing_dialog import PreparingDialog  # noqa: PLC0415 - rare

        dialog = PreparingDialog(self._workspace, frame.job_bridge, frame.shell)
        try:
            done = bool(dialog.exec())
            if dialog.failure is not None:
                raise dialog.failure.error
            return done
        finally:
            dialog.deleteLater()

    def _begin(self, frame: Frame) -> None:
        """Work with the open library."""
        from kla_desktop.gui.desk import Desk  # noqa: PLC0415 - heavy

        assert self._workspace is not None
        self._desk = Desk(frame, self._settings)
        self._desk.take_over(self._workspace)

    def end(self) -> int:
        """Stop jobs, close the library, let others in."""
        frame = self._frame
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
        from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - after the window is seen

        frame.shell.deleteLater()
        # Now, not later: nothing may ask a page for words once its library is closed.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return 0


def _to_front(window: "QWidget") -> None:
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _say_failure(error: "Fixable", parent: "QWidget | None") -> None:
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - rare

    from kla_desktop.gui import texts  # noqa: PLC0415 - rare

    box = QMessageBox(QMessageBox.Icon.Warning, "Bukti KLA", texts.explain(error), parent=parent)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.exec()
