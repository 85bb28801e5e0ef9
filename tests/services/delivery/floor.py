# SPDX-License-Identifier: LicenseRef-Desk
"""A shop whose messages are planned and due, and what a test asks of its tables."""

import asyncio
import contextlib

from sqlalchemy import select

from desk.models import Delivery
from desk.services.delivery.claiming import claim
from desk.services.delivery.planner import plan_batch
from desk.services.store import Change
from tests.journeys.shop import Shop


class Floor(Shop):
    """The shop of the journeys, planned without a service."""

    @property
    def db(self):
        return self.desk.db

    def planned(self, count, **how):
        """Plan one message for each of `count` new customers; return their delivery ids, oldest first."""
        self.people(count)
        self.ready(self.customers[-count:], **how)
        while self.db.write_now(plan_batch, Change.DELIVERIES):
            pass
        return self.ids()[-count:]

    def ids(self):
        return self.db.read_now(
            lambda s: list(s.execute(select(Delivery.id).order_by(Delivery.id)).scalars())
        )

    def row(self, id_):
        """Return one delivery as it is kept."""
        return self.db.read_now(lambda s: s.execute(select(Delivery).where(Delivery.id == id_)).scalar_one())

    def rows(self):
        return [self.row(id_) for id_ in self.ids()]

    def claimed(self, holder="me:1", limit=100):
        """Claim what is due; return what the claim brought."""
        return self.db.write_now(lambda s: claim(s, "email", holder, limit), Change.DELIVERIES)


async def until(reached, patience_s=60):
    """Wait until `reached()` is true."""
    async with asyncio.timeout(patience_s):
        while not reached():
            await asyncio.sleep(0.005)


@contextlib.asynccontextmanager
async def running(coroutine):
    """Run a worker beside the block; what it raised is raised."""
    task = asyncio.ensure_future(coroutine)
    try:
        yield task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
