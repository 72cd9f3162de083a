"""Locks the screen: by Ctrl+L, or when nobody has touched keyboard and mouse for a while. Work goes on behind it."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from kla_desktop.app.screen_lock import ScreenLock
from kla_desktop.gui.context import Context
from kla_desktop.gui.lock_screen import LockScreen

if TYPE_CHECKING:
    from kla_desktop.gui.shell import Shell

LOOK_MS = 5_000
_TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.Drop}
)


class Locking(QObject):
    """Watches for touches only where there is a PIN; follows the settings by `follow`."""

    def __init__(self, app: QApplication, context: Context, shell: "Shell") -> None:
        super().__init__(shell)
        self._app, self._context, self._shell = app, context, shell
        self.lock = ScreenLock(context.workspace)
        self.screen: LockScreen | None = None
        self._veiled: list[QWidget] = []
        self._touched = time.monotonic()
        self._seconds = 0
        self._action = QAction(self)
        self._action.setShortcut(QKeySequence("Ctrl+L"))
        self._action.triggered.connect(lambda _on=False: self.lock_now())
        shell.addAction(self._action)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.follow()

    @property
    def is_locked(self) -> bool:
        """Whether the screen is locked now."""
        return self.screen is not None

    def follow(self) -> None:
        """Take over what was set in Setelan."""
        self._action.setText(self.tr("Kunci layar"))
        self._seconds = 60 * self.lock.minutes
        self._touched = time.monotonic()
        self._app.removeEventFilter(self)
        self._timer.stop()
        if self._seconds:
            self._app.installEventFilter(self)
            self._timer.start()

    def close(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def lock_now(self) -> None:
        """Lock; without a PIN, lead to where one is set."""
        if self.is_locked:
            return
        if not self.lock.is_set:
            self._context.go("settings", lock=True)
            return
        for other in self._app.topLevelWidgets():
            if other is not self._shell and other.isWindow() and other.isVisible():
                other.setWindowOpacity(0.0)
                self._veiled.append(other)
        inside = self._shell.centralWidget()
        if inside is not None:
            inside.hide()
        parent = self._app.activeModalWidget() or self._shell
        actor = self._context.workspace.actor
        self.screen = LockScreen(self.lock, self._context.job_bridge, actor, self._change_user, parent)
        self.screen.opened.connect(self._open)
        self.screen.setGeometry(self._shell.geometry())
        self.screen.open()
        self.screen.field.setFocus()

    def _open(self) -> None:
        self._take_away()
        for other in self._veiled:
            other.setWindowOpacity(1.0)
        self._veiled.clear()
        inside = self._shell.centralWidget()
        if inside is not None:
            inside.show()
        self._touched = time.monotonic()
        page = self._shell.current_page
        if page is not None:
            page.setFocus()

    def _change_user(self) -> None:
        """What lies behind stays hidden."""
        self._take_away()
        self._context.desk.change_user()

    def _take_away(self) -> None:
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.done(LockScreen.DialogCode.Accepted)
            screen.deleteLater()

    def _look(self) -> None:
        if self._seconds and time.monotonic() - self._touched >= self._seconds:
            self.lock_now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in _TOUCHES:
            self._touched = time.monotonic()
        return super().eventFilter(watched, event)
