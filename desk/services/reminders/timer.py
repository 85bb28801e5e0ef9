# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the timer: what is due becomes an event, on the instant, once."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from desk import clock
from desk.errors import NotFound, Refused
from desk.models.identity import CustomerId, RecordId, RuleId
from desk.models.vocabulary import RuleState
from desk.services.events import Entry, RecordBook, Subject
from desk.services.reminders.agenda import Agenda, TimerRow
from desk.services.reminders.scheduler import Scheduler
from desk.services.reminders.timing import extra_fields
from desk.services.rules import RuleView, RuleViews, TriggerKind
from desk.services.store import Change, Database, Session, Waking

log = logging.getLogger(__name__)

BATCH = 50
"""Timers fired in one block; few, so that nobody else waits long."""

LONGEST = timedelta(seconds=30)
"""The clock is looked at that often: after sleep, and when somebody has set it."""


class TimerLoop:
    """The worker that fires timers. Waits are monotonic; only what is due is asked of the clock."""

    name = "timer"
    is_exclusive = True

    def __init__(self, db: Database) -> None:
        self._db = db
        self._count = 0

    async def run(self) -> None:
        """Fire for ever."""
        with Waking(self._db, (Change.TIMERS,)) as waking:
            while True:
                next_due = await self._fired_until_calm()
                await waking.wait(_pause_s(next_due))

    async def drain(self) -> int:
        """Fire until nothing is due; return how many were due."""
        before = self._count
        await self._fired_until_calm()
        return self._count - before

    async def _fired_until_calm(self) -> datetime | None:
        """Fire what is due; return what waits next. Between two blocks nothing is read: a block says it."""
        next_due = await self._db.read(lambda s: Agenda(s).next_due())
        while next_due is not None and next_due <= clock.now():
            count, next_due = await self._db.write(_fire_and_look, Change.EVENTS)
            self._count += count
            await asyncio.sleep(0)
        return next_due


def _pause_s(next_due: datetime | None) -> float:
    wait = LONGEST if next_due is None else min(LONGEST, next_due - clock.now())
    return max(0.0, wait.total_seconds())


def _fire_and_look(session: Session) -> tuple[int, datetime | None]:
    return fire_batch(session), Agenda(session).next_due()


def fire_batch(session: Session) -> int:
    """Make events of what is due, the first first, in this transaction; return how many there were.

    An event's key is its timer's, so that no timer ever makes two. What belongs to a rule that does not work,
    or to a subject that is gone, makes none.
    """
    now = clock.now()
    agenda = Agenda(session)
    rows = agenda.due(now, BATCH)
    rules = RuleViews(session).some({row.rule_id for row in rows if row.rule_id})
    book = RecordBook(session, source="timer")
    for row in rows:
        if _is_wanted(row, rules):
            _announce(book, row, rules, now)
    agenda.mark_fired([row.id for row in rows], now)
    _plan_next(session, rows, rules)
    return len(rows)


def _is_wanted(row: TimerRow, rules: Mapping[str, RuleView]) -> bool:
    """Whether the rule still works and still waits for this; a timer without a rule is always wanted."""
    if row.rule_id is None:
        return True
    rule = rules.get(row.rule_id)
    if rule is None or rule.state is not RuleState.ACTIVE:
        return False
    return rule.spec.trigger.event_kind == row.event_kind


def _announce(book: RecordBook, row: TimerRow, rules: Mapping[str, RuleView], now: datetime) -> None:
    rule = rules.get(row.rule_id or "")
    date_field = rule.spec.trigger.date_field if rule else ""
    subject = Subject(
        record_id=RecordId(row.record_id) if row.record_id else None,
        customer_id=CustomerId(row.customer_id) if row.customer_id else None,
        rule_id=RuleId(row.rule_id) if row.rule_id else None,
        source="timer",
    )
    try:
        extra = extra_fields(row.event_kind, date_field, row.payload, now)
        entry = Entry(kind=row.event_kind, key=row.key, snapshot=extra, subject=subject, at=row.due_at)
        book.announce(entry)
    except NotFound:
        log.info("timer %s: its subject is gone", row.key)
    except Refused as refused:
        log.warning("timer %s: %s", row.key, refused)


def _plan_next(session: Session, rows: tuple[TimerRow, ...], rules: Mapping[str, RuleView]) -> None:
    """Plan the next year of what fired; everything else was planned to its end."""
    yearly = [
        rule
        for rule in rules.values()
        if rule.spec.trigger.kind is TriggerKind.YEARLY and rule.state is RuleState.ACTIVE
    ]
    ids = {rule.id for rule in yearly}
    fired = [row for row in rows if row.rule_id in ids]
    if fired:
        Scheduler(session).next_of(
            yearly,
            record_ids={row.record_id for row in fired if row.record_id},
            customer_ids={row.customer_id for row in fired if row.customer_id and not row.record_id},
        )
