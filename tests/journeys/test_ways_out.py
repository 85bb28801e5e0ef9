# SPDX-License-Identifier: LicenseRef-Desk
"""A wrong password, a server that dies in the middle, an answer that never comes."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from desk import clock
from desk.models import Attempt, Capture, Delivery
from desk.models.vocabulary import Channel, DeliveryState, Reason, Standing
from desk.services.providers import Health, Roster
from desk.services.sandbox import Fault, FaultBook, FaultKind, install
from desk.services.store import Change, Secrets
from tests.journeys.engine import Engine, drain
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop

MAILS = 25


@pytest.fixture
def moving():
    """A clock that the test moves."""
    now = clock.MovableClock(datetime.now(UTC))
    clock.use(now)
    yield now
    clock.use(None)


def account_of(shop, account_id):
    return shop.desk.db.read_now(lambda s: Roster(s).get(account_id))


def reasons(shop):
    return set(shop.desk.db.read_now(lambda s: s.execute(select(Delivery.reason)).scalars().all()))


def test_a_wrong_password_stops_the_account_until_it_is_changed(tmp_path, sqlite_url, moving, log_guard):
    shop = Shop(tmp_path / "home", sqlite_url)

    async def play(office):
        async with Engine(shop) as engine:
            await engine.until(lambda: account_of(shop, account).health is Health.REFUSED)
            await engine.until(lambda: reasons(shop) == {Reason.PROVIDER_DOWN})
            await engine.let_pass(moving, timedelta(minutes=10), 40)
            wrong = len(office.logins)
            assert wrong <= 3
            refused = account_of(shop, account)
            assert (refused.health, refused.health_code) == (Health.REFUSED, "535 5.7.8")
            assert shop.states() == {DeliveryState.QUEUED: MAILS}
            assert office.mails == []
            print(f"{wrong} sign-ins with the wrong password in ten minutes")
            Secrets().set(account, office.password)
            shop.desk.db.write_now(lambda s: Roster(s).release(account, at=clock.now()), Change.PROVIDERS)
            await engine.until(lambda: shop.states() == {DeliveryState.SENT: MAILS})
            assert account_of(shop, account).health is Health.OK

    with PostOffice(password="right horse") as office:
        shop.set_up()
        account = shop.account(office.port, username="atelier")
        Secrets().set(account, "wrong horse")
        shop.people(MAILS)
        shop.ready()
        asyncio.run(play(office))
        assert len(office.counts) == len(office.mails) == MAILS
        tries = shop.desk.db.read_now(lambda s: s.execute(select(Delivery.attempts)).scalars().all())
        assert set(tries) == {1}, "a try of the account is none of the message"
    shop.close()


def test_an_account_that_is_down_is_tried_with_a_few(tmp_path, sqlite_url, moving, log_guard):
    shop = Shop(tmp_path / "home", sqlite_url)
    answers = {"now": "never"}

    async def play(office):
        async with Engine(shop) as engine:
            await engine.until(lambda: account_of(shop, account).health is Health.FAILING)
            await engine.until(lambda: not shop.desk.db.read_now(is_moving))
            first = office.heard.count(b"\r\n.\r\n")
            assert first <= 10, "it stops after a few failures that are all alike"
            answers["now"] = "take"
            left = shop.states()[DeliveryState.QUEUED]
            await engine.let_pass(moving, timedelta(minutes=2), 4)
            await engine.until(lambda: shop.states().get(DeliveryState.SENT) == left)
            assert account_of(shop, account).health is Health.OK
            print(f"{first} of {200} refused before the account was stopped; then {left} sent")

    with PostOffice(on_dot=lambda _: answers["now"]) as office:
        shop.set_up()
        account = shop.account(office.port, connections=2)
        shop.people(200)
        shop.ready()
        asyncio.run(play(office))
        assert office.twice == set()
    shop.close()


def is_moving(session):
    """Whether anything is under way, or queued and not held."""
    moving = select(Delivery.id).where(Delivery.standing == Standing.PLANNED)
    return session.execute(moving.limit(1)).first() is not None


@pytest.mark.parametrize("fate", ["lose", "cut", "silence"])
def test_a_lost_answer_is_unconfirmed_and_never_tried_again(tmp_path, sqlite_url, fate, log_guard):
    shop = Shop(tmp_path / "home", sqlite_url)
    with PostOffice(on_dot=lambda to: fate if to.startswith("kunde1@") else "take") as office:
        shop.set_up()
        shop.account(office.port, connections=2, dot_s=1)
        shop.people(3)
        shop.ready()
        drain(shop)
        drain(shop)
        assert shop.states() == {DeliveryState.SENT: 2, DeliveryState.UNCONFIRMED: 1}
        assert office.heard.count(b"RCPT TO:<kunde1@") == 1
        assert len(office.mails) == (3 if fate == "lose" else 2)
        assert office.twice == set()
    shop.close()


def test_the_sandbox_is_witness_of_what_arrived(tmp_path, sqlite_url):
    """Both answers are lost; one message was kept and is known to have arrived, the other is sent again."""
    shop = Shop(tmp_path / "home", sqlite_url)
    faults = (
        Fault(kind=FaultKind.LOST_ANSWER, address="kunde0@kunde.example", times=1),
        Fault(kind=FaultKind.CUT, address="kunde1@kunde.example", times=1),
    )
    shop.set_up(live=False)
    shop.desk.db.write_now(lambda s: (install(s, clock.now()), FaultBook(s).put(faults)), *Change)
    shop.people(3)
    shop.ready()
    service = shop.start()
    shop.wait(lambda: shop.sent() == 3)
    assert service.stop() == 0

    def kept(session):
        of = session.execute(select(Capture.recipient, Capture.message_id)).all()
        outcomes = session.execute(select(Attempt.outcome).where(Attempt.outcome == "lost")).all()
        ids = session.execute(select(Delivery.message_id).where(Delivery.channel == Channel.EMAIL)).scalars()
        return sorted(row.recipient for row in of), len(outcomes), {row.message_id for row in of} == set(ids)

    assert shop.desk.db.read_now(kept) == ([f"kunde{n}@kunde.example" for n in range(3)], 2, True)
    shop.close()
