# SPDX-License-Identifier: LicenseRef-Desk
"""A line to a server that can be cut at any command, slowed, or made to lie."""

import contextlib
import select
import socket
import threading


class Line:
    """A relay to `server.port`.

    cut_at: the number of the client's command (from 1, over all connections) at which everything is cut: before
    the server hears of it, or (is_after) when it has answered. alter: bytes from the server → bytes to the client.
    """

    def __init__(self, server, *, alter=None):
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.alter = alter
        self.cut_at = 0
        self.is_after = False
        self.cut_bytes = 0
        self.commands = []
        self.answered = 0
        self.connections = 0
        self._ends = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._ends = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def reset(self, cut_at=0, *, is_after=False, cut_bytes=0):
        self.cut_at, self.is_after, self.cut_bytes = cut_at, is_after, cut_bytes
        self.commands, self.answered = [], 0

    def _accept(self):
        while not self._ends:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client):
        target = (self._server.host, self._server.port)
        with client, socket.create_connection(target) as server, contextlib.suppress(OSError, Cut):
            while not self._ends:
                ready, _, _ = select.select([client, server], [], [], 30)
                if client in ready:
                    self._to_server(client, server)
                if server in ready:
                    self._to_client(client, server)

    def _to_server(self, client, server):
        data = _heard(client)
        with self._lock:
            for one in data.split(b"\r\n"):
                if one[:1] == b"d" and one[1:2].isdigit():
                    self.commands.append(one.partition(b" ")[2][:40])
        if self._is_cut and not self.is_after:
            raise Cut
        server.sendall(data)

    def _to_client(self, client, server):
        data = _heard(server)
        self.answered += len(data)
        if self.cut_bytes and self.answered >= self.cut_bytes:
            client.sendall(data[: len(data) // 2])
            raise Cut
        if self._is_cut and self.is_after:
            raise Cut
        client.sendall(self.alter(data) if self.alter else data)

    @property
    def _is_cut(self):
        return self.cut_at and len(self.commands) >= self.cut_at


class Cut(Exception):
    """The line is cut here."""


def _heard(line):
    data = line.recv(1 << 18)
    if not data:
        raise Cut
    return data
