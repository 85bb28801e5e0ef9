# SPDX-License-Identifier: LicenseRef-Desk
"""From which mailbox, to whom, with a copy to whom."""

from dataclasses import replace

import pytest

from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import DraftContent
from desk.ui.panes.messages.composer.address_line import AddressLine
from desk.ui.panes.messages.composer.state import Letter, State
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import AROUND

STATE = State(
    card=rows.card(), around=AROUND, letter=Letter(content=DraftContent(to="sophie.bernard@mail.example"))
)


@pytest.fixture
def line(qtbot):
    made = AddressLine()
    qtbot.addWidget(made)
    made.resize(640, 60)
    made.show()
    made.show_state(STATE)
    return made


def of(state, **content):
    return replace(state, letter=replace(state.letter, content=replace(state.letter.content, **content)))


def test_it_says_from_where_and_to_whom(line):
    assert line.mailbox.text() == "contact@atelier.example"
    assert line.address.text() == "sophie.bernard@mail.example"
    assert line._answers.text() == "Answers: main mailbox"
    assert line.mailbox.toolTip() == "Answers arrive in: Main mailbox – contact@atelier.example"


def test_answers_may_arrive_in_ones_own_mailbox(line, qtbot):
    with qtbot.waitSignal(line.content_changed) as told:
        line.mailbox.menu().actions()[1].trigger()
    assert told.args[0].mailbox_id == "b2"
    line.show_state(of(STATE, mailbox_id="b2"))
    assert line.mailbox.text() == "camille@atelier.example"
    assert line._answers.text() == "Answers: my mailbox"


def test_copies_are_typed_and_checked(line, qtbot):
    assert line.copies.isHidden()
    line.copy.click()
    assert not line.copies.isHidden()
    line.copies.setText("paul@x.example, nobody")
    line.copies.editingFinished.emit()
    assert line._problem.text() == "This is no email address: nobody"
    line.copies.setText("Paul <paul@x.example>")
    with qtbot.waitSignal(line.content_changed) as told:
        line.copies.editingFinished.emit()
    assert told.args[0].cc == ("paul@x.example",)
    assert line._problem.isHidden()


def test_copies_that_are_kept_are_shown_and_forgotten_with_the_conversation(line):
    line.show_state(of(STATE, cc=("a@b.example",)))
    assert line.copies.text() == "a@b.example"
    line.show_state(replace(STATE, card=rows.card(rows.conversation("c2"))))
    assert line.copies.isHidden()


def test_an_sms_has_no_mailbox_and_a_note_no_address(line):
    line.show_state(of(STATE, channel=Channel.SMS, to="+33612345678"))
    assert line.mailbox.isHidden()
    assert line.copy.isHidden()
    assert line.address.text() == "+33 6 12 34 56 78"
    line.show_state(replace(STATE, letter=Letter(kind=DraftKind.NOTE)))
    assert line.isHidden()


def test_without_an_address_that_is_said(line):
    line.show_state(of(STATE, to=""))
    assert line.address.text() == "nobody yet"


def test_a_number_is_written_as_it_is_dialled(line):
    around = replace(AROUND, country="FR")
    line.show_state(replace(of(STATE, channel=Channel.SMS, to="+33639981001"), around=around))
    assert line.address.text() == "06 39 98 10 01"
    assert line.address.toolTip() == "06 39 98 10 01"


def test_copies_of_an_answer_never_go_into_a_note(line, qtbot):
    line.copy.click()
    line.copies.setText("paul@x.example")
    line.show_state(replace(STATE, letter=Letter(kind=DraftKind.NOTE)))
    line.copies.setText("paul@x.example")
    with qtbot.assertNotEmitted(line.content_changed):
        line.copies.editingFinished.emit()
