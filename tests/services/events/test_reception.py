# SPDX-License-Identifier: LicenseRef-Desk
"""What is told from outside becomes a change of a record, or an event."""

import pytest

from desk.errors import Refused
from desk.models.vocabulary import PointKind
from desk.services.shop import CustomerDraft, Customers, PointDraft, Records


def tell(shop, kind, key="", **payload):
    return shop.book(lambda book: book.accept(kind, payload, key))


def order(shop, reference="1042"):
    return shop.db.read_now(lambda s: Records(s).state(Records(s).by_reference("order", reference)))


def problems(shop, kind, **payload):
    with pytest.raises(Refused) as refused:
        tell(shop, kind, **payload)
    return {(problem.code, problem.place) for problem in refused.value.problems}


def test_an_unknown_kind_is_refused(shop):
    assert problems(shop, "order.eaten", order="1042") == {("unknown_event_kind", "kind")}


def test_an_order_is_created_once(shop):
    fields = {"order.due_at": "2026-11-24T17:00:00+00:00", "order.item": "vélo", "order.total": "84.50"}
    told = {"order": "1042", "customer": "sophie@example.fr", "location": "atelier lyon 2", "fields": fields}
    event_id = tell(shop, "order.created", "till:1", **told)
    assert event_id is not None
    assert tell(shop, "order.created", "till:1", **told) is None
    made = order(shop)
    assert (made.customer_id, made.location_id, made.title) == (shop.sophie, shop.place, "vélo")
    assert made.due_at.isoformat() == "2026-11-24T17:00:00+00:00"
    assert made.fields == {"total": "84.50"}
    event = shop.journal(lambda journal: journal.get(event_id))
    assert (event.key, event.subject.source) == ("till:1", "cli")
    assert shop.kinds(made.id) == ["order.created"]


def test_a_told_status_moves_the_record(shop):
    shop.order(reference="1042")
    event_id = tell(shop, "order.ready", "till:2", order="1042", fields={"order.total": "84.50"})
    assert order(shop).status == "ready"
    event = shop.journal(lambda journal: journal.get(event_id))
    assert (event.kind, event.key) == ("order.ready", "till:2")
    assert event.snapshot["order.total"] == "84.50"
    assert tell(shop, "order.ready", "till:2", order="1042") is None
    assert len(shop.feed(event.subject.record_id)) == 4


def test_what_a_record_is_already_is_told_all_the_same(shop):
    shop.order(reference="1042", status="ready")
    assert tell(shop, "order.ready", "again", order="1042") is not None


def test_a_chosen_status_and_a_moved_date_change_the_record(shop):
    made = shop.order(reference="1042")
    fields = {"order.status": "in_progress"}
    assert tell(shop, "order.status_changed_to", order="1042", fields=fields) is not None
    assert tell(shop, "order.status_changed_to", order="1042", fields=fields) is None
    due = {"order.due_at": "2026-11-24T17:00:00+00:00"}
    assert tell(shop, "order.due_changed", record=made.record_id, fields=due) is not None
    assert order(shop).due_at.isoformat() == due["order.due_at"]
    assert problems(shop, "order.status_changed", order="1042", fields={"order.status": "eaten"}) == {
        ("unknown_status", "status")
    }


def test_an_event_that_changes_nothing_is_recorded(shop):
    made = shop.order(reference="1042")
    event_id = tell(shop, "order.overdue", "k", order="1042", fields={"days_late": 2})
    event = shop.journal(lambda journal: journal.get(event_id))
    assert event.snapshot["days_late"] == 2
    assert event.subject.record_id == made.record_id


def test_customers_are_found_by_id_address_or_phone(shop):
    for number, named in enumerate((shop.sophie, "SOPHIE@example.fr", "06 12 34 56 78")):
        event_id = tell(shop, "account.otp", f"k{number}", customer=named, fields={"code": "481205"})
        event = shop.journal(lambda journal, event_id=event_id: journal.get(event_id))
        assert event.subject.customer_id == shop.sophie


def test_who_or_what_cannot_be_found_is_named(shop):
    points = (PointDraft(kind=PointKind.EMAIL, address="sophie@example.fr"),)
    twin = CustomerDraft(first_name="Sophie", points=points)
    assert problems(shop, "order.ready", order="7") == {("unknown_record", "order")}
    assert problems(shop, "order.created", order="7") == {("missing_field", "customer")}
    assert problems(shop, "order.created", order="7", customer="x@example.fr") == {
        ("unknown_customer", "customer")
    }
    nowhere = {"order": "7", "customer": shop.sophie, "location": "Nice"}
    assert problems(shop, "order.created", **nowhere) == {("unknown_location", "location")}
    assert problems(shop, "account.otp", customer=shop.sophie) == {("missing_field", "code")}
    shop.db.write_now(lambda s: Customers(s).create(twin))
    assert problems(shop, "order.created", order="7", customer="sophie@example.fr") == {
        ("ambiguous_customer", "customer")
    }
