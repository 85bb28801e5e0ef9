# SPDX-License-Identifier: LicenseRef-Desk
"""Which records a list shows."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desk.services.events import KINDS, record_kind
from desk.ui.panes.records.filters import OPEN, DueSpan, Filters, open_statuses, span, wanted

PARIS = ZoneInfo("Europe/Paris")
ORDER = record_kind("order")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_nothing_chosen_shows_all():
    asked = wanted(ORDER, Filters(), NOW, PARIS)
    assert (asked.kind, asked.statuses, asked.text, asked.location_id, asked.customer_id) == (
        "order",
        (),
        "",
        None,
        None,
    )
    assert (asked.due_from, asked.due_until) == (None, None)
    assert not Filters().is_narrow
    assert Filters(text="x").is_narrow


def test_overdue_is_open_by_nature_and_today_is_not():
    late = wanted(ORDER, Filters(due=DueSpan.OVERDUE), NOW, PARIS)
    assert (late.statuses, late.due_from, late.due_until) == (open_statuses(ORDER), None, NOW)
    assert "collected" not in late.statuses
    assert wanted(ORDER, Filters(due=DueSpan.TODAY), NOW, PARIS).statuses == ()
    assert wanted(ORDER, Filters(status="collected", due=DueSpan.OVERDUE), NOW, PARIS).statuses == (
        "collected",
    )
    assert wanted(ORDER, Filters(status=OPEN), NOW, PARIS).statuses == open_statuses(ORDER)


def test_a_day_and_a_week_are_the_shops():
    assert span(DueSpan.TODAY, NOW, PARIS) == (
        datetime(2026, 11, 23, 23, 0, tzinfo=UTC),
        datetime(2026, 11, 24, 23, 0, tzinfo=UTC),
    )
    assert span(DueSpan.WEEK, NOW, PARIS) == (
        datetime(2026, 11, 22, 23, 0, tzinfo=UTC),
        datetime(2026, 11, 29, 23, 0, tzinfo=UTC),
    )


@given(now=instants)
def test_today_is_part_of_this_week_and_now_of_today(now):
    start, end = span(DueSpan.TODAY, now, PARIS)
    monday, next_monday = span(DueSpan.WEEK, now, PARIS)
    assert start <= now < end
    assert monday <= start
    assert end <= next_monday
    assert timedelta(days=6, hours=23) <= next_monday - monday <= timedelta(days=7, hours=1)


def test_every_kind_has_work_that_goes_on():
    assert all(open_statuses(kind) for kind in KINDS)
