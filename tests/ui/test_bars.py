# SPDX-License-Identifier: LicenseRef-Desk
"""Bars under the top bar."""

import pytest

from desk.ui.bars import Bars, Notice
from desk.ui.widgets import IconButton, InfoBar, LinkButton


@pytest.fixture
def bars(qtbot):
    made = Bars()
    qtbot.addWidget(made)
    return made


def test_bars_come_and_go_by_key(bars):
    assert bars.isHidden()
    bars.say("sample", Notice(text="Sample shop", role="info"))
    bars.say("offline", Notice(text="Offline"))
    assert bars.texts() == {"sample": "Sample shop", "offline": "Offline"}
    bars.say("offline", Notice(text="Still offline"))
    bars.take_back("sample")
    bars.take_back("unknown")
    assert bars.texts() == {"offline": "Still offline"}
    bars.take_back("offline")
    assert bars.isHidden()


def test_the_same_notice_is_said_once(bars):
    bars.say("offline", Notice(text="Offline"))
    before = bars.findChild(InfoBar)
    bars.say("offline", Notice(text="Offline"))
    assert bars.findChild(InfoBar) is before


def test_a_verb_does_its_deed(bars):
    done = []
    bars.say("login", Notice(text="Refused", verb="Sign in", deed=lambda: done.append(1)))
    next(one for one in bars.findChildren(LinkButton) if one.text() == "Sign in").click()
    assert done == [1]


def test_a_bar_can_be_closed(bars):
    bars.say("failure", Notice(text="Failed", is_closable=True, details="code 7"))
    bars.findChild(IconButton).click()
    assert bars.texts() == {}
