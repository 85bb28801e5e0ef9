# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the connection of a mailbox that only listens: the server says at once when something comes (IDLE)."""

import logging
import threading
from collections.abc import Callable

from desk.errors import DeskError
from desk.services.inbox.imap import Imap

log = logging.getLogger(__name__)

AGAIN_S = 540.0
"""Waiting is begun anew so often; routers forget a silent connection after ten minutes, servers after thirty."""
PAUSES_S = (2.0, 10.0, 60.0, 300.0)


class Listener:
    """A thread that rings when the inbox changes, and when it cannot listen (any more): the server may be gone."""

    def __init__(self, connect: Callable[[], Imap], ring: Callable[[], None]) -> None:
        self.is_listening = False
        self._connect = connect
        self._ring = ring
        self._imap: Imap | None = None
        self._is_stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk-listen", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def interrupt(self) -> None:
        """End soon, from any thread."""
        self._is_stopped.set()
        imap = self._imap  # the thread may let go of it meanwhile
        if imap is not None:
            imap.interrupt()

    def close(self) -> None:
        """End it and wait until it has ended."""
        self.interrupt()
        self._thread.join(10)

    def _run(self) -> None:
        failures = 0
        while not self._is_stopped.is_set():
            try:
                with self._connect() as imap:
                    self._imap = imap
                    imap.select("INBOX")
                    self._ring()  # whatever came before anybody listened
                    self.is_listening = True
                    failures = 0
                    self._listen(imap)
            except DeskError as error:
                log.info("listening ended: %s", error)
            except Exception:  # a mistake of ours: it is listened again all the same
                log.exception("listening failed")
            finally:
                self._imap = None
                self._end(is_first=failures == 0)
            self._is_stopped.wait(PAUSES_S[min(failures, len(PAUSES_S) - 1)])
            failures += 1

    def _end(self, *, is_first: bool) -> None:
        """Have the account look by itself: what ended the listening, or let it not begin, may have cut it off too.

        Only the first failure rings: a server that allows one connection alone is not asked all the time.
        """
        self.is_listening = False
        if is_first and not self._is_stopped.is_set():
            self._ring()

    def _listen(self, imap: Imap) -> None:
        while not self._is_stopped.is_set():
            if imap.idle(AGAIN_S):
                self._ring()
