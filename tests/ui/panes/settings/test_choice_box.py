# SPDX-License-Identifier: LicenseRef-Desk
"""A list to choose from by typing."""

import pytest
from PySide6.QtTest import QTest

from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.widgets import FormField

OPTIONS = [("FR", "France"), ("BE", "Belgium"), ("DE", "Germany")]


@pytest.fixture(params=[False, True])
def box(qtbot, request):
    made = ChoiceBox(searchable=request.param)
    qtbot.addWidget(made)
    made.offer(OPTIONS)
    return made


def test_what_is_chosen_is_its_key(box):
    box.choose("BE")
    assert (box.key(), box.currentText()) == ("BE", "Belgium")


def test_other_words_for_the_options_keep_the_choice(box):
    box.choose("DE")
    box.offer([("DE", "Allemagne"), ("FR", "France")])
    assert (box.key(), box.currentText()) == ("DE", "Allemagne")


def test_what_is_kept_but_not_offered_is_shown_all_the_same(box):
    box.choose("XK")
    assert box.key() == "XK"


def test_in_a_form_it_is_read_filled_and_heard(box, qtbot):
    field = FormField("Country", box)
    qtbot.addWidget(field)
    field.set_value("BE")
    assert (field.value(), field.is_touched()) == ("BE", False)
    box.setCurrentIndex(2)
    assert (field.value(), field.is_touched()) == ("DE", True)


def test_what_was_typed_and_matches_nothing_is_given_back(qtbot):
    made = ChoiceBox(searchable=True)
    qtbot.addWidget(made)
    made.offer(OPTIONS)
    made.lineEdit().selectAll()
    QTest.keyClicks(made.lineEdit(), "germany")
    assert made.key() == "DE"
    made.lineEdit().selectAll()
    QTest.keyClicks(made.lineEdit(), "Mars")
    assert made.key() == "Mars"
