# SPDX-License-Identifier: LicenseRef-Desk
"""Wall time and instants, above all on the two odd days of the year."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop import (
    first_instant,
    instant_after,
    instants,
    jump_between,
    local_day,
    minute_at,
    minutes_of,
    wall_of,
    zone_named,
    zone_of,
)

PARIS = ZoneInfo("Europe/Paris")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
ZONES = [
    ZoneInfo(name) for name in ("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
]


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "wall", "at"),
    [
        (date(2026, 1, 15), "09:00", "2026-01-15T08:00"),
        (date(2026, 7, 15), "09:00", "2026-07-15T07:00"),
        (SPRING, "01:59", "2026-03-29T00:59"),
        (SPRING, "02:00", "2026-03-29T01:00"),
        (SPRING, "02:30", "2026-03-29T01:00"),
        (SPRING, "03:00", "2026-03-29T01:00"),
        (SPRING, "03:01", "2026-03-29T01:01"),
        (AUTUMN, "01:59", "2026-10-24T23:59"),
        (AUTUMN, "02:30", "2026-10-25T00:30"),
        (AUTUMN, "03:00", "2026-10-25T02:00"),
        (AUTUMN, "24:00", "2026-10-25T23:00"),
    ],
)
def test_a_wall_time_has_one_first_instant(day, wall, at):
    assert first_instant(day, minutes_of(wall), PARIS) == utc(at)


def test_a_repeated_time_has_two_instants():
    assert instants(AUTUMN, minutes_of("02:30"), PARIS) == (utc("2026-10-25T00:30"), utc("2026-10-25T01:30"))
    assert instant_after(utc("2026-10-25T00:31"), AUTUMN, 150, PARIS) == utc("2026-10-25T01:30")


def test_the_jump_is_found():
    assert jump_between(utc("2026-03-29T00:00"), utc("2026-03-29T12:00"), PARIS) == utc("2026-03-29T01:00")
    assert jump_between(utc("2026-03-28T00:00"), utc("2026-03-28T12:00"), PARIS) is None


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 1439), st.sampled_from(ZONES))
def test_the_clock_shows_the_time_asked_for_or_has_jumped_over_it(day, minute, zone):
    at = first_instant(day, minute, zone)
    before = at - timedelta(minutes=1)
    assert local_day(at, zone) == day
    assert minute_at(at, zone) >= minute
    if minute_at(at, zone) > minute:
        assert (local_day(before, zone), minute_at(before, zone)) < (day, minute)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 2879), st.sampled_from(ZONES))
def test_later_on_the_wall_is_never_earlier_in_truth(day, minute, zone):
    assert first_instant(day, minute, zone) <= first_instant(day, minute + 1, zone)


@pytest.mark.parametrize("wall", ["", "9", "9:5", "24:01", "25:00", "12:60", "-1:00", "a:00", "09:00:00"])
def test_a_wrong_wall_time_is_refused(wall):
    with pytest.raises(ValueError):
        minutes_of(wall)


@given(st.integers(0, 1440))
def test_minutes_are_written_as_they_are_read(minutes):
    assert minutes_of(wall_of(minutes)) == minutes


def test_past_midnight_is_written_as_the_next_day():
    assert wall_of(1560) == "02:00"


@pytest.mark.parametrize(
    "name", ["", "Nowhere", "Europe", "../etc/passwd", "Europe/Paris\n", "/etc/localtime"]
)
def test_an_unknown_zone_means_the_shops(name):
    assert zone_named(name) is None
    assert zone_of(name, "Europe/Paris") == PARIS
    assert zone_of(name, name) == ZoneInfo("UTC")
