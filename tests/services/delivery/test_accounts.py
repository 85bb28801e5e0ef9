# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
from datetime import timedelta

import pytest

from desk import clock
from desk.errors import Misconfigured
from desk.services.delivery.accounts import Accounts
from desk.services.providers import Circuit, Health, Roster
from desk.services.store import Change
from tests.services.delivery.fakes import ACCEPTED, DOWN, REFUSED, FakeProvider
from tests.services.delivery.floor import until
from tests.services.delivery.test_lanes import FakeTurnstile, load


def account(floor, id_):
    return floor.db.read_now(lambda s: Roster(s).get(id_))


def play(floor, work):
    """Run `work(accounts, built)` with the lanes open; built: the ways out in the order they were made."""
    built = []

    def build(_account):
        built.append(FakeProvider())
        return built[-1]

    async def ignore(*_):
        pass

    async def run():
        accounts = Accounts(floor.db, build)
        async with asyncio.TaskGroup() as group:
            accounts.start(group, FakeTurnstile(), ignore)
            try:
                return await work(accounts, built)
            finally:
                group._abort()

    return asyncio.run(run())


def test_a_lane_is_opened_once_for_each_version_of_an_account(floor):
    id_ = floor.account(25)

    async def work(accounts, built):
        first = accounts.lane(account(floor, id_))
        assert accounts.lane(account(floor, id_)) is first
        floor.db.write_now(lambda s: Roster(s).release(id_, at=clock.now()), Change.PROVIDERS)
        assert accounts.lane(account(floor, id_)) is not first
        assert len(built) == 2

    play(floor, work)


def changed(floor, id_):
    """Change an account; return it as it was and as it is now."""
    before = account(floor, id_)
    floor.db.write_now(lambda s: Roster(s).release(id_, at=clock.now()), Change.PROVIDERS)
    return before, account(floor, id_)


def test_the_lane_of_a_changed_account_is_closed_when_it_has_sent_all(floor):
    id_ = floor.account(25)

    async def work(accounts, built):
        old, new = changed(floor, id_)
        lane = accounts.lane(old)
        first = built[0]
        first.gate.clear()
        for number in range(6):
            lane.put(load(f"d{number}"))
        await until(lambda: len(first.taken) == first.concurrency)
        assert accounts.lane(new) is not lane
        assert accounts.lane(old) is accounts.lane(new), "what was claimed before goes the new way, too"
        assert not first.is_closed
        first.gate.set()
        await until(lambda: first.is_closed)
        assert (len(first.taken), len(built)) == (6, 2)
        await accounts.close()
        assert built[1].is_closed

    play(floor, work)


def test_what_has_not_begun_in_a_lane_of_old_is_given_back_too(floor):
    id_ = floor.account(25)

    async def work(accounts, built):
        old, new = changed(floor, id_)
        lane = accounts.lane(old)
        built[0].gate.clear()
        for number in range(6):
            lane.put(load(f"d{number}"))
        await until(lambda: len(built[0].taken) == built[0].concurrency)
        accounts.lane(new)
        assert [one.due.id for one in accounts.unstarted(id_)] == ["d4", "d5"]
        assert lane.waiting == 4
        built[0].gate.set()
        await until(lambda: built[0].is_closed)

    play(floor, work)


def test_an_account_that_cannot_be_opened_as_changed_keeps_its_lane(floor):
    id_ = floor.account(25)

    async def work(accounts, built):
        old, new = changed(floor, id_)
        lane = accounts.lane(old)
        accounts._build = refuse
        with pytest.raises(Misconfigured):
            accounts.lane(new)
        assert accounts.lane(old) is lane
        assert not built[0].is_closed

    def refuse(_account):
        raise Misconfigured("no_secret")

    play(floor, work)


def test_where_an_account_stands_is_kept_when_it_changes(floor):
    id_ = floor.account(25)

    async def work(accounts, _built):
        accounts.lane(account(floor, id_))
        await accounts.note(id_, ACCEPTED)
        healthy = account(floor, id_)
        await accounts.note(id_, ACCEPTED)
        assert account(floor, id_).health_at == healthy.health_at, "nothing new was written"
        await accounts.note(id_, DOWN)
        assert not accounts.may_try(id_)
        assert accounts.opening(id_) == account(floor, id_).open_until
        return healthy.health, account(floor, id_).health

    assert play(floor, work) == (Health.OK, Health.FAILING)


def test_only_the_owner_mends_a_refused_account(floor):
    id_ = floor.account(25)

    async def work(accounts, _built):
        accounts.lane(account(floor, id_))
        await accounts.note(id_, REFUSED)
        assert (accounts.may_try(id_), accounts.opening(id_)) == (False, None)
        assert account(floor, id_).health_code == "535 5.7.8"
        floor.db.write_now(lambda s: Roster(s).release(id_, at=clock.now()), Change.PROVIDERS)
        accounts.lane(account(floor, id_))
        assert accounts.may_try(id_)

    play(floor, work)


def test_what_another_service_found_out_is_taken_over(floor):
    id_ = floor.account(25)

    async def work(accounts, _built):
        accounts.lane(account(floor, id_))
        until = clock.now() + timedelta(minutes=1)
        failing = Circuit(health=Health.FAILING, failures=1, open_until=until, code="connection_refused")
        floor.db.write_now(lambda s: Roster(s).note(id_, failing, at=clock.now()))
        accounts.lane(account(floor, id_))
        assert not accounts.may_try(id_)
        await accounts.note(id_, ACCEPTED)
        assert account(floor, id_).health is Health.OK, (
            "a good contact is written although it was good here before"
        )

    play(floor, work)


def test_an_account_that_cannot_be_opened_is_tried_again_by_itself(floor):
    id_ = floor.account(25)

    async def work(accounts, _built):
        await accounts.unusable(account(floor, id_), Misconfigured("no_keyring"))
        return account(floor, id_)

    found = play(floor, work)
    assert (found.health, found.health_code) == (Health.FAILING, "no_keyring")
    assert found.open_until > clock.now()


def test_an_account_nobody_knows_may_be_tried(floor):
    async def work(accounts, _built):
        return accounts.may_try("unheard of"), accounts.opening("unheard of")

    assert play(floor, work) == (True, None)


def test_what_has_not_begun_is_taken_out_of_one_lane_or_all(floor):
    one, two = floor.account(25), floor.account(26)

    async def work(accounts, built):
        for id_ in (one, two):
            lane = accounts.lane(account(floor, id_))
            lane.put(load(f"of {id_}"))
        assert [x.due.id for x in accounts.unstarted(one)] == [f"of {one}"]
        assert [x.due.id for x in accounts.unstarted()] == [f"of {two}"]
        await accounts.close()
        assert [provider.is_closed for provider in built] == [True, True]

    play(floor, work)
