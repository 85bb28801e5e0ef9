# SPDX-License-Identifier: LicenseRef-Desk
"""What was claimed before somebody opted out, or before the shop went back to trial mode, is decided on again."""

import asyncio
import threading
from datetime import timedelta

import pytest

from desk import clock
from desk.models.vocabulary import Channel, DeliveryState, Reason
from desk.services.delivery import giving_back
from desk.services.delivery.accounts import Accounts
from desk.services.delivery.grounds import Grounds
from desk.services.delivery.plan import Departure
from desk.services.delivery.turnstile import Turnstile
from desk.services.preferences import ConsentDraft, Consents
from desk.services.providers import Health, Roster
from desk.services.shop import Settings
from desk.services.store import Change
from tests.services.delivery.fakes import DOWN, FakeProvider
from tests.services.delivery.floor import until
from tests.services.delivery.test_sender import Bench


def test_every_change_of_what_decisions_rest_on_counts(db):
    grounds = Grounds(db)
    with grounds.watched():
        db.changes.announce((Change.CONSENT,))
        db.changes.announce((Change.DELIVERIES, Change.RECORDS))
        assert grounds.number == 1
    db.changes.announce((Change.CONSENT,))
    assert grounds.number == 1


def test_what_a_way_out_has_taught_passes_once(db):
    grounds = Grounds(db)
    with grounds.watched():
        grounds.teach()
        db.changes.announce((Change.CUSTOMERS,))
        assert grounds.number == 0
        db.changes.announce((Change.CUSTOMERS,))
        assert grounds.number == 1
        grounds.teach()
        other = threading.Thread(target=db.changes.announce, args=((Change.CONSENT,),))
        other.start()
        other.join()
        assert grounds.number == 2
        grounds.taught()
        db.changes.announce((Change.CUSTOMERS,))
        assert grounds.number == 3


def test_what_has_expired_meanwhile_may_not_leave(db):
    turnstile = Turnstile(db, "me:1")
    now = clock.now()
    late = Departure(delivery_id="d", provider_id="p", subject="", content=b"", expires_at=now)
    assert not turnstile.may_leave(late)
    assert turnstile.may_leave(
        Departure(
            delivery_id="d", provider_id="p", subject="", content=b"", expires_at=now + timedelta(minutes=1)
        )
    )


def opt_out(session, floor):
    Consents(session).record(
        *(
            ConsentDraft(
                customer_id=id_, topic="operational", channel=Channel.EMAIL, granted=False, source="counter"
            )
            for id_ in floor.customers
        )
    )


@pytest.mark.parametrize(
    ("act", "change", "state", "reason"),
    [
        (opt_out, Change.CONSENT, DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT),
        (
            lambda session, _floor: Settings(session).change(trial_mode=True),
            Change.SETTINGS,
            DeliveryState.QUEUED,
            Reason.NO_SENDER,
        ),
    ],
)
def test_what_waits_in_a_slow_lane_obeys(floor, monkeypatch, act, change, state, reason):
    monkeypatch.setattr(giving_back, "PAUSE_S", 0.02)
    floor.account(25)
    floor.planned(4)
    provider = FakeProvider(concurrency=1)
    provider.gate.clear()
    bench = Bench(floor, provider)

    async def play():
        await until(lambda: len(provider.taken) == 1)
        await until(lambda: [row.state for row in floor.rows()].count(DeliveryState.SENDING) == 3)
        await floor.db.write(lambda session: act(session, floor), change)
        provider.gate.set()
        await until(lambda: [row.reason for row in floor.rows()].count(reason) == 3)

    bench.play(play)
    assert len(provider.taken) == 1
    assert sorted(row.state for row in floor.rows()) == sorted([DeliveryState.SENT, *[state] * 3])


def test_an_account_that_fails_calls_back_nothing_of_the_others(floor):
    failing = floor.account(25)
    grounds = Grounds(floor.db)
    accounts = Accounts(floor.db, lambda _account: FakeProvider())

    async def play():
        async with asyncio.TaskGroup() as group:
            accounts.start(group, Turnstile(floor.db, "me:1", grounds), lambda *_: asyncio.sleep(0))
            await accounts.note(failing, DOWN)

    def health(session):
        return Roster(session).get(failing).circuit.health

    with grounds.watched():
        asyncio.run(play())
        assert floor.db.read_now(health) is not Health.OK
        assert grounds.number == 0
        floor.db.write_now(lambda s: Roster(s).release(failing, at=clock.now()), Change.PROVIDERS)
        assert grounds.number == 1
