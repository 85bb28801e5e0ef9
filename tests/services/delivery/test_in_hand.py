# SPDX-License-Identifier: LicenseRef-Desk
import asyncio

from desk.models.vocabulary import Channel
from desk.services.delivery.in_hand import InHand

EMAIL, SMS = Channel.EMAIL, Channel.SMS


def made(room=2):
    return InHand((EMAIL, SMS), room)


def test_what_is_taken_is_in_hand_until_it_is_answered():
    async def play():
        hand = made()
        assert hand.is_empty
        assert hand.take(EMAIL, ["a", "b"]) == {"a", "b"}
        assert (hand.is_empty, hand.ids) == (False, {"a", "b"})
        await hand.answered(EMAIL, "a")
        assert hand.ids == {"b"}
        await hand.answered(EMAIL, "b")
        assert hand.is_empty

    asyncio.run(play())


def test_what_is_claimed_again_while_it_is_carried_is_made_once():
    hand = made()
    hand.take(EMAIL, ["a"])
    assert hand.take(EMAIL, ["a", "b"]) == {"b"}


def test_what_was_dropped_goes_back_unless_it_was_claimed_again():
    async def play():
        hand = made()
        hand.take(EMAIL, ["a", "b"])
        await hand.drop(EMAIL, "a", "b")
        assert hand.is_empty
        hand.take(EMAIL, ["a"])
        assert hand.take_dropped() == {"b"}
        assert hand.take_dropped() == frozenset()

    asyncio.run(play())


def test_when_giving_back_fails_only_what_nobody_carries_is_dropped_again():
    async def play():
        hand = made()
        hand.take(EMAIL, ["a", "b"])
        await hand.drop(EMAIL, "a", "b")
        taken = hand.take_dropped()
        hand.take(EMAIL, ["a"])
        hand.drop_again(taken)
        assert hand.dropped == {"b"}

    asyncio.run(play())


def test_a_full_channel_waits_and_the_other_does_not():
    async def play():
        hand = made(room=1)
        hand.take(EMAIL, ["a", "b"])
        await asyncio.wait_for(hand.until_room(SMS), 60)
        waiting = asyncio.ensure_future(hand.until_room(EMAIL))
        await asyncio.sleep(0)
        assert not waiting.done()
        await hand.answered(EMAIL, "b")
        await asyncio.wait_for(waiting, 60)

    asyncio.run(play())


def test_clearing_forgets_everything():
    async def play():
        hand = made()
        hand.take(EMAIL, ["a"])
        hand.take(SMS, ["b"])
        await hand.drop(SMS, "b")
        hand.clear()
        assert hand.is_empty
        assert hand.take_dropped() == frozenset()

    asyncio.run(play())
