# SPDX-License-Identifier: LicenseRef-Desk
"""Everything put together: the engine that drains and winds down, and the ways out it builds."""

import asyncio
import multiprocessing

import pytest

from desk import clock
from desk.bootstrap import Service
from desk.errors import Misconfigured, Unavailable
from desk.models.vocabulary import DeliveryState
from desk.services.providers import Roster
from desk.services.store import Secrets
from desk.services.supervisor import supervisor
from tests.journeys.engine import Engine
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop
from tests.services.delivery.floor import until


@pytest.fixture
def shop(tmp_path, sqlite_url):
    made = Shop(tmp_path / "home", sqlite_url)
    made.set_up()
    yield made
    made.close()


def test_draining_ends_when_nothing_is_due_and_frees_what_a_crash_has_left(shop):
    with PostOffice() as office:
        shop.account(office.port)
        shop.people(3)
        shop.ready()

        async def play():
            async with Engine(shop) as engine:
                await asyncio.wait_for(engine.service.drain(), 30)
                assert shop.states() == {DeliveryState.SENT: 3}
                await until(lambda: not engine.service.sender.is_busy())

        asyncio.run(play())
        assert len(office.mails) == 3


def test_an_account_is_built_with_its_password_and_the_sandboxs_with_its_port(shop):
    shop.set_up_id = shop.account(25, username="atelier")
    Secrets().set(shop.set_up_id, "horse")
    service = Service(shop.desk)
    account = shop.desk.db.read_now(lambda s: Roster(s).get(shop.set_up_id))
    assert service._build(account)._secret == "horse"

    async def play():
        async with Engine(shop) as engine:
            await engine.until(lambda: any(one.is_sandbox for one in accounts(shop)))
            for one in accounts(shop):
                if one.is_sandbox:
                    built = engine.service._build(one)
                    assert built.concurrency >= 1
                    await built.close()

    asyncio.run(play())
    service.sandbox.close()


def test_a_worker_that_always_fails_holds_up_no_start_and_a_drain_says_so(shop, monkeypatch, log_guard):
    log_guard.expect("worker planner stopped and is started again")
    monkeypatch.setattr(supervisor, "FIRST_PAUSE_S", 0.005)

    async def fail():
        raise ValueError("ours")

    shop.people(1)
    shop.ready()

    async def play():
        service = Service(shop.desk)
        service.planner.run = fail
        running = asyncio.ensure_future(service.run())
        try:
            await asyncio.wait_for(service.ready(), 20)
            with pytest.raises(Unavailable, match="worker_stuck worker=planner why=mistake"):
                await asyncio.wait_for(service.drain(), 30)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    asyncio.run(play())


def test_the_process_that_fills_texts_comes_with_the_first_message(shop):
    def there():
        return {one.pid for one in multiprocessing.active_children() if one.name == "desk-render"}

    async def play(count):
        async with Engine(shop) as engine:
            await asyncio.wait_for(engine.service.ready(), 20)
            before = there()
            if count:
                shop.people(count)
                shop.ready()
                await asyncio.wait_for(engine.service.drain(), 30)
            return len(there() - before), len(before)

    with PostOffice() as office:
        shop.account(office.port)
        assert asyncio.run(play(0)) == (0, 0)
        assert asyncio.run(play(1)) == (1, 0)


def accounts(shop):
    return shop.desk.db.read_now(lambda s: Roster(s).page())


def test_without_a_keyring_the_environment_opens_the_passwords(shop, monkeypatch):
    import keyring
    from keyring.backends.fail import Keyring

    from desk.services.store import Secrets, strongbox

    monkeypatch.setattr(strongbox, "COST", 2)
    monkeypatch.setattr(keyring, "get_keyring", Keyring)
    monkeypatch.setenv("DESK_PASSPHRASE", "four small words")
    id_ = shop.account(25, username="atelier")
    Secrets().set(id_, "secret")
    account = shop.desk.db.read_now(lambda s: Roster(s).get(id_))
    assert Service(shop.desk)._build(account)
    monkeypatch.delenv("DESK_PASSPHRASE")
    with pytest.raises(Misconfigured, match="passphrase_missing"):
        Service(shop.desk)._build(account)


def test_without_a_keyring_an_account_with_a_password_cannot_be_built(shop, monkeypatch):
    import keyring
    from keyring.backends.fail import Keyring

    id_ = shop.account(25, username="atelier")
    monkeypatch.setattr(keyring, "get_keyring", Keyring)
    service = Service(shop.desk)
    account = shop.desk.db.read_now(lambda s: Roster(s).get(id_))
    with pytest.raises(Misconfigured, match="no_keyring"):
        service._build(account)
    service.sandbox.close()
    assert clock.now() is not None


def test_the_sender_is_told_what_the_planner_has_just_decided(shop):
    service = Service(shop.desk)
    assert service.planner.decided is service.sender.decided is not None
