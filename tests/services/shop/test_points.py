# SPDX-License-Identifier: LicenseRef-Desk
"""Contact points; most of what they do is in test_customers."""

from desk.models.vocabulary import PointKind, PointState
from desk.services.shop import CustomerDraft, Customers, PointDraft
from desk.services.shop.points import Points


def test_an_address_is_marked_for_everybody_who_has_it(any_db):
    shared = PointDraft(kind=PointKind.EMAIL, address="home@example.org")
    own = PointDraft(kind=PointKind.EMAIL, address="own@example.org")

    def fill(session):
        customers = Customers(session)
        one = customers.create(CustomerDraft(first_name="A", points=(shared, own)))
        other = customers.create(CustomerDraft(first_name="B", points=(shared,)))
        Points(session).mark(PointKind.EMAIL, "home@example.org", PointState.BOUNCING)
        Points(session).mark(PointKind.PHONE, "own@example.org", PointState.DEAD)
        return one, other

    one, other = any_db.write_now(fill)
    found = any_db.read_now(lambda s: Points(s).of([one, other, "0" * 32]))
    assert [point.state for point in found[one]] == [PointState.BOUNCING, PointState.UNKNOWN]
    assert [point.state for point in found[other]] == [PointState.BOUNCING]
    assert found["0" * 32] == []


def test_nothing_is_left_of_points_that_are_taken_away(any_db):
    def work(session):
        customers = Customers(session)
        draft = CustomerDraft(first_name="A", points=(PointDraft(kind=PointKind.PUSH, address="token"),))
        customer_id = customers.create(draft)
        Points(session).put(customer_id, ())
        return customers.get(customer_id).points

    assert any_db.write_now(work) == ()
