"""The 2-px ring around whatever has the focus, outside its border, so that it is seen on top of any selection."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFocusFrame,
    QMainWindow,
    QWidget,
)

from kla_desktop.gui.theme import Size, paint_focus_ring, tokens

CORNER = 3
"""Radius in pixels: Qt masks the frame to the margin around the widget, which would cut a rounder corner."""


class FocusRing(QFocusFrame):
    """Follows the focus within the whole application. Make one in the shell and keep it.

    No ring for: windows, lists with a current item (their delegates draw it there), what a mouse click focused.
    A widget may opt out with `setProperty("ownFocus", True)`.
    """

    def __init__(self, app: QApplication, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._home = app, parent
        self._visited: set[QDialog] = set()
        app.focusChanged.connect(self._follow)

    def stop(self) -> None:
        """Let go; called when the window closes."""
        self._app.focusChanged.disconnect(self._follow)
        self.setWidget(None)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring; none at the start, when the frame lies in the corner and belongs to no widget yet."""
        if self.widget() is None:
            return
        paint_focus_ring(QPainter(self), QRectF(self.rect()), tokens(), CORNER)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        wanted = now if now is not None and self._deserves(now) else None
        if wanted is not self.widget():
            self.setWidget(wanted)  # type: ignore[arg-type]
            window = wanted.window() if wanted is not None else None
            if isinstance(window, QDialog) and window not in self._visited:
                self._visited.add(window)
                for box in window.findChildren(QDialogButtonBox):  # as tight as its buttons, it would cut the ring
                    box.setContentsMargins(*[Size.FOCUS_RING] * 4)
                window.finished.connect(partial(self._come_home, window))

    def _come_home(self, dialog: QDialog, _code: int) -> None:
        """Leave a dialog that closes: Qt made the ring its child, and it would be deleted with it."""
        self._visited.discard(dialog)
        if self.parent() is dialog or dialog.isAncestorOf(self):
            self.setWidget(None)  # type: ignore[arg-type]
            self.setParent(self._home)

    @staticmethod
    def _deserves(widget: QWidget) -> bool:
        if isinstance(widget, QMainWindow | QDialog) or widget.property("ownFocus"):
            return False
        if not widget.isVisible():  # focus told late, in a dialog that has closed: it would take the ring along
            return False
        if isinstance(widget, QAbstractItemView):
            return not widget.currentIndex().isValid()
        return QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
