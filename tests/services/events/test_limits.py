# SPDX-License-Identifier: LicenseRef-Desk
"""What is told from outside stays within bounds, however it is packed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.events import read_payload
from desk.services.events.limits import MOST_CHARACTERS, MOST_LEVELS, keep_within
from desk.services.events.writing import written


def nested(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


def deep(levels):
    value = {}
    for _ in range(levels):
        value = {"a": value}
    return value


def problems(payload):
    with pytest.raises(Refused) as refused:
        keep_within(payload)
    return {(one.code, one.place) for one in refused.value.problems}


@pytest.mark.parametrize(
    ("value", "code", "place"),
    [
        (nested(30), "too_deep", "order.note"),
        (nested(100_000), "too_deep", "order.note"),
        (deep(100_000), "too_deep", "order.note"),
        ("x" * 10_000_000, "too_long", "payload"),
        (["x"] * 70_000, "too_long", "payload"),
        (["x" * 100] * 700, "too_long", "payload"),
        ({"x" * 70_000: 1}, "too_long", "payload"),
        (10**5000, "bad_number", "order.note"),
        (-(2**64), "bad_number", "order.note"),
        (float("nan"), "bad_number", "order.note"),
        ([1.0, float("-inf")], "bad_number", "order.note"),
        ("a\x00b", "control_character", "order.note"),
        ("\ud800", "control_character", "order.note"),
        (["fine", {"\x1b[2J": 1}], "control_character", "order.note"),
    ],
    ids=range(14),
)
def test_what_breaks_a_limit_is_refused_at_the_first_look(value, code, place):
    payload = {"order": "A1", "fields": {"order.note": value}}
    assert problems(payload) == {(code, place)}
    with pytest.raises(Refused, match=code):
        read_payload("order.ready", payload)


def test_the_place_is_what_a_person_finds_again():
    assert problems({"order": "A\x00"}) == {("control_character", "order")}
    assert problems({"bad\x00": 1}) == {("control_character", "payload")}


def test_up_to_the_limits_all_is_taken():
    keep_within({"fields": {"a": nested(MOST_LEVELS - 2)}})
    keep_within({"a": "x" * (MOST_CHARACTERS - 2)})
    keep_within({"a": "one\n\ttwo \u202f…\r\n", "b": 2**62, "c": 1e300, "d": None, "e": True})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(values)
def test_what_passes_can_be_kept(value):
    try:
        keep_within(value)
    except Refused:
        return
    json.dumps(written(value), allow_nan=False, ensure_ascii=False).encode()
