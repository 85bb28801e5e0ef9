# SPDX-License-Identifier: LicenseRef-Desk
"""Makes rows that deliveries hang on, as short as a test can be."""

from datetime import UTC, datetime

from sqlalchemy import insert, select

from desk.models import Customer, Event, RuleTotal, new_id
from desk.models.vocabulary import Channel, DeliveryState, NotificationState, Urgency
from desk.services.delivery.plan import Intention, LegPlan, Subject

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
EMAIL = LegPlan(channel=Channel.EMAIL, address="zoe@example.org", point_id="p1")
SMS = LegPlan(channel=Channel.SMS, address="+33612345678", point_id="p2")


def subject(session, *, kind="order.ready", record_id=None):
    """Keep a customer and an event; return what a notification is about."""
    customer_id, event_id = new_id(), new_id()
    session.execute(
        insert(Customer).values(
            id=customer_id, created_at=NOON, updated_at=NOON, first_name="Zoë", last_name="Ait"
        )
    )
    session.execute(
        insert(Event).values(
            id=event_id,
            kind=kind,
            key=event_id,
            occurred_at=NOON,
            recorded_at=NOON,
            source="cli",
            customer_id=customer_id,
            snapshot={},
        )
    )
    return Subject(
        customer_id=customer_id, event_id=event_id, event_kind=kind, rule_id=new_id(), record_id=record_id
    )


def intention(
    about, *, route=(EMAIL,), due_at=NOON, state=DeliveryState.QUEUED, reason=None, urgency=Urgency.NORMAL
):
    """Return a notification that is due."""
    return Intention(
        id=new_id(),
        evaluation_id=new_id(),
        subject=about,
        template_version_id=None,
        language="fr",
        topic="operational",
        urgency=urgency,
        state=NotificationState.PLANNED,
        delivery_state=state,
        reason=reason,
        due_at=due_at,
        expires_at=None,
        route=route,
    )


def counters(session, rule_id):
    """Return what the counters of a rule say: standing → count, without the zeros."""
    rows = session.execute(
        select(RuleTotal.standing, RuleTotal.count).where(RuleTotal.rule_id == rule_id, RuleTotal.count != 0)
    )
    return {row.standing: row.count for row in rows}
