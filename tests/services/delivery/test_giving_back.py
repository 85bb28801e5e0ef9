# SPDX-License-Identifier: LicenseRef-Desk
import asyncio

from sqlalchemy import update

from desk.errors import Unavailable
from desk.models import Delivery
from desk.models.vocabulary import Channel, DeliveryState
from desk.services.delivery.giving_back import GivingBack
from desk.services.delivery.in_hand import InHand

ME = "me:1"


def made(floor, db=None):
    hand = InHand((Channel.EMAIL,), 100)
    return GivingBack(db or floor.db, ME, hand), hand


def states(floor):
    return [row.state for row in floor.rows()]


def claimed(floor, count):
    floor.account(25)
    ids = floor.planned(count)
    floor.claimed(ME)
    return ids


class Refusing:
    """A database that refuses once."""

    def __init__(self, db):
        self._db, self.refuses = db, True

    async def write(self, work, *changes):
        if self.refuses:
            self.refuses = False
            raise Unavailable("database_away")
        return await self._db.write(work, *changes)


def test_what_was_dropped_is_queued_and_what_is_carried_is_not(floor):
    first, second = claimed(floor, 2)

    async def play():
        back, hand = made(floor)
        hand.take(Channel.EMAIL, [first, second])
        await hand.drop(Channel.EMAIL, first)
        await back.look()

    asyncio.run(play())
    assert (floor.row(first).state, floor.row(second).state) == (DeliveryState.QUEUED, DeliveryState.SENDING)


def test_what_could_not_be_given_back_is_given_back_later(floor):
    [id_] = claimed(floor, 1)

    async def play():
        back, hand = made(floor, Refusing(floor.db))
        await hand.drop(Channel.EMAIL, id_)
        await back.look()
        assert states(floor) == [DeliveryState.SENDING]
        await back.look()

    asyncio.run(play())
    assert states(floor) == [DeliveryState.QUEUED]


def test_a_claim_that_was_kept_although_it_failed_is_found(floor):
    """The connection broke while the claim was committed: its rows are ours, and nobody carries them."""
    first, second = claimed(floor, 2)

    async def play():
        back, hand = made(floor)
        hand.take(Channel.EMAIL, [first])
        await back.look()
        assert states(floor) == [DeliveryState.SENDING] * 2
        back.is_in_doubt = True
        await back.look()
        assert not back.is_in_doubt

    asyncio.run(play())
    assert (floor.row(first).state, floor.row(second).state) == (DeliveryState.SENDING, DeliveryState.QUEUED)


def test_the_doubt_stays_while_the_database_refuses(floor):
    claimed(floor, 1)

    async def play():
        back, _ = made(floor, Refusing(floor.db))
        back.is_in_doubt = True
        await back.look()
        assert back.is_in_doubt
        await back.look()

    asyncio.run(play())
    assert states(floor) == [DeliveryState.QUEUED]


def test_at_the_end_what_was_cut_off_is_in_doubt_and_the_rest_is_queued(floor):
    ids = claimed(floor, 3)
    values = {"state": DeliveryState.HANDED_OVER}
    floor.db.write_now(lambda s: s.execute(update(Delivery).where(Delivery.id.in_(ids[:2])).values(**values)))

    async def play():
        back, _ = made(floor)
        await back.end([ids[0]])

    asyncio.run(play())
    assert states(floor) == [DeliveryState.QUEUED, DeliveryState.UNCONFIRMED, DeliveryState.QUEUED]


def test_when_nothing_can_be_written_at_the_end_the_next_start_does_it(floor, log_guard):
    log_guard.expect("the next start does it")
    claimed(floor, 1)

    async def play():
        back, _ = made(floor, Refusing(floor.db))
        await back.end([])
        assert states(floor) == [DeliveryState.SENDING]
        again, hand = made(floor)
        hand.take(Channel.EMAIL, ["left over"])
        await again.begin()
        assert hand.is_empty

    asyncio.run(play())
    assert states(floor) == [DeliveryState.QUEUED]
