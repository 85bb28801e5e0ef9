# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.shop import usual_opening


@pytest.mark.parametrize(("country", "days"), [("FR", [1, 2, 3, 4, 5]), ("DE", [0, 1, 2, 3, 4])])
def test_shops_open_five_days(country, days):
    week = usual_opening(country)
    assert sorted(week) == days
    assert set(week.values()) == {(("09:00", "19:00"),)}
