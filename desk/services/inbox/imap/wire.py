# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one socket to an IMAP server: lines out, whole responses in, hard limits, bytes never copied twice."""

import contextlib
import re
import socket
import ssl
from dataclasses import dataclass

from desk import clock
from desk.errors import Unavailable

CHUNK = 1 << 18
CONNECT_S = 30.0
STALL_S = 60.0
"""So long may the server say nothing while it owes an answer."""
COMMAND_S = 300.0
KEEPALIVE = {"TCP_KEEPIDLE": 30, "TCP_KEEPALIVE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}
"""Options by name, as systems know them: a silent line is asked after 30 s, and given up when 3 questions are lost."""
SLOWEST = 2_000
"""Bytes a second below which a transfer is given up, once it has taken longer than a command may."""
LONGEST_LINE = 8 << 20
BIGGEST_LITERAL = 128 << 20
"""A message over this is passed over on the wire: its literal comes as None."""

_LITERAL = re.compile(rb"\{(\d{1,12})\+?\}$")


@dataclass(frozen=True, slots=True)
class Answer:
    """One response: its text around the literals, each piece with the literal's mark at its end.

    literals: one fewer than texts; None where one was too big to be kept.
    """

    texts: tuple[bytes, ...]
    literals: tuple[bytes | None, ...] = ()

    @property
    def line(self) -> bytes:
        """Return its first piece."""
        return self.texts[0]


class Wire:
    """A blocking connection as responses. Once broken it stays so: Unavailable connection_lost, timeout, garbled."""

    def __init__(self, line: socket.socket, stall_s: float = STALL_S, command_s: float = COMMAND_S) -> None:
        self.trips = 0
        """How often it wrote and then had to wait."""
        self._socket = line
        self._stall_s = stall_s
        self._command_s = command_s
        self._chunk = b""
        self._at = 0
        self._deadline = clock.monotonic() + command_s
        self._received = 0
        self._has_written = False
        self._is_shut = False

    @property
    def is_quiet(self) -> bool:
        """Whether nothing came that nobody has read."""
        return self._at >= len(self._chunk)

    @property
    def certificate(self) -> bytes:
        """Return the other side's certificate (DER), b"" on an open line."""
        encrypted = self._socket
        return encrypted.getpeercert(binary_form=True) or b"" if isinstance(encrypted, ssl.SSLSocket) else b""

    def write(self, data: bytes) -> None:
        """Send bytes; the time that its answer may take begins now."""
        self._has_written = True
        self._deadline = clock.monotonic() + self._command_s
        self._received = 0
        try:
            self._socket.settimeout(self._stall_s)
            self._socket.sendall(data)
        except TimeoutError as error:
            raise self._broken("timeout") from error
        except OSError as error:
            raise self._broken("connection_lost") from error

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Go on encrypted; raises ssl.SSLError and OSError as they come."""
        self._socket.settimeout(self._stall_s)
        self._socket = context.wrap_socket(self._socket, server_hostname=host)

    def read(self) -> Answer:
        """Return the next response; waits for it."""
        line = self._line()
        found = _LITERAL.search(line) if line.endswith(b"}") else None
        if found is None:
            return Answer((line,))
        texts, literals = [line], []
        while found is not None:
            literals.append(self._literal(int(found[1])))
            texts.append(self._line())
            found = _LITERAL.search(texts[-1]) if texts[-1].endswith(b"}") else None
        return Answer(tuple(texts), tuple(literals))

    def wait(self, limit_s: float) -> bool:
        """Wait until the server says something by itself; False when the time was up. Raises as `read`."""
        if not self.is_quiet:
            return True
        self._deadline = clock.monotonic() + limit_s + 1
        self._socket.settimeout(limit_s)
        try:
            self._take()
        except TimeoutError:
            return False
        except OSError as error:
            raise self._broken("connection_lost") from error
        return True

    def interrupt(self) -> None:
        """End it from any thread: whoever waits gets connection_lost."""
        self._is_shut = True
        with contextlib.suppress(OSError):
            # Not SSLSocket's own, which would pull the encryption from under a reader.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Let the socket go."""
        self._is_shut = True
        with contextlib.suppress(OSError):
            self._socket.close()

    def _line(self) -> bytes:
        end = self._chunk.find(b"\n", self._at)
        if end < 0:
            return self._long_line()
        line = self._chunk[self._at : end]
        self._at = end + 1
        return line[:-1] if line.endswith(b"\r") else line

    def _long_line(self) -> bytes:
        pieces = [self._chunk[self._at :]]
        size = len(pieces[0])
        while True:
            self._receive()
            end = self._chunk.find(b"\n")
            if end >= 0:
                break
            pieces.append(self._chunk)
            size += len(self._chunk)
            if size > LONGEST_LINE:
                raise self._broken("garbled")
        pieces.append(self._chunk[:end])
        self._at = end + 1
        return b"".join(pieces).removesuffix(b"\r")

    def _literal(self, size: int) -> bytes | None:
        if size > BIGGEST_LITERAL:
            self._pass_over(size)
            return None
        here = self._chunk[self._at : self._at + size]
        self._at += len(here)
        if len(here) == size:
            return here
        whole = bytearray(size)
        whole[: len(here)] = here
        view = memoryview(whole)
        filled = len(here)
        while size - filled > CHUNK // 4:
            filled += self._receive_into(view[filled:])
        while filled < size:
            self._receive()
            piece = self._chunk[: size - filled]
            view[filled : filled + len(piece)] = piece
            self._at = len(piece)
            filled += len(piece)
        view.release()
        return bytes(whole)

    def _pass_over(self, size: int) -> None:
        left = size - min(size, len(self._chunk) - self._at)
        self._at += size - left
        while left > 0:
            self._receive()
            self._at = min(left, len(self._chunk))
            left -= self._at

    def _receive(self) -> None:
        self._in_time()
        try:
            self._take()
        except TimeoutError as error:
            raise self._broken("timeout") from error
        except OSError as error:
            raise self._broken("connection_lost") from error

    def _take(self) -> None:
        self._note_trip()
        chunk = self._socket.recv(CHUNK)
        if not chunk:
            raise self._broken("connection_lost")
        self._received += len(chunk)
        self._chunk, self._at = chunk, 0

    def _receive_into(self, view: memoryview) -> int:
        self._in_time()
        try:
            count = self._socket.recv_into(view)
        except TimeoutError as error:
            raise self._broken("timeout") from error
        except OSError as error:
            raise self._broken("connection_lost") from error
        if not count:
            raise self._broken("connection_lost")
        self._received += count
        return count

    def _note_trip(self) -> None:
        if self._has_written:
            self.trips += 1
            self._has_written = False

    def _in_time(self) -> None:
        left = self._deadline + self._received / SLOWEST - clock.monotonic()
        if left <= 0:
            raise self._broken("timeout")
        self._socket.settimeout(min(left, self._stall_s))

    def _broken(self, code: str) -> Unavailable:
        self.close()
        return Unavailable(code)


def dial(host: str, port: int, limit_s: float = CONNECT_S) -> socket.socket:
    """Open a socket, still in clear text.

    Raises Unavailable (host_unknown, connection_refused, connect_timeout, unreachable), naming host and port.
    """
    place = {"host": host, "port": str(port)}
    try:
        line = socket.create_connection((host, port), timeout=limit_s)
    except TimeoutError as error:
        raise Unavailable("connect_timeout", None, **place) from error
    except (socket.gaierror, UnicodeError) as error:
        raise Unavailable("host_unknown", None, **place) from error
    except ConnectionRefusedError as error:
        raise Unavailable("connection_refused", None, **place) from error
    except OSError as error:
        raise Unavailable("unreachable", None, **place) from error
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    _keep_asking(line)
    return line


def _keep_asking(line: socket.socket) -> None:
    """Have the system notice a server that went without a word, while nobody sends anything: IDLE waits for minutes."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in KEEPALIVE.items():
        if hasattr(socket, name):
            with contextlib.suppress(OSError):
                line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
