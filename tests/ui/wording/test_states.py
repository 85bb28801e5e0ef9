# SPDX-License-Identifier: LicenseRef-Desk
"""Every closed word of the vocabulary has an icon, a colour and a word."""

import dataclasses

import pytest

from desk.models import vocabulary as words
from desk.resources import path
from desk.ui.theme import Tokens
from desk.ui.wording import (
    channel_mark,
    channel_word,
    delivery_mark,
    notification_mark,
    outcome_mark,
    point_mark,
    readable,
    reason_text,
    rule_mark,
    standing_mark,
    suppression_text,
    word,
)
from tests.ui.frame import spoken

MARKS = [
    (channel_mark, words.Channel),
    (standing_mark, words.Standing),
    (delivery_mark, words.DeliveryState),
    (notification_mark, words.NotificationState),
    (rule_mark, words.RuleState),
    (outcome_mark, words.Outcome),
    (point_mark, words.PointState),
]
WORDS = {
    "topic": words.Topic,
    "urgency": words.Urgency,
    "dispatch": words.Dispatch,
    "route_mode": words.RouteMode,
    "version_state": words.VersionState,
    "attempt_outcome": words.AttemptOutcome,
    "role": words.Role,
    "point_kind": words.PointKind,
}
TOKENS = {field.name for field in dataclasses.fields(Tokens)}


@pytest.mark.parametrize(("mark", "kind"), MARKS)
def test_every_state_has_a_mark(mark, kind):
    for one in kind:
        made = mark(one)
        assert made.icon != "circle", one
        assert path("icons/regular/" + made.icon + ".svg").exists()
        assert made.role in TOKENS
        assert made.text


@pytest.mark.parametrize(("mark", "kind"), MARKS)
def test_states_are_told_apart_without_colour(mark, kind):
    texts = [mark(one).text for one in kind]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(("name", "kind"), WORDS.items())
def test_every_word_is_said(qapp, name, kind):
    with spoken("fr"):
        said = [word(name, one) for one in kind]
    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("reason", words.Reason)
def test_every_reason_has_a_title_and_a_sentence(qapp, reason):
    english = reason_text(reason)
    assert english.title
    assert english.sentence.endswith(".")
    with spoken("fr"):
        french = reason_text(reason)
    assert french.sentence != english.sentence
    assert bool(french.verb) == bool(english.verb)


def test_a_queued_delivery_with_a_reason_is_held():
    assert delivery_mark("queued", "quiet_hours").text == "Held"
    assert delivery_mark("queued").text == "Queued"
    assert delivery_mark("undeliverable", "no_consent").text == "Not subscribed"
    assert delivery_mark("undeliverable", "no_address").text == "Not sent"


def test_what_only_went_into_the_sandbox_was_not_sent():
    for state in ("sent", "delivered"):
        assert delivery_mark(state, is_caught=True).text == "Trial – not sent"
    assert delivery_mark("bounced", is_caught=True) == delivery_mark("bounced")
    assert delivery_mark("queued", "quiet_hours", is_caught=True).text == "Held"


def test_words_of_the_shop_s_own_stay_readable():
    assert word("topic", "my_own_topic") == "My own topic"
    assert readable("order.due_at") == "Order \u203a due at"
    assert reason_text("something_new").title == "Something new"
    assert standing_mark("something_new").text == "Something new"


def test_channels_in_a_sentence():
    with spoken("en"):
        assert (channel_word("email"), channel_word("sms")) == ("email", "SMS")
    with spoken("fr"):
        assert channel_word("email") == "e-mail"


def test_why_an_address_is_set_aside():
    assert suppression_text("complaint") == "Complained about a message"
    assert suppression_text("pigeon") == "pigeon"
