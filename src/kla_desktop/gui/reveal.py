"""Shows a file in the folder where it lies, chosen there where the system can do that."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

_SERVICE, _OBJECT = "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1"
_PATIENCE_MS = 2000


def reveal(file: Path) -> bool:
    """Open the folder of a file with the file chosen, or the folder alone; False where neither can be done."""
    if file.exists() and _chosen(file):
        return True
    return file.parent.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))


def _chosen(file: Path) -> bool:
    if sys.platform == "win32":
        return _started("explorer.exe", f"/select,{file}")
    if sys.platform == "darwin":
        return _started("open", "-R", str(file))
    return _asked(file)


def _started(program: str, *arguments: str) -> bool:
    return bool(QProcess.startDetached(program, list(arguments))[0])


def _asked(file: Path) -> bool:
    """Ask the file manager over D-Bus, which starts it where none is open."""
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage  # noqa: PLC0415 - there on Linux alone
    except ImportError:
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    call = QDBusMessage.createMethodCall(_SERVICE, _OBJECT, _SERVICE, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(str(file)).toString()], ""])
    return bus.call(call, timeout=_PATIENCE_MS).type() == QDBusMessage.MessageType.ReplyMessage
