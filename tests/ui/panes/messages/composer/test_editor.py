# SPDX-License-Identifier: LicenseRef-Desk
"""The field a message is written in."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.ui.panes.messages.composer.editor import Editor, Room
from desk.ui.panes.messages.composer.offers import Offer
from desk.ui.panes.messages.composer.triggers import Sign

Key = Qt.Key


@pytest.fixture
def editor(qtbot):
    around = QWidget()
    qtbot.addWidget(around)
    made = Editor(Room(), around)
    column = QVBoxLayout(around)
    column.addWidget(made)
    column.addStretch(1)
    around.resize(420, 1000)
    around.show()
    with qtbot.waitActive(around):
        around.activateWindow()
    made.setFocus()
    yield made
    around.hide()


def typed(editor, text):
    QTest.keyClicks(editor, text)


def test_it_grows_from_58_to_240_pixels(editor):
    assert editor.height() == 58
    editor.insert("\n".join("abcdefgh"))
    assert 120 < editor.height() < 240
    editor.insert("\n" * 40)
    assert editor.height() == 240
    assert editor.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded


@pytest.mark.parametrize(("height", "most"), [(720, 180), (960, 240), (1200, 240), (100, 58)])
def test_it_leaves_room_for_what_is_answered(editor, height, most):
    editor.window().resize(420, height)
    editor.insert("\n" * 40)
    assert editor.height() == most
    assert editor.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_it_tells_only_of_what_the_person_changed(editor, qtbot):
    told = []
    editor.edited.connect(lambda: told.append(editor.words()))
    editor.show_words("Bonjour")
    assert told == []
    typed(editor, "!")
    assert told == [("Bonjour!", "")]


def test_bold_italic_and_lists_make_clean_html(editor):
    typed(editor, "a ")
    QTest.keyClick(editor, Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    typed(editor, "b")
    QTest.keyClick(editor, Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    typed(editor, "c")
    assert editor.words() == ("a bc", "<p>a <b>b</b><i>c</i></p>")
    editor.toggle("italic")
    QTest.keyClick(editor, Key.Key_Return)
    editor.toggle("list")
    assert editor.has("list")
    typed(editor, "x")
    assert editor.words()[1] == "<p>a <b>b</b><i>c</i></p><ul><li>x</li></ul>"
    editor.toggle("list")
    assert not editor.has("list")


def test_where_no_mark_is_allowed_none_is_kept(editor):
    editor.is_rich_allowed = False
    editor.toggle("bold")
    typed(editor, "a")
    source = QMimeData()
    source.setHtml("<b>b</b>")
    source.setText("b")
    editor.insertFromMimeData(source)
    assert editor.words() == ("ab", "")


def test_a_link_leads_somewhere(editor):
    typed(editor, "ici")
    editor.selectAll()
    editor.link("https://atelier.example")
    assert editor.words()[1] == '<p><a href="https://atelier.example">ici</a></p>'
    editor.selectAll()
    editor.link("")
    assert editor.words() == ("ici", "")
    editor.show_words("")
    editor.link("mailto:a@b.example")
    assert editor.words()[0] == "a@b.example "


def test_html_that_is_pasted_is_cleaned(editor):
    source = QMimeData()
    source.setHtml('<p style="color:red">a<script>x</script> <b onclick="y">b</b></p>')
    editor.insertFromMimeData(source)
    assert editor.words()[1] == "<p>a <b>b</b></p>"


def test_files_and_pictures_are_handed_on(editor, tmp_path):
    given, pictures = [], []
    editor.files_given.connect(given.extend)
    editor.picture_given.connect(pictures.append)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf")), QUrl("https://x.example")])
    assert editor.canInsertFromMimeData(files)
    editor.insertFromMimeData(files)
    picture = QImage(3, 2, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    clipboard = QMimeData()
    clipboard.setImageData(picture)
    editor.insertFromMimeData(clipboard)
    assert given == [str(tmp_path / "a.pdf")]
    assert [one.size().toTuple() for one in pictures] == [(3, 2)]
    assert editor.words() == ("", "")


def test_tab_goes_from_hole_to_hole_and_typing_fills_it(editor):
    editor.insert("😀 le [[jour]] à [[heure]]")
    assert editor.textCursor().selectedText() == "[[jour]]"
    typed(editor, "mardi")
    QTest.keyClick(editor, Key.Key_Tab)
    assert editor.textCursor().selectedText() == "[[heure]]"
    typed(editor, "9 h")
    assert editor.words()[0] == "😀 le mardi à 9 h"


def test_a_sign_asks_for_offers_and_what_is_chosen_takes_its_place(editor, qtbot):
    asked = []
    editor.offers_wanted.connect(asked.append)
    editor.insert("😀 ")
    with qtbot.waitSignal(editor.offers_wanted):
        typed(editor, "/re")
    qtbot.waitUntil(lambda: bool(asked) and asked[-1] is not None and asked[-1].typed == "re")
    trigger = asked[-1]
    assert trigger.sign is Sign.SNIPPET
    editor.insert("Bonjour", trigger)
    assert editor.words()[0] == "😀 Bonjour"


def test_while_offers_are_shown_they_get_the_keys(editor, qtbot):
    taken = []
    editor.offers.chosen.connect(taken.append)
    editor.offers.offer(
        "Templates", [Offer(key="1", title="/a"), Offer(key="2", title="/b")], editor.cursorRect()
    )
    QTest.keyClick(editor, Key.Key_Down)
    QTest.keyClick(editor, Key.Key_Return)
    assert taken == ["2"]
    assert editor.words()[0] == ""
    assert not editor.offers.isVisible()
    editor.offers.offer("Templates", [Offer(key="1", title="/a")], editor.cursorRect())
    QTest.keyClick(editor, Key.Key_Escape)
    assert not editor.offers.isVisible()


def test_control_enter_sends_and_enter_does_not(editor):
    wanted = []
    editor.send_wanted.connect(lambda: wanted.append(1))
    QTest.keyClick(editor, Key.Key_Return)
    assert wanted == []
    QTest.keyClick(editor, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted == [1]
    assert editor.words()[0] == "\n"


def test_what_is_shown_cannot_be_undone_and_the_caret_stands_at_its_end(editor):
    editor.show_words("abc", "<p><b>abc</b></p>")
    assert not editor.document().isUndoAvailable()
    assert editor.textCursor().position() == 3
    assert editor.words() == ("abc", "<p><b>abc</b></p>")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    typed(editor, "x")
    editor.undo()
    assert editor.words()[0] == "abc"
