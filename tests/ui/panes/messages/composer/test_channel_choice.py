# SPDX-License-Identifier: LicenseRef-Desk
"""On which channels a new conversation can be begun."""

from dataclasses import replace

from desk.models.vocabulary import Channel
from desk.services.inbox import DraftContent
from desk.ui.panes.messages.composer.channel_choice import ChannelChoice
from desk.ui.panes.messages.composer.state import Letter, State
from tests.ui.frame import spoken
from tests.ui.panes.messages.composer.stage import AROUND


def test_the_channels_of_a_customer(qtbot):
    choice = ChannelChoice()
    qtbot.addWidget(choice)
    chosen = []
    choice.current_key_changed.connect(chosen.append)
    choice.show_state(State(around=AROUND))
    assert choice.isHidden(), "nobody was chosen yet"
    sms = Letter(content=DraftContent(channel=Channel.SMS))
    choice.show_state(State(around=AROUND, customer_id="k1", letter=sms))
    assert not choice.isHidden()
    assert [choice.isTabEnabled(at) for at in range(2)] == [True, False]
    assert choice.tabToolTip(0) == "sophie.bernard@mail.example"
    assert choice.tabToolTip(1) == "SMS: no mobile number"
    choice.show_state(State(around=replace(AROUND, ways=()), customer_id="k1"))
    assert (choice.count(), choice.isHidden()) == (0, True)
    with spoken("fr"):
        choice.retranslate()
        assert choice.accessibleName() == "Canal"
