# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from desk.models import DeliveryTotal, RuleTotal
from desk.models.vocabulary import Channel, DeliveryState, Standing
from desk.services.delivery import Totals
from tests.services.delivery.shelf import Shelf

FIRST = datetime(2026, 3, 8, 0, 30, tzinfo=UTC)
HOURS = 96


@pytest.fixture
def four_days(any_db):
    """One delivery every hour of four days, each third by SMS, each fifth failed."""

    def fill(session):
        shelf = Shelf(session)
        for hour in range(HOURS):
            channel = Channel.SMS if hour % 3 == 0 else Channel.EMAIL
            state = DeliveryState.FAILED if hour % 5 == 0 else DeliveryState.SENT
            shelf.delivery("c", "r", at=FIRST + timedelta(hours=hour), channel=channel, state=state)

    any_db.write_now(fill)
    return any_db


def counted(since, until):
    """Count by going through all."""
    counts = {}
    for hour in range(HOURS):
        at = FIRST + timedelta(hours=hour)
        if (since is None or at >= since) and (until is None or at < until):
            channel = Channel.SMS if hour % 3 == 0 else Channel.EMAIL
            standing = Standing.FAILED if hour % 5 == 0 else Standing.SENT
            counts[channel, standing] = counts.get((channel, standing), 0) + 1
    return counts


PERIODS = (
    (None, None),
    (datetime(2026, 3, 9, 23, 0, tzinfo=UTC), None),
    (datetime(2026, 3, 9, 0, 0, tzinfo=UTC), datetime(2026, 3, 11, 0, 0, tzinfo=UTC)),
    (datetime(2026, 3, 8, 23, 0, tzinfo=UTC), datetime(2026, 3, 10, 22, 0, tzinfo=UTC)),
    (datetime(2026, 3, 9, 8, 0, tzinfo=UTC), datetime(2026, 3, 9, 17, 0, tzinfo=UTC)),
    (datetime(2026, 3, 9, 8, 0, tzinfo=UTC), datetime(2026, 3, 10, 17, 0, tzinfo=UTC)),
    (None, datetime(2026, 3, 9, 13, 0, tzinfo=UTC)),
    (datetime(2027, 1, 1, tzinfo=UTC), None),
)


def test_any_period_is_counted_exactly(four_days):
    for since, until in PERIODS:
        found = four_days.read_now(lambda session: Totals(session).between(since, until))  # noqa: B023
        assert {key: count for key, count in found.items() if count} == counted(since, until), (since, until)


def test_a_counter_that_went_wrong_is_found(four_days):
    assert four_days.read_now(lambda session: Totals(session).wrong()) == 0
    four_days.write_now(lambda s: s.execute(update(RuleTotal).values(count=RuleTotal.count + 1)))
    assert four_days.read_now(lambda session: Totals(session).wrong()) == 2, "sent and failed of one rule"
    four_days.write_now(lambda s: s.execute(delete(DeliveryTotal)))
    assert four_days.read_now(lambda session: Totals(session).wrong()) == 6
