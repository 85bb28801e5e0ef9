# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.models.vocabulary import RuleState
from desk.services.events import event_type
from desk.services.reminders.subjects import Subject
from desk.services.reminders.timing import anchor_of, anchor_text, drafts_for, extra_fields
from desk.services.rules import ANCHOR, RuleView, ready_spec
from desk.services.shop import LeapBirthday
from tests.services.reminders.shopfront import DAY, HOUR, NOW

PARIS = ZoneInfo("Europe/Paris")
ORDER = Subject(
    record_id="o1",
    customer_id="c1",
    kind="order",
    due_at=NOW + 5 * HOUR,
    zone=PARIS,
    values={"order.status": "in_progress", "order.ready_at": (NOW - 5 * DAY).isoformat()},
)
SOPHIE = Subject(customer_id="c1", zone=PARIS, values={"customer.birth_date": "1988-09-15"})


def rule(event_kind):
    spec = ready_spec(event_type(event_kind))
    return RuleView(id="r1", version=1, name="x", state=RuleState.ACTIVE, spec=spec)


def wanted(event_kind, subject, now=NOW):
    return drafts_for(rule(event_kind), subject, LeapBirthday.FEBRUARY_28, now)


def test_a_reminder_of_a_record():
    (draft,) = wanted("order.due_reminder", ORDER)
    assert draft.due_at == NOW + 3 * HOUR
    assert (draft.rule_id, draft.record_id, draft.customer_id) == ("r1", "o1", "c1")
    assert draft.key == "r1:o1:-120:2026-11-24T16:00:00+00:00"
    assert draft.payload == {"anchor": "2026-11-24T16:00:00+00:00", "zone": "Europe/Paris"}


def test_a_birthday_of_a_customer():
    (draft,) = wanted("customer.birthday", SOPHIE)
    assert draft.due_at == datetime(2027, 9, 12, 8, 0, tzinfo=UTC)
    assert draft.payload["origin"] == "1988-09-15"
    assert (draft.key, draft.record_id) == ("r1:c1:-4320:2027-09-15", None)


def test_the_rest_of_a_series():
    waiting = replace(ORDER, values={**ORDER.values, "order.status": "ready"})
    assert [draft.key.split(":")[2] for draft in wanted("order.uncollected", waiting)] == [
        "10080",
        "20160",
        "43200",
    ]


NONE = {
    "closed": ("order.due_reminder", replace(ORDER, values={"order.status": "collected"})),
    "no date": ("order.due_reminder", replace(ORDER, due_at=None)),
    "another kind": ("appointment.reminder", ORDER),
    "a customer is no record": ("order.due_reminder", SOPHIE),
    "a record is no customer": ("customer.birthday", ORDER),
    "archived": ("customer.birthday", replace(SOPHIE, is_archived=True)),
    "no birthday known": ("customer.birthday", replace(SOPHIE, values={})),
    "nonsense for a date": ("customer.birthday", replace(SOPHIE, values={"customer.birth_date": "soon"})),
    "too late": ("order.due_reminder", replace(ORDER, due_at=NOW + HOUR)),
}


@pytest.mark.parametrize(("event_kind", "subject"), NONE.values(), ids=NONE)
def test_what_wants_no_timer(event_kind, subject):
    assert wanted(event_kind, subject) == []


def test_an_event_says_what_it_announces_and_what_is_counted():
    of_order = {"anchor": "2026-11-24T13:00:00+00:00", "zone": "Europe/Paris"}
    said = extra_fields("order.due_reminder", "order.due_at", of_order, NOW)
    assert said == {ANCHOR: "2026-11-24T13:00:00+00:00", "minutes_left": 120}
    of_customer = {"anchor": "2026-11-24", "origin": "2020-11-24"}
    said = extra_fields("customer.anniversary", "customer.registered_at", of_customer, NOW)
    assert said == {ANCHOR: "2026-11-24", "date_field": "customer.registered_at", "years": 6}


@pytest.mark.parametrize("anchor", [NOW, date(2026, 2, 28)])
def test_anchors_are_kept_as_text(anchor):
    assert anchor_of(anchor_text(anchor)) == anchor
    assert anchor_of("never") is None


@pytest.mark.parametrize("payload", [{}, None, {"anchor": "never"}])
def test_a_timer_that_counts_from_nothing_says_nothing(payload):
    assert extra_fields("order.due_reminder", "order.due_at", payload, NOW) == {}
