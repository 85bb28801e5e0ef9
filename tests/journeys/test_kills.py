# SPDX-License-Identifier: LicenseRef-Desk
"""Kill the service again and again while it sends through a real Postfix: nothing lost, nothing twice."""

import random
import signal
from collections import Counter
from functools import partial

import pytest

from desk.models.vocabulary import DeliveryState
from tests.journeys.shop import Shop

CONNECTIONS = 4


def reached(shop, sent):
    return shop.states().get(DeliveryState.SENT, 0) >= sent or not shop.open_count()


def play(shop, postfix, mails, kills, seed):
    """Send `mails`, killing the service `kills` times; return how many unconfirmed each kill left on average."""
    luck = random.Random(seed)
    shop.set_up()
    shop.account(postfix.port, connections=CONNECTIONS)
    shop.people(mails)
    shop.ready()
    service = shop.start()
    shop.wait(lambda: sum(shop.states().values()) == mails)
    for _ in range(kills):
        before = shop.states().get(DeliveryState.SENT, 0)
        further = luck.randrange(0, max(2 * mails // (kills + 1), 2))
        shop.wait(partial(reached, shop, before + further))
        service.kill()
        service = shop.start()
    shop.wait(lambda: not shop.open_count(), patience_s=180)
    assert service.stop() in (0, -signal.SIGTERM), "-SIGTERM: it was asked before it had begun"


def check(shop, postfix, mails, kills):
    """Compare the history with what Postfix delivered."""
    states = shop.states()
    unconfirmed = shop.message_ids(DeliveryState.UNCONFIRMED)
    sent = shop.message_ids(DeliveryState.SENT)
    assert set(states) <= {DeliveryState.SENT, DeliveryState.UNCONFIRMED}, states
    assert len(sent) + len(unconfirmed) == mails
    postfix.wait_for(len(sent))
    arrived = Counter(message["Message-ID"].strip("<>") for message in postfix.messages())
    twice = {id_ for id_, count in arrived.items() if count > 1}
    lost = sent - set(arrived)
    assert twice == set()
    assert lost == set()
    assert set(arrived) - sent <= unconfirmed
    assert len(unconfirmed) <= kills * CONNECTIONS, f"{len(unconfirmed)} unconfirmed after {kills} kills"
    return len(unconfirmed)


def test_two_kills(tmp_path, postfix):
    shop = Shop(tmp_path / "home")
    play(shop, postfix, mails=60, kills=2, seed=1)
    check(shop, postfix, 60, 2)
    shop.close()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_two_hundred_kills(tmp_path, postfix, record_property):
    shop = Shop(tmp_path / "home")
    play(shop, postfix, mails=2000, kills=200, seed=7)
    unconfirmed = check(shop, postfix, 2000, 200)
    assert unconfirmed <= 0.5 * 200 * CONNECTIONS
    record_property("unconfirmed", unconfirmed)
    print(f"200 kills, 2,000 mails: none lost, none twice, {unconfirmed} unconfirmed")
    shop.close()
