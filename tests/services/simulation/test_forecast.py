# SPDX-License-Identifier: LicenseRef-Desk
"""How many customers a rule could reach soon, where counting is cheap; else nothing is guessed."""

from dataclasses import replace
from datetime import timedelta

from desk.services.events import event_type
from desk.services.rules import ready_spec
from desk.services.simulation import forecast
from tests.services.simulation.shop import NOW


def concerned(shop, event, **trigger):
    spec = ready_spec(event_type(event))
    spec = replace(spec, trigger=replace(spec.trigger, **trigger))
    return shop.db.read_now(lambda session: forecast.concerned(session, spec, NOW))


def test_orders_due_within_a_week_of_their_reminder(shop):
    shop.order(due_at=NOW + timedelta(days=1))
    shop.order(due_at=NOW + timedelta(days=6))
    shop.order(due_at=NOW + timedelta(days=12))
    shop.order(due_at=NOW + timedelta(days=2), status="collected")
    assert concerned(shop, "order.due_reminder") == 2
    assert concerned(shop, "order.due_reminder", offset_minutes=-7 * 1440) == 1


def test_birthdays_of_the_week(shop):
    assert concerned(shop, "customer.birthday") == 1  # Sophie, on 30 November, three days ahead
    assert concerned(shop, "customer.birthday", offset_minutes=-30 * 1440) == 0


def test_what_only_happens_is_not_guessed(shop):
    assert concerned(shop, "order.ready") is None
    assert concerned(shop, "order.warranty_ending") is None
