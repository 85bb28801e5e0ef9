# SPDX-License-Identifier: LicenseRef-Desk
"""What proves an account to its server: a text, or whoever gives a fresh one."""

from typing import Protocol


class SecretSource(Protocol):
    """Gives what signs an account in just now, where it is no fixed password but a token that is renewed."""

    async def __call__(self, *, is_refused: bool = False) -> str:
        """Return it; is_refused: what was given last did not do. Raises Misconfigured or Unavailable."""


Secret = str | SecretSource
