# SPDX-License-Identifier: LicenseRef-Desk
"""Two services on one PostgreSQL that crashes under them: each message once, and both go on by themselves."""

import pytest

from desk import config
from desk.models.vocabulary import DeliveryState
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop


@pytest.fixture
def durable_url(postgres_server, postgres_desk_url):
    """A database whose commits survive a crash of the server (the test server's are quicker than that)."""
    name = postgres_desk_url.rpartition("/")[2]
    postgres_server.admin(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
    return postgres_desk_url


def play(tmp_path, postgres_server, url, *, mails, crashes):
    shop = Shop(tmp_path / "one", url)
    others = config.at(tmp_path / "two", url)
    with PostOffice(dot_s=0.005) as office:
        shop.set_up()
        shop.account(office.port, connections=2)
        shop.people(mails)
        services = [shop.start(), shop.start(place=others)]
        shop.ready()
        for crash in range(1, crashes + 1):
            shop.wait(lambda: len(office.mails) >= mails * crash // (crashes + 1), patience_s=300)  # noqa: B023
            postgres_server.crash()
        shop.wait(lambda: not shop.open_count() and sum(shop.states().values()) == mails, patience_s=300)
        assert [service.is_running() for service in services] == [True, True]
        assert [service.stop() for service in services] == [0, 0]
        check(shop, office, mails)
    shop.close()


def check(shop, office, mails):
    states, sent = shop.states(), shop.message_ids(DeliveryState.SENT)
    assert office.twice == set()
    assert sent - set(office.counts) == set()
    assert len(office.counts) == mails, states
    assert states == {DeliveryState.SENT: mails}
    print(f"{mails} deliveries by two services: {states}, each arrived once")


def test_postgresql_crashes_once(tmp_path, postgres_server, durable_url):
    play(tmp_path, postgres_server, durable_url, mails=120, crashes=1)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_postgresql_crashes_ten_times(tmp_path, postgres_server, durable_url):
    play(tmp_path, postgres_server, durable_url, mails=5000, crashes=10)
