# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest
from sqlalchemy import update

from desk.models import Customer
from desk.models.vocabulary import NotificationState, Urgency
from desk.services.delivery.notifications import Notifications
from desk.services.delivery.outbox import Outbox
from tests.services.delivery.rows import NOON, intention, subject


@pytest.fixture
def write(any_db):
    return any_db.write_now


def keep(session, about=None, **how):
    made = intention(about or subject(session), **how)
    Outbox(session).add([made], NOON)
    return made


def test_an_intention_says_whom_what_and_when(write):
    def work(session):
        made = keep(session, due_at=NOON + timedelta(hours=1), urgency=Urgency.CRITICAL)
        [row] = Notifications(session).page()
        assert (row.id, row.event_id, row.customer_name) == (made.id, made.subject.event_id, "Zoë Ait")
        assert (row.state, row.reason, row.leg) == (NotificationState.PLANNED, None, 0)
        assert (row.due_at, row.urgency, row.topic) == (
            NOON + timedelta(hours=1),
            Urgency.CRITICAL,
            "operational",
        )
        assert row.created_at == NOON

    write(work)


def test_pages_go_back_in_time_and_keep_to_their_filter(write):
    def work(session):
        one, two = subject(session, record_id="r1"), subject(session, record_id="r2")
        ids = [keep(session, about).id for about in (one, two, one)]
        page = Notifications(session)
        assert [row.id for row in page.page(limit=1)] == [ids[2]]
        assert [row.id for row in page.page(after=ids[2])] == [ids[1], ids[0]]
        assert [row.id for row in page.page(event_id=one.event_id)] == [ids[2], ids[0]]
        assert [row.id for row in page.page(record_id="r2")] == [ids[1]]
        assert [row.id for row in page.page(customer_id=two.customer_id)] == [ids[1]]

    write(work)


def test_a_company_is_called_by_its_name(write):
    def work(session):
        keep(session)
        session.execute(update(Customer).values(first_name="", last_name="", company="Vélo SARL"))
        assert Notifications(session).page()[0].customer_name == "Vélo SARL"

    write(work)
