# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the keeping of accounts with their secrets: both are kept, or neither.

A secret is asked for and kept on a thread, and never handed to one or returned by one as a value: the window's
loop writes those into its debug log.
"""

import asyncio
from dataclasses import replace

from desk import clock
from desk.errors import DeskError
from desk.models.columns import Json
from desk.services.providers.kinds import check_account
from desk.services.providers.roster import AccountDraft, Roster
from desk.services.providers.secret import Secret
from desk.services.providers.signing import SignIn, Signing, secret_name, uses_browser
from desk.services.store import Change, Database, Secrets


class AccountSafe:
    """Accounts as an owner edits them; everything raises what `Roster` and `Secrets` raise."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def create(self, draft: AccountDraft, secret: str | None) -> str:
        """Keep a new account at rest, then its secret, then let it work; return its id."""
        now = clock.now()
        resting = replace(draft, is_active=False)
        made = await self._db.write(lambda session: Roster(session).create(resting, at=now), Change.PROVIDERS)
        try:
            if secret:
                await _KeptSecret(secret_name(made, draft.settings), secret).keep()
        except DeskError:
            await self._db.write(lambda session: Roster(session).remove(made), Change.PROVIDERS)
            raise
        if draft.is_active:
            await self._db.write(
                lambda session: Roster(session).activate(made, is_active=True, at=now), Change.PROVIDERS
            )
        return made

    async def change(
        self, account_id: str, seen_version: int, draft: AccountDraft, secret: str | None
    ) -> None:
        """Keep the secret first: a sender opens the account anew as soon as its row has changed.

        secret: None leaves the kept one, which is back again when the row could not be changed.
        """
        kept = _KeptSecret(secret_name(account_id, draft.settings), secret) if secret else None
        if kept is not None:
            await kept.keep()
        try:
            await self._db.write(
                lambda session: Roster(session).change(account_id, seen_version, draft, at=clock.now()),
                Change.PROVIDERS,
            )
        except DeskError:
            if kept is not None:
                await kept.put_back()
            raise

    async def remove(self, account_id: str) -> None:
        """Forget an account; its secret stays until `forget_secret`, for the account must go first."""
        await self._db.write(lambda session: Roster(session).remove(account_id), Change.PROVIDERS)

    async def forget_secret(self, account_id: str) -> None:
        """Forget the secret of an account that is gone; one that it shared stays, others may use it."""
        await asyncio.to_thread(Secrets().delete, account_id)


async def check_entry(kind: str, settings: Json, secret: str | None, account_id: str) -> None:
    """Try an account as it is typed; raises as `check_account` and `Secrets`.

    secret: None takes the kept one of `account_id`, "" for none. The look into the keyring blocks: run this in a
    loop of its own.
    """
    if secret is None:
        await check_account(kind, settings, kept_secret(Signing(), account_id, settings))
    else:
        await check_account(kind, settings, secret)


def kept_secret(signing: Signing, account_id: str, settings: Json) -> Secret:
    """Return what signs a kept account in: its password, or what renews its token; blocks."""
    if uses_browser(settings):
        return SignIn(signing, account_id, settings)
    name = secret_name(account_id, settings)
    return Secrets().get(name) if name else ""


class _KeptSecret:
    """The secret of one account in the keyring: replaced, and put back when saving failed."""

    def __init__(self, account_id: str, secret: str) -> None:
        self._account_id, self._secret = account_id, secret
        self._before: str | None = None

    async def keep(self) -> None:
        await asyncio.to_thread(self._keep)

    async def put_back(self) -> None:
        if self._before is not None:
            await asyncio.to_thread(self._put_back)

    def _keep(self) -> None:
        before = Secrets().get(self._account_id)
        Secrets().set(self._account_id, self._secret)
        self._before = before

    def _put_back(self) -> None:
        if self._before:
            Secrets().set(self._account_id, self._before)
        else:
            Secrets().delete(self._account_id)
