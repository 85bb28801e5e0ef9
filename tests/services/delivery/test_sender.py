# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
import contextlib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from desk import clock
from desk.errors import Misconfigured, Unavailable
from desk.models import Delivery
from desk.models.vocabulary import DeliveryState, Reason
from desk.services.delivery import giving_back, sender, turnstile
from desk.services.delivery.accounts import Accounts
from desk.services.delivery.recovery import Recovery
from desk.services.delivery.sender import Sender
from desk.services.providers import Circuit, Health, Roster
from desk.services.store import Change
from desk.services.templates import RenderFailure
from tests.services.delivery.fakes import ACCEPTED, DOWN, LOST, NEVER, FakeProvider, FakeRenderer
from tests.services.delivery.floor import running, until

ME = "me:1"


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr(sender, "AGAIN_S", 0.02)
    monkeypatch.setattr(giving_back, "PAUSE_S", 0.02)
    monkeypatch.setattr(turnstile, "PAUSE_S", 0.02)


class Flaky:
    """The database, away whenever `is_away`."""

    def __init__(self, db):
        self._db, self.is_away, self.changes = db, False, db.changes

    async def read(self, work):
        self._look()
        return await self._db.read(work)

    async def write(self, work, *changes):
        self._look()
        return await self._db.write(work, *changes)

    def _look(self):
        if self.is_away:
            raise Unavailable("database_away")


class Bench:
    """A sender with a fake way out and a fake renderer over a real database."""

    def __init__(self, floor, provider=None, renderer=None, build=None):
        self.floor, self.provider = floor, provider or FakeProvider()
        self.db = Flaky(floor.db)
        self.renderer = renderer or FakeRenderer()
        accounts = Accounts(self.db, build or (lambda _account: self.provider))
        self.sender = Sender(self.db, ME, accounts, self.renderer)

    def play(self, work):
        async def run():
            async with running(self.sender.run()):
                await asyncio.wait_for(work(), 20)

        asyncio.run(run())

    def states(self):
        return self.floor.states()

    async def until(self, states):
        with contextlib.suppress(TimeoutError):
            await until(lambda: self.states() == states)
        assert self.states() == states


@pytest.fixture
def account(floor):
    return floor.account(25)


def test_what_is_due_leaves_and_what_is_recorded_meanwhile_too(floor, account):
    floor.planned(5)
    bench = Bench(floor)

    async def work():
        await bench.until({DeliveryState.SENT: 5})
        await asyncio.to_thread(floor.planned, 3)
        await bench.until({DeliveryState.SENT: 8})
        await until(lambda: not bench.sender.is_busy())

    bench.play(work)
    assert len({parcel.delivery_id for parcel in bench.provider.taken}) == len(bench.provider.taken) == 8
    assert bench.provider.is_closed


def test_each_answer_is_settled_for_its_own(floor, account):
    answers = {"kunde0": ACCEPTED, "kunde1": NEVER, "kunde2": LOST}
    floor.planned(3)
    bench = Bench(floor, FakeProvider(lambda parcel: answers[parcel.recipient_address.partition("@")[0]]))
    bench.play(
        lambda: bench.until({DeliveryState.SENT: 1, DeliveryState.FAILED: 1, DeliveryState.UNCONFIRMED: 1})
    )


def test_what_cannot_be_rendered_is_held_alone(floor, account, log_guard):
    log_guard.expect("is held: too_slow body")
    floor.planned(4)
    bench = Bench(floor, renderer=FakeRenderer(bad={"2"}))
    bench.play(lambda: bench.until({DeliveryState.SENT: 3, DeliveryState.QUEUED: 1}))
    [held] = [row for row in floor.rows() if row.state is DeliveryState.QUEUED]
    assert (held.reason, held.error, held.attempts) == (Reason.RENDER_ERROR, "too_slow body", 0)
    assert held.due_at > clock.now() + timedelta(minutes=50)


def test_while_nothing_can_be_rendered_everything_waits(floor, account, log_guard):
    log_guard.expect("sending waits: renderer_not_started")
    floor.planned(3)
    bench = Bench(floor)
    bench.renderer.error = Unavailable("renderer_not_started")

    async def work():
        await asyncio.sleep(0.2)
        assert bench.states().get(DeliveryState.SENT) is None
        bench.renderer.error = None
        await bench.until({DeliveryState.SENT: 3})

    bench.play(work)


def test_an_account_that_cannot_be_opened_holds_its_messages_until_it_can(floor, account, log_guard):
    log_guard.expect("cannot be used: no_keyring")
    trouble = [Misconfigured("no_keyring")]
    provider = FakeProvider()

    def build(_account):
        if trouble:
            raise trouble[0]
        return provider

    floor.planned(2)
    bench = Bench(floor, provider, build=build)

    async def work():
        await until(lambda: {row.reason for row in floor.rows()} == {Reason.PROVIDER_DOWN})
        found = floor.db.read_now(lambda s: Roster(s).get(account))
        assert (found.health, found.health_code) == (Health.FAILING, "no_keyring")
        trouble.clear()
        await asyncio.to_thread(
            floor.db.write_now, lambda s: Roster(s).release(account, at=clock.now()), Change.PROVIDERS
        )
        await bench.until({DeliveryState.SENT: 2})

    bench.play(work)


def test_when_the_account_goes_down_the_lane_is_emptied(floor, account):
    floor.planned(60)
    bench = Bench(floor, FakeProvider(lambda _parcel: DOWN, concurrency=2))

    async def work():
        await until(lambda: {row.reason for row in floor.rows()} == {Reason.PROVIDER_DOWN})
        await until(lambda: not bench.sender.is_busy())

    bench.play(work)
    assert len(bench.provider.taken) <= 4
    assert {row.state for row in floor.rows()} == {DeliveryState.QUEUED}
    assert {row.attempts for row in floor.rows()} == {0}


def test_what_waited_for_the_account_leaves_when_it_is_well_again(floor, account):
    floor.planned(5)

    def note(circuit):
        floor.db.write_now(lambda s: Roster(s).note(account, circuit, at=clock.now()), Change.PROVIDERS)

    note(Circuit(health=Health.REFUSED, failures=1))
    bench = Bench(floor)

    async def work():
        await until(lambda: {row.reason for row in floor.rows()} == {Reason.PROVIDER_DOWN})
        await asyncio.to_thread(note, Circuit(health=Health.OK))
        await bench.until({DeliveryState.SENT: 5})

    bench.play(work)


def test_while_the_database_is_away_what_has_left_waits_for_its_answer(floor, account, log_guard):
    log_guard.allow("database_away")
    floor.planned(6)
    bench = Bench(floor, FakeProvider(concurrency=2))
    bench.provider.gate.clear()

    async def work():
        await until(lambda: len(bench.provider.taken) == 2)
        bench.db.is_away = True
        bench.provider.gate.set()
        await asyncio.sleep(0.3)
        assert len(bench.provider.taken) == 2, "nothing leaves that cannot be written down"
        bench.db.is_away = False
        await bench.until({DeliveryState.SENT: 6})

    bench.play(work)
    assert len({parcel.delivery_id for parcel in bench.provider.taken}) == len(bench.provider.taken) == 6


def test_what_was_taken_from_us_and_claimed_again_leaves_once(floor, account):
    """Another service thought us dead: it freed our claims, and we claimed them again while we carried them."""
    floor.planned(3)
    bench = Bench(floor, FakeProvider(concurrency=1))
    bench.provider.gate.clear()

    async def work():
        await until(lambda: len(bench.provider.taken) == 1)

        def free(session):
            Recovery(session).recover([ME], clock.now())

        await asyncio.to_thread(floor.db.write_now, free, Change.DELIVERIES)
        await asyncio.sleep(0.2)
        bench.provider.gate.set()
        await bench.until({DeliveryState.SENT: 3})

    bench.play(work)
    assert len({parcel.delivery_id for parcel in bench.provider.taken}) == len(bench.provider.taken) == 3


def test_winding_down_finishes_what_is_under_way_and_gives_the_rest_back(floor, account):
    floor.planned(10)
    bench = Bench(floor, FakeProvider(concurrency=2))
    bench.provider.gate.clear()

    async def work():
        await until(lambda: len(bench.provider.taken) == 2)
        ending = asyncio.ensure_future(bench.sender.wind_down(5))
        await until(lambda: bench.states().get(DeliveryState.QUEUED) == 8)
        assert not ending.done()
        bench.provider.gate.set()
        await ending

    bench.play(work)
    assert bench.states() == {DeliveryState.SENT: 2, DeliveryState.QUEUED: 8}


def test_a_stop_that_does_not_wait_leaves_the_truth(floor, account):
    floor.planned(5)
    bench = Bench(floor, FakeProvider(concurrency=2))
    bench.provider.gate.clear()
    bench.play(lambda: until(lambda: len(bench.provider.taken) == 2))
    assert bench.states() == {DeliveryState.UNCONFIRMED: 2, DeliveryState.QUEUED: 3}


def test_a_new_run_frees_what_the_last_one_held(floor, account):
    floor.planned(4)
    floor.claimed(ME)
    handed = {"state": DeliveryState.HANDED_OVER}
    first = floor.ids()[0]
    floor.db.write_now(lambda s: s.execute(update(Delivery).where(Delivery.id == first).values(**handed)))
    bench = Bench(floor)
    bench.play(lambda: bench.until({DeliveryState.SENT: 3, DeliveryState.UNCONFIRMED: 1}))


def test_an_impossible_address_goes_on_to_the_next_leg_and_another_failure_waits():
    one = SimpleNamespace(due=SimpleNamespace(id="d1"))
    gone = sender._unrendered(one, RenderFailure(code="bad_address", place="recipient"))
    assert (gone.state, gone.reason, gone.next_leg) == (
        DeliveryState.UNDELIVERABLE,
        Reason.NO_ADDRESS,
        True,
    )
    held = sender._unrendered(one, RenderFailure(code="too_slow"))
    assert (held.state, held.reason) == (DeliveryState.QUEUED, Reason.RENDER_ERROR)
