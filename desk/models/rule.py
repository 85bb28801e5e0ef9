# SPDX-License-Identifier: LicenseRef-Desk
"""Rules, and the totals of what each has done."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document, Id, Json, UtcDateTime, word
from desk.models.vocabulary import RuleState, Standing


class Rule(Base):
    """When what happens, who hears of it, on which way, unless."""

    __tablename__ = "rule"
    __table_args__ = (Index("ix_rule_event_kind", "event_kind", "state"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[str] = mapped_column(String(200))
    state: Mapped[RuleState] = mapped_column(word(RuleState), default=RuleState.PAUSED)
    event_kind: Mapped[str] = mapped_column(String(60))
    spec: Mapped[Json] = mapped_column(Document)
    """A `services.rules.spec.RuleSpec` as JSON."""
    template_id: Mapped[str | None] = mapped_column(Id, ForeignKey("template.id"))
    catalogue_key: Mapped[str | None] = mapped_column(String(80))
    """The event type whose ready rule this is, for "reset to default"."""


class RuleTotal(Base):
    """How many deliveries of a rule stand where; a counter, so that no list counts a million rows."""

    __tablename__ = "rule_total"

    rule_id: Mapped[str] = mapped_column(Id, primary_key=True)
    """Without a foreign key: a deleted rule's history keeps its totals."""
    standing: Mapped[Standing] = mapped_column(word(Standing), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)
