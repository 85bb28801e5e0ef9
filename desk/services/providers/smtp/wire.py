# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one socket to a mail server: bytes out, whole replies in, one deadline, TLS when asked."""

import asyncio
import ipaddress
import math
import socket
import ssl
from collections.abc import Sequence
from typing import cast

from desk.errors import Unavailable
from desk.services.providers.smtp import tls
from desk.services.providers.smtp.reply import Reply, ReplyReader


class Wire(asyncio.Protocol):
    """A connection as replies; everything that breaks it is an Unavailable with a code, once and for all.

    Codes: connection_lost, timeout, garbled, reply_too_long, plaintext_injected, tls_failed.
    """

    def __init__(self) -> None:
        self.certificate = b""
        """The other side's (DER), once the wire is encrypted."""
        self._loop = asyncio.get_running_loop()
        self._reader = ReplyReader()
        self._transport: asyncio.Transport | None = None
        self._broken: Unavailable | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._wanted = 0
        self._deadline = math.inf
        self._timer: asyncio.TimerHandle | None = None
        self._hidden: tuple[bytes, ...] = ()
        self._socket: asyncio.Transport | None = None
        """What is under the encryption, and has a buffer of its own."""
        self._is_handing_in = False
        self.is_cut_short = False
        """Whether the end of a message never left, because an answer came before it."""

    @property
    def is_ready(self) -> bool:
        """Whether the next command may be written: alive, and nothing came that nobody asked for."""
        return self._broken is None and self._reader.is_quiet

    @property
    def is_private(self) -> bool:
        """Whether nobody can listen: encrypted, or the other end is this computer."""
        transport = self._open_transport()
        if transport.get_extra_info("ssl_object") is not None:
            return True
        return ipaddress.ip_address(self._end("peername")).is_loopback

    @property
    def own_address(self) -> str:
        """Return our end's address as EHLO names it: "[192.0.2.7]" or "[IPv6:2001:db8::7]"."""
        address = self._end("sockname").partition("%")[0]
        return f"[IPv6:{address}]" if ":" in address else f"[{address}]"

    def hide(self, *secrets: bytes) -> None:
        """Strike these out of whatever the other side says from now on."""
        self._hidden = tuple(secret for secret in secrets if secret)

    def write(self, data: bytes, *, is_message: bool = False) -> None:
        """Send bytes; a broken connection shows at the next `replies`.

        is_message: if an answer comes while some of it still waits here, that (and so its dot) never leaves.
        """
        self._is_handing_in = is_message
        if self._broken is None and self._transport is not None:
            self._transport.write(data)

    async def replies(self, count: int, limit_s: float) -> Sequence[Reply]:
        """Wait for `count` replies together, at most `limit_s`.

        Returns fewer when the connection broke after a refusal: that is the answer. Raises Unavailable.
        """
        ready = self._reader.ready
        if len(ready) < count and self._broken is None:
            await self._wait(count, limit_s)
        if len(ready) < count and not any(reply.code >= 400 for reply in ready):
            assert self._broken is not None
            raise Unavailable(self._broken.code)
        return [self._clean(ready.popleft()) for _ in range(min(count, len(ready)))]

    async def secure(self, context: ssl.SSLContext, host: str, limit_s: float) -> None:
        """Go on encrypted. What came in clear text before is an intruder's: the connection is refused."""
        if not self._reader.is_quiet:
            self._break(Unavailable("plaintext_injected"))
        if self._broken is not None:
            raise Unavailable(self._broken.code)
        try:
            self._transport = await self._loop.start_tls(
                self._open_transport(), self, context, server_hostname=host, ssl_handshake_timeout=limit_s
            )
        except ssl.SSLCertVerificationError as error:
            self._break(Unavailable("tls_failed"))
            raise tls.refusal(error, host) from error
        except (OSError, RuntimeError, AttributeError) as error:
            # WORKAROUND (uvloop 0.23): a server that hangs up meanwhile makes it stumble over the
            # transport that is gone, instead of saying so.
            self._break(Unavailable("tls_failed"))
            raise Unavailable("tls_failed", host=host, reason=getattr(error, "reason", None) or "") from error
        agreed = self._open_transport().get_extra_info("ssl_object")
        if agreed is None:  # it hung up right after the handshake
            self._break(Unavailable("tls_failed"))
            raise Unavailable("tls_failed", host=host)
        self.certificate = agreed.getpeercert(binary_form=True) or b""

    def quit(self) -> None:
        """Take leave without waiting for an answer."""
        self.write(b"QUIT\r\n")
        if self._transport is not None:
            self._transport.close()
        self._break(Unavailable("connection_lost"), is_abrupt=False)

    def abort(self) -> None:
        """Cut the connection now; what was not written yet never leaves."""
        self._break(Unavailable("connection_lost"))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one without saying so.
        self._socket = self._socket or self._transport

    def data_received(self, data: bytes) -> None:
        if self._broken is not None:
            return
        try:
            self._reader.feed(data)
        except Unavailable as error:
            self._break(error)
        else:
            if self._is_handing_in and self._reader.ready and self._unsent_bytes():
                # Now, not when somebody wakes up: until then the rest, and the dot, could still leave.
                self.is_cut_short = True
                self._break(Unavailable("connection_lost"))
            if self._waiter is not None and len(self._reader.ready) >= self._wanted:
                self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - how it ended changes nothing
        self._break(Unavailable("connection_lost"), is_abrupt=False)

    def _unsent_bytes(self) -> int:
        layers = {self._transport, self._socket}
        return sum(layer.get_write_buffer_size() for layer in layers if layer is not None)

    async def _wait(self, count: int, limit_s: float) -> None:
        self._wanted = count
        self._waiter = self._loop.create_future()
        self._deadline = self._loop.time() + limit_s
        self._arm()
        try:
            await self._waiter
        finally:
            self._waiter = None
            self._deadline = math.inf

    def _arm(self) -> None:
        # One timer per connection, moved only when it rings too early: one per reply would cost more.
        if self._timer is not None and self._timer.when() <= self._deadline:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(self._deadline, self._ring)

    def _ring(self) -> None:
        self._timer = None
        if self._waiter is None:
            return
        if self._loop.time() >= self._deadline:
            self._break(Unavailable("timeout"))
        else:
            self._arm()

    def _break(self, error: Unavailable, *, is_abrupt: bool = True) -> None:
        if self._broken is None:
            self._broken = error
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if is_abrupt and self._transport is not None:
            self._transport.abort()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _clean(self, reply: Reply) -> Reply:
        if not any(secret in line for secret in self._hidden for line in reply.lines):
            return reply
        lines = reply.lines
        for secret in self._hidden:
            lines = tuple(line.replace(secret, b"***") for line in lines)
        return Reply(reply.code, lines)

    def _end(self, which: str) -> str:
        """Return the address of one end; a connection that is gone has none any more."""
        found = self._open_transport().get_extra_info(which)
        if not found:
            raise Unavailable("connection_lost")
        return str(found[0])

    def _open_transport(self) -> asyncio.Transport:
        if self._transport is None:
            raise Unavailable("connection_lost")
        return self._transport


async def dial(host: str, port: int, limit_s: float) -> Wire:
    """Open a socket, still in clear text.

    Raises Unavailable (host_unknown, connection_refused, connect_timeout, unreachable), naming host and port.
    """
    loop = asyncio.get_running_loop()
    place = {"host": host, "port": str(port)}
    try:
        async with asyncio.timeout(limit_s):
            _, wire = await loop.create_connection(Wire, host, port)
    except TimeoutError as error:
        raise Unavailable("connect_timeout", None, **place) from error
    except (socket.gaierror, UnicodeError) as error:
        raise Unavailable("host_unknown", None, **place) from error
    except ConnectionRefusedError as error:
        raise Unavailable("connection_refused", None, **place) from error
    except OSError as error:
        raise Unavailable("unreachable", None, **place) from error
    return wire
