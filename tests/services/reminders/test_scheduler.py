# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, date, datetime

import pytest

from desk import clock
from desk.services.events import RecordBook
from desk.services.reminders import Agenda, Scheduler
from desk.services.reminders import scheduler as module
from desk.services.rules import Rulebook, RuleViews
from tests.services.reminders.shopfront import (
    DAY,
    HOUR,
    NOW,
    a_customer,
    a_rule,
    an_order,
    change_trigger,
)


@pytest.fixture(autouse=True)
def noon():
    with clock.fixed(NOW):
        yield


def upcoming(db):
    return [(row.event_kind, row.due_at) for row in db.read_now(lambda s: Agenda(s).upcoming())]


def test_a_record_that_changes_moves_its_timer(any_db):
    def work(session):
        a_rule(session)
        record = an_order(session)
        Scheduler(session).records_changed(record)
        return record

    record = any_db.write_now(work)
    assert upcoming(any_db) == [("order.due_reminder", NOW + 3 * HOUR)]

    def move(session):
        RecordBook(session).move_due(record, NOW + DAY)
        Scheduler(session).records_changed(record)

    any_db.write_now(move)
    assert upcoming(any_db) == [("order.due_reminder", NOW + DAY - 2 * HOUR)]

    def close(session):
        RecordBook(session).change_status(record, "collected")
        Scheduler(session).records_changed(record)

    any_db.write_now(close)
    assert upcoming(any_db) == []


def test_only_active_rules_count(db):
    def work(session):
        a_rule(session, active=False)
        Scheduler(session).records_changed(an_order(session))

    db.write_now(work)
    assert upcoming(db) == []


def test_a_customers_birthday_is_planned_a_year_ahead(any_db):
    def work(session):
        a_rule(session, "customer.birthday", offset_minutes=0, further_offsets=())
        leapling, summer = (
            a_customer(session, birth_date=date(1988, 2, 29)),
            a_customer(session, birth_date=date(1990, 7, 1)),
        )
        Scheduler(session).customers_changed(leapling, summer, "gone")

    any_db.write_now(work)
    assert upcoming(any_db) == [
        ("customer.birthday", datetime(2027, 2, 28, 9, 0, tzinfo=UTC)),
        ("customer.birthday", datetime(2027, 7, 1, 8, 0, tzinfo=UTC)),
    ]


def test_what_has_fired_is_planned_on_for_its_own_rule_and_subject_only(db):
    def work(session):
        rule_id = a_rule(session, "customer.birthday")
        a_rule(session, "customer.inactive")
        customer, other = a_customer(session), a_customer(session)
        an_order(session, customer_id=customer)
        rules = tuple(RuleViews(session).some({rule_id}).values())
        Scheduler(session).next_of(rules, customer_ids={customer})
        (row,) = Agenda(session).upcoming()
        assert (row.rule_id, row.customer_id) == (rule_id, customer) != (rule_id, other)
        Scheduler(session).next_of(rules)
        assert Agenda(session).waiting() == 1

    db.write_now(work)


def test_a_visit_moves_what_counts_from_the_last_one(db):
    def work(session):
        a_rule(session, "customer.inactive")
        customer = a_customer(session)
        Scheduler(session).customers_changed(customer)
        assert Agenda(session).waiting() == 0
        Scheduler(session).records_changed(an_order(session, customer_id=customer))

    db.write_now(work)
    assert upcoming(db) == [("customer.inactive", datetime(2027, 5, 23, 8, 0, tzinfo=UTC))]


def test_a_rule_is_planned_page_by_page(db, monkeypatch):
    monkeypatch.setattr(module, "PAGE", 2)

    def work(session):
        rule_id = a_rule(session)
        for _ in range(5):
            an_order(session)
        return rule_id

    rule_id = db.write_now(work)
    after, pages = "", 0
    while after is not None:
        start = after
        after = db.write_now(lambda s: Scheduler(s).rule_changed(rule_id, after=start))  # noqa: B023 - at once
        pages += 1
    assert pages == 3
    assert len(upcoming(db)) == 5


def test_a_changed_trigger_moves_what_waits(db):
    rule_id = db.write_now(a_rule)

    def plan(session):
        an_order(session)
        Scheduler(session).rule_changed(rule_id)

    db.write_now(plan)

    def change(session):
        change_trigger(session, rule_id, offset_minutes=-60)
        Scheduler(session).rule_changed(rule_id)

    db.write_now(change)
    assert upcoming(db) == [("order.due_reminder", NOW + 4 * HOUR)]


@pytest.mark.parametrize("act", [Rulebook.pause, Rulebook.delete])
def test_a_rule_that_stops_loses_what_waits_for_it(any_db, act):
    def work(session):
        rule_id = a_rule(session)
        an_order(session)
        Scheduler(session).rule_changed(rule_id)
        assert Agenda(session).waiting() == 1
        act(Rulebook(session), rule_id)
        return Scheduler(session).rule_changed(rule_id)

    assert any_db.write_now(work) is None
    assert upcoming(any_db) == []


def test_planning_again_never_drops_what_is_due_and_not_yet_fired(db):
    def work(session):
        a_rule(session)
        record = an_order(session)
        Scheduler(session).records_changed(record)
        return record

    record = db.write_now(work)
    with clock.fixed(NOW + 3 * HOUR):
        db.write_now(lambda s: Scheduler(s).records_changed(record))
        assert upcoming(db) == [("order.due_reminder", NOW + 3 * HOUR)]


def test_what_changed_is_found_by_its_instant(db):
    def work(session):
        a_rule(session)
        a_rule(session, "customer.birthday")
        an_order(session)

    db.write_now(work)
    assert db.write_now(lambda s: Scheduler(s).changed_since(NOW + HOUR)) is None
    assert upcoming(db) == []
    db.write_now(lambda s: Scheduler(s).changed_since(NOW))
    assert {kind for kind, _ in upcoming(db)} == {"order.due_reminder", "customer.birthday"}
    db.write_now(lambda s: Scheduler(s).customers_since(NOW))
    assert len(upcoming(db)) == 2
