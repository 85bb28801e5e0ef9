# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest

from desk.services.reminders.watermark import MARGIN, NEVER, Mark, Watermark
from desk.services.rules import Rulebook
from desk.services.shop import Settings
from tests.services.reminders.shopfront import DAY, NOW, a_place, a_rule, change_trigger


def test_the_mark_is_kept(any_db):
    assert any_db.read_now(lambda s: Watermark(s).read()) == Mark()
    for mark in (Mark(rules={"r1": "x"}, until=NOW), Mark(rules={}, until=NOW + DAY)):
        any_db.write_now(lambda s, m=mark: Watermark(s).write(m))
        assert any_db.read_now(lambda s: Watermark(s).read()) == mark


@pytest.mark.parametrize(
    ("until", "since"),
    [
        (NEVER, NEVER),
        (NOW - DAY, NOW - DAY - MARGIN),
        (NOW, NOW - MARGIN),
        (NOW + DAY, NEVER),
    ],
    ids=["first", "yesterday", "just now", "the clock went back"],
)
def test_from_when_on_to_look(until, since):
    assert Mark(until=until).since(NOW) == since


def test_a_rule_counts_by_what_its_timers_follow_from(db):
    rule_id = db.write_now(a_rule)
    db.write_now(lambda s: a_rule(s, active=False))

    def wanted():
        return db.read_now(lambda s: Watermark(s).wanted())

    first = wanted()
    assert set(first) == {rule_id}
    assert wanted() == first
    db.write_now(lambda s: change_trigger(s, rule_id, offset_minutes=-60))
    second = wanted()
    assert second != first
    db.write_now(lambda s: Settings(s).change(timezone="Europe/Lisbon"))
    third = wanted()
    assert third != second
    db.write_now(a_place)
    assert wanted() != third
    db.write_now(lambda s: Rulebook(s).pause(rule_id))
    assert wanted() == {}


def test_the_margin_is_longer_than_any_transaction():
    assert timedelta(seconds=30) <= MARGIN
