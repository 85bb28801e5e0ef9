# SPDX-License-Identifier: LicenseRef-Desk
"""Makes lines and details of sends out of nothing, for what only thinks."""

from datetime import UTC, datetime

from desk.models.vocabulary import AttemptOutcome, Channel, DeliveryState, Outcome
from desk.services.delivery import AttemptRow, DeliveryDetail, DeliveryRow
from desk.services.delivery.standing import standing_of

AT = datetime(2026, 3, 10, 13, 30, tzinfo=UTC)


def line(state=DeliveryState.SENT, reason=None, **more):
    """Return one line."""
    values = {
        "id": "d1", "created_at": AT, "due_at": AT, "settled_at": None, "customer_id": "c1",
        "customer_name": "Sophie Bernard", "rule_id": "r1", "rule_name": "Order ready", "channel": Channel.EMAIL,
        "address": "sophie.bernard@mail.example", "record_id": None, "record_reference": "", "attempts": 0,
        "error": "", "message_id": "m1@desk.example", "resend_of": None,
    }  # fmt: skip
    return DeliveryRow(state=state, standing=standing_of(state, reason), reason=reason, **{**values, **more})


def detail(row=None, **more):
    """Return everything about one send."""
    values = {
        "event_id": "e1", "event_kind": "order.ready", "notification_id": "n1", "evaluation_id": "v1",
        "rule_version": 3, "outcome": Outcome.SEND, "decision_reason": None, "decided_at": AT,
        "trace": [["event", True, {"kind": "order.ready"}], ["rule", True, {"version": "3", "state": "active"}]],
        "language": "en", "topic": "operational", "provider_name": "Mailbox", "attempts": (), "content": None,
    }  # fmt: skip
    return DeliveryDetail(row=row or line(), **{**values, **more})


def attempt(outcome=AttemptOutcome.ACCEPTED, code="250", reply="2.0.0 Ok", number=1):
    """Return one call to a provider."""
    return AttemptRow(
        number=number,
        started_at=AT,
        ended_at=AT,
        outcome=outcome,
        code=code,
        reply=reply,
        provider_name="Mailbox",
    )
