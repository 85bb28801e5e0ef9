# SPDX-License-Identifier: LicenseRef-Desk
"""A change that is taken back takes what it planned with it, whether the planner was quicker or not."""

from sqlalchemy import func, select

from desk import clock
from desk.models import Delivery
from desk.models.vocabulary import DeliveryState, Reason
from desk.services.delivery.planner import plan_batch
from desk.services.delivery.taking_back import take_back
from desk.services.events import RecordBook
from desk.services.shop import RecordDraft


def made_ready(floor):
    """Keep an order and make it ready; return the change."""
    floor.people(1)

    def work(session):
        draft = RecordDraft(kind="order", reference="7", status="", customer_id=floor.customers[0])
        order = RecordBook(session).create(draft)
        return RecordBook(session).change_status(order.record_id, "ready")

    return floor.db.write_now(work)


def test_what_is_planned_is_called_off(floor):
    floor.account(25)
    change = made_ready(floor)
    floor.db.write_now(plan_batch)
    assert floor.db.write_now(lambda s: take_back(s, change, clock.now())) == 1
    [row] = floor.rows()
    assert (row.state, row.reason) == (DeliveryState.CANCELLED, Reason.SUBJECT_CHANGED)


def test_what_is_not_planned_yet_never_is(floor):
    floor.account(25)
    change = made_ready(floor)
    assert floor.db.write_now(lambda s: take_back(s, change, clock.now())) == 0
    floor.db.write_now(plan_batch)
    assert floor.db.read_now(lambda s: s.scalar(select(func.count()).select_from(Delivery))) == 0
