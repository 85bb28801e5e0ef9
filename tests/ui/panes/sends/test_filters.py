# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.models.vocabulary import Channel, Standing
from desk.ui.panes.sends.filters import Filters, Period, Shown, cleared, dated, span, standing_of, wanted

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 30, 22, 30, tzinfo=UTC)
"""Half past midnight in Paris, on the last day of March, two days after summer time began."""


@pytest.mark.parametrize(
    ("period", "since"),
    [
        (Period.TODAY, datetime(2026, 3, 30, 22, 0, tzinfo=UTC)),
        (Period.WEEK, datetime(2026, 3, 24, 23, 0, tzinfo=UTC)),
        (Period.MONTH, datetime(2026, 3, 1, 23, 0, tzinfo=UTC)),
        (Period.ALL, None),
    ],
)
def test_a_period_begins_at_the_shops_midnight(period, since):
    assert span(Filters(period=period), NOW, PARIS) == (since, None)


def test_days_of_ones_own_include_both_ends_in_any_order():
    filters = dated(Filters(), date(2026, 3, 29), date(2026, 3, 27))
    assert (filters.first, filters.last) == (date(2026, 3, 27), date(2026, 3, 29))
    assert span(filters, NOW, PARIS) == (
        datetime(2026, 3, 26, 23, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 22, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize("shown", Shown)
def test_what_is_shown_asks_for_one_thing(shown):
    asked = wanted(Filters(shown=shown), NOW, PARIS)
    flags = {"waiting": asked.waiting, "awaiting": asked.awaiting, "unhandled": asked.unhandled}
    assert [name for name, is_on in flags.items() if is_on] == ([shown.value] if shown.value in flags else [])
    assert asked.standing == standing_of(shown)
    assert (asked.standing is not None) == (shown.value in set(Standing))


def test_clearing_leaves_the_period():
    filters = Filters(period=Period.WEEK, text="x", channel=Channel.SMS, shown=Shown.FAILED, rule_id="r")
    assert filters.is_narrow
    assert cleared(filters) == Filters(period=Period.WEEK)
    assert not cleared(filters).is_narrow


@pytest.mark.parametrize(
    ("filters", "is_counted"),
    [
        (Filters(channel=Channel.SMS, shown=Shown.SENT), True),
        (Filters(shown=Shown.UNHANDLED), False),
        (Filters(text=" "), True),
        (Filters(text="x"), False),
        (Filters(rule_id="r"), False),
        (Filters(location_id="l"), False),
    ],
)
def test_counters_know_period_channel_and_standing(filters, is_counted):
    assert filters.is_counted is is_counted
