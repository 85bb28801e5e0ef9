# SPDX-License-Identifier: LicenseRef-Desk
"""A channel of the route: its turn, its sender, its verbs."""

import pytest
from PySide6.QtWidgets import QMenu

from desk.models.vocabulary import Channel
from desk.ui.panes.rules.leg_row import LegRow, LegView, legs_of
from desk.ui.panes.rules.sight import sight_of


def test_rows_say_sender_languages_and_problems(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        first, second = legs_of(sight_of(stage.state))
        assert (first.channel, first.meta) == (Channel.EMAIL, "boutique@example.test · en, fr")
        assert (second.channel, second.others) == (Channel.SMS, ())
        row = stage.editor.send._legs[0]
        assert row.accessibleName() == "1, Email, boutique@example.test · en, fr"

    on_stage(scene)


@pytest.fixture
def row(qtbot):
    made = LegRow(0)
    qtbot.addWidget(made)
    made.show()
    return made


def test_its_menu_moves_changes_and_removes(qtbot, row):
    row.show_leg(
        LegView(
            channel=Channel.EMAIL, number=0, count=2, meta="", has_template=True, others=(Channel.LETTER,)
        )
    )
    told = []
    row.move_requested.connect(lambda *said: told.append(("move", *said)))
    row.channel_requested.connect(lambda *said: told.append(("channel", *said)))
    row.remove_requested.connect(lambda *said: told.append(("remove", *said)))
    row.more.click()
    menu = row.findChildren(QMenu)[-1]
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Try later", "Use Letter instead", "Remove"]
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert told == [("move", 0, 1), ("channel", 0, "letter"), ("remove", 0)]


def test_without_a_template_there_is_nothing_to_preview(row):
    row.show_leg(LegView(channel=Channel.SMS, number=0, count=1, meta="", problem="No text."))
    assert row.preview.isHidden()
    assert not row._problem.isHidden()
