# SPDX-License-Identifier: LicenseRef-Desk
"""Addresses are typed, added, moved and taken away in place."""

import pytest
from PySide6.QtTest import QTest

from desk.models.vocabulary import PointKind, PointState
from desk.ui.panes.customers.points_editor import PointsEditor
from desk.ui.panes.customers.typed import TypedPoint
from tests.ui.panes.customers.stage import point

MAIL = TypedPoint(kind=PointKind.EMAIL, address="a@example.org")
PHONE = TypedPoint(kind=PointKind.PHONE, address="+33612345678")
OTHER = TypedPoint(kind=PointKind.EMAIL, address="b@example.org")


@pytest.fixture
def editor(qtbot):
    made = PointsEditor()
    qtbot.addWidget(made)
    made.set_country("FR")
    made.set_value((MAIL, PHONE, OTHER))
    made.show()
    return made


def test_numbers_are_shown_as_dialled_and_kept_as_they_are(editor):
    assert [row.editor.text() for row in editor.rows()] == [
        "a@example.org",
        "06 12 34 56 78",
        "b@example.org",
    ]
    assert editor.value() == (MAIL, PHONE, OTHER)


def test_typing_tells(editor, qtbot):
    with qtbot.waitSignal(editor.changed):
        QTest.keyClicks(editor.rows()[0].editor, "x")
    assert editor.value()[0].address == "xa@example.org"


def test_only_addresses_of_one_kind_change_places(editor):
    editor.rows()[0].move_down()
    assert editor.value() == (OTHER, PHONE, MAIL)
    editor.rows()[0].move_up()
    editor.rows()[1].move_down()
    assert editor.value() == (OTHER, PHONE, MAIL), "the first stays first, the only number stays"


def test_one_is_added_and_taken_away(editor, qtbot):
    editor._add.menu().actions()[1].trigger()
    assert editor.value()[-1] == TypedPoint(kind=PointKind.PHONE, address="")
    with qtbot.waitSignal(editor.changed):
        editor.rows()[-1].remove()
    assert editor.value() == (MAIL, PHONE, OTHER)


def test_what_cannot_be_written_to_is_said_on_leaving(editor):
    row = editor.rows()[1]
    row.editor.selectAll()
    QTest.keyClicks(row.editor, "12")
    row.editor.editingFinished.emit()
    assert row.problem() == "12 is not an address that can be written to."
    QTest.keyClicks(row.editor, "3")
    assert row.problem() == ""


def test_problems_are_counted_without_empty_lines(editor):
    editor.set_value((TypedPoint(kind=PointKind.EMAIL, address=""), PHONE))
    editor.show_problems({0: "no"})
    assert [row.problem() for row in editor.rows()] == ["", "no"]


def test_a_bounced_address_can_be_said_to_work_again(editor):
    editor.show_states((point("a@example.org", state=PointState.BOUNCING),))
    row = editor.rows()[0]
    assert row.editor.accessibleDescription() == "Bounces"
    assert row._works.isVisible()
    row._works.trigger()
    assert editor.value()[0].works
    assert row.editor.accessibleDescription() == "Works"


def test_the_same_value_leaves_the_cursor_alone(editor):
    editor.rows()[0].editor.setCursorPosition(3)
    editor.set_value((MAIL, PHONE, OTHER))
    assert editor.rows()[0].editor.cursorPosition() == 3
