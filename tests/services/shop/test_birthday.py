# SPDX-License-Identifier: LicenseRef-Desk
"""Birthdays, 29 February included."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop import LeapBirthday, birth_key, birthday_in, keys_on

FEBRUARY, MARCH = LeapBirthday.FEBRUARY_28, LeapBirthday.MARCH_1


@pytest.mark.parametrize(
    ("day", "leap", "keys"),
    [
        (date(2026, 2, 28), FEBRUARY, ("0228", "0229")),
        (date(2026, 3, 1), FEBRUARY, ("0301",)),
        (date(2026, 2, 28), MARCH, ("0228",)),
        (date(2026, 3, 1), MARCH, ("0301", "0229")),
        (date(2028, 2, 28), FEBRUARY, ("0228",)),
        (date(2028, 2, 29), FEBRUARY, ("0229",)),
        (date(2028, 2, 29), MARCH, ("0229",)),
        (date(2028, 3, 1), MARCH, ("0301",)),
        (date(2026, 11, 22), FEBRUARY, ("1122",)),
    ],
)
def test_29_february_moves_in_years_without_one(day, leap, keys):
    assert keys_on(day, leap) == keys


@given(
    st.dates(date(1920, 1, 1), date(2020, 12, 31)),
    st.integers(min_value=2021, max_value=2060),
    st.sampled_from(LeapBirthday),
)
def test_everybody_has_exactly_one_birthday_a_year(born, year, leap):
    day = birthday_in(year, born, leap)
    assert birth_key(born) in keys_on(day, leap)
    others = (date.fromordinal(day.toordinal() + offset) for offset in (-2, -1, 1, 2))
    assert not any(birth_key(born) in keys_on(other, leap) for other in others)
