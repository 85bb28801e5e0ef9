# SPDX-License-Identifier: LicenseRef-Desk
import asyncio

import pytest

from desk import clock
from desk.services.events import RecordBook
from desk.services.reminders import Agenda, Sweep
from desk.services.reminders import sweep as module
from desk.services.rules import Rulebook
from desk.services.store import Change
from tests.services.reminders.shopfront import (
    DAY,
    HOUR,
    NOW,
    a_customer,
    a_rule,
    an_order,
    change_trigger,
    until,
)


def upcoming(db):
    return [(row.event_kind, row.due_at) for row in db.read_now(lambda s: Agenda(s).upcoming())]


def sweep(db):
    asyncio.run(Sweep(db).sweep())


def test_the_first_sweep_plans_everything(any_db):
    with clock.fixed(NOW):
        any_db.write_now(lambda s: (a_rule(s), a_rule(s, "customer.birthday"), an_order(s), a_customer(s)))
        sweep(any_db)
    kinds = [kind for kind, _ in upcoming(any_db)]
    assert kinds == ["order.due_reminder", "customer.birthday", "customer.birthday"]


def test_later_sweeps_follow_what_changed(any_db):
    with clock.fixed(NOW):
        rule_id, record = any_db.write_now(lambda s: (a_rule(s), an_order(s)))
        sweep(any_db)
    with clock.fixed(NOW + HOUR):
        any_db.write_now(lambda s: (RecordBook(s).move_due(record, NOW + DAY), an_order(s)))
        sweep(any_db)
        assert [due for _, due in upcoming(any_db)] == [NOW + 3 * HOUR, NOW + DAY - 2 * HOUR]
        any_db.write_now(lambda s: change_trigger(s, rule_id, offset_minutes=-60))
        sweep(any_db)
        assert [due for _, due in upcoming(any_db)] == [NOW + 4 * HOUR, NOW + DAY - HOUR]
        any_db.write_now(lambda s: Rulebook(s).pause(rule_id))
        sweep(any_db)
        assert upcoming(any_db) == []


def test_a_sweep_without_changes_changes_nothing(db):
    with clock.fixed(NOW):
        db.write_now(lambda s: (a_rule(s), an_order(s)))
        sweep(db)
        ids = [row.id for row in db.read_now(lambda s: Agenda(s).upcoming())]
        sweep(db)
        assert [row.id for row in db.read_now(lambda s: Agenda(s).upcoming())] == ids


def test_when_the_clock_went_back_everything_is_looked_at_again(db):
    with clock.fixed(NOW + DAY):
        db.write_now(a_rule)
        sweep(db)
    with clock.fixed(NOW):
        db.write_now(an_order)
        sweep(db)
    assert [due for _, due in upcoming(db)] == [NOW + 3 * HOUR]


def test_the_worker_hears_of_changes(db, monkeypatch):
    monkeypatch.setattr(module, "CALM_S", 0.01)

    async def story():
        worker = asyncio.ensure_future(Sweep(db).run())
        await db.write(lambda s: (a_rule(s), an_order(s, due_at=clock.now() + DAY)), Change.RULES)
        await until(lambda: upcoming(db))
        worker.cancel()
        with pytest.raises(asyncio.CancelledError):
            await worker

    asyncio.run(story())
    assert len(upcoming(db)) == 1
