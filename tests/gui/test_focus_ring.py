"""The focus ring outlives the dialogs that it visits."""

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QVBoxLayout
from pytestqt.qtbot import QtBot

from kla_desktop.gui.theme import Theme
from kla_desktop.gui.widgets.focus_ring import FocusRing


def test_a_dialog_that_deletes_itself_leaves_the_ring_alive(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    window = QMainWindow()
    qtbot.addWidget(window)
    ring = FocusRing(qapp, window)
    window.show()
    qtbot.waitExposed(window)
    for _ in range(3):
        visit(qtbot, window, ring)
    ring.stop()
    assert theme is not None


def visit(qtbot: QtBot, window: QMainWindow, ring: FocusRing) -> None:
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    dialog.show()
    dialog.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: ring.widget() is field)
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert shiboken6.isValid(ring)
