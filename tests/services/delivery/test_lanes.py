# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.models.vocabulary import AttemptOutcome, Channel, DeliveryState, Reason, Urgency
from desk.services.channels import Parcel
from desk.services.delivery.grounds import Grounds
from desk.services.delivery.lanes import MOMENT, Lane, Load, settlement
from desk.services.delivery.plan import Departure, Due, LegPlan, Subject
from desk.services.delivery.retry import LIFETIME
from desk.services.providers import Blame
from tests.services.delivery.fakes import ACCEPTED, DOWN, LATER, LOST, NEVER, REFUSED, FakeProvider
from tests.services.delivery.floor import running, until
from tests.services.delivery.rows import EMAIL, NOON

DUE = Due(
    id="d1",
    notification_id="n1",
    subject=Subject(customer_id="c", event_id="e", event_kind="order.ready", rule_id="r"),
    leg=0,
    route=(EMAIL,),
    channel=Channel.EMAIL,
    address=EMAIL.address,
    attempts=0,
    due_at=NOON,
    first_due=NOON,
    message_id=None,
    resend_of=None,
    template_version_id="v",
    language="fr",
    topic="operational",
    urgency=Urgency.NORMAL,
    approved=False,
)
SOON = NOON + timedelta(seconds=1)


def load(id_="d1", **due):
    parcel = Parcel(
        delivery_id=id_,
        channel=Channel.EMAIL,
        sender_address="a@example.org",
        recipient_address=EMAIL.address,
        reference=f"{id_}@example.org",
        body=b"",
    )
    departure = Departure(delivery_id=id_, provider_id="p1", subject="", content=b"")
    return Load(due=replace(DUE, id=id_, **due), parcel=parcel, departure=departure)


class FakeTurnstile:
    """Lets everything through; `settled` is what was settled."""

    def __init__(self):
        self.settled = []
        self.grounds = Grounds(None)

    def may_leave(self, _departure):
        return True

    async def hand_over(self, _departure):
        return True

    async def settle(self, one):
        self.settled.append(one)


@pytest.mark.parametrize(
    ("receipt", "state", "reason", "next_leg", "counts"),
    [
        (ACCEPTED, DeliveryState.SENT, None, False, True),
        (LOST, DeliveryState.UNCONFIRMED, None, False, True),
        (LATER, DeliveryState.QUEUED, None, False, True),
        (NEVER, DeliveryState.FAILED, None, True, True),
        (DOWN, DeliveryState.QUEUED, Reason.PROVIDER_DOWN, False, False),
        (REFUSED, DeliveryState.QUEUED, Reason.PROVIDER_DOWN, False, False),
    ],
)
def test_what_an_answer_means(receipt, state, reason, next_leg, counts):
    found = settlement(load(), receipt, NOON, SOON)
    assert (found.state, found.reason, found.next_leg, found.counts) == (state, reason, next_leg, counts)
    assert (found.number, found.code, found.provider_id) == (1, receipt.code, "p1")


def test_who_is_not_there_is_noted_but_not_by_the_sandbox():
    assert settlement(load(), NEVER, NOON, SOON).nobody_at == LegPlan(
        channel=Channel.EMAIL, address=EMAIL.address
    )
    assert settlement(replace(load(), is_trial=True), NEVER, NOON, SOON).nobody_at is None
    assert settlement(load(), LATER, NOON, SOON).nobody_at is None


def test_a_refusal_that_passes_is_tried_again_within_a_minute_and_a_half():
    found = settlement(load(), LATER, NOON, SOON)
    assert timedelta(seconds=48) <= found.due_at - SOON <= timedelta(seconds=72)


def test_when_its_time_is_over_a_refusal_is_final():
    late = NOON + LIFETIME[Urgency.NORMAL]
    assert settlement(load(), LATER, NOON, late).state is DeliveryState.FAILED


def test_the_accounts_failure_waits_only_until_it_is_known():
    assert settlement(load(attempts=9), DOWN, NOON, SOON).due_at == SOON + MOMENT


def test_a_lane_carries_as_many_as_its_account_bears():
    async def play():
        provider, turnstile, heard = FakeProvider(concurrency=2), FakeTurnstile(), []
        lane = Lane("p1", provider, turnstile)

        async def report(account_id, one):
            heard.append((account_id, one.delivery_id))

        provider.gate.clear()
        async with running(lane.run(report)):
            for n in range(5):
                lane.put(load(f"d{n}"))
            await until(lambda: len(provider.taken) == 2)
            assert (lane.under_way, lane.waiting) == (2, 5)
            assert [one.due.id for one in lane.unstarted()] == ["d2", "d3", "d4"]
            assert lane.waiting == 2
            provider.gate.set()
            await until(lambda: len(heard) == 2)
        assert sorted(heard) == [("p1", "d0"), ("p1", "d1")]
        assert {one.state for one in turnstile.settled} == {DeliveryState.SENT}

    asyncio.run(play())


def carried_by(provider, turnstile, one=None):
    """Send one load and return its receipt."""

    async def play():
        heard = []
        lane = Lane("p1", provider, turnstile)

        async def report(_account_id, told):
            heard.append(told.receipt)

        async with running(lane.run(report)):
            lane.put(one or load())
            await until(lambda: heard)
        return heard[0]

    return asyncio.run(play())


def test_what_may_not_leave_any_more_does_not_even_knock():
    turnstile, provider = FakeTurnstile(), FakeProvider()
    turnstile.may_leave = lambda _departure: False
    assert carried_by(provider, turnstile).outcome is None
    assert provider.taken == []
    assert turnstile.settled == []


class Broken(FakeProvider):
    """Fails by a mistake of ours, before or after the barrier."""

    def __init__(self, *, has_passed):
        super().__init__()
        self._has_passed = has_passed

    async def send(self, parcel, hand_over):
        if self._has_passed:
            await hand_over(parcel.delivery_id)
        raise AttributeError("'NoneType' object has no attribute 'getpeercert'")


def test_a_mistake_before_the_barrier_waits_and_one_after_it_is_in_doubt(log_guard, caplog):
    turnstile = FakeTurnstile()
    with caplog.at_level("CRITICAL"):
        early = carried_by(Broken(has_passed=False), turnstile)
        late = carried_by(Broken(has_passed=True), turnstile)
    assert (early.outcome, early.blame) == (AttemptOutcome.TRANSIENT, Blame.ACCOUNT)
    assert (late.outcome, late.handed_over) == (AttemptOutcome.LOST, True)
    assert [one.state for one in turnstile.settled] == [DeliveryState.QUEUED, DeliveryState.UNCONFIRMED]


def test_what_was_withdrawn_is_reported_and_not_settled():
    async def play():
        turnstile, heard = FakeTurnstile(), []
        turnstile.hand_over = lambda _departure: asyncio.sleep(0, result=False)
        lane = Lane("p1", FakeProvider(), turnstile)

        async def report(_account_id, one):
            heard.append(one.receipt.outcome)

        async with running(lane.run(report)):
            lane.put(load())
            await until(lambda: heard)
        assert heard == [None]
        assert turnstile.settled == []

    asyncio.run(play())
