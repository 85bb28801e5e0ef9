# SPDX-License-Identifier: LicenseRef-Desk
"""The table of contents of the catalogue: one file per area, one line in a tuple."""

from desk.services.events.kind import EventType, RecordKind
from desk.services.events.kinds.accounts import ACCOUNT_EVENTS
from desk.services.events.kinds.appointments import APPOINTMENTS
from desk.services.events.kinds.conversations import CONVERSATION_EVENTS, WRITTEN
from desk.services.events.kinds.customers import CUSTOMER_EVENTS
from desk.services.events.kinds.leads import LEADS
from desk.services.events.kinds.orders import ORDERS

KINDS: tuple[RecordKind, ...] = (ORDERS, APPOINTMENTS, LEADS)

ABOUT_CUSTOMERS: tuple[EventType, ...] = CUSTOMER_EVENTS + ACCOUNT_EVENTS + CONVERSATION_EVENTS

UNRULED: tuple[EventType, ...] = (WRITTEN,)
"""What is recorded, and offered to no rule."""

AREAS: tuple[str, ...] = ("orders", "appointments", "leads", "customers", "accounts", "conversations")
"""The areas that `resources/texts` has ready texts of."""
