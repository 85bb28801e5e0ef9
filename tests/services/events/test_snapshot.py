# SPDX-License-Identifier: LicenseRef-Desk
"""What a snapshot says of customers, places and records."""

from datetime import UTC, datetime

import pytest

from desk.models.vocabulary import PointKind, PointState
from desk.services.events import customer_fields, location_fields
from desk.services.events.snapshot import Scene, balance, company_fields, mirrored, snapshot_of
from desk.services.shop import (
    Brand,
    CustomerCard,
    LocationView,
    Point,
    RecordState,
    ShopSettings,
)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def point(kind, address, state=PointState.OK):
    return Point(id=address, kind=kind, address=address, label="", state=state, position=0)


def card(**more):
    plain = {
        "id": "c1",
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
        "first_name": "Sophie",
        "last_name": "Bernard",
        "company": "",
        "salutation": "",
        "language": "fr",
        "timezone": "",
        "country": "FR",
        "birth_date": None,
        "registered_at": None,
        "location_id": None,
        "tags": (),
        "fields": {},
        "points": (),
        "archived_at": None,
    }
    return CustomerCard(**plain | more)


def record(**more):
    plain = {
        "id": "r1",
        "kind": "order",
        "version": 1,
        "reference": "1042",
        "title": "vélo",
        "status": "new",
        "customer_id": "c1",
        "location_id": None,
        "assignee_id": None,
        "people": {},
        "due_at": None,
        "closed_at": None,
        "created_at": NOW,
        "updated_at": NOW,
        "fields": {},
    }
    return RecordState(**plain | more)


def test_what_is_empty_is_left_out():
    assert customer_fields(card(first_name="", last_name="", company="Boulangerie")) == {
        "customer.id": "c1",
        "customer.full_name": "Boulangerie",
        "customer.company": "Boulangerie",
        "customer.country": "FR",
        "customer.language": "fr",
    }


def test_a_dead_address_is_no_address():
    points = (
        point(PointKind.EMAIL, "old@example.fr", PointState.DEAD),
        point(PointKind.EMAIL, "new@example.fr"),
    )
    assert customer_fields(card(points=points))["customer.email"] == "new@example.fr"


@pytest.mark.parametrize(
    ("address", "postcode", "city"),
    [
        ("12 rue des Lilas\n69003 Lyon", "69003", "Lyon"),
        ("Grand-Place 1\nB-1000 Bruxelles\nBelgique", "1000", "Bruxelles"),
        ("Somewhere", None, None),
    ],
)
def test_a_postal_address_gives_lines_postcode_and_city(address, postcode, city):
    found = customer_fields(card(points=(point(PointKind.POSTAL, address),)))
    assert found["customer.address.line1"] == address.split("\n", maxsplit=1)[0]
    assert (found.get("customer.postcode"), found.get("customer.city")) == (postcode, city)


def test_the_shops_own_fields_never_hide_the_customers():
    found = customer_fields(card(fields={"balance": "12.50", "first_name": "Eve"}))
    assert found["customer.balance"] == "12.50"
    assert found["customer.first_name"] == "Sophie"


def test_the_company_is_the_shop_and_its_place():
    settings = ShopSettings(shop_name="Atelier", legal_name="Atelier SARL", website="https://a.example")
    place = LocationView(id="l1", name="Lyon 2", phone="+33478000102", brand=Brand(vat_no="FR40"))
    found = company_fields(settings, place)
    assert found == {
        "company.name": "Atelier",
        "company.legal_name": "Atelier SARL",
        "company.website": "https://a.example",
        "company.phone": "+33478000102",
        "company.vat_no": "FR40",
    }
    assert company_fields(ShopSettings(), place)["company.name"] == "Lyon 2"
    assert location_fields(place) == {"location.name": "Lyon 2", "location.phone": "+33478000102"}


def test_a_record_is_written_under_its_kinds_names():
    lead = record(kind="lead", reference="P-7", title="Devis", due_at=NOW)
    found = snapshot_of(Scene(settings=ShopSettings(), record=lead, public_status="close"))
    assert found["lead.id"] == "P-7"
    assert found["lead.subject"] == "Devis"
    assert found["lead.next_action_at"] == "2026-11-22T09:30:00+00:00"
    assert found["lead.status_public_text"] == "close"
    assert not any(path.startswith("order.") for path in found)


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"total": "84.50", "paid": "20"}, "64.50"),
        ({"total": "84.50"}, "84.50"),
        ({"total": 84.5, "paid": None}, "84.50"),
        ({}, ""),
        ({"total": "much"}, ""),
        ({"total": "84.50", "paid": "some"}, ""),
    ],
)
def test_what_is_left_to_pay(fields, left):
    assert balance(fields) == left


def test_an_events_own_fields_are_found_elsewhere():
    values = {
        "order.estimate_total": "80.00",
        "order.storage_fee": "5.00",
        "location.review_url": "https://x",
    }
    assert mirrored("order.quote_ready", values) == {"quote.total": "80.00"}
    assert mirrored("order.uncollected", values) == {"storage_fee": "5.00"}
    assert mirrored("order.feedback", values) == {"review_url": "https://x"}
    assert mirrored("order.uncollected", values | {"storage_fee": "9.00"}) == {}
