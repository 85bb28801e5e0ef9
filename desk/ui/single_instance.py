# SPDX-License-Identifier: LicenseRef-Desk
"""Lets one window stand per data folder: a second start only brings the first to the front."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 500
RAISE = b"raise\n"


class SingleInstance(QObject):
    """The first start listens; a later one knocks. raise_requested(): somebody started Desk again."""

    raise_requested = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(home)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Be the one window of the data folder; False when another is, which then shows itself."""
        if self._knock():
            return False
        QLocalServer.removeServer(self._name)  # left over from a crash
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_knock)
        server.listen(self._name)
        self._server = server
        return True

    def release(self) -> None:
        """Let another start be the one."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _knock(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        socket.write(RAISE)
        socket.waitForBytesWritten(PATIENCE_MS)
        socket.disconnectFromServer()
        return True

    def _on_knock(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            visitor = self._server.nextPendingConnection()
            visitor.disconnected.connect(visitor.deleteLater)
            self.raise_requested.emit()


def server_name(home: Path) -> str:
    """Return the name under which the window of the data folder `home` listens."""
    return "desk-" + hashlib.sha256(str(home.absolute()).encode()).hexdigest()[:24]
