# SPDX-License-Identifier: LicenseRef-Desk
"""Records in both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from desk import clock
from desk.errors import Conflict, NotFound, Refused
from desk.models import Record, new_id
from desk.services.shop import (
    CustomerDraft,
    Customers,
    LocationDraft,
    Locations,
    OperatorDraft,
    Operators,
    RecordDraft,
    RecordFilter,
    Records,
    record_count,
)
from tests.query_plans import plans

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


@pytest.fixture
def shop(any_db):
    """A database with a customer, a place and an operator: `shop.order(...)` makes orders."""
    return Shop(any_db)


class Shop:
    def __init__(self, db):
        self.db = db
        self.customer = db.write_now(
            lambda s: Customers(s).create(CustomerDraft(first_name="Zoé", last_name="Bœuf"))
        )
        self.place = db.write_now(
            lambda s: Locations(s).create(LocationDraft(name="Lyon", timezone="Europe/Paris"))
        )
        self.operator = db.write_now(lambda s: Operators(s).create(OperatorDraft(name="Camille")))

    def draft(self, **more):
        return RecordDraft(**{"kind": "order", "status": "new", "customer_id": self.customer} | more)

    def order(self, **more):
        return self.db.write_now(lambda s: Records(s).create(self.draft(**more)))

    def get(self, record_id):
        return self.db.read_now(lambda s: Records(s).get(record_id))

    def write(self, work):
        return self.db.write_now(lambda s: work(Records(s)))

    def page(self, limit=200, after=None, **wanted):
        found = RecordFilter(**{"kind": "order"} | wanted)
        return self.db.read_now(lambda s: Records(s).page(found, after=after, limit=limit))

    def references(self, **wanted):
        return [row.reference for row in self.page(**wanted)]


def test_a_record_is_kept_whole(shop):
    with clock.fixed(NOW):
        record_id = shop.order(
            title="Vélo électrique",
            location_id=shop.place,
            assignee_id=shop.operator,
            people={"payer": shop.customer},
            due_at=LATER,
            fields={"brand": "Gazelle", "total": "120.50", "photos": []},
        )
    kept = shop.get(record_id)
    assert (kept.kind, kept.reference, kept.status, kept.version) == ("order", "1001", "new", 1)
    assert (kept.created_at, kept.updated_at, kept.due_at, kept.closed_at) == (NOW, NOW, LATER, None)
    assert (kept.customer_name, kept.location_name, kept.assignee_name) == ("Zoé Bœuf", "Lyon", "Camille")
    assert kept.people == {"payer": shop.customer}
    assert kept.fields == {"brand": "Gazelle", "total": "120.50", "photos": []}


def test_numbers_go_on_by_kind_and_leave_out_what_is_taken(shop):
    shop.order(reference="1002")
    assert [shop.get(shop.order()).reference for _ in range(3)] == ["1001", "1003", "1004"]
    assert shop.get(shop.order(kind="lead")).reference == "1001"


def test_a_number_is_given_once(shop):
    first = shop.order(reference="A-1")
    with pytest.raises(Refused) as refused:
        shop.order(reference=" A-1 ")
    assert [(p.code, p.place) for p in refused.value.problems] == [("reference_taken", "reference")]
    shop.order(kind="lead", reference="A-1")
    shop.write(lambda r: r.edit(first, shop.draft(reference="A-1", title="x"), seen_version=1))
    assert shop.db.read_now(lambda s: Records(s).by_reference("order", "A-1")) == first


def test_what_does_not_exist_is_named(shop):
    with pytest.raises(Refused) as refused:
        shop.order(customer_id="0" * 32, location_id="0" * 32, assignee_id="0" * 32, title="x" * 301)
    assert {(p.code, p.place) for p in refused.value.problems} == {
        ("unknown_customer", "customer_id"),
        ("unknown_location", "location_id"),
        ("unknown_operator", "assignee_id"),
        ("too_long", "title"),
    }


def test_an_edit_names_the_version_it_saw(shop):
    record_id = shop.order(title="Vélo")
    assert shop.write(lambda r: r.edit(record_id, shop.draft(title="Tandem"), seen_version=1)) == 2
    kept = shop.get(record_id)
    assert (kept.title, kept.reference, kept.version) == ("Tandem", "1001", 2)
    with pytest.raises(Conflict):
        shop.write(lambda r: r.edit(record_id, shop.draft(title="Monocycle"), seen_version=1))
    with pytest.raises(NotFound):
        shop.write(lambda r: r.edit("0" * 32, shop.draft(), seen_version=1))


def test_status_due_date_and_fields_change_alone(shop):
    record_id = shop.order(title="Vélo", fields={"brand": "Gazelle", "total": "10.00"})
    before = shop.db.read_now(lambda s: Records(s).state(record_id))
    assert shop.write(lambda r: r.set_status(record_id, "collected", closed_at=LATER)) == 2
    assert shop.write(lambda r: r.set_due(record_id, LATER, seen_version=2)) == 3
    assert shop.write(lambda r: r.set_fields(record_id, {"total": "12.00"})) == 4
    after = shop.db.read_now(lambda s: Records(s).state(record_id))
    assert (before.status, before.due_at, before.closed_at) == ("new", None, None)
    assert (after.status, after.due_at, after.closed_at) == ("collected", LATER, LATER)
    assert after.fields == {"brand": "Gazelle", "total": "12.00"}
    assert (after.title, after.reference) == (before.title, before.reference)
    for change in (
        lambda r: r.set_status(record_id, "new", closed_at=None, seen_version=3),
        lambda r: r.set_due(record_id, None, seen_version=1),
        lambda r: r.set_fields(record_id, {}, seen_version=1),
    ):
        with pytest.raises(Conflict):
            shop.write(change)
    with pytest.raises(NotFound):
        shop.write(lambda r: r.set_due("0" * 32, None))


def test_lists_are_newest_first_and_narrow(shop):
    shop.order(reference="1", title="Vélo rouge", status="ready", location_id=shop.place, due_at=NOW)
    shop.order(reference="2", title="Vélo bleu", fields={"serial": "WTU 99"}, due_at=LATER)
    shop.order(reference="3", kind="lead")
    shop.order(reference="4", title="Pédalier", status="closed")
    assert shop.references() == ["4", "2", "1"]
    assert shop.references(statuses=("ready", "closed")) == ["4", "1"]
    assert shop.references(text="velo boeuf") == ["2", "1"]
    assert shop.references(text="wtu 99") == ["2"]
    assert shop.references(location_id=shop.place) == ["1"]
    assert shop.references(customer_id="0" * 32) == []
    assert shop.references(due_from=NOW, due_until=LATER) == ["1"]
    assert [row.customer_name for row in shop.page(text="rouge")] == ["Zoé Bœuf"]
    assert [row.reference for row in shop.page(limit=2)] == ["4", "2"]
    assert [row.reference for row in shop.page(limit=2, after=shop.page(limit=2)[-1].id)] == ["1"]


def test_a_calendar_shows_the_soonest_first(shop):
    shop.order(reference="1", due_at=LATER)
    shop.order(reference="2", due_at=NOW)
    shop.order(reference="3")
    due = shop.db.read_now(lambda s: Records(s).due(RecordFilter(kind="order")))
    assert [row.reference for row in due] == ["2", "1"]


def test_a_calendar_goes_on_where_a_page_ended(shop):
    for number in range(6):
        shop.order(reference=str(number), due_at=(LATER, NOW)[number % 2])
    shop.order(reference="never")

    def page(after):
        return shop.db.read_now(lambda s: Records(s).due(RecordFilter(kind="order"), after=after, limit=2))

    seen, after = [], None
    while rows := page(after):
        seen += [row.reference for row in rows]
        after = (rows[-1].due_at, rows[-1].id)
    assert seen == ["1", "3", "5", "0", "2", "4"]


def test_records_are_counted_as_a_list_would_show_them(shop):
    shop.order(title="Vélo rouge", due_at=NOW)
    shop.order(title="Vélo bleu", status="ready")
    shop.order(kind="lead", title="Vélo")

    def count(**wanted):
        return shop.db.read_now(lambda s: record_count(s, RecordFilter(**{"kind": "order"} | wanted)))

    assert count() == 2
    assert count(text="velo bleu") == 1
    assert count(statuses=("ready",), due_until=LATER) == 0
    assert count(due_until=LATER) == 1


def test_many_states_at_once(shop):
    ids = [shop.order() for _ in range(5)]
    states = shop.db.read_now(lambda s: Records(s).states([*ids, "0" * 32]))
    assert {state.reference for state in states.values()} == {"1001", "1002", "1003", "1004", "1005"}
    assert set(states) == set(ids)


def test_an_import_keeps_its_dates(shop):
    with clock.fixed(NOW):
        kept = shop.get(shop.order(created_at=NOW - timedelta(days=400)))
    assert kept.created_at == NOW - timedelta(days=400)
    assert kept.updated_at == NOW


@pytest.fixture
def pile(db):
    """A shop with 10,000 orders."""
    shop = Shop(db)

    def fill(session):
        rows = [
            {
                "id": new_id(),
                "created_at": NOW,
                "updated_at": NOW,
                "kind": "order",
                "reference": str(number),
                "customer_id": shop.customer,
                "status": ("new", "ready", "closed")[number % 3],
                "due_at": NOW + timedelta(minutes=number * 37 % 10_000),
                "search_text": f"{number} velo",
            }
            for number in range(10_000)
        ]
        session.execute(insert(Record), rows)

    db.write_now(fill)
    return shop


def plan(db, work):
    _, [look] = plans(db, lambda session: work(Records(session)))
    return look


def test_pages_of_many_walk_an_index_and_sort_nothing(pile):
    looks = [
        plan(pile.db, lambda r: r.page(RecordFilter(kind="order"))),
        plan(pile.db, lambda r: r.page(RecordFilter(kind="order", text="77"), after="f" * 32)),
        plan(pile.db, lambda r: r.page(RecordFilter(kind="order", statuses=("ready",)))),
    ]
    for look in looks:
        assert "SEARCH record USING INDEX ix_record_kind" in look
        assert "TEMP B-TREE" not in look
    assert "ix_record_kind_due_at" in plan(
        pile.db, lambda r: r.due(RecordFilter(kind="order", due_from=NOW, due_until=LATER))
    )


def test_every_order_is_on_exactly_one_page(pile):
    seen, after = [], None
    while rows := pile.page(limit=999, after=after, statuses=("new", "ready")):
        seen += rows
        after = rows[-1].id
    assert len(seen) == len({row.id for row in seen}) == 6667
    assert [row.id for row in seen] == sorted((row.id for row in seen), reverse=True)
