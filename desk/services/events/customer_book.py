# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps new customers and the event that welcomes them together."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desk import clock
from desk.models.identity import CustomerId, EventId, OperatorId
from desk.services.events.deeds import Deeds
from desk.services.events.journal import Entry, Subject
from desk.services.shop import CustomerDraft, Customers


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChange:
    """What a change of a customer did. event_ids: in the order they were raised."""

    customer_id: CustomerId
    event_ids: tuple[EventId, ...] = ()


class CustomerBook:
    """Keeper of customers with their events. source: where they come from, as the journal notes it."""

    def __init__(self, session: Session, *, source: str = "window") -> None:
        self._customers = Customers(session)
        self._deeds = Deeds(session, source)

    def create(
        self, draft: CustomerDraft, *, operator: OperatorId | None = None, at: datetime | None = None
    ) -> CustomerChange:
        """Keep a new customer and raise customer.created; Refused names every field that is wrong."""
        customer_id = self._customers.create(draft)
        entry = Entry(
            kind="customer.created",
            key=customer_id,
            subject=Subject(customer_id=customer_id, operator_id=operator),
            at=at or clock.now(),
        )
        made = self._deeds.announce(entry)
        return CustomerChange(customer_id=customer_id, event_ids=(made,) if made else ())
