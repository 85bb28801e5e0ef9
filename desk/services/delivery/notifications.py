# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps notifications readable: what is intended for whom, and where it stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import Customer, Notification, Rule
from desk.models.vocabulary import NotificationState, Reason, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationRow:
    """One intention."""

    id: str
    created_at: datetime
    event_id: str
    event_kind: str
    rule_id: str
    rule_name: str
    customer_id: str
    customer_name: str
    record_id: str | None
    state: NotificationState
    reason: Reason | None
    due_at: datetime
    expires_at: datetime | None
    topic: str
    urgency: Urgency
    language: str
    template_version_id: str | None
    leg: int


class Notifications:
    """What is intended."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self,
        *,
        event_id: str | None = None,
        record_id: str | None = None,
        customer_id: str | None = None,
        after: str | None = None,
        limit: int = 200,
    ) -> tuple[NotificationRow, ...]:
        """Return intentions, newest first, beginning after the one with id `after`."""
        query = (
            select(Notification, Rule.name, Customer.first_name, Customer.last_name, Customer.company)
            .join(Rule, Rule.id == Notification.rule_id, isouter=True)
            .join(Customer, Customer.id == Notification.customer_id, isouter=True)
            .order_by(Notification.id.desc())
            .limit(limit)
        )
        wanted = (
            (Notification.event_id, event_id),
            (Notification.record_id, record_id),
            (Notification.customer_id, customer_id),
        )
        for column, value in wanted:
            if value is not None:
                query = query.where(column == value)
        if after is not None:
            query = query.where(Notification.id < after)
        return tuple(
            NotificationRow(
                id=n.id,
                created_at=n.created_at,
                event_id=n.event_id,
                event_kind=n.event_kind,
                rule_id=n.rule_id,
                rule_name=rule or "",
                customer_id=n.customer_id,
                customer_name=f"{first or ''} {last or ''}".strip() or company or "",
                record_id=n.record_id,
                state=n.state,
                reason=n.reason,
                due_at=n.due_at,
                expires_at=n.expires_at,
                topic=n.topic,
                urgency=n.urgency,
                language=n.language,
                template_version_id=n.template_version_id,
                leg=n.leg,
            )
            for n, rule, first, last, company in self._session.execute(query)
        )
