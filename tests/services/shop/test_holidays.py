# SPDX-License-Identifier: LicenseRef-Desk
"""The calendars, against tables of known dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop import CALENDARS, LABELS, holiday_on, public_holidays

KNOWN = {
    ("FR", 2026): "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
    ("FR", 2024): "01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25",
    ("FR-AM", 2026): "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26",
    ("BE", 2026): "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25",
    ("CH", 2026): "01-01 04-03 04-06 05-14 05-25 08-01 12-25 12-26",
    ("LU", 2026): "01-01 04-06 05-01 05-09 05-14 05-25 06-23 08-15 11-01 12-25 12-26",
    ("LU", 2018): "01-01 04-02 05-01 05-10 05-21 06-23 08-15 11-01 12-25 12-26",
    ("DE", 2026): "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26",
    ("DE", 2017): "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26",
    ("ES", 2026): "01-01 01-06 04-03 05-01 08-15 10-12 11-01 12-06 12-08 12-25",
    ("IT", 2026): "01-01 01-06 04-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26",
    ("IT", 2025): "01-01 01-06 04-21 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26",
    ("GB", 2026): "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28",
    ("GB", 2022): "01-01 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27",
    ("GB", 2021): "01-01 04-02 04-05 05-03 05-31 08-30 12-25 12-26 12-27 12-28",
    ("GB", 2020): "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-26 12-28",
    ("US", 2026): "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
    ("US", 2021): "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
    ("US", 2020): "01-01 01-20 02-17 05-25 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
}


@pytest.mark.parametrize(("calendar", "year"), KNOWN)
def test_known_years(calendar, year):
    days = " ".join(f"{day:%m-%d}" for day in sorted(public_holidays(calendar, year)))
    assert days == KNOWN[calendar, year]


def test_a_holiday_has_a_code_and_a_label():
    assert holiday_on("FR", date(2026, 7, 14)) == "national_day"
    assert holiday_on("FR", date(2026, 7, 15)) is None
    used = {
        code
        for calendar in CALENDARS
        for year in range(1990, 2040)
        for code in public_holidays(calendar, year).values()
    }
    assert used == set(LABELS)


def test_an_unknown_calendar_has_no_holidays():
    assert public_holidays("XX", 2026) == {}
    assert public_holidays("", 2026) == {}


@given(st.sampled_from(sorted(CALENDARS)), st.integers(min_value=1990, max_value=2150))
def test_every_year_has_its_great_days(calendar, year):
    days = public_holidays(calendar, year)
    assert {date(year, 1, 1), date(year, 12, 25)} <= days.keys()
    assert all(day.year == year for day in days)
    assert 8 <= len(days) <= 20


@given(st.integers(min_value=1980, max_value=2150))
def test_a_weekend_holiday_is_given_back_in_britain(year):
    days = public_holidays("GB", year)
    weekend = [day for day in days if day.weekday() >= 5]
    by_name = list(days.values())
    assert all(by_name.count(days[day]) == 2 for day in weekend)


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_alsace_has_all_that_france_has(day):
    if holiday_on("FR", day):
        assert holiday_on("FR-AM", day)
