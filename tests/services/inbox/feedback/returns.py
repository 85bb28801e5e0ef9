# SPDX-License-Identifier: LicenseRef-Desk
"""Makes deliveries that have left, for what may come back of them."""

from datetime import timedelta

from sqlalchemy import select, update

from desk.models import ContactPoint, Delivery, Notification, new_id
from desk.models.vocabulary import AttemptOutcome, DeliveryState, MessageKind, PointKind
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.plan import Departure, Settlement
from desk.services.inbox.feedback import Applicable, FailedRecipient, FailureClass, Feedback
from tests.services.delivery.rows import EMAIL, NOON, intention, subject

ADDRESS = EMAIL.address


def person(session, *addresses):
    """Keep a customer with addresses; return what a notification to it is about."""
    about = subject(session)
    for position, address in enumerate(addresses or (ADDRESS,)):
        kind = PointKind.EMAIL if "@" in address else PointKind.PHONE
        session.add(
            ContactPoint(
                id=new_id(), customer_id=about.customer_id, kind=kind, address=address, position=position
            )
        )
    session.flush()
    return about


def sent(session, about=None, *, at=NOON, topic="commercial", **how):
    """Keep a delivery that left at `at`; return its row."""
    made = intention(about or person(session), due_at=at, **how)
    outbox = Outbox(session)
    outbox.add([made], at)
    id_ = session.scalar(select(Delivery.id).where(Delivery.notification_id == made.id))
    outbox.claim({id_: f"{id_}@shop.example"}, "me")
    departure = Departure(delivery_id=id_, provider_id="p", subject="Prête", content=b"x")
    outbox.hand_over([departure], "me", at)
    settled = Settlement(
        delivery_id=id_, notification_id=made.id, provider_id="p", number=1, started_at=at, ended_at=at,
        outcome=AttemptOutcome.ACCEPTED, state=DeliveryState.SENT,
    )  # fmt: skip
    outbox.settle([settled], at)
    session.execute(
        update(Notification).where(Notification.id == made.id).values(topic=topic, is_trial=False)
    )
    return session.execute(select(Delivery).where(Delivery.id == id_)).scalar_one()


def bounce(row, failure=FailureClass.HARD, *, address=ADDRESS, named=True, **how):
    """Return a report about a delivery; named: whether it names our Message-ID."""
    failed = FailedRecipient(address=address, failure=failure, status="5.1.1", diagnostic="550 no such user")
    kind = MessageKind.DELAY if failure is FailureClass.DELAY else MessageKind.BOUNCE
    feedback = Feedback(
        kind=kind,
        recipients=(failed,),
        original_message_id=row.message_id if named else "",
        is_automatic=True,
    )
    return Applicable(feedback=feedback, sender="mailer-daemon@mx.example", **how)


def fresh(session, row):
    session.expire_all()
    return session.get(Delivery, row.id)


def point(session, address=ADDRESS):
    session.expire_all()
    return session.scalars(select(ContactPoint).where(ContactPoint.address == address)).first()


def all_of(session, model):
    session.expire_all()
    return list(session.scalars(select(model).order_by(model.id)))


LATER = NOON + timedelta(hours=1)
