# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the keeping of mailboxes with their secrets: an address is typed once, read and written by it is both.

A mailbox and the account that sends for it share one secret, under a name of its own; whoever signs in again
mends both. As in `providers.AccountSafe` no secret is given to a thread or returned by one.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desk import clock
from desk.errors import DeskError
from desk.models import new_id
from desk.models.vocabulary import Channel
from desk.services.inbox.rows import MailboxRow
from desk.services.inbox.sync import MailboxDraft, Mailboxes
from desk.services.providers import AccountDraft, AccountRow, Roster, Signing, Tokens, secret_name
from desk.services.shop import Deed, Rights
from desk.services.store import Change, Database, Session

CHANGES = (Change.MAILBOXES, Change.PROVIDERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSecret:
    """What proves the address: a password as typed, or what a browser brought back."""

    password: str = field(default="", repr=False)
    tokens: Tokens | None = None


class MailboxSafe:
    """Mailboxes as an owner edits them; raises what `Mailboxes`, `Roster` and `Secrets` raise."""

    def __init__(self, db: Database, signing: Signing | None = None) -> None:
        self._db = db
        self._signing = signing or Signing()

    async def create(self, mailbox: MailboxDraft, account: AccountDraft | None, typed: TypedSecret) -> str:
        """Keep the secret, then both rows at once; return the mailbox's id. A refusal leaves nothing behind.

        account: what sends for the address; None, or one that is there already for it, makes none.
        """
        name = f"mail:{new_id()}"
        box = replace(mailbox, settings={**mailbox.settings, "secret": name})
        way = account and replace(account, settings={**account.settings, "secret": name})
        secret = _Kept(self._signing, name, typed)
        await secret.keep()
        try:
            return await self._db.write(lambda session: _create(session, box, way), *CHANGES)
        except DeskError:
            await secret.put_back()
            raise

    async def change(
        self,
        mailbox_id: str,
        version: int,
        draft: MailboxDraft,
        typed: TypedSecret | None,
        folder_ids: Sequence[str] | None = None,
    ) -> None:
        """Replace what is kept of a mailbox, all of it or nothing.

        typed: None leaves the secret, which comes back on a refusal. folder_ids: those to sync; None leaves them.
        """
        name = secret_name(mailbox_id, draft.settings)
        secret = _Kept(self._signing, name, typed) if typed is not None else None
        if secret is not None:
            await secret.keep()

        def work(session: Session) -> None:
            Mailboxes(session).change(mailbox_id, version, draft, at=clock.now())
            if folder_ids is not None:
                Mailboxes(session).choose_folders(mailbox_id, folder_ids)
            if secret is not None:
                _release(session, name)

        try:
            await self._db.write(work, *CHANGES)
        except DeskError:
            if secret is not None:
                await secret.put_back()
            raise

    async def sign_in_again(self, owner: MailboxRow | AccountRow, typed: TypedSecret) -> None:
        """Keep a new secret of a mailbox, or of an account that only sends; whatever uses it is tried afresh."""
        await self._db.read(lambda session: Rights(session).demand(Deed.EDIT_ACCOUNTS))
        name = secret_name(owner.id, owner.settings)
        await _Kept(self._signing, name, typed).keep()
        await self._db.write(lambda session: _release(session, name), *CHANGES)

    async def remove(self, mailbox: MailboxRow, *, keep_messages: bool) -> None:
        """Forget a mailbox, and its secret unless an account still sends by it."""

        def work(session: Session) -> None:
            Mailboxes(session).remove(mailbox.id, keep_messages=keep_messages, at=clock.now())

        await self._db.write(work, Change.MAILBOXES, Change.CONVERSATIONS)
        await self.forget_unused(secret_name(mailbox.id, mailbox.settings))

    async def forget_unused(self, name: str) -> None:
        """Forget the secret called `name` once neither a mailbox nor an account needs it."""
        if not await self._db.read(lambda session: _users(session, name)):
            await asyncio.to_thread(self._signing.forget, name)


def _create(session: Session, mailbox: MailboxDraft, account: AccountDraft | None) -> str:
    now = clock.now()
    if account is None:
        return Mailboxes(session).create(mailbox, at=now)
    there = next(
        (
            row.id
            for row in Roster(session).page(Channel.EMAIL)
            if not row.is_sandbox and row.sender_address.lower() == account.sender_address.lower()
        ),
        None,
    )
    provider_id = there or Roster(session).create(account, at=now)
    return Mailboxes(session).create(replace(mailbox, provider_id=provider_id), at=now)


def _release(session: Session, name: str) -> None:
    """Let whoever uses the secret called `name` be tried afresh."""
    now = clock.now()
    for row in Roster(session).page():
        if secret_name(row.id, row.settings) == name:
            Roster(session).release(row.id, at=now)
    for box in Mailboxes(session).page():
        if secret_name(box.id, box.settings) == name:
            Mailboxes(session).release(box.id, at=now)


def _users(session: Session, name: str) -> int:
    names = [secret_name(row.id, row.settings) for row in Roster(session).page()]
    names += [secret_name(row.id, row.settings) for row in Mailboxes(session).page()]
    return names.count(name)


class _Kept:
    """One secret: kept, and put back when what was to use it could not be saved."""

    def __init__(self, signing: Signing, name: str, typed: TypedSecret) -> None:
        self._signing, self._name, self._typed = signing, name, typed
        self._before = ""

    async def keep(self) -> None:
        await asyncio.to_thread(self._keep)

    async def put_back(self) -> None:
        await asyncio.to_thread(self._put_back)

    def _keep(self) -> None:
        self._before = self._signing.kept(self._name)
        if self._typed.tokens is not None:
            self._signing.keep(self._name, self._typed.tokens)
        else:
            self._signing.keep_text(self._name, self._typed.password)

    def _put_back(self) -> None:
        if self._before:
            self._signing.keep_text(self._name, self._before)
        else:
            self._signing.forget(self._name)
