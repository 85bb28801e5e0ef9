# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace

import pytest

from desk.services.rules.gates import location_zone, recipient_zone, value_of
from tests.services.rules.cases import EMAIL, PLACE, occasion, person, state

PERSON = person(
    tags=frozenset({"vip", "pro"}),
    language="fr",
    country="BE",
    consents=frozenset({("commercial", EMAIL)}),
)
OCCASION = occasion(fields={"order.total": "12.50", "customer.language": "en"})

VALUES = [
    ("order.total", "12.50"),
    ("order.colour", None),
    ("customer.language", "en"),  # as it was when the event came
    ("customer.country", "BE"),
    ("customer.tags", ["pro", "vip"]),
    ("customer.shoe_size", None),
    ("location.id", "loc"),
    ("location.name", "Lyon"),
    ("location.colour", None),
    ("consent.commercial.email", True),
    ("consent.commercial.sms", False),
    ("consent.commercial", True),
    ("consent.quality", False),
    ("nonsense", None),
]


@pytest.mark.parametrize(("path", "value"), VALUES)
def test_what_conditions_can_ask(path, value):
    assert value_of(OCCASION, PERSON, path) == value


def test_of_nobody_nothing_is_known():
    assert value_of(OCCASION, None, "customer.tags") is None
    assert value_of(OCCASION, None, "consent.commercial") is None


ZONES = [
    ("Asia/Tokyo", "Europe/Lisbon", "Asia/Tokyo"),
    ("", "Europe/Lisbon", "Europe/Lisbon"),
    ("", "", "Europe/Paris"),
    ("Mars/Olympus", "Europe/Lisbon", "Europe/Paris"),
    ("", "Mars/Olympus", "Europe/Paris"),
]


@pytest.mark.parametrize(("theirs", "places", "zone"), ZONES)
def test_whose_clock_counts(theirs, places, zone):
    here = occasion(location=replace(PLACE, zone=places))
    assert recipient_zone(here, person(timezone=theirs), state()).key == zone


def test_without_a_place_the_shops_clock_counts():
    assert location_zone(occasion(location=None), state(shop_zone="Indian/Reunion")).key == "Indian/Reunion"
    assert recipient_zone(occasion(location=None), None, state(shop_zone="nowhere")).key == "UTC"
