# SPDX-License-Identifier: LicenseRef-Desk
"""When a location is open."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop import (
    LocationView,
    Span,
    hours_today,
    hours_week,
    is_holiday,
    is_open,
    next_close,
    next_opening,
    openings_between,
    spans_on,
)

PARIS = ZoneInfo("Europe/Paris")
DAY = (Span(9 * 60, 12 * 60), Span(14 * 60, 19 * 60))
SHOP = LocationView(
    id="l1",
    opening=((), DAY, DAY, DAY, DAY, (Span(9 * 60, 17 * 60),), ()),
    calendar="FR",
    closed=frozenset({date(2026, 12, 24)}),
    extra={date(2026, 12, 20): (Span(600, 1080),), date(2026, 7, 14): ()},
)
NIGHT = LocationView(id="l2", opening=(((),) * 4 + ((Span(22 * 60, 26 * 60),),) * 2 + ((),)))
ALWAYS = LocationView(id="l3", opening=((Span(0, 1440),),) * 7)


def at(text, zone=PARIS):
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-24T08:59", False),
        ("2026-11-24T09:00", True),
        ("2026-11-24T11:59", True),
        ("2026-11-24T12:00", False),
        ("2026-11-24T13:59", False),
        ("2026-11-24T14:00", True),
        ("2026-11-24T19:00", False),
        ("2026-11-23T10:00", False),
        ("2026-11-11T10:00", False),
        ("2026-12-24T10:00", False),
        ("2026-12-20T10:00", True),
        ("2026-12-20T09:00", False),
        ("2026-07-14T10:00", True),
    ],
)
def test_spans_holidays_and_days_of_its_own(when, expected):
    assert is_open(SHOP, at(when)) is expected


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("2026-11-24T08:00", "2026-11-24T09:00"),
        ("2026-11-24T10:00", "2026-11-24T10:00"),
        ("2026-11-24T12:30", "2026-11-24T14:00"),
        ("2026-11-21T17:00", "2026-11-24T09:00"),
        ("2026-11-10T19:00", "2026-11-12T09:00"),
        ("2026-12-23T20:00", "2026-12-26T09:00"),
        ("2026-12-19T18:00", "2026-12-20T10:00"),
        ("2026-12-20T18:00", "2026-12-22T09:00"),
    ],
)
def test_the_next_opening(when, opens):
    assert next_opening(SHOP, at(when)) == at(opens)


@pytest.mark.parametrize(
    ("when", "closes"),
    [
        ("2026-11-24T08:00", "2026-11-24T12:00"),
        ("2026-11-24T12:00", "2026-11-24T19:00"),
        ("2026-11-21T17:00", "2026-11-24T12:00"),
    ],
)
def test_the_next_close(when, closes):
    assert next_close(SHOP, at(when)) == at(closes)


def test_a_span_may_pass_midnight():
    assert is_open(NIGHT, at("2026-11-27T23:00"))
    assert is_open(NIGHT, at("2026-11-28T01:59"))
    assert not is_open(NIGHT, at("2026-11-28T02:00"))
    assert is_open(NIGHT, at("2026-11-29T01:00"))
    assert not is_open(NIGHT, at("2026-11-29T23:00"))
    assert next_opening(NIGHT, at("2026-11-28T01:00")) == at("2026-11-28T01:00")
    assert next_close(NIGHT, at("2026-11-27T12:00")) == at("2026-11-28T02:00")


def test_a_span_past_midnight_in_the_spring_night_is_an_hour_shorter():
    shop = LocationView(id="l", opening=(((),) * 5 + ((Span(22 * 60, 28 * 60),),) + ((),)))
    opens = next_opening(shop, at("2026-03-28T12:00"))
    assert opens == datetime(2026, 3, 28, 21, tzinfo=UTC)
    assert next_close(shop, opens) == datetime(2026, 3, 29, 2, tzinfo=UTC)


def test_a_span_past_midnight_in_the_autumn_night_is_an_hour_longer():
    shop = LocationView(id="l", opening=(((),) * 5 + ((Span(22 * 60, 28 * 60),),) + ((),)))
    opens = next_opening(shop, at("2026-10-24T12:00"))
    assert opens == datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert next_close(shop, opens) == datetime(2026, 10, 25, 3, tzinfo=UTC)
    assert is_open(shop, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


def test_an_opening_in_the_spring_gap_is_its_end():
    shop = LocationView(id="l", opening=(((),) * 6 + ((Span(150, 600),),)))
    assert next_opening(shop, at("2026-03-28T12:00")) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_span_inside_the_spring_gap_is_none():
    shop = LocationView(id="l", opening=(((),) * 6 + ((Span(130, 170),),)))
    assert next_opening(shop, at("2026-03-29T00:00")) == at("2026-04-05T02:10")


def test_a_place_without_hours_never_opens():
    nowhere = LocationView(id="l")
    assert not is_open(nowhere, at("2026-11-24T10:00"))
    assert next_opening(nowhere, at("2026-11-24T10:00")) is None
    assert next_close(nowhere, at("2026-11-24T10:00")) is None


def test_a_place_that_never_closes():
    assert is_open(ALWAYS, at("2026-11-24T00:00"))
    assert next_opening(ALWAYS, at("2026-11-24T00:00")) == at("2026-11-24T00:00")
    assert next_close(ALWAYS, at("2026-11-24T00:00")) is None


def test_the_hours_of_today_are_those_of_the_places_calendar():
    today = hours_today(SHOP, at("2026-11-11T00:30"))
    assert (today.day, today.spans, today.holiday) == (date(2026, 11, 11), (), "armistice")
    assert hours_today(SHOP, datetime(2026, 11, 23, 23, 30, tzinfo=UTC)).day == date(2026, 11, 24)


def test_an_unknown_country_calendar_has_no_holidays():
    shop = LocationView(id="l", opening=SHOP.opening, calendar="")
    assert not is_holiday(shop, date(2026, 11, 11))
    assert is_open(shop, at("2026-11-11T10:00"))


def test_the_usual_week_is_monday_first():
    assert hours_week(SHOP)[0] == ()
    assert hours_week(SHOP)[5] == (Span(540, 1020),)


def test_an_extra_day_without_hours_has_the_weekdays_own():
    assert spans_on(SHOP, date(2026, 7, 14)) == DAY


@st.composite
def places(draw):
    days = []
    for _ in range(7):
        walls = sorted(draw(st.lists(st.integers(0, 1500), unique=True, max_size=6)))
        days.append(tuple(Span(a, b) for a, b in zip(walls[::2], walls[1::2], strict=False) if a < 1440))
    zone = draw(st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Tokyo"]))
    return LocationView(id="l", zone=zone, opening=tuple(days), calendar=draw(st.sampled_from(["", "FR"])))


instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(places(), instants)
def test_the_next_opening_is_open_and_nothing_before_it_is(place, when):
    opens = next_opening(place, when)
    if opens is None:
        assert not any(place.opening)
        return
    assert opens >= when
    assert is_open(place, opens)
    assert (opens == when) == is_open(place, when)
    for part in range(1, 8):
        between = when + (opens - when) * part / 8
        assert not is_open(place, between) or between == opens


@given(places(), instants)
def test_until_the_next_close_it_stays_open(place, when):
    opens, closes = next_opening(place, when), next_close(place, when)
    if opens is None or closes is None:
        return
    assert closes > opens
    assert is_open(place, closes - timedelta(microseconds=1))
    assert not is_open(place, closes)
    assert all(is_open(place, opens + (closes - opens) * part / 8) for part in range(8))


@given(places(), instants)
def test_away_from_clock_changes_the_wall_decides(place, when):
    zone = ZoneInfo(place.zone)
    local = when.astimezone(zone)
    nights = [(when + timedelta(days=days)).astimezone(zone).utcoffset() for days in (-2, 2)]
    if nights[0] != nights[1] or when.microsecond:
        return
    minute = local.hour * 60 + local.minute
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    expected = any(start <= minute < end for start, end in spans_on(place, today)) or any(
        start <= minute + 1440 < end for start, end in spans_on(place, yesterday)
    )
    assert is_open(place, when) is expected


def test_openings_between_two_instants_are_cut_at_both():
    found = list(openings_between(SHOP, at("2026-11-24T11:00"), at("2026-11-24T15:00")))
    assert found == [
        (at("2026-11-24T11:00"), at("2026-11-24T12:00")),
        (at("2026-11-24T14:00"), at("2026-11-24T15:00")),
    ]
    assert not list(openings_between(SHOP, at("2026-11-24T15:00"), at("2026-11-24T11:00")))


def test_openings_that_overlap_are_counted_once():
    place = LocationView(id="l4", opening=((Span(9 * 60, 26 * 60),),) * 7)
    twice = LocationView(id="l5", opening=((Span(0, 26 * 60),),) * 7)
    begin, end = at("2026-11-24T00:00"), at("2026-11-27T00:00")
    assert sum((b - a for a, b in openings_between(twice, begin, end)), timedelta(0)) == end - begin
    for (_, before), (after, _) in pairwise(openings_between(place, begin, end)):
        assert before <= after
