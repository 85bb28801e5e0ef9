# SPDX-License-Identifier: LicenseRef-Desk
"""A real record the way an event about it would find it."""

from dataclasses import replace

import pytest

from desk import clock
from desk.models.vocabulary import RuleState
from desk.services.events import event_type
from desk.services.rules import RuleDraft, ready_spec
from desk.services.shop import RecordFilter, Records
from desk.services.simulation.scene import Asked, occasion_of, scene_of, usual_record
from tests.services.simulation.shop import NOW


def asked(event, **more):
    draft = RuleDraft(name="x", spec=ready_spec(event_type(event)))
    return Asked(draft=draft, rule_id="r", version=1, state=RuleState.ACTIVE, **more)


def scene(shop, event, **more):
    with clock.fixed(NOW):
        return shop.db.read_now(lambda session: scene_of(session, asked(event, **more), event_type(event)))


def test_the_record_comes_to_the_status_of_the_event(shop):
    order = shop.order(assignee_id=shop.camille)
    found = scene(shop, "order.ready", record_id=order)
    assert found.status == "ready"
    assert found.values["order.status"] == "ready"
    assert found.values["order.previous_status"] == "in_progress"
    assert found.people == {"customer": (shop.sophie,), "assignee": (shop.camille,)}


def test_an_event_without_a_status_leaves_it(shop):
    found = scene(shop, "order.due_changed", record_id=shop.order())
    assert found.values["order.status"] == "in_progress"


def test_a_customer_is_enough_for_its_own_events(shop):
    found = scene(shop, "customer.birthday", customer_id=shop.sophie)
    assert found.record is None
    assert found.values["customer.birth_date"] == "1986-11-30"


@pytest.mark.parametrize(
    ("event", "more"),
    [
        ("order.ready", {}),
        ("order.ready", {"record_id": "0" * 32}),
        ("customer.birthday", {}),
        ("customer.birthday", {"customer_id": "0" * 32}),
    ],
)
def test_nobody_and_what_is_gone_give_nothing(shop, event, more):
    assert scene(shop, event, **more) is None


def test_what_only_the_event_brings_is_an_example(shop):
    found = scene(shop, "account.otp", customer_id=shop.sophie)
    event = event_type("account.otp")
    occasion = shop.db.read_now(lambda session: occasion_of(session, event, found, NOW, None))
    own = {one.path for one in event.fields if not one.ends_message}
    assert own <= set(occasion.fields)


def test_the_usual_record_is_one_in_the_status_else_an_open_one(shop):
    draft = asked("order.ready").draft
    done, open_, ready = (
        shop.order(status=status, title=status) for status in ("collected", "in_progress", "ready")
    )
    rows = shop.db.read_now(lambda session: Records(session).page(RecordFilter(kind="order")))
    assert usual_record(rows, draft).id == ready
    assert usual_record(tuple(row for row in rows if row.id != ready), draft).id == open_
    assert usual_record(tuple(row for row in rows if row.id == done), draft).id == done
    assert usual_record((), draft) is None
    status = replace(draft, spec=ready_spec(event_type("order.status_changed_to")))
    assert usual_record(rows, status).id == open_
