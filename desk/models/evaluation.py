# SPDX-License-Identifier: LicenseRef-Desk
"""Evaluations: what was decided for an event, a rule and a person, and why."""

from datetime import datetime

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import Outcome, Reason


class Evaluation(Base):
    """The result of event × rule × person; kept for ever, without foreign keys, so that nothing erases a why."""

    __tablename__ = "evaluation"
    __table_args__ = (
        Index("ix_evaluation_event_id", "event_id"),
        Index("ix_evaluation_rule_id", "rule_id", "id"),
        Index("ix_evaluation_customer_id", "customer_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    event_id: Mapped[str] = mapped_column(Id)
    rule_id: Mapped[str] = mapped_column(Id)
    rule_version: Mapped[int] = mapped_column(Integer)
    customer_id: Mapped[str | None] = mapped_column(Id)
    role: Mapped[str] = mapped_column(String(40), default="customer")
    outcome: Mapped[Outcome] = mapped_column(word(Outcome))
    reason: Mapped[Reason | None] = mapped_column(word(Reason))
    """The one that decided; None for a plain send."""
    trace: Mapped[list[Json]] = mapped_column(Document)
    """Ordered steps as rows [code, passed, details?, reason?]; `services.rules.encode_steps`."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
