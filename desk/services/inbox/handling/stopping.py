# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps answers that wait to leave in step with their messages: what is deleted is not sent."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import Delivery, Message, Written
from desk.models.vocabulary import DeliveryState
from desk.services.delivery import Cancelling
from desk.services.shop import doing
from desk.services.store import portions

_WAITS = (DeliveryState.QUEUED, DeliveryState.SENDING)


class Stopping:
    """What people and bots wrote and what has not left; announce DELIVERIES."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def stop(self, message_ids: Collection[str], now: datetime) -> tuple[str, ...]:
        """Call off what of these messages waits to leave; return the deliveries, for `bring_back`."""
        waiting: list[str] = []
        for some in portions(message_ids):
            query = (
                select(Delivery.id)
                .join(Message, Message.delivery_id == Delivery.id)
                .join(Written, Written.notification_id == Delivery.notification_id)
                .where(Message.id.in_(some), Delivery.state.in_(_WAITS))
            )
            waiting += self._session.scalars(query)
        if waiting:
            with doing(self._session):
                Cancelling(self._session).of_deliveries(waiting, now)
        return tuple(waiting)

    def bring_back(self, delivery_ids: Collection[str], now: datetime) -> int:
        """Queue again what `stop` called off, for when it was to leave; return how many. The others stay cancelled."""
        if not delivery_ids:
            return 0
        with doing(self._session):
            return Cancelling(self._session).restore(delivery_ids, (), now)
