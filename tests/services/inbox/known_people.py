# SPDX-License-Identifier: LicenseRef-Desk
"""Builds customers, orders and what was sent to them; reads rows back."""

from sqlalchemy import insert, select

from desk.models import (
    Conversation,
    Delivery,
    Event,
    Notification,
    new_id,
)
from desk.models.vocabulary import (
    Channel,
    DeliveryState,
    NotificationState,
    PointKind,
    Standing,
    Urgency,
)
from desk.services.shop import CustomerDraft, Customers, PointDraft, RecordDraft, Records
from tests.services.inbox.builders import NOW


def rows(db, *columns, where=True):
    return db.read_now(lambda s: s.execute(select(*columns).where(where)).all())


def conversation(post, one):
    id_ = post.conversation_of(one)
    return rows(post.db, *Conversation.__table__.c, where=Conversation.id == id_)[0]


def customer(db, name, *addresses, **told):
    points = tuple(PointDraft(kind=PointKind.EMAIL, address=one) for one in addresses)
    draft = CustomerDraft(first_name=name, last_name="Bernard", points=points, **told)
    return db.write_now(lambda s: Customers(s).create(draft))


def order(db, customer_id, reference, *, closed=False):
    draft = RecordDraft(
        kind="order",
        customer_id=customer_id,
        status="new",
        title="Vélo",
        reference=reference,
        closed_at=NOW if closed else None,
    )
    return db.write_now(lambda s: Records(s).create(draft))


def delivery(db, customer_id, record_id, message_id, *, rule_id="rule"):
    """Keep a mail that a rule sent under a Message-ID; return the delivery's id."""
    event_id, notification_id, delivery_id = new_id(), new_id(), new_id()
    about = {
        "rule_id": rule_id,
        "customer_id": customer_id,
        "record_id": record_id,
        "due_at": NOW,
        "created_at": NOW,
    }
    event = {
        "id": event_id, "kind": "order.ready", "key": event_id, "occurred_at": NOW, "recorded_at": NOW,
        "source": "test", "snapshot": {}, "planned_at": NOW,
    }  # fmt: skip
    notification = {
        "id": notification_id, "evaluation_id": new_id(), "event_id": event_id, "event_kind": "order.ready",
        "topic": "service", "urgency": Urgency.NORMAL, "state": NotificationState.DONE, "route": [], **about,
    }  # fmt: skip
    sent = {
        "id": delivery_id, "notification_id": notification_id, "channel": Channel.EMAIL,
        "address": "sophie@example.org", "state": DeliveryState.SENT, "standing": Standing.SENT,
        "handed_over_at": NOW, "message_id": message_id, **about,
    }  # fmt: skip

    def work(session):
        session.execute(insert(Event).values(**event))
        session.execute(insert(Notification).values(**notification))
        session.execute(insert(Delivery).values(**sent))
        return delivery_id

    return db.write_now(work)
