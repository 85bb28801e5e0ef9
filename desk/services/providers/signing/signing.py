# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the proving of accounts: reads the password, or renews the token that a sign-in by browser gave."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from desk import clock
from desk.errors import Misconfigured
from desk.services.providers.signing.credential import (
    BearerToken,
    Credential,
    Password,
    secret_name,
    uses_browser,
)
from desk.services.providers.signing.tokens import Tokens, read_kept
from desk.services.providers.signing.vault import Vault

T = TypeVar("T")
Settings = Mapping[str, Any]


class Signing:
    """What proves an account. One for a process: whoever shares an account shares its token.

    Raises Misconfigured (sign_in_missing: nobody ever signed in here; sign_in_expired: the service wants the
    person again; sign_in_client: it does not know the shop's client; sign_in_refused; what `Secrets` raises) or
    Unavailable (sign_in_away).
    """

    def __init__(self) -> None:
        self._vault = Vault()
        self._fresh: dict[str, Tokens] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    async def credential(self, owner_id: str, settings: Settings, *, is_refused: bool = False) -> Credential:
        """Return what signs `owner_id` in now. is_refused: the token that was given last did not do."""
        sign_in = SignIn(self, owner_id, settings)
        return sign_in.made(await sign_in.text(is_refused=is_refused))

    def credential_now(self, owner_id: str, settings: Settings, *, is_refused: bool = False) -> Credential:
        """Return the same; blocks, for callers on a thread of their own."""
        name = secret_name(owner_id, settings)
        if not uses_browser(settings):
            return Password(text=self._vault.read(name))
        return BearerToken(text=self._token(name, is_refused=is_refused).access)

    def keep(self, name: str, tokens: Tokens) -> None:
        """Keep what a sign-in by browser gave, under `name`; blocks."""
        with self._locks[name]:
            self._vault.write(name, tokens.kept)
            self._fresh[name] = tokens

    def keep_text(self, name: str, text: str) -> None:
        """Keep a password, or put back what `kept` returned; blocks."""
        with self._locks[name]:
            self._fresh.pop(name, None)
            self._vault.write(name, text)

    def kept(self, name: str) -> str:
        """Return what is kept under `name` as it is kept, "" for nothing; blocks."""
        return self._vault.read(name)

    def forget(self, name: str) -> None:
        """Forget what is kept under `name`; blocks."""
        with self._locks[name]:
            self._fresh.pop(name, None)
            self._vault.forget(name)

    def _token(self, name: str, *, is_refused: bool) -> Tokens:
        with self._locks[name]:
            known = self._fresh.get(name)
            if known is not None and known.is_fresh(clock.now()) and not is_refused:
                return known
            tokens = self._renewed(name)
            self._fresh[name] = tokens
            return tokens

    def _renewed(self, name: str) -> Tokens:
        self._fresh.pop(name, None)
        kept = read_kept(text := self._vault.read(name), clock.now())
        if kept is None:
            raise Misconfigured("sign_in_missing")
        from desk.services.providers.signing.exchange import renewed  # httpx is slow, and often not needed

        try:
            tokens = _in_loop(renewed(kept))
        except Misconfigured as error:
            if error.code != "sign_in_expired":
                raise
            # Another process may have renewed it in between: then its word counts, not ours.
            now_kept = self._vault.read(name)
            other = read_kept(now_kept, clock.now())
            if now_kept == text or other is None:
                raise
            tokens = _in_loop(renewed(other))
            kept = other
        if tokens.refresh != kept.refresh:
            self._vault.write(name, tokens.kept)
        return tokens


class SignIn:
    """The secret of one account for whoever signs in again and again; called, it gives what holds now."""

    def __init__(self, signing: Signing, owner_id: str, settings: Settings) -> None:
        self._signing, self._owner_id, self._settings = signing, owner_id, settings
        self._is_refused = False
        self._found: Credential | None = None

    async def __call__(self, *, is_refused: bool = False) -> str:
        return await self.text(is_refused=is_refused)

    async def text(self, *, is_refused: bool) -> str:
        """Return the password or the token; raises as `Signing`."""
        # Nothing secret is given to the thread or returned by it: a loop may write that into its debug log.
        call = SignIn(self._signing, self._owner_id, self._settings)
        call._is_refused = is_refused
        await asyncio.to_thread(call._ask)
        assert call._found is not None
        return call._found.text

    def made(self, text: str) -> Credential:
        """Return `text` as what it is."""
        return BearerToken(text=text) if uses_browser(self._settings) else Password(text=text)

    def _ask(self) -> None:
        self._found = self._signing.credential_now(
            self._owner_id, self._settings, is_refused=self._is_refused
        )


def _in_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` on this thread, in a loop of its own."""
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(work)
