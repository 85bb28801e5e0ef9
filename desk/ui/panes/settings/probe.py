# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the try of an account aside, so that no password passes through the window's loop."""

from collections.abc import Callable

from desk.models.columns import Json
from desk.services.providers import check_entry
from desk.ui.panes.settings.aside import Aside


class Probe:
    """One try of an account as it is typed. account_id: whose kept password is used when `secret` is None."""

    def __init__(self, kind: str, settings: Json, secret: str | None, account_id: str) -> None:
        self._kind, self._settings = kind, settings
        self._secret, self._account_id = secret, account_id

    async def made(self) -> None:
        """Try it; raises as `check_entry`. Cancelling stops it."""
        await Aside(self._check).made()

    async def _check(self, _tell: Callable[[object], None]) -> None:
        await check_entry(self._kind, self._settings, self._secret, self._account_id)
