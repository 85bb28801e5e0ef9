# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one mailbox in threads of its own: a connection that works, one that listens, and what follows a failure."""

import logging
import random
import threading
from collections.abc import Callable

from desk import clock
from desk.errors import DeskError, Misconfigured, NotFound, Unavailable
from desk.services.inbox.imap import Imap, Server
from desk.services.inbox.rows import MailboxRow
from desk.services.inbox.sync.backing_off import verdict
from desk.services.inbox.sync.listening import Listener
from desk.services.inbox.sync.mailboxes import Mailboxes
from desk.services.inbox.sync.passing import MailboxMemory, Pass, Tools
from desk.services.inbox.sync.server_jobs import ServerJobs
from desk.services.providers import Credential
from desk.services.store import Change

log = logging.getLogger(__name__)

POLL_S = 60.0
"""How often a server is asked that cannot say by itself that something came."""
LISTENED_POLL_S = 300.0
"""How often one is asked that can: other folders than the inbox have no other way."""

Credentials = Callable[[MailboxRow, bool], Credential]
"""Given a mailbox, and whether the server refused the last token: what it signs in with. Blocks; raises DeskError."""


class Account:
    """One mailbox. `run` and `once` belong to one thread; `wake` and `stop` are for others."""

    def __init__(self, tools: Tools, credentials: Credentials, mailbox_id: str) -> None:
        self.mailbox_id = mailbox_id
        self._tools = tools
        self._db = tools.db
        self._credentials = credentials
        self._memory = MailboxMemory()
        self._rung = threading.Event()
        self._is_stopped = False
        self._imap: Imap | None = None
        self._listener: Listener | None = None
        self._failures = 0

    def wake(self) -> None:
        """Look at once: something came, or something is to be done."""
        self._rung.set()

    def stop(self) -> None:
        """End soon: nothing is begun any more, what is being written is finished."""
        self._is_stopped = True
        self._rung.set()
        for connection in (self._imap, self._listener):
            if connection is not None:
                connection.interrupt()

    def run(self) -> None:
        """Sync until stopped, or until the mailbox is not to be synced any more."""
        while not self._is_stopped:
            try:
                if not self._lived():
                    return
            except DeskError as error:
                self._rest(self._fail(error))
            except Exception:  # a mistake of ours: said, and tried again, more and more seldom
                log.exception("syncing the mailbox %s failed", self.mailbox_id)
                self._rest(self._fail(Unavailable("sync_mistake")))

    def once(self) -> None:
        """Do one pass to its end, older mail included; raises what goes wrong, which is noted too."""
        mailbox = self._db.read_now(lambda session: Mailboxes(session).get(self.mailbox_id))
        try:
            with self._connected(mailbox) as imap:
                Pass(self._tools, imap, mailbox, self._memory, lambda: not self._is_stopped).run()
        except DeskError as error:
            self._fail(error)
            raise
        finally:
            self._imap = None

    def _lived(self) -> bool:
        """Work for a while; False when the mailbox is not to be synced any more."""
        mailbox = self._mailbox()
        if mailbox is None or not mailbox.is_active:
            return False
        if mailbox.health == "refused":
            self._rest(None)
        else:
            self._live(mailbox)
        return True

    def _live(self, mailbox: MailboxRow) -> None:
        """Work over one connection until it breaks or the settings change."""
        with self._connected(mailbox) as imap:
            try:
                self._pass_on(imap, mailbox)
            finally:
                self._imap = None
                if self._listener is not None:
                    self._listener.close()
                    self._listener = None

    def _pass_on(self, imap: Imap, first: MailboxRow) -> None:
        mailbox: MailboxRow | None = first
        while mailbox is not None and not self._is_stopped:
            self._rung.clear()
            is_done = Pass(self._tools, imap, mailbox, self._memory, self._may_go_on).run()
            self._failures = 0
            self._listen(imap, mailbox)
            if is_done and not self._is_stopped:
                self._rung.wait(self._pause_s())
            mailbox = self._mailbox()
            if mailbox is None or not mailbox.is_active or mailbox.settings != first.settings:
                return

    def _may_go_on(self) -> bool:
        return not self._rung.is_set()

    def _connected(self, mailbox: MailboxRow) -> Imap:
        imap = self.connect(mailbox)
        self._imap = imap
        if self._is_stopped:  # asked to stop while it was being made
            imap.close()
            raise Unavailable("closing")
        return imap

    def connect(self, mailbox: MailboxRow) -> Imap:
        """Open a connection; a token that the server refuses is renewed once."""
        server = Server.of(mailbox.settings)
        credential = self._credentials(mailbox, False)  # noqa: FBT003 - a callable's own
        if not credential.text:
            raise Misconfigured("password_missing")
        try:
            return Imap.open(server, credential)
        except Misconfigured as error:
            if error.code != "token_refused":
                raise
            return Imap.open(server, self._credentials(mailbox, True))  # noqa: FBT003

    def _listen(self, imap: Imap, mailbox: MailboxRow) -> None:
        if self._listener is None and imap.can("IDLE") and not self._is_stopped:
            self._listener = Listener(lambda: self.connect(mailbox), self.wake)
            self._listener.start()

    def _pause_s(self) -> float:
        listens = self._listener is not None and self._listener.is_listening
        longest = LISTENED_POLL_S if listens else POLL_S
        due_at = self._db.read_now(lambda session: ServerJobs(session).next_due(self.mailbox_id))
        if due_at is None:
            return longest
        return min(max((due_at - clock.now()).total_seconds(), 0.05), longest)

    def _mailbox(self) -> MailboxRow | None:
        try:
            return self._db.read_now(lambda session: Mailboxes(session).get(self.mailbox_id))
        except NotFound:
            return None

    def _fail(self, error: DeskError) -> float | None:
        """Keep what went wrong; return the seconds until the next try, None when only the owner can help."""
        if self._is_stopped:
            return 0.0
        found = verdict(error, self._failures, random.random())  # noqa: S311 - jitter
        self._failures += 1
        log.info("the mailbox %s: %s", self.mailbox_id, error.code)
        now = clock.now()
        values = {
            "health": found.health,
            "health_code": found.code,
            "health_text": found.text,
            "health_at": now,
        }
        try:
            self._db.write_now(
                lambda session: Mailboxes(session).note(self.mailbox_id, now, **values), Change.MAILBOXES
            )
        except DeskError as unkept:
            log.warning("the state of a mailbox could not be kept: %s", unkept)
        return found.pause_s

    def _rest(self, pause_s: float | None) -> None:
        """Wait until it is time again, or until somebody calls."""
        if not self._is_stopped:
            self._rung.wait(pause_s)
        if not self._is_stopped:
            self._rung.clear()
