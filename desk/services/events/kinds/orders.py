# SPDX-License-Identifier: LicenseRef-Desk
"""Work orders: what a shop takes in, mends and gives back."""

from desk.services.events.kind import PersonRole, Raises, RecordKind, Status
from desk.services.events.kinds.order_fields import ORDER
from desk.services.events.kinds.order_progress import PROGRESS
from desk.services.events.kinds.order_quotes import QUOTES
from desk.services.events.kinds.order_returns import RETURNS
from desk.services.events.kinds.order_times import TIMES
from desk.translation import N_

STATUSES: tuple[Status, ...] = (
    Status(code="new", label=N_("New order")),
    Status(code="in_progress", label=N_("In progress")),
    Status(code="quote_ready", label=N_("Quote sent"), raises="order.quote_ready", stamps="order.quoted_at"),
    Status(code="quote_accepted", label=N_("Quote accepted"), raises="order.quote_accepted"),
    Status(code="quote_refused", label=N_("Quote refused"), raises="order.quote_refused"),
    Status(code="waiting_parts", label=N_("Waiting for parts"), raises="order.waiting_parts"),
    Status(code="part_received", label=N_("Parts received"), raises="order.part_received"),
    Status(code="unrepairable", label=N_("Beyond repair"), raises="order.unrepairable"),
    Status(code="ready", label=N_("Ready"), raises="order.ready", stamps="order.ready_at"),
    Status(code="collected", label=N_("Collected"), is_open=False, raises="order.collected"),
    Status(code="abandoned", label=N_("Abandoned"), is_open=False),
    Status(code="cancelled", label=N_("Cancelled"), is_open=False, raises="order.cancelled"),
)

ORDERS = RecordKind(
    name="order",
    label=N_("Order"),
    label_many=N_("Orders"),
    fields=ORDER,
    statuses=STATUSES,
    roles=(
        PersonRole(code="customer", label=N_("Customer")),
        PersonRole(code="assignee", label=N_("Assignee"), is_staff=True),
        PersonRole(code="manager", label=N_("Manager in charge"), is_staff=True),
        PersonRole(code="staff", label=N_("Staff of the location"), is_staff=True),
    ),
    due_field="order.due_at",
    previous_due_field="order.previous_due_at",
    reference_field="order.number",
    title_field="order.item",
    assignee_field="order.assignee",
    withdrawn_status="cancelled",
    raises=Raises(
        created="order.created",
        status_changed="order.status_changed",
        status_changed_to="order.status_changed_to",
        due_moved="order.due_changed",
        assigned="order.assigned",
        reassigned="order.reassigned",
    ),
    event_types=PROGRESS + QUOTES + TIMES + RETURNS,
)
