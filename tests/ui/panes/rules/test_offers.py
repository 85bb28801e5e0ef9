# SPDX-License-Identifier: LicenseRef-Desk
"""What pills offer: everything that makes sense, nothing that does not, in words."""

import pytest

from desk.models.vocabulary import Channel
from desk.services.events import event_type, event_types
from desk.services.rules import TemplateFacts, condition_types
from desk.services.shop import LocationView
from desk.ui.panes.rules import offers
from desk.ui.panes.rules.readings import Shop, TemplateChoice

READY = event_type("order.ready")
SHOP = Shop(
    places=(LocationView(id="l1", name="Lyon"),),
    templates=(
        TemplateChoice(
            id="t1",
            name="Ready",
            event_kind="order.ready",
            facts=TemplateFacts(template_id="t1", version_id="v"),
        ),
        TemplateChoice(
            id="t2", name="Other", event_kind="order.created", facts=TemplateFacts(template_id="t2")
        ),
    ),
)


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.name)
def test_every_field_that_is_offered_may_be_named(event):
    types = condition_types(event)
    options = offers.field_options(event)
    assert len({option.key for option in options}) == len(options)
    for option in options:
        assert option.key in types or option.key.startswith("consent.")
        assert option.label
        assert option.label != option.key


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.name)
def test_groups_of_fields_stand_together(event):
    groups = [option.group for option in offers.field_options(event)]
    assert len([one for one, before in zip(groups, ["", *groups], strict=False) if one != before]) == len(
        set(groups)
    )


def test_every_event_is_offered_once_under_its_subject():
    offered = [
        option.key for subject in offers.subject_options() for option in offers.event_options(subject.key)
    ]
    assert sorted(offered) == sorted(event.name for event in event_types())
    assert len(offers.ready_options()) == len(event_types())


def test_roles_nobody_can_be_found_for_say_so():
    options = {option.key: option.reason for option in offers.role_options(event_type("order.overdue"))}
    assert options["customer"] == ""
    assert options["staff"] == "comes later"


def test_dates_are_those_of_the_record_or_the_customer():
    assert "order.due_at" in {option.key for option in offers.date_options(event_type("order.overdue"))}
    assert {option.key for option in offers.date_options(event_type("customer.birthday"))} >= {
        "customer.birth_date",
        "customer.registered_at",
    }


def test_templates_of_the_event_come_first_and_unpublished_ones_are_marked():
    first, second = offers.template_options(SHOP, READY)
    assert (first.key, first.group, first.detail) == ("t1", "For this event", "")
    assert (second.key, second.group, second.detail) == ("t2", "For other events", "not published")


def test_channels_are_those_that_are_built_and_allowed():
    assert offers.channels_of(READY) == (Channel.EMAIL, Channel.SMS)
    assert offers.channels_of(event_type("technician.arrived")) == (Channel.SMS,)


@pytest.mark.parametrize(
    ("path", "key", "label"),
    [
        ("order.status", "ready", "Ready"),
        ("customer.language", "fr", "French"),
        ("customer.country", "FR", "France"),
        ("location.id", "l1", "Lyon"),
        ("consent.commercial", "true", "accepted"),
        ("order.reach_via", "sms", "SMS"),
    ],
)
def test_closed_fields_offer_their_values_in_words(path, key, label):
    options = {option.key: option.label for option in offers.value_options(path, SHOP)}
    assert options[key] == label


def test_open_fields_offer_no_values():
    assert offers.value_options("order.brand", SHOP) == ()
