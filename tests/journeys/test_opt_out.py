# SPDX-License-Identifier: LicenseRef-Desk
"""Customers say no while their message waits: nobody is written to whose no was kept before the claim."""

import random
import time

from sqlalchemy import select

from desk.models import Delivery
from desk.models.vocabulary import Channel, DeliveryState, Reason
from desk.services.preferences import ConsentDraft, Consents, SuppressionDraft, Suppressions
from desk.services.store import Change
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop

MAILS, BURST = 200, 20


def refuse(shop, number, luck):
    """Keep one customer's no; return whether it surely came in time: the message was not claimed by then."""
    customer = shop.customers[number]

    def work(session):
        states = (
            session.execute(select(Delivery.state).where(Delivery.customer_id == customer)).scalars().all()
        )
        if luck.random() < 0.5:
            no = ConsentDraft(
                customer_id=customer,
                topic="operational",
                channel=Channel.EMAIL,
                granted=False,
                source="counter",
            )
            Consents(session).record(no)
        else:
            address = f"kunde{number}@kunde.example"
            Suppressions(session).add(
                SuppressionDraft(channel=Channel.EMAIL, address=address, reason="unsubscribed")
            )
        return set(states) <= {DeliveryState.QUEUED}

    return shop.desk.db.write_now(work, Change.CONSENT)


def test_a_no_in_time_is_kept(tmp_path, sqlite_url):
    luck = random.Random(5)
    shop = Shop(tmp_path / "home", sqlite_url)
    refusing = luck.sample(range(MAILS), 90)
    in_time, late = set(), set()
    with PostOffice() as office:
        shop.set_up()
        shop.account(office.port, connections=2)
        shop.people(MAILS)
        service = shop.start()
        for burst in range(0, MAILS, BURST):
            shop.ready(shop.customers[burst : burst + BURST])
            for _ in range(9):
                number = refusing.pop()
                (in_time if refuse(shop, number, luck) else late).add(number)
                time.sleep(luck.uniform(0, 0.06))
        shop.wait(lambda: sum(shop.states().values()) == MAILS and not shop.open_count())
        assert service.stop() == 0
        written_to = {int(mail.recipient.partition("@")[0][5:]) for mail in office.mails}
        assert written_to & in_time == set()
        assert written_to >= set(range(MAILS)) - in_time - late
        assert office.twice == set()
    reasons = shop.desk.db.read_now(
        lambda s: (
            s.execute(select(Delivery.reason).where(Delivery.state != DeliveryState.SENT)).scalars().all()
        )
    )
    assert len(reasons) == MAILS - len(written_to) >= len(in_time) > 20
    assert set(reasons) == {Reason.NO_CONSENT, Reason.SUPPRESSED}
    print(
        f"{len(in_time)} said no before the claim, {len(late)} after it; {len(written_to)} mails, "
        f"none to the former, {len(written_to & late)} to the latter"
    )
    shop.close()
