# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps notifications readable: what is intended for whom, and where it stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.models import Customer, Notification, Operator, Rule
from desk.models.vocabulary import NotificationState, Reason, Urgency
from desk.services.delivery.paging import newest_first
from desk.services.shop import CUSTOMER_NAME


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


_APART = frozenset({"rule_name", "customer_name"})
_ROWS = (
    select(
        *(getattr(Notification, name) for name in NotificationRow.__dataclass_fields__ if name not in _APART),
        func.coalesce(Rule.name, "").label("rule_name"),
        # A member of staff stands where a customer does.
        func.coalesce(CUSTOMER_NAME, Operator.name, "").label("customer_name"),
    )
    .join(Rule, Rule.id == Notification.rule_id, isouter=True)
    .join(Customer, Customer.id == Notification.customer_id, isouter=True)
    .join(Operator, Operator.id == Notification.customer_id, isouter=True)
)


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
        wanted = (
            (Notification.event_id, event_id),
            (Notification.record_id, record_id),
            (Notification.customer_id, customer_id),
        )
        query = newest_first(_ROWS, Notification.id, wanted, after).limit(limit)
        return tuple(NotificationRow(**row) for row in self._session.execute(query).mappings())
