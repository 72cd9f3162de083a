"""The icon beside the clock: it keeps watching while the window is closed, and tells what happened meanwhile.

Only where the user asked for it in Setelan, and only where the system has such a place.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.context import Context
from kla_desktop.gui.theme import tokens

_NAME = "Bukti KLA"


class Tray(QObject):
    """Follows the settings; `is_shown` says whether closing the window may leave the program in the tray."""

    def __init__(self, context: Context, window: QWidget, *, quit_now: Callable[[], object]) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._menu = QMenu()
        self.open_action, self.pause_action, self.quit_action = (QAction(self) for _ in range(3))
        self._menu.addActions([self.open_action, self.pause_action])
        self._menu.addSeparator()
        self._menu.addAction(self.quit_action)
        self._icon = QSystemTrayIcon(icons.icon("tag", tokens().accent), self)
        self._icon.setToolTip(_NAME)
        self._icon.setContextMenu(self._menu)
        self.open_action.triggered.connect(self.open)
        self.pause_action.triggered.connect(self._turn)
        self.quit_action.triggered.connect(lambda _on=False: quit_now())
        self._icon.activated.connect(self._pressed)
        self._icon.messageClicked.connect(self.open)
        self.follow()

    @property
    def is_possible(self) -> bool:
        """Whether this system has a place for the icon."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def is_shown(self) -> bool:
        """Whether the icon is there."""
        return self._icon.isVisible()

    def follow(self) -> None:
        """Show or hide the icon as the settings say."""
        self._retranslate()
        self._icon.setVisible(self._context.settings.now.tray and self.is_possible)

    def close(self) -> None:
        """Take the icon away."""
        self._icon.hide()
        self._menu.deleteLater()

    def tell(self, text: str) -> bool:
        """Show a message of the system unless the window is being looked at, or none is wanted; say whether it was."""
        wanted = self._context.settings.now.notify and self.is_shown
        looked_at = self._window.isVisible() and self._window.isActiveWindow() and not self._window.isMinimized()
        if not wanted or looked_at or not QSystemTrayIcon.supportsMessages():
            return False
        self._icon.showMessage(_NAME, text, self._icon.icon())
        return True

    def explain(self) -> None:
        """Say, once, that closing the window does not end the program."""
        if not self._context.settings.now.tray_told:
            self._context.settings.change(tray_told=True)
            self._icon.showMessage(
                _NAME,
                self.tr(
                    "Jendela ditutup, folder tetap dipantau. Buka lagi atau keluar lewat ikon ini; "
                    "matikan di Setelan bila tidak perlu."
                ),
                self._icon.icon(),
            )

    def open(self) -> None:
        """Bring the window back."""
        window = self._window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.open()

    def _turn(self) -> None:
        watch = self._context.watch
        watch.pause(on=not watch.paused)
        self._retranslate()

    def _retranslate(self) -> None:
        self.open_action.setText(self.tr("Buka Bukti KLA"))
        paused = self._context.watch.paused
        self.pause_action.setText(self.tr("Lanjutkan memantau") if paused else self.tr("Jeda memantau"))
        self.quit_action.setText(self.tr("Keluar"))
