# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what became of deliveries after they left: those that came back, those that were complained about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, exists, func, select, update
from sqlalchemy.orm import Session

from desk.models import ContactPoint, Delivery, Notification
from desk.models.vocabulary import Channel, DeliveryState, NotificationState
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.outbox_rows import WITH_STANDING, placed
from desk.services.delivery.standing import standing_of
from desk.services.delivery.totals import Totals
from desk.services.rules import POINT_KINDS
from desk.services.store import AnyRow, AnySelect, held

COMPLAINED = "complained"
"""Stands before the other side's words where somebody complained."""
HAS_LEFT = (
    DeliveryState.HANDED_OVER,
    DeliveryState.SENT,
    DeliveryState.DELIVERED,
    DeliveryState.UNCONFIRMED,
)
"""What can come back: it left, and is not known to have failed."""
FEW = 50

_TABLE = cast("Table", Delivery.__table__)
_ROW = WITH_STANDING.add_columns(
    _TABLE.c.address,
    _TABLE.c.message_id,
    _TABLE.c.handed_over_at,
    _TABLE.c.error,
    Notification.topic,
    Notification.is_trial,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A delivery that left. is_trial: only into the sandbox, whose answers say nothing about people."""

    id: str
    notification_id: str
    state: DeliveryState
    channel: Channel
    address: str
    topic: str
    customer_id: str
    is_trial: bool
    handed_over_at: datetime | None


class Returned:
    """What comes back by mail, sometimes days after the other side's server took it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_reference(self, message_id: str) -> Sent | None:
        """Return the delivery that left under a Message-ID of ours."""
        return self._one(_ROW.where(_TABLE.c.message_id == message_id)) if message_id else None

    def by_id(self, delivery_id: str) -> Sent | None:
        """Return a delivery."""
        return self._one(_ROW.where(_TABLE.c.id == delivery_id))

    def newest_to(self, channel: Channel, address: str, since: datetime) -> Sent | None:
        """Return what was last sent to an address after `since`; found by the customers who have it."""
        query = _to(self._people(channel, address), channel, address)
        query = query.where(_TABLE.c.handed_over_at > since, _TABLE.c.state.in_(HAS_LEFT))
        return self._one(query.order_by(_TABLE.c.id.desc()).limit(1))

    def last_failure(self, sent: Sent) -> datetime | None:
        """Return when the last other delivery to the same address came back."""
        query = select(func.max(_TABLE.c.settled_at)).where(
            _TABLE.c.customer_id.in_(self._people(sent.channel, sent.address) or {sent.customer_id}),
            _TABLE.c.address == sent.address,
            _TABLE.c.channel == sent.channel,
            _TABLE.c.state == DeliveryState.BOUNCED,
            _TABLE.c.id != sent.id,
        )
        return cast("datetime | None", self._session.scalar(query))

    def last_success(self, sent: Sent, after: datetime, before: datetime) -> datetime | None:
        """Return when something last left for the same address between two instants and did not come back."""
        query = select(func.max(_TABLE.c.handed_over_at)).where(
            _TABLE.c.customer_id.in_(self._people(sent.channel, sent.address) or {sent.customer_id}),
            _TABLE.c.address == sent.address,
            _TABLE.c.channel == sent.channel,
            _TABLE.c.state.in_((DeliveryState.SENT, DeliveryState.DELIVERED)),
            _TABLE.c.handed_over_at > after,
            _TABLE.c.handed_over_at < before,
            _TABLE.c.id != sent.id,
        )
        return cast("datetime | None", self._session.scalar(query))

    def bounce(self, delivery_id: str, said: str, now: datetime) -> bool:
        """Settle a delivery that came back and open the next leg of its route; False when that is known already.

        The next leg is decided about anew when it leaves: what has become pointless since then is not sent.
        """
        row = self._held(delivery_id)
        if row is None:
            return False
        state = DeliveryState.BOUNCED
        values = {
            "state": state,
            "standing": standing_of(state, None),
            "reason": None,
            "error": said[:500],
            "settled_at": now,
            "claimed_by": None,
        }
        self._session.execute(update(_TABLE).where(_TABLE.c.id == delivery_id).values(values))
        Totals(self._session).move([placed(row, row.standing)], [placed(row, standing_of(state, None))])
        if not self._went_on(row) and not Outbox(self._session).open_next([row], now):
            self._end(row.notification_id)
        return True

    def complain(self, delivery_id: str, said: str) -> bool:
        """Note in the history that somebody complained of a delivery; False when it is noted already."""
        row = self._held(delivery_id)
        if row is None or row.error.startswith(COMPLAINED):
            return False
        words = f"{COMPLAINED} {said}".strip()[:500]
        self._session.execute(update(_TABLE).where(_TABLE.c.id == delivery_id).values(error=words))
        return True

    def _went_on(self, row: AnyRow) -> bool:
        later = _TABLE.c.notification_id == row.notification_id, _TABLE.c.leg > row.leg
        return bool(self._session.scalar(select(exists().where(*later))))

    def _end(self, notification_id: str) -> None:
        query = update(Notification).where(Notification.id == notification_id)
        self._session.execute(query.values(state=NotificationState.DONE, reason=None))

    def _held(self, delivery_id: str) -> AnyRow | None:
        query = _ROW.where(_TABLE.c.id == delivery_id, _TABLE.c.state.in_(HAS_LEFT))
        return self._session.execute(held(query, of=_TABLE)).one_or_none()

    def _one(self, query: AnySelect) -> Sent | None:
        row = self._session.execute(query).first()
        return None if row is None else _sent(row)

    def _people(self, channel: Channel, address: str) -> Collection[str]:
        query = select(ContactPoint.customer_id).where(
            ContactPoint.kind == POINT_KINDS[channel], ContactPoint.address == address
        )
        return set(self._session.scalars(query.limit(FEW)))


def _to(people: Collection[str], channel: Channel, address: str) -> AnySelect:
    return _ROW.where(
        _TABLE.c.customer_id.in_(people), _TABLE.c.channel == channel, _TABLE.c.address == address
    )


def _sent(row: AnyRow) -> Sent:
    return Sent(
        id=row.id,
        notification_id=row.notification_id,
        state=row.state,
        channel=row.channel,
        address=row.address,
        topic=row.topic,
        customer_id=row.customer_id,
        is_trial=row.is_trial,
        handed_over_at=row.handed_over_at,
    )
