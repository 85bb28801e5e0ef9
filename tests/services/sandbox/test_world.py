# SPDX-License-Identifier: LicenseRef-Desk
"""The whole sandbox: accounts, servers, captures and faults together."""

import asyncio
import contextlib
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from desk.errors import Unavailable
from desk.models.vocabulary import AttemptOutcome, Channel
from desk.services.providers import Found, Roster, provider_kind
from desk.services.sandbox import Captures, Fault, FaultBook, FaultKind, Sandbox, install
from desk.services.store import Change
from tests.services.providers.parcels import Gate, mail, sms

pytestmark = pytest.mark.asyncio

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest_asyncio.fixture
async def sandbox(db):
    made = Sandbox(db)
    running = asyncio.create_task(made.run())
    while not db.read_now(lambda s: Roster(s).page()):
        await asyncio.sleep(0.01)
    yield made
    await ended(running)
    made.close()


async def ended(running):
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


def account(db, sandbox, channel):
    (row,) = db.read_now(lambda s: Roster(s).for_channel(channel, None, sandbox=True))
    kind = provider_kind(row.kind)
    settings = sandbox.addressed(row.kind, row.settings)
    assert not kind.needs_secret(settings)
    assert kind.problems(settings) == ()
    return sandbox.witnessed(kind.build(settings, ""))


async def test_the_accounts_are_there_once(db, sandbox):
    db.write_now(lambda s: install(s, AT))
    rows = db.read_now(lambda s: Roster(s).page())
    assert [(row.channel, row.is_sandbox) for row in rows] == [(Channel.EMAIL, True), (Channel.SMS, True)]


@pytest.mark.parametrize(
    ("channel", "parcel"), [(Channel.EMAIL, mail()), (Channel.SMS, sms())], ids=["email", "sms"]
)
async def test_what_is_sent_is_captured_and_can_be_looked_up(db, sandbox, channel, parcel):
    way = account(db, sandbox, channel)
    assert await way.look_up(parcel.reference) is Found.NEVER_ARRIVED
    await way.check()
    assert (await way.send(parcel, Gate())).outcome is AttemptOutcome.ACCEPTED
    (row,) = db.read_now(lambda s: Captures(s).page())
    assert (row.channel, row.recipient) == (channel, parcel.recipient_address)
    assert row.message_id == parcel.reference
    assert db.read_now(lambda s: Captures(s).get(row.id)).raw == parcel.body
    assert await way.look_up(parcel.reference) is Found.ARRIVED
    assert way.concurrency >= 1
    await way.close()


async def test_many_at_once_are_all_kept(db, sandbox):
    way = account(db, sandbox, Channel.EMAIL)
    receipts = await asyncio.gather(*(way.send(mail(delivery_id=str(n)), Gate()) for n in range(300)))
    await way.close()
    assert {receipt.outcome for receipt in receipts} == {AttemptOutcome.ACCEPTED}
    assert db.read_now(lambda s: Captures(s).count()) == 300


async def test_faults_follow_the_settings(db, sandbox):
    way = account(db, sandbox, Channel.EMAIL)
    refusing = [Fault(kind=FaultKind.REFUSE)]
    await db.write(lambda s: FaultBook(s).put(refusing), Change.SETTINGS)
    for _ in range(200):
        receipt = await way.send(mail(), Gate())
        if receipt.outcome is AttemptOutcome.PERMANENT:
            break
        await asyncio.sleep(0.01)
    assert receipt.outcome is AttemptOutcome.PERMANENT
    await db.write(lambda s: FaultBook(s).put(()), Change.SETTINGS)
    for _ in range(200):
        receipt = await way.send(mail(), Gate())
        if receipt.outcome is AttemptOutcome.ACCEPTED:
            break
        await asyncio.sleep(0.01)
    await way.close()
    assert receipt.outcome is AttemptOutcome.ACCEPTED


async def test_an_early_address_is_good_once_it_runs(db):
    sandbox = Sandbox(db)
    settings = sandbox.addressed("smtp", {"host": "127.0.0.1", "security": "none"})
    way = provider_kind("smtp").build(settings, "")
    early = asyncio.create_task(way.send(mail(), Gate()))
    await asyncio.sleep(0.05)
    running = asyncio.create_task(sandbox.run())
    assert (await asyncio.wait_for(early, 60)).outcome is AttemptOutcome.ACCEPTED
    await way.close()
    await ended(running)
    sandbox.close()
    Sandbox(db).close()


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS])
async def test_an_account_opened_before_a_restart_reaches_it_afterwards(db, channel):
    db.write_now(lambda s: install(s, AT))
    sandbox = Sandbox(db)
    parcels = {Channel.EMAIL: mail, Channel.SMS: sms}
    way = account(db, sandbox, channel)
    for turn in ("first", "second"):
        running = asyncio.create_task(sandbox.run())
        receipt = await asyncio.wait_for(way.send(parcels[channel](delivery_id=turn), Gate()), 60)
        if receipt.outcome is not AttemptOutcome.ACCEPTED:  # its connection ended with the first run
            receipt = await asyncio.wait_for(way.send(parcels[channel](delivery_id=turn), Gate()), 60)
        assert receipt.outcome is AttemptOutcome.ACCEPTED
        await ended(running)
    await way.close()
    sandbox.close()


async def test_a_failing_read_ends_nothing(db, monkeypatch, log_guard):
    log_guard.expect("the sandbox could not be looked after")
    failing = [Unavailable("database_busy"), Unavailable("database_busy")]

    def get(self):
        if failing:
            raise failing.pop()
        return ()

    monkeypatch.setattr("desk.services.sandbox.world.FaultBook.get", get)
    monkeypatch.setattr("desk.services.sandbox.world.AGAIN_S", 0.01)
    sandbox = Sandbox(db)
    running = asyncio.create_task(sandbox.run())
    while failing:
        await asyncio.sleep(0.01)
    assert not running.done()
    way = account(db, sandbox, Channel.EMAIL)
    assert (await way.send(mail(), Gate())).outcome is AttemptOutcome.ACCEPTED
    await way.close()
    await ended(running)
    sandbox.close()
