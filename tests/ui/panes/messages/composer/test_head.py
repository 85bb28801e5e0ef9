# SPDX-License-Identifier: LicenseRef-Desk
"""The head: reply or note, and by which channel."""

from dataclasses import replace

import pytest

from desk.models.vocabulary import Channel, DraftKind
from desk.ui.panes.messages.composer.head import Head
from desk.ui.panes.messages.composer.state import Letter, State, Way
from tests.ui.frame import spoken
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import AROUND

STATE = State(card=rows.card(), around=AROUND)


@pytest.fixture
def head(qtbot):
    made = Head()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_channel_that_cannot_be_used_says_why(head):
    head.show_state(STATE)
    mail, sms = head.channel.menu().actions()
    assert (mail.text(), mail.isEnabled(), mail.isChecked()) == (
        "Email · sophie.bernard@mail.example",
        True,
        True,
    )
    assert (sms.text(), sms.isEnabled(), sms.toolTip()) == (
        "SMS: no mobile number",
        False,
        "SMS: no mobile number",
    )
    assert head.channel.text() == "Email"


def test_the_channel_is_chosen_in_the_menu(head, qtbot):
    ways = (AROUND.ways[0], replace(AROUND.ways[1], reason="", address="+336"))
    head.show_state(replace(STATE, around=replace(AROUND, ways=ways)))
    with qtbot.waitSignal(head.channel_chosen) as told:
        head.channel.menu().actions()[1].trigger()
    assert told.args == [Channel.SMS]


def test_a_note_has_no_channel(head, qtbot):
    with qtbot.waitSignal(head.kind_chosen) as told:
        head.tabs.setCurrentIndex(1)
    assert told.args == [DraftKind.NOTE]
    head.show_state(replace(STATE, letter=Letter(kind=DraftKind.NOTE)))
    assert head.channel.isHidden()
    assert head.tabs.current() == "note"


def test_another_language(head):
    head.show_state(STATE)
    with spoken("fr"):
        head.retranslate()
        assert head.channel.text() == "E-mail"


def test_a_number_is_written_as_it_is_dialled(head):
    ways = (AROUND.ways[0], Way(channel=Channel.SMS, address="+33639981001"))
    head.show_state(replace(STATE, around=replace(AROUND, ways=ways, country="FR")))
    assert head.channel.menu().actions()[1].text() == "SMS · 06 39 98 10 01"
