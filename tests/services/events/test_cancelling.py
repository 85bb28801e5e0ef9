# SPDX-License-Identifier: LicenseRef-Desk
"""What a fact kills, and what still stands."""

import pytest

from desk.services.events import cancelled_facts, event_types, still_holds

ORDER = {"order.status": "ready", "order.due_at": "2026-11-24T17:00:00+00:00"}


def kills(planned, fact):
    killed = cancelled_facts(fact)
    return planned in killed.subject | killed.customer


@pytest.mark.parametrize(
    ("planned", "fact"),
    [
        ("order.ready", "order.collected"),
        ("order.due_reminder", "order.due_changed"),
        ("order.due_reminder", "order.collected"),
        ("order.due_changed", "order.due_changed"),
        ("order.overdue", "order.ready"),
        ("order.uncollected", "order.collected"),
        ("order.abandoned_notice", "order.collected"),
        ("order.quote_reminder", "order.quote_accepted"),
        ("order.quote_ready", "order.quote_refused"),
        ("order.waiting_parts", "order.part_received"),
        ("order.stale", "order.status_changed"),
        ("order.feedback", "order.status_changed"),
        ("order.maintenance_due", "appointment.created"),
        ("order.warranty_ending", "order.created"),
        ("appointment.reminder", "appointment.moved"),
        ("appointment.reminder", "appointment.cancelled"),
        ("appointment.no_show", "appointment.created"),
        ("lead.follow_up", "lead.converted"),
        ("customer.inactive", "order.created"),
        ("account.otp", "account.otp"),
    ],
)
def test_a_fact_kills_what_it_makes_pointless(planned, fact):
    assert kills(planned, fact)


@pytest.mark.parametrize(
    ("planned", "fact"),
    [
        ("order.ready", "order.due_changed"),
        ("order.collected", "order.collected"),
        ("order.created", "order.ready"),
        ("customer.birthday", "order.created"),
        ("order.ready", "no.such.fact"),
    ],
)
def test_other_facts_leave_it_alone(planned, fact):
    assert not kills(planned, fact)


def test_a_visit_reaches_across_the_records_of_a_customer():
    killed = cancelled_facts("order.created")
    assert "customer.inactive" in killed.customer
    assert not killed.customer & killed.subject


def test_a_left_status_no_longer_holds():
    assert still_holds("order.ready", ORDER, ORDER)
    assert not still_holds("order.ready", ORDER, ORDER | {"order.status": "in_progress"})
    assert not still_holds("order.status_changed_to", ORDER, ORDER | {"order.status": "collected"})


def test_a_moved_or_removed_date_no_longer_holds():
    moved = ORDER | {"order.due_at": "2026-11-25T17:00:00+00:00"}
    assert still_holds("order.due_reminder", ORDER, ORDER)
    assert not still_holds("order.due_reminder", ORDER, moved)
    assert not still_holds("order.due_reminder", ORDER, {"order.status": "ready"})


def test_a_closed_record_no_longer_holds():
    assert still_holds("order.overdue", ORDER, ORDER | {"order.status": "in_progress"})
    for closed in ("collected", "cancelled", "abandoned"):
        assert not still_holds("order.overdue", ORDER, ORDER | {"order.status": closed})


def test_what_must_be_empty_no_longer_holds_once_it_is_filled():
    lent = {"order.status": "collected", "order.loan_due_at": "2026-11-24T17:00:00+00:00"}
    assert still_holds("order.loan_due", lent, lent)
    assert not still_holds(
        "order.loan_due", lent, lent | {"order.loan_returned_at": "2026-11-24T18:00:00+00:00"}
    )
    assert not still_holds("order.feedback", lent, lent | {"order.complaint_at": "2026-11-24T18:00:00+00:00"})


def test_every_event_type_holds_while_nothing_changes():
    for declared in event_types():
        assert still_holds(declared.name, {}, {})
