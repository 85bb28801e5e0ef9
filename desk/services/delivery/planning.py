# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what a decision makes of the outbox: an intention with its first delivery, or nothing."""

from datetime import datetime, timedelta

from desk.models import new_id
from desk.models.vocabulary import Channel, DeliveryState, NotificationState, Outcome, Reason
from desk.services.delivery.outbox import FAR_AWAY
from desk.services.delivery.plan import Intention, LegPlan, Subject
from desk.services.rules import Decision, Occasion, Person, RuleView

REACHABILITY = frozenset({Reason.NO_CONSENT, Reason.SUPPRESSED, Reason.NO_ADDRESS})
"""Reasons of a skip that history shows as a line of its own: the person was meant, but could not be reached."""
LOOK_AGAIN = timedelta(minutes=15)
"""When to look again at what waits for something that only staff can give."""


def intention_of(  # noqa: PLR0913, PLR0917 - a decision and all it was made of
    decision: Decision, occasion: Occasion, rule: RuleView, person: Person, evaluation_id: str, now: datetime
) -> Intention | None:
    """Return what to keep of a decision beside its evaluation; None when nobody was meant to be told."""
    subject = Subject(
        customer_id=person.customer_id,
        event_id=occasion.event_id,
        event_kind=occasion.kind,
        rule_id=rule.id,
        record_id=occasion.record_id,
        location_id=occasion.location.id if occasion.location else None,
    )
    if decision.outcome is Outcome.SKIP and decision.reason not in REACHABILITY:
        return None
    state, delivery_state, due_at = _start(decision, now)
    legs = tuple(
        LegPlan(channel=leg.channel, address=leg.address, point_id=leg.point_id) for leg in decision.legs
    )
    channels = rule.plan.channels
    return Intention(
        id=new_id(),
        evaluation_id=evaluation_id,
        subject=subject,
        template_version_id=rule.template_version_id,
        language=decision.language,
        topic=rule.spec.topic,
        urgency=rule.spec.urgency,
        state=state,
        delivery_state=delivery_state,
        reason=decision.reason,
        due_at=due_at,
        expires_at=decision.expires_at,
        route=legs,
        fallback_channel=next(iter(channels), Channel.EMAIL),
        delivery_id=new_id(),
    )


def _start(decision: Decision, now: datetime) -> tuple[NotificationState, DeliveryState, datetime]:
    if decision.outcome is Outcome.SKIP:
        return NotificationState.DONE, DeliveryState.UNDELIVERABLE, now
    if decision.reason is Reason.AWAITING_APPROVAL:
        return NotificationState.AWAITING_APPROVAL, DeliveryState.QUEUED, decision.due_at or FAR_AWAY
    due_at = decision.due_at or now + LOOK_AGAIN
    if decision.outcome is Outcome.HOLD:
        return NotificationState.HELD, DeliveryState.QUEUED, due_at
    return NotificationState.PLANNED, DeliveryState.QUEUED, due_at
