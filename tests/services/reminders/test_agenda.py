# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.services.reminders import Agenda, Scope, TimerDraft
from tests.query_plans import plans
from tests.services.reminders.shopfront import DAY, HOUR, MINUTE, NOW


def draft(key="k", due_at=NOW + HOUR, **changes):
    given = {"event_kind": "order.due_reminder", "rule_id": "r1", "record_id": "o1"}
    return TimerDraft(key=key, due_at=due_at, **(given | changes))


def run(db, work):
    return db.write_now(lambda session: work(Agenda(session)))


def keys(db, **which):
    return [row.key for row in run(db, lambda agenda: agenda.upcoming(**which))]


def test_timers_come_in_the_order_of_their_instants(any_db):
    run(
        any_db,
        lambda agenda: agenda.put(
            [draft("b", NOW + 2 * HOUR), draft("a", NOW + HOUR), draft("c", NOW + DAY)]
        ),
    )
    assert keys(any_db) == ["a", "b", "c"]
    assert run(any_db, lambda agenda: agenda.next_due()) == NOW + HOUR
    assert run(any_db, lambda agenda: agenda.waiting()) == 3


def test_a_timer_comes_back_as_it_was_put(any_db):
    put = draft(customer_id="c1", payload={"anchor": "2026-11-24", "zone": "Europe/Paris"})
    run(any_db, lambda agenda: agenda.put([put]))
    (row,) = run(any_db, lambda agenda: agenda.upcoming())
    assert {name: getattr(row, name) for name in TimerDraft.__dataclass_fields__} == {
        name: getattr(put, name) for name in TimerDraft.__dataclass_fields__
    }
    assert row.fired_at is None


def test_an_empty_agenda(any_db):
    assert run(any_db, lambda agenda: agenda.next_due()) is None
    assert run(any_db, lambda agenda: (agenda.has_due(NOW), agenda.due(NOW), agenda.waiting())) == (
        False,
        (),
        0,
    )
    run(any_db, lambda agenda: agenda.put([]))
    run(any_db, lambda agenda: agenda.mark_fired([], NOW))


def test_what_waits_under_a_key_moves_and_what_fired_stays(any_db):
    run(any_db, lambda agenda: agenda.put([draft("waits"), draft("fired")]))

    def fire(agenda):
        agenda.mark_fired([row.id for row in agenda.upcoming() if row.key == "fired"], NOW)

    run(any_db, fire)
    run(any_db, lambda agenda: agenda.put([draft("waits", NOW + DAY), draft("fired", NOW + DAY)]))
    (row,) = run(any_db, lambda agenda: agenda.upcoming())
    assert (row.key, row.due_at) == ("waits", NOW + DAY)


def test_only_what_is_due_is_due(any_db):
    run(
        any_db,
        lambda agenda: agenda.put([draft("now", NOW), draft("past", NOW - DAY), draft("soon", NOW + MINUTE)]),
    )
    assert [row.key for row in run(any_db, lambda agenda: agenda.due(NOW))] == ["past", "now"]
    assert [row.key for row in run(any_db, lambda agenda: agenda.due(NOW, limit=1))] == ["past"]
    assert run(any_db, lambda agenda: agenda.has_due(NOW))
    assert not run(any_db, lambda agenda: agenda.has_due(NOW - 2 * DAY))


def test_replacing_leaves_others_and_what_is_due_alone(any_db):
    kept = [
        draft("stale"),
        draft("moved"),
        draft("due", NOW - MINUTE),
        draft("another rule", rule_id="r2"),
        draft("another record", record_id="o2"),
    ]
    run(any_db, lambda agenda: agenda.put(kept))
    wanted = [draft("moved", NOW + DAY), draft("new")]
    scope = Scope(rule_id="r1", record_ids=("o1",))
    run(any_db, lambda agenda: agenda.replace(wanted, scope, NOW))
    assert set(keys(any_db)) == {"moved", "new", "due", "another rule", "another record"}


def test_replacing_for_customers_leaves_their_records_alone(any_db):
    birthday, order = draft("birthday", record_id=None, customer_id="c1"), draft("order", customer_id="c1")
    run(any_db, lambda agenda: agenda.put([birthday, order]))
    run(any_db, lambda agenda: agenda.replace([], Scope(rule_id="r1", customer_ids=("c1",)), NOW))
    assert keys(any_db) == ["order"]


@pytest.mark.parametrize(
    ("which", "left"),
    [
        ({"rule_id": "r1"}, {"b"}),
        ({"record_id": "o1"}, {"c"}),
        ({"customer_id": "c1"}, {"a", "b"}),
        ({"rule_id": "r1", "record_id": "o1"}, {"b", "c"}),
    ],
)
def test_cancelling(any_db, which, left):
    drafts = [draft("a"), draft("b", rule_id="r2"), draft("c", record_id="o2", customer_id="c1")]
    run(any_db, lambda agenda: agenda.put(drafts))
    assert run(any_db, lambda agenda: agenda.cancel(**which)) == 3 - len(left)
    assert set(keys(any_db)) == left


def test_cancelling_nothing_in_particular_is_a_mistake(db):
    with pytest.raises(AssertionError):
        run(db, lambda agenda: agenda.cancel())


def test_what_waits_is_listed_by_rule_and_by_record(any_db):
    run(any_db, lambda agenda: agenda.put([draft("a"), draft("b", rule_id="r2"), draft("c", record_id="o2")]))
    assert keys(any_db, rule_id="r1") == ["a", "c"]
    assert keys(any_db, record_id="o1") == ["a", "b"]
    assert len(keys(any_db, limit=2)) == 2


def test_what_fired_long_ago_is_forgotten(any_db):
    run(any_db, lambda agenda: agenda.put([draft("old"), draft("new"), draft("waits")]))

    def fire(agenda):
        at = {"old": NOW - DAY, "new": NOW}
        for row in agenda.upcoming():
            if row.key in at:
                agenda.mark_fired([row.id], at[row.key])

    run(any_db, fire)
    assert run(any_db, lambda agenda: agenda.forget(NOW)) == 1
    assert keys(any_db) == ["waits"]


def test_ten_thousand_timers_are_found_by_an_index(db):
    many = [draft(f"k{n}", NOW + timedelta(seconds=n), record_id=f"o{n}") for n in range(10_000)]
    run(db, lambda agenda: agenda.put(many))
    run(db, lambda agenda: agenda.put([replace(many[5], due_at=NOW - HOUR)]))

    def look(session):
        agenda = Agenda(session)
        return agenda.next_due(), agenda.has_due(NOW), agenda.upcoming(record_id="o7"), agenda.due(NOW)

    (next_due, is_due, of_record, due), said = plans(db, look)
    assert (next_due, is_due, len(of_record)) == (NOW - HOUR, True, 1)
    assert [row.key for row in due] == ["k5", "k0"]
    assert [plan for plan in said if "SCAN timer" in plan and "INDEX" not in plan] == []


def test_what_one_customer_waits_for_is_found_without_reading_the_whole_rule(db):
    run(
        db, lambda agenda: agenda.put([draft(f"k{n}", record_id=None, customer_id=f"c{n}") for n in range(9)])
    )

    def look(session):
        Agenda(session).replace([], Scope(rule_id="r1", customer_ids=("c1", "c2")), NOW + 2 * HOUR)

    _, said = plans(db, look)
    assert [plan for plan in said if "ix_timer_customer_id" not in plan] == []
