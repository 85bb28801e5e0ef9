# SPDX-License-Identifier: LicenseRef-Desk
from datetime import date

import pytest

from desk import clock
from desk.services.events import RecordBook
from desk.services.reminders.subjects import Subjects
from desk.services.shop import Customers
from tests.services.reminders.shopfront import DAY, HOUR, NOW, a_customer, a_place, an_order


@pytest.fixture
def noon():
    with clock.fixed(NOW):
        yield


@pytest.mark.usefixtures("noon")
def test_a_record_with_its_dates(any_db):
    def work(session):
        place = a_place(session, "Indian/Reunion")
        record = an_order(session, location_id=place, fields={"warranty_until": "2027-01-31"})
        return record, Subjects(session).records(kind="order")

    record, (subject,) = any_db.write_now(work)
    assert (subject.id, subject.record_id, subject.kind) == (record, record, "order")
    assert subject.zone.key == "Indian/Reunion"
    assert subject.anchor("order.due_at", "order.due_at") == NOW + 5 * HOUR
    assert subject.anchor("order.created_at", "order.due_at") == NOW
    assert subject.anchor("order.warranty_until", "order.due_at") == date(2027, 1, 31)
    assert subject.anchor("order.closed_at", "order.due_at") is None
    assert subject.anchor("order.colour", "order.due_at") is None


@pytest.mark.usefixtures("noon")
def test_a_customer_with_its_dates_and_last_visit(any_db):
    def work(session):
        customer = a_customer(session, registered_at=date(2020, 5, 5), fields={"wedding": "2015-06-20"})
        other = a_customer(session)
        an_order(session, customer_id=customer)
        return customer, other, Subjects(session).customers()

    customer, other, found = any_db.write_now(work)
    subject, without = found
    assert (subject.id, without.id) == (customer, other)
    assert (subject.record_id, subject.kind, subject.zone.key) == (None, "", "Europe/Paris")
    assert subject.anchor("customer.birth_date", "") == date(1988, 9, 15)
    assert subject.anchor("customer.registered_at", "") == date(2020, 5, 5)
    assert subject.anchor("customer.wedding", "") == date(2015, 6, 20)
    assert subject.anchor("customer.last_visit_at", "") == NOW
    assert without.anchor("customer.last_visit_at", "") is None


def test_pages_follow_one_another(db):
    def work(session):
        for _ in range(5):
            an_order(session)
        subjects = Subjects(session)
        pages, after = [], ""
        while page := subjects.records(kind="order", after=after, limit=2):
            pages.append([one.id for one in page])
            after = page[-1].id
        return pages, [one.id for one in subjects.records()]

    pages, everything = db.write_now(work)
    assert [len(page) for page in pages] == [2, 2, 1]
    assert sum(pages, []) == everything  # noqa: RUF017 - five ids


def test_only_what_changed_since(db):
    with clock.fixed(NOW):
        old = db.write_now(an_order)
    with clock.fixed(NOW + DAY):
        new = db.write_now(an_order)
        db.write_now(lambda s: RecordBook(s).change_status(old, "ready"))
    found = db.read_now(lambda s: Subjects(s).records(since=NOW + DAY))
    assert {one.id for one in found} == {old, new}
    assert db.read_now(lambda s: Subjects(s).records(since=NOW + 2 * DAY)) == ()
    assert len(db.read_now(lambda s: Subjects(s).customers(since=NOW + DAY))) == 1


def test_archived_customers_are_marked(db):
    def work(session):
        customer = a_customer(session)
        Customers(session).archive(customer, seen_version=1)
        return Subjects(session).customers(ids=[customer])

    (subject,) = db.write_now(work)
    assert subject.is_archived
