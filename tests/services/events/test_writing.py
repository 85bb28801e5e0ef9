# SPDX-License-Identifier: LicenseRef-Desk
"""How a snapshot writes values down."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.events import date_of, filled, instant_of, text_of, written


def test_values_are_written_as_json():
    at = datetime(2026, 11, 22, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    values = {"at": at, "day": date(2026, 11, 22), "price": Decimal("12.5"), "tags": ("a", 1)}
    assert written(values) == {
        "at": "2026-11-22T09:30:00+00:00",
        "day": "2026-11-22",
        "price": "12.50",
        "tags": ["a", 1],
    }


def test_what_is_no_value_is_our_mistake():
    with pytest.raises(ValueError, match="JSON"):
        written(object())
    with pytest.raises(ValueError, match="naive"):
        written(datetime(2026, 11, 22))  # noqa: DTZ001 - the naive value is the point


def test_what_is_empty_is_left_out_and_zero_stays():
    assert filled({"a": "", "b": None, "c": [], "d": {}, "e": 0, "f": False}) == {"e": 0, "f": False}


def test_what_is_no_date_reads_as_none():
    for value in (None, "", "soon", 12, "2026-13-01", [], True):
        assert instant_of(value) is None
        assert date_of(value) is None
    assert instant_of("2026-11-22T09:30:00") is None


@pytest.mark.parametrize(
    "value",
    [
        "9999-12-31T23:59:59+00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1899-12-31T23:59:59+00:00",
        "2501-01-01T00:00:00+00:00",
        "9999-12-31",
        "0001-01-01",
    ],
)
def test_a_year_that_no_shop_sees_reads_as_none(value):
    assert instant_of(value) is None
    assert date_of(value) is None


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_instants_come_back(at):
    at = at.replace(microsecond=0)
    assert instant_of(text_of(at)) == at
    assert date_of(text_of(at)) == at.date()


@given(
    st.dictionaries(st.text(max_size=5), st.none() | st.text() | st.integers() | st.dates() | st.booleans())
)
def test_whatever_is_written_is_json(values):
    assert json.loads(json.dumps(filled(values))) == filled(values)
