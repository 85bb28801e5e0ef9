# SPDX-License-Identifier: LicenseRef-Desk
"""The placeholders as people call them."""

import pytest

from desk.services.events import event_types
from desk.translation import use_language
from desk.ui.panes.templates.variables import (
    Vocabulary,
    found,
    known_fields,
    lists,
    path_of,
    sample_fields,
    sure,
    variables,
)


def named(typed, event_kind="order.ready"):
    return [one.path for one in found(variables(event_kind), typed)]


def test_they_are_grouped_and_have_samples():
    entries = variables("order.ready")
    first = next(one for one in entries if one.path == "customer.first_name")
    assert (first.group, first.label, first.sample, first.text) == (
        "Customer",
        "First name",
        "Sophie",
        "{{ customer.first_name }}",
    )
    groups = [one.group for one in entries]
    assert groups == sorted(groups, key=groups.index)  # each group stands together
    assert {"Order", "Location", "Company", "Event"} <= set(groups)


def test_in_french_they_have_their_french_names():
    use_language("fr")
    assert (
        next(one.spelling for one in variables("order.ready") if one.path == "customer.first_name")
        == "client.prenom"
    )
    assert named("pré")[0] == "customer.first_name"


@pytest.mark.parametrize(("typed", "path"), [("first", "customer.first_name"), ("order.num", "order.number")])
def test_what_is_typed_finds_them_by_label_and_path(typed, path):
    assert named(typed)[0] == path


def test_what_makes_no_words_is_not_offered():
    paths = {one.path for one in variables("order.ready")}
    assert "order.parts" not in paths
    assert "customer.id" not in paths
    assert "order.parts" in {one.path for one in lists("order.ready")}


def test_nothing_is_called_like_that():
    assert named("zzzz") == []
    assert named("") == [one.path for one in variables("order.ready")]


def test_an_event_that_is_no_more_knows_every_field():
    assert known_fields("gone.kind") == known_fields("")
    assert sample_fields("gone.kind")["customer.first_name"] == "Sophie"
    assert "location.name" in sure("gone.kind")


def test_every_event_has_something_to_say():
    for event in event_types():
        assert variables(event.name)


def test_the_vocabulary_knows_names_of_all_spellings(vocabulary):
    assert vocabulary.knows("order.number")
    assert vocabulary.knows("commande.numero")
    assert vocabulary.knows("line.price")
    assert not vocabulary.knows("prenon")
    assert vocabulary.label("order.number") == "Order › Order number"
    assert vocabulary.entry("client.prenom").path == "customer.first_name"
    assert path_of("prenom") == "customer.first_name"


def test_another_event_is_another_vocabulary(vocabulary):
    assert not vocabulary.use("order.ready")
    assert vocabulary.use("appointment.reminder")
    assert not vocabulary.knows("order.number")
    assert Vocabulary().knows("order.number")
