# SPDX-License-Identifier: LicenseRef-Desk
"""The head of a thread."""

import pytest
from PySide6.QtCore import Qt

from desk.models.vocabulary import Channel, ConversationState
from desk.ui.panes.messages.thread_head import ThreadHead
from tests.ui.panes.messages.rows import CAMILLE, JULIEN, STAFF, conversation


@pytest.fixture
def head(qtbot):
    made = ThreadHead()
    qtbot.addWidget(made)
    made.resize(560, 60)
    made.show()
    return made


def test_who_looks_after_it(head):
    head.show_row(conversation(assignee_ids=(CAMILLE, JULIEN), is_flagged=True), STAFF)
    assert head.assign.text().strip() == "Camille +1"
    assert head.assign.accessibleName() == "Assigned to Camille Martin, Julien Lopez"
    assert head.flag.isChecked()
    head.show_row(conversation(), STAFF)
    assert head.assign.accessibleName() == "Assign"


def test_deeds_fit_the_state(head):
    head.show_row(conversation(state=ConversationState.ARCHIVED), STAFF)
    assert head.archive.accessibleName() == "Reopen (Ctrl+E)"
    head.show_row(conversation(state=ConversationState.SNOOZED), STAFF)
    assert head.snooze.accessibleName() == "End the snooze"


def test_the_subject_is_edited_in_place(head, qtbot):
    head.show_row(conversation(), STAFF)
    told = []
    head.subject_changed.connect(told.append)
    qtbot.mouseClick(head.subject, Qt.MouseButton.LeftButton)
    field = head.subject._field
    field.setText("Frein")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["Frein"]
    head.subject.edit()
    field.setText("other")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert told == ["Frein"]
    assert head.subject.currentWidget() is head.subject._label


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_it_is_painted_both_ways(head, direction):
    head.setLayoutDirection(direction)
    head.show_row(conversation(assignee_ids=(CAMILLE,)), STAFF)
    assert not head.grab().isNull()


def test_where_room_is_short_the_name_has_it(head):
    head.show_row(conversation(), STAFF)
    assert head.channel.isVisible()
    head.show_row(conversation(name="Sophie de la Tour d’Auvergne-Lauraguais"), STAFF)
    assert not head.channel.isVisible()
    head.resize(800, 60)
    assert head.channel.isVisible()


def test_what_stands_in_place_of_a_subject_is_none(head, qtbot):
    head.show_row(conversation(subject="", address="+33612345678", channel=Channel.SMS), STAFF)
    assert head.subject._label.text() == "+33 6 12 34 56 78"
    told = []
    head.subject_changed.connect(told.append)
    head.subject.edit()
    qtbot.keyClick(head.subject._field, Qt.Key.Key_Escape)
    head.subject.edit()
    qtbot.keyClick(head.subject._field, Qt.Key.Key_Return)
    assert told == []


def test_a_subject_that_is_typed_is_of_the_conversation_that_was_shown(head):
    told = []
    head.subject_changed.connect(lambda subject: told.append((head.row.id, subject)))
    head.show_row(conversation(), STAFF)
    head.subject.edit()
    head.subject._field.setText("Frein")
    head.show_row(conversation("c2", subject="Cadre"), STAFF)
    assert told == [("c1", "Frein")]
    assert head.subject._label.text() == "Cadre"
