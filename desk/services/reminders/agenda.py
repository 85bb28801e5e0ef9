# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the agenda: the instants at which rules want events, each once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, delete, exists, func, select, update
from sqlalchemy.orm import Session

from desk.models import Timer, new_id
from desk.models.columns import Json
from desk.services.store import changed_rows, claimable, run_rows, upsert

_CHUNK = 500
_TABLE: Table = Timer.__table__  # type: ignore[assignment]  # a mapped class has a Table
_PENDING = Timer.fired_at.is_(None)
_MARK = update(_TABLE).where(_TABLE.c.id == bindparam("fired")).values(fired_at=bindparam("fired_on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerDraft:
    """An instant to be kept. key: rule, subject, offset and date, so that one occurrence is one event."""

    key: str
    due_at: datetime
    event_kind: str
    rule_id: str | None = None
    record_id: str | None = None
    customer_id: str | None = None
    payload: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerRow(TimerDraft):
    """An instant as kept."""

    id: str
    fired_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A rule with some of its subjects: records, or customers where the rule is about no record."""

    rule_id: str
    record_ids: tuple[str, ...] = ()
    customer_ids: tuple[str, ...] = ()

    @property
    def subjects(self) -> ColumnElement[bool]:
        """Return what its subjects' timers have in common, whatever the rule.

        Few subjects, maybe a hundred thousand timers of one rule: the subjects alone go to the database, which
        has no statistics and would take the rule's index.
        """
        if self.record_ids:
            return Timer.record_id.in_(self.record_ids)
        return Timer.customer_id.in_(self.customer_ids)

    def holds(self, rule_id: str | None, record_id: str | None) -> bool:
        """Whether a timer of one of the subjects is among those meant."""
        return rule_id == self.rule_id and (bool(self.record_ids) or record_id is None)


class Agenda:
    """Keeper of timers. Whoever changes them announces Change.TIMERS."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, drafts: Sequence[TimerDraft]) -> None:
        """Keep timers; one that waits under the same key moves, one that has fired stays as it is."""
        insert = upsert(self._session, _TABLE)
        statement = insert.on_conflict_do_update(
            index_elements=["key"],
            set_={"due_at": insert.excluded.due_at, "payload": insert.excluded.payload},
            where=_PENDING,
        )
        for start in range(0, len(drafts), _CHUNK):
            self._session.execute(statement, [_values(draft) for draft in drafts[start : start + _CHUNK]])

    def replace(self, drafts: Sequence[TimerDraft], scope: Scope, now: datetime) -> None:
        """Make `drafts` all that is to come for a rule and subjects; what is due or has fired stays."""
        kept = {draft.key for draft in drafts}
        columns = Timer.id, Timer.key, Timer.rule_id, Timer.record_id
        waiting = self._session.execute(select(*columns).where(scope.subjects, _PENDING, Timer.due_at > now))
        stale = [row.id for row in waiting if row.key not in kept and scope.holds(row.rule_id, row.record_id)]
        for start in range(0, len(stale), _CHUNK):
            self._session.execute(delete(Timer).where(Timer.id.in_(stale[start : start + _CHUNK])))
        self.put(drafts)

    def due(self, now: datetime, limit: int = 200) -> tuple[TimerRow, ...]:
        """Return what is due, the first first, claimed until the end of the transaction."""
        query = select(*_TABLE.c).where(_PENDING, Timer.due_at <= now).order_by(Timer.due_at).limit(limit)
        return tuple(_row(row) for row in self._session.execute(claimable(query)))

    def mark_fired(self, timer_ids: Collection[str], at: datetime) -> None:
        """Note that these have become events, or never will."""
        run_rows(self._session, _MARK, [{"fired": id_, "fired_on": at} for id_ in timer_ids])

    def has_due(self, now: datetime) -> bool:
        """Whether something is due."""
        return bool(self._session.scalar(select(exists().where(_PENDING, Timer.due_at <= now))))

    def next_due(self) -> datetime | None:
        """Return the earliest instant that waits; None for an empty agenda."""
        return self._session.scalar(select(Timer.due_at).where(_PENDING).order_by(Timer.due_at).limit(1))

    def cancel(
        self, *, rule_id: str | None = None, record_id: str | None = None, customer_id: str | None = None
    ) -> int:
        """Remove what waits for a rule, a record or a customer (all that are named); return how many."""
        named = (Timer.rule_id, rule_id), (Timer.record_id, record_id), (Timer.customer_id, customer_id)
        where = [column == value for column, value in named if value is not None]
        assert where, "nothing named would mean everything"
        return changed_rows(self._session, delete(Timer).where(_PENDING, *where))

    def waiting(self) -> int:
        """Return how many timers wait."""
        return self._session.scalar(select(func.count()).select_from(Timer).where(_PENDING)) or 0

    def upcoming(
        self, *, rule_id: str | None = None, record_id: str | None = None, limit: int = 200
    ) -> tuple[TimerRow, ...]:
        """Return what waits, the first first: all, or of a rule, or of a record."""
        query = select(*_TABLE.c).where(_PENDING).order_by(Timer.due_at, Timer.id).limit(limit)
        if rule_id is not None:
            query = query.where(Timer.rule_id == rule_id)
        if record_id is not None:
            query = query.where(Timer.record_id == record_id)
        return tuple(_row(row) for row in self._session.execute(query))

    def forget(self, before: datetime) -> int:
        """Remove what fired before an instant; the journal knows it for ever. Return how many."""
        return changed_rows(self._session, delete(Timer).where(Timer.fired_at < before))


def _values(draft: TimerDraft) -> dict[str, Any]:
    return {
        "id": new_id(),
        "key": draft.key,
        "due_at": draft.due_at,
        "event_kind": draft.event_kind,
        "rule_id": draft.rule_id,
        "record_id": draft.record_id,
        "customer_id": draft.customer_id,
        "payload": draft.payload,
        "fired_at": None,
    }


def _row(row: Row[*tuple[Any, ...]]) -> TimerRow:
    return TimerRow(
        id=row.id,
        key=row.key,
        due_at=row.due_at,
        event_kind=row.event_kind,
        rule_id=row.rule_id,
        record_id=row.record_id,
        customer_id=row.customer_id,
        payload=row.payload,
        fired_at=row.fired_at,
    )
