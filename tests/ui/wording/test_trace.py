# SPDX-License-Identifier: LicenseRef-Desk
"""The steps of a decision in words."""

import pytest

from desk.models.vocabulary import Reason
from desk.resources import path
from desk.services.rules import Comparison, Step, StepCode
from desk.ui.wording import comparison_word, describe_step, formats
from tests.ui.frame import spoken


@pytest.fixture(autouse=True)
def utc():
    formats.use_zone("UTC")


@pytest.mark.parametrize("passed", [True, False, None])
@pytest.mark.parametrize("code", StepCode)
def test_every_step_is_said(qapp, code, passed):
    for language in ("fr", "en"):
        with spoken(language):
            said = describe_step(Step(code, passed, {}))
        assert said.title
        assert "{" not in said.title + said.sentence
        assert path(f"icons/fill/{said.icon}.svg").exists()


@pytest.mark.parametrize("comparison", Comparison)
def test_every_comparison_has_a_word(comparison):
    assert comparison_word(comparison).startswith(("is", "contains"))


@pytest.mark.parametrize(
    ("step", "title", "sentence"),
    [
        (
            Step(StepCode.RULE, True, {"version": "2", "state": "active"}),
            "Rule active",
            "Version 2, active",
        ),
        (
            Step(StepCode.CONDITIONS, True, {"true": "3", "total": "3"}),
            "Conditions met",
            "3 of 3 conditions hold",
        ),
        (
            Step(
                StepCode.CONDITION,
                False,
                {"path": "consent.operational", "comparison": "is", "value": "true", "actual": "false"},
            ),
            "Condition not met",
            "Service messages is yes (found: no)",
        ),
        (
            Step(StepCode.CHANNEL, False, {"channel": "email", "topic": "commercial"}, Reason.NO_CONSENT),
            "Email not possible",
            "Topic “Offers” not accepted",
        ),
        (
            Step(StepCode.CHANNEL, False, {"channel": "sms"}, Reason.NO_ADDRESS),
            "SMS not possible",
            "The customer has no usable address on this channel.",
        ),
        (
            Step(StepCode.CHANNEL, True, {"channel": "sms", "address": "+33612345678"}),
            "SMS possible",
            "+33612345678",
        ),
        (
            Step(StepCode.CHANNEL, False, {"channel": "sms", "attempted": "true"}),
            "SMS not possible",
            "Has been tried already.",
        ),
        (
            Step(StepCode.AUDIENCE, True, {"role": "customer", "name": "Zoé"}),
            "Recipient found",
            "Zoé (Customer)",
        ),
        (Step(StepCode.AUDIENCE, False, {"role": "pilot"}), "No recipient", "Nobody is “Pilot” here."),
        (
            Step(StepCode.LOCATION, False, {"location": ""}),
            "Location not included",
            "The record belongs to no location.",
        ),
        (
            Step(StepCode.AGE, False, {"late_minutes": "90", "limit": "60"}, Reason.TOO_OLD),
            "Too late",
            "90 min late; the rule allows 60 min.",
        ),
        (
            Step(StepCode.DUPLICATE, False, {}, Reason.DUPLICATE),
            "Already told",
            "The customer has already been told the same thing.",
        ),
    ],
)
def test_steps_say_what_was_found(qapp, step, title, sentence):
    with spoken("en"):
        said = describe_step(step)
    assert (said.title, said.sentence) == (title, sentence)


def test_what_only_waits_is_no_refusal():
    quiet = Step(StepCode.QUIET, False, {"until": "2030-01-02T08:00:00+00:00"}, Reason.QUIET_HOURS)
    said = describe_step(quiet)
    assert (said.icon, said.role) == ("pause-circle", "warn")
    assert said.sentence == "Postponed to 2 Jan 2030 08:00"
    assert describe_step(Step(StepCode.QUIET, False, {}, Reason.QUIET_HOURS)).sentence


def test_a_trigger_tells_the_status_it_wanted():
    step = Step(
        StepCode.TRIGGER,
        False,
        {
            "trigger": "status_changed",
            "event": "order.status_changed",
            "status": "ready",
            "wanted": "delivered",
        },
    )
    assert describe_step(step).sentence.startswith("Status wanted: ")


def test_what_leaves_at_night_says_why():
    said = describe_step(Step(StepCode.QUIET, None, {"none": "rule"}))
    assert (said.icon, said.title) == ("info", "No quiet hours")
    assert said.sentence.startswith("This rule has no quiet hours of its own")
