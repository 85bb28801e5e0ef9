# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one account at an SMS service: the provider that the sender sees."""

import dataclasses

from desk import clock
from desk.errors import DeskError, Misconfigured, Rejected, Unavailable
from desk.models.vocabulary import AttemptOutcome
from desk.services.channels import Parcel
from desk.services.providers.http import Answer, Barrier, HttpDoor, Lost, Request, Withdrawn
from desk.services.providers.http_sms import exchange
from desk.services.providers.http_sms.settings import HttpSmsSettings
from desk.services.providers.provider import Blame, Found, HandOver, IncomingText, Receipt

PATIENCE_S = 10
"""How long a person who pressed "Test" waits for each answer."""


class HttpSmsAccount:
    """An SMS service that takes one request for each message; safe for concurrent `send` in one loop."""

    def __init__(self, settings: HttpSmsSettings, secret: str) -> None:
        self._settings = settings
        self._secret = secret
        self._door = _door(settings)

    @property
    def concurrency(self) -> int:
        """How many parcels may be under way at once."""
        return int(self._settings.connections)

    async def send(self, parcel: Parcel, hand_over: HandOver) -> Receipt:
        """Send one parcel; every outcome is a Receipt, only cancellation is raised."""
        barrier = Barrier(lambda: hand_over(parcel.delivery_id))
        try:
            answer = await self._door.ask(self._request(parcel), barrier)
        except Withdrawn:
            return Receipt(outcome=None, code="withdrawn")
        except Lost as lost:
            return Receipt(outcome=AttemptOutcome.LOST, code=lost.code, handed_over=True)
        except UnicodeError:
            return Receipt(outcome=AttemptOutcome.PERMANENT, code="body_not_text")
        except DeskError as error:
            return Receipt(
                outcome=AttemptOutcome.TRANSIENT,
                code=error.code,
                blame=Blame.ACCOUNT,
                handed_over=barrier.is_passed,
            )
        receipt = exchange.receipt(self._settings, answer, clock.now())
        return dataclasses.replace(receipt, reply=self._without_secret(receipt.reply))

    async def check(self) -> None:
        """Ask the service without sending.

        Raises Misconfigured (account_refused, certificate_refused, bad_url), Unavailable (the codes of
        `HttpDoor.ask`, server_refuses) or Rejected (server_refuses).
        """
        quick = dataclasses.replace(
            self._settings,
            connect_s=min(self._settings.connect_s, PATIENCE_S),
            answer_s=min(self._settings.answer_s, PATIENCE_S),
        )
        door = _door(quick)
        try:
            answer = await self._asked(door, exchange.checking(quick, self._checked_secret()))
        finally:
            await door.close()
        self._judge(answer)

    async def look_up(self, reference: str) -> Found:
        """Ask the service for our reference, where a look-up is configured; no answer is UNKNOWN."""
        if not self._settings.look_up_url:
            return Found.UNKNOWN
        try:
            request = exchange.looking_up(self._settings, self._checked_secret(), reference)
            answer = await self._asked(self._door, request)
        except DeskError:
            return Found.UNKNOWN
        return exchange.found(self._settings, answer, reference)

    @property
    def is_polled(self) -> bool:
        """Whether it is set up to be asked for answers."""
        return bool(self._settings.poll_url)

    async def poll(self, after: str) -> tuple[IncomingText, ...]:
        """Return what people have answered since `after`, oldest first.

        Raises what `check` raises, or Unavailable("garbled") for an answer that cannot be read.
        """
        request = exchange.polling(self._settings, self._checked_secret(), after)
        answer = await self._asked(self._door, request)
        self._judge(answer)
        found = exchange.incoming(self._settings, answer, clock.now())
        if found is None:
            raise Unavailable("garbled", None, status=str(answer.status))
        return found

    async def close(self) -> None:
        """Let the connections go."""
        await self._door.close()

    def _request(self, parcel: Parcel) -> Request:
        return exchange.sending(self._settings, self._checked_secret(), parcel)

    def _checked_secret(self) -> str:
        if not self._secret.isprintable():
            raise Misconfigured("account_refused", reason="control_character")
        return self._secret

    async def _asked(self, door: HttpDoor, request: Request) -> Answer:
        try:
            return await door.ask(request)
        except Lost as lost:
            raise Unavailable(lost.code) from lost

    def _judge(self, answer: Answer) -> None:
        details = {"status": str(answer.status), "reply": self._without_secret(exchange.said(answer))}
        if answer.status in {401, 403, 407}:
            raise Misconfigured("account_refused", **details)
        is_asked_plainly = bool(self._settings.check_url)
        if answer.status == 404 or (is_asked_plainly and 300 <= answer.status < 500):
            raise Rejected("server_refuses", **details)
        if answer.status >= 500 and answer.status != 501:
            raise Unavailable("server_refuses", None, **details)

    def _without_secret(self, text: str) -> str:
        return text.replace(self._secret, "***") if self._secret else text


def _door(settings: HttpSmsSettings) -> HttpDoor:
    return HttpDoor(
        connect_s=settings.connect_s,
        answer_s=settings.answer_s,
        connections=int(settings.connections),
        is_local=settings.is_loopback,
    )
