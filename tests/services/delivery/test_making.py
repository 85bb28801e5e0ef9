# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace

import pytest

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.delivery.making import brand_of, load_of, placeholder_names, render_job, secrets_in
from desk.services.shop import ShopSettings
from desk.services.templates import COLOUR, Made
from tests.services.rules.cases import PLACE

SHOP = ShopSettings(
    shop_name="Atelier", legal_name="Atelier SARL", website="https://atelier.example", country="FR"
)
MADE = Made(subject="Prête", body=b"bytes", content=b"kept")


@pytest.fixture
def one(floor):
    """A claimed delivery."""
    floor.account(25)
    floor.planned(1)
    return floor.claimed().claimed[0]


def test_every_path_and_its_french_name_may_be_used():
    names = placeholder_names()
    assert names.aliases["client.prenom"] == "customer.first_name"
    assert "order.due_at" in names.formats


def test_without_a_place_the_shop_speaks():
    brand = brand_of(None, SHOP)
    assert (brand.name, brand.legal_name, brand.website) == (
        "Atelier",
        "Atelier SARL",
        "https://atelier.example",
    )


def test_a_place_speaks_for_itself_and_the_shop_fills_in():
    brand = brand_of(PLACE, SHOP)
    assert (brand.name, brand.zone, brand.country) == ("Lyon", "Europe/Paris", "FR")
    assert (brand.legal_name, brand.website, brand.colour) == (
        "Atelier SARL",
        "https://atelier.example",
        COLOUR,
    )


def test_a_job_has_the_events_fields_and_those_of_the_moment(one):
    job = render_job(one, clock.now())
    assert (job.key, job.channel, job.language) == (one.version.id, Channel.EMAIL, "fr")
    assert job.fields["order.number"] == "0"
    assert job.fields["message.id"] == one.due.notification_id
    assert "now.date" in job.fields


def test_an_answer_goes_where_the_claim_says(one):
    assert render_job(one, clock.now()).finish["reply_to"] == ""
    marked = replace(one, reply_to="shop+dr@atelier.example")
    assert render_job(marked, clock.now()).finish["reply_to"] == "shop+dr@atelier.example"


def test_a_load_goes_to_the_address_of_the_claim_under_our_reference(one):
    load = load_of(one, MADE)
    assert (load.parcel.recipient_address, load.parcel.reference) == (one.address, one.reference)
    assert (load.parcel.body, load.departure.content, load.departure.subject) == (b"bytes", b"kept", "Prête")
    assert load.departure.provider_id == one.account.id


def test_the_codes_of_an_event_are_found():
    snapshot = {"code": "4711", "customer.first_name": "Zoë"}
    assert secrets_in("account.otp", snapshot) == {"code": "4711"}
    assert secrets_in("order.ready", {"order.number": "7"}) == {}
    link = {"link": "https://atelier.example/reset?t=1"}
    assert secrets_in("account.password_reset", link) == link
