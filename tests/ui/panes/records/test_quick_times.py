# SPDX-License-Identifier: LicenseRef-Desk
"""The dates one click away."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop import LocationView, Span, is_open
from desk.ui.panes.records.quick_times import Quick, opening_after, picks

PARIS = ZoneInfo("Europe/Paris")
DAY = (Span(9 * 60, 12 * 60), Span(14 * 60, 19 * 60))
SHOP = LocationView(id="1", zone="Europe/Paris", opening=((), DAY, DAY, DAY, DAY, DAY, ()))
TUESDAY = datetime(2026, 11, 24, 9, 22, tzinfo=UTC)  # 10:22 in Paris

instants = st.datetimes(
    datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None),
    datetime(2027, 12, 31, tzinfo=UTC).replace(tzinfo=None),
    timezones=st.just(UTC),
)


def found(due_at=None, place=SHOP, now=TUESDAY):
    return {pick.quick: pick.at for pick in picks(due_at, place, PARIS, now)}


def test_without_a_date_they_count_from_now():
    assert found() == {
        Quick.HOUR: datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
        Quick.TOMORROW: datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
        Quick.OPENING: datetime(2026, 11, 24, 13, 0, tzinfo=UTC),
    }


def test_a_date_ahead_is_put_off_from_there_and_keeps_its_time_of_day():
    due_at = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    times = found(due_at)
    assert times[Quick.LATER] == due_at + timedelta(hours=1)
    assert times[Quick.TOMORROW] == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


def test_a_date_that_has_passed_counts_from_now_but_keeps_its_time_of_day():
    times = found(datetime(2026, 11, 20, 16, 0, tzinfo=UTC))
    assert times[Quick.HOUR] == datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    assert times[Quick.TOMORROW] == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


def test_on_saturday_evening_the_next_opening_is_tuesday():
    saturday = datetime(2026, 11, 28, 18, 30, tzinfo=UTC)
    assert opening_after(SHOP, saturday) == datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def test_a_place_that_never_opens_has_no_opening():
    assert Quick.OPENING not in found(place=LocationView(id="1"))
    assert Quick.OPENING not in found(place=None)


@given(now=instants, due_at=st.none() | instants)
def test_every_date_lies_ahead_and_the_soonest_is_first(now, due_at):
    times = [pick.at for pick in picks(due_at, SHOP, PARIS, now)]
    assert times == sorted(times)
    assert all(at > now for at in times)


@given(now=instants)
def test_the_next_opening_opens(now):
    opening = opening_after(SHOP, now)
    assert is_open(SHOP, opening)
    assert not is_open(SHOP, opening - timedelta(minutes=1))
