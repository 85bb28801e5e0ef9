# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtTest import QTest

from desk.errors import Unavailable
from desk.services.assistants import Reply
from desk.ui.panes.settings.trial_of_bot import TrialOfBot


@pytest.mark.parametrize(
    ("reply", "said", "answer"),
    [
        (Reply(), "nothing to say", ""),
        (Reply(hands_over=True), "hands over", ""),
        (Reply(text="Oui."), "It answers:", "Oui."),
        (Reply(text="Oui.", hands_over=True), "then hands over", "Oui."),
    ],
)
def test_what_it_answers(qtbot, reply, said, answer):
    trial = TrialOfBot()
    qtbot.addWidget(trial)
    trial.show_thinking()
    trial.show_reply(reply)
    assert said in trial.state.text()
    assert trial.answer.text() == answer


def test_asked_by_the_keyboard_and_never_with_nothing(qtbot):
    trial = TrialOfBot()
    qtbot.addWidget(trial)
    asked = []
    trial.asked.connect(asked.append)
    trial.go.click()
    QTest.keyClicks(trial.sentence, "Ouvert ?\r")
    assert asked == ["Ouvert ?"]
    trial.show_trouble(Unavailable("bot_busy"))
    assert "busy" in trial.state.text()
