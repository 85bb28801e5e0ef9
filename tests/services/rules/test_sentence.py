# SPDX-License-Identifier: LicenseRef-Desk
from datetime import date

from desk.models.vocabulary import Dispatch
from desk.services.events import event_type, event_types
from desk.services.rules import (
    Audience,
    CatchUp,
    Clause,
    HoursMode,
    QuietHours,
    Timing,
    Trigger,
    TriggerKind,
    ready_spec,
    summary,
)
from tests.services.rules.cases import EMAIL, SMS, all_of, any_of, cond, legs, spec


def clauses(the_spec):
    return [part.clause for part in summary(the_spec)]


def test_the_shortest_sentence():
    assert clauses(spec(legs=legs(EMAIL))) == [
        Clause.WHEN_EVENT,
        Clause.TO_ROLE,
        Clause.AT_ONCE,
        Clause.FIRST_BY,
    ]


def test_the_longest_sentence():
    trigger = Trigger(kind=TriggerKind.STATUS_CHANGED, event_kind="order.ready", to_status="ready")
    conditions = all_of(cond("order.total", "at_least", 10), any_of(cond("customer.tags", "is", "vip")))
    quiet = QuietHours(weekdays=(6,), holidays=True)
    the_spec = spec(
        trigger=trigger,
        conditions=conditions,
        location_ids=("a", "b"),
        audience=Audience(subscribers_only=True),
        dispatch=Dispatch.CONFIRM_FIRST,
        timing=Timing(delay_minutes=15, hours=HoursMode.OPENING_HOURS, quiet=quiet),
        legs=legs(EMAIL, SMS),
        catch_up=CatchUp.SKIP,
        valid_from=date(2026, 1, 1),
    )
    parts = summary(the_spec)
    assert [part.clause for part in parts] == [
        Clause.WHEN_STATUS,
        Clause.AT_LOCATIONS,
        Clause.IF_ALL,
        Clause.CONDITION,
        Clause.IF_ANY,
        Clause.CONDITION,
        Clause.TO_ROLE,
        Clause.SUBSCRIBERS_ONLY,
        Clause.AFTER_CONFIRMATION,
        Clause.AFTER_DELAY,
        Clause.FIRST_BY,
        Clause.THEN_BY,
        Clause.IN_OPENING_HOURS,
        Clause.NOT_IN_QUIET_HOURS,
        Clause.NOT_WHEN_LATE,
        Clause.VALID,
    ]
    assert parts[0].values == {"event": "order.ready", "status": "ready"}
    assert parts[3].values == {"path": "order.total", "comparison": "at_least", "value": "10"}
    assert (parts[5].place, parts[5].depth) == ("conditions.items.1.items.0", 2)
    assert parts[13].values == {"start": "20:00", "end": "08:00", "weekdays": "6", "holidays": "true"}
    assert parts[15].values == {"since": "2026-01-01", "until": ""}


def test_a_date_says_its_offsets():
    (when, *_) = summary(ready_spec(event_type("order.uncollected")))
    assert when.clause is Clause.WHEN_DATE
    assert when.values == {"date_field": "order.ready_at", "offsets": "4320,10080,20160,43200", "at": "10:00"}


def test_any_status_and_yearly_have_clauses_of_their_own():
    assert clauses(ready_spec(event_type("order.status_changed")))[0] is Clause.WHEN_ANY_STATUS
    assert clauses(ready_spec(event_type("customer.birthday")))[0] is Clause.WHEN_YEARLY


def test_every_ready_rule_can_be_told():
    assert all(summary(ready_spec(event)) for event in event_types())
