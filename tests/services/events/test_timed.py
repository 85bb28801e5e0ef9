# SPDX-License-Identifier: LicenseRef-Desk
"""What a timer's event says about time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.events import Moment, event_types, fields_of, occurrence, timed_fields

PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def moment(anchor, at=AT):
    return Moment(anchor=anchor, at=at, zone=PARIS)


def test_minutes_left_are_rounded_up():
    assert timed_fields("order.due_reminder", moment(AT + timedelta(hours=2))) == {"minutes_left": 120}
    assert timed_fields("order.due_reminder", moment(AT + timedelta(seconds=61))) == {"minutes_left": 2}


def test_days_are_counted_by_the_locations_calendar():
    late_evening = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert timed_fields("order.overdue", moment(late_evening)) == {"days_late": 1}
    assert timed_fields("order.uncollected", moment(AT - timedelta(days=7))) == {"days_waiting": 7}


def test_a_reminder_that_comes_too_late_is_never_negative():
    assert timed_fields("order.due_reminder", moment(AT - timedelta(hours=1))) == {"minutes_left": 0}
    assert timed_fields("order.overdue", moment(AT + timedelta(days=2))) == {"days_late": 0}


def test_a_birthday_knows_the_age_that_is_reached():
    assert timed_fields("customer.birthday", moment(date(1986, 11, 27))) == {"age": 40, "days_ahead": 3}
    assert timed_fields("customer.birthday", moment(date(1986, 11, 24))) == {"age": 40, "days_ahead": 0}
    assert timed_fields("customer.birthday", moment(date(1986, 1, 1))) == {"age": 41, "days_ahead": 38}
    assert timed_fields("customer.anniversary", moment(date(2023, 11, 24))) == {"years": 3}


def test_the_29th_of_february_is_the_28th_in_short_years():
    assert occurrence(date(2000, 2, 29), date(2027, 2, 1)) == date(2027, 2, 28)
    assert occurrence(date(2000, 2, 29), date(2028, 2, 1)) == date(2028, 2, 29)


def test_events_at_a_fact_say_nothing_about_time():
    assert timed_fields("order.ready", moment(AT)) == {}


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1970, 1, 1), date(2100, 1, 1)))
def test_a_day_returns_within_a_year(anchor, today):
    found = occurrence(anchor, today)
    assert today <= found <= today + timedelta(days=366)
    assert (found.month, found.day) in {(anchor.month, anchor.day), (2, 28)}


@pytest.mark.parametrize("declared", event_types(), ids=lambda declared: declared.name)
def test_only_declared_fields_are_filled(declared):
    found = timed_fields(declared.name, moment(AT - timedelta(days=400)))
    assert set(found) <= {field.path for field in fields_of(declared.name)}
    assert all(isinstance(value, int) and value >= 0 for value in found.values())
