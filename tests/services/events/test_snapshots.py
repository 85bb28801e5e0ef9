# SPDX-License-Identifier: LicenseRef-Desk
"""Everything that a snapshot is written from is read."""

import pytest

from desk.errors import NotFound
from desk.services.events import Snapshots
from desk.services.shop import CustomerDraft, Customers, Records, Settings


def read(shop, work):
    return shop.db.read_now(lambda s: work(Snapshots(s)))


def state(shop, record_id):
    return shop.db.read_now(lambda s: Records(s).state(record_id))


def test_a_record_without_a_place_is_at_the_default_one(any_shop):
    made = any_shop.order()
    found = read(any_shop, lambda snapshots: snapshots.of_record(state(any_shop, made.record_id)))
    assert found["location.name"] == found["order.location"] == "Atelier Lyon 2"
    assert "user.name" not in found


def test_public_words_are_the_customers(any_shop):
    peter = any_shop.db.write_now(
        lambda s: Customers(s).create(CustomerDraft(first_name="Peter", language="en"))
    )
    made = any_shop.order(customer_id=peter, status="ready")
    found = read(any_shop, lambda snapshots: snapshots.of_record(state(any_shop, made.record_id)))
    assert found["order.status_public_text"] == "ready to be collected"


def test_without_a_language_the_shops_is_spoken(any_shop):
    quiet = any_shop.db.write_now(lambda s: Customers(s).create(CustomerDraft(first_name="Ève")))
    any_shop.db.write_now(lambda s: Settings(s).change(default_language="en"))
    made = any_shop.order(customer_id=quiet)
    found = read(any_shop, lambda snapshots: snapshots.of_record(state(any_shop, made.record_id)))
    assert found["order.status_public_text"] == "registered"


def test_own_words_for_a_status_win(any_shop):
    made = any_shop.order(fields={"status_public_text": "sur l'établi"})
    found = read(any_shop, lambda snapshots: snapshots.of_record(state(any_shop, made.record_id)))
    assert found["order.status_public_text"] == "sur l'établi"


def test_a_customers_snapshot_names_the_actor(any_shop):
    found = read(any_shop, lambda snapshots: snapshots.of_customer(any_shop.sophie, actor=any_shop.karim))
    assert found["customer.full_name"] == "Sophie Bernard"
    assert found["user.name"] == "Karim Haddad"
    with pytest.raises(NotFound):
        read(any_shop, lambda snapshots: snapshots.of_customer("nobody"))


def test_who_never_came_has_no_last_visit(any_shop):
    assert read(any_shop, lambda snapshots: snapshots.last_visit(any_shop.sophie)) is None
    any_shop.order()
    assert read(any_shop, lambda snapshots: snapshots.last_visit(any_shop.sophie)) is not None
