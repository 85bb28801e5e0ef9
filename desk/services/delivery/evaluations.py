# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps evaluations: every decision with its reasons, the negative ones too, for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.models import Customer, Evaluation, Event, Operator, Rule
from desk.models.vocabulary import Outcome, Reason
from desk.services.delivery.paging import newest_first
from desk.services.rules import JsonValue
from desk.services.shop import CUSTOMER_NAME
from desk.services.store import insert_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationDraft:
    """A decision to keep. trace: `rules.encode_steps` of its steps."""

    id: str
    event_id: str
    rule_id: str
    rule_version: int
    customer_id: str | None
    role: str
    outcome: Outcome
    reason: Reason | None
    trace: Sequence[JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRow:
    """A decision as kept. customer_name, rule_name: "" when they are gone."""

    id: str
    event_id: str
    event_kind: str
    rule_id: str
    rule_name: str
    rule_version: int
    customer_id: str | None
    customer_name: str
    role: str
    outcome: Outcome
    reason: Reason | None
    trace: Sequence[JsonValue]
    at: datetime


_APART = frozenset({"event_kind", "rule_name", "customer_name"})
_ROWS = (
    select(
        *(getattr(Evaluation, name) for name in EvaluationRow.__dataclass_fields__ if name not in _APART),
        func.coalesce(Event.kind, "").label("event_kind"),
        func.coalesce(Rule.name, "").label("rule_name"),
        # A member of staff stands where a customer does.
        func.coalesce(CUSTOMER_NAME, Operator.name, "").label("customer_name"),
    )
    .join(Event, Event.id == Evaluation.event_id, isouter=True)
    .join(Rule, Rule.id == Evaluation.rule_id, isouter=True)
    .join(Customer, Customer.id == Evaluation.customer_id, isouter=True)
    .join(Operator, Operator.id == Evaluation.customer_id, isouter=True)
)


class Evaluations:
    """Every decision that was made."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, drafts: Sequence[EvaluationDraft], at: datetime) -> None:
        """Keep decisions made `at`."""
        if drafts:
            insert_rows(
                self._session,
                Evaluation,
                [
                    {
                        "id": d.id,
                        "event_id": d.event_id,
                        "rule_id": d.rule_id,
                        "rule_version": d.rule_version,
                        "customer_id": d.customer_id,
                        "role": d.role,
                        "outcome": d.outcome,
                        "reason": d.reason,
                        "trace": d.trace,
                        "at": at,
                    }
                    for d in drafts
                ],
            )

    def page(
        self,
        *,
        event_id: str | None = None,
        rule_id: str | None = None,
        customer_id: str | None = None,
        after: str | None = None,
        limit: int = 200,
    ) -> tuple[EvaluationRow, ...]:
        """Return decisions, newest first, beginning after the one with id `after`."""
        wanted = (
            (Evaluation.event_id, event_id),
            (Evaluation.rule_id, rule_id),
            (Evaluation.customer_id, customer_id),
        )
        query = newest_first(_ROWS, Evaluation.id, wanted, after).limit(limit)
        return tuple(EvaluationRow(**row) for row in self._session.execute(query).mappings())
