# SPDX-License-Identifier: LicenseRef-Desk
"""Ask the service to stop while it sends: it ends well, nothing hangs in between, the rest leaves next time."""

from desk.models.vocabulary import DeliveryState
from tests.journeys.engine import drain
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop

MAILS = 60


def test_a_stop_while_sending(tmp_path, sqlite_url):
    shop = Shop(tmp_path / "home", sqlite_url)
    with PostOffice(dot_s=0.05) as office:
        shop.set_up()
        shop.account(office.port, connections=4)
        shop.people(MAILS)
        shop.ready()
        service = shop.start()
        shop.wait(lambda: len(office.mails) >= 10)
        assert service.stop() == 0
        states = shop.states()
        assert set(states) == {DeliveryState.SENT, DeliveryState.QUEUED}, states
        assert states[DeliveryState.SENT] == len(office.mails)
        drain(shop)
        assert shop.states() == {DeliveryState.SENT: MAILS}
        assert len(office.counts) == len(office.mails) == MAILS
    shop.close()


def test_a_stop_does_not_wait_for_a_server_that_is_silent(tmp_path, sqlite_url):
    shop = Shop(tmp_path / "home", sqlite_url)
    with PostOffice(on_dot=lambda _: "silence") as office:
        shop.set_up()
        shop.account(office.port, connections=2)
        shop.people(5)
        shop.ready()
        service = shop.start("--drain")
        shop.wait(lambda: shop.states().get(DeliveryState.HANDED_OVER, 0) == 2)
        assert service.stop() == 0
        assert shop.states() == {DeliveryState.UNCONFIRMED: 2, DeliveryState.QUEUED: 3}
    shop.close()
