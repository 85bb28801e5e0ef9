# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what waits for a way out: it is due again as soon as there is one."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from desk.models import Delivery, Notification
from desk.models.vocabulary import Channel, Reason, Urgency
from desk.services.delivery.outbox import FAR_AWAY
from desk.services.delivery.outbox_rows import QUEUED
from desk.services.store import held

MOST = 5_000
"""So many are hurried along in one transaction, the oldest; the others come at their next look."""


class Waiting:
    """Deliveries that are held because no account could take them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hasten(self, channel: Channel, now: datetime) -> int:
        """Make due what waits for a way out on a channel, the oldest, at most MOST; return how many.

        Each takes its first due time again, so that all leave in their order.
        """
        query = (
            select(Delivery.id)
            .where(
                Delivery.state == QUEUED,
                Delivery.urgency.in_(Urgency),
                Delivery.channel == channel,
                Delivery.due_at > now,
                Delivery.due_at < FAR_AWAY,
                Delivery.reason.in_((Reason.PROVIDER_DOWN, Reason.NO_SENDER)),
            )
            .order_by(Delivery.id)
            .limit(MOST)
        )
        ids = self._session.execute(held(query)).scalars().all()
        first = select(Notification.due_at).where(
            Notification.id == Delivery.notification_id, Notification.due_at <= now
        )
        if ids:
            self._session.execute(
                update(Delivery)
                .where(Delivery.id.in_(ids))
                .values(due_at=func.coalesce(first.scalar_subquery(), now))
                .execution_options(synchronize_session=False)
            )
        return len(ids)
