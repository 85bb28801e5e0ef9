# SPDX-License-Identifier: LicenseRef-Desk
"""The whole day is played by test_demo; here only how it is staged."""

from datetime import UTC, datetime

import pytest

from desk import clock
from desk.cli.demo import story
from desk.cli.demo.play import Day
from desk.services.shop import CustomerFilter, Customers, Settings

pytestmark = pytest.mark.usefixtures("checked_once")


def test_the_stage_has_every_guest_and_the_rules_of_the_story(db):
    told = []
    day = Day(type("Stage", (), {"db": db})(), lambda at, what: told.append((at, what)))
    with clock.fixed(datetime(2026, 3, 10, 8, 0, tzinfo=UTC)):
        db.write_now(day._set_up)
    names = {row.name for row in db.read_now(lambda s: Customers(s).page(CustomerFilter(), limit=50))}
    assert len(names) == len(story.GUESTS)
    assert {day.guest_of(id_) for id_ in day._cast.customers.values()} == set(story.GUESTS)
    assert day.guest_of("nobody") == "?"
    assert db.read_now(lambda s: Settings(s).get()).trial_mode
    assert told == []
