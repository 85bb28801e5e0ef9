# SPDX-License-Identifier: LicenseRef-Desk
"""A way out and a renderer that do what a test tells them."""

import asyncio

from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame, Found, Receipt
from desk.services.templates import Made, RenderFailure

ACCEPTED = Receipt(outcome=AttemptOutcome.ACCEPTED, code="250", reference="q1", handed_over=True)
LATER = Receipt(outcome=AttemptOutcome.TRANSIENT, code="451 4.3.0", reply="later")
NEVER = Receipt(outcome=AttemptOutcome.PERMANENT, code="550 5.1.1", reply="nobody")
LOST = Receipt(outcome=AttemptOutcome.LOST, code="timeout", handed_over=True)
DOWN = Receipt(outcome=AttemptOutcome.TRANSIENT, code="connection_refused", blame=Blame.ACCOUNT)
REFUSED = Receipt(outcome=AttemptOutcome.PERMANENT, code="535 5.7.8", blame=Blame.ACCOUNT)
WITHDRAWN = Receipt(outcome=None, code="withdrawn")


class FakeProvider:
    """Answers each parcel with `answer(parcel)`; `taken` are those that passed the turnstile."""

    def __init__(self, answer=lambda parcel: ACCEPTED, *, concurrency=4, found=Found.UNKNOWN):
        self.answer, self.concurrency, self.found = answer, concurrency, found
        self.taken, self.asked, self.is_closed = [], [], False
        self.gate = asyncio.Event()
        self.gate.set()

    async def send(self, parcel, hand_over):
        if not await hand_over(parcel.delivery_id):
            return WITHDRAWN
        self.taken.append(parcel)
        await self.gate.wait()
        return self.answer(parcel)

    async def check(self):
        """It is always there."""

    async def look_up(self, reference):
        self.asked.append(reference)
        return self.found

    async def close(self):
        self.is_closed = True


class FakeRenderer:
    """Makes the same of every job, but of those whose order has a number in `bad`."""

    def __init__(self, bad=()):
        self.bad, self.error = set(bad), None

    async def make(self, jobs):
        if self.error is not None:
            raise self.error
        return [self._made(job) for job in jobs]

    def _made(self, job):
        if job.fields.get("order.number") in self.bad:
            return RenderFailure(code="too_slow", place="body")
        return Made(subject="Prête", body=b"Subject: x\r\n\r\nhello\r\n", content=b"kept")
