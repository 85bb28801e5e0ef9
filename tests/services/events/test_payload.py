# SPDX-License-Identifier: LicenseRef-Desk
"""What is told from outside is checked against the catalogue."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.events import content_key, event_types, read_payload


def problems(kind, payload):
    with pytest.raises(Refused) as refused:
        read_payload(kind, payload)
    return {(problem.code, problem.place) for problem in refused.value.problems}


def test_a_payload_is_read():
    told = read_payload(
        "order.ready",
        {
            "order": 1042,
            "customer": " sophie@example.fr ",
            "at": "2026-11-22T10:30:00+01:00",
            "fields": {"order.total": "84.50", "commande.note": "Merci"},
        },
    )
    assert told.record == "1042"
    assert told.customer == "sophie@example.fr"
    assert told.at == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert told.of_record("order") == {"total": "84.50", "notes_public": "Merci"}


def test_what_is_missing_is_named():
    assert problems("order.ready", {}) == {("missing_field", "order")}
    assert problems("customer.birthday", {}) == {("missing_field", "customer")}


def test_everything_wrong_is_named_at_once():
    payload = {
        "record": "1042",
        "colour": "rouge",
        "at": "yesterday",
        "fields": {
            "order.total": "much",
            "order.due_at": "2026-11-22",
            "order.parts": "one",
            "order.queue_position": "first",
            "weather": "fine",
            "order.banana": "1",
            "customer.shoe_size": 42,
        },
    }
    assert problems("order.ready", payload) == {
        ("unknown_field", "colour"),
        ("unknown_field", "weather"),
        ("unknown_field", "order.banana"),
        ("unknown_field", "customer.shoe_size"),
        ("bad_value", "at"),
        ("bad_value", "order.total"),
        ("bad_value", "order.due_at"),
        ("bad_value", "order.parts"),
        ("bad_value", "order.queue_position"),
    }
    assert problems("order.ready", {"record": "1", "fields": ["a"]}) == {("bad_value", "fields")}


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_no_shop_sees_is_refused(at):
    assert problems("order.ready", {"order": "1", "at": at}) == {("bad_value", "at")}
    told = {"order": "1", "fields": {"order.due_at": at}}
    assert problems("order.ready", told) == {("bad_value", "order.due_at")}


@pytest.mark.parametrize("amount", ["1e999999", "-1e15", 1e300, "NaN", True])
def test_an_amount_that_nobody_pays_is_refused(amount):
    told = {"order": "1", "fields": {"order.total": amount}}
    assert problems("order.ready", told) == {("bad_value", "order.total")}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(["record", "order", "customer", "at", "fields", "location"]) | st.text(max_size=8)


@given(st.sampled_from(event_types()), st.dictionaries(names, json_values, max_size=5))
def test_anything_is_read_or_refused(declared, payload):
    try:
        told = read_payload(declared.name, payload)
    except Refused:
        return
    assert told.record or told.customer


def test_a_slip_of_the_pen_is_guessed():
    with pytest.raises(Refused) as refused:
        read_payload("order.ready", {"order": "1", "fields": {"order.totl": "1"}})
    assert refused.value.problems[0].details == {"value": "order.totl", "meant": "order.total"}


@given(st.dictionaries(st.text(), json_values, min_size=1))
def test_the_key_of_a_content_forgets_the_order_of_its_words_only(payload):
    turned = dict(reversed(payload.items()))
    assert content_key("order.ready", payload) == content_key("order.ready", turned)
    assert content_key("order.ready", payload) != content_key("order.collected", payload)
    assert content_key("order.ready", payload) != content_key(
        "order.ready", {**payload, "more": 1, "and": payload}
    )
