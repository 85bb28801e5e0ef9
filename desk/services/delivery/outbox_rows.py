# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the shapes of the outbox's rows: what is read of them and how values become them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import BindParameter, Table, bindparam, func, literal_column, select, update

from desk.models import Delivery, Notification, new_id
from desk.models.vocabulary import DeliveryState, NotificationState, Reason, Standing
from desk.services.delivery.plan import Due, Intention, LegPlan, Settlement, Subject, Verdict
from desk.services.delivery.standing import standing_of
from desk.services.delivery.totals import Placed, day_of
from desk.services.store import AnyRow, held

_NOTIFICATION_AFTER = {
    DeliveryState.SENT: NotificationState.DONE,
    DeliveryState.DELIVERED: NotificationState.DONE,
    DeliveryState.BOUNCED: NotificationState.DONE,
    DeliveryState.FAILED: NotificationState.DONE,
    DeliveryState.UNDELIVERABLE: NotificationState.DONE,
    DeliveryState.CANCELLED: NotificationState.CANCELLED,
    DeliveryState.UNCONFIRMED: NotificationState.SENDING,
}
"""What a notification becomes with its last delivery."""

# Columns of the tables, not of the classes: these statements run for every message, and rows are all they need.
_TABLE = cast("Table", Delivery.__table__)
_NOTIFICATION = cast("Table", Notification.__table__)
_D, _N = _TABLE.c, _NOTIFICATION.c
_IDS: BindParameter[str] = bindparam("ids", expanding=True)

DUE = select(
    _D.id,
    _D.notification_id,
    _D.leg,
    _D.channel,
    _D.address,
    _D.attempts,
    _D.due_at,
    _D.message_id,
    _D.resend_of,
    _D.customer_id,
    _D.rule_id,
    _D.record_id,
    _D.location_id,
    _N.event_id,
    _N.event_kind,
    _N.route,
    _N.due_at.label("first_due"),
    _N.template_version_id,
    _N.language,
    _N.topic,
    _N.urgency,
    _N.approved_at,
    _N.is_trial,
).join_from(_TABLE, _NOTIFICATION, _N.id == _D.notification_id)

WITH_STANDING = select(
    _D.id,
    _D.notification_id,
    _D.leg,
    _D.state,
    _D.standing,
    _D.channel,
    _D.created_at,
    _D.attempts,
    _D.due_at,
    _D.urgency,
    _D.resend_of,
    _D.customer_id,
    _D.rule_id,
    _D.record_id,
    _D.location_id,
    _D.provider_reference,
    _D.claimed_by,
    _N.event_id,
    _N.event_kind,
    _N.route,
).join_from(_TABLE, _NOTIFICATION, _N.id == _D.notification_id)

OPEN_STATES = (
    DeliveryState.QUEUED,
    DeliveryState.SENDING,
    DeliveryState.HANDED_OVER,
    DeliveryState.UNCONFIRMED,
)
"""What has not come to an end."""

CONCLUDE = (
    update(_TABLE)  # the table, not the class: many rows by one prepared statement
    .where(_TABLE.c.id == bindparam("key"))
    .values(
        state=bindparam("to_state"),
        standing=bindparam("to_standing"),
        reason=bindparam("to_reason"),
        error=bindparam("to_error"),
        due_at=bindparam("to_due"),
        attempts=bindparam("to_attempts"),
        settled_at=bindparam("to_settled"),
        provider_reference=bindparam("to_reference"),
        claimed_by=None,
    )
)

CLAIM = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("key"))
    .values(
        state=DeliveryState.SENDING.value,
        claimed_by=bindparam("to_holder"),
        message_id=bindparam("to_message_id"),
        address=func.coalesce(bindparam("to_address"), _TABLE.c.address),
    )
)
HAND_OVER = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("key"),
        _TABLE.c.state == DeliveryState.SENDING.value,
        _TABLE.c.claimed_by == bindparam("holder"),
    )
    .values(
        state=DeliveryState.HANDED_OVER.value,
        handed_over_at=bindparam("to_at"),
        provider_id=bindparam("to_provider"),
    )
)
FOLLOW = (
    update(_NOTIFICATION)
    .where(_NOTIFICATION.c.id == bindparam("key"))
    .values(state=bindparam("to_state"), reason=bindparam("to_reason"))
)


QUEUED = literal_column("'queued'", _D.state.type)
"""Written out, not bound: only so does SQLite see that the index of what is open will do."""
QUEUED_OF = select(_D.id, _D.due_at, _D.attempts, _D.message_id).where(
    _D.state == QUEUED, _D.urgency == bindparam("urgency"), _D.channel == bindparam("channel")
)
"""urgency, channel: of which; that index gives them in the order in which they are due."""
FIRST_OF = QUEUED_OF.order_by(_D.due_at).limit(1)
Mark = tuple[datetime, int, str | None]
"""When a delivery is due, how often it was tried, under which Message-ID: any claim that came between shows in it."""
DUE_AMONG = DUE.where(_D.id.in_(_IDS))
"""ids: deliveries."""
# In one order, so that two who want the same rows do not wait for each other in a circle.
OPEN_AMONG = held(WITH_STANDING.where(_D.id.in_(_IDS), _D.state.in_(OPEN_STATES)).order_by(_D.id), of=_TABLE)
"""ids: deliveries; those that came to an end are left out. They stay as read until the commit."""
HELD_BY = held(
    select(_D.id)
    .where(_D.id.in_(_IDS), _D.state == DeliveryState.SENDING, _D.claimed_by == bindparam("holder"))
    .order_by(_D.id)
)
"""ids: deliveries; those that `holder` may hand over. They stay as read until the commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What came with verdicts. holder: whose claims they are about, "" when that is not asked.

    references: delivery id → the other side's id. tried: delivery id → how many tries there were.
    """

    holder: str = ""
    references: Mapping[str, str] = field(default_factory=dict)
    tried: Mapping[str, int] = field(default_factory=dict)

    def may_touch(self, claimed_by: str | None) -> bool:
        """Whether a delivery is the holder's or nobody's; what another has claimed since is left alone."""
        return not self.holder or claimed_by in (None, self.holder)


def may_become(now: DeliveryState, then: DeliveryState) -> bool:
    """Say whether a state may follow: unconfirmed is settled by a real answer only, and never put back unproven."""
    return now is not DeliveryState.UNCONFIRMED or then in (
        DeliveryState.SENT,
        DeliveryState.FAILED,
        DeliveryState.BOUNCED,
    )


def outcome_values(row: AnyRow, verdict: Verdict, now: datetime, answers: Answers) -> dict[str, object]:
    """Return what a verdict writes into its delivery."""
    open_still = verdict.state is DeliveryState.QUEUED
    return {
        "key": verdict.delivery_id,
        "to_state": verdict.state,
        "to_standing": standing_of(verdict.state, verdict.reason),
        "to_reason": verdict.reason,
        "to_error": verdict.error[:500],
        "to_due": verdict.due_at or row.due_at,
        "to_attempts": answers.tried.get(verdict.delivery_id, row.attempts),
        "to_settled": None if open_still else now,
        "to_reference": answers.references.get(verdict.delivery_id, row.provider_reference),
    }


def notification_state(verdict: Verdict) -> NotificationState:
    """Return what a notification becomes with a verdict on its last delivery."""
    if verdict.state is DeliveryState.CANCELLED and verdict.reason is Reason.TOO_OLD:
        return NotificationState.EXPIRED
    waits = NotificationState.HELD if verdict.reason else NotificationState.PLANNED
    return _NOTIFICATION_AFTER.get(verdict.state, waits)


def placed(row: AnyRow, standing: Standing) -> Placed:
    """Return where a delivery counts with a standing."""
    return Placed(rule_id=row.rule_id, day=day_of(row.created_at), channel=row.channel, standing=standing)


def notification_values(intention: Intention, now: datetime, *, is_trial: bool) -> dict[str, object]:
    """Return the row of a new notification."""
    subject = intention.subject
    return {
        "id": intention.id,
        "created_at": now,
        "evaluation_id": intention.evaluation_id,
        "event_id": subject.event_id,
        "event_kind": subject.event_kind,
        "rule_id": subject.rule_id,
        "template_version_id": intention.template_version_id,
        "customer_id": subject.customer_id,
        "record_id": subject.record_id,
        "location_id": subject.location_id,
        "language": intention.language,
        "topic": intention.topic,
        "urgency": intention.urgency,
        "state": intention.state,
        "reason": intention.reason,
        "due_at": intention.due_at,
        "expires_at": intention.expires_at,
        "route": [leg.as_json() for leg in intention.route],
        "leg": 0,
        "approved_by": intention.author,
        "is_trial": is_trial,
    }


def delivery_values(intention: Intention) -> dict[str, Any]:
    """Return the row of a new notification's first delivery."""
    subject = intention.subject
    leg = intention.route[0] if intention.route else LegPlan(channel=intention.fallback_channel, address="")
    return {
        "id": intention.delivery_id or new_id(),
        "notification_id": intention.id,
        "message_id": intention.message_id,
        "leg": 0,
        "channel": leg.channel,
        "address": leg.address,
        "state": intention.delivery_state,
        "reason": intention.reason,
        "urgency": intention.urgency,
        "due_at": intention.due_at,
        "resend_of": intention.resend_of,
        "customer_id": subject.customer_id,
        "rule_id": subject.rule_id,
        "record_id": subject.record_id,
        "location_id": subject.location_id,
    }


def next_leg_values(row: AnyRow, now: datetime) -> dict[str, Any] | None:
    """Return the row of the delivery that follows the one in `row`; None when that was the last leg."""
    number = row.leg + 1
    if number >= len(row.route):
        return None
    leg = LegPlan.from_json(row.route[number])
    return {
        "id": new_id(),
        "notification_id": row.notification_id,
        "leg": number,
        "channel": leg.channel,
        "address": leg.address,
        "state": DeliveryState.QUEUED,
        "reason": None,
        "urgency": row.urgency,
        "due_at": now,
        "resend_of": row.resend_of,
        "customer_id": row.customer_id,
        "rule_id": row.rule_id,
        "record_id": row.record_id,
        "location_id": row.location_id,
    }


def mark_of(row: AnyRow | Due) -> Mark:
    """Return what tells a delivery from the same one after somebody had claimed it."""
    return row.due_at, row.attempts, row.message_id


def due_of(row: AnyRow) -> Due:
    """Return a due delivery from its joined row."""
    return Due(
        id=row.id,
        notification_id=row.notification_id,
        subject=Subject(
            customer_id=row.customer_id,
            event_id=row.event_id,
            event_kind=row.event_kind,
            rule_id=row.rule_id,
            record_id=row.record_id,
            location_id=row.location_id,
        ),
        leg=row.leg,
        route=tuple(LegPlan.from_json(leg) for leg in row.route),
        channel=row.channel,
        address=row.address,
        attempts=row.attempts,
        due_at=row.due_at,
        first_due=row.first_due,
        message_id=row.message_id,
        resend_of=row.resend_of,
        template_version_id=row.template_version_id,
        language=row.language,
        topic=row.topic,
        urgency=row.urgency,
        approved=row.approved_at is not None,
        is_trial=row.is_trial,
    )


def attempt_values(settlement: Settlement) -> dict[str, object]:
    """Return the row of one call to a provider."""
    return {
        "id": new_id(),
        "delivery_id": settlement.delivery_id,
        "number": settlement.number,
        "provider_id": settlement.provider_id,
        "started_at": settlement.started_at,
        "ended_at": settlement.ended_at,
        "outcome": settlement.outcome,
        "code": settlement.code[:40],
        "reply": settlement.reply[:500],
    }
