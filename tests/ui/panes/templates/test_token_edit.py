# SPDX-License-Identifier: LicenseRef-Desk
"""The field for people who write messages, by its keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from desk.ui.panes.templates.token_edit import TokenEdit, difference
from tests.ui.panes.templates.stage import press, type_at_end

Key = Qt.Key


@pytest.fixture
def field(vocabulary, shown):
    made = shown(TokenEdit("Text", vocabulary))
    made.told = []
    made.edited.connect(made.told.append)
    return made


def put_caret(field, at):
    cursor = field.textCursor()
    cursor.setPosition(at)
    field.setTextCursor(cursor)


def test_typing_is_told_once_for_each_key(field):
    type_at_end(field, "ab")
    assert field.told == ["a", "ab"]


def test_showing_and_colouring_tell_nothing(field):
    field.show_text("Bonjour {{ order.number }}")
    field.refresh()
    assert field.told == []


@pytest.mark.parametrize(
    ("key", "at"), [(Key.Key_Backspace, 22), (Key.Key_Delete, 2), (Key.Key_Backspace, 9)]
)
def test_a_placeholder_is_deleted_as_one(field, key, at):
    field.show_text("a {{ order.number }}bc"[:20] + "bc")
    put_caret(field, min(at, 20) if key is Key.Key_Backspace else at)
    press(field, key)
    assert field.toPlainText() == "a bc"


def test_a_selection_that_cuts_one_takes_it_whole(field):
    field.show_text("un {{ order.number }} deux")
    cursor = field.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(8, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    press(field, Key.Key_Delete)
    assert field.toPlainText() == "u deux"


def test_words_are_deleted_letter_by_letter(field):
    type_at_end(field, "abc")
    press(field, Key.Key_Backspace)
    assert field.toPlainText() == "ab"


def test_pictures_that_take_two_units_are_no_trouble(field):
    field.show_text("🚲 {{ order.number }} 🎂")
    field.moveCursor(QTextCursor.MoveOperation.End)
    press(field, Key.Key_Left)
    press(field, Key.Key_Left)
    press(field, Key.Key_Backspace)
    assert field.toPlainText() == "🚲  🎂"
    type_at_end(field, " {first")
    press(field, Key.Key_Tab)
    assert field.toPlainText() == "🚲  🎂 {{ customer.first_name }}"


def test_a_brace_offers_variables_and_tab_takes_one(field):
    type_at_end(field, "Bonjour {")
    assert field.popup().isVisible()
    assert len(field.popup().choices()) > 20
    QTest.keyClicks(field, "order num")
    assert [one.label for one in field.popup().choices()] == ["Order number"]
    press(field, Key.Key_Tab)
    assert field.toPlainText() == "Bonjour {{ order.number }}"
    assert not field.popup().isVisible()


def test_arrows_and_enter_choose_escape_goes_on(field):
    type_at_end(field, "{first")
    labels = [one.label for one in field.popup().choices()]
    press(field, Key.Key_Down)
    press(field, Key.Key_Up)
    press(field, Key.Key_Escape)
    assert not field.popup().isVisible()
    assert field.toPlainText() == "{first"
    press(field, Key.Key_Backspace)
    press(field, Key.Key_Return)
    assert labels[0] == "First name"
    assert field.toPlainText() == "{{ customer.first_name }}"


def test_inside_a_placeholder_the_whole_one_is_replaced(field):
    field.show_text("a {{ order.number }} b")
    put_caret(field, 10)
    QTest.keyClicks(field, "it")
    press(field, Key.Key_Escape)
    field.show_text("a {{ order.it }} b")
    put_caret(field, 13)
    QTest.keyClicks(field, "e")
    press(field, Key.Key_Tab)
    assert field.toPlainText() == "a {{ order.item }} b"


def test_undo_is_the_templates(field):
    asked = []
    field.undo_wanted.connect(lambda: asked.append("undo"))
    field.redo_wanted.connect(lambda: asked.append("redo"))
    type_at_end(field, "abc")
    press(field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    field.redo()
    assert asked == ["undo", "redo"]
    assert field.toPlainText() == "abc"
    assert not field.document().isUndoAvailable()


def test_a_change_from_outside_leaves_the_caret_with_its_words(field):
    type_at_end(field, "un deux trois")
    field.show_text("un 2 trois")
    assert field.textCursor().position() == 4


def test_one_line_stays_one_line(vocabulary, shown):
    field = shown(TokenEdit("Subject", vocabulary, one_line=True))
    field.insertFromMimeData(_said("un\r\ndeux\ntrois"))
    press(field, Key.Key_Return)
    assert field.toPlainText() == "un deux trois"


def test_a_dropped_placeholder_is_text(field):
    field.insertFromMimeData(_said("{{ order.number }}"))
    assert field.told == ["{{ order.number }}"]


def test_it_grows_with_its_text(field):
    low = field.height()
    field.show_text("un\ndeux\ntrois")
    assert field.height() > 2 * low - 20


@given(st.text(max_size=12), st.text(max_size=12))
def test_the_difference_makes_one_text_of_the_other(before, after):
    start, end, into = difference(before, after)
    assert before[:start] + into + before[end:] == after


def _said(text):
    carried = QMimeData()
    carried.setText(text)
    return carried
