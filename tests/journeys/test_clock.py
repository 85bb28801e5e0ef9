# SPDX-License-Identifier: LicenseRef-Desk
"""The clock jumps a day ahead and back again: nothing twice, nothing lost, what was held leaves in order."""

from pathlib import Path

import pytest
from sqlalchemy import select

from desk.models import Delivery
from desk.models.vocabulary import DeliveryState
from desk.services.store import Leases
from tests import servers
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop

BATCH = 10


class FalseClock:
    """The clock of a service, read from a file; how it waits stays true."""

    def __init__(self, folder):
        found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        if not found:
            raise servers.Missing("libfaketime is not installed: apt-get install libfaketime")
        self._file = folder / "clock"
        self.environment = {
            "LD_PRELOAD": str(found[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        self.set("+0")

    def set(self, offset):
        """Show the true time and `offset`, such as +1d."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{offset}\n")
        fresh.replace(self._file)


@pytest.fixture
def false_clock(tmp_path):
    return servers.started(lambda: FalseClock(tmp_path))


def test_a_day_ahead_and_back(tmp_path, sqlite_url, false_clock):
    shop = Shop(tmp_path / "home", sqlite_url)
    with PostOffice() as office:
        shop.set_up(delay_minutes=60)
        shop.account(office.port, connections=1)
        shop.people(3 * BATCH)
        held, later, last = (shop.customers[at : at + BATCH] for at in range(0, 3 * BATCH, BATCH))
        service = shop.start(environment=false_clock.environment)
        shop.ready(held)
        shop.wait(lambda: shop.states() == {DeliveryState.QUEUED: BATCH})
        false_clock.set("+1d")
        shop.ready(later)  # whatever is written wakes the service, and it sees the new time
        shop.wait(lambda: shop.sent() == 2 * BATCH)
        false_clock.set("+0")
        shop.ready(last)
        shop.wait(lambda: sum(shop.states().values()) == 3 * BATCH)
        assert service.is_running()
        assert shop.states() == {DeliveryState.SENT: 2 * BATCH, DeliveryState.QUEUED: BATCH}
        false_clock.set("+2h")
        assert service.stop() == 0
        status, out = shop.start("--drain", environment=false_clock.environment).wait()
        assert status == 0, out
        assert shop.states() == {DeliveryState.SENT: 3 * BATCH}
        assert len(office.counts) == len(office.mails) == 3 * BATCH
        assert [mail.recipient for mail in office.mails[:BATCH]] == in_order(shop, held)
        assert shop.desk.db.read_now(lambda s: Leases(s).all()) == ()
        assert "Traceback" not in shop.log()
    shop.close()


def in_order(shop, customers):
    """Return the addresses in the order in which their messages were due."""
    query = select(Delivery.address).where(Delivery.customer_id.in_(customers)).order_by(Delivery.due_at)
    return shop.desk.db.read_now(lambda s: list(s.execute(query).scalars()))
