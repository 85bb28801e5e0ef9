# SPDX-License-Identifier: LicenseRef-Desk
"""What all clauses share: a tag, a place to jump to, words in the current language."""

import pytest

from desk.ui.panes.rules.clause_card import ClauseCard
from desk.ui.panes.rules.pieces import Choice, Word


class Clause(ClauseCard):
    def __init__(self):
        super().__init__(lambda: "When", "info")
        self.line = self.add_line()

    def fill(self, sight):
        self.line.show_pieces(
            Word(text="to"),
            Choice(key="a.b", says="x", text="one"),
            Choice(key="a.c.0", says="x", text="two"),
        )


@pytest.fixture
def clause(qtbot):
    made = Clause()
    qtbot.addWidget(made)
    made.show_sight(object())
    return made


def test_the_tag_names_the_card(clause):
    assert clause.tag.text() == clause.accessibleName() == "When"


@pytest.mark.parametrize(
    ("place", "key"), [("a.b", "a.b"), ("a.c", "a.c.0"), ("a", "a.b"), ("a.cc", ""), ("b", "")]
)
def test_a_place_is_found_by_itself_or_by_its_first_part(clause, place, key):
    found = clause.find_place(place)
    assert (found.objectName() if found else "") == key


def test_a_change_is_told(clause):
    told = []
    clause.edited.connect(lambda *said: told.append(said))
    clause.edit("draft", "Change", "key")
    assert told == [("draft", "Change", "key")]
