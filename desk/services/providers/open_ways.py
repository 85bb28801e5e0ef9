# SPDX-License-Identifier: LicenseRef-Desk
"""Runs accounts that stay open between uses, each as it is set up now."""

from collections.abc import Callable, Collection

from desk.services.providers.provider import Provider
from desk.services.providers.roster import AccountRow

Build = Callable[[AccountRow], Provider]


class OpenWays:
    """Accounts that were used; used by one task."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._open: dict[str, tuple[int, Provider]] = {}
        """Account → its version, and the account as that sets it up."""

    async def of(self, account: AccountRow) -> Provider:
        """Return an account as it is set up now; the one it was before is closed."""
        version, provider = self._open.get(account.id, (0, None))
        if provider is not None and version == account.version:
            return provider
        made = self._build(account)
        self._open[account.id] = account.version, made
        if provider is not None:
            await provider.close()
        return made

    async def keep(self, account_ids: Collection[str]) -> None:
        """Close all other ones: they are in use no more."""
        for gone in self._open.keys() - set(account_ids):
            _, provider = self._open.pop(gone)
            await provider.close()

    async def close(self) -> None:
        """Close all of them."""
        await self.keep(())
