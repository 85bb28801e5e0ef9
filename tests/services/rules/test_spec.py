# SPDX-License-Identifier: LicenseRef-Desk
from desk.services.rules import QuietHours, RuleSpec, Timing, Trigger


def test_offsets_are_told_once_the_earliest_first():
    trigger = Trigger(event_kind="x", offset_minutes=-120, further_offsets=(-1440, -120, -10080))
    assert trigger.offsets == (-10080, -1440, -120)
    assert Trigger(event_kind="x").offsets == (0,)


def test_a_new_rule_is_careful():
    made = RuleSpec(trigger=Trigger(event_kind="x"))
    assert made.timing == Timing(quiet=QuietHours(start="20:00", end="08:00"))
    assert made.grace_minutes == 2
    assert not made.audience.subscribers_only
