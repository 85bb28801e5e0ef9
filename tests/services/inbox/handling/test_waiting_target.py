# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox import Lateness, lateness_of, waiting_of
from desk.services.inbox.handling.waiting_target import due_at, waited
from desk.services.shop import LocationView, Span, opening

MINUTES = timedelta(minutes=1)
FRIDAY = datetime(2026, 3, 13, 16, 30, tzinfo=UTC)
"""17:30 in Paris: half an hour before the shop closes for the weekend."""


WEEK = (*(((Span(540, 720), Span(840, 1080)),) * 5), (), ())


def shop(opening=WEEK):
    """A shop open from 9 to 12 and from 14 to 18, Monday to Friday."""
    from dataclasses import MISSING

    given = {
        "id": "l",
        "name": "Lyon",
        "zone": "Europe/Paris",
        "country": "FR",
        "opening": opening,
        "calendar": "",
    }
    needed = {
        name: () if "tuple" in str(field.type) else ""
        for name, field in LocationView.__dataclass_fields__.items()
        if field.default is MISSING and field.default_factory is MISSING and name not in given
    }
    needed |= {name: {} for name in ("extra",) if name in needed}
    needed |= {name: frozenset() for name in ("closed",) if name in needed}
    return LocationView(**needed, **given)


def test_a_weekend_does_not_count():
    monday = datetime(2026, 3, 16, 8, 30, tzinfo=UTC)  # 9:30 in Paris
    assert waited(shop(), FRIDAY, monday) == timedelta(hours=1)
    assert due_at(shop(), FRIDAY, timedelta(hours=2)) == datetime(2026, 3, 16, 9, 30, tzinfo=UTC)


def test_nor_does_noon():
    morning = datetime(2026, 3, 12, 10, 30, tzinfo=UTC)  # 11:30
    assert waited(shop(), morning, morning + timedelta(hours=3)) == timedelta(hours=1)


def test_the_clock_goes_forward_in_between():
    friday = datetime(2026, 3, 27, 16, 30, tzinfo=UTC)  # 17:30, winter time
    monday = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)  # 9:30, summer time
    assert waited(shop(), friday, monday) == timedelta(hours=1)


def test_a_shop_without_hours_counts_every_minute():
    for place in (None, shop(((),) * 7)):
        assert waited(place, FRIDAY, FRIDAY + 90 * MINUTES) == 90 * MINUTES
        assert due_at(place, FRIDAY, 60 * MINUTES) == FRIDAY + 60 * MINUTES


@pytest.mark.parametrize(
    ("minutes", "lateness"),
    [
        (0, Lateness.IN_TIME),
        (20, Lateness.IN_TIME),
        (23, Lateness.SOON),
        (29, Lateness.SOON),
        (30, Lateness.LATE),
    ],
)
def test_how_late_it_is(minutes, lateness):
    found = waiting_of(shop(), FRIDAY, 30 * MINUTES, FRIDAY + minutes * MINUTES)
    assert (found.lateness, found.waited, found.due_at) == (
        lateness,
        minutes * MINUTES,
        FRIDAY + 30 * MINUTES,
    )


@given(minutes=st.integers(0, 20 * 1440), hours=st.integers(1, 30))
def test_a_list_is_told_the_same(minutes, hours):
    now, target = FRIDAY + minutes * MINUTES, timedelta(hours=hours)
    assert lateness_of(shop(), FRIDAY, target, now) is waiting_of(shop(), FRIDAY, target, now).lateness


def test_beyond_the_target_no_day_is_looked_at(monkeypatch):
    looked = []
    monkeypatch.setattr(opening, "spans_on", lambda place, day: looked.append(day) or place.opening[0])
    always = shop(((Span(0, 1440),),) * 7)
    assert lateness_of(always, FRIDAY, timedelta(hours=4), FRIDAY + timedelta(days=700)) is Lateness.LATE
    assert len(looked) < 5


INSTANTS = st.integers(0, 50 * 1440).map(lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + minute * MINUTES)


@given(since=INSTANTS, spans=st.lists(st.timedeltas(timedelta(0), timedelta(days=5)), min_size=2, max_size=2))
def test_waiting_adds_up(since, spans):
    middle, end = since + spans[0], since + spans[0] + spans[1]
    place = shop()
    assert waited(place, since, end) == waited(place, since, middle) + waited(place, middle, end)
    assert timedelta(0) <= waited(place, since, end) <= end - since


@given(since=INSTANTS, hours=st.integers(1, 60))
def test_when_it_is_due_so_much_has_been_waited(since, hours):
    target = timedelta(hours=hours)
    due = due_at(shop(), since, target)
    assert waited(shop(), since, due) == target
