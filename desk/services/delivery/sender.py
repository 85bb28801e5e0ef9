# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the sender: claims what is due, makes the message, hands it to a lane, settles the answer."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from desk import clock
from desk.errors import DeskError, Refused
from desk.models.vocabulary import Channel, DeliveryState, Reason
from desk.services.delivery.accounts import Accounts
from desk.services.delivery.claiming import Claimed, claim
from desk.services.delivery.lanes import Load, Report
from desk.services.delivery.making import load_of, render_job
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.plan import Verdict
from desk.services.delivery.recovery import Recovery
from desk.services.delivery.turnstile import Turnstile
from desk.services.delivery.waking import Waking
from desk.services.store import Change, Database, Session
from desk.services.templates import Renderer, RenderFailure, Rendering

log = logging.getLogger(__name__)

CHANNELS = (Channel.EMAIL, Channel.SMS)
BATCH = 200
ROOM = 600
"""How many claimed deliveries of a channel may wait for their lane; the rest stays in the queue."""
POLL_S = 30.0
"""The longest sleep, so that a clock that jumped is noticed."""
PATIENCE_S = 5.0
"""How long a stop waits for what is under way; what is cut off then is unconfirmed."""
CALM_S = 0.02
"""After being woken so long is waited, so that many small changes are one look."""
RECHECK = timedelta(hours=1)
"""When a message that could not be rendered is tried again."""


class Sender:
    """From the outbox to the ways out. Several services may run one each on a shared database."""

    name = "sender"
    is_exclusive = False

    def __init__(self, db: Database, holder: str, accounts: Accounts, renderer: Renderer) -> None:
        self._db = db
        self._holder = holder
        self._accounts = accounts
        self._renderer = renderer
        self._turnstile = Turnstile(db, holder)
        self._in_hand: dict[Channel, int] = dict.fromkeys(CHANNELS, 0)
        self._room = asyncio.Condition()
        self._returned: set[str] = set()
        self._closing = False

    async def run(self) -> None:
        """Send for ever; when stopped, what has not begun goes back to the queue."""
        self._closing = False
        await self._db.write(self._free_own, Change.DELIVERIES)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._turnstile.run())
                self._accounts.start(group, self._turnstile, self._report)
                group.create_task(self._give_back())
                for channel in CHANNELS:
                    group.create_task(self._feed(channel))
        finally:
            await asyncio.shield(self._leave())

    async def wind_down(self, patience_s: float = PATIENCE_S) -> None:
        """Claim no more, give back what has not begun, and let what is under way finish."""
        self._closing = True
        unsent = self._accounts.unstarted()
        for channel in CHANNELS:
            self._in_hand[channel] -= sum(1 for load in unsent if load.due.channel is channel)
        await self._take_back([load.due.id for load in unsent])
        end = clock.monotonic() + patience_s
        while self.is_busy() and clock.monotonic() < end:
            await asyncio.sleep(0.02)

    def _free_own(self, session: Session) -> None:
        """An earlier run of this very process was broken off: what it held is freed as after a crash."""
        Recovery(session).recover([self._holder], clock.now())
        self._in_hand = dict.fromkeys(CHANNELS, 0)

    def is_busy(self) -> bool:
        """Whether anything claimed is still under way."""
        return any(self._in_hand.values())

    async def is_due(self) -> bool:
        """Whether anything is due now."""
        due_at = await self._db.read(lambda session: Outbox(session).next_due())
        return due_at is not None and due_at <= clock.now()

    async def _feed(self, channel: Channel) -> None:
        """Keep the lanes of a channel filled: while one batch is being made, the next is claimed."""
        made: asyncio.Queue[Sequence[Claimed]] = asyncio.Queue(maxsize=1)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._claim_into(made, channel))
            while True:
                await self._make(await made.get())

    async def _claim_into(self, made: "asyncio.Queue[Sequence[Claimed]]", channel: Channel) -> None:
        with Waking(self._db, (Change.DELIVERIES, Change.PROVIDERS, Change.SETTINGS)) as waking:
            while True:
                await self._until_room(channel)
                batch = await self._claim(channel)
                if batch is None:
                    await waking.wait(await self._pause(channel))
                    await asyncio.sleep(CALM_S)
                else:
                    await made.put(batch)

    async def _claim(self, channel: Channel) -> Sequence[Claimed] | None:
        """Claim what is due; None when nothing is. A look costs no write while nothing is due."""
        if self._closing:
            return None
        if not await self._db.read(lambda session: Outbox(session).has_due(channel, clock.now())):
            return None
        found = await self._db.write(lambda s: claim(s, channel, self._holder, BATCH), Change.DELIVERIES)
        if not found.looked_at:
            return None
        self._in_hand[channel] += len(found.claimed)
        return found.claimed

    async def _pause(self, channel: Channel) -> float:
        due_at = await self._db.read(lambda session: Outbox(session).next_due(channel))
        if due_at is None:
            return POLL_S
        return min(max((due_at - clock.now()).total_seconds(), 0.0), POLL_S)

    async def _make(self, batch: Sequence[Claimed]) -> None:
        """Render and compose a batch; each message that comes out takes its lane."""
        if not batch:
            return
        now = clock.now()
        jobs = [render_job(one, now) for one in batch]
        renderings = await self._renderer.render(jobs)
        held: list[Verdict] = []
        # Composing and packing are work for a thread: the loop has connections to serve meanwhile.
        for one, load in zip(batch, await asyncio.to_thread(_loads, batch, renderings, now), strict=True):
            if isinstance(load, RenderFailure):
                held.append(_unrendered(one, load))
            else:
                self._accounts.lane(one.account).put(load)
        if held:
            await self._db.write(lambda session: Outbox(session).conclude(held, now), Change.DELIVERIES)
            for verdict in held:
                log.warning("delivery %s is held: %s", verdict.delivery_id, verdict.error)
                await self._done(batch[0].due.channel)

    async def _report(self, account_id: str, channel: Channel, report: Report) -> None:
        """Take note of one call: whose fault it was, and what must go back."""
        if report.receipt.outcome is None:
            self._returned.add(report.delivery_id)
        await self._accounts.note(account_id, report.receipt)
        await self._done(channel)

    async def _done(self, channel: Channel) -> None:
        self._in_hand[channel] -= 1
        if self._in_hand[channel] <= ROOM - BATCH:
            async with self._room:
                self._room.notify_all()

    async def _until_room(self, channel: Channel) -> None:
        async with self._room:
            await self._room.wait_for(lambda: self._in_hand[channel] <= ROOM - BATCH)

    async def _give_back(self) -> None:
        """Queue again what was stopped at the turnstile because the outbox could not be written."""
        while True:
            await asyncio.sleep(1)
            if self._returned:
                ids = frozenset(self._returned)
                try:
                    await self._take_back(ids)
                except DeskError as error:
                    log.warning("claims could not be given back yet: %s", error)
                    continue
                self._returned -= ids

    async def _take_back(self, ids: Collection[str]) -> None:
        def work(session: Session) -> int:
            return Recovery(session).take_back(ids, self._holder, clock.now())

        await self._db.write(work, Change.DELIVERIES)

    async def _leave(self) -> None:
        unsent = self._accounts.unstarted()
        await self._accounts.close()
        if unsent or self._returned:
            try:
                await self._take_back({*(load.due.id for load in unsent), *self._returned})
            except DeskError as error:
                log.warning("claims could not be given back; the next start does it: %s", error)


def _loads(
    batch: Sequence[Claimed], renderings: Sequence[Rendering | RenderFailure], now: datetime
) -> list[Load | RenderFailure]:
    """Return what takes a lane, or why it cannot."""
    loads: list[Load | RenderFailure] = []
    for one, rendering in zip(batch, renderings, strict=True):
        try:
            loads.append(rendering if isinstance(rendering, RenderFailure) else load_of(one, rendering, now))
        except Refused as error:
            loads.append(RenderFailure(code=error.problems[0].code, place=error.problems[0].place))
        except DeskError as error:
            loads.append(RenderFailure(code=error.code))
    return loads


def _unrendered(one: Claimed, failure: RenderFailure) -> Verdict:
    """A message that does not render fully is held, never sent."""
    return Verdict(
        delivery_id=one.due.id,
        state=DeliveryState.QUEUED,
        reason=Reason.RENDER_ERROR,
        due_at=clock.now() + RECHECK,
        error=f"{failure.code} {failure.place}".strip(),
    )
