# SPDX-License-Identifier: LicenseRef-Desk
"""On which day a holiday falls."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop.holiday_rules import easter, fixed, from_easter, nth, once

EASTERS = """
    1818-03-22 1913-03-23 1943-04-25 1954-04-18 1961-04-02 1981-04-19 1999-04-04 2000-04-23
    2008-03-23 2011-04-24 2016-03-27 2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09
    2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 2035-03-25
    2038-04-25 2049-04-18 2076-04-19 2100-03-28
""".split()  # noqa: SIM905 - dates in rows of ten read better than in quotes


@pytest.mark.parametrize("day", EASTERS)
def test_easter_of_known_years(day):
    known = date.fromisoformat(day)
    assert easter(known.year) == known


@given(st.integers(min_value=1583, max_value=9000))
def test_easter_is_a_sunday_of_spring(year):
    day = easter(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


@given(
    st.integers(min_value=1900, max_value=2200),
    st.integers(min_value=1, max_value=12),
    st.integers(min_value=0, max_value=6),
    st.sampled_from([1, 2, 3, 4, -1]),
)
def test_the_nth_weekday_is_one_of_its_month(year, month, weekday, number):
    day = nth("x", number, weekday, month).day(year)
    assert (day.year, day.month, day.weekday()) == (year, month, weekday)
    if number > 0:
        assert (day.day - 1) // 7 == number - 1
    else:
        assert (day + timedelta(days=7)).month != month


def test_a_holiday_may_have_begun_or_ended():
    rule = fixed("x", 5, 9).years(2019, 2030, without=(2025,))
    assert rule.day(2018) is None
    assert rule.day(2019) == date(2019, 5, 9)
    assert rule.day(2025) is None
    assert rule.day(2031) is None


def test_a_single_holiday_comes_once():
    rule = once("x", date(2023, 5, 8))
    assert rule.day(2023) == date(2023, 5, 8)
    assert rule.day(2024) is None


def test_feasts_follow_easter():
    assert from_easter("ascension", 39).day(2026) == date(2026, 5, 14)
