# SPDX-License-Identifier: LicenseRef-Desk
"""Real people to show a template for."""

from desk.services.events import RecordBook
from desk.ui.panes.templates.personas import SAMPLE, find_personas, read_scene, samples_for


def find(shop, text="", kind="order.ready"):
    return shop.db.read_now(lambda session: find_personas(session, kind, text))


def scene(shop, persona, kind="order.ready"):
    return shop.db.read_now(lambda session: read_scene(session, kind, persona))


def test_those_with_a_record_of_the_right_kind_come_first(shop):
    first, second = find(shop)
    assert (first.name, first.about) == ("Sophie Bernard", "1042 Révision complète")
    assert (second.name, second.record_id) == ("Élodie Garnier", "")


def test_search_finds_names_and_numbers(shop):
    assert [one.name for one in find(shop, "garnier")] == ["Élodie Garnier"]
    assert [one.name for one in find(shop, "1042")] == ["Sophie Bernard"]
    assert find(shop, "zzz") == ()


def test_about_customers_there_are_no_records(shop):
    assert all(not one.record_id for one in find(shop, kind="customer.birthday"))


def test_a_real_message_is_filled_with_real_values(shop):
    found = scene(shop, find(shop)[0])
    assert found.fields["customer.first_name"] == "Sophie"
    assert found.fields["order.number"] == "1042"
    assert found.brand.name == "Atelier Lyon 2"
    assert "customer.company" not in found.fields
    assert "pickup_until" in found.borrowed  # only an event of this kind carries it
    assert not found.lacks_record


def test_what_really_happened_is_taken_from_the_event(shop):
    shop.db.write_now(lambda session: RecordBook(session).change_status(shop.order, "ready"))
    assert scene(shop, find(shop)[0]).fields["order.status"] == "ready"


def test_somebody_without_a_record_borrows_one(shop):
    found = scene(shop, find(shop, "garnier")[0])
    assert found.lacks_record
    assert found.fields["customer.first_name"] == "Élodie"
    assert found.fields["order.number"] == "1042"
    assert "order.number" in found.borrowed


def test_the_sample_has_everything(shop):
    found = scene(shop, SAMPLE)
    assert found.persona.is_sample
    assert found.fields["links.unsubscribe"].startswith("https://")


def test_samples_for_what_is_missing():
    assert samples_for("order.ready", {"order.item", "zut"}) == {"order.item": "vélo électrique"}


def test_without_an_event_every_field_has_a_sample(shop):
    assert scene(shop, find(shop, kind="")[0], kind="").fields["customer.full_name"]
