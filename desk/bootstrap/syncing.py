# SPDX-License-Identifier: LicenseRef-Desk
"""Puts the syncing together: who signs in with what, and where the mails go."""

import asyncio
from collections.abc import Sequence

from desk.bootstrap.opening import Desk
from desk.errors import DeskError, NotFound, Unavailable
from desk.services.inbox import Mailboxes, MailboxRow, SyncWorker, take_in
from desk.services.providers import Credential, Signing
from desk.services.store import Database
from desk.services.supervisor import Supervisor, holder_name

LOOK_S = 0.05
LEASE_S = 20.0
"""So long a lease is waited for that another process has just left behind."""


def sync_worker(db: Database, signing: Signing) -> SyncWorker:
    """Return the worker that syncs every mailbox."""

    def credentials(mailbox: MailboxRow, is_refused: bool) -> Credential:  # noqa: FBT001 - as Credentials is
        return signing.credential_now(mailbox.id, mailbox.settings, is_refused=is_refused)

    return SyncWorker(db, credentials, take_in)


async def sync_for_ever(desk: Desk) -> None:
    """Sync every mailbox until cancelled; waits while another process does."""
    worker = sync_worker(desk.db, Signing())
    await Supervisor(desk.db, holder_name(desk.config.home), (worker,)).run()


async def sync_once(desk: Desk, mailbox_ids: Sequence[str]) -> dict[str, DeskError]:
    """Sync mailboxes to the end, each once; return what went wrong by mailbox.

    Raises Unavailable("sync_elsewhere") when another process syncs.
    """
    once = _Once(sync_worker(desk.db, Signing()), mailbox_ids)
    supervisor = Supervisor(desk.db, holder_name(desk.config.home), (once,))
    running = asyncio.ensure_future(supervisor.run())  # noqa: TID251 - ended below
    try:
        async with asyncio.timeout(LEASE_S):
            await once.begun.wait()
    except TimeoutError as error:
        raise Unavailable("sync_elsewhere") from error
    else:
        await once.done.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return once.failures


class _Once:
    """The worker's work on some mailboxes, done once under its lease."""

    name = SyncWorker.name
    is_exclusive = True

    def __init__(self, worker: SyncWorker, mailbox_ids: Sequence[str]) -> None:
        self._worker = worker
        self._mailbox_ids = tuple(mailbox_ids)
        self.begun = asyncio.Event()
        self.done = asyncio.Event()
        self.failures: dict[str, DeskError] = {}

    async def run(self) -> None:
        self.begun.set()
        try:
            for mailbox_id in self._mailbox_ids:
                try:
                    await self._worker.sync_once(mailbox_id)
                except DeskError as error:
                    self.failures[mailbox_id] = error
        finally:
            self.done.set()
        await asyncio.Event().wait()  # until it is cancelled


def chosen_mailboxes(db: Database, account: str) -> tuple[MailboxRow, ...]:
    """Return the mailboxes to sync: one by id, name or address, "" for all that are synced; raises NotFound."""
    rows = db.read_now(lambda session: Mailboxes(session).page())
    if not account:
        return tuple(row for row in rows if row.is_active)
    wanted = account.casefold()
    found = tuple(row for row in rows if wanted in {row.id, row.name.casefold(), row.address.casefold()})
    if not found:
        raise NotFound("no_mailbox", id=account)
    return found
