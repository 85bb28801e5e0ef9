# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps planned sends true to the facts: takes back what a later fact, an undo or a person has overtaken."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, select, update
from sqlalchemy.orm import Session, aliased

from desk.models import Delivery, Notification
from desk.models.vocabulary import DeliveryState, NotificationState, Reason, Standing
from desk.services.delivery.forgetting import Forgetting, carries_secrets
from desk.services.delivery.outbox import FAR_AWAY
from desk.services.delivery.outbox_rows import placed
from desk.services.delivery.totals import Totals
from desk.services.shop import Deed, needs
from desk.services.store import AnyRow, held, read_rows

LIMIT = 1000
AT_ONCE = timedelta(0)
NO_WORD: Mapping[str, object] = {}

_OPEN = (NotificationState.PLANNED, NotificationState.HELD, NotificationState.AWAITING_APPROVAL)
_MAY_STOP = (DeliveryState.QUEUED, DeliveryState.SENDING)
"""Before the point of no return; what is handed over cannot be called back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """What a fact kills: planned sends of these event types about its record, or about its customer."""

    event_id: str
    record_id: str | None
    customer_id: str | None
    about_subject: frozenset[str]
    about_customer: frozenset[str]


class Cancelling:
    """The ways a planned send is taken back."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._totals = Totals(session)

    def overtaken(self, facts: Collection[Overtaken], now: datetime) -> int:
        """Cancel what facts have overtaken, planned by earlier events; return how many."""
        records = {fact.record_id for fact in facts if fact.record_id}
        people = {fact.customer_id for fact in facts if fact.customer_id}
        kinds = {kind for fact in facts for kind in fact.about_subject | fact.about_customer}
        if not kinds:
            return 0
        waiting = read_rows(self._session, _PLANNED_ABOUT, records) if records else []
        waiting += read_rows(self._session, _PLANNED_FOR, people) if people else []
        dead = {
            row.id for row in waiting if row.event_kind in kinds and any(_kills(fact, row) for fact in facts)
        }
        return self._cancel(Notification.id.in_(dead), Reason.SUBJECT_CHANGED, now) if dead else 0

    def of_events(self, event_ids: Collection[str], now: datetime) -> int:
        """Cancel what undone events have planned; return how many.

        What could not be sent anyway counts no longer as unsent, unless it left by another leg: nobody meant it.
        """
        if not event_ids:
            return 0
        which = Notification.event_id.in_(list(event_ids))
        unsent = _OPEN_ROWS.where(which, Delivery.state == DeliveryState.UNDELIVERABLE, ~_HAS_LEFT)
        self._call_off(self._session.execute(held(unsent, of=Delivery)).all(), Reason.SUBJECT_CHANGED, now)
        return self._cancel(which, Reason.SUBJECT_CHANGED, now)

    def of_rules(self, rule_ids: Collection[str], now: datetime) -> int:
        """Cancel what rules that are gone have planned; return how many."""
        return (
            self._cancel(Notification.rule_id.in_(list(rule_ids)), Reason.RULE_PAUSED, now) if rule_ids else 0
        )

    @needs(Deed.RESEND)
    def of_deliveries(self, delivery_ids: Collection[str], now: datetime) -> int:
        """Cancel deliveries by a person's word; return how many could still be stopped."""
        of = select(Delivery.notification_id).where(Delivery.id.in_(list(delivery_ids)))
        return self._cancel(Notification.id.in_(of), Reason.STOPPED, now)

    def everything(self, now: datetime) -> int:
        """Cancel all that waits (the shop leaves trial mode: nothing of the trial may reach a customer)."""
        return self._cancel(Notification.state.in_(_OPEN), Reason.STOPPED, now)

    @needs(Deed.RESEND)
    def restore(self, delivery_ids: Collection[str], awaiting: Collection[str], now: datetime) -> int:
        """Take back `of_deliveries`; what is in `awaiting` waits for a person again. Return how many.

        What carried a code stays cancelled: the code is forgotten.
        """
        query = _OPEN_ROWS.where(
            Delivery.id.in_(list(delivery_ids)),
            Delivery.state == DeliveryState.CANCELLED,
            Delivery.reason == Reason.STOPPED,
            Notification.state == NotificationState.CANCELLED,
        )
        found = self._session.execute(held(query, of=Delivery))
        rows = [row for row in found if not carries_secrets(row.event_kind)]
        asked = [row for row in rows if row.id in awaiting]
        self._requeue([row for row in rows if row.id not in awaiting], now)
        self._await(asked)
        return len(rows)

    @needs(Deed.APPROVE)
    def withdraw(self, delivery_ids: Collection[str]) -> int:
        """Take back `approve`, as long as nothing has left; return how many."""
        query = _OPEN_ROWS.where(
            Delivery.id.in_(list(delivery_ids)),
            Delivery.state == DeliveryState.QUEUED,
            Notification.approved_at.is_not(None),
        )
        rows = self._session.execute(held(query, of=Delivery)).all()
        self._await(rows)
        return len(rows)

    @needs(Deed.APPROVE)
    def approve(
        self, delivery_ids: Collection[str], operator: str, now: datetime, *, grace: timedelta = AT_ONCE
    ) -> int:
        """Let go what waited for a person; it is decided on again before it leaves. Return how many.

        grace: how long the word can still be taken back.
        """
        query = _OPEN_ROWS.where(
            Delivery.id.in_(list(delivery_ids)),
            Delivery.state == DeliveryState.QUEUED,
            Delivery.reason == Reason.AWAITING_APPROVAL,
        )
        rows = self._session.execute(held(query, of=Delivery)).all()
        self._requeue(rows, now + grace, {"approved_at": now, "approved_by": operator})
        return len(rows)

    def _requeue(
        self, rows: Sequence[AnyRow], earliest: datetime, word: Mapping[str, object] = NO_WORD
    ) -> None:
        """Queue deliveries for when they were planned, `earliest` at the soonest."""
        if not rows:
            return
        planned = {"state": NotificationState.PLANNED, "reason": None, **word}
        self._session.execute(update(Notification), [{"id": r.notification_id, **planned} for r in rows])
        self._session.execute(
            update(Delivery),
            [
                {
                    "id": row.id,
                    "state": DeliveryState.QUEUED,
                    "reason": None,
                    "standing": Standing.PLANNED,
                    "settled_at": None,
                    "due_at": max(earliest, row.planned_for) if row.planned_for < FAR_AWAY else earliest,
                }
                for row in rows
            ],
        )
        self._move(rows, Standing.PLANNED)

    def _await(self, rows: Sequence[AnyRow]) -> None:
        """Let deliveries wait for a person."""
        if not rows:
            return
        asked = {
            "state": NotificationState.AWAITING_APPROVAL,
            "reason": Reason.AWAITING_APPROVAL,
            "approved_at": None,
            "approved_by": "",
        }
        self._session.execute(update(Notification), [{"id": r.notification_id, **asked} for r in rows])
        held = {
            "state": DeliveryState.QUEUED,
            "reason": Reason.AWAITING_APPROVAL,
            "standing": Standing.HELD,
            "settled_at": None,
            "due_at": FAR_AWAY,
        }
        self._session.execute(update(Delivery), [{"id": row.id, **held} for row in rows])
        self._move(rows, Standing.HELD)

    def _move(self, rows: Sequence[AnyRow], standing: Standing) -> None:
        self._totals.move([placed(r, r.standing) for r in rows], [placed(r, standing) for r in rows])

    def _cancel(self, which: ColumnElement[bool], reason: Reason, now: datetime) -> int:
        """Cancel all of `which`; it looks once more, for who was waited for may have opened the next leg."""
        count = self._cancel_some(which, reason, now)
        while done := self._cancel_some(which, reason, now):
            count += done
        return count

    def _cancel_some(self, which: ColumnElement[bool], reason: Reason, now: datetime) -> int:
        query = _OPEN_ROWS.where(which, Notification.state.in_(_OPEN), Delivery.state.in_(_MAY_STOP)).limit(
            LIMIT
        )
        rows = self._session.execute(held(query, of=Delivery)).all()
        self._call_off(rows, reason, now)
        return len(rows)

    def _call_off(self, rows: Sequence[AnyRow], reason: Reason, now: datetime) -> None:
        if not rows:
            return
        self._session.execute(
            update(Delivery),
            [
                {
                    "id": row.id,
                    "state": DeliveryState.CANCELLED,
                    "standing": Standing.CANCELLED,
                    "reason": reason,
                    "settled_at": now,
                    "claimed_by": None,
                }
                for row in rows
            ],
        )
        self._session.execute(
            update(Notification),
            [{"id": r.notification_id, "state": NotificationState.CANCELLED, "reason": reason} for r in rows],
        )
        self._move(rows, Standing.CANCELLED)
        Forgetting(self._session).ended({row.event_id: row.event_kind for row in rows})


_LEG = aliased(Delivery)
_HAS_LEFT = exists().where(
    _LEG.notification_id == Delivery.notification_id,
    _LEG.state.not_in((DeliveryState.UNDELIVERABLE, DeliveryState.CANCELLED, *_MAY_STOP)),
)

_PLANNED = select(
    Notification.id,
    Notification.event_id,
    Notification.event_kind,
    Notification.record_id,
    Notification.customer_id,
).where(Notification.state.in_(_OPEN))


_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_PLANNED_ABOUT = _PLANNED.where(Notification.record_id.in_(_IDS))
_PLANNED_FOR = _PLANNED.where(Notification.customer_id.in_(_IDS))


def _kills(fact: Overtaken, planned: AnyRow) -> bool:
    if planned.event_id >= fact.event_id:
        return False
    if planned.event_kind in fact.about_customer and planned.customer_id == fact.customer_id:
        return True
    if planned.event_kind not in fact.about_subject:
        return False
    if fact.record_id:
        return bool(planned.record_id == fact.record_id)
    return bool(planned.customer_id == fact.customer_id)


_OPEN_ROWS = select(
    Delivery.id,
    Delivery.notification_id,
    Delivery.rule_id,
    Delivery.channel,
    Delivery.created_at,
    Delivery.standing,
    Notification.due_at.label("planned_for"),
    Notification.event_id,
    Notification.event_kind,
).join(Notification, Notification.id == Delivery.notification_id)
