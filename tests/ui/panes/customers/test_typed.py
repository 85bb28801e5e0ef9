# SPDX-License-Identifier: LicenseRef-Desk
"""What is typed into a card becomes a draft, and what others wrote meanwhile is seen."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import PointKind, PointState
from desk.ui.panes.customers.typed import Typed, TypedPoint, draft_of, kept_values, read, tags_of, written
from tests.ui.panes.customers.stage import card


def test_an_untouched_card_is_kept_as_it_is():
    one = card()
    draft = draft_of(one, kept_values(one))
    assert (draft.first_name, draft.country, draft.registered_at) == ("Sophie", "FR", date(2025, 1, 2))
    assert draft.birth_date == "12/05/1984"
    assert draft.tags == one.tags
    assert draft.fields == one.fields
    assert [type(value) for value in draft.fields.values()] == [int, bool, float, str]
    assert [(p.address, p.label, p.state) for p in draft.points] == [
        ("s@example.org", "home", PointState.UNKNOWN)
    ]


def test_empty_addresses_and_nameless_fields_are_left_out():
    one = card()
    now = kept_values(one) | {
        "points": (TypedPoint(kind=PointKind.PHONE, address="  "),),
        "fields": (("", "x"), (" size ", "2")),
    }
    draft = draft_of(one, now)
    assert draft.points == ()
    assert draft.fields == {"size": 2.0}


def test_an_address_that_works_again_says_so():
    one = card()
    point = TypedPoint(kind=PointKind.EMAIL, address="s@example.org", works=True)
    assert draft_of(one, kept_values(one) | {"points": (point,)}).points[0].state is PointState.OK


def test_what_others_write_where_one_types_is_a_clash():
    before, typed = kept_values(card()), Typed()
    typed.take(before, before | {"last_name": "Martin"})
    after = kept_values(card(last_name="Dupont", company="Vélos"))
    assert typed.clashes(before) == ()
    assert typed.clashes(after) == ("last_name",)
    typed.take(after, after | {"last_name": "Martin"})
    assert typed.clashes(after) == ("last_name",), "it stays one until it is settled"
    typed.take(after, after)
    assert typed.values == {}
    assert typed.clashes(after) == ()


def test_tags_are_read_from_a_line():
    assert tags_of(" pro, vélo ;pro,, #cargo ") == ("pro", "vélo", "cargo")
    assert tags_of("") == ()


@given(st.one_of(st.booleans(), st.integers(), st.text(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_value_survives_being_written_and_read(value):
    assert read(written(value), value) == value


@given(st.text())
def test_any_text_can_be_typed_over_a_number(text):
    assert read(text, 3) == text or isinstance(read(text, 3), int)
