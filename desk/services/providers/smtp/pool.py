# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the connections of one account: lends, opens one at a time, grows with success, lets idle ones go."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from desk.errors import DeskError, Misconfigured, Unavailable
from desk.services.providers.smtp.connection import Connection

FORGIVEN_AFTER = 200
"""So many messages after a connection was refused one more than there were is tried again."""
SIGN_IN_REFUSED = frozenset(
    {
        "password_refused",
        "sign_in_unsupported",
        "sign_in_missing",
        "sign_in_expired",
        "sign_in_client",
        "sign_in_refused",
    }
)


class Pool:
    """Connections of one account; used from one event loop.

    Only one is opened at a time and everybody who waits shares its fate, so that a wrong password is tried
    once; after that every call fails without a connection until the account is built anew.
    """

    def __init__(
        self, open_one: Callable[[], Awaitable[Connection]], *, first: int, most: int, idle_s: float
    ) -> None:
        self.width = first
        """How many connections may be open at once just now."""
        self._open_one = open_one
        self._first = first
        self._most = most
        self._ceiling = most
        self._idle_s = idle_s
        self._idle: deque[Connection] = deque()
        self._live = 0
        self._is_opening = False
        self._waiters: deque[asyncio.Future[DeskError | None]] = deque()
        self._successes = 0
        self._refusal: DeskError | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def borrow(self) -> Connection:
        """Return a connection that is nobody else's. Raises what opening one raises."""
        while True:
            while self._idle:
                connection = self._idle.pop()
                if connection.is_usable:
                    return connection
                self._drop(connection)
            if self._refusal is not None:
                raise self._refusal
            if not self._is_opening and self._live < self.width:
                opened = await self._open()
                if opened is not None:
                    return opened
            else:
                await self._turn()

    def give_back(self, connection: Connection) -> None:
        """Take a lent connection back, whatever became of it."""
        if connection.is_usable and self._refusal is None:
            connection.idle_since = asyncio.get_running_loop().time()
            self._idle.append(connection)
            self._watch()
        else:
            self._drop(connection)
        self._wake()

    def praise(self) -> None:
        """Note that a message was accepted; after a round of them one connection more may be opened."""
        self._successes += 1
        if self._ceiling < self._most and self._successes >= FORGIVEN_AFTER:
            self._ceiling += 1
        if self._successes >= self.width and self.width < self._ceiling:
            self.width += 1
            self._successes = 0
            self._wake()

    def blame(self) -> None:
        """Note that the server complained about the account: half as many connections."""
        self.width = max(1, self.width // 2)
        self._successes = 0

    def close(self) -> None:
        """Let all connections go; those under way when they come back."""
        self._refusal = self._refusal or Unavailable("closed")
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._idle:
            self._leave(self._idle.pop())
        self._tell_all(self._refusal)

    async def _open(self) -> Connection | None:
        """Open one more; None when it was refused while others work, which then have to do."""
        self._is_opening = True
        try:
            connection = await self._open_one()
        except DeskError as error:
            if isinstance(error, Misconfigured) and error.code in SIGN_IN_REFUSED:
                self._refusal = error
            elif self._live:
                self.width = self._ceiling = self._live
                return None
            self._tell_all(error)
            raise
        finally:
            self._is_opening = False
            self._wake()
        self._live += 1
        return connection

    async def _turn(self) -> None:
        """Wait until a connection or the right to open one may have come free."""
        waiter: asyncio.Future[DeskError | None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            error = await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():
                self._wake()  # The turn was given to one who no longer wants it.
            raise
        if error is not None:
            raise error

    def _wake(self) -> None:
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return

    def _tell_all(self, error: DeskError) -> None:
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(error)

    def _drop(self, connection: Connection) -> None:
        connection.abort()
        self._live -= 1

    def _leave(self, connection: Connection) -> None:
        connection.quit()
        self._live -= 1

    def _watch(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._idle_s, self._sweep)

    def _sweep(self) -> None:
        """Take leave of what was idle for long; a pool that is empty again starts small again."""
        self._timer = None
        now = asyncio.get_running_loop().time()
        while self._idle and now - self._idle[0].idle_since >= self._idle_s:
            self._leave(self._idle.popleft())
        if self._idle:
            self._watch()
        elif self._live == 0:
            self.width = self._first
            self._ceiling = self._most
