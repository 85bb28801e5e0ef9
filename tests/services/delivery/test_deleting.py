# SPDX-License-Identifier: LicenseRef-Desk
"""What becomes of planned messages when their rule is deleted, or only paused."""

from datetime import timedelta

from desk import clock
from desk.models.vocabulary import DeliveryState, Reason, RuleState
from desk.services.delivery.deleting import delete_rules
from desk.services.rules import Rulebook


def test_what_a_deleted_rule_planned_is_called_off_at_once(floor):
    floor.account(25)
    floor.planned(2)
    assert floor.db.write_now(lambda s: delete_rules(s, [floor.rule], clock.now())) == 2
    assert {(row.state, row.reason) for row in floor.rows()} == {
        (DeliveryState.CANCELLED, Reason.RULE_PAUSED)
    }
    assert floor.claimed().looked_at == 0


def test_what_a_paused_rule_planned_waits_and_is_skipped_when_it_is_due(floor):
    floor.account(25)
    [id_] = floor.planned(1)
    floor.db.write_now(lambda s: Rulebook(s).pause(floor.rule))
    assert floor.row(id_).state is DeliveryState.QUEUED
    assert floor.claimed().claimed == ()
    assert (floor.row(id_).state, floor.row(id_).reason) == (DeliveryState.CANCELLED, Reason.RULE_PAUSED)


def test_a_pause_that_ends_in_time_costs_nobody_a_message(floor):
    floor.account(25)
    [id_] = floor.planned(1)
    floor.db.write_now(lambda s: Rulebook(s).pause(floor.rule))
    floor.db.write_now(lambda s: Rulebook(s)._set_state([floor.rule], RuleState.ACTIVE))
    assert [one.due.id for one in floor.claimed().claimed] == [id_]


def test_deleting_nothing_calls_nothing_off(floor):
    floor.account(25)
    floor.planned(1)
    assert floor.db.write_now(lambda s: delete_rules(s, [], clock.now() + timedelta(days=1))) == 0
