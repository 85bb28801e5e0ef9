# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the syncing of every mailbox: a thread for each, started, woken and ended as the settings say."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor, wait

from desk.services.inbox.sync.account import Account, Credentials
from desk.services.inbox.sync.intake import File
from desk.services.inbox.sync.mailboxes import Mailboxes
from desk.services.inbox.sync.passing import Tools
from desk.services.inbox.sync.reader import MailReader
from desk.services.inbox.sync.server_jobs import ServerJobs
from desk.services.store import Change, Database, Session, Waking

log = logging.getLogger(__name__)

LOOK_S = 30.0
STOPPING_S = 1.0
"""While a mailbox that was switched off is still ending, it is looked whether it has: it may be wanted again."""
GATHER_S = 0.1
"""Announcements of so long are answered together: every batch of mail makes one."""
PATIENCE_S = 20.0

Seen = tuple[object, ...]


class SyncWorker:
    """The worker that syncs; one service of a database runs it at a time."""

    name = "sync"
    is_exclusive = True

    def __init__(self, db: Database, credentials: Credentials, file: File) -> None:
        self._db = db
        self._credentials = credentials
        self._file = file
        self._running: dict[str, _Running] = {}
        self._seen: dict[str, Seen] = {}

    async def run(self) -> None:
        """Sync until cancelled."""
        reader = MailReader()
        tools = Tools(db=self._db, file=self._file, reader=reader)
        try:
            with Waking(self._db, (Change.MAILBOXES,)) as waking:
                while True:
                    await self._tend(tools)
                    is_stopping = any(one.is_stopping for one in self._running.values())
                    await waking.wait(STOPPING_S if is_stopping else LOOK_S)
                    await asyncio.sleep(GATHER_S)
        finally:
            await asyncio.shield(asyncio.to_thread(self._end))
            reader.close()

    async def sync_once(self, mailbox_id: str) -> None:
        """Sync one mailbox to the end, older mail included; raises what goes wrong."""
        reader = MailReader()
        account = Account(Tools(db=self._db, file=self._file, reader=reader), self._credentials, mailbox_id)
        try:
            await asyncio.to_thread(account.once)
        finally:
            account.stop()
            reader.close()

    async def _tend(self, tools: Tools) -> None:
        """Start a thread for each mailbox that is to be synced; wake those about which something changed."""
        wanted = await self._db.read(_look)
        for mailbox_id, seen in wanted.items():
            running = self._running.get(mailbox_id)
            if running is not None and running.has_ended:
                running = None
            if running is None:
                self._running[mailbox_id] = _Running(Account(tools, self._credentials, mailbox_id))
            elif self._seen.get(mailbox_id) != seen:
                running.account.wake()  # one that was told to stop ends first: two would do everything twice
        for mailbox_id in self._running.keys() - wanted.keys():
            if self._running[mailbox_id].has_ended:
                del self._running[mailbox_id]
            else:
                self._running[mailbox_id].stop()
        self._seen = wanted

    def _end(self) -> None:
        for running in self._running.values():
            running.stop()
        for running in self._running.values():
            running.join()
        self._running.clear()


class _Running:
    """A mailbox's thread."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.is_stopping = False
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="desk-sync")
        self._future = self._pool.submit(account.run)
        self._pool.shutdown(wait=False)

    @property
    def has_ended(self) -> bool:
        """Whether it is over; a mistake of ours is said then, and stops no other mailbox."""
        if not self._future.done():
            return False
        if (error := self._future.exception()) is not None:
            log.error("syncing the mailbox %s failed", self.account.mailbox_id, exc_info=error)
        return True

    def stop(self) -> None:
        """Have it end soon."""
        self.is_stopping = True
        self.account.stop()

    def join(self) -> None:
        """Wait until it is over, but not for ever."""
        wait([self._future], PATIENCE_S)


def _look(session: Session) -> dict[str, Seen]:
    """Return the mailboxes to sync and what, when it changes, is a reason to look at once."""
    return {
        row.id: (row.version, ServerJobs(session).newest(row.id))
        for row in Mailboxes(session).page()
        if row.is_active
    }
