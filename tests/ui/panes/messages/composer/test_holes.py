# SPDX-License-Identifier: LicenseRef-Desk
"""Holes and placeholders in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.composer.holes import filled, holes, next_hole

TEXT = "Bonjour [[prénom]], votre vélo est prêt le [[date]]."


def test_holes_are_found_in_order():
    assert [(one.label, TEXT[one.start : one.end]) for one in holes(TEXT)] == [
        ("prénom", "[[prénom]]"),
        ("date", "[[date]]"),
    ]


@pytest.mark.parametrize(
    ("at", "backwards", "label"),
    [
        (0, False, "prénom"),
        (10, False, "date"),
        (len(TEXT), False, "prénom"),
        (len(TEXT), True, "date"),
        (0, True, "date"),
        (25, True, "prénom"),
    ],
)
def test_tab_goes_from_hole_to_hole_and_round(at, backwards, label):
    assert next_hole(TEXT, at, backwards=backwards).label == label


def test_a_text_without_holes_has_no_next_one():
    assert next_hole("[] [[]] [x]", 0) is None


def test_what_is_known_is_filled_and_the_rest_becomes_a_hole():
    text = "{% if x %}Hi {{ customer.first_name }} at {{customer.company|default('your shop')}}, {{ a.b | upper }}{% endif %}"
    known = {"customer.first_name": "Sophie"}
    assert filled(text, lambda name: known.get(name, ""), str.upper) == "Hi Sophie at your shop, [[A.B]]"


@given(st.text(alphabet="[]{}%ab \n|.", max_size=60), st.integers(0, 60), st.booleans())
def test_any_text_is_read(text, at, backwards):
    found = next_hole(text, at, backwards=backwards)
    assert (found is None) == (not holes(text))
    once = filled(text, lambda _name: "", lambda name: name)
    assert filled(once, lambda _name: "!", lambda name: name) == once
