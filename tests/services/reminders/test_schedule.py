# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.reminders import HORIZON, Calendar, dues, next_due
from desk.services.rules import Trigger, TriggerKind
from desk.services.shop import LeapBirthday

PARIS = ZoneInfo("Europe/Paris")
CALENDAR = Calendar(zone=PARIS)
DAY = 1440
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)


def paris(day, wall, fold=0):
    return datetime.fromisoformat(f"{day}T{wall}:00").replace(tzinfo=PARIS, fold=fold).astimezone(UTC)


def once(offset=0, at="", further=()):
    return Trigger(
        kind=TriggerKind.DATE_FIELD,
        event_kind="order.due_reminder",
        date_field="order.due_at",
        offset_minutes=offset,
        at=at,
        further_offsets=further,
    )


def yearly(offset=0, at="", further=()):
    return Trigger(
        kind=TriggerKind.YEARLY,
        event_kind="customer.birthday",
        date_field="customer.birth_date",
        offset_minutes=offset,
        at=at,
        further_offsets=further,
    )


AT_TEN = paris("2026-11-25", "10:00")
ONCE = {
    "at the date": (once(), AT_TEN, paris("2026-11-25", "10:00")),
    "two hours before": (once(-120), AT_TEN, paris("2026-11-25", "08:00")),
    "a quarter after": (once(15), AT_TEN, paris("2026-11-25", "10:15")),
    "the day before, same time": (once(-DAY), AT_TEN, paris("2026-11-24", "10:00")),
    "the day before at six": (once(-DAY, "18:00"), AT_TEN, paris("2026-11-24", "18:00")),
    "three days after at nine": (once(3 * DAY, "09:00"), AT_TEN, paris("2026-11-28", "09:00")),
    "on the day at seven": (once(0, "07:00"), AT_TEN, paris("2026-11-25", "07:00")),
    "a wall time means nothing to hours": (once(-90, "07:00"), AT_TEN, paris("2026-11-25", "08:30")),
    "a date has a time of its own": (once(-DAY), date(2026, 11, 25), paris("2026-11-24", "09:00")),
    "a date's hours count from its time": (once(-120), date(2026, 11, 25), paris("2026-11-25", "07:00")),
    "a date at a time": (once(-7 * DAY, "18:30"), date(2026, 3, 3), paris("2026-02-24", "18:30")),
    "the eve, late in another zone": (
        once(-DAY),
        datetime(2026, 11, 25, 23, 30, tzinfo=UTC),
        paris("2026-11-25", "00:30"),
    ),
    # the clocks change on 29 March at 02:00 and on 25 October at 03:00
    "a day before over the spring change": (
        once(-DAY),
        paris("2026-03-29", "10:00"),
        paris("2026-03-28", "10:00"),
    ),
    "24 hours and a minute over it": (
        once(-DAY - 1),
        paris("2026-03-29", "10:00"),
        paris("2026-03-28", "08:59"),
    ),
    "a day after over the autumn change": (
        once(DAY),
        paris("2026-10-24", "10:00"),
        paris("2026-10-25", "10:00"),
    ),
    "hours over the autumn change": (
        once(-120),
        paris("2026-10-25", "03:30"),
        paris("2026-10-25", "02:30"),
    ),
    "into the gap": (once(-DAY), paris("2026-03-30", "02:30"), paris("2026-03-29", "03:00")),
    "a wall time in the gap": (
        once(-DAY, "02:30"),
        paris("2026-03-30", "10:00"),
        paris("2026-03-29", "03:00"),
    ),
    "into the repeated hour": (once(DAY), paris("2026-10-24", "02:30"), paris("2026-10-25", "02:30")),
    "from its second pass": (once(DAY), paris("2026-10-25", "02:30", 1), paris("2026-10-26", "02:30")),
    "at the second pass itself": (once(), paris("2026-10-25", "02:30", 1), paris("2026-10-25", "02:30", 1)),
    "over 29 February": (once(-DAY), date(2028, 3, 1), paris("2028-02-29", "09:00")),
    "over new year": (once(-DAY), date(2027, 1, 1), paris("2026-12-31", "09:00")),
}


@pytest.mark.parametrize(("trigger", "anchor", "due"), ONCE.values(), ids=ONCE)
def test_before_and_after_a_date(trigger, anchor, due):
    assert [one.at for one in dues(trigger, anchor, CALENDAR, LONG_AGO)] == [due]


def test_seconds_are_kept():
    anchor = AT_TEN + timedelta(seconds=42)
    (due,) = dues(once(-DAY), anchor, CALENDAR, LONG_AGO)
    assert due.at == anchor - timedelta(days=1)


def test_what_is_past_is_not_wanted_any_more():
    assert dues(once(-120), AT_TEN, CALENDAR, paris("2026-11-25", "08:00")) == ()
    assert next_due(once(-120), AT_TEN, CALENDAR, paris("2026-11-25", "07:59")) is not None


def test_a_series_comes_in_order_and_each_says_its_offset():
    trigger = once(-7 * DAY, further=(-120, -DAY))
    found = dues(trigger, AT_TEN, CALENDAR, LONG_AGO)
    assert [one.offset for one in found] == [-7 * DAY, -DAY, -120]
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert [one.offset for one in dues(trigger, AT_TEN, CALENDAR, paris("2026-11-25", "00:00"))] == [-120]


def test_a_slip_of_the_pen_is_no_date():
    assert dues(once(-120), date(202, 1, 1), CALENDAR, LONG_AGO) == ()
    assert dues(once(120), datetime(9999, 12, 31, 23, tzinfo=UTC), CALENDAR, LONG_AGO) == ()


BORN = date(1988, 2, 29)
YEARLY = {
    "a leap day in a short year": ("2026-01-01", LeapBirthday.FEBRUARY_28, date(2026, 2, 28)),
    "or on the first of March": ("2026-01-01", LeapBirthday.MARCH_1, date(2026, 3, 1)),
    "a leap day in a leap year": ("2027-12-01", LeapBirthday.FEBRUARY_28, date(2028, 2, 29)),
    "the day itself, before its time": ("2026-02-28", LeapBirthday.FEBRUARY_28, date(2026, 2, 28)),
    "the day after": ("2026-03-01", LeapBirthday.FEBRUARY_28, date(2027, 2, 28)),
}


@pytest.mark.parametrize(("today", "leap", "expected"), YEARLY.values(), ids=YEARLY)
def test_born_on_29_february(today, leap, expected):
    found = next_due(yearly(at="10:00"), BORN, Calendar(zone=PARIS, leap=leap), paris(today, "00:00"))
    assert found is not None
    assert (found.anchor, found.at) == (expected, paris(expected.isoformat(), "10:00"))


def test_days_ahead_reach_over_new_year():
    found = next_due(yearly(-3 * DAY), date(1990, 1, 2), CALENDAR, paris("2026-12-01", "00:00"))
    assert found is not None
    assert (found.at, found.anchor) == (paris("2026-12-30", "09:00"), date(2027, 1, 2))


def test_yearly_after_reaches_back_over_new_year():
    found = next_due(yearly(10 * DAY), date(1990, 12, 28), CALENDAR, paris("2027-01-01", "00:00"))
    assert found is not None
    assert (found.at, found.anchor) == (paris("2027-01-07", "09:00"), date(2026, 12, 28))


def test_a_year_has_to_pass_first():
    found = next_due(yearly(), date(2026, 11, 24), CALENDAR, paris("2026-11-24", "00:00"))
    assert found is not None
    assert found.anchor == date(2027, 11, 24)


def test_yearly_looks_no_further_than_its_horizon():
    assert len(dues(yearly(), date(1990, 5, 5), CALENDAR, paris("2026-05-05", "09:00"))) == 1
    until = paris("2030-01-01", "00:00")
    assert len(dues(yearly(), date(1990, 5, 5), CALENDAR, paris("2026-01-01", "00:00"), until)) == 4


def test_the_yearly_day_of_an_instant_is_the_places():
    late = datetime(2020, 5, 4, 23, 0, tzinfo=UTC)  # the 5th in Paris
    found = next_due(yearly(at="10:00"), late, CALENDAR, paris("2026-01-01", "00:00"))
    assert found is not None
    assert found.anchor == date(2026, 5, 5)


# ----------------------------------------------------------------------------------------- properties


zones = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Europe/Paris",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Asia/Kolkata",
            "Africa/Casablanca",
        )
    ]
)
calendars = st.builds(Calendar, zone=zones, leap=st.sampled_from(LeapBirthday))
instants = st.builds(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), st.integers(0, 2_000_000)
)
days = st.dates(date(1930, 1, 1), date(2030, 12, 31))
offsets = st.integers(-60 * DAY, 60 * DAY) | st.integers(-60, 60).map(lambda count: count * DAY)
walls = st.just("") | st.builds(
    lambda hours, minutes: f"{hours:02}:{minutes:02}", st.integers(0, 23), st.integers(0, 59)
)


@given(
    st.builds(once, offsets, walls, st.lists(offsets, max_size=3).map(tuple)),
    instants | days,
    calendars,
    instants,
)
def test_dues_come_in_order_after_the_asking_and_never_twice(trigger, anchor, calendar, after):
    found = dues(trigger, anchor, calendar, after)
    assert all(one.at > after for one in found)
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert len({one.offset for one in found}) == len(found)
    assert next_due(trigger, anchor, calendar, after) == (found[0] if found else None)


@given(st.builds(once, offsets, walls), instants | days, calendars)
def test_asking_later_only_drops_what_has_passed(trigger, anchor, calendar):
    for one in dues(trigger, anchor, calendar, LONG_AGO):
        assert dues(trigger, anchor, calendar, one.at) == ()
        assert dues(trigger, anchor, calendar, one.at - timedelta(microseconds=1)) == (one,)


@given(st.integers(-60, 60), walls.filter(bool), instants, calendars)
def test_a_wall_time_is_what_the_local_clock_shows_or_has_jumped_over(count, wall, anchor, calendar):
    (due,) = dues(once(count * DAY, wall), anchor, calendar, LONG_AGO)
    local = due.at.astimezone(calendar.zone)
    expected = anchor.astimezone(calendar.zone).date() + timedelta(days=count)
    assert local.date() == expected
    shown = f"{local:%H:%M}"
    before = (due.at - timedelta(seconds=1)).astimezone(calendar.zone)
    jumped = before.utcoffset() != local.utcoffset()
    assert shown == wall or (jumped and f"{before:%H:%M}" < wall < shown)


@given(st.integers(-60 * DAY, 60 * DAY).filter(lambda offset: offset % DAY), instants, calendars)
def test_hours_are_time_that_passes(offset, anchor, calendar):
    (due,) = dues(once(offset), anchor, calendar, LONG_AGO)
    assert due.at - anchor == timedelta(minutes=offset)


@given(
    st.builds(yearly, st.integers(-30, 30).map(lambda count: count * DAY), walls), days, calendars, instants
)
def test_every_year_has_one(trigger, born, calendar, after):
    found = dues(trigger, born, calendar, after, after + timedelta(days=10 * 366))
    years = [one.anchor.year for one in found]
    assert years == list(range(years[0], years[0] + len(years)))
    assert len(years) >= 10 or born.year >= after.year
    for one in found:
        assert (one.anchor.month, one.anchor.day) == (born.month, born.day) or (born.month, born.day) == (
            2,
            29,
        )
        assert one.anchor.year > born.year


@given(
    st.builds(yearly, st.integers(-30, 30).map(lambda count: count * DAY), walls),
    st.dates(date(1930, 1, 1), date(2023, 12, 31)),
    calendars,
    instants,
)
def test_the_horizon_always_holds_the_next_one(trigger, born, calendar, after):
    found = next_due(trigger, born, calendar, after)
    assert found is not None
    assert found.at - after <= HORIZON
