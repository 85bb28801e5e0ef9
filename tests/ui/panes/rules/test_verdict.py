# SPDX-License-Identifier: LicenseRef-Desk
"""Verdicts and what would turn them round, in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import clock
from desk.models.vocabulary import Channel, Outcome, Reason
from desk.services.rules import Decision, Flip, FlipKind, RouteLeg
from desk.services.simulation import Imagined
from desk.ui.panes.rules.verdict import flip_text, verdict_text
from desk.ui.wording import formats
from tests.ui.frame import spoken
from tests.ui.panes.rules.stage import NOW

LEG = RouteLeg(Channel.EMAIL, "s@example.org", "p1")
DETAILS = {
    "channel": "sms",
    "topic": "operational",
    "address": "+33612345678",
    "path": "order.status",
    "value": "ready",
    "status": "ready",
}


def imagined(outcome=Outcome.SEND, reason=None, due=NOW, flip=None):
    decision = Decision(outcome=outcome, reason=reason, steps=(), due_at=due, legs=(LEG,))
    return Imagined(at=NOW, decision=decision, flip=flip, person_name="Sophie Bernard")


def test_sending_at_once_and_later():
    assert verdict_text(imagined(due=NOW + timedelta(minutes=2))).title == "Would be sent at once"
    later = verdict_text(imagined(due=NOW + timedelta(days=1)))
    assert (later.title, later.role) == ("Would be sent tomorrow 10:30", "ok")


def test_at_the_moment_that_a_date_gives_the_date_is_named():
    due = NOW + timedelta(days=10)
    at_due = replace(imagined(due=due), at=due)
    with clock.fixed(NOW):
        assert verdict_text(at_due, at_due=True).title == f"Would be sent {formats.moment(due)}"
        assert verdict_text(at_due).title == "Would be sent at once"


def test_held_until_a_moment_or_until_somebody_acts():
    held = verdict_text(imagined(Outcome.HOLD, Reason.QUIET_HOURS, NOW + timedelta(hours=9)))
    assert held.title == "Would be sent 19:30"
    assert held.detail == "Email – s@example.org, held: quiet hours"
    waits = verdict_text(imagined(Outcome.HOLD, Reason.AWAITING_APPROVAL, NOW))
    assert waits.title == "Would wait"


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_not_to_send_is_told(reason):
    said = verdict_text(imagined(Outcome.SKIP, reason))
    assert said.title == "Would not be sent"
    assert len(said.detail) > 10


@pytest.mark.parametrize("kind", [kind for kind in FlipKind if kind is not FlipKind.PAUSE_RULE])
@pytest.mark.parametrize("outcome", Outcome)
def test_every_change_is_a_sentence_in_both_languages(kind, outcome):
    one = imagined(flip=Flip(kind=kind, outcome=outcome, details=DETAILS))
    english = flip_text(one, "order.ready")
    assert english.sentence.endswith(".")
    assert "{" not in english.sentence
    assert bool(english.verb) == bool(english.deed)
    with spoken("fr"):
        assert flip_text(one, "order.ready").sentence != english.sentence


def test_codes_are_said_in_words():
    flip = Flip(kind=FlipKind.CHANGE_FIELD, outcome=Outcome.SEND, details=DETAILS)
    assert flip_text(imagined(flip=flip), "order.ready").sentence == (
        "If “Order status” were “Ready”, it would be sent."
    )


def test_what_is_obvious_is_not_said():
    flip = Flip(kind=FlipKind.PAUSE_RULE, outcome=Outcome.SKIP)
    assert flip_text(imagined(flip=flip), "order.ready") is None
    assert flip_text(imagined(), "order.ready") is None
