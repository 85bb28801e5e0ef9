# SPDX-License-Identifier: LicenseRef-Desk
"""The words of the catalogue."""

from desk.services.events import KINDS, all_fields, event_types
from desk.ui.wording import (
    event_name,
    field_name,
    formats,
    record_name,
    role_name,
    status_name,
    status_of_event,
    value_text,
)
from tests.ui.frame import spoken


def test_everything_in_the_catalogue_is_said_in_french(qapp):
    with spoken("fr"):
        for kind in KINDS:
            assert record_name(kind.name)
            assert all(status_name(kind.name, status.code) for status in kind.statuses)
        assert all(event_name(one.name) for one in event_types())
        assert all(field_name(field.path) for field in all_fields())


def test_what_the_catalogue_does_not_know_stays_readable():
    assert record_name("spaceship") == "Spaceship"
    assert event_name("spaceship.landed") == "Spaceship \u203a landed"
    assert status_name("spaceship", "in_orbit") == "In orbit"
    assert status_name("order", "in_orbit") == "In orbit"
    assert status_of_event("spaceship.landed", "in_orbit") == "In orbit"
    assert field_name("customer.shoe_size") == "Customer \u203a shoe size"
    assert role_name("pilot") == "Pilot"


def test_consents_are_named_by_topic_and_channel():
    assert field_name("consent.commercial.sms") == "Offers \u203a SMS"
    assert field_name("consent.operational") == "Service messages"


def test_values_are_said_by_their_type(qapp):
    formats.use_zone("UTC")
    kinds = {field.type.value: field.path for field in all_fields()}
    with spoken("en"):
        assert value_text("", "") == "empty"
        assert value_text("", "true") == "yes"
        assert value_text("", "false") == "no"
        assert value_text(kinds["money"], "12.50") == "€12.50"
        assert value_text(kinds["date"], "2025-11-25") == "25 Nov 2025"
        assert value_text(kinds["instant"], "2025-11-25T13:33:00+00:00") == "Tuesday 25 November 2025, 13:33"
        assert value_text(kinds["date"], "soon") == "soon"
        assert value_text("customer.language", "fr") == "French"
        assert value_text("order.number", "1042") == "1042"
