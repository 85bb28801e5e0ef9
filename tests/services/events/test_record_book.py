# SPDX-License-Identifier: LicenseRef-Desk
"""Records with their events, in both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.errors import Conflict, NotFound, Refused
from desk.services.events import Entry, RecordBook, draft_of_state
from desk.services.shop import Records


def state(shop, record_id):
    return shop.db.read_now(lambda s: Records(s).state(record_id))


def codes(refused):
    return {(problem.code, problem.place) for problem in refused.value.problems}


def test_a_new_order_raises_its_creation_with_everything_known(any_shop, now):
    made = any_shop.order(reference="1042", due_at=now + timedelta(days=2), assignee_id=any_shop.karim)
    created, assigned = any_shop.feed(made.record_id)
    assert (created.kind, assigned.kind) == ("order.created", "order.assigned")
    assert (created.id, assigned.id) == made.event_ids
    assert created.occurred_at == now
    assert created.subject.customer_id == any_shop.sophie
    known = {
        "order.number": "1042",
        "order.status": "new",
        "order.status_public_text": "enregistrée",
        "order.item": "vélo électrique",
        "order.due_at": "2026-11-24T09:30:00+00:00",
        "order.assignee": "Karim Haddad",
        "order.currency": "EUR",
        "customer.first_name": "Sophie",
        "customer.email": "sophie@example.fr",
        "customer.phone": "+33612345678",
        "customer.address.line1": "12 rue des Lilas",
        "customer.postcode": "69003",
        "customer.city": "Lyon",
        "company.name": "Atelier Lyon",
        "location.name": "Atelier Lyon 2",
        "location.review_url": "https://atelier.example/avis",
        "user.name": "Karim Haddad",
    }
    assert created.snapshot | known == created.snapshot


def test_a_change_names_who_made_it(any_shop):
    record_id = any_shop.order().record_id

    def change(session):
        book = RecordBook(session, operator=any_shop.karim)
        return book.change_status(record_id, "ready")

    changed = any_shop.db.write_now(change)
    events = [one for one in any_shop.feed(record_id) if one.id in changed.event_ids]
    assert {one.subject.operator_id for one in events} == {any_shop.karim}


def test_a_status_change_raises_stamps_and_closes(any_shop, now):
    made = any_shop.order(fields={"total": "84.50", "paid": "20"})
    ready = any_shop.book(lambda book: book.change_status(made.record_id, "ready", at=now))
    assert len(ready.event_ids) == 3
    assert any_shop.kinds(made.record_id)[1:] == [
        "order.status_changed",
        "order.status_changed_to",
        "order.ready",
    ]
    last = any_shop.feed(made.record_id)[-1]
    assert last.snapshot["order.previous_status"] == "new"
    assert last.snapshot["order.ready_at"] == "2026-11-22T09:30:00+00:00"
    assert last.snapshot["order.balance_due"] == last.snapshot["balance_due"] == "64.50"
    assert state(any_shop, made.record_id).closed_at is None
    any_shop.book(lambda book: book.change_status(made.record_id, "collected", at=now))
    assert state(any_shop, made.record_id).closed_at == now
    any_shop.book(lambda book: book.change_status(made.record_id, "in_progress", at=now))
    assert state(any_shop, made.record_id).closed_at is None


def test_the_same_status_and_the_same_date_raise_nothing(any_shop, now):
    made = any_shop.order(due_at=now)
    again = any_shop.book(lambda book: book.change_status(made.record_id, "new"))
    moved = any_shop.book(lambda book: book.move_due(made.record_id, now))
    given = any_shop.book(lambda book: book.assign(made.record_id, None))
    assert again.event_ids == moved.event_ids == given.event_ids == ()
    assert state(any_shop, made.record_id).version == 1


def test_a_moved_date_is_told_with_the_old_one(any_shop, now, later):
    made = any_shop.order(due_at=now)
    any_shop.book(lambda book: book.move_due(made.record_id, later))
    moved = any_shop.feed(made.record_id)[-1]
    assert moved.kind == "order.due_changed"
    assert moved.snapshot["order.previous_due_at"] == "2026-11-22T09:30:00+00:00"
    assert moved.snapshot["order.due_at"] == "2026-11-24T09:30:00+00:00"


def test_an_edit_raises_what_it_changes(any_shop, now, later):
    made = any_shop.order(due_at=now, assignee_id=any_shop.karim)
    before = draft_of_state(state(any_shop, made.record_id))
    draft = replace(before, status="waiting_parts", due_at=later, assignee_id=any_shop.claire)
    any_shop.book(lambda book: book.edit(made.record_id, draft, seen_version=1))
    assert any_shop.kinds(made.record_id)[2:] == [
        "order.status_changed",
        "order.status_changed_to",
        "order.waiting_parts",
        "order.due_changed",
        "order.reassigned",
    ]
    with pytest.raises(Conflict):
        any_shop.book(lambda book: book.edit(made.record_id, draft, seen_version=1))


def test_a_change_is_taken_back_with_its_events(any_shop, now, later):
    made = any_shop.order(due_at=now)
    ready = any_shop.book(lambda book: book.change_status(made.record_id, "ready", at=now))
    any_shop.book(lambda book: book.undo(ready, later))
    put_back = state(any_shop, made.record_id)
    assert (put_back.status, put_back.due_at, put_back.fields) == ("new", now, {})
    undone = [event for event in any_shop.feed(made.record_id) if event.undone_at == later]
    assert {event.id for event in undone} == set(ready.event_ids)
    waiting = any_shop.journal(lambda journal: journal.unplanned())
    assert [event.kind for event in waiting] == ["order.created"]
    with pytest.raises(Conflict):
        any_shop.book(lambda book: book.undo(ready, later))


def test_a_change_that_was_built_upon_is_not_taken_back(any_shop, now):
    made = any_shop.order()
    ready = any_shop.book(lambda book: book.change_status(made.record_id, "ready"))
    any_shop.book(lambda book: book.move_due(made.record_id, now))
    with pytest.raises(Conflict):
        any_shop.book(lambda book: book.undo(ready))
    assert state(any_shop, made.record_id).status == "ready"
    assert all(event.undone_at is None for event in any_shop.feed(made.record_id))


def test_an_undone_creation_is_withdrawn(any_shop, later):
    made = any_shop.order()
    any_shop.book(lambda book: book.undo(made, later))
    withdrawn = state(any_shop, made.record_id)
    assert (withdrawn.status, withdrawn.closed_at) == ("cancelled", later)
    assert any_shop.journal(lambda journal: journal.unplanned()) == ()


def test_what_is_unknown_is_refused(any_shop):
    with pytest.raises(Refused) as kind:
        any_shop.book(lambda book: book.create(any_shop.draft(kind="bicycle")))
    with pytest.raises(Refused) as status:
        any_shop.order(status="eaten")
    assert codes(kind) == {("unknown_record_kind", "kind")}
    assert codes(status) == {("unknown_status", "status")}
    with pytest.raises(NotFound):
        any_shop.book(lambda book: book.change_status("nobody", "ready"))


def test_a_timer_announces_with_everything_known(any_shop, now):
    made = any_shop.order(reference="1042", due_at=now)
    entry = Entry(
        kind="order.due_reminder",
        key="timer:1",
        snapshot={"minutes_left": 120},
        subject=any_shop.subject(customer_id=None, record_id=made.record_id, rule_id="rule"),
        at=now,
    )
    event_id = any_shop.book(lambda book: book.announce(entry), source="timer")
    assert any_shop.book(lambda book: book.announce(entry), source="timer") is None
    event = any_shop.journal(lambda journal: journal.get(event_id))
    assert event.snapshot["minutes_left"] == 120
    assert event.snapshot["order.number"] == "1042"
    assert (event.subject.source, event.subject.rule_id) == ("timer", "rule")
    assert event.subject.customer_id == any_shop.sophie


def test_an_event_about_a_customer_needs_one(any_shop, now):
    birthday = Entry(kind="customer.birthday", key="2026", subject=any_shop.subject(), at=now)
    event_id = any_shop.book(lambda book: book.announce(birthday))
    event = any_shop.journal(lambda journal: journal.get(event_id))
    assert event.snapshot["customer.first_name"] == "Sophie"
    with pytest.raises(Refused) as nobody:
        any_shop.book(
            lambda book: book.announce(replace(birthday, key="x", subject=any_shop.subject(customer_id=None)))
        )
    assert codes(nobody) == {("missing_field", "customer")}
    with pytest.raises(Refused) as no_order:
        any_shop.book(lambda book: book.announce(replace(birthday, kind="order.ready", key="x")))
    assert codes(no_order) == {("missing_field", "order")}


def test_an_event_of_another_kind_of_record_is_refused(any_shop, now):
    made = any_shop.order()
    subject = any_shop.subject(record_id=made.record_id)
    with pytest.raises(Refused) as refused:
        any_shop.book(
            lambda book: book.announce(Entry(kind="lead.follow_up", key="x", subject=subject, at=now))
        )
    assert codes(refused) == {("wrong_record_kind", "record")}


def test_a_snapshot_now_is_what_an_event_would_carry(any_shop, now):
    made = any_shop.order(reference="1042", due_at=now)
    created = any_shop.feed(made.record_id)[0]
    assert any_shop.book(lambda book: book.snapshot(made.record_id)) == created.snapshot


def test_an_absent_customer_is_reminded_of_the_last_visit(any_shop, now):
    any_shop.order()
    entry = Entry(kind="customer.inactive", key="x", subject=any_shop.subject(), at=now)
    event_id = any_shop.book(lambda book: book.announce(entry))
    event = any_shop.journal(lambda journal: journal.get(event_id))
    assert event.snapshot["customer.last_visit_at"].endswith("+00:00")
