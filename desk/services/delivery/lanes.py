# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the lanes: one for each account, each with as many parcels under way as the account bears."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk import clock
from desk.errors import MISTAKES
from desk.models.vocabulary import AttemptOutcome, DeliveryState, Reason
from desk.services.channels import Parcel
from desk.services.delivery.bounce import says_nobody_there
from desk.services.delivery.plan import Departure, Due, LegPlan, Settlement
from desk.services.delivery.retry import after_refusal
from desk.services.delivery.turnstile import Turnstile
from desk.services.providers import Blame, Provider, Receipt

log = logging.getLogger(__name__)

WITHDRAWN = Receipt(outcome=None, code="withdrawn")
MOMENT = timedelta(seconds=1)
"""Until an account's failure is known to whoever claims next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A parcel with what settling it needs."""

    due: Due
    parcel: Parcel
    departure: Departure
    is_trial: bool = False
    """Whether it only goes to the sandbox, whose answers say nothing about people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the sender must know of one call: whether the account is to blame, and whether anything left."""

    delivery_id: str
    receipt: Receipt


class Lane:
    """The way out through one account."""

    def __init__(self, account_id: str, provider: Provider, turnstile: Turnstile) -> None:
        self.account_id = account_id
        self.provider = provider
        self._turnstile = turnstile
        self._queue: asyncio.Queue[Load | None] = asyncio.Queue()  # None: go home
        self._is_retired = False
        self.waiting = 0
        """How many parcels are in this lane, under way or not."""
        self.under_way = 0

    def put(self, load: Load) -> None:
        """Send `load` as soon as a connection is free."""
        self.waiting += 1
        self._queue.put_nowait(load)

    def unstarted(self) -> tuple[Load, ...]:
        """Take out whatever has not begun."""
        loads = []
        while not self._queue.empty():
            if (load := self._queue.get_nowait()) is not None:
                loads.append(load)
        self.waiting -= len(loads)
        if self._is_retired:
            self.retire()
        return tuple(loads)

    def retire(self) -> None:
        """Let `run` end as soon as what is in this lane has been sent."""
        self._is_retired = True
        for _ in range(self.provider.concurrency):
            self._queue.put_nowait(None)

    async def run(self, report: Callable[[str, Report], Awaitable[None]]) -> None:
        """Send until retired; `report(account id, report)` hears of every call."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self.provider.concurrency):
                group.create_task(self._work(report))

    async def _work(self, report: Callable[[str, Report], Awaitable[None]]) -> None:
        while (load := await self._queue.get()) is not None:
            self.under_way += 1
            try:
                receipt = await self._carry(load)
            finally:
                self.under_way -= 1
                self.waiting -= 1
            await report(self.account_id, Report(delivery_id=load.due.id, receipt=receipt))

    async def _carry(self, load: Load) -> Receipt:
        if not self._turnstile.may_leave(load.departure):
            return WITHDRAWN
        started = clock.now()
        has_passed = False

        async def hand_over(_delivery_id: str) -> bool:
            nonlocal has_passed
            has_passed = await self._turnstile.hand_over(load.departure)
            return has_passed

        try:
            receipt = await self.provider.send(load.parcel, hand_over)
        except MISTAKES:  # one way out must not take the others down with it
            log.exception("the account %s failed by a mistake of ours", self.account_id)
            receipt = _broken(has_passed=has_passed)
        if receipt.outcome is not None:
            await self._turnstile.settle(settlement(load, receipt, started, clock.now()))
        return receipt


def _broken(*, has_passed: bool) -> Receipt:
    """Return what is known when our own code fails: after the barrier nobody can say what has left."""
    if has_passed:
        return Receipt(outcome=AttemptOutcome.LOST, code="internal", handed_over=True)
    return Receipt(outcome=AttemptOutcome.TRANSIENT, code="internal", blame=Blame.ACCOUNT)


def settlement(load: Load, receipt: Receipt, started: datetime, ended: datetime) -> Settlement:
    """Return what an answer means for its delivery."""
    assert receipt.outcome is not None
    due = load.due
    number = due.attempts + 1
    state, reason, due_at, next_leg = _meaning(due, receipt, number, ended)
    return Settlement(
        delivery_id=due.id,
        notification_id=due.notification_id,
        provider_id=load.departure.provider_id,
        number=number,
        started_at=started,
        ended_at=ended,
        outcome=receipt.outcome,
        state=state,
        reason=reason,
        due_at=due_at,
        code=receipt.code,
        reply=receipt.reply,
        reference=receipt.reference,
        next_leg=next_leg,
        counts=receipt.blame is not Blame.ACCOUNT,
        nobody_at=_nobody_at(load, receipt),
    )


def _nobody_at(load: Load, receipt: Receipt) -> LegPlan | None:
    if load.is_trial or not says_nobody_there(receipt):
        return None
    return LegPlan(channel=load.due.channel, address=load.parcel.recipient_address)


def _meaning(
    due: Due, receipt: Receipt, number: int, now: datetime
) -> tuple[DeliveryState, Reason | None, datetime | None, bool]:
    if receipt.outcome is AttemptOutcome.ACCEPTED:
        return DeliveryState.SENT, None, None, False
    if receipt.outcome is AttemptOutcome.LOST:
        return DeliveryState.UNCONFIRMED, None, None, False
    if receipt.blame is Blame.ACCOUNT:  # the message is as good as before: it waits for the account
        return DeliveryState.QUEUED, Reason.PROVIDER_DOWN, now + MOMENT, False
    if receipt.outcome is AttemptOutcome.TRANSIENT:
        luck = random.random()  # noqa: S311 - jitter
        retry = after_refusal(
            attempts=number, first_due=due.first_due, now=now, urgency=due.urgency, luck=luck
        )
        if retry.at is not None:
            return DeliveryState.QUEUED, None, retry.at, False
    return DeliveryState.FAILED, None, None, True
