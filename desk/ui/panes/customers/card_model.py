# SPDX-License-Identifier: LicenseRef-Desk
"""What the card shows: one customer, and everything about them."""

from desk.models.identity import CustomerId
from desk.services.store import Change, Session
from desk.ui.detail_model import Detail, DetailModel
from desk.ui.panes.customers.readings import CardView, read_card

CardModel = DetailModel[CardView]


def _read(session: Session, customer_id: str, limit: int) -> CardView | None:
    return read_card(session, CustomerId(customer_id), limit)


CARD = Detail(
    read=_read,
    topics=(Change.CUSTOMERS, Change.CONSENT, Change.DELIVERIES, Change.EVALUATIONS, Change.RECORDS),
    first=40,
)
