# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the sender: claims what is due, makes the message, hands it to a lane, settles the answer."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from desk import clock
from desk.errors import DeskError
from desk.models.vocabulary import Channel, DeliveryState, Reason
from desk.services.channels import BUILT
from desk.services.delivery.accounts import Accounts
from desk.services.delivery.answering import ClaimedReply
from desk.services.delivery.claiming import Claimed, Foreknowledge, claim
from desk.services.delivery.giving_back import GivingBack
from desk.services.delivery.grounds import Grounds
from desk.services.delivery.in_hand import InHand
from desk.services.delivery.just_decided import JustDecided
from desk.services.delivery.lanes import Report
from desk.services.delivery.making import load_of
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.penmanship import make_all
from desk.services.delivery.plan import Verdict
from desk.services.delivery.planning import LOOK_AGAIN
from desk.services.delivery.reopening import Reopening
from desk.services.delivery.turnstile import Turnstile
from desk.services.store import Change, Database, Waking
from desk.services.templates import Made, Renderer, RenderFailure

log = logging.getLogger(__name__)

BATCH = 200
ROOM = 600
"""How many claimed deliveries of a channel may wait for their lane; the rest stays in the queue."""
POLL_S = 30.0
"""The longest sleep, so that a clock that jumped is noticed."""
PATIENCE_S = 5.0
"""How long a stop waits for what is under way; what is cut off then is unconfirmed."""
CALM_S = 0.02
"""After being woken so long is waited, so that many small changes are one look."""
BUSY_CALM_S = 0.1
"""The same while much is under way: every answer that is written down wakes, and hardly any makes something due."""
AGAIN_S = 1.0
"""How long to wait when the database cannot be read or written, or nothing can be rendered."""
RECHECK = timedelta(hours=1)
"""When a message that could not be rendered is tried again."""


class Sender:
    """From the outbox to the ways out. Several services may run one each on a shared database.

    While the database refuses, nothing new leaves, but what has left still waits for its answer.
    """

    name = "sender"
    is_exclusive = False

    def __init__(
        self,
        db: Database,
        holder: str,
        accounts: Accounts,
        renderer: Renderer,
        decided: JustDecided | None = None,
    ) -> None:
        """Send for `holder`. decided: what the planner of the same process has decided a moment ago."""
        self._db = db
        self.decided = decided
        self._holder = holder
        self._accounts = accounts
        self._renderer = renderer
        self._grounds = Grounds(db)
        self._turnstile = Turnstile(db, holder, self._grounds)
        self._reopening = Reopening(db)
        self._in_hand = InHand(BUILT, ROOM - BATCH)
        self._giving_back = GivingBack(db, holder, self._in_hand)
        self._is_closing = False
        self._trouble = ""

    async def run(self) -> None:
        """Send for ever; when stopped, what has not begun goes back to the queue."""
        self._is_closing = False
        await self._giving_back.begin()
        try:
            with self._grounds.watched():
                await self._work()
        finally:
            await asyncio.shield(self._leave())

    async def _work(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._turnstile.run())
            self._accounts.start(group, self._turnstile, self._report)
            group.create_task(self._giving_back.run())
            group.create_task(self._reopen())
            for channel in BUILT:
                group.create_task(self._feed(channel))

    async def wind_down(self, patience_s: float = PATIENCE_S) -> None:
        """Claim no more, give back what has not begun, and let what is under way finish."""
        self._is_closing = True
        for load in self._accounts.unstarted():
            await self._in_hand.drop(load.due.channel, load.due.id)
        await self._giving_back.look()
        end = clock.monotonic() + patience_s
        while self.is_busy() and clock.monotonic() < end:  # noqa: ASYNC110 - moments, at the stop
            await asyncio.sleep(0.02)

    def is_busy(self) -> bool:
        """Whether anything claimed is still under way."""
        return not self._in_hand.is_empty

    # ------------------------------------------------------------------------------- from the outbox

    async def _feed(self, channel: Channel) -> None:
        """Keep the lanes of a channel filled: while one batch is being made, the next is claimed."""
        made: asyncio.Queue[Sequence[Claimed | ClaimedReply]] = asyncio.Queue(maxsize=1)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._claim_into(made, channel))
            while True:
                await self._make(await made.get(), channel)

    async def _claim_into(
        self, made: "asyncio.Queue[Sequence[Claimed | ClaimedReply]]", channel: Channel
    ) -> None:
        with Waking(self._db, (Change.DELIVERIES, Change.PROVIDERS, Change.SETTINGS)) as waking:
            while True:
                try:
                    await self._in_hand.until_room(channel)
                    pause = await self._pause(channel)
                    batch = await self._claim(channel) if pause <= 0 else None
                    if batch is None:
                        await waking.wait(pause)
                        await asyncio.sleep(CALM_S if self._in_hand.is_empty else BUSY_CALM_S)
                    elif batch:
                        await made.put(batch)
                except DeskError as error:
                    await self._suffer(error)

    async def _claim(self, channel: Channel) -> Sequence[Claimed | ClaimedReply] | None:
        """Claim what is due; None when nothing is any more."""
        known = Foreknowledge(grounds=self._grounds.number, decided=self.decided)
        try:
            found = await self._db.write(
                lambda s: claim(s, channel, self._holder, BATCH, known), Change.DELIVERIES
            )
        except DeskError:
            self._giving_back.is_in_doubt = True  # it may have been kept all the same
            raise
        self._trouble = ""
        if not found.looked_at:
            return None
        new = self._in_hand.take(channel, [one.due.id for one in found.claimed])
        return [one for one in found.claimed if one.due.id in new]

    async def _pause(self, channel: Channel) -> float:
        """Return for how long nothing is to be claimed; a look costs no write."""
        if self._is_closing:
            return POLL_S
        due_at = await self._db.read(lambda session: Outbox(session).next_due(channel))
        if due_at is None:
            return POLL_S
        return min(max((due_at - clock.now()).total_seconds(), 0.0), POLL_S)

    async def _suffer(self, error: DeskError) -> None:
        """Wait for better times; said once, not every second."""
        if error.code != self._trouble:
            self._trouble = error.code
            log.warning("sending waits: %s", error)
        await asyncio.sleep(AGAIN_S)

    async def _reopen(self) -> None:
        """Let go what waits for a way out, as soon as there is one (again)."""
        with Waking(self._db, (Change.PROVIDERS, Change.SETTINGS)) as waking:
            while True:
                try:
                    await self._reopening.look()
                    await waking.wait(POLL_S)
                except DeskError as error:
                    await self._suffer(error)

    # -------------------------------------------------------------------------------- to the lanes

    async def _make(self, batch: Sequence[Claimed | ClaimedReply], channel: Channel) -> None:
        """Make a batch of messages; each one that comes out takes its lane."""
        try:
            made = await make_all(self._db, self._renderer, batch)
        except DeskError as error:
            await self._in_hand.drop(channel, *(one.due.id for one in batch))
            await self._suffer(error)
            return
        if self._is_closing:
            await self._in_hand.drop(channel, *(one.due.id for one in batch))
            return
        held = [await self._put(one, message) for one, message in zip(batch, made, strict=True)]
        await self._hold([verdict for verdict in held if verdict is not None], channel)

    async def _put(self, one: Claimed | ClaimedReply, made: Made | RenderFailure) -> Verdict | None:
        """Put a message into its lane; a verdict when that cannot be."""
        if isinstance(made, RenderFailure):
            log.warning("delivery %s is held: %s %s", one.due.id, made.code, made.place)
            return _unmade(one, made) if isinstance(one, ClaimedReply) else _unrendered(one, made)
        try:
            lane = self._accounts.lane(one.account)
        except DeskError as error:
            log.warning("the account %s cannot be used: %s", one.account.id, error)
            await self._accounts.unusable(one.account, error)
            return _waiting(one.due.id, clock.now() + LOOK_AGAIN, error.code)
        lane.put(load_of(one, made))
        return None

    async def _hold(self, verdicts: Sequence[Verdict], channel: Channel) -> None:
        """Put claimed deliveries back for a reason."""
        if not verdicts:
            return
        ids = [verdict.delivery_id for verdict in verdicts]
        try:
            await self._db.write(
                lambda s: Outbox(s).conclude(verdicts, clock.now(), self._holder), Change.DELIVERIES
            )
        except DeskError as error:
            log.warning("%s deliveries could not be held, they are queued again: %s", len(ids), error)
            await self._in_hand.drop(channel, *ids)
        else:
            await self._in_hand.answered(channel, *ids)

    # ------------------------------------------------------------------------------ and back again

    async def _report(self, account_id: str, channel: Channel, report: Report) -> None:
        """Take note of one call: whose fault it was, and what must go back."""
        await self._accounts.note(account_id, report.receipt)
        if report.receipt.outcome is None:
            await self._in_hand.drop(channel, report.delivery_id)
        else:
            await self._in_hand.answered(channel, report.delivery_id)
        if not self._accounts.may_try(account_id):
            await self._call_back(account_id, channel)

    async def _call_back(self, account_id: str, channel: Channel) -> None:
        """Take out of its lane what has not begun: the account is down, trying would only make it worse."""
        loads = self._accounts.unstarted(account_id)
        opening = self._accounts.opening(account_id) or clock.now() + LOOK_AGAIN
        await self._hold([_waiting(load.due.id, opening) for load in loads], channel)

    async def _leave(self) -> None:
        never_left = [load.due.id for load in self._accounts.unstarted()]
        await self._accounts.close()
        await self._giving_back.end(never_left)


def _unrendered(one: Claimed, failure: RenderFailure) -> Verdict:
    """Hold a message that does not render fully, it is never sent; one to an impossible address goes another way."""
    if failure.code == "bad_address" and failure.place.startswith("recipient"):
        return Verdict(
            delivery_id=one.due.id,
            state=DeliveryState.UNDELIVERABLE,
            reason=Reason.NO_ADDRESS,
            error=failure.code,
            next_leg=True,
        )
    return Verdict(
        delivery_id=one.due.id,
        state=DeliveryState.QUEUED,
        reason=Reason.RENDER_ERROR,
        due_at=clock.now() + RECHECK,
        error=f"{failure.code} {failure.place}".strip(),
    )


def _unmade(one: ClaimedReply, failure: RenderFailure) -> Verdict:
    """End what was written and cannot be made: waiting would not mend it, and whoever wrote it has it back."""
    return Verdict(
        delivery_id=one.due.id,
        state=DeliveryState.UNDELIVERABLE,
        reason=Reason.NO_ADDRESS if failure.place.startswith("recipient") else Reason.RENDER_ERROR,
        error=f"{failure.code} {failure.place}".strip(),
    )


def _waiting(delivery_id: str, until: datetime, error: str = "") -> Verdict:
    """Put a message back because its account is down."""
    return Verdict(
        delivery_id=delivery_id,
        state=DeliveryState.QUEUED,
        reason=Reason.PROVIDER_DOWN,
        due_at=until,
        error=error,
    )
