# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from desk import clock
from desk.services.events import Journal
from desk.services.reminders import Agenda, Scheduler, TimerDraft, TimerLoop, fire_batch
from desk.services.reminders import timer as module
from desk.services.rules import ANCHOR, Rulebook
from desk.services.store import Change
from tests.services.reminders.shopfront import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    a_customer,
    a_rule,
    an_order,
    change_trigger,
    until,
)


def upcoming(db):
    return [row.due_at for row in db.read_now(lambda s: Agenda(s).upcoming())]


def fired(db, kind="order.due_reminder"):
    return [row for row in db.read_now(lambda s: Journal(s).unplanned(500)) if row.kind == kind]


def planned(db, **trigger):
    """Keep a rule and an order with its reminder; return both ids."""

    def work(session):
        rule_id, record = a_rule(session, **trigger), an_order(session)
        Scheduler(session).records_changed(record)
        return rule_id, record

    with clock.fixed(NOW):
        return db.write_now(work)


def fire_at(db, at):
    with clock.fixed(at):
        return db.write_now(fire_batch)


def test_what_is_due_becomes_an_event_with_all_that_is_known(any_db):
    rule_id, record = planned(any_db)
    assert fire_at(any_db, NOW + 3 * HOUR - timedelta(seconds=1)) == 0
    assert fire_at(any_db, NOW + 3 * HOUR) == 1
    (event,) = fired(any_db)
    assert (event.occurred_at, event.recorded_at) == (NOW + 3 * HOUR, NOW + 3 * HOUR)
    assert (event.subject.record_id, event.subject.rule_id, event.subject.source) == (
        record,
        rule_id,
        "timer",
    )
    assert event.snapshot[ANCHOR] == "2026-11-24T16:00:00+00:00"
    assert event.snapshot["minutes_left"] == 120
    assert event.snapshot["order.due_at"] == "2026-11-24T16:00:00+00:00"
    assert event.snapshot["customer.first_name"] == "Sophie"
    assert upcoming(any_db) == []


def test_no_timer_ever_makes_two_events(any_db):
    planned(any_db)
    fire_at(any_db, NOW + 3 * HOUR)

    def unfire(session):
        (timer,) = [Agenda(session)._session.connection()]
        timer.exec_driver_sql("UPDATE timer SET fired_at = NULL")

    any_db.write_now(unfire)  # as if the mark had been lost
    assert fire_at(any_db, NOW + 3 * HOUR) == 1
    assert len(fired(any_db)) == 1


def test_after_a_day_of_sleep_it_comes_late_once_and_says_when_it_should_have_come(any_db):
    planned(any_db)
    assert fire_at(any_db, NOW + DAY) == 1
    (event,) = fired(any_db)
    assert event.occurred_at == NOW + 3 * HOUR
    assert event.recorded_at == NOW + DAY
    assert fire_at(any_db, NOW + 2 * DAY) == 0


def test_a_clock_set_ahead_and_back_makes_nothing_twice_and_loses_nothing(db):
    planned(db, further_offsets=(-60,))
    assert fire_at(db, NOW + 3 * HOUR + MINUTE) == 1
    assert fire_at(db, NOW - DAY) == 0  # the clock went back
    assert fire_at(db, NOW + 3 * HOUR + MINUTE) == 0
    assert fire_at(db, NOW + DAY) == 1  # and ahead
    assert len(fired(db)) == 2


@pytest.mark.parametrize("act", [Rulebook.pause, Rulebook.delete])
def test_a_rule_that_no_longer_works_makes_no_event(db, act):
    rule_id, _ = planned(db)
    db.write_now(lambda s: act(Rulebook(s), rule_id))
    assert fire_at(db, NOW + 3 * HOUR) == 1
    assert fired(db) == []
    assert upcoming(db) == []


def test_a_rule_that_is_about_something_else_by_now_makes_no_event(db):
    rule_id, _ = planned(db)
    db.write_now(lambda s: change_trigger(s, rule_id, event_kind="order.overdue", offset_minutes=1440))
    fire_at(db, NOW + 3 * HOUR)
    assert fired(db) == []


def test_a_subject_that_is_gone_makes_no_event(db):
    lost = TimerDraft(
        key="k",
        due_at=NOW,
        event_kind="order.due_reminder",
        record_id="gone",
        payload={"anchor": "2026-11-24"},
    )
    db.write_now(lambda s: Agenda(s).put([lost]))
    assert fire_at(db, NOW) == 1
    assert fired(db) == []


def test_a_timer_that_cannot_be_told_is_warned_of_and_harms_no_other(db, log_guard):
    planned(db)
    wrong = TimerDraft(key="k", due_at=NOW, event_kind="no.such", customer_id="c", payload={})
    db.write_now(lambda s: Agenda(s).put([wrong]))
    log_guard.expect("unknown_event_kind")
    assert fire_at(db, NOW + 3 * HOUR) == 2
    assert len(fired(db)) == 1


def test_a_birthday_that_fires_makes_place_for_the_next(any_db):
    def work(session):
        a_rule(session, "customer.birthday")
        Scheduler(session).customers_changed(a_customer(session))

    with clock.fixed(NOW):
        any_db.write_now(work)
    due = datetime(2027, 9, 12, 8, 0, tzinfo=UTC)
    assert upcoming(any_db) == [due]
    fire_at(any_db, due)
    assert upcoming(any_db) == [datetime(2028, 9, 12, 8, 0, tzinfo=UTC)]
    (event,) = fired(any_db, "customer.birthday")
    assert (event.snapshot["days_ahead"], event.snapshot["age"]) == (3, 39)


def test_a_backlog_is_worked_off_in_blocks(db, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 2)

    def work(session):
        a_rule(session)
        Scheduler(session).records_changed(*(an_order(session) for _ in range(5)))

    with clock.fixed(NOW):
        db.write_now(work)
    with clock.fixed(NOW + DAY):
        assert asyncio.run(TimerLoop(db).drain()) == 5
    assert len(fired(db)) == 5


def test_the_worker_sleeps_until_the_next_timer_and_hears_of_new_ones(db):
    async def story():
        worker = asyncio.ensure_future(TimerLoop(db).run())
        await asyncio.sleep(0.05)

        def work(session):
            soon = TimerDraft(
                key="k",
                due_at=clock.now() + timedelta(seconds=0.2),
                event_kind="order.due_reminder",
                record_id=an_order(session),
            )
            Agenda(session).put([soon])

        await db.write(work, Change.TIMERS)
        await until(lambda: fired(db))
        worker.cancel()
        with pytest.raises(asyncio.CancelledError):
            await worker

    asyncio.run(story())
    (event,) = fired(db)
    assert event.recorded_at >= event.occurred_at


def test_the_clock_is_looked_at_every_half_minute_at_least():
    with clock.fixed(NOW):
        assert module._pause_s(None) == 30
        assert module._pause_s(NOW + 3 * HOUR) == 30
        assert module._pause_s(NOW + timedelta(seconds=5)) == 5
        assert module._pause_s(NOW - DAY) == 0
