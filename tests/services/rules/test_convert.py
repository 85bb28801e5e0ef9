# SPDX-License-Identifier: LicenseRef-Desk
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.models.vocabulary import Channel, Dispatch, RouteMode, Urgency
from desk.services.events import event_types
from desk.services.rules import (
    Audience,
    CatchUp,
    Comparison,
    Condition,
    Group,
    GroupMode,
    HoursMode,
    Leg,
    QuietHours,
    RuleSpec,
    Timing,
    Trigger,
    TriggerKind,
    ready_spec,
    spec_from_json,
    spec_to_json,
)
from tests.services.rules.cases import all_of, cond, spec

words = st.text(max_size=10)
values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | words
    | st.lists(words).map(tuple)
)
conditions = st.builds(Condition, path=words, comparison=st.sampled_from(Comparison), value=values)
groups = st.recursive(
    st.builds(Group, mode=st.sampled_from(GroupMode), items=st.lists(conditions, max_size=3).map(tuple)),
    lambda inner: st.builds(
        Group, mode=st.sampled_from(GroupMode), items=st.lists(conditions | inner, max_size=3).map(tuple)
    ),
    max_leaves=4,
)
triggers = st.builds(
    Trigger,
    kind=st.sampled_from(TriggerKind),
    event_kind=words,
    to_status=words,
    date_field=words,
    offset_minutes=st.integers(),
    at=words,
    further_offsets=st.lists(st.integers(), max_size=3).map(tuple),
)
quiets = st.none() | st.builds(
    QuietHours,
    start=words,
    end=words,
    weekdays=st.lists(st.integers(0, 6)).map(tuple),
    holidays=st.booleans(),
)
specs = st.builds(
    RuleSpec,
    trigger=triggers,
    conditions=groups,
    audience=st.builds(Audience, role=words, subscribers_only=st.booleans()),
    topic=words,
    urgency=st.sampled_from(Urgency),
    dispatch=st.sampled_from(Dispatch),
    mode=st.sampled_from(RouteMode),
    legs=st.lists(st.builds(Leg, channel=st.sampled_from(Channel)), max_size=3).map(tuple),
    timing=st.builds(Timing, delay_minutes=st.integers(), hours=st.sampled_from(HoursMode), quiet=quiets),
    grace_minutes=st.integers(),
    location_ids=st.lists(words).map(tuple),
    catch_up=st.sampled_from(CatchUp),
    max_age_minutes=st.none() | st.integers(),
    valid_from=st.none() | st.dates(),
    valid_until=st.none() | st.dates(),
)


@given(specs)
def test_there_and_back(the_spec):
    document = json.loads(json.dumps(spec_to_json(the_spec)))
    assert spec_from_json(document) == the_spec


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.name)
def test_every_ready_rule_comes_back(event):
    made = ready_spec(event)
    assert spec_from_json(json.loads(json.dumps(spec_to_json(made)))) == made


def test_what_is_left_out_takes_its_default():
    assert spec_from_json({"trigger": {"event_kind": "order.ready"}}) == RuleSpec(
        trigger=Trigger(event_kind="order.ready")
    )


def test_every_key_is_written_so_that_a_new_default_changes_no_old_rule():
    assert set(spec_to_json(spec())) == set(RuleSpec.__dataclass_fields__)


BAD = {
    "unknown key": ({"colour": "red"}, "unknown_key", "colour"),
    "unknown key inside": ({"timing": {"speed": 1}}, "unknown_key", "timing.speed"),
    "missing key": ({"trigger": {}}, "missing_key", "trigger.event_kind"),
    "not in the list": ({"mode": "shout"}, "bad_value", "mode"),
    "not a number": ({"grace_minutes": "2"}, "bad_value", "grace_minutes"),
    "yes is no number": ({"grace_minutes": True}, "bad_value", "grace_minutes"),
    "not a date": ({"valid_from": "24/11/2026"}, "bad_value", "valid_from"),
    "not a list": ({"legs": {}}, "bad_value", "legs"),
    "a leg's channel": ({"legs": [{"channel": "pigeon"}]}, "bad_value", "legs.0.channel"),
    "a condition's key": (
        {"conditions": {"items": [{"path": "x", "comparison": "is", "colour": 1}]}},
        "unknown_key",
        "conditions.items.0.colour",
    ),
    "not an object": ({"audience": []}, "bad_value", "audience"),
}


@pytest.mark.parametrize(("changes", "code", "place"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_named_with_its_place(changes, code, place):
    with pytest.raises(Refused) as refused:
        spec_from_json({"trigger": {"event_kind": "order.ready"}} | changes)
    assert [(problem.code, problem.place) for problem in refused.value.problems] == [(code, place)]


@pytest.mark.parametrize("document", [None, [], "x", 1])
def test_what_is_no_object_is_refused(document):
    with pytest.raises(Refused):
        spec_from_json(document)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_nonsense_is_refused_and_never_crashes(document):
    with pytest.raises(Refused):
        spec_from_json({"trigger": document} if document else document)


def test_a_condition_and_a_group_are_told_apart():
    made = spec(conditions=all_of(cond("a", "is", ("x", "y")), all_of(), all_of(cond("b", "is_set"))))
    assert spec_from_json(spec_to_json(made)) == made


def test_dates_survive():
    made = replace(spec(), valid_from=date(2026, 2, 28))
    assert spec_to_json(made)["valid_from"] == "2026-02-28"
