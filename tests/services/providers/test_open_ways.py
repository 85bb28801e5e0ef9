# SPDX-License-Identifier: LicenseRef-Desk
"""An account stays open as long as it is in use and set up as it was."""

from types import SimpleNamespace

import pytest

from desk.services.providers import OpenWays

pytestmark = pytest.mark.asyncio


class Way:
    def __init__(self, account):
        self.version, self.is_closed = account.version, False

    async def close(self):
        self.is_closed = True


def account(id_, version=1):
    return SimpleNamespace(id=id_, version=version)


@pytest.fixture
def ways():
    return OpenWays(Way)


async def test_it_is_opened_once(ways):
    assert await ways.of(account("a")) is await ways.of(account("a"))


async def test_another_setting_opens_another_and_closes_the_first(ways):
    first = await ways.of(account("a"))
    second = await ways.of(account("a", 2))
    assert (first.is_closed, second.is_closed, second.version) == (True, False, 2)


async def test_what_is_in_use_no_more_is_closed(ways):
    kept, gone = await ways.of(account("a")), await ways.of(account("b"))
    await ways.keep({"a", "c"})
    assert (kept.is_closed, gone.is_closed) == (False, True)
    assert await ways.of(account("a")) is kept
    assert await ways.of(account("b")) is not gone
    await ways.close()
    assert kept.is_closed
