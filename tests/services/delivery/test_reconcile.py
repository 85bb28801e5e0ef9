# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from desk import clock
from desk.errors import Misconfigured, Unavailable
from desk.models import Delivery
from desk.models.vocabulary import DeliveryState
from desk.services.delivery import reconcile as module
from desk.services.delivery.reconcile import PROOF_AFTER_S, Reconciler
from desk.services.providers import Found, Roster
from desk.services.store import Change
from tests.services.delivery.fakes import FakeProvider
from tests.services.delivery.floor import running, until


def reconciler(floor, provider=None, alive=()):
    return Reconciler(floor.db, lambda holder, _leases, _now: holder in alive, lambda _account: provider)


def handed_over(floor, count):
    """Keep deliveries that a dead service handed over."""
    floor.account_id = floor.account(25)
    ids = floor.planned(count)
    floor.claimed("dead:1")
    values = {
        "state": DeliveryState.HANDED_OVER,
        "provider_id": floor.account_id,
        "handed_over_at": clock.now(),
    }
    floor.db.write_now(lambda s: s.execute(update(Delivery).values(**values)))
    return ids


def states(floor):
    return {row.state for row in floor.rows()}


def test_what_the_dead_held_is_freed_and_what_the_living_hold_is_not(floor):
    floor.account(25)
    floor.planned(3)
    floor.claimed("dead:1", limit=2)
    floor.claimed("alive:2", limit=1)
    found = asyncio.run(reconciler(floor, alive={"alive:2"}).recover())
    assert (found.requeued, found.unconfirmed) == (2, 0)
    assert sorted(row.claimed_by or "" for row in floor.rows()) == ["", "", "alive:2"]
    assert asyncio.run(reconciler(floor, alive={"alive:2"}).recover()).requeued == 0


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (Found.ARRIVED, DeliveryState.SENT),
        (Found.UNKNOWN, DeliveryState.UNCONFIRMED),
    ],
)
def test_the_way_out_is_asked_by_our_reference(floor, found, state):
    ids = handed_over(floor, 2)
    provider = FakeProvider(found=found)

    async def play():
        worker = reconciler(floor, provider)
        await worker.recover()
        assert states(floor) == {DeliveryState.UNCONFIRMED}
        return await worker.look_up()

    settled = asyncio.run(play())
    assert states(floor) == {state}
    assert settled == (0 if found is Found.UNKNOWN else 2)
    assert sorted(provider.asked) == sorted(f"{id_}@atelier.example" for id_ in ids)


@pytest.mark.parametrize("error", [Unavailable("unreachable"), Misconfigured("no_keyring")])
def test_who_cannot_be_asked_leaves_the_doubt(floor, error):
    handed_over(floor, 1)

    def build(_account):
        raise error

    async def play():
        worker = Reconciler(floor.db, lambda *_: False, build)
        await worker.recover()
        return await worker.look_up()

    assert asyncio.run(play()) == 0
    assert states(floor) == {DeliveryState.UNCONFIRMED}


def test_an_account_that_is_gone_leaves_the_doubt(floor):
    handed_over(floor, 1)
    floor.db.write_now(lambda s: s.execute(update(Delivery).values(provider_id="gone")))

    async def play():
        worker = reconciler(floor, FakeProvider(found=Found.ARRIVED))
        await worker.recover()
        return await worker.look_up()

    assert asyncio.run(play()) == 0


def test_who_cannot_tell_is_not_asked_all_the_time(floor, monkeypatch):
    handed_over(floor, 1)
    provider, seconds = FakeProvider(), [100.0]
    monkeypatch.setattr(clock, "monotonic", lambda: seconds[0])

    async def play():
        worker = reconciler(floor, provider)
        await worker.recover()
        asked = []
        for _ in range(600):
            await worker.look_up()
            asked.append(len(provider.asked))
            seconds[0] += 1
        return asked

    asked = asyncio.run(play())
    assert (asked[0], asked[4], asked[5], asked[-1]) == (1, 1, 2, 5)


def test_many_old_doubts_that_nobody_can_settle_do_not_keep_a_new_one_waiting(floor, monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 2)
    ids = handed_over(floor, 5)
    told = {f"{ids[-1]}@atelier.example": Found.ARRIVED}

    class Knowing(FakeProvider):
        async def look_up(self, reference):
            return told.get(reference, Found.UNKNOWN)

    async def play():
        worker = reconciler(floor, Knowing())
        await worker.recover()
        return await worker.look_up()

    assert asyncio.run(play()) == 1
    assert floor.row(ids[-1]).state is DeliveryState.SENT


def test_an_account_that_was_changed_is_asked_as_it_is_now(floor):
    handed_over(floor, 1)
    built = []

    def build(_account):
        built.append(FakeProvider())
        return built[-1]

    async def play():
        worker = Reconciler(floor.db, lambda *_: False, build)
        await worker.recover()
        await worker.look_up()
        floor.db.write_now(lambda s: Roster(s).release(floor.account_id, at=clock.now()), Change.PROVIDERS)
        worker._patience.clear()
        await worker.look_up()

    asyncio.run(play())
    assert [provider.is_closed for provider in built] == [True, False]
    assert [len(provider.asked) for provider in built] == [1, 1]


def test_a_way_out_that_knows_nothing_yet_may_still_be_taking_it_in(floor, monkeypatch):
    handed_over(floor, 1)
    provider, seconds = FakeProvider(found=Found.NEVER_ARRIVED), [100.0]
    monkeypatch.setattr(clock, "monotonic", lambda: seconds[0])
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)  # a clock that is set ahead proves nothing

    async def play():
        worker = reconciler(floor, provider)
        await worker.recover()
        settled = []
        for _ in range(int(PROOF_AFTER_S) + 1):
            settled.append(await worker.look_up())
            seconds[0] += 1
        return settled

    settled = asyncio.run(play())
    assert (sum(settled[:-1]), settled[-1]) == (0, 1)
    assert len(provider.asked) == 5


def test_it_looks_after_every_change_of_the_services_and_closes_its_connections(floor):
    provider = FakeProvider(found=Found.ARRIVED)

    async def play():
        async with running(reconciler(floor, provider).run()):
            await asyncio.sleep(0.05)
            handed_over(floor, 1)
            floor.db.changes.announce((Change.SERVICE,))
            await until(lambda: states(floor) == {DeliveryState.SENT})

    asyncio.run(play())
    assert provider.is_closed
