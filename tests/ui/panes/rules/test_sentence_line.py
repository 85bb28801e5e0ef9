# SPDX-License-Identifier: LicenseRef-Desk
"""A line of pills: changed in place while its shape stays, built anew when it does not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desk.ui.panes.rules.pieces import Choice, Mark, Verb, Word
from desk.ui.panes.rules.sentence_line import SentenceLine
from desk.ui.widgets import Badge, Option, Pill

OPTIONS = (Option(key="a", label="Apple"), Option(key="b", label="Banana"))


@pytest.fixture
def line(qtbot):
    made = SentenceLine()
    qtbot.addWidget(made)
    made.show()
    return made


def choice(current="a", **more):
    return Choice(key="fruit", says="I eat", options=OPTIONS, current=current, **more)


def test_the_same_shape_keeps_its_widgets(line):
    line.show_pieces(Word(text="eat"), choice())
    pill = line.pill("fruit")
    line.show_pieces(Word(text="ate"), choice("b"))
    assert line.pill("fruit") is pill
    assert pill.text() == "Banana"
    assert line._parts[0].text() == "ate"
    assert pill.accessibleName() == "I eat: Banana"


def test_another_shape_leaves_nothing_of_the_old_one(line):
    line.show_pieces(choice(), Mark(text="new"))
    line.show_pieces(Word(text="nothing"))
    assert line.findChildren(Pill) == []
    assert line.findChildren(Badge) == []


def test_a_choice_is_told_with_its_key(line):
    told = []
    line.chosen.connect(lambda *said: told.append(said))
    line.show_pieces(choice())
    line.pill("fruit").chosen.emit("b")
    assert told == [("fruit", "b")]


def test_a_verb_is_pressed_or_opens_its_choices_first(line):
    told = []
    line.pressed.connect(told.append)
    line.chosen.connect(lambda *said: told.append(said))
    line.show_pieces(Verb(key="more", text="More"))
    line._parts[0].click()
    line.show_pieces(Verb(key="more", text="More", options=OPTIONS))
    line._parts[0].click()
    QTest.keyClick(QApplication.focusWidget() or QApplication.activePopupWidget(), Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    assert told[0] == "more"
    assert told[1:] in ([("more", "a")], [])


def test_problems_stand_under_the_line_once(line):
    line.show_pieces(choice(problem="Too sour."), Choice(key="x", says="", text="x", problem="Too sour."))
    assert line.problem() == "Too sour."
    assert not line._problems.isHidden()
    line.show_pieces(choice(), Choice(key="x", says="", text="x"))
    assert line._problems.isHidden()


def test_a_glued_word_stays_with_its_pill(line):
    line.show_pieces(Word(text="in", is_glued=True), choice())
    pill = line.pill("fruit")
    assert pill.parentWidget() is line._parts[0].parentWidget()
    assert pill.parentWidget() is not line._flow_holder


def test_a_form_is_made_when_it_is_opened(line):
    made = []

    def form():
        made.append(QWidget())
        return made[-1]

    line.show_pieces(Choice(key="x", says="", text="x", form=form))
    assert made == []
    line.pill("x").open_choices()
    assert len(made) == 1
    line.pill("x").close_choices()
