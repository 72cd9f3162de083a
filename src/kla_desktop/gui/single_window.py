"""One window a library: a second start hands its files to the first window, which comes to the front."""

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 500
_LONGEST = 1 << 20


def _name(folder: Path) -> str:
    return "kla-" + hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def wake_other(folder: Path, files: Sequence[str] = ()) -> bool:
    """Ask the window that has this library open to come to the front and to take `files`; False if nobody answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(json.dumps({"open": list(files)}).encode("ascii") + b"\n")
    socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    if socket.state() is not QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(_PATIENCE_MS)
    return True


class SingleWindow(QObject):
    """Listens for second starts; only this user's programs may ask. `woken` gets the files that were handed over."""

    def __init__(self, folder: Path, woken: Callable[[list[str]], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._woken = woken
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(_name(folder)):
            QLocalServer.removeServer(_name(folder))  # left by a program that was killed
            self._server.listen(_name(folder))

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            said = bytearray()
            socket.readyRead.connect(partial(self._read, socket, said))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket, said)

    def _read(self, socket: QLocalSocket, said: bytearray) -> None:
        """Gather a line; whoever says too much is not one of ours."""
        said += bytes(socket.readAll().data())
        line, ended, _ = bytes(said).partition(b"\n")
        if ended:
            self._woken(_files(line))
        elif len(line) > _LONGEST:
            socket.abort()


def _files(line: bytes) -> list[str]:
    try:
        asked = json.loads(line)["open"]
    except (ValueError, KeyError, TypeError):
        return []
    return [file for file in asked if isinstance(file, str)] if isinstance(asked, list) else []
