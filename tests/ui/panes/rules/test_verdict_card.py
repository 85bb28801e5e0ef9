# SPDX-License-Identifier: LicenseRef-Desk
"""Verdict, flip and trace as they are shown and heard."""

from datetime import timedelta

import pytest

from desk.models.vocabulary import Reason
from desk.services.rules import Step, StepCode
from desk.services.simulation import Imagined
from desk.ui.panes.rules.verdict import FlipText, VerdictText
from desk.ui.panes.rules.verdict_card import FlipCard, PastFrame, VerdictCard, trace_of
from tests.ui.panes.rules.stage import NOW, click

TEXT = VerdictText(icon="check-circle", role="ok", title="Would be sent", detail="Email")


@pytest.mark.parametrize("is_paused", [True, False])
def test_the_verdict_is_heard_as_one(qtbot, is_paused):
    card = VerdictCard()
    qtbot.addWidget(card)
    card.show_verdict(TEXT, Imagined(at=NOW, is_paused=is_paused))
    paused = ", Rule paused: nothing leaves" if is_paused else ""
    assert card.accessibleName() == f"Would be sent, Email{paused}"
    assert card.paused.isHidden() != is_paused


def test_a_flip_tells_its_deed(qtbot):
    card = FlipCard()
    qtbot.addWidget(card)
    card.show()
    told = []
    card.pressed.connect(told.append)
    card.show_flip(FlipText(sentence="If so.", verb="Do it", deed="activate"))
    click(card.verb)
    assert told == ["activate"]
    card.show_flip(FlipText(sentence="If so."))
    assert card.verb.isHidden()
    card.show_flip(None)
    assert card.isHidden()


def test_a_step_says_how_long_it_makes_wait():
    later = (NOW + timedelta(hours=10, minutes=45)).isoformat()
    steps = (
        Step(StepCode.EVENT, True, {"kind": "order.ready"}),
        Step(StepCode.QUIET, False, {"until": later}, Reason.QUIET_HOURS),
    )
    first, second = trace_of(steps, NOW)
    assert (first.title, first.time) == ("Event recognised", "")
    assert (second.title, second.time, second.role) == ("Quiet hours", "+10 h 45", "warn")


def test_the_past_is_framed_and_said(qtbot):
    frame = PastFrame()
    qtbot.addWidget(frame)
    frame.resize(80, 80)
    plain = frame.grab().toImage()
    frame.set_past(True)
    assert frame.grab().toImage() != plain
    assert frame.accessibleDescription() == "A moment in the past"
    frame.set_past(False)
    assert frame.accessibleDescription() == ""
