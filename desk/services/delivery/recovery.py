# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps deliveries right after a crash: what never left goes back, what may have left waits for proof."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from desk.models import Content, Delivery, Notification
from desk.models.vocabulary import Channel, DeliveryState, NotificationState, Reason, Standing
from desk.services.delivery.forgetting import Forgetting
from desk.services.delivery.outbox_rows import placed
from desk.services.delivery.totals import Totals
from desk.services.store import AnyRow, held

LIMIT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A delivery whose answer was lost."""

    id: str
    channel: Channel
    message_id: str
    provider_id: str | None
    handed_over_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """How many deliveries went back to the queue, and how many wait for proof."""

    requeued: int = 0
    unconfirmed: int = 0


_WHERE = (
    Delivery.id,
    Delivery.rule_id,
    Delivery.channel,
    Delivery.created_at,
    Delivery.standing,
    Delivery.state,
)


class Recovery:
    """The way back to the truth."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._totals = Totals(session)

    def recover(self, dead: Collection[str], now: datetime) -> Recovered:
        """Free what `dead` holders claimed; at most LIMIT rows at a time.

        `sending` never left: it is queued again. `handed_over` may have left: it becomes unconfirmed, never a retry.
        """
        abandoned = select(*_WHERE).where(
            Delivery.state.in_((DeliveryState.SENDING, DeliveryState.HANDED_OVER)),
            Delivery.claimed_by.in_(list(dead)),
        )
        rows = self._session.execute(held(abandoned.limit(LIMIT))).all()
        before = [row for row in rows if row.state is DeliveryState.SENDING]
        after = [row for row in rows if row.state is DeliveryState.HANDED_OVER]
        self._requeue(before, now)
        self._doubt(after)
        return Recovered(requeued=len(before), unconfirmed=len(after))

    def take_back(self, delivery_ids: Collection[str], holder: str, now: datetime) -> int:
        """Queue again what `holder` claimed and knows for certain never left; return how many."""
        mine = select(*_WHERE).where(
            Delivery.id.in_(list(delivery_ids)),
            Delivery.claimed_by == holder,
            Delivery.state.in_((DeliveryState.SENDING, DeliveryState.HANDED_OVER)),
        )
        rows = self._session.execute(held(mine)).all()
        self._requeue(rows, now)
        return len(rows)

    def strays(self, holder: str, in_hand: Collection[str]) -> tuple[str, ...]:
        """Return what `holder` has claimed but does not carry: the claim was kept, and it never heard of it."""
        query = select(Delivery.id).where(
            Delivery.state == DeliveryState.SENDING, Delivery.claimed_by == holder
        )
        found = self._session.execute(query.limit(LIMIT)).scalars()
        return tuple(id_ for id_ in found if id_ not in in_hand)

    def holders(self) -> frozenset[str]:
        """Return who holds claims now."""
        query = (
            select(Delivery.claimed_by)
            .where(Delivery.state.in_((DeliveryState.SENDING, DeliveryState.HANDED_OVER)))
            .distinct()
            .limit(LIMIT)
        )
        return frozenset(row.claimed_by for row in self._session.execute(query) if row.claimed_by)

    def doubtful(self, after: str = "", limit: int = 100) -> tuple[Doubtful, ...]:
        """Return unconfirmed deliveries, oldest first, beginning after the one with id `after`."""
        query = (
            select(
                Delivery.id,
                Delivery.channel,
                Delivery.message_id,
                Delivery.provider_id,
                Delivery.handed_over_at,
            )
            .where(Delivery.standing == Standing.UNCONFIRMED, Delivery.id > after)
            .order_by(Delivery.id)
            .limit(limit)
        )
        return tuple(
            Doubtful(
                id=row.id,
                channel=row.channel,
                message_id=row.message_id or "",
                provider_id=row.provider_id,
                handed_over_at=row.handed_over_at,
            )
            for row in self._session.execute(query)
        )

    def resolve(self, delivery_id: str, *, arrived: bool, now: datetime) -> bool:
        """Settle an unconfirmed delivery by proof or by a person's word; False when it is unconfirmed no more.

        arrived: it is sent; else it is queued again.
        """
        query = (
            select(*_WHERE, Notification.event_id, Notification.event_kind)
            .join(Notification, Notification.id == Delivery.notification_id)
            .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.UNCONFIRMED)
        )
        row = self._session.execute(held(query, of=Delivery)).one_or_none()
        if row is None:
            return False
        if not arrived:
            self._requeue([row], now)
            return True
        self._session.execute(
            update(Delivery)
            .where(Delivery.id == delivery_id)
            .values(
                state=DeliveryState.SENT,
                standing=Standing.SENT,
                settled_at=now,
                claimed_by=None,
            )
        )
        self._totals.move([placed(row, row.standing)], [placed(row, Standing.SENT)])
        self._notifications([delivery_id], NotificationState.DONE)
        Forgetting(self._session).ended({row.event_id: row.event_kind})
        return True

    def _requeue(self, rows: Collection[AnyRow], now: datetime) -> None:
        ids = [row.id for row in rows]
        if not ids:
            return
        self._session.execute(delete(Content).where(Content.delivery_id.in_(ids)))
        self._session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids))
            .values(
                state=DeliveryState.QUEUED,
                standing=Standing.PLANNED,
                reason=None,
                due_at=now,
                handed_over_at=None,
                claimed_by=None,
            )
        )
        self._totals.move([placed(r, r.standing) for r in rows], [placed(r, Standing.PLANNED) for r in rows])
        self._notifications(ids, NotificationState.PLANNED)

    def _doubt(self, rows: Collection[AnyRow]) -> None:
        ids = [row.id for row in rows]
        if not ids:
            return
        self._session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids))
            .values(
                state=DeliveryState.UNCONFIRMED,
                standing=Standing.UNCONFIRMED,
                claimed_by=None,
            )
        )
        self._totals.move(
            [placed(r, r.standing) for r in rows], [placed(r, Standing.UNCONFIRMED) for r in rows]
        )
        self._notifications(ids, NotificationState.SENDING)

    def _notifications(
        self, delivery_ids: list[str], state: NotificationState, reason: Reason | None = None
    ) -> None:
        of = select(Delivery.notification_id).where(Delivery.id.in_(delivery_ids))
        self._session.execute(
            update(Notification)
            .where(Notification.id.in_(of))
            .values(state=state, reason=reason)
            .execution_options(synchronize_session=False)
        )
