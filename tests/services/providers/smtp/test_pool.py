# SPDX-License-Identifier: LicenseRef-Desk
"""How connections are lent: one is opened at a time, they grow with success, nobody is forgotten."""

import asyncio

import pytest

from desk.errors import Misconfigured, Unavailable
from desk.services.providers.smtp.pool import FORGIVEN_AFTER, Pool

pytestmark = pytest.mark.asyncio


class Fake:
    def __init__(self):
        self.is_usable = True
        self.idle_since = 0.0
        self.farewell = ""

    def quit(self):
        self.is_usable = False
        self.farewell = "quit"

    def abort(self):
        self.is_usable = False
        self.farewell = self.farewell or "abort"


class Source:
    """Opens fake connections; `errors` are raised first, in their order (None opens)."""

    def __init__(self, *errors, most=10**9):
        self.errors = list(errors)
        self.opened = []
        self.opening = 0
        self.most_opening = 0

    async def __call__(self):
        self.opening += 1
        self.most_opening = max(self.most_opening, self.opening)
        await asyncio.sleep(0.001)
        self.opening -= 1
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error
        self.opened.append(Fake())
        return self.opened[-1]


def pool_of(source, *, first=2, most=5, idle_s=60):
    return Pool(source, first=first, most=most, idle_s=idle_s)


async def use(pool, seconds=0.002):
    connection = await pool.borrow()
    try:
        await asyncio.sleep(seconds)
    finally:
        pool.give_back(connection)
    pool.praise()
    return connection


async def test_at_first_no_more_than_two_and_one_is_opened_at_a_time():
    source = Source()
    pool = pool_of(source)
    borrowed = [await pool.borrow(), await pool.borrow()]
    third = asyncio.create_task(pool.borrow())
    await asyncio.sleep(0.01)
    assert not third.done()
    pool.give_back(borrowed[0])
    assert await third is borrowed[0]
    assert (len(source.opened), source.most_opening) == (2, 1)


async def test_success_opens_more_up_to_the_most():
    source = Source()
    pool = pool_of(source)
    await asyncio.gather(*(use(pool) for _ in range(100)))
    assert pool.width == 5
    assert len(source.opened) == 5
    pool.close()


async def test_a_complaint_halves_the_width():
    pool = pool_of(Source(), first=5)
    pool.blame()
    assert pool.width == 2
    pool.blame()
    pool.blame()
    assert pool.width == 1


async def test_everybody_who_waits_shares_the_fate_of_the_one_who_opens():
    source = Source(Unavailable("connection_refused"))
    pool = pool_of(source)
    results = await asyncio.gather(*(pool.borrow() for _ in range(20)), return_exceptions=True)
    assert {getattr(result, "code", "") for result in results} == {"connection_refused"}
    assert source.opened == []
    assert (await pool.borrow()).is_usable


async def test_one_connection_too_many_is_no_failure():
    source = Source(None, Unavailable("server_refuses"))
    pool = pool_of(source, first=2)
    used = await asyncio.gather(*(use(pool, 0.01) for _ in range(6)))
    assert set(used) == set(source.opened)
    assert len(source.opened) == 1
    assert pool.width == 1


async def test_a_refused_connection_is_forgiven_in_time():
    source = Source(None, Unavailable("server_refuses"))
    pool = pool_of(source, first=2)
    await asyncio.gather(*(use(pool, 0.01) for _ in range(3)))
    assert pool.width == 1
    for _ in range(3 * FORGIVEN_AFTER):
        pool.praise()
    assert pool.width > 1
    pool.close()


async def test_a_refused_password_is_never_tried_again():
    source = Source(Misconfigured("password_refused"))
    pool = pool_of(source)
    for _ in range(3):
        with pytest.raises(Misconfigured):
            await pool.borrow()
    assert source.opened == []
    assert source.most_opening == 1


async def test_a_refused_password_stops_the_open_connections_too():
    source = Source(None, Misconfigured("password_refused"))
    pool = pool_of(source)
    connection = await pool.borrow()
    with pytest.raises(Misconfigured):
        await pool.borrow()
    pool.give_back(connection)
    assert connection.farewell == "abort"


async def test_a_dead_connection_makes_room():
    source = Source()
    pool = pool_of(source, first=1, most=1)
    connection = await pool.borrow()
    waiting = asyncio.create_task(pool.borrow())
    await asyncio.sleep(0)
    connection.is_usable = False
    pool.give_back(connection)
    assert (await waiting) is source.opened[1]
    source.opened[1].is_usable = True
    pool.give_back(source.opened[1])
    source.opened[1].is_usable = False
    assert (await pool.borrow()) is source.opened[2]


async def test_a_turn_given_to_one_who_left_goes_to_the_next():
    source = Source()
    pool = pool_of(source, first=1, most=1)
    connection = await pool.borrow()
    first, second = asyncio.create_task(pool.borrow()), asyncio.create_task(pool.borrow())
    await asyncio.sleep(0)
    pool.give_back(connection)
    first.cancel()
    assert await asyncio.wait_for(second, 60) is connection
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_a_cancelled_opening_lets_others_open():
    source = Source()
    pool = pool_of(source, first=1, most=1)
    first, second = asyncio.create_task(pool.borrow()), asyncio.create_task(pool.borrow())
    await asyncio.sleep(0)
    first.cancel()
    assert (await asyncio.wait_for(second, 60)).is_usable
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_idle_connections_take_leave_and_the_pool_starts_small_again():
    source = Source(None, Unavailable("server_refuses"))
    pool = pool_of(source, idle_s=0.02)
    await asyncio.gather(*(use(pool) for _ in range(3)))
    assert pool.width == 1
    await asyncio.sleep(0.1)
    assert [fake.farewell for fake in source.opened] == ["quit"]
    assert pool.width == 2
    await asyncio.gather(*(use(pool) for _ in range(60)))
    assert pool.width == 5
    pool.close()


async def test_closing_tells_those_who_wait():
    source = Source()
    pool = pool_of(source, first=1, most=1)
    connection = await pool.borrow()
    waiting = asyncio.create_task(pool.borrow())
    await asyncio.sleep(0)
    pool.close()
    with pytest.raises(Unavailable):
        await waiting
    pool.give_back(connection)
    assert connection.farewell == "abort"
