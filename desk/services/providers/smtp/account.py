# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one SMTP account: the provider that the sender sees."""

import dataclasses
import ssl

from desk.errors import DeskError, Misconfigured
from desk.models.vocabulary import AttemptOutcome
from desk.services.channels import Parcel
from desk.services.providers.provider import Blame, Found, HandOver, Receipt
from desk.services.providers.secret import Secret
from desk.services.providers.smtp import tls
from desk.services.providers.smtp.connection import Connection
from desk.services.providers.smtp.greeting import open_connection, read_certificate
from desk.services.providers.smtp.pool import SIGN_IN_REFUSED, Pool
from desk.services.providers.smtp.reply import LONGEST_TEXT
from desk.services.providers.smtp.return_path import ReturnPaths, of_empty_path
from desk.services.providers.smtp.settings import Security, SmtpSettings

PATIENCE_S = 10
"""How long a person who pressed "Test" waits for each answer."""


class SmtpAccount:
    """A mail server reached over a pool of pipelined connections; safe for concurrent `send` in one loop."""

    def __init__(self, settings: SmtpSettings, secret: Secret) -> None:
        self._settings = settings
        self._secret = secret
        self._context: ssl.SSLContext | None = None
        self._paths = ReturnPaths()
        self._pool = Pool(
            lambda: self._open(settings),
            first=settings.first_connections,
            most=settings.most_connections,
            idle_s=settings.idle_s,
        )

    @property
    def concurrency(self) -> int:
        """How many parcels may be under way at once; the pool begins with fewer connections and grows."""
        return self._settings.most_connections

    async def send(self, parcel: Parcel, hand_over: HandOver) -> Receipt:
        """Send one parcel; every outcome is a Receipt, only cancellation is raised."""
        while True:
            try:
                connection = await self._pool.borrow()
            except DeskError as error:
                return _not_connected(error)
            was_used = connection.served > 0
            leaving = self._paths.chosen(parcel)
            try:
                receipt = await connection.deliver(leaving, hand_over)
            finally:
                self._pool.give_back(connection)
            if was_used and _is_stale(receipt):
                continue  # The server hung up while the connection was idle; nothing was lost by it.
            if leaving is parcel:
                self._paths.note_answer(parcel, receipt)
            elif self._paths.note_refusal(parcel, receipt):
                continue
            else:
                receipt = of_empty_path(receipt)
            self._learn(receipt)
            return receipt

    async def check(self) -> None:
        """Connect and sign in, with little patience; raises what `open_connection` raises.

        A refused certificate is described: `name` whom it is for, `fingerprint` to pin it by.
        """
        quick = dataclasses.replace(
            self._settings,
            connect_s=min(self._settings.connect_s, PATIENCE_S),
            command_s=min(self._settings.command_s, PATIENCE_S),
        )
        try:
            connection = await self._open(quick)
        except Misconfigured as error:
            if error.code == "certificate_refused" and "fingerprint" not in error.details:
                raise await _described(error, quick) from error
            raise
        connection.quit()

    async def look_up(self, reference: str) -> Found:  # noqa: ARG002 - SMTP has no such question
        """Tell that SMTP cannot tell."""
        return Found.UNKNOWN

    async def close(self) -> None:
        """Let the connections go."""
        self._pool.close()

    async def _open(self, settings: SmtpSettings) -> Connection:
        if self._context is None and settings.security != Security.NONE:
            self._context = tls.context_for(settings)
        if isinstance(self._secret, str):
            return await open_connection(settings, self._secret, self._context)
        try:
            return await open_connection(settings, await self._secret(), self._context)
        except Misconfigured as error:
            if error.code != "password_refused":
                raise
        # A token may end early, when the person changed their password; a fresh one tells whether it was that.
        return await open_connection(settings, await self._secret(is_refused=True), self._context)

    def _learn(self, receipt: Receipt) -> None:
        if receipt.outcome is AttemptOutcome.ACCEPTED:
            self._pool.praise()
        elif receipt.blame is Blame.ACCOUNT:
            self._pool.blame()


def _is_stale(receipt: Receipt) -> bool:
    return not receipt.handed_over and (receipt.code == "connection_lost" or receipt.code.startswith("421"))


def _not_connected(error: DeskError) -> Receipt:
    """Turn a failure to connect into a receipt; only a refused sign-in needs the owner, the rest may pass."""
    is_refused = error.code in SIGN_IN_REFUSED
    return Receipt(
        outcome=AttemptOutcome.PERMANENT if is_refused else AttemptOutcome.TRANSIENT,
        code=error.details.get("smtp") or error.code,
        reply=error.details.get("reply", "")[:LONGEST_TEXT],
        blame=Blame.ACCOUNT,
    )


async def _described(error: Misconfigured, settings: SmtpSettings) -> Misconfigured:
    """Look at the refused certificate, without trusting it, so that the owner reads whose it is."""
    try:
        certificate = await read_certificate(settings)
    except DeskError:
        return error
    details = {
        **error.details,
        "name": tls.certificate_names(certificate),
        "fingerprint": tls.fingerprint(certificate),
    }
    return Misconfigured(error.code, **details)
